"""IPTC ninjs and FollowTheMoney, told from plain articles by their keys."""

import json
from pathlib import Path
from typing import Any

import pytest

from kgexport.errors import ReadError
from kgexport.model import Article
from tests.readers.reading import articles, one, problem, read, written


def line(tmp_path: Path, *values: Any) -> Path:
    return written(tmp_path / "a.jsonl", "".join(json.dumps(each) + "\n" for each in values))


def test_a_news_item_of_version_1_is_read_by_its_html(tmp_path: Path) -> None:
    item = {
        "uri": "urn:newsml:agency.example:1",
        "versioncreated": "2025-10-21T15:30:00Z",
        "firstcreated": "2025-10-21T14:00:00Z",
        "headline": "Talks resume",
        "byline": "By Ann Lee and Agency Staff",
        "copyrightholder": "The Agency",
        "language": "en",
        "subject": [{"name": "grain"}],
        "body_text": "One. Two.",
        "body_html": "<p>One.</p><p>Two.</p>",
    }
    article = one(line(tmp_path, item))
    assert (article.id, article.text) == (item["uri"], "Talks resume\n\nOne.\n\nTwo.")
    assert (article.published, article.modified) == ("2025-10-21T14:00:00+00:00", "2025-10-21T15:30:00+00:00")
    assert (article.authors, article.publisher, article.keywords) == (("Ann Lee",), "The Agency", ("grain",))


def test_a_news_item_of_version_3_is_read(tmp_path: Path) -> None:
    bodies = [
        {"contentType": "text/html", "value": "<p>In short.</p>", "role": "summary"},
        {"contentType": "text/plain", "value": "x"},
        {"contentType": "text/html", "value": "<p>One.</p><p>Two.</p>", "role": "main"},
    ]
    headlines = [{"role": "short", "value": "S"}, {"role": "main", "value": "Talks resume"}]
    article = one(line(tmp_path, {"uri": "urn:x:1", "bodies": bodies, "headlines": headlines}))
    assert article.text == "Talks resume\n\nOne.\n\nTwo."


@pytest.mark.parametrize(
    "changes",
    [
        {"pubstatus": "canceled"},
        {"bodies": "x"},
        {"bodies": []},
        {"headlines": [1]},
        {"byline": 5},
        {"body_html": ["x"]},
    ],
)
def test_a_news_item_that_is_cancelled_or_broken_is_told(tmp_path: Path, changes: dict[str, Any]) -> None:
    item = {"uri": "urn:x:1", "headline": "H", "bodies": [{"value": "Words."}], **changes}
    assert problem(line(tmp_path, item)).line == 1


def test_documents_are_articles_and_other_entities_are_left_out_and_said(tmp_path: Path) -> None:
    properties = {"title": ["Talks"], "bodyText": ["One.", "Two."], "publishedAt": ["2025-10-21"], "language": ["eng"]}
    values = [
        {"id": "a", "schema": "Article", "properties": properties},
        {"id": "b", "schema": "Person", "properties": {"name": ["Ann Lee"]}},
        {"id": "c", "schema": "HyperText", "properties": {"bodyHtml": ["<p>One.</p><p>Two.</p>"]}},
        {"id": "d", "schema": "PlainText", "properties": {}},
        {"id": "e", "schema": "PlainText", "properties": {"bodyText": [5]}},
    ]
    notices: list[str] = []
    found = read(line(tmp_path, *values), notice=notices.append)
    assert [each.id for each in found if isinstance(each, Article)] == ["a", "c"]
    assert [each.line for each in found if isinstance(each, ReadError)] == [4, 5]
    first, second = (each for each in found if isinstance(each, Article))
    assert (first.text, first.published, first.language) == ("Talks\n\nOne.\n\nTwo.", "2025-10-21", "en")
    assert second.text == "One.\n\nTwo."
    assert len(notices) == 1
    assert "Person" in notices[0]


@pytest.mark.parametrize("several", [False, True])
def test_the_format_can_be_said_for_documents_of_one_item_and_of_several(tmp_path: Path, several: bool) -> None:
    item = {"uri": "urn:x:1", "headline": "Talks resume", "body_text": "One."}
    path = written(tmp_path / "a.json", json.dumps([item, item | {"uri": "urn:x:2"}] if several else item, indent=1))
    assert [each.id for each in articles(path, input_format="ninjs")] == ["urn:x:1", "urn:x:2"][: 1 + several]
    entity = {"id": "e", "schema": "PlainText", "properties": {"bodyText": ["One."]}}
    assert one(written(tmp_path / "b.txt", json.dumps(entity)), input_format="ftm").id == "e"
