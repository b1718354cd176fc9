"""pySHACL, used so that its cost is in the data: shapes prepared once, queries parsed once, no copies, no inference.

This goes one step below ``pyshacl.validate``, to the shapes it evaluates, and is therefore tied to the minor version of
pySHACL that the project names; a test compares both on every fixture.
"""

import logging
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, TypeAlias

from pyshacl import ShapesGraph, Validator
from pyshacl.errors import ReportableRuntimeError, ShapeLoadError, ValidationFailure
from pyshacl.graph_abstraction import DataGraph
from pyshacl.monkey import apply_patches
from rdflib import SH, Graph
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Node, URIRef

from kgexport.errors import UsageError
from kgexport.validation.confinement import why_not_confined
from kgexport.validation.paths import path_text
from kgexport.validation.raw import RawResult

_Prefixes: TypeAlias = tuple[tuple[str, str], ...]

_LOG = logging.getLogger("kgexport.validation.pyshacl")
_LOG.addHandler(logging.NullHandler())
# A constraint that cannot be loaded is a ReportableRuntimeError too.
_REFUSALS = (ReportableRuntimeError, ShapeLoadError, ValidationFailure, NotImplementedError)


class Reference:
    """A prepared shapes graph. Raises UsageError for shapes that are not well-formed."""

    def __init__(self, shapes: Graph) -> None:
        apply_patches()  # type: ignore[no-untyped-call]
        self._graph = shapes
        self._prefixes = tuple((prefix, str(namespace)) for prefix, namespace in shapes.namespaces())
        try:
            self._shapes = ShapesGraph(shapes, False, _LOG)
            self._targeted = [shape for shape in self._shapes.shapes if any(list(nodes) for nodes in shape.target())]
        except _REFUSALS as error:
            raise UsageError(f"the shapes are not well-formed: {_reason(error)}") from error

    def results(self, data: Graph) -> Iterator[RawResult]:
        """What pySHACL finds in an rdflib graph in memory."""
        validator = Validator(
            DataGraph.from_rdflib(_QueryOnce.over(data, self._prefixes)),
            shacl_graph=Graph(bind_namespaces="none"),
            options={"logger": _LOG},
        )
        validator.shacl_graph = self._shapes
        executor = validator.make_executor()
        try:
            for shape in self._targeted:
                _, found = shape.validate(executor, validator.data_graph)
                for _, node, triples in found:
                    yield self._result(node, triples)
        except _REFUSALS as error:
            raise UsageError(f"the shapes cannot be evaluated: {_reason(error)}") from error

    def _result(self, result: Node, triples: list[tuple[Any, Any, Any]]) -> RawResult:
        values: dict[Node, list[Node]] = {}
        for subject, predicate, value in triples:
            if subject == result:
                values.setdefault(predicate, []).append(value[1] if isinstance(value, tuple) else value)
        path = values.get(SH.resultPath, [None])[0]
        return RawResult(
            focus_node=_term(values[SH.focusNode][0]),
            path=None if path is None else path_text(self._graph, path),
            value=_term(values[SH.value][0]) if SH.value in values else None,
            messages=tuple(sorted(str(message) for message in values.get(SH.resultMessage, ()))),
            severity=str(values[SH.resultSeverity][0]),
            shape=values[SH.sourceShape][0],
            component=str(values[SH.sourceConstraintComponent][0]),
        )


class _QueryOnce(Graph):
    """The same triples; a SPARQL query that comes again is not parsed again (most of its cost in rdflib)."""

    prefixes: _Prefixes = ()

    @classmethod
    def over(cls, graph: Graph, prefixes: _Prefixes) -> "_QueryOnce":
        view = cls(store=graph.store, identifier=graph.identifier, bind_namespaces="none")
        view.prefixes = prefixes
        return view

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Any:
        """As rdflib's, with the prefixes of the shapes."""
        prepared = _prepared(query_object, self.prefixes) if isinstance(query_object, str) else query_object
        return super().query(prepared, *args, **kwargs)


@lru_cache(maxsize=256)
def _prepared(query: str, prefixes: _Prefixes) -> Query:
    reason = why_not_confined(query)  # as it is run, with what pySHACL has put before it and into it
    if reason is not None:
        raise ReportableRuntimeError(reason)
    try:
        return prepareQuery(query, initNs=dict(prefixes))
    except Exception as error:  # pyparsing's and rdflib's own, bare ones among them
        raise ReportableRuntimeError(f"not a SPARQL query: {_reason(error)}") from error


def _term(term: Node) -> str:
    return f"<{term}>" if isinstance(term, URIRef) else term.n3()  # URIRef.n3 raises for what is no IRI


def _reason(error: Exception) -> str:
    return " ".join(str(getattr(error, "message", None) or error).split())[:300]
