"""An article and all that was read from it as one JSON-LD object, for web pages.

The article is the root; what ``kg:inArticle`` ties to it stands in lists of the article (``people``, ``meetings``, …, reversed
terms of the inline context), and what belongs to one of these stands inside it, once: a meeting's participations and status
assertions, the mentions. Everything else is a reference. Nothing is added and nothing left out: each document is read back and
compared with the triples of its article. Why this is no JSON-LD Framing: decisions/0027.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, TypeAlias

import pyoxigraph as ox
from rdflib import ORG, PROV, RDF

from kgexport.graph.formats import GraphFormat
from kgexport.graph.jsonld import Compactor, Json, shipped_context
from kgexport.graph.order import in_reading_order
from kgexport.graph.write import prove
from kgexport.vocab import KG

Triples: TypeAlias = set[ox.Triple]

# The article's lists, in the order in which they stand; a thing stands in the first that has one of its classes.
LISTS: Mapping[str, tuple[str, ...]] = {
    "people": (KG.Person,),
    "organisations": (KG.Organisation,),
    "sources": (KG.AnonymousSource,),
    "unnamedAgents": (KG.UnnamedAgent,),
    "documents": (KG.Document,),
    "posts": (ORG.Membership,),
    "places": (KG.Place,),
    "meetings": (KG.Meeting,),
    "statements": (KG.Statement,),
    "times": (KG.TimeReference,),
    "provenance": (KG.Extraction, PROV.Entity),
}
_OTHERS = "others"
# What belongs to something, and how deep it may stand: in a thing, or in a part less deep, so that nothing nests without end.
_PARTS = {KG.Participation: 1, KG.StatusAssertion: 1, KG.Link: 1, KG.Mention: 2}

_TYPE, _ARTICLE, _IN_ARTICLE, _MENTION = map(ox.NamedNode, (RDF.type, KG.Article, KG.inArticle, KG.mention))
_DEFAULT_GRAPH = ox.DefaultGraph()
# In HTML, "</script" and "<!--" would end or confuse the element, and JavaScript once took the other two for ends of lines.
_ESCAPED = str.maketrans({"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def framed_articles(quads: Iterable[ox.Quad]) -> dict[str, bytes]:
    """The IRI of each article in the quads -> its document; in the order of the IRIs.

    Raises WriteError where reading a document back does not give the triples of the article.
    """
    return {article: framed(triples, article) for article, triples in sorted(articles_in(quads).items())}


def articles_in(quads: Iterable[ox.Quad]) -> dict[str, Triples]:
    """The IRI of each article -> its triples. A graph with one article is the article's as it stands.

    In a graph with several (Turtle and N-Triples name none), an article has what is in it, without what points to nodes that are
    in others only: of a node that articles share, each gets the names and links, and its own mentions.
    """
    graphs: dict[object, Triples] = defaultdict(set)
    for quad in quads:
        graphs[quad.graph_name].add(quad.triple)
    found: dict[str, Triples] = defaultdict(set)
    for triples in graphs.values():
        articles = {
            each.subject
            for each in triples
            if each.predicate == _TYPE and each.object == _ARTICLE and isinstance(each.subject, ox.NamedNode)
        }
        parts = _parted(triples, articles) if len(articles) > 1 else [(article, triples) for article in articles]
        for article, part in parts:
            found[article.value] |= part
    return found


def _parted(triples: Triples, articles: set[ox.NamedNode]) -> list[tuple[ox.NamedNode, Triples]]:
    homes: dict[object, set[object]] = defaultdict(set, {article: {article} for article in articles})
    for each in triples:
        if each.predicate == _IN_ARTICLE:
            homes[each.subject].add(each.object)
    found: dict[object, Triples] = defaultdict(set)
    for each in triples:
        for article in homes.get(each.subject, ()):
            if article in homes.get(each.object, {article}):
                found[article].add(each)
    return [(article, found[article]) for article in articles]


def framed(triples: Triples, article: str) -> bytes:
    """The triples of one article as one JSON-LD object, in UTF-8, fit for ``<script type="application/ld+json">``."""
    context = shipped_context()
    document = {
        "@context": {
            "@base": article,
            **context,
            **{name: {"@reverse": "kg:inArticle"} for name in (*LISTS, _OTHERS)},
        },
        **_Nesting(triples, article, Compactor(context)).root(),
    }
    written = json.dumps(document, ensure_ascii=False, indent=2).translate(_ESCAPED).encode() + b"\n"
    prove(written, _quads(triples), GraphFormat.JSONLD)
    return written


class _Nesting:
    """Which node stands where. Nodes are named as in the document: by their shortened IRIs."""

    def __init__(self, triples: Triples, article: str, compactor: Compactor) -> None:
        self.id = compactor.id
        self.in_article = compactor.terms[_IN_ARTICLE.value, "@id"]
        self.mention = compactor.terms[_MENTION.value, "@id"]
        self.references = {term for (_, kind), term in compactor.terms.items() if kind == "@id"}
        self.article = article
        self.nodes: dict[str, Json] = {}
        self.lists: dict[str, list[str]] = {name: [] for name in (*LISTS, _OTHERS)}
        self.depths: dict[str, int] = {}
        outside = []
        quads = in_reading_order(_quads(triples))
        for _, group in groupby(quads, key=lambda quad: quad.subject):
            about = list(group)
            (node,) = compactor.nodes(about, article)
            name = node[self.id]
            types = {
                quad.object.value for quad in about if quad.predicate == _TYPE and isinstance(quad.object, ox.NamedNode)
            }
            self.nodes[name] = node
            if name == article:
                continue  # the root is part of nothing, whatever its types say
            depth = self.depths[name] = max((depth for part, depth in _PARTS.items() if str(part) in types), default=0)
            if article in _all(node.get(self.in_article)):
                self.lists[_OTHERS if depth else _list_of(types)].append(name)
            else:
                outside.append(name)
        self.owners = self._owners([article, *(name for names in self.lists.values() for name in names), *outside])
        self.outside = [name for name in outside if name not in self.owners]

    def root(self) -> Json:
        """The article with everything in it."""
        root = self._node(self.article)
        for name, members in self.lists.items():
            standing = [self._node(member, listed=True) for member in members if member not in self.owners]
            if standing:
                root[name] = standing
        if self.outside:
            root["@included"] = [self._node(name) for name in self.outside]
        return root

    def _owners(self, order: list[str]) -> dict[str, tuple[str, str]]:
        """Part -> (node, key) where it stands: in what it is a mention of, else in the first that refers to it."""
        owners: dict[str, tuple[str, str]] = {}
        for only_mentions in (True, False):
            for name in order:
                for key, value in self.nodes[name].items():
                    if key not in self.references or (only_mentions and key != self.mention):
                        continue
                    for part in _all(value):
                        if self.depths.get(part, 0) > self.depths.get(name, 0):
                            owners.setdefault(part, (name, key))
        return owners

    def _node(self, name: str, listed: bool = False) -> Json:
        node = {}
        for key, value in self.nodes[name].items():
            if key not in self.references:
                node[key] = value
                continue
            values = [
                self._node(each) if self.owners.get(each) == (name, key) else each
                for each in _all(value)
                if not (listed and key == self.in_article and each == self.article)  # which the list says
            ]
            if values:
                node[key] = values if len(values) > 1 else values[0]
        return node


def _quads(triples: Triples) -> list[ox.Quad]:
    return [ox.Quad(each.subject, each.predicate, each.object, _DEFAULT_GRAPH) for each in triples]


def _list_of(types: set[str]) -> str:
    return next((name for name, classes in LISTS.items() if not types.isdisjoint(map(str, classes))), _OTHERS)


def _all(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
