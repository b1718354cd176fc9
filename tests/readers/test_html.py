"""Web pages: what is the article, what the page says about it, and pages made to do harm."""

import html
import json
from pathlib import Path

import pytest

from kgexport.readers.html import decoded, main_text
from kgexport.readers.html_tree import parsed
from tests.readers.reading import FILES, articles, bounded, one, paragraphs, problem, read, written

PROSE = (
    "<p>Negotiators returned to Trieste on Tuesday, three weeks after the talks had broken down, the ministry said.</p>"
    "<p>They are to meet again on Friday, a spokeswoman for the larger of the two delegations told reporters there.</p>"
)


def page(head: str = "", body: str = PROSE, lang: str = "en") -> str:
    return f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def json_ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def test_a_page_becomes_its_article_with_paragraphs_and_the_title_first() -> None:
    found = paragraphs(one(FILES / "graph.html"))
    assert found[0] == "Grain talks resume in Trieste after three-week pause"
    assert found[1].startswith("Negotiators from both sides returned to Trieste on Tuesday, three weeks after")
    assert found[2].startswith("“We have agreed to keep talking, nothing more,” said Marta Kovač")
    assert "a second corridor.\nIt would be used" in found[3]  # a line break that the page marks
    assert found[4] == "A second corridor"
    assert found[-2:] == ["No captain will sail on a promise,", "said Ivo Marin, who speaks for the owners."]


def test_what_stands_around_an_article_is_not_in_it() -> None:
    text = one(FILES / "graph.html").text
    for words in (
        "Home",
        "Ferry strike",
        "reader77",
        "All rights",
        "Photo:",
        "dataLayer",
        "margin",
        "Advertisement",
        "By Lena",
    ):
        assert words not in text, words
    assert text.count("Grain talks resume") == 1


def test_metadata_come_from_a_graph_of_json_ld_with_references() -> None:
    article = one(FILES / "graph.html")
    assert article.title is not None
    assert article.title.begin == 0
    assert article.url == article.canonical_url == "https://harbour.example/world/grain-talks-resume"
    assert article.publisher == "The Harbour Post"
    assert article.authors == ("Lena Ortiz",)  # the agency, an organisation, becomes no person
    assert article.published == "2025-10-21T17:30:00+02:00"  # the day of JSON-LD, with the time of Open Graph
    assert article.modified == "2025-10-22T08:05:00+02:00"
    assert (article.language, article.section) == ("en-GB", "World")
    assert article.keywords == ("grain", "Trieste talks", "shipping")


def test_metadata_come_from_open_graph_in_a_page_of_an_old_encoding() -> None:
    notices: list[str] = []
    article = one(FILES / "opengraph-cp1252.html", notice=notices.append)
    assert paragraphs(article)[:2] == [
        "Mayor of Évian receives two ministers",
        "The mayor of Évian, Josiane Lei-Müller, received the ministers of environment of both countries on Tuesday – “a first,” "
        "she said.",
    ]
    assert (article.publisher, article.published, article.language) == (
        "Lac Matin",
        "2025-03-04T09:15:00+00:00",
        "en-GB",
    )
    assert (article.section, article.keywords) == ("Région", ("Évian", "water"))
    assert article.authors == ()  # an address, and a name that is not surely one
    assert article.url is None  # a path by itself is no address
    assert notices == []


def test_metadata_come_from_microdata() -> None:
    article = one(FILES / "microdata.html")
    assert paragraphs(article)[0] == "Bridge over the Aln to reopen in spring"
    assert (article.authors, article.publisher) == (("Hamid Rahimi",), "Valley Courier")
    assert article.published == "2025-01-14T06:00:00-05:00"
    assert article.language == "en"
    # The link to the front page is a mistake that many sites make: it would be the id of all of their articles.
    assert article.canonical_url == "https://valley.example/2025/bridge"


def test_a_sidecar_goes_before_what_the_page_says(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.html", page('<meta property="og:site_name" content="The Page"><link rel=canonical href="/a?x=1">')
    )
    written(
        tmp_path / "a.meta.json", json.dumps({"url": "https://news.example/a?from=feed", "publisher": "The Sidecar"})
    )
    article = one(path)
    assert (article.publisher, article.url) == ("The Sidecar", "https://news.example/a?from=feed")
    assert article.canonical_url == "https://news.example/a?x=1"


def test_of_several_articles_in_json_ld_the_one_at_the_address_of_the_page_counts(tmp_path: Path) -> None:
    other = {"@type": "NewsArticle", "headline": "Another", "url": "https://n.example/b", "datePublished": "2020-01-01"}
    this = {
        "@type": "ReportageNewsArticle",
        "headline": "This",
        "url": "https://n.example/a",
        "datePublished": "2025-10-21",
    }
    head = '<link rel="canonical" href="https://n.example/a">' + json_ld([other, this])
    article = one(written(tmp_path / "a.html", page(head)))
    assert article.published == "2025-10-21"
    assert article.text.startswith("This\n\n")


@pytest.mark.parametrize(
    "value",
    [
        {"@type": "NewsArticle", "headline": {"@value": "T"}, "author": "By Ann Lee", "publisher": "P"},
        {
            "@type": "https://schema.org/Article",
            "headline": "T",
            "author": {"name": ["Ann Lee"]},
            "publisher": {"name": "P"},
        },
        [
            [
                {
                    "@graph": {
                        "@type": "BlogPosting",
                        "headline": "T",
                        "author": [{"name": "Ann Lee"}],
                        "publisher": [{"name": "P"}],
                    }
                }
            ]
        ],
        {
            "@type": "WebPage",
            "mainEntity": {"@type": "Article", "headline": "T", "author": "Ann Lee", "publisher": {"name": "P"}},
        },
    ],
)
def test_json_ld_is_read_in_the_forms_that_it_is_written_in(tmp_path: Path, value: object) -> None:
    article = one(written(tmp_path / "a.html", page(json_ld(value))))
    assert article.title is not None
    assert (article.title.text, article.authors, article.publisher) == ("T", ("Ann Lee",), "P")


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "[" * 200_000,
        "null",
        '"NewsArticle"',
        '{"@type": 5}',
        '{"@type": "NewsArticle", "headline": 5, "author": {"name": {"a": 1}}, "url": ["x", 7], "datePublished": []}',
        '{"@type": ["NewsArticle", null], "publisher": {"@id": {"a": 1}}, "keywords": [[], {}], "mainEntityOfPage": true}',
        '{"@type": "NewsArticle", "url": "http://[", "mainEntityOfPage": "http://[::1"}',
        '{"@graph": [{"@type": "NewsArticle", "author": {"@id": "#a"}}, {"@id": "#a", "name": {"@id": "#a"}}]}',
    ],
)
def test_broken_json_ld_costs_only_itself(tmp_path: Path, script: str) -> None:
    head = f'<script type="application/ld+json">{script}</script><meta property="og:site_name" content="The Page">'
    article = one(written(tmp_path / "a.html", page(head)))
    assert article.publisher == "The Page"
    assert "Negotiators returned" in article.text


def test_a_date_that_cannot_be_read_is_left_out_and_said(tmp_path: Path) -> None:
    notices: list[str] = []
    head = '<meta property="article:published_time" content="sometime in May">'
    article = one(written(tmp_path / "a.html", page(head)), notice=notices.append)
    assert article.published is None
    (notice,) = notices
    assert "a.html: published left out" in notice


def test_a_better_date_elsewhere_in_the_page_makes_up_for_one_that_cannot_be_read(tmp_path: Path) -> None:
    notices: list[str] = []
    head = json_ld({"@type": "NewsArticle", "headline": "T", "datePublished": "0001-01-01T00:00:00Z"})
    head += '<meta name="dcterms.issued" content="21 October 2025">'
    assert one(written(tmp_path / "a.html", page(head)), notice=notices.append).published == "2025-10-21"
    assert notices == []


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ("caf\u00e9 – Zürich".encode("cp1252"), "ISO-8859-1"),
        ("caf\u00e9 – Zürich".encode(), "utf8"),
        ("caf\u00e9 – Zürich".encode(), "no-such-charset"),
        ("caf\u00e9 – Zürich".encode(), "us-ascii"),  # the server is wrong
        ("\ufeffcaf\u00e9 – Zürich".encode(), "iso-8859-1"),  # a byte-order mark goes before the server
        ('<meta charset="windows-1252">café – Zürich'.encode("cp1252"), None),
        ("<meta http-equiv=Content-Type content='text/html; charset=gbk'>café – Zürich".encode("gb18030"), None),
        ('<meta charset="utf-16">café – Zürich'.encode(), None),
    ],
)
def test_a_page_is_decoded_by_mark_server_and_meta_in_this_order(data: bytes, charset: str | None) -> None:
    found = decoded(data, charset, lambda _: None)
    assert found.rpartition(">")[2].removeprefix("\ufeff") in ("café – Zürich", "cafÃ© â€“ ZÃ¼rich")
    if charset != "us-ascii":
        assert found.endswith("café – Zürich")


def test_a_page_saved_as_text_is_read_as_a_page(tmp_path: Path) -> None:
    assert "<p>" not in one(written(tmp_path / "a.txt", page())).text


@pytest.mark.parametrize(
    "content", ["<html></html>", "<!doctype html><p></p>", "<html><body><nav>Home</nav></body></html>"]
)
def test_a_page_without_an_article_is_told(tmp_path: Path, content: str) -> None:
    assert "article" in problem(written(tmp_path / "a.html", content)).reason


def test_nul_does_not_end_a_page(tmp_path: Path) -> None:
    article = one(written(tmp_path / "a.html", page(body=f"<p>A \x00 here.</p>{PROSE}")))
    assert "They are to meet again" in article.text


HOSTILE = {
    "200,000 attributes on a tag": page(body=f"<div {' '.join(f'a{n}=1' for n in range(200_000))}>{PROSE}</div>"),
    "200,000 attributes with quotation marks": page(
        body="<div " + " ".join(f"a{n}='>'" for n in range(200_000)) + f">{PROSE}"
    ),
    "100,000 nested divs": page(body="<div>" * 100_000 + PROSE),
    "100,000 nested divs that are closed": page(body="<div>" * 100_000 + PROSE + "</div>" * 100_000),
    "100,000 lists": page(body="<ul><li>a</li></ul>" * 100_000 + PROSE),
    "300,000 open paragraphs": page(body="<p>" * 300_000 + PROSE),
    "a page over the limit": page(body="<p>word " + "word " * 1_000_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_page_made_to_take_for_ever_is_refused_at_once(tmp_path: Path, name: str) -> None:
    path = written(tmp_path / "a.html", HOSTILE[name])
    with bounded(seconds=5, megabytes=300):
        reason = problem(path).reason
    assert any(words in reason for words in ("attributes", "nested", "elements", "--max-page-bytes")), reason


@pytest.mark.parametrize(
    "body",
    [
        "<!--" * 200_000,
        "<" * 500_000,
        "&amp;" * 200_000,
        "<p>" + " " * 1_000_000 + "x</p>",
        "<p>" + "w" * 900_000 + "</p>",
        "<ul><li>a</li></ul>" * 9_000,
        "<article><p>A word or two.</p></article>" * 9_000,
        "<table><tr><td>" * 70 + "a" + "<tr><td>b" * 8_000,
        "<p><b><i>x</b>" * 6_000,
        f"<div class='{'comment ' * 100_000}'>",
    ],
)
def test_a_page_within_the_limits_takes_bounded_time(tmp_path: Path, body: str) -> None:
    path = written(tmp_path / "a.html", page(body=body + PROSE))
    with bounded(seconds=20, megabytes=600):
        read(path)


def test_the_limit_of_a_page_can_be_set(tmp_path: Path) -> None:
    path = written(tmp_path / "a.html", page())
    assert articles(path, max_page_bytes=10_000)
    assert "--max-page-bytes" in problem(path, max_page_bytes=100).reason


def test_words_that_look_like_markup_stay_words() -> None:
    (paragraph, *_) = main_text(
        parsed(page(body=f"<p>{html.escape('He wrote <b>no</b> & left, officials said later.')}</p>{PROSE}"))
    )
    assert paragraph == "He wrote <b>no</b> & left, officials said later."
