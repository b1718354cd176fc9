"""The ``shacl`` package (Rust) as a first look: some ten times faster than pySHACL, and younger.

What it rejects, pySHACL looks at again and reports; see ``validator``.
"""

from importlib.util import find_spec
from typing import Any

from rdflib import SH, Graph
from rdflib.term import BNode, Node, URIRef

from kgexport.validation.paths import path_text
from kgexport.validation.raw import RawResult


def installed() -> bool:
    """True where the package is there: ``pip install kgexport[fast]``."""
    return find_spec("shacl") is not None


def compiled(shapes: Graph) -> "Fast | None":
    """The prepared shapes; None where the package is not installed or does not take them."""
    if not installed():
        return None
    import shacl

    try:
        return Fast(shacl.Shapes.from_text(shapes.serialize(format="nt"), format="ntriples"), shapes)
    except ValueError:
        return None


class Fast:
    """A prepared shapes graph."""

    def __init__(self, shapes: Any, graph: Graph) -> None:
        self._shapes = shapes
        self._graph = graph

    def results(self, n_triples: bytes) -> list[RawResult]:
        """What it finds. Raises ValueError for data that it cannot read."""
        report = self._shapes.validate_text(n_triples.decode(), format="ntriples")
        return [
            RawResult(
                focus_node=result.focus_node,
                path=None if result.path is None else self._path(result),
                value=result.value,
                messages=tuple(sorted(result.messages)),
                severity=result.severity_iri,
                shape=_node(result.root_shape or result.source_shape or ""),
                component=result.component_iri,
            )
            for result in report.results
        ]

    def _path(self, result: Any) -> str:
        """One spelling for both engines."""
        path = self._graph.value(_node(result.source_shape or ""), SH.path)
        if path is not None:
            return path_text(self._graph, path)
        text = str(result.path)
        return text[1:-1] if text.startswith("<") and text.count("<") == 1 and text.endswith(">") else text


def _node(term: str) -> Node:
    return URIRef(term[1:-1]) if term.startswith("<") else BNode(term.removeprefix("_:"))
