"""``kgexport tables`` as a user meets it."""

import csv

import pytest

from kgexport.graph.formats import GraphFormat
from kgexport.graph.write import serialise
from tests.builders import make_annotated
from tests.graphs import graph_of


@pytest.fixture
def graph(tmp_path):
    path = tmp_path / "lakeside.ttl"
    path.write_bytes(serialise(graph_of(make_annotated()).quads, GraphFormat.TURTLE))
    return path


def test_csv_is_written_unless_another_format_is_asked_for(run, graph, tmp_path):
    done = run("tables", graph, "-o", tmp_path / "new" / "folder")
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"12 files -> " in done.stderr
    with (tmp_path / "new" / "folder" / "people.csv").open(newline="", encoding="utf-8") as stream:
        assert "Ada Moreau" in [row["name"] for row in csv.DictReader(stream)]


def test_several_formats_are_written_at_once(run, graph, tmp_path):
    pytest.importorskip("networkx")
    done = run(
        "tables", graph, "-o", tmp_path / "t", "-f", "edges", "-f", "graphml", "-f", "ftm", "-f", "neo4j", "--quiet"
    )
    assert (done.returncode, done.stderr) == (0, b"")
    written = {path.relative_to(tmp_path / "t").as_posix() for path in (tmp_path / "t").rglob("*") if path.is_file()}
    assert {"edges.csv", "network.graphml", "entities.ftm.json", "neo4j/people.csv", "neo4j/said.csv"} <= written


def test_a_store_gives_the_same_tables_as_its_files(run, graph, tmp_path):
    assert run("load", graph, "--store", tmp_path / "store").returncode == 0
    assert run("tables", "--store", tmp_path / "store", "-o", tmp_path / "a").returncode == 0
    assert run("tables", tmp_path / "lakeside.ttl", "-o", tmp_path / "b").returncode == 0
    for path in (tmp_path / "b").iterdir():
        assert (tmp_path / "a" / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("-o", "t"), 2, b"tables of what? Give one or more FILEs, or --store DIR"),
        (("missing.ttl", "-o", "t"), 3, b"missing.ttl: No such file or directory"),
        (("empty.ttl", "-o", "t"), 3, b"no triples"),
        (("lakeside.ttl", "-o", "empty.ttl"), 5, b"it is a file, not a folder"),
        (("lakeside.ttl", "-o", "t", "-f", "xlsx"), 2, b"'xlsx' is not one of"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(run, graph, tmp_path, arguments, status, message):
    (tmp_path / "empty.ttl").touch()
    done = run("tables", *arguments, cwd=tmp_path)
    assert done.returncode == status
    assert message in done.stderr
    assert b"Traceback" not in done.stderr
    assert not (tmp_path / "t" / "people.csv").exists()
