import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from msgspec.structs import replace

from kgexport.errors import ReadError
from kgexport.model import AnnotatedArticle, Article, Mention, Person
from kgexport.readers import ReadOptions, read_inputs
from kgexport.readers.annotations import annotated_of, line_of, schema
from kgexport.readers.article import make_article
from kgexport.readers.metadata import Metadata


def read(path: Path, content: bytes | str, **options: Any) -> list[Any]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return list(read_inputs([path], ReadOptions(**options)))


def annotated() -> AnnotatedArticle:
    article = make_article("Ada Lovelace met Charles Babbage.", Metadata(id="a1"))
    ada = Person(id="person-0", name="Ada Lovelace", mentions=(Mention.of(article.text, 0, 12),))
    return AnnotatedArticle(article=article, agents=(ada,))


def test_each_line_is_an_article(tmp_path: Path) -> None:
    lines = [{"id": "1", "text": "One.", "author": "Ann"}, {"text": "Two.", "title": "T", "extra": {"x": 1}}]
    first, second = read(tmp_path / "a.jsonl", "\n".join(map(json.dumps, lines)))
    assert (first.id, first.text, first.authors) == ("1", "One.", ("Ann",))
    assert second.text == "T\n\nTwo."


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        "[1]",
        '"text"',
        "null",
        "{}",
        '{"text": 5}',
        '{"text": ""}',
        '{"text": "x", "url": "nowhere"}',
        '{"text": ["x"]}',
        '{"text": "x", "title": ["x"]}',
        '{"text": "x"} trailing',
        '{"a":' * 5000,
        "\x00\x01",
        '{"format": "kgexport-annotations-9"}',
        '{"format": "kgexport-annotations-1", "article": {"id": "x"}}',
        '{"format": "kgexport-annotations-1", "article": {"id": "x", "text": "y"}, "agents": [{"type": "Robot"}]}',
    ],
)
def test_a_broken_line_is_told_with_file_and_line_and_the_rest_goes_on(tmp_path: Path, broken: str) -> None:
    first, problem, last = read(tmp_path / "a.jsonl", f'{{"text": "One."}}\n\n{broken}\n{{"text": "Two."}}\n')
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert isinstance(problem, ReadError)
    assert str(problem).startswith(f"{tmp_path / 'a.jsonl'}:3: ")
    assert "\n" not in str(problem)


def test_lone_surrogates_and_nul_are_replaced(tmp_path: Path) -> None:
    (article,) = read(tmp_path / "a.jsonl", '{"text": "a\\ud800b\\u0000c"}')
    assert article.text == "a\ufffdb\ufffdc"


def test_lines_in_another_encoding_are_read(tmp_path: Path) -> None:
    line = json.dumps({"text": "“Zürich,” he said – “and Genève.”"}, ensure_ascii=False)
    for encoding in ("cp1252", "utf-16", "utf-8-sig"):
        (article,) = read(tmp_path / "a.jsonl", line.encode(encoding))
        assert article.text == "“Zürich,” he said – “and Genève.”", encoding


def test_a_line_beyond_the_limit_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    long = json.dumps({"text": "word " * 2000})
    problem, article = read(tmp_path / "a.jsonl", f'{long}\n{{"text": "Two."}}\n', max_characters=20)
    assert isinstance(problem, ReadError)
    assert article.text == "Two."


@pytest.mark.parametrize("name", ["a.json", "a", "a.dat"])
def test_one_json_document_may_hold_one_article_or_many(tmp_path: Path, name: str) -> None:
    (one,) = read(tmp_path / name, json.dumps({"text": "One."}, indent=2))
    assert one.text == "One."
    assert [each.text for each in read(tmp_path / name, json.dumps([{"text": "1."}, {"text": "2."}], indent=1))] == [
        "1.",
        "2.",
    ]
    (problem,) = read(tmp_path / name, json.dumps({"body": "One."}, indent=2))
    assert isinstance(problem, ReadError)


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        (b'{"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."]),
        (b"Plain words.\n", ["Plain words.\n"]),
        (b"{Curly} words are words.\n", ["{Curly} words are words.\n"]),
        (b"[Update] Words.\n", ["[Update] Words.\n"]),
        (b'\n\n  {"text": "One."}', ["One."]),
    ],
)
def test_standard_input_is_told_apart_by_content(
    monkeypatch: pytest.MonkeyPatch, content: bytes, texts: list[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert [article.text for article in read_inputs(["-"]) if isinstance(article, Article)] == texts


def test_nothing_on_standard_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    (problem,) = read_inputs(["-"])
    assert isinstance(problem, ReadError)


def test_annotations_come_back_as_they_were(tmp_path: Path) -> None:
    line = line_of(annotated())
    assert annotated_of(line) == annotated()
    assert read(tmp_path / "a.jsonl", line + b"\n") == [annotated()]
    assert read(tmp_path / "a", line + b"\n") == [annotated()]


def test_annotations_that_were_indented_by_an_editor_are_read(tmp_path: Path) -> None:
    assert read(tmp_path / "a.json", json.dumps(json.loads(line_of(annotated())), indent=2)) == [annotated()]


def test_the_schema_is_sound_and_takes_what_we_write() -> None:
    Draft202012Validator.check_schema(schema())
    validator = Draft202012Validator(schema())
    value = json.loads(line_of(annotated()))
    validator.validate(value)
    assert not validator.is_valid({**value, "agents": [{"type": "Robot", "id": "x"}]})
    assert not validator.is_valid({"format": "kgexport-annotations-1"})


def test_an_id_that_would_fill_each_iri_of_a_graph_is_refused(tmp_path: Path) -> None:
    plain = json.dumps({"id": "x" * 100_000, "text": "The ministers met in Vienna."})
    given = annotated()
    other = line_of(replace(given, article=replace(given.article, id="x" * 100_000)))
    for line in (plain, other):
        (error,) = read(tmp_path / "a.jsonl", line)
        assert isinstance(error, ReadError)
        assert "an id of 100,000 characters" in error.reason


def test_a_title_counts_for_the_length_of_an_article(tmp_path: Path) -> None:
    (error,) = read(tmp_path / "a.jsonl", json.dumps({"title": "x" * 900, "text": "y" * 900}), max_characters=1000)
    assert "1,800 characters" in error.reason
