"""The order in which a graph is written: the same whatever order it came in, and one that a person can read.

Article after article; in each the things by class, in reading order, and by offset (numbers compare as numbers); of each
thing its types first, then what it is, then where it was read.
"""

import re
from collections.abc import Iterable
from typing import TypeAlias

import pyoxigraph as ox
from rdflib import DCTERMS, ORG, PROV, RDF, RDFS, SDO

from kgexport.vocab import KG

NaturalKey: TypeAlias = tuple[str | tuple[int, str, str], ...]

_CLASSES = (
    KG.Article,
    KG.Person,
    KG.Outlet,
    KG.Organisation,
    KG.AnonymousSource,
    KG.UnnamedAgent,
    KG.Agent,
    KG.Document,
    ORG.Membership,
    KG.Place,
    KG.Meeting,
    KG.Participation,
    KG.StatusAssertion,
    KG.Statement,
    KG.TimeReference,
    KG.Link,
    KG.Mention,
    KG.Extraction,
    PROV.Activity,
    PROV.Entity,
    SDO.Quotation,
)
_FIRST = (RDF.type, SDO.name, RDFS.label, DCTERMS.title, DCTERMS.publisher, DCTERMS.creator, DCTERMS.issued)
_LAST = (KG.text, SDO.sameAs, KG.link, KG.evidence, KG.mention, KG.inArticle)

_CLASS_RANK = {ox.NamedNode(iri): rank for rank, iri in enumerate(_CLASSES)}
_UNRANKED = len(_CLASS_RANK)


def _predicate_ranks() -> dict[ox.NamedNode, int]:
    ours = [getattr(KG, name) for name in KG.__annotations__ if name[0].islower()]
    middle = [DCTERMS.language, SDO.url, ORG.member, ORG.organization, *ours, PROV.used, PROV.wasGeneratedBy]
    for shared in (KG.certainty, KG.polarity):  # of status assertions and of statements: after what they qualify
        middle.remove(shared)
        middle.insert(middle.index(KG.act) + 1, shared)
    ordered = dict.fromkeys([*_FIRST, *(iri for iri in middle if iri not in _LAST)])
    ranks = {ox.NamedNode(iri): rank for rank, iri in enumerate(ordered)}
    return ranks | {ox.NamedNode(iri): 1001 + rank for rank, iri in enumerate(_LAST)}


_PREDICATE_RANK = _predicate_ranks()
_OTHER_PREDICATE = 1000
_TYPE = ox.NamedNode(RDF.type)
_IN_ARTICLE = ox.NamedNode(KG.inArticle)
_ARTICLE = ox.NamedNode(KG.Article)
_DIGITS = re.compile(r"([0-9]+)")


def natural_key(text: str) -> NaturalKey:
    """Compares the numbers in a text as numbers: ``person-9`` before ``person-126``."""
    parts: list[str | tuple[int, str, str]] = list(_DIGITS.split(text))
    for index in range(1, len(parts), 2):
        digits = str(parts[index])
        significant = digits.lstrip("0")
        parts[index] = (len(significant), significant, digits)
    return tuple(parts)


def in_reading_order(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """The quads without repetitions: the default graph first, then graph by graph in the order of their IRIs."""
    graphs: dict[object, list[ox.Quad]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph_name, []).append(quad)
    return [quad for name in sorted(graphs, key=_graph_key) for quad in _graph_in_order(graphs[name])]


def _graph_key(name: object) -> tuple[int, str]:
    return (0, "") if isinstance(name, ox.DefaultGraph) else (1, _value(name))


def _graph_in_order(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    nodes: dict[object, dict[ox.NamedNode, list[ox.Quad]]] = {}
    for quad in quads:
        nodes.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad)
    ordered: list[ox.Quad] = []
    for subject in sorted(nodes, key=lambda subject: _subject_key(subject, nodes[subject])):
        properties = nodes[subject]
        for predicate in sorted(properties, key=_predicate_key):
            ordered.extend(_values_in_order(properties[predicate]))
    return ordered


def _subject_key(subject: object, properties: dict[ox.NamedNode, list[ox.Quad]]) -> tuple[str, int, NaturalKey, str]:
    """(article that it comes with, class, IRI): what several articles share comes with the first of them."""
    types = [quad.object for quad in properties.get(_TYPE, ())]
    articles = properties.get(_IN_ARTICLE, ())
    block = _value(subject) if _ARTICLE in types else min((_value(quad.object) for quad in articles), default="")
    rank = min(
        (_CLASS_RANK.get(kind, _UNRANKED) for kind in types if isinstance(kind, ox.NamedNode)), default=_UNRANKED
    )
    return block, rank, natural_key(_value(subject)), str(subject)


def _predicate_key(predicate: ox.NamedNode) -> tuple[int, str]:
    rank = _PREDICATE_RANK.get(predicate, _OTHER_PREDICATE)
    return rank, predicate.value if rank == _OTHER_PREDICATE else ""


def _values_in_order(quads: list[ox.Quad]) -> list[ox.Quad]:
    if len(quads) == 1:
        return quads
    unique = {quad.object: quad for quad in quads}
    return [unique[term] for term in sorted(unique, key=_object_key)]


def _object_key(term: object) -> tuple[int, int, NaturalKey, str]:
    if isinstance(term, ox.NamedNode):
        return 0, _CLASS_RANK.get(term, _UNRANKED), natural_key(term.value), ""
    return 1, 0, natural_key(_value(term)), str(term)


def _value(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else str(term)
