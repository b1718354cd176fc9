"""The command line as a user meets it: what goes where."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kgexport.readers.annotations import schema
from tests.cli.articles import TEXT, annotated, lines
from tests.conftest import Run


def test_an_article_becomes_a_file_that_conforms_and_answers(nlp: Any, kgexport: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    out = tmp_path / "a.ttl"
    exported = kgexport(
        "export", tmp_path / "a.txt", "-o", out, "--published", "2025-10-22", "--publisher", "The Example"
    )
    assert exported.status == 0, exported.err
    assert exported.out == ""
    assert exported.err.startswith("1 article; ")
    assert kgexport("validate", out).status == 0
    answer = kgexport("query", "who-met-whom", out, "--format", "csv")
    assert answer.status == 0
    assert "Anna Huber,Peter Frei" in answer.out


def test_a_pipe_in_gives_turtle_out(nlp: Any, kgexport: Run) -> None:
    result = kgexport("export", "-", stdin=TEXT.encode())
    assert result.status == 0, result.err
    assert "kg:Meeting" in result.out


def test_annotations_follow_the_schema_and_map_to_the_same_bytes(nlp: Any, kgexport: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    result = kgexport("annotate", tmp_path / "a.txt", "--published", "2025-10-22")
    assert result.status == 0, result.err
    Draft202012Validator(schema()).validate(json.loads(result.out))
    (tmp_path / "a.jsonl").write_text(result.out)
    direct = kgexport("export", tmp_path / "a.txt", "--published", "2025-10-22")
    again = kgexport("export", tmp_path / "a.jsonl")
    assert (again.status, again.out) == (0, direct.out)


def test_an_article_in_another_language_is_exported_with_its_metadata_only(
    nlp: Any, kgexport: Run, tmp_path: Path
) -> None:
    text = (
        "Die Außenministerin Anna Huber hat am Dienstag in Wien den Präsidenten Peter Frei getroffen. Die beiden sprachen "
        "über die Lage an der Grenze und über ein Abkommen, das noch nicht unterschrieben ist."
    )
    (tmp_path / "a.txt").write_text(text)
    by_text = kgexport("annotate", tmp_path / "a.txt", "--publisher", "Das Blatt")
    by_metadata = kgexport("annotate", tmp_path / "a.txt", "--publisher", "Das Blatt", "--language", "de-AT")
    for result, reason in ((by_text, "German"), (by_metadata, "de-AT")):
        assert result.status == 0
        assert reason in result.err
        value = json.loads(result.out)
        assert [agent["name"] for agent in value["agents"]] == ["Das Blatt"]
        assert "meetings" not in value
        assert "statements" not in value


@pytest.mark.parametrize("syntax", ["turtle", "trig", "nquads", "ntriples", "jsonld"])
def test_each_format_is_written_read_and_valid(kgexport: Run, tmp_path: Path, syntax: str) -> None:
    source = lines(tmp_path, annotated("a1"), annotated("a2"))
    extension = {"turtle": "ttl", "trig": "trig", "nquads": "nq", "ntriples": "nt", "jsonld": "jsonld"}[syntax]
    by_name, by_option = tmp_path / f"out.{extension}", tmp_path / "named"
    assert kgexport("export", source, "-o", by_name).status == 0
    assert kgexport("export", source, "-o", by_option, "--format", syntax).status == 0
    assert by_name.read_bytes() == by_option.read_bytes()
    assert kgexport("validate", by_name).status == 0
    answer = json.loads(kgexport("query", "who-met-whom", by_name, "--format", "json").out)
    assert len(answer["results"]["bindings"]) >= 2


def test_the_order_of_the_inputs_changes_no_byte(kgexport: Run, tmp_path: Path) -> None:
    first, second = lines(tmp_path, annotated("a1"), name="1.jsonl"), lines(tmp_path, annotated("a2"), name="2.jsonl")
    for syntax in ("turtle", "trig", "jsonld"):
        outputs = {
            kgexport("export", *inputs, "--format", syntax).out
            for inputs in ((first, second), (second, first), (tmp_path,))
        }
        assert len(outputs) == 1


@pytest.mark.parametrize(("level", "text", "exact"), [("full", 1, 1), ("mentions", 0, 1), ("none", 0, 0)])
def test_text_that_may_not_be_passed_on_is_left_out(
    kgexport: Run, tmp_path: Path, level: str, text: int, exact: int
) -> None:
    result = kgexport("export", lines(tmp_path, annotated()), "--text", level, "--format", "ntriples")
    assert result.status == 0
    assert ("in Vienna." in result.out) == bool(text)
    assert ("#exactText>" in result.out) == bool(exact)


def test_the_base_iri_is_the_users(kgexport: Run, tmp_path: Path) -> None:
    result = kgexport(
        "export", lines(tmp_path, annotated()), "--base-iri", "https://news.example/kg", "--format", "nquads"
    )
    assert "<https://news.example/kg/article/a1>" in result.out
    assert "kg.example" not in result.out


def test_queries_are_listed_and_sparql_is_answered(kgexport: Run, tmp_path: Path) -> None:
    listed = kgexport("queries")
    assert "who-met-whom" in listed.out
    assert len(listed.out.splitlines()) >= 10
    source = tmp_path / "out.ttl"
    kgexport("export", lines(tmp_path, annotated()), "-o", source)
    sparql = "SELECT ?name WHERE { ?p a kg:Person ; schema:name ?name } ORDER BY ?name"
    assert kgexport("query", "--sparql", sparql, source, "--format", "tsv").out == '?name\n"Anna Huber"\n"Peter Frei"\n'
    assert "Peter Frei" in kgexport("query", "--sparql", sparql, source).out
    bound = kgexport("query", "who-met-whom", source, "--parameter", "who=Peter Frei", "--format", "csv")
    assert bound.status == 0, bound.err


def test_what_everybody_said_is_listed_of_files_and_of_one_speaker_from_a_store(kgexport: Run, tmp_path: Path) -> None:
    source, store = tmp_path / "out.trig", tmp_path / "store"
    kgexport("export", lines(tmp_path, annotated()), "-o", source, "--store", store)
    listed = [line for line in kgexport("queries").out.splitlines() if "over a store" in line]
    assert [line.split()[0] for line in listed] == ["mentions-of", "said-about", "said-by"]
    assert "(over a store: --speaker, --person or --organisation)" in listed[2]
    everything = kgexport("query", "mentions-of", source, "--format", "csv")
    assert "Anna Huber" in everything.out
    assert "Peter Frei" in everything.out
    assert kgexport("query", "mentions-of", "--store", store).status == 2
    for option in ("--name", "--person", "--organisation"):
        one = kgexport("query", "mentions-of", "--store", store, option, "Anna Huber", "--format", "csv")
        assert one.status == 0, one.err
        assert "Anna Huber" in one.out
        assert "Peter Frei" not in one.out


def test_the_schema_is_printed(kgexport: Run) -> None:
    assert json.loads(kgexport("schema", "annotations").out)["$id"].startswith("https://")


def test_every_command_has_help(kgexport: Run) -> None:
    overview = kgexport("--help")
    for command in ("export", "annotate", "validate", "query", "queries", "schema"):
        assert command in overview.out
        said = kgexport(command, "--help")
        assert said.status == 0
        assert len(said.out.splitlines()) > 4
    assert kgexport("--version").out.startswith("kgexport")
