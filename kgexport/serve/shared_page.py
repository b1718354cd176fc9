"""The page of a person, an organisation or a place that several articles share: what each of them says."""

from itertools import islice

import pyoxigraph as ox

from kgexport.graph.order import natural_key
from kgexport.serve.described import SCHEMA, Described, label_of, path_of, value_of
from kgexport.serve.markup import Content, Markup, document, tag
from kgexport.vocab import KG, PREFIXES

_SAME_AS = ox.NamedNode(f"{SCHEMA}sameAs")


def shared_page(store: ox.Store, iri: ox.NamedNode, base: str, most: int) -> bytes:
    """The page; lists hold at most so many things."""
    return _SharedPage(store, iri, base, most).page()


class _SharedPage:
    def __init__(self, store: ox.Store, iri: ox.NamedNode, base: str, most: int) -> None:
        self.store, self.iri, self.base, self.most = store, iri, base, most
        self.known = Described(islice(store.quads_for_pattern(iri, None, None, None), 20 * most))

    def page(self) -> bytes:
        names = self.known.values(self.iri, f"{SCHEMA}name")
        title = names[0] if names else label_of(self.store, self.iri)
        others = ", ".join(names[1:])
        same = [
            tag("a", each, href=path_of(each, self.base), rel="noopener noreferrer")
            for each in self.known.values(self.iri, _SAME_AS.value)
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

    def _list(self, title: str, predicate: object, shown: "object") -> Markup | None:
        nodes = dict.fromkeys(
            quad.subject
            for quad in islice(
                self.store.quads_for_pattern(None, ox.NamedNode(str(predicate)), self.iri, None), 4 * self.most
            )
            if isinstance(quad.subject, ox.NamedNode)
        )
        # In the order of an article, and the latest article first.
        dated = sorted(((self._day(node), node) for node in nodes), key=lambda each: natural_key(each[1].value))
        dated.sort(key=lambda each: each[0], reverse=True)
        entries = [tag("li", shown(node, day)) for day, node in dated[: self.most]]  # type: ignore[operator]
        if not entries:
            return None
        more = len(dated) - len(entries)
        return tag(
            "section",
            tag("h2", f"{title} ", tag("span", f"{len(dated):,}", class_="quiet")),
            tag("ul", *entries, class_="rows"),
            tag("p", f"… and {more:,} more", class_="quiet") if more > 0 else None,
        )

    def _meeting(self, node: ox.NamedNode, day: str) -> Content:
        said = self._said(node)
        status = value_of(said.text(node, KG.currentStatus))
        return [
            self._when(day),
            tag("a", said.label(node.value), href=path_of(node.value, self.base)),
            " ",
            tag("span", status, class_=f"badge {status.replace(' ', '-')}"),
        ]

    def _statement(self, node: ox.NamedNode, day: str) -> Content:
        said = self._said(node)
        spans = [(self._said(ox.NamedNode(part)), part) for part in said.values(node, KG.content)]
        words = " … ".join(
            known.text(part, KG.exactText)
            for known, part in sorted(spans, key=lambda each: each[0].span(each[1]) or (0, 0))
        )
        act = value_of(said.text(node, KG.act))
        return [
            self._when(day),
            tag("a", act, href=path_of(node.value, self.base)),
            " ",
            tag("span", words, class_="words", dir="auto") if words else None,
        ]

    def _statement_with_speaker(self, node: ox.NamedNode, day: str) -> Content:
        speaker = self._said(node).text(node, KG.speaker)
        who = label_of(self.store, ox.NamedNode(speaker)) if speaker else "somebody"
        return [self._statement(node, day), tag("span", f" — {who}", class_="quiet")]

    def _articles(self) -> Markup | None:
        entries = []
        articles = self.known.values(self.iri, KG.inArticle)
        dated = sorted(((self._issued(article), article) for article in articles), reverse=True)
        for day, article in dated[: self.most]:
            title = label_of(self.store, ox.NamedNode(article))
            entries.append(tag("li", self._when(day), tag("a", title, href=path_of(article, self.base))))
        return tag("section", tag("h2", "Articles"), tag("ul", *entries, class_="rows")) if entries else None

    def _when(self, day: str) -> Content:
        return [tag("time", day, datetime=day), " "] if day else None

    def _day(self, node: ox.NamedNode) -> str:
        return self._issued(node.value.partition("#")[0])

    def _issued(self, article: str) -> str:
        issued = ox.NamedNode(f"{PREFIXES['dcterms']}issued")
        found = next(self.store.quads_for_pattern(ox.NamedNode(article), issued, None, None), None)
        return "" if found is None else getattr(found.object, "value", "")[:10]

    def _said(self, node: ox.NamedNode) -> Described:
        return Described(islice(self.store.quads_for_pattern(node, None, None, None), 200))
