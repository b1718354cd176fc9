"""The order in which a graph is written: the same whatever order it came in, and one that a person can read.

Article after article; in each the things by class, in reading order, and by offset (numbers compare as numbers); of each
thing its types first, then what it is, then where it was read.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

import pyoxigraph as ox
from rdflib import DCAT, DCTERMS, ORG, PROV, RDF, RDFS, SDO

from kgexport.vocab import KG

NaturalKey: TypeAlias = tuple[str | tuple[int, str, str], ...]

# An IRI as it is, a blank node with "_:", a literal as (value, datatype, language).
Value: TypeAlias = str | tuple[str, str, str]
# subject -> predicate -> value -> the quad that says so
Described: TypeAlias = dict[str, dict[str, dict[Value, ox.Quad]]]

_CLASSES = (
    DCAT.Dataset,
    DCAT.Distribution,
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
    KG.MergedMeeting,
    KG.Join,
    PROV.Activity,
    PROV.Entity,
    SDO.Quotation,
)
_FIRST = (
    RDF.type,
    SDO.name,
    RDFS.label,
    DCTERMS.title,
    DCTERMS.publisher,
    DCTERMS.creator,
    DCTERMS.issued,
    DCTERMS.modified,
)
_LAST = (KG.text, SDO.sameAs, KG.link, KG.evidence, KG.mention, KG.inArticle)

_CLASS_RANK = {str(iri): rank for rank, iri in enumerate(_CLASSES)}
_UNRANKED = len(_CLASS_RANK)
_TYPE, _IN_ARTICLE, _ARTICLE = str(RDF.type), str(KG.inArticle), str(KG.Article)
_DIGITS = re.compile(r"([0-9]+)")


class OrderedQuads(tuple[ox.Quad, ...]):
    """The quads of one graph, in reading order, without repetitions: nobody needs to sort them again."""

    __slots__ = ()


class _PredicateKeys(dict[str, tuple[int, str]]):
    """Ranks of the predicates that we know; others stand between what a thing is and where it was read."""

    def __init__(self) -> None:
        ours = [getattr(KG, name) for name in KG.__annotations__ if name[0].islower()]
        article = [DCTERMS.language, SDO.url, SDO.mainEntityOfPage, SDO.articleSection, SDO.keywords]
        middle = [*article, ORG.member, ORG.organization, *ours, PROV.used, PROV.wasGeneratedBy]
        for shared in (KG.certainty, KG.polarity):  # of status assertions and of statements: after what they qualify
            middle.remove(shared)
            middle.insert(middle.index(KG.act) + 1, shared)
        before = dict.fromkeys([*_FIRST, *(iri for iri in middle if iri not in _LAST)])
        super().__init__({str(iri): (rank, "") for rank, iri in enumerate(before)})
        self._others = len(before)
        self.update((str(iri), (self._others + 1 + rank, "")) for rank, iri in enumerate(_LAST))

    def __missing__(self, predicate: str) -> tuple[int, str]:
        return self._others, predicate


_PREDICATE_KEYS = _PredicateKeys()


@lru_cache(maxsize=1 << 14)
def natural_key(text: str) -> NaturalKey:
    """Compares the numbers in a text as numbers: ``person-9`` before ``person-126``."""
    parts: list[str | tuple[int, str, str]] = list(_DIGITS.split(text))
    for index in range(1, len(parts), 2):
        parts[index] = _number(str(parts[index]))
    return tuple(parts)


@lru_cache(maxsize=1 << 14)
def _number(digits: str) -> tuple[int, str, str]:
    significant = digits.lstrip("0")
    return len(significant), significant, digits


def in_reading_order(quads: Iterable[ox.Quad]) -> list[ox.Quad] | OrderedQuads:
    """The quads without repetitions: the default graph first, then graph by graph in the order of their IRIs."""
    if isinstance(quads, OrderedQuads):
        return quads
    graphs: dict[tuple[int, str], Described] = {}
    for quad in quads:
        subject, predicate, value, graph = quad
        key = (0, "") if isinstance(graph, ox.DefaultGraph) else (1, str(_value(graph)))
        about = graphs.setdefault(key, {}).setdefault(str(_value(subject)), {})
        about.setdefault(predicate.value, {})[_value(value)] = quad
    return [quad for key in sorted(graphs) for quad in arranged(graphs[key])]


def arranged(described: Described) -> list[ox.Quad]:
    """The quads of one graph, in reading order."""
    ordered: list[ox.Quad] = []
    keys = {subject: _subject_key(subject, about) for subject, about in described.items()}
    for subject in sorted(described, key=keys.__getitem__):
        about = described[subject]
        for predicate in _in_order(tuple(about)):
            values = about[predicate]
            if len(values) == 1:
                ordered.extend(values.values())
            else:
                ordered.extend(values[value] for value in sorted(values, key=_value_key))
    return ordered


@lru_cache(maxsize=1 << 12)
def _in_order(predicates: tuple[str, ...]) -> tuple[str, ...]:
    """The predicates of a thing. Kept, since most things of a class have the same ones."""
    return tuple(sorted(predicates, key=_PREDICATE_KEYS.__getitem__))


def _subject_key(subject: str, about: dict[str, dict[Value, ox.Quad]]) -> tuple[str, int, NaturalKey]:
    """(article that it comes with, class, IRI): what several articles share comes with the first of them."""
    types = about.get(_TYPE, {})
    block = subject if _ARTICLE in types else min(map(str, about.get(_IN_ARTICLE, ())), default="")
    return block, _class_rank(tuple(types)), natural_key(subject)


@lru_cache(maxsize=1 << 12)
def _class_rank(types: tuple[Value, ...]) -> int:
    return min((_CLASS_RANK.get(kind, _UNRANKED) for kind in types if isinstance(kind, str)), default=_UNRANKED)


def _value_key(value: Value) -> tuple[int, int, NaturalKey]:
    if isinstance(value, str):
        return 0, _CLASS_RANK.get(value, _UNRANKED), natural_key(value)
    return 1, 0, value


def _value(term: object) -> Value:
    if isinstance(term, ox.NamedNode):
        return term.value
    if isinstance(term, ox.Literal):
        return term.value, term.datatype.value, term.language or ""
    return str(term)
