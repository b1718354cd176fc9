"""Which node each record of one article becomes."""

from functools import lru_cache
from typing import TypeAlias

from rdflib.term import Literal, Node, URIRef

from kgexport.identifiers import article_iri, graph_iri, local_iri, mention_iri, name_iri, shared_iri
from kgexport.mapping import IdentityRule, MappingOptions
from kgexport.model import (
    AnnotatedArticle,
    AnyAgent,
    EventCoder,
    Link,
    Mention,
    Organisation,
    Person,
    Place,
    ReferringKind,
    SurfaceType,
)

Triple: TypeAlias = tuple[URIRef, URIRef, URIRef | Literal | Node]


_SHARED_FOLDERS: tuple[tuple[type[AnyAgent | Place], str], ...] = (
    (Person, "person"),
    (Organisation, "organisation"),
    (Place, "place"),
)


class Span:
    """A mention's node: one for all the roles that a span has."""

    __slots__ = ("iri", "kinds", "mention", "surfaces")

    def __init__(self, iri: URIRef, mention: Mention) -> None:
        self.iri = iri
        self.mention = mention
        self.kinds: list[ReferringKind] = []  # each once
        self.surfaces: list[SurfaceType] = []


class Nodes:
    """Gives the IRI of an id, and keeps the spans that were asked for, so that each becomes one node."""

    def __init__(self, annotated: AnnotatedArticle, options: MappingOptions) -> None:
        self.options = options
        self.annotated = annotated
        self.article = URIRef(article_iri(options.base, annotated.article.id))
        self.graph = URIRef(graph_iri(options.base, annotated.article.id))
        self.extraction = URIRef(f"{self.article}#extraction")
        self.best_link = _best_links(annotated.links)
        self.coder = EventCoder(annotated)
        self.spans: dict[tuple[int, int], Span] = {}
        self._iris: dict[str, URIRef] = {}
        self._folders: dict[str, str] = {}  # of agents and places that can be shared
        for record in (*annotated.agents, *annotated.places):
            shared = self._shared(record)
            if shared is not None:
                self._iris[record.id] = URIRef(shared)

    def of(self, local_id: str) -> URIRef:
        """The node of a local id: shared between articles where identity is known, else the article's own."""
        known = self._iris.get(local_id)
        if known is None:
            known = self._iris[local_id] = URIRef(local_iri(self.article, local_id))
        return known

    def source(self, asserted_by: str | None) -> URIRef:
        """On whose word: the statement's node, or the article's where nobody else is given."""
        return self.article if asserted_by is None else self.of(asserted_by)

    def mention(self, mention: Mention) -> URIRef:
        """The node of a span."""
        key = (mention.begin, mention.end)
        span = self.spans.get(key)
        if span is None:
            span = self.spans[key] = Span(URIRef(mention_iri(self.article, *key)), mention)
        if mention.kind is not None and mention.kind not in span.kinds:
            span.kinds.append(mention.kind)
        if mention.surface is not None and mention.surface not in span.surfaces:
            span.surfaces.append(mention.surface)
        return span.iri

    def link_node(self, link: Link) -> URIRef:
        """``{article}#link-{agent}-{target}``."""
        return URIRef(local_iri(self.article, f"link-{link.agent}-{link.target}"))

    def entry(self, link: Link) -> URIRef:
        """The shared node of what an authority calls by an id of its own."""
        folder = self._folders[link.agent]
        return URIRef(shared_iri(self.options.base, folder, link.target))

    def _shared(self, record: AnyAgent | Place) -> str | None:
        folder = next((folder for kind, folder in _SHARED_FOLDERS if isinstance(record, kind)), None)
        if folder is None:
            return None
        self._folders[record.id] = folder
        link = self.best_link.get(record.id)
        if link is not None:
            return shared_iri(self.options.base, folder, link.target)
        if self.options.identity is IdentityRule.NAME and isinstance(record, Person | Organisation | Place):
            return name_iri(self.options.base, folder, record.name)
        return None


def _best_links(links: tuple[Link, ...]) -> dict[str, Link]:
    """One link an agent: the surest, then the first in the order of targets."""
    best: dict[str, Link] = {}
    for link in sorted(links, key=lambda link: (link.agent, -link.score, link.target)):
        best.setdefault(link.agent, link)
    return best


def plain(text: str) -> Literal:
    """A text as it is. rdflib would take its time to find out that there is nothing about it to normalise."""
    return Literal(text, normalize=False)


word = lru_cache(maxsize=1 << 12)(plain)  # for what is one of a few: countries, codes, rules, the lemmas of cues
