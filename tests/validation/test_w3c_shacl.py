"""The W3C's SHACL test suite through both engines, where a copy of it lies (environment variable KGEXPORT_W3C).

What an engine is known to get wrong is listed here; the lists may only become shorter.
"""

import os
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
import pytest
from rdflib import RDF, SH, Graph, Namespace
from rdflib.term import Node, URIRef
from rdflib.util import from_n3

from kgexport.errors import UsageError
from kgexport.validation import Shapes
from kgexport.validation.fast import installed
from kgexport.validation.paths import path_text
from kgexport.validation.raw import RawResult
from kgexport.validation.terms import Data

SUITE = Path(os.environ.get("KGEXPORT_W3C", Path(__file__).parents[2].parent / "shared" / "w3c")) / "shacl"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")

KNOWN = {
    "pyshacl": {
        "core/property/uniqueLang-002",  # reads "1"^^xsd:boolean as true; sh:uniqueLang takes no "1"
        "sparql/pre-binding/shapesGraph-001",  # optional feature, refused
    },
    "fast": {
        "core/property/uniqueLang-002",
        "sparql/pre-binding/unsupported-sparql-004",  # evaluates what a conforming engine has to refuse
    },
}

TESTS = sorted(
    path
    for path in SUITE.rglob("*.ttl")
    if path.name != "manifest.ttl" and "sht:Validate" in path.read_text(encoding="utf-8")
)
pytestmark = pytest.mark.skipif(not TESTS, reason="no copy of the W3C suite")

Key = tuple[str, str, str, str, str]  # focus node, path, component, severity, value


def name(path: Path) -> str:
    return "/".join(path.relative_to(SUITE).with_suffix("").parts)


def read(path: Path) -> Graph:
    return Graph().parse(path, format="turtle", publicID=path.as_uri())


def term(node: Node | str | None) -> str:
    if node is None:
        return ""
    text = node if type(node) is str else node.n3()
    return "_:" if text.startswith("_:") else from_n3(text).n3()  # literals as rdflib writes them


def expected(graph: Graph, report: Node) -> Counter[Key]:
    return Counter(
        (
            term(graph.value(result, SH.focusNode)),
            "" if (path := graph.value(result, SH.resultPath)) is None else path_text(graph, path),
            str(graph.value(result, SH.sourceConstraintComponent)),
            str(graph.value(result, SH.resultSeverity)),
            term(graph.value(result, SH.value)),
        )
        for result in graph.objects(report, SH.result)
    )


def keys(results: list[RawResult]) -> Counter[Key]:
    return Counter((term(r.focus_node), r.path or "", r.component, r.severity, term(r.value)) for r in results)


def run(path: Path, engine: str) -> None:
    manifest = read(path)
    (entry,) = manifest.subjects(RDF.type, SHT.Validate)
    action, outcome = manifest.value(entry, MF.action), manifest.value(entry, MF.result)
    data, shapes = (_path(manifest.value(action, part)) for part in (SHT.dataGraph, SHT.shapesGraph))
    wanted = None if outcome == SHT.Failure else expected(manifest, outcome)
    try:
        prepared = Shapes(read(shapes))
        if engine == "fast":
            assert prepared.fast is not None
            found = keys(prepared.fast.results(Data(ox.parse(path=data, base_iri=data.as_uri())).n_triples))
        else:
            found = keys(list(prepared.reference.results(read(data))))
    except ValueError:
        return  # declined: such data and shapes go to pySHACL
    except UsageError:
        assert wanted is None
    else:
        assert wanted is not None, "a failure was expected"
        assert found == wanted


def _path(iri: Node | None) -> Path:
    assert isinstance(iri, URIRef)
    return Path(unquote(urlsplit(str(iri)).path))


@pytest.mark.parametrize("path", TESTS, ids=name)
@pytest.mark.parametrize(
    "engine", ["pyshacl", pytest.param("fast", marks=pytest.mark.skipif(not installed(), reason="-"))]
)
def test_w3c(path: Path, engine: str):
    if name(path) in KNOWN[engine]:
        with pytest.raises(AssertionError):
            run(path, engine)
    else:
        run(path, engine)
