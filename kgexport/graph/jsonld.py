"""Compact JSON-LD over the shipped context, which is written into the file: nobody needs the network to read it.

pyoxigraph writes expanded JSON-LD only, and rdflib's compaction differs from run to run. Our graphs are flat (every node has
an IRI, no lists), so that compaction is a look-up: a term of the context where its type fits the value, else the IRI in full.
The writer proves each file by reading it back.
"""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import groupby
from typing import Any

import pyoxigraph as ox
from rdflib import RDF, XSD

from kgexport.resources import ONTOLOGY_DIR

Json = dict[str, Any]

_TYPE = ox.NamedNode(RDF.type)
_STRING, _INTEGER, _BOOLEAN = (ox.NamedNode(iri) for iri in (XSD.string, XSD.integer, XSD.boolean))
_CANONICAL_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")  # what a JSON number holds without loss
_LOCAL_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


class Compactor:
    """Shortens IRIs and values by one context. ``context`` is a JSON-LD context of terms and prefixes, without nesting."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        simple = {term: value for term, value in context.items() if isinstance(value, str) and value[:1] != "@"}
        self.prefixes = {term: value for term, value in simple.items() if value[-1:] in "#/"}
        self.id = next((term for term, value in context.items() if value == "@id"), "@id")
        self.type = next((term for term, value in context.items() if value == "@type"), "@type")
        self.terms: dict[tuple[str, str | None], str] = {}
        for term, value in context.items():
            if term[:1] == "@" or term in self.prefixes or term in {self.id, self.type}:
                continue
            definition = {"@id": value} if isinstance(value, str) else value
            coercion = definition.get("@type")
            kind = coercion if coercion in {None, "@id"} else self._expanded(coercion)
            self.terms.setdefault((self._expanded(definition["@id"]), kind), term)

    def nodes(self, quads: Iterable[ox.Quad], base: str | None) -> list[Json]:
        """The node objects of quads of one graph; quads of a subject stand together, and so do those of a predicate."""
        found = []
        for subject, about in groupby(quads, key=lambda quad: quad.subject):
            if isinstance(subject, ox.Triple):
                raise TypeError("a triple term has no form in our JSON-LD")
            node: Json = {self.id: self._reference(subject, base)}
            for predicate, group in groupby(about, key=lambda quad: quad.predicate):
                values = [quad.object for quad in group if not isinstance(quad.object, ox.Triple)]
                if predicate == _TYPE and all(isinstance(value, ox.NamedNode) for value in values):
                    node[self.type] = _one_or_all([self._vocabulary_iri(value.value) for value in values])
                    continue
                by_key: dict[str, list[Any]] = {}
                for value in values:
                    key, compact = self._property(predicate.value, value, base)
                    by_key.setdefault(key, []).append(compact)
                node.update((key, _one_or_all(compact)) for key, compact in by_key.items())
            found.append(node)
        return found

    def _property(
        self, predicate: str, value: ox.NamedNode | ox.BlankNode | ox.Literal, base: str | None
    ) -> tuple[str, Any]:
        """(key, value): the term that fits the value's type, else the property without a coercing term."""
        if isinstance(value, ox.Literal):
            if value.language is None:
                term = self.terms.get((predicate, value.datatype.value))
                if term is not None:
                    return term, value.value
            return self._plain_key(predicate), _native(value)
        term = self.terms.get((predicate, "@id"))
        reference = self._reference(value, base)
        return (term, reference) if term is not None else (self._plain_key(predicate), {self.id: reference})

    def _plain_key(self, predicate: str) -> str:
        return self.terms.get((predicate, None)) or self._prefixed(predicate) or predicate

    def _vocabulary_iri(self, iri: str) -> str:
        return self.terms.get((iri, None)) or self._prefixed(iri) or iri

    def _reference(self, term: ox.NamedNode | ox.BlankNode, base: str | None) -> str:
        if isinstance(term, ox.BlankNode):
            return f"_:{term.value}"
        prefixed = self._prefixed(term.value)
        if prefixed is not None:
            return prefixed
        # Only a fragment of the base is shortened: it needs no rule of relative references to be right.
        if base is not None and term.value.startswith(f"{base}#"):
            return term.value[len(base) :]
        return term.value

    def _prefixed(self, iri: str) -> str | None:
        for prefix, namespace in self.prefixes.items():
            if iri.startswith(namespace) and _LOCAL_NAME.fullmatch(iri, len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        return None

    def _expanded(self, compact: str) -> str:
        prefix, colon, local = compact.partition(":")
        return self.prefixes[prefix] + local if colon and prefix in self.prefixes else compact


@cache
def shipped_context() -> Json:
    """The context of ontology/context.jsonld."""
    loaded: Json = json.loads((ONTOLOGY_DIR / "context.jsonld").read_text(encoding="utf-8"))
    context: Json = loaded["@context"]
    return context


def jsonld(quads: Iterable[ox.Quad], base: str | None = None) -> bytes:
    """Quads in reading order as one JSON-LD document. One graph stands at the top; several stand in it side by side."""
    context = shipped_context()
    compactor = Compactor(context)
    head: Json = {"@context": {"@base": base, **context} if base else context}
    graphs = [(name, compactor.nodes(group, base)) for name, group in groupby(quads, key=lambda quad: quad.graph_name)]
    body: Json = {"@graph": []}
    if len(graphs) == 1 and isinstance(graphs[0][0], ox.NamedNode):
        body = {compactor.id: graphs[0][0].value, "@graph": graphs[0][1]}
    elif graphs:
        body["@graph"] = [
            item
            for name, nodes in graphs
            for item in (nodes if isinstance(name, ox.DefaultGraph) else [{compactor.id: _name(name), "@graph": nodes}])
        ]
    return json.dumps({**head, **body}, ensure_ascii=False, indent=2).encode() + b"\n"


def _name(graph: ox.NamedNode | ox.BlankNode) -> str:
    return graph.value if isinstance(graph, ox.NamedNode) else f"_:{graph.value}"


def _native(value: ox.Literal) -> Any:
    if value.language is not None:
        return {"@value": value.value, "@language": value.language}
    if value.datatype == _STRING:
        return value.value
    if value.datatype == _INTEGER and _CANONICAL_INTEGER.fullmatch(value.value):
        return int(value.value)
    if value.datatype == _BOOLEAN and value.value in {"true", "false"}:
        return value.value == "true"
    return {"@value": value.value, "@type": value.datatype.value}


def _one_or_all(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
