"""Triples by subject, with the few look-ups that pages need."""

from collections.abc import Iterable
from urllib.parse import urlsplit

import pyoxigraph as ox

from kgexport.vocab import KG, PREFIXES

SCHEMA = PREFIXES["schema"]
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
        return (int(begin), int(end)) if begin.isdigit() and end.isdigit() else None

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
        return f"/{iri[len(base) :]}"
    return iri if urlsplit(iri).scheme in {"http", "https"} else "#"


def label_of(store: ox.Store, iri: ox.NamedNode) -> str:
    """The smallest label of a node in the store, else the end of its IRI."""
    for predicate in LABELS:
        found = [q.object for q in store.quads_for_pattern(iri, ox.NamedNode(predicate), None, None)]
        names = sorted(term.value for term in found if isinstance(term, ox.Literal))
        if names:
            return names[0]
    return iri.value.rpartition("/")[2] or iri.value


def _key(node: object) -> str:
    return node if isinstance(node, str) else str(getattr(node, "value", node))
