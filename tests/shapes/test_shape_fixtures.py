"""Every constraint of every shape is met by a valid fixture and broken by an invalid one, and both engines see it.

A fixture is checked together with ``base.ttl``. ``invalid/X.ttl`` breaks the shape X and stands beside the report that
is expected for it.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, SH, Graph
from rdflib.term import BNode, Node, URIRef

from kgexport.resources import SHAPES_DIR
from kgexport.validation import Report, load_shapes, validate
from kgexport.validation.fast import installed
from kgexport.validation.raw import RawResult
from kgexport.validation.terms import Data

FIXTURES = Path(__file__).parent
VALID = sorted(FIXTURES.glob("*/valid/*.ttl"))
INVALID = sorted(path for path in FIXTURES.glob("*/invalid/*.ttl") if not path.name.endswith(".report.ttl"))
NOT_CONSTRAINTS = {
    *(SH.path, SH.message, SH.severity, SH.property, SH.name, SH.description, SH.order, SH.group, SH.deactivated),
    *(SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf),
}

Found = set[tuple[str, str, str, str]]  # focus node, path, shape, component


def name(path: Path) -> str:
    return "/".join(path.relative_to(FIXTURES).with_suffix("").parts)


@cache
def triples_in(path: Path) -> tuple[tuple[Node, Node, Node], ...]:
    return tuple(Graph().parse(path, format="turtle"))


def read(*paths: Path) -> Graph:
    graph = Graph()
    for path in paths:
        for triple in triples_in(path):
            graph.add(triple)
    return graph


def with_base(*paths: Path) -> Graph:
    return read(FIXTURES / "base.ttl", *paths)


def shapes_for(path: Path):
    return load_shapes(sparql="sparql" in path.parts)


def local(iri: object) -> str:
    return str(iri).rpartition("#")[2]


def node(term: object) -> str:
    return "_:" if isinstance(term, BNode) or str(term).startswith("_:") else str(term)


def expected(path: Path) -> Found:
    report = read(path.with_suffix(".report.ttl"))
    return {
        (
            node(report.value(result, SH.focusNode)),
            local(report.value(result, SH.resultPath) or ""),
            local(report.value(result, SH.sourceShape)),
            local(report.value(result, SH.sourceConstraintComponent)),
        )
        for result in report.objects(None, SH.result)
    }


def simple(path: str | None) -> str:
    return "" if path is None or "<" in path else local(path)


def found(report: Report) -> Found:
    return {(node(r.focus_node), simple(r.path), local(r.shape), r.component) for r in report.results}


def raw(results: Iterable[RawResult]) -> Found:
    return {(node(r.focus_node.strip("<>")), simple(r.path), local(r.shape), local(r.component)) for r in results}


def test_the_base_of_all_fixtures_conforms_with_nothing_to_say():
    assert validate(with_base(), load_shapes(sparql=True), engine="pyshacl").results == ()


@pytest.mark.parametrize("path", VALID, ids=name)
def test_a_valid_fixture_gives_no_result(path: Path):
    assert validate(with_base(path), shapes_for(path), engine="pyshacl").results == ()


@pytest.mark.parametrize("path", INVALID, ids=name)
def test_an_invalid_fixture_gives_exactly_the_expected_report(path: Path):
    report = validate(with_base(path), shapes_for(path), engine="pyshacl")
    assert found(report) == expected(path)
    assert {r.severity.value.capitalize() for r in report.results} == {
        local(severity) for severity in read(path.with_suffix(".report.ttl")).objects(None, SH.resultSeverity)
    }


@pytest.mark.skipif(not installed(), reason="the fast engine is not installed")
@pytest.mark.parametrize("path", [*VALID, *INVALID], ids=name)
def test_the_fast_engine_finds_the_same(path: Path):
    results = raw(shapes_for(path).fast.results(Data(with_base(path)).n_triples))
    assert results == (expected(path) if path in INVALID else set())


@pytest.mark.parametrize("folder", sorted({path.parent for path in INVALID}), ids=name)
def test_pyshacl_used_as_it_comes_finds_the_same_as_our_use_of_it(folder: Path):
    faults = [path for path in INVALID if path.parent == folder]
    shapes = shapes_for(folder)
    conforms, report, _ = pyshacl.validate(with_base(*faults), shacl_graph=shapes.graph)
    plain = {
        (
            node(report.value(result, SH.focusNode)),
            local(p) if isinstance(p := report.value(result, SH.resultPath), URIRef) else "",
            local(report.value(result, SH.sourceShape)),
            local(report.value(result, SH.sourceConstraintComponent)),
        )
        for result in report.objects(None, SH.result)
    }
    assert not conforms
    assert found(validate(with_base(*faults), shapes, engine="pyshacl")) == plain


def test_every_constraint_of_every_shape_is_broken_by_a_fixture():
    shapes = read(*SHAPES_DIR.rglob("*.ttl"))
    components = {
        parameter: component
        for component, parameter in read_components()
        if parameter not in (SH.flags, SH.qualifiedMinCount, SH.qualifiedMaxCount)
    }
    constraints = {
        (local(shape), components[parameter])
        for kind in (SH.NodeShape, SH.PropertyShape)
        for shape in shapes.subjects(RDF.type, kind)
        for parameter in shapes.predicates(shape)
        if parameter not in NOT_CONSTRAINTS and parameter != RDF.type
    }
    broken = {(shape, component) for path in INVALID for _, _, shape, component in expected(path)}
    assert len(constraints) > 200
    assert constraints - broken == set()


def read_components() -> Iterable[tuple[str, URIRef]]:
    from pyshacl.constraints import ALL_CONSTRAINT_COMPONENTS

    for component in ALL_CONSTRAINT_COMPONENTS:
        for parameter in component.constraint_parameters():
            yield local(component.shacl_constraint_component), parameter


def test_every_shape_says_what_it_wants_in_one_sentence():
    shapes = read(*SHAPES_DIR.glob("*.ttl"))
    for kind in (SH.NodeShape, SH.PropertyShape):
        for shape in shapes.subjects(RDF.type, kind):
            if kind == SH.PropertyShape or set(shapes.predicates(shape)) - {RDF.type, SH.targetClass, SH.property}:
                messages = [str(message) for message in shapes.objects(shape, SH.message)]
                assert len(messages) == 1, shape
                assert messages[0].endswith("."), shape


def test_every_property_shape_hangs_on_a_node_shape_of_its_file():
    for path in SHAPES_DIR.glob("*.ttl"):
        shapes = read(path)
        parts = set(shapes.objects(None, SH.property))
        assert set(shapes.subjects(RDF.type, SH.PropertyShape)) == parts, path.name


def test_the_core_shapes_hold_no_sparql():
    assert (None, SH.sparql, None) not in load_shapes().graph
    assert len(set(load_shapes(sparql=True).graph.objects(None, SH.sparql))) == 3
