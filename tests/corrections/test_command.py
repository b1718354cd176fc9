"""``kgexport annotations`` as a user meets it."""

import json

import pytest

from kgexport.corrections.brat_configuration import annotation_conf
from kgexport.model import Act, Role, Status
from kgexport.readers.annotations import annotated_of, line_of
from tests.builders import LAKESIDE, make_annotated, make_article


@pytest.fixture
def annotated(tmp_path):
    path = tmp_path / "annotated.jsonl"
    path.write_bytes(
        line_of(make_annotated()) + b"\n" + line_of(make_annotated(article=make_article(id="b/2"))) + b"\n"
    )
    return path


def test_a_correction_goes_all_the_way_into_the_graph(run, annotated, tmp_path):
    brat = tmp_path / "brat"
    assert run("annotations", "to-brat", annotated, "-o", brat).returncode == 0
    assert (brat / "lakeside.txt").read_text(encoding="utf-8") == LAKESIDE
    ann = brat / "lakeside.ann"
    ann.write_text(
        ann.read_text(encoding="utf-8").replace("name=Ada Moreau", "name=Ada Maria Moreau"), encoding="utf-8"
    )
    done = run("annotations", "from-brat", brat, "-o", tmp_path / "corrected.jsonl")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert run("export", tmp_path / "corrected.jsonl", "-o", tmp_path / "out.nq").returncode == 0
    assert "Ada Maria Moreau" in (tmp_path / "out.nq").read_text(encoding="utf-8")


def test_what_nobody_corrected_comes_back_to_the_byte(run, annotated, tmp_path):
    run("annotations", "to-brat", annotated, "-o", tmp_path / "brat")
    done = run("annotations", "from-brat", tmp_path / "brat")
    assert sorted(done.stdout.splitlines()) == sorted(annotated.read_bytes().splitlines())


def test_corrections_are_not_written_over_by_chance(run, annotated, tmp_path):
    run("annotations", "to-brat", annotated, "-o", tmp_path / "brat")
    again = run("annotations", "to-brat", annotated, "-o", tmp_path / "brat")
    assert again.returncode == 5
    assert b"--force writes over it" in again.stderr
    assert run("annotations", "to-brat", annotated, "-o", tmp_path / "brat", "--force").returncode == 0


def test_one_that_cannot_be_meant_does_not_stop_the_others(run, annotated, tmp_path):
    brat = tmp_path / "brat"
    run("annotations", "to-brat", annotated, "-o", brat)
    (brat / "lakeside.ann").write_text("nonsense\n", encoding="utf-8")
    done = run("annotations", "from-brat", brat)
    assert done.returncode == 4
    assert b"lakeside.ann:1: not a line of brat standoff" in done.stderr
    assert [annotated_of(line).article.id for line in done.stdout.splitlines()] == ["b/2"]


def test_a_text_that_was_changed_is_refused(run, annotated, tmp_path):
    brat = tmp_path / "brat"
    run("annotations", "to-brat", annotated, "-o", brat)
    for path in brat.glob("*.txt"):
        path.write_text("another text", encoding="utf-8")
    done = run("annotations", "from-brat", brat)
    assert done.returncode == 3
    assert b"lakeside.txt: not the text that was annotated" in done.stderr
    assert b"Traceback" not in done.stderr


def test_an_article_that_is_not_annotated_is_refused(run, tmp_path):
    (tmp_path / "plain.txt").write_text("Anna Berg met Paul Ray in Oslo.", encoding="utf-8")
    for command in (("to-brat", "-o", tmp_path / "brat"), ("to-webanno",)):
        done = run("annotations", command[0], tmp_path / "plain.txt", *command[1:])
        assert done.returncode == 3
        assert b"not annotated yet" in done.stderr


def test_a_folder_that_is_not_there_is_told(run, tmp_path):
    done = run("annotations", "from-brat", tmp_path / "nothere")
    assert done.returncode == 3
    assert b"nothere: no such folder" in done.stderr


def test_the_configuration_knows_every_value():
    lines = annotation_conf().splitlines()
    assert f"Act Arg:Statement, Value:{'|'.join(Act)}" in lines
    assert f"Status Arg:Status, Value:{'|'.join(Status)}" in lines
    assert all(f"{role.capitalize()}*:" in annotation_conf() for role in Role)


def test_web_annotations_find_their_words_by_offset_and_by_quotation(run, annotated):
    done = run("annotations", "to-webanno", annotated, "--base-iri", "https://news.example/")
    assert (done.returncode, done.stderr) == (0, b"")
    document = json.loads(done.stdout)
    assert document["@context"] == "http://www.w3.org/ns/anno.jsonld"
    items = document["@graph"][0]["first"]["items"]
    assert document["@graph"][0]["total"] == len(items) > 10
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        position, quote = item["target"]["selector"]
        assert LAKESIDE[position["start"] : position["end"]] == quote["exact"]
        assert f"{quote['prefix']}{quote['exact']}{quote['suffix']}" in LAKESIDE
    sources = {item["body"][0]["source"] for item in items}
    assert "https://news.example/article/lakeside#person-41" in sources
