"""The pages: whatever an article, a name or an IRI holds, it is shown and does nothing."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgexport.serve import shared_page as shared_page_module
from kgexport.serve.described import Everywhere, path_of
from kgexport.serve.markup import document, tag
from kgexport.serve.shared_page import shared_page
from kgexport.serve.things import home_page, page_of
from kgexport.vocab import KG, PREFIXES
from tests.graphs import BASE, EXAMPLES
from tests.stores.articles import graphs, lakeside

TRICKS = "</p></a><script>alert(1)</script><img src=x onerror='alert(2)'> \" ' ` & &lt; <!-- ]]> \u202eevil\u2066 \x07"
SHOWN = TRICKS.replace("\u202e", "U+202E").replace("\u2066", "U+2066").replace("\x07", "U+0007")
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
TEXT = str(KG.text)
# One character for one, so that the offsets still fit.
ONE_FOR_ONE = str.maketrans({" ": "<", "a": '"', "e": "&", "i": "'", "o": ">", "t": "\u202e"})
BACK = {"<": " ", '"': "a", "&": "e", "'": "i", ">": "o"}
TAGS = {
    *("html", "head", "meta", "title", "link", "body", "a", "header", "nav", "main", "footer", "p", "h1", "h2", "h3"),
    *("time", "div", "article", "section", "ul", "ol", "li", "mark", "span", "strong", "q", "dl", "dt", "dd", "code"),
    *("abbr", "blockquote", "form", "label", "textarea", "button"),
}
ATTRIBUTES = {
    *("class", "href", "id", "lang", "dir", "title", "datetime", "rel", "charset", "name", "content", "aria-label"),
    *("for", "rows", "spellcheck", "type", "action", "method"),
}
VOID = {"meta", "link"}


class Reader(HTMLParser):
    """What a browser would take a page for; a page that is not well nested is an error."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.sheets: list[str] = []
        self.words = ""
        self._open: list[str] = []
        self.feed(page.decode())
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        given = dict(attrs)
        if tag == "link":
            self.sheets.append(str(given["href"]))
        elif "href" in given:
            self.links.add(str(given["href"]))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def tricked(quad: ox.Quad) -> ox.Quad:
    """The same with every text made to hurt."""
    value = quad.object
    if not isinstance(value, ox.Literal) or value.datatype.value != f"{PREFIXES['xsd']}string":
        return quad
    words = value.value.translate(ONE_FOR_ONE) if quad.predicate.value == TEXT else f"{value.value} {TRICKS}"
    return ox.Quad(quad.subject, quad.predicate, ox.Literal(words), quad.graph_name)


@pytest.fixture(scope="module")
def store() -> ox.Store:
    quads = [
        tricked(quad) for graph in graphs(lakeside(1), lakeside(2, name="Ada Maria Moreau")) for quad in graph.quads
    ]
    name, same, url = f"{PREFIXES['schema']}name", f"{PREFIXES['schema']}sameAs", f"{PREFIXES['schema']}url"
    graph = ox.NamedNode(f"{BASE}graph/lakeside-1")
    for subject, predicate, value in (
        (f"{BASE}person/Q41", same, "javascript:alert(3)"),
        (f"{BASE}person/Q41", same, "data:text/html,x"),
        (f"{BASE}article/lakeside-1", url, "javascript:alert(4)"),
        (f"{BASE}thing/'&", str(KG.about), f"{BASE}/evil.example/&'\u202e"),
        (f"{BASE}thing/'&", str(KG.about), f"{BASE}person/Q41"),
    ):
        quads.append(ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), ox.NamedNode(value), graph))
    quads.append(ox.Quad(ox.NamedNode(f"{BASE}thing/'&"), ox.NamedNode(name), ox.Literal(TRICKS), graph))
    store = ox.Store()
    store.extend(quads)
    return store


PATHS = (
    "article/lakeside-1",
    "person/Q41",
    "graph/lakeside-1",
    "thing/'&",
    "article/lakeside-1#person-67",
    "/evil.example/&'\u202e",
)


@pytest.fixture(params=[None, *PATHS])
def page(request: pytest.FixtureRequest, store: ox.Store) -> bytes:
    if request.param is None:
        return home_page(store, BASE)
    return page_of(store, ox.NamedNode(f"{BASE}{request.param}"), BASE)


def test_texts_make_no_element_no_attribute_and_no_comment(page: bytes) -> None:
    read = Reader(page)
    assert read.tags <= TAGS
    assert read.attributes <= ATTRIBUTES
    assert read.sheets == ["/-/style.css"]


def test_no_character_that_turns_text_around_is_in_a_page(page: bytes) -> None:
    assert not STEERING.findall(page.decode())


def test_links_lead_to_this_server_or_over_http(page: bytes) -> None:
    for link in Reader(page).links:
        assert re.match(r"#|/(?!/)|https?://", link), link


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (
            "article/lakeside-1",
            ["Lakeside summit in doubt", "Lake Courier", "Jonas Brandt", "a diplomat", "cancelled", "Geneva"],
        ),
        ("person/Q41", ["Ada Moreau", "Ada Maria Moreau", "Moreau–Brandt summit", "the summit had been cancelled"]),
        ("thing/'&", []),
    ],
)
def test_what_a_text_holds_is_shown_as_it_is(store: ox.Store, path: str, said: list[str]) -> None:
    words = Reader(page_of(store, ox.NamedNode(f"{BASE}{path}"), BASE)).words
    assert SHOWN in words
    for each in said:
        assert f"{each} {SHOWN}" in words


def test_the_text_of_an_article_is_shown_to_the_last_character(store: ox.Store) -> None:
    words = Reader(page_of(store, ox.NamedNode(f"{BASE}article/lakeside-1"), BASE)).words
    assert "d&n'&d" in words  # "denied", made to hurt letter by letter
    back = words.replace("U+202E", "t").translate(str.maketrans(BACK))
    for paragraph in lakeside(1).article.text.split("\n"):
        assert paragraph in back


def test_a_person_s_page_has_the_latest_first_and_counts_what_it_leaves_out() -> None:
    store = ox.Store()
    store.extend(quad for graph in graphs(*map(lakeside, range(1, 6))) for quad in graph.quads)
    page = shared_page(store, ox.NamedNode(f"{BASE}person/Q41"), BASE, most=2).decode()
    assert re.findall(r"<h2>(\w[\w ]*) <span class=\"quiet\">(\d+)</span></h2>", page) == [
        ("Meetings", "5"),
        ("Statements", "5"),
        ("Said about", "5"),
        ("Articles", "5"),
    ]
    assert page.count("… and 3 more") == 4
    assert re.findall(r'datetime="([\d-]+)"', page) == ["2025-03-06", "2025-03-05"] * 4


def test_a_name_that_every_article_says_is_shown_once() -> None:
    store = ox.Store()
    store.extend(quad for graph in graphs(*map(lakeside, range(1, 40))) for quad in graph.quads)
    page = shared_page(store, ox.NamedNode(f"{BASE}person/Q41"), BASE, most=1).decode()
    assert "also" not in page
    assert Everywhere(store).values(f"{BASE}person/Q41", f"{PREFIXES['schema']}name") == ["Ada Moreau"]


@settings(max_examples=EXAMPLES)
@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_and_any_attribute_come_back_from_a_page(words: str, value: str) -> None:
    read = Reader(document("x", tag("p", words), tag("a", "y", href=value)))
    assert STEERING.sub(lambda found: f"U+{ord(found[0]):04X}", words) in read.words
    assert STEERING.sub("\ufffd", value) in read.links
    assert read.tags <= TAGS


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        (f"{BASE}person/Q41", "/person/Q41"),
        (f"{BASE}article/a#person-1", "/article/a#person-1"),
        ("http://www.wikidata.org/entity/Q42", "http://www.wikidata.org/entity/Q42"),
        ("javascript:alert(1)", "#"),
        ("JavaScript:alert(1)", "#"),
        ("data:text/html,x", "#"),
        (f"{BASE}/evil.example/", "#"),
        (f"{BASE}\\evil.example/", "#"),
    ],
)
def test_where_a_link_leads(iri: str, path: str) -> None:
    assert path_of(iri, BASE) == path


_NODES = st.sampled_from(
    [
        f"{BASE}article/a",
        f"{BASE}graph/a",
        f"{BASE}person/Q1",
        f"{BASE}article/a#char=0,3",
        f"{BASE}article/a#x",
        "urn:x",
        BASE,
    ]
)
_VALUES = st.one_of(
    _NODES.map(ox.NamedNode),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8).map(ox.Literal),
    st.sampled_from(["²", "-1", "9" * 30, "2", "http://[", "//"]).map(ox.Literal),
    st.just(ox.BlankNode("b")),
    st.sampled_from([KG.Article, KG.Person, KG.Meeting, KG.Statement, KG.Place, KG.TimeReference]).map(ox.NamedNode),
)
_PREDICATES = st.sampled_from(
    [
        *(
            KG.text,
            KG.mention,
            KG.begin,
            KG.end,
            KG.exactText,
            KG.content,
            KG.speaker,
            KG.about,
            KG.hasParticipant,
            KG.inArticle,
        ),
        *(
            KG.statusAssertion,
            KG.evidence,
            KG.currentStatus,
            KG.currentTime,
            KG.timexValue,
            KG.basedOn,
            KG.member,
            KG.act,
        ),
        *(f"{PREFIXES['rdf']}type", f"{PREFIXES['dcterms']}issued", f"{PREFIXES['dcterms']}title"),
        *(f"{PREFIXES['schema']}{name}" for name in ("name", "url", "sameAs")),
    ]
)


@settings(max_examples=4 * EXAMPLES)
@given(st.lists(st.tuples(_NODES, _PREDICATES, _VALUES), min_size=1, max_size=25))
def test_graphs_that_are_not_ours_have_pages_too(triples: list[tuple[str, str, Any]]) -> None:
    store, graph = ox.Store(), ox.NamedNode(f"{BASE}graph/a")
    store.extend(
        ox.Quad(ox.NamedNode(node), ox.NamedNode(str(predicate)), value, graph) for node, predicate, value in triples
    )
    for page in (home_page(store, BASE), *(page_of(store, ox.NamedNode(node), BASE) for node, *_ in triples)):
        assert Reader(page).tags <= TAGS


def colours(dark: bool) -> dict[str, str]:
    css = Path(shared_page_module.__file__).with_name("style.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{([^}]*)\}", css)
    assert len(blocks) == 2
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[dark]))
    badges = re.findall(r"(\.badge[\w., -]*) \{ color: (#[0-9a-f]{6})", css)
    assert len(badges) == 8
    return found | dict(badges[4 * dark : 4 * dark + 4])


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("dark", [False, True])
def test_words_stand_out_from_what_is_behind_them(dark: bool) -> None:
    """WCAG 2.2, success criterion 1.4.3: 4.5 to 1."""
    found = colours(dark)
    badges = [name for name in found if name.startswith(".")]
    pairs = [(words, behind) for words in ("ink", "quiet", "link", *badges) for behind in ("paper", "card")]
    pairs += [("ink", mark) for mark in ("person", "organisation", "place", "time", "group", "source", "meeting")]
    pairs += [("paper", "link")]  # the button
    for words, behind in pairs:
        lights = sorted((luminance(found[words]), luminance(found[behind])))
        assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5, (words, behind)
