"""RSS and Atom: whole articles, summaries, broken and hostile feeds."""

from pathlib import Path

import pytest

from kgexport.errors import ReadError
from kgexport.model import Article
from tests.readers.reading import bounded, problem, read, written

HEAD = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Harbour Post</title><language>en-gb</language>'
)
ITEM = (
    "<item><title>Talks resume in Trieste</title><link>https://harbour.example/talks</link><dc:creator>Lena Ortiz</dc:creator>"
    "<pubDate>Tue, 21 Oct 2025 17:30:00 +0200</pubDate><category>grain</category><content:encoded>"
    "<![CDATA[<p>Negotiators returned to Trieste.</p><p>They meet again on Friday.</p>]]></content:encoded></item>"
)
TEASER = "<item><title>Ferry strike</title><link>https://harbour.example/f</link><description>It goes on …</description></item>"
END = "</channel></rss>"


def test_an_entry_with_its_full_text_is_an_article_and_a_teaser_is_not(tmp_path: Path) -> None:
    article, error = read(written(tmp_path / "a.xml", HEAD + ITEM + TEASER + END))
    assert isinstance(article, Article)
    assert article.text == "Talks resume in Trieste\n\nNegotiators returned to Trieste.\n\nThey meet again on Friday."
    assert (article.url, article.publisher) == ("https://harbour.example/talks", "The Harbour Post")
    assert (article.published, article.authors) == ("2025-10-21T17:30:00+02:00", ("Lena Ortiz",))
    assert (article.language, article.keywords) == ("en-gb", ("grain",))
    assert isinstance(error, ReadError)
    assert "entry 2" in error.reason


def test_the_entry_in_which_a_feed_is_cut_off_is_refused_and_those_before_are_read(tmp_path: Path) -> None:
    found = read(written(tmp_path / "a.rss", HEAD + ITEM + ITEM[:-60]))
    assert isinstance(found[0], Article)
    assert isinstance(found[-1], ReadError)


def test_what_servers_put_behind_a_feed_costs_no_entry(tmp_path: Path) -> None:
    for behind in ("<script>x</script>", "<!-- cached -->\n", "PHP Warning: x", "</body></html>"):
        (article,) = read(written(tmp_path / "a.rss", HEAD + ITEM + END + behind))
        assert isinstance(article, Article)


def test_of_two_feeds_in_one_file_the_second_may_be_cut_off(tmp_path: Path) -> None:
    found = read(written(tmp_path / "a.rss", HEAD + ITEM + END + HEAD + ITEM[:-60]))
    assert [type(each) for each in found] == [Article, ReadError]


def test_an_entry_whose_text_swallows_the_next_is_refused_and_not_taken_for_one_article(tmp_path: Path) -> None:
    second = ITEM.replace("/talks", "/second")
    first, error = read(written(tmp_path / "a.rss", HEAD + ITEM + second.replace("]]>", "") + second + END))
    assert isinstance(first, Article)
    assert isinstance(error, ReadError)
    assert "not closed" in error.reason


def test_feeds_that_are_no_xml_are_read_and_said(tmp_path: Path) -> None:
    entity = HEAD + ITEM.replace("Talks resume", "Talks&nbsp;resume") + END
    declared = HEAD.replace('"1.0"', '"1.0" encoding="utf-8"') + ITEM.replace("Lena Ortiz", "Léna Ortiz") + END
    unbound = ITEM.join(('<rss version="2.0"><channel><title>The Harbour Post</title>', END))
    for content in (entity, "\n  " + HEAD + ITEM + END, declared.encode("latin-1"), unbound):
        notices: list[str] = []
        (article,) = read(written(tmp_path / "a.rss", content), notice=notices.append)
        assert isinstance(article, Article)
        assert article.authors in (("Lena Ortiz",), ("Léna Ortiz",))
        assert any("not well-formed" in each for each in notices)


@pytest.mark.parametrize(
    "content",
    [
        '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + HEAD[21:] + ITEM + END,
        HEAD + "<item>" + "<a>" * 100_000 + "</item>" + END,
        HEAD + "<item " + " ".join(f"a{n}='1'" for n in range(100_000)) + "/>" + END,
        HEAD + "<" * 100_000,
    ],
)
def test_a_hostile_feed_is_refused_at_once(tmp_path: Path, content: str) -> None:
    with bounded(seconds=5, megabytes=200):
        assert problem(written(tmp_path / "a.rss", content)).reason


@pytest.mark.parametrize("end", ["<!---->" * 250 + "x", "\n<!-- a - > -- b --> <!-- cached -->\n"])
def test_comments_behind_a_broken_feed_cost_nothing(tmp_path: Path, end: str) -> None:
    with bounded(seconds=5, megabytes=200):
        found = read(written(tmp_path / "a.rss", HEAD + ITEM.replace("<category>", "<category & b>") + END + end))
    assert isinstance(found[0], Article)
