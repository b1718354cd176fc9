"""What somebody who does not know kgexport gives it, and what they are told: what it is, and what to do instead."""

from pathlib import Path

import pytest

from kgexport.cli import cli
from kgexport.readers.annotations import line_of
from tests.builders import make_annotated
from tests.conftest import Run
from tests.torture.runs import write_articles

COMMANDS = ("validate", "merge", "frame", "query who-met-whom", "tables --output tables", "load --store store")
ARTICLE = "Ministers meet again\n\nForeign Minister Anna Huber met President Peter Frei in Vienna on Tuesday.\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("article.txt", ARTICLE, "text"),
        ("article.html", f"<!DOCTYPE html>\n<p>{ARTICLE}</p>", "a web page"),
        ("annotated.jsonl", line_of(make_annotated()).decode() + "\n", "annotated articles"),
        ("articles.jsonl", '{"text": "One."}\n{"text": "Two."}\n', "JSON that is no JSON-LD"),
        ("article.json", '{"text": "One."}\n', "JSON that is no JSON-LD"),
    ],
)
def test_an_article_that_is_given_for_a_graph_is_told_from_one(
    kgexport: Run, here: Path, command: str, name: str, content: str, what: str
) -> None:
    (here / name).write_text(content)
    done = kgexport(*command.split(), name)
    assert done.status == 3
    assert done.err == f"kgexport: {name}: {what}, not RDF; `kgexport export` makes RDF of articles\n"


@pytest.mark.parametrize("content", ["@prefix ex: <https://x.example/> .\nex:a ex:b .", "ex:a ex:b ex:c .", "<a> <b>"])
@pytest.mark.parametrize("name", ["graph.ttl", "graph"])
def test_rdf_with_a_mistake_is_told_with_its_line(kgexport: Run, here: Path, name: str, content: str) -> None:
    (here / name).write_text(content)
    done = kgexport("validate", name)
    assert done.status == 3
    assert done.err.startswith(f"kgexport: {name}:{content.count(chr(10)) + 1}: not t")


def test_a_graph_that_says_nothing_is_no_article(kgexport: Run, here: Path) -> None:
    (here / "empty.jsonld").write_text('{"@context": {}}')
    assert kgexport("validate", "empty.jsonld").err == "kgexport: empty.jsonld: no triples\n"


def test_a_value_that_nothing_has_is_told_with_those_that_look_like_it(kgexport: Run, here: Path) -> None:
    write_articles(here / "annotated.jsonl", 1)
    assert kgexport("export", "annotated.jsonl", "-o", "graph.ttl", "--quiet").status == 0
    name = "Jonas Brandt"
    for given in (name.lower(), "Brandt", name.replace("s", "th")):
        done = kgexport("query", "who-met-whom", "graph.ttl", "--person", given)
        assert done.status == 0
        assert "0 rows" in done.out
        assert done.err == f"kgexport: nothing found for {given!r}; did you mean {name!r}?\n"
    done = kgexport("query", "who-met-whom", "graph.ttl", "--person", "Zzyzx")
    assert done.err == "kgexport: nothing found for 'Zzyzx'\n"
    assert kgexport("query", "who-met-whom", "graph.ttl", "--person", name).err == ""


def test_graphs_that_turtle_would_make_one_are_told(kgexport: Run, here: Path) -> None:
    write_articles(here / "annotated.jsonl", 2)
    assert kgexport("export", "annotated.jsonl", "-o", "articles.trig", "--quiet").status == 0
    done = kgexport("merge", "articles.trig", "--all", "--quiet", "-o", "merged.ttl")
    assert done.status == 0
    assert "turtle has no named graphs" in done.err
    assert kgexport("merge", "articles.trig", "--all", "--quiet", "-o", "merged.trig").err == ""
    assert kgexport("merge", "articles.trig", "--quiet", "-o", "merged.ttl").err == ""


def leaves(group: object = cli, name: str = "") -> list[tuple[str, ...]]:
    """Every command, as it is called."""
    found = []
    for each, command in group.commands.items():  # type: ignore[attr-defined]
        called = f"{name} {each}".strip()
        found += leaves(command, called) if hasattr(command, "commands") else [tuple(called.split())]
    return found


@pytest.mark.parametrize("command", leaves())
def test_the_help_of_every_command_shows_how_it_is_called(kgexport: Run, command: tuple[str, ...]) -> None:
    shown = kgexport(*command, "--help").out
    before, options = shown.split("Options:")
    assert f"\n  kgexport {' '.join(command)}" in before or f"| kgexport {' '.join(command)}" in before
    assert "..." not in options


@pytest.mark.parametrize("group", [(), ("annotations",), ("authority",)])
def test_no_line_in_a_list_of_commands_is_cut_off(
    kgexport: Run, monkeypatch: pytest.MonkeyPatch, group: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    _, _, commands = kgexport(*group, "--help").out.partition("Commands:")
    assert commands
    assert "..." not in commands


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?s WHERE {\n ?s a kgg:Person }", "line 2: nothing declares the prefix kgg:; did you mean kg?;"),
        ("SELECT ?s WHERE { ?s a schma:Person }", "line 1: nothing declares the prefix schma:; did you mean schema?;"),
        ("SELECT ?s WHERE { ?s a :Person }", "line 1: nothing declares the prefix :; without PREFIX there are kg, "),
    ],
)
def test_a_prefix_that_nobody_declared_is_told_with_those_there_are(
    kgexport: Run, here: Path, query: str, said: str
) -> None:
    (here / "graph.ttl").write_text("<https://x.example/a> a <https://x.example/B> .")
    done = kgexport("query", "--sparql", query, "graph.ttl")
    assert done.status == 2
    assert said in done.err
    assert len(done.err.splitlines()) == 1


def test_a_term_that_the_ontology_does_not_have_is_told(kgexport: Run, here: Path) -> None:
    (here / "graph.ttl").write_text("<https://x.example/a> a <https://x.example/B> .")
    done = kgexport(
        "query", "--sparql", "SELECT ?s WHERE { ?s a kg:Persn ; kg:currentStatus kg:Status-held }", "graph.ttl"
    )
    assert done.status == 0
    assert done.err.startswith("kgexport: the ontology has no kg:Persn; did you mean Person")
    assert "Status" not in done.err
    assert kgexport("query", "--sparql", "SELECT ?s WHERE { ?s a kg:Person }", "graph.ttl").err == ""


def test_an_authority_is_not_built_from_standard_input(kgexport: Run, here: Path) -> None:
    done = kgexport("authority", "build", "-", "-o", "x.db")
    assert (done.status, done.err) == (2, "kgexport: an authority is built from a file, not from standard input\n")
