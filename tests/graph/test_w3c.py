"""The W3C RDF 1.1 test suites (https://w3c.github.io/rdf-tests/), where they are beside the checkout."""

import os
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest

from kgexport.errors import ReadError
from kgexport.graph.formats import GraphFormat
from kgexport.graph.read import parse_graph
from kgexport.graph.write import serialise

SUITES = Path(os.environ.get("KGEXPORT_W3C", Path(__file__).parents[3] / "shared" / "w3c")) / "rdf11"
FORMATS = {
    "rdf-turtle": GraphFormat.TURTLE,
    "rdf-trig": GraphFormat.TRIG,
    "rdf-n-quads": GraphFormat.NQUADS,
    "rdf-n-triples": GraphFormat.NTRIPLES,
}
_MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

pytestmark = pytest.mark.skipif(
    not SUITES.is_dir(), reason="the W3C suites are not here; KGEXPORT_W3C says where they are"
)


class Case(NamedTuple):
    """One test of a manifest."""

    suite: str
    name: str
    kind: str
    action: str
    result: str | None


def cases(suite: str) -> list[Case]:
    base = f"https://w3c.github.io/rdf-tests/rdf/rdf11/{suite}/"
    manifest = parse_graph(
        (SUITES / suite / "manifest.ttl").read_bytes(), suite, GraphFormat.TURTLE, f"{base}manifest.ttl"
    )

    def value(subject: object, name: str) -> str | None:
        found = [
            quad.object.value
            for quad in manifest.quads_for_predicate(ox.NamedNode(_MF + name))
            if quad.subject == subject
        ]
        return found[0] if found else None

    return [
        Case(
            suite,
            value(quad.subject, "name") or "",
            quad.object.value.rpartition("#")[2],
            (value(quad.subject, "action") or "").removeprefix(base),
            (value(quad.subject, "result") or "").removeprefix(base) or None,
        )
        for quad in manifest.quads_for_predicate(_TYPE)
        if "rdftest#Test" in quad.object.value
    ]


def read(suite: str, name: str) -> ox.Dataset:
    path = SUITES / suite / name
    graph_format = {".nq": GraphFormat.NQUADS, ".nt": GraphFormat.NTRIPLES}.get(path.suffix, FORMATS[suite])
    return parse_graph(
        path.read_bytes(), path, graph_format, f"https://w3c.github.io/rdf-tests/rdf/rdf11/{suite}/{name}"
    )


def canonical(dataset: ox.Dataset) -> ox.Dataset:
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def union(dataset: ox.Dataset) -> ox.Dataset:
    return ox.Dataset(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in dataset)


def failures(case: Case) -> list[str]:
    """What goes wrong when the case is read, compared with its result, and written in each format and read again."""
    try:
        dataset = read(case.suite, case.action)
    except ReadError as error:
        return [] if "Negative" in case.kind else [f"{case.name}: {error}"]
    if "Negative" in case.kind:
        return [f"{case.name}: was read"]
    if case.result is not None and canonical(dataset) != canonical(read(case.suite, case.result)):
        return [f"{case.name}: is not its result"]
    wrong = []
    for graph_format in GraphFormat:
        expected = dataset if graph_format.names_graphs else union(dataset)
        again = parse_graph(serialise(dataset, graph_format), case.name, graph_format)
        if canonical(again) != canonical(expected):
            wrong.append(f"{case.name}: does not survive {graph_format}")
    return wrong


@pytest.mark.parametrize(
    ("suite", "size"), [("rdf-turtle", 313), ("rdf-trig", 356), ("rdf-n-quads", 87), ("rdf-n-triples", 70)]
)
def test_every_case_is_read_rightly_and_survives_writing(suite: str, size: int) -> None:
    found = cases(suite)
    assert len(found) == size
    assert [problem for case in found for problem in failures(case)] == []


@pytest.mark.parametrize("suite", FORMATS)
def test_the_documentation_gives_the_sizes_of_the_suites(suite: str) -> None:
    table = (Path(__file__).parents[2] / "docs" / "conformance.md").read_text(encoding="utf-8")
    assert f"| {suite} | {len(cases(suite))} | {len(cases(suite))} | all |" in table
