"""The SHACL validation report (SHACL, section 3.6) in Turtle. Its sh:conforms is false where there is any result."""

from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
from rdflib import SH
from rdflib.term import BNode, Node, URIRef

from kgexport.validation.paths import path_triples
from kgexport.validation.report import Report

_SH = str(SH)
_RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_BOOLEAN = ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")
_PREFIXES = {
    "sh": _SH,
    "kg": "https://w3id.org/kgexport/ontology#",
    "kgs": "https://w3id.org/kgexport/shapes#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def write(report: Report, sources: Sequence[str | Path] = ()) -> str:
    """One sh:ValidationReport. Terms that RDF does not have are left out of it."""
    writer = _Writer(report)
    return (ox.serialize(writer.triples(), format=ox.RdfFormat.TURTLE, prefixes=_PREFIXES) or b"").decode()


class _Writer:
    def __init__(self, report: Report) -> None:
        self._report = report
        self._labels: dict[Node, ox.BlankNode] = {}
        self._paths: dict[ox.Triple, None] = {}  # after the results, each path once

    def triples(self) -> list[ox.Triple]:
        top = ox.BlankNode("report")
        out: list[ox.Triple] = []
        top_triples = [
            ox.Triple(top, _RDF_TYPE, _sh("ValidationReport")),
            ox.Triple(top, _sh("conforms"), ox.Literal(str(not self._report.results).lower(), datatype=_BOOLEAN)),
        ]
        for number, result in enumerate(self._report.results):
            node = ox.BlankNode(f"result{number}")
            component = result.component if ":" in result.component else f"{_SH}{result.component}"
            top_triples.append(ox.Triple(top, _sh("result"), node))
            out += [
                ox.Triple(node, _RDF_TYPE, _sh("ValidationResult")),
                ox.Triple(node, _sh("resultSeverity"), _sh(result.severity.value.capitalize())),
                ox.Triple(node, _sh("sourceConstraintComponent"), ox.NamedNode(component)),
                ox.Triple(node, _sh("resultMessage"), ox.Literal(_clean(result.message))),
            ]
            if result.shape:
                out.append(ox.Triple(node, _sh("sourceShape"), ox.NamedNode(result.shape)))
            for name, term in (("focusNode", result.focus_node), ("value", result.value)):
                written = None if term is None else _term(term)
                if written is not None:
                    out.append(ox.Triple(node, _sh(name), written))
            out += self._path(node, result.path, result.shape)
        return [*top_triples, *out, *self._paths]

    def _path(self, node: ox.BlankNode, path: str | None, shape: str) -> list[ox.Triple]:
        if path is None:
            return []
        written = _term(path)
        if isinstance(written, ox.NamedNode):
            return [ox.Triple(node, _sh("resultPath"), written)]
        graph = self._report.shapes
        root = None if graph is None else graph.value(URIRef(shape), SH.path)
        if graph is None or root is None:
            return []
        reference = ox.Triple(node, _sh("resultPath"), self._copy(root))
        for s, p, o in path_triples(graph, root):
            self._paths[ox.Triple(self._copy(s), ox.NamedNode(str(p)), self._copy(o))] = None
        return [reference]

    def _copy(self, term: Node) -> ox.NamedNode | ox.BlankNode:
        if isinstance(term, BNode):
            return self._labels.setdefault(term, ox.BlankNode(f"path{len(self._labels)}"))
        return ox.NamedNode(str(term))


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{_SH}{name}")


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _term(term: str) -> ox.NamedNode | ox.BlankNode | ox.Literal | None:
    """A focus node or value as a term again; None where it is not one."""
    if not term.startswith(('"', "_:")):
        try:
            return ox.NamedNode(term)
        except ValueError:
            return None
    line = f"<x:s> <x:p> {_clean(term)} .".encode()
    try:
        parsed = [triple.object for triple in ox.parse(line, format=ox.RdfFormat.N_TRIPLES)]
    except (SyntaxError, ValueError):
        return None
    return parsed[0] if len(parsed) == 1 and not isinstance(parsed[0], ox.Triple) else None
