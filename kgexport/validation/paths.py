"""SHACL property paths as SPARQL writes them (SHACL, section 2.3.1)."""

from collections.abc import Iterator

from rdflib import RDF, SH, Graph
from rdflib.term import BNode, Node, URIRef

_SUFFIX: dict[Node, str] = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}


def path_text(graph: Graph, path: Node) -> str:
    """``<iri>`` without the brackets for a plain path, else SPARQL's syntax: ``^<iri>``, ``<a>/<b>``, ``<a>|<b>``."""
    return str(path) if isinstance(path, URIRef) else _text(graph, path)


def _text(graph: Graph, path: Node) -> str:
    if isinstance(path, URIRef):
        return f"<{path}>"
    if (path, RDF.first, None) in graph:
        return "/".join(_inner(graph, step) for step in graph.items(path))
    for predicate, value in graph.predicate_objects(path):
        if predicate == SH.inversePath:
            return "^" + _inner(graph, value)
        if predicate == SH.alternativePath:
            return "|".join(_inner(graph, step) for step in graph.items(value))
        suffix = _SUFFIX.get(predicate)
        if suffix is not None:
            return _inner(graph, value) + suffix
    return str(path)


def _inner(graph: Graph, path: Node) -> str:
    text = _text(graph, path)
    return text if isinstance(path, URIRef) or text.startswith("^") else f"({text})"


def path_triples(graph: Graph, path: Node) -> Iterator[tuple[Node, Node, Node]]:
    """The triples that a path which is no IRI consists of, parents first."""
    if isinstance(path, BNode):
        for predicate, value in sorted(graph.predicate_objects(path), key=str):
            yield path, predicate, value
            yield from path_triples(graph, value)
