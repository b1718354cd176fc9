"""Graphs of any origin as what the engines read: N-Triples, and rdflib graphs in memory; made when asked for."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import TypeAlias

import pyoxigraph as ox
from rdflib import Dataset, Graph
from rdflib.plugins.stores.memory import Memory
from rdflib.term import BNode, Literal, Node, URIRef

from kgexport.errors import UsageError

Triples: TypeAlias = Graph | Iterable[ox.Triple | ox.Quad]

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_NO_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`]")
_LABEL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_TAG = re.compile(r"[A-Za-z]+(?:-[A-Za-z0-9]+)*")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


class Data:
    """The triples of a graph; named graphs are taken together."""

    def __init__(self, triples: Triples) -> None:
        self._triples = triples if isinstance(triples, Graph) else list(triples)

    @cached_property
    def graph(self) -> Graph:
        """An rdflib graph in memory: the given one if it is one, else a copy.

        pySHACL over a graph that is backed by Oxigraph reports values that are in an sh:in list as missing from it.
        """
        given = self._triples
        if not isinstance(given, Graph):
            graph = Graph()
            for triple in given:
                graph.add((_node(triple.subject), _node(triple.predicate), _node(triple.object)))
            return graph
        if not isinstance(given, Dataset) and isinstance(given.store, Memory):
            return given
        graph = Graph()
        for s, p, o, _ in given.quads() if isinstance(given, Dataset) else ((*triple, None) for triple in given):
            graph.add((s, p, o))
        return graph

    @cached_property
    def n_triples(self) -> bytes:
        """N-Triples. Raises ValueError for a term that RDF does not have: such a graph is for pySHACL alone."""
        if isinstance(self._triples, Graph):
            return _n_triples(self.graph).encode()
        triples = (quad.triple if isinstance(quad, ox.Quad) else quad for quad in self._triples)
        return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def _n_triples(graph: Graph) -> str:
    # Keyed by plain strings: rdflib's terms compare in Python, and most of the time would go there.
    iris: dict[str, str] = {}
    lines: list[str] = []
    for s, p, o in graph:
        terms: list[str] = []
        for term in (s, p, o):
            if type(term) is URIRef:
                key = str(term)
                text = iris.get(key)
                if text is None:
                    text = iris[key] = _iri(key)
            else:
                text = _text(term)
            terms.append(text)
        lines.append(f"{terms[0]} {terms[1]} {terms[2]} .\n")
    return "".join(lines)


def _text(term: Node) -> str:
    if isinstance(term, URIRef):
        return _iri(term)
    if isinstance(term, Literal):
        text = f'"{term.translate(_ESCAPES)}"'
        if term.language is not None:
            if not _TAG.fullmatch(term.language):
                raise ValueError(f"not a language tag: {term.language!r}")
            return f"{text}@{term.language}"
        return text if term.datatype is None else f"{text}^^{_iri(term.datatype)}"
    if isinstance(term, BNode) and _LABEL.fullmatch(term):
        return f"_:{term}"
    raise ValueError(f"not an RDF term: {term!r}")


def _iri(term: str) -> str:
    if _NO_IRI.search(term) or ":" not in term:
        raise ValueError(f"not an IRI: {term!r}")
    return f"<{term}>"


def _node(term: object) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        datatype = term.datatype.value
        return Literal(term.value) if datatype == _STRING else Literal(term.value, datatype=URIRef(datatype))
    raise UsageError(f"triples as terms (RDF 1.2) cannot be validated: {term!r}")
