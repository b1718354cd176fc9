"""Every payload of tests/hostile.py in every position: no triple too many, no file that a parser refuses, nothing lost unseen."""

import shutil
import subprocess
from collections import Counter
from functools import cache
from itertools import chain
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kgexport.errors import GateError
from kgexport.graph.formats import GraphFormat
from kgexport.graph.gate import CheckedGraph, admit
from kgexport.graph.write import serialise
from kgexport.mappers import triples_of
from kgexport.model import Link
from tests.builders import make_annotated
from tests.graphs import BASE, EXAMPLES, graph_of
from tests.hostile import POSITIONS, cases, with_text

PLAIN = make_annotated(links=(Link(agent="person-67", target="Q1", authority="toy", method="alias", score=1.0),))
PLAIN_GRAPH = graph_of(PLAIN)
MORE = dict.fromkeys(POSITIONS, 1)  # a term comes with a triple of its own, a field changes one that is there


def graph_with(position: str, payload: str) -> CheckedGraph | str:
    """The graph that the payload gets into, else who refused it."""
    try:
        if position not in POSITIONS:
            return graph_of(with_text(PLAIN, position, payload))
        extra = POSITIONS[position](payload)
    except GateError as error:
        return f"gate: {error.stage}"
    except (ValueError, TypeError):
        return "record or rdflib"
    try:
        return admit(PLAIN, chain(triples_of(PLAIN), [extra]), base=BASE)
    except GateError as error:
        return f"gate: {error.stage}"


@cache
def outcomes() -> tuple[tuple[str, str, CheckedGraph | str], ...]:
    # Every eleventh of six thousand, of each position and of each payload; all of them in the long runs.
    step = 11 if EXAMPLES <= 25 else 1
    return tuple((position, payload, graph_with(position, payload)) for position, payload in cases(step))


@cache
def admitted() -> tuple[ox.Quad, ...]:
    """All that came in by any case and was not there before: one graph for the parsers."""
    before = frozenset(PLAIN_GRAPH.quads)
    new: dict[ox.Quad, None] = {}
    for _, _, graph in outcomes():
        if not isinstance(graph, str):
            added = (quad for quad in graph.quads if quad not in before)
            new.update((ox.Quad(quad.subject, quad.predicate, quad.object), None) for quad in added)
    return tuple(new)


def test_the_corpus_is_large_and_part_of_it_gets_in() -> None:
    counts = Counter("admitted" if not isinstance(result, str) else result for _, _, result in outcomes())
    assert sum(counts.values()) > 500
    assert counts["admitted"] > 200
    assert counts["gate: terms"] > 90


def _expected(position: str, graph: CheckedGraph) -> int:
    """The triples of the plain graph; a target that is an id of the user's own authority has no schema:sameAs."""
    expected = len(PLAIN_GRAPH.quads) + MORE.get(position, 0)
    if position == "links/0/target":
        expected -= all(quad.predicate.value != "https://schema.org/sameAs" for quad in graph.quads)
    return expected


def test_no_case_adds_or_loses_a_triple() -> None:
    wrong = [
        (position, payload[:40], len(graph.quads))
        for position, payload, graph in outcomes()
        if not isinstance(graph, str) and len(graph.quads) != _expected(position, graph)
    ]
    assert wrong == []


def test_what_gets_in_as_text_is_there_unchanged() -> None:
    as_text = ("name", "description", "label", "title", "rule", "method", "tool", "model", "value", "literal")
    lost = []
    for position, payload, graph in outcomes():
        if not isinstance(graph, str) and position.rpartition("/")[2] in as_text:
            texts = {quad.object.value for quad in graph.quads if isinstance(quad.object, ox.Literal)}
            lost += [] if payload in texts else [(position, payload[:40])]
    assert lost == []


@pytest.mark.parametrize("graph_format", GraphFormat)
def test_every_format_brings_it_all_back(graph_format: GraphFormat) -> None:
    read = set(ox.parse(serialise(admitted(), graph_format), graph_format.oxigraph))
    assert read == set(admitted())


@pytest.mark.parametrize(("graph_format", "name"), [(GraphFormat.TURTLE, "turtle"), (GraphFormat.NTRIPLES, "nt")])
def test_rdflib_reads_all_of_it(graph_format: GraphFormat, name: str) -> None:
    graph = rdflib.Graph()
    graph.parse(data=serialise(admitted(), graph_format), format=name)
    assert len(graph) == len(admitted())


@pytest.mark.parametrize("graph_format", [GraphFormat.TURTLE, GraphFormat.NTRIPLES])
@pytest.mark.parametrize("command", ["rapper", "serdi", "riot"])
def test_other_parsers_read_all_of_it(command: str, graph_format: GraphFormat, tmp_path: Path) -> None:
    if shutil.which(command) is None:
        pytest.skip(f"{command} is not installed: scripts/install_parsers")
    path = tmp_path / f"hostile.{graph_format.extension}"
    path.write_bytes(serialise(admitted(), graph_format))
    arguments = {
        "rapper": ["-q", "-i", graph_format, "-o", "ntriples", path],
        "serdi": ["-i", graph_format, "-o", "ntriples", path],
        "riot": ["--output=ntriples", path],
    }
    done = subprocess.run([command, *arguments[command]], capture_output=True, check=False)
    # riot says 1 where it has a warning, and it has one for each U+FFFD; what it has read is what counts.
    assert done.returncode in ((0, 1) if command == "riot" else (0,)), done.stderr[-500:]
    # What they write is what we wrote, whichever way they escape it.
    read = ox.parse(done.stdout, ox.RdfFormat.N_TRIPLES)
    assert {quad.triple for quad in read} == {quad.triple for quad in admitted()}
