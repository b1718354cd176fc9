"""Triples by subject, with the few look-ups that pages need."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

import pyoxigraph as ox

from kgexport.vocab import KG, PREFIXES

SCHEMA = PREFIXES["schema"]
LOOKED_AT = 10_000  # how much of what is said about a thing is read for a page
_FEW = 24  # so many are read one by one faster than a query is parsed
LABELS = (f"{SCHEMA}name", f"{PREFIXES['rdfs']}label", f"{PREFIXES['dcterms']}title", str(KG.description))


class Described:
    """What is said about each node of a graph."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._said: dict[str, dict[str, list[ox.Quad]]] = {}
        seen: set[ox.Triple] = set()
        for quad in quads:
            if quad.triple in seen:
                continue
            seen.add(quad.triple)
            about = self._said.setdefault(_key(quad.subject), {})
            about.setdefault(quad.predicate.value, []).append(quad)

    def about(self, node: str) -> dict[str, list[object]]:
        """Predicate -> values of one node."""
        return {predicate: [quad.object for quad in quads] for predicate, quads in self._said.get(node, {}).items()}

    def nodes(self, kind: str) -> list[str]:
        """The nodes of a class."""
        wanted = ox.NamedNode(kind)
        return [
            node
            for node, about in self._said.items()
            if any(quad.object == wanted for quad in about.get(f"{PREFIXES['rdf']}type", ()))
        ]

    def values(self, node: str | ox.NamedNode, predicate: object) -> list[str]:
        """The values of a property as text, in a fixed order."""
        quads = self._said.get(_key(node), {}).get(str(predicate), ())
        return sorted(getattr(quad.object, "value", str(quad.object)) for quad in quads)

    def text(self, node: str | ox.NamedNode, predicate: object) -> str:
        """The first value of a property; empty where there is none."""
        return next(iter(self.values(node, predicate)), "")

    def label(self, node: str) -> str:
        """A name, else a label, else the words of the article, else the end of the IRI."""
        found = (label for predicate in LABELS for label in self.values(node, predicate))
        return next(found, None) or node.rpartition("/")[2]

    def span(self, mention: str) -> tuple[int, int] | None:
        """Begin and end of a mention."""
        begin, end = self.text(mention, KG.begin), self.text(mention, KG.end)
        return (int(begin), int(end)) if begin.isdecimal() and end.isdecimal() else None

    @staticmethod
    def short(iri: str) -> str:
        """A prefixed name where we have a prefix."""
        for prefix, namespace in PREFIXES.items():
            if iri.startswith(namespace):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri


def value_of(iri: str) -> str:
    """``held`` for ``kg:Status-held``; in words: ``in doubt`` for ``inDoubt``."""
    name = iri.rpartition("#")[2].partition("-")[2] or iri
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)


def path_of(iri: str, base: str) -> str:
    """Where this server shows a node of the base; the IRI itself for others. Only http(s) is a link."""
    if iri.startswith(base):
        path = iri[len(base) :]
        return "#" if path.startswith(("/", "\\")) else f"/{path}"  # //host is another server's
    return iri if is_web_address(iri) else "#"


def is_web_address(text: str) -> bool:
    """Whether a browser that follows it asks a server, and does nothing else."""
    return text.lower().startswith(("http://", "https://"))


class Everywhere:
    """What all graphs of a store say about single nodes. The engine takes repetitions out: a shared node has a name a graph."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._labels: dict[str, str] = {}

    def subjects(self, predicate: object, node: ox.NamedNode) -> list[str]:
        """The IRIs of what points to a node, in no order; LOOKED_AT at most."""
        found = self._ask(
            f"SELECT DISTINCT ?s ?p ?o WHERE {{ ?s ?p ?o }} LIMIT {LOOKED_AT}", p=_named(predicate), o=node
        )
        return [row["s"].value for row in found if isinstance(row["s"], ox.NamedNode)]

    def count(self, predicate: object, node: ox.NamedNode) -> int:
        """How many things point to a node."""
        asked = "SELECT ?p ?o (COUNT(DISTINCT ?s) AS ?count) WHERE { ?s ?p ?o } GROUP BY ?p ?o"
        return next((int(row["count"].value) for row in self._ask(asked, p=_named(predicate), o=node)), 0)

    def terms(self, node: str, predicate: object) -> list[Any]:
        """The values of a property, in no order; LOOKED_AT at most."""
        subject, property_ = ox.NamedNode(node), _named(predicate)
        quads = self._store.quads_for_pattern(subject, property_, None, None)
        few = list(islice((quad.object for quad in quads), _FEW))
        if len(few) < _FEW:
            return list(dict.fromkeys(few))
        asked = f"SELECT DISTINCT ?s ?p ?o WHERE {{ ?s ?p ?o }} LIMIT {LOOKED_AT}"
        return [row["o"] for row in self._ask(asked, s=subject, p=property_)]

    def nodes(self, node: str, predicate: object) -> list[str]:
        """The nodes with an IRI that a property leads to, in order."""
        return sorted(term.value for term in self.terms(node, predicate) if isinstance(term, ox.NamedNode))

    def values(self, node: str, predicate: object) -> list[str]:
        """The values of a property as text, in order."""
        return sorted({getattr(term, "value", str(term)) for term in self.terms(node, predicate)})

    def value(self, node: str, predicate: object) -> str:
        """The first value of a property; empty where there is none."""
        return next(iter(self.values(node, predicate)), "")

    def label(self, node: str) -> str:
        """The smallest label of a node, else the end of its IRI. Each is looked up once."""
        if node not in self._labels:
            found = (min(map(_text, self.terms(node, predicate)), default="") for predicate in LABELS)
            self._labels[node] = next(filter(None, found), None) or node.rpartition("/")[2] or node
        return self._labels[node]

    def _ask(self, sparql: str, **terms: ox.NamedNode) -> Any:
        bound: dict[Any, Any] = {ox.Variable(name): term for name, term in terms.items()}
        return self._store.query(sparql, use_default_graph_as_union=True, substitutions=bound)


def _named(predicate: object) -> ox.NamedNode:
    return ox.NamedNode(str(predicate))


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.Literal) else ""


def _key(node: object) -> str:
    return node if isinstance(node, str) else str(getattr(node, "value", node))
