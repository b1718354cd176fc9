"""The page of an article: its text with the mentions marked in it, and what was read from it."""

from collections.abc import Iterator
from itertools import pairwise

import pyoxigraph as ox

from kgexport.serve.described import Described, is_web_address, path_of, value_of
from kgexport.serve.markup import Content, Markup, document, tag
from kgexport.vocab import KG, PREFIXES

_DCTERMS, _SCHEMA, _ORG = PREFIXES["dcterms"], PREFIXES["schema"], PREFIXES["org"]
# What is marked in the text, the innermost last: class of node -> class of mark, and what it is called.
_MARKED = (
    (str(KG.Meeting), "meeting", "Meetings"),
    (str(KG.TimeReference), "time", "Times"),
    (str(KG.Place), "place", "Places"),
    (str(KG.UnnamedAgent), "group", "Groups"),
    (str(KG.AnonymousSource), "source", "Sources without a name"),
    (str(KG.Organisation), "organisation", "Organisations"),
    (str(KG.Person), "person", "People"),
)
Mark = tuple[int, int, str, str]  # begin, end, class, node


def article_page(described: Described, article: ox.NamedNode, base: str) -> bytes:
    """The page; ``described`` is the article's graph."""
    return _ArticlePage(described, article.value, base).page()


class _ArticlePage:
    def __init__(self, described: Described, article: str, base: str) -> None:
        self.known, self.article, self.base = described, article, base
        self.content = described.text(article, KG.text)
        kinds: dict[str, tuple[str, str]] = {}
        for kind, mark, title in _MARKED:
            kinds |= dict.fromkeys(described.nodes(kind), (mark, title))
        self.kinds = kinds  # the last class of a node counts

    def page(self) -> bytes:
        title = self.known.text(self.article, f"{_DCTERMS}title") or self.article
        issued = self.known.text(self.article, f"{_DCTERMS}issued")
        publisher = self.known.text(self.article, f"{_DCTERMS}publisher")
        url = self.known.text(self.article, f"{_SCHEMA}url")
        line: list[Content] = [tag("time", issued, datetime=issued)] if issued else []
        if publisher:
            line += [" · " if line else "", self._link(publisher)]
        if is_web_address(url):
            line += [" · ", tag("a", "at its publisher’s", href=url, rel="noopener noreferrer nofollow")]
        return document(
            title,
            tag("h1", title),
            tag("p", *line, class_="quiet"),
            self._legend(),
            tag(
                "div",
                tag("article", *self._text(), class_="text", dir="auto", aria_label="Text of the article"),
                tag("div", self._meetings(), self._statements(), class_="found"),
                class_="columns",
            ),
            self._things(),
            tag(
                "p",
                "The same as ",
                tag("code", "text/turtle"),
                " or ",
                tag("code", "application/ld+json"),
                " on request.",
                class_="quiet",
            ),
        )

    def _legend(self) -> Markup:
        used = set(self.kinds.values())
        entries = [
            tag("li", tag("mark", title, class_=f"m {mark}")) for _, mark, title in _MARKED if (mark, title) in used
        ]
        return tag(
            "ul",
            *entries,
            tag("li", tag("span", "Said by somebody", class_="said")),
            class_="legend",
            aria_label="Marks",
        )

    # The text

    def _text(self) -> Iterator[Markup]:
        if not self.content:
            yield tag("p", "The text of this article is not in the store.", class_="quiet")
            return
        marks, said = list(self._marks()), list(self._said())
        begin = 0
        for paragraph in self.content.split("\n"):
            if paragraph.strip():
                end = begin + len(paragraph)
                yield tag("p", *self._pieces(begin, end, marks, said))
            begin += len(paragraph) + 1

    def _marks(self) -> Iterator[Mark]:
        for node, (mark, _) in self.kinds.items():
            for mention in self.known.values(node, KG.mention):
                span = self.known.span(mention)
                if span is not None:
                    yield (*span, mark, node)

    def _said(self) -> Iterator[tuple[int, int]]:
        for statement in self.known.nodes(str(KG.Statement)):
            for part in self.known.values(statement, KG.content):
                span = self.known.span(part)
                if span is not None:
                    yield span

    def _pieces(self, begin: int, end: int, marks: list[Mark], said: list[tuple[int, int]]) -> Iterator[Content]:
        """The paragraph cut wherever something begins or ends; each piece has the mark of the shortest mention that covers it."""
        marks = [mark for mark in marks if mark[0] < end and mark[1] > begin]
        said = [span for span in said if span[0] < end and span[1] > begin]
        cuts = {begin, end}
        cuts |= {min(end, max(begin, at)) for spans in (marks, said) for span in spans for at in (span[0], span[1])}
        ordered = sorted(cuts)
        for start, stop in pairwise(ordered):
            piece: Content = self.content[start:stop]
            covering = [mark for mark in marks if mark[0] <= start and stop <= mark[1]]
            if covering:
                _, _, kind, node = min(covering, key=lambda mark: (mark[1] - mark[0], -_rank(mark[2]), mark[3]))
                piece = tag(
                    "a", tag("mark", piece, class_=f"m {kind}"), href=f"#{_id(node)}", title=self.known.label(node)
                )
            if any(span[0] <= start and stop <= span[1] for span in said):
                piece = tag("span", piece, class_="said")
            yield piece

    # What was read from it

    def _meetings(self) -> Markup | None:
        cards = []
        for node in self._in_order(self.known.nodes(str(KG.Meeting))):
            status = value_of(self.known.text(node, KG.currentStatus))
            certainty = value_of(self.known.text(node, KG.statusCertainty))
            facts = [self._fact("Who", [self._link(agent) for agent in self.known.values(node, KG.hasParticipant)])]
            time, place = self.known.text(node, KG.currentTime), self.known.text(node, KG.currentPlace)
            facts.append(self._fact("When", [self._time(time)] if time else []))
            facts.append(self._fact("Where", [self._link(place)] if place else []))
            history = [
                self._told(assertion) for assertion in self._in_order(self.known.values(node, KG.statusAssertion))
            ]
            badge = tag(
                "span",
                status,
                tag("span", f" ({certainty})", class_="quiet"),
                class_=f"badge {status.replace(' ', '-')}",
            )
            label = tag("h3", tag("a", self.known.label(node), href=f"#{_id(node)}"), " ", badge)
            cards.append(
                tag(
                    "section",
                    label,
                    tag("dl", *facts, class_="facts"),
                    tag("ul", *history, class_="history"),
                    id=_id(node),
                    class_="card",
                )
            )
        return tag("section", tag("h2", "Meetings"), *cards) if cards else None

    def _time(self, time: str) -> str:
        """The words of the article, and the day or week where they tell it."""
        words = " ".join(map(self._words, self.known.values(time, KG.mention)[:1]))
        value = self.known.text(time, KG.timexValue)
        dated = value if value[:4].isdigit() or value.startswith("XXXX") else ""
        return f"{words} ({dated})" if words and dated else words or dated

    def _told(self, assertion: str) -> Markup:
        words = self._words(self.known.text(assertion, KG.evidence))
        status = value_of(self.known.text(assertion, KG.assertedStatus))
        denied = "not " if self.known.text(assertion, KG.polarity).endswith("negative") else ""
        by = self.known.text(assertion, KG.assertedBy)
        speaker = self.known.text(by, KG.speaker)
        source: Content = self._link(speaker) if speaker else "the article"
        return tag("li", tag("strong", f"{denied}{status}"), " — ", tag("q", words) if words else None, ", ", source)

    def _statements(self) -> Markup | None:
        cards = []
        for node in self._in_order(self.known.nodes(str(KG.Statement)), KG.content):
            parts = self._in_order(self.known.values(node, KG.content))
            words = " … ".join(filter(None, (self._words(part) for part in parts)))
            act = value_of(self.known.text(node, KG.act))
            form = value_of(self.known.text(node, KG.form))
            behind = [self._link(self.known.text(each, KG.speaker)) for each in self.known.values(node, KG.basedOn)]
            cards.append(
                tag(
                    "section",
                    tag(
                        "h3",
                        self._link(self.known.text(node, KG.speaker)),
                        " ",
                        tag("span", f"{act}, {form}", class_="quiet"),
                    ),
                    tag("blockquote", words, dir="auto") if words else None,
                    tag("p", "on the word of ", _listed(behind), class_="quiet") if behind else None,
                    id=_id(node),
                    class_="card",
                )
            )
        return tag("section", tag("h2", "Statements"), *cards) if cards else None

    def _things(self) -> Markup:
        sections = []
        for _, mark, title in reversed(_MARKED):
            if mark == "meeting":
                continue
            nodes = [node for node, kind in self.kinds.items() if kind == (mark, title)]
            entries = [tag("li", self._thing(node), id=_id(node)) for node in self._in_order(nodes)]
            if entries:
                sections.append(tag("section", tag("h2", title), tag("ul", *entries), class_=f"things {mark}"))
        return tag("div", *sections, class_="grid")

    def _thing(self, node: str) -> Content:
        label: Content = self.known.label(node)
        if not node.startswith(f"{self.article}#"):
            label = tag("a", label, href=path_of(node, self.base))
        posts = [
            self.known.text(post, KG.titleAsWritten)
            for post in self.known.nodes(f"{_ORG}Membership")
            if node in self.known.values(post, f"{_ORG}member")
        ]
        value = self.known.text(node, KG.timexValue)
        mentions = len(self.known.values(node, KG.mention))
        notes = [*dict.fromkeys(posts), value, f"{mentions}×" if mentions > 1 else ""]
        note = ", ".join(filter(None, notes))
        members = [self._link(member) for member in self.known.values(node, KG.member)]
        same = self.known.values(node, f"{_SCHEMA}sameAs")
        return [
            label,
            tag("span", f" {note}", class_="quiet") if note else None,
            [" — ", _listed(members)] if members else None,
            [
                [" ", tag("a", each.rpartition("/")[2], href=path_of(each, self.base), rel="noopener noreferrer")]
                for each in same
            ],
        ]

    def _link(self, node: str) -> Content:
        return tag("a", self.known.label(node), href=f"#{_id(node)}") if node else "somebody"

    def _fact(self, name: str, values: list[Content]) -> Content:
        return [tag("dt", name), tag("dd", _listed(values))] if values else None

    def _words(self, mention: str) -> str:
        exact = self.known.text(mention, KG.exactText)
        return exact or "–".join(map(str, self.known.span(mention) or ()))

    def _in_order(self, nodes: list[str], by: object = KG.mention) -> list[str]:
        def begin(node: str) -> tuple[int, str]:
            spans = [self.known.span(node)] if self.known.span(node) else []
            for predicate in (by, KG.evidence, KG.mention, KG.cue):
                spans += [self.known.span(mention) for mention in self.known.values(node, predicate)]
            return min((span[0] for span in spans if span), default=1 << 30), node

        return sorted(nodes, key=begin)


def _rank(kind: str) -> int:
    return next(rank for rank, (_, mark, _) in enumerate(_MARKED) if mark == kind)


def _id(node: str) -> str:
    """The fragment of a node of the article; of a shared one something that no fragment is."""
    _, hash_sign, fragment = node.partition("#")
    return fragment if hash_sign else f"shared={'/'.join(node.rsplit('/', 2)[-2:])}"


def _listed(values: list[Content]) -> list[Content]:
    return [part for index, value in enumerate(values) for part in ((", ", value) if index else (value,))]
