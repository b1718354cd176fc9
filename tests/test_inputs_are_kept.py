"""No command writes over what it reads: an archive is worth more than one word on the command line."""

import os
from pathlib import Path
from typing import Any

import pytest

from kgexport.graph.formats import GraphFormat
from kgexport.graph.write import serialise
from kgexport.readers.annotations import line_of
from tests.builders import make_annotated, make_article
from tests.graphs import graph_of

ARTICLES = (make_annotated(), make_annotated(article=make_article(id="second")))
QUADS = [quad for each in ARTICLES for quad in graph_of(each).quads]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Graphs, annotated articles, and the same under other names."""
    (tmp_path / "out.trig").write_bytes(serialise(QUADS, GraphFormat.TRIG))
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "lakeside.jsonld").write_bytes(serialise(graph_of(ARTICLES[0]).quads, GraphFormat.JSONLD))
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "people.csv").write_bytes(serialise(QUADS, GraphFormat.NQUADS))
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "all.jsonl").write_bytes(b"".join(line_of(each) + b"\n" for each in ARTICLES))
    (tmp_path / "brat").mkdir()
    (tmp_path / "brat" / "lakeside.annotated.jsonl").write_bytes((tmp_path / "news" / "all.jsonl").read_bytes())
    (tmp_path / "brat" / "lakeside.ann").touch()
    (tmp_path / "known.csv").write_text("id,type,name\nQ1,person,Ada Moreau\n", encoding="utf-8")
    (tmp_path / "link.trig").symlink_to("out.trig")
    os.link(tmp_path / "out.trig", tmp_path / "other.trig")
    return tmp_path


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize(
    "call",
    [
        "merge out.trig -o out.trig",
        "merge out.trig -o ./news/../out.trig",
        "merge out.trig -o link.trig",
        "merge link.trig -o other.trig",
        "merge . -o out.trig",
        "frame pages/lakeside.jsonld -o pages",
        "frame pages -o pages/",
        "tables tables/people.csv -o tables",
        "validate out.trig --report json=out.trig",
        "export news/all.jsonl -o news/all.jsonl -f turtle",
        "export news -o news/all.jsonl -f turtle",
        "export news/*.jsonl -o news/all.jsonl -f turtle",
        "export news/all.jsonl -o new.ttl --quarantine news/all.jsonl",
        "export news/all.jsonl -o new.ttl --authority known.csv --quarantine known.csv",
        "export s3://bucket/all.jsonl -o s3://bucket/all.jsonl -f turtle",
        "annotate news/all.jsonl -o news/all.jsonl",
        "annotations to-webanno news/all.jsonl -o news/all.jsonl",
        "annotations to-brat brat/lakeside.annotated.jsonl -o brat --force",
        "annotations from-brat brat -o brat/lakeside.annotated.jsonl",
        "authority build known.csv -o known.csv",
    ],
)
def test_an_output_that_is_an_input_is_refused_and_every_file_stays(run: Any, folder: Path, call: str) -> None:
    before = contents(folder)
    done = run(*call.split(), cwd=folder)
    assert done.returncode == 2, done.stderr
    assert before.items() <= contents(folder).items()
    assert done.stdout == b""
    assert done.stderr.count(b"\n") == 1
    assert b"it is one of the inputs and would be lost; write to another file" in done.stderr


def test_standard_input_that_is_the_output_is_refused_too(run: Any, folder: Path) -> None:
    before = contents(folder)
    with (folder / "out.trig").open("rb") as stream:
        done = run("merge", "-", "-o", "out.trig", cwd=folder, stdin=stream)
    assert done.returncode == 2
    assert contents(folder) == before


def test_what_an_earlier_merge_wrote_may_be_among_the_inputs_and_is_made_again(run: Any, folder: Path) -> None:
    assert run("merge", "out.trig", "-o", "pages/merged.trig", "--names", cwd=folder).returncode == 0
    written = (folder / "pages" / "merged.trig").read_bytes()
    done = run("merge", "out.trig", "pages/merged.trig", "-o", "pages/merged.trig", "--names", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert (folder / "pages" / "merged.trig").read_bytes() == written


def test_refused_articles_do_not_go_where_the_others_go(run: Any, folder: Path) -> None:
    done = run("annotate", "news", "-o", "new.jsonl", "--quarantine", "new.jsonl", cwd=folder)
    assert done.returncode == 2
    assert not (folder / "new.jsonl").exists()


def test_standoff_is_written_anew_from_what_lies_beside_it(run: Any, folder: Path) -> None:
    (folder / "brat" / "lakeside.annotated.jsonl").write_bytes(line_of(ARTICLES[0]) + b"\n")
    done = run("annotations", "to-brat", "brat/lakeside.annotated.jsonl", "-o", "brat", "--force", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert (folder / "brat" / "lakeside.ann").stat().st_size > 0
