"""The page of a person, an organisation or a place that several articles share: what each of them says."""

from collections.abc import Callable, Iterable
from itertools import islice

import pyoxigraph as ox

from kgexport.graph.order import natural_key
from kgexport.serve.described import SCHEMA, Everywhere, path_of, value_of
from kgexport.serve.markup import Content, Markup, document, tag
from kgexport.vocab import KG, PREFIXES

_ISSUED = ox.NamedNode(f"{PREFIXES['dcterms']}issued")


def shared_page(store: ox.Store, iri: ox.NamedNode, base: str, most: int) -> bytes:
    """The page; lists hold at most so many things."""
    return _SharedPage(store, iri, base, most).page()


class _SharedPage:
    def __init__(self, store: ox.Store, iri: ox.NamedNode, base: str, most: int) -> None:
        self.iri, self.base, self.most = iri, base, most
        self.known = Everywhere(store)
        self._store = store
        self._days: dict[str, str] = {}

    def page(self) -> bytes:
        names = self.known.values(self.iri.value, f"{SCHEMA}name")
        title = names[0] if names else self.known.label(self.iri.value)
        others = ", ".join(names[1:])
        same = [
            tag("a", each, href=path_of(each, self.base), rel="noopener noreferrer")
            for each in self.known.values(self.iri.value, f"{SCHEMA}sameAs")
        ]
        return document(
            title,
            tag("h1", title),
            tag("p", f"also {others}", class_="quiet") if others else None,
            tag("p", [[each, " "] for each in same], class_="quiet") if same else None,
            self._list("Meetings", KG.hasParticipant, self._meeting),
            self._list("Statements", KG.speaker, self._statement),
            self._list("Said about", KG.about, self._statement_with_speaker),
            self._list("Said to", KG.addressee, self._statement_with_speaker),
            self._articles(),
        )

    def _list(self, title: str, predicate: object, shown: "Callable[[str], Content]") -> Markup | None:
        by_article: dict[str, list[str]] = {}
        for node in self.known.subjects(predicate, self.iri):
            by_article.setdefault(node.partition("#")[0], []).append(node)
        # The latest article first, and what is in it in its order.
        nodes = (
            node for article in self._latest_first(by_article) for node in sorted(by_article[article], key=natural_key)
        )
        entries = [tag("li", self._when(node), shown(node)) for node in islice(nodes, self.most)]
        return self._section(title, entries, self.known.count(predicate, self.iri) if entries else 0)

    def _articles(self) -> Markup | None:
        articles = self.known.nodes(self.iri.value, KG.inArticle)
        entries = [
            tag("li", self._when(article), tag("a", self.known.label(article), href=path_of(article, self.base)))
            for article in self._latest_first(articles)[: self.most]
        ]
        return self._section("Articles", entries, len(articles))

    def _section(self, title: str, entries: list[Markup], count: int) -> Markup | None:
        if not entries:
            return None
        more = count - len(entries)
        return tag(
            "section",
            tag("h2", f"{title} ", tag("span", f"{count:,}", class_="quiet")),
            tag("ul", *entries, class_="rows"),
            tag("p", f"… and {more:,} more", class_="quiet") if more > 0 else None,
        )

    def _meeting(self, node: str) -> Content:
        status = value_of(self.known.value(node, KG.currentStatus))
        return [
            tag("a", self.known.label(node), href=path_of(node, self.base)),
            " ",
            tag("span", status, class_=f"badge {status.replace(' ', '-')}"),
        ]

    def _statement(self, node: str) -> Content:
        parts = sorted(self.known.nodes(node, KG.content), key=natural_key)  # their IRIs end with their offsets
        words = " … ".join(filter(None, (self.known.value(part, KG.exactText) for part in parts)))
        return [
            tag("a", value_of(self.known.value(node, KG.act)), href=path_of(node, self.base)),
            " ",
            tag("span", words, class_="words", dir="auto") if words else None,
        ]

    def _statement_with_speaker(self, node: str) -> Content:
        speakers = self.known.nodes(node, KG.speaker)
        who = self.known.label(speakers[0]) if speakers else "somebody"
        return [self._statement(node), tag("span", f" — {who}", class_="quiet")]

    def _when(self, node: str) -> Content:
        day = self._day(node.partition("#")[0])
        return [tag("time", day, datetime=day), " "] if day else None

    def _latest_first(self, articles: Iterable[str]) -> list[str]:
        return sorted(sorted(articles, key=natural_key), key=self._day, reverse=True)

    def _day(self, article: str) -> str:
        """The day of publication, ``2025-10-21``; empty where it is not known."""
        if article not in self._days:
            found = self._store.quads_for_pattern(ox.NamedNode(article), _ISSUED, None, None)
            self._days[article] = next((getattr(quad.object, "value", "") for quad in found), "")[:10]
        return self._days[article]
