import json
from pathlib import Path

import pytest

from kgexport.errors import ReadError
from kgexport.model import Article
from kgexport.readers import Metadata, ReadOptions, read_inputs
from tests.readers.reading import bounded

BODY = "The two ministers met in Vienna on Tuesday.\n\nThey will meet again."


def read(path: Path | str, **options: object) -> list[object]:
    return list(read_inputs([path], ReadOptions(**options)))  # type: ignore[arg-type]


def one(path: Path | str, **options: object) -> Article:
    (article,) = read(path, **options)
    assert isinstance(article, Article), article
    return article


def error(path: Path | str, **options: object) -> ReadError:
    (problem,) = read(path, **options)
    assert isinstance(problem, ReadError), problem
    return problem


def file(folder: Path, content: str | bytes, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_the_first_line_is_the_title_and_part_of_the_text(tmp_path: Path) -> None:
    article = one(file(tmp_path, f"Ministers meet in Vienna\n\n{BODY}"))
    assert article.title is not None
    assert (article.title.begin, article.title.text) == (0, "Ministers meet in Vienna")
    assert article.text.startswith("Ministers meet in Vienna\n\nThe two")


def test_offsets_are_those_of_the_file_whatever_its_line_ends(tmp_path: Path) -> None:
    text = "Title of it\r\n\r\nBody\x00 with e\u0301 and \u00a0 spaces. \r\n"
    assert one(file(tmp_path, text)).text == text.replace("\x00", "\ufffd")


def test_a_sidecar_gives_the_metadata(tmp_path: Path) -> None:
    path = file(tmp_path, BODY)
    sidecar = {
        "url": "https://news.example/a",
        "publisher": {"name": "The Example"},
        "author": ["Ann Lee", "Bob Ray"],
        "published": "2025-10-21",
        "language": "en_GB",
        "note": ["anything"],
    }
    file(tmp_path, json.dumps(sidecar), "a.meta.json")
    article = one(path)
    assert article.url == "https://news.example/a"
    assert article.publisher == "The Example"
    assert article.authors == ("Ann Lee", "Bob Ray")
    assert (article.published, article.language) == ("2025-10-21", "en-GB")


def test_front_matter_gives_the_metadata_and_is_no_text(tmp_path: Path) -> None:
    text = f"---\ntitle: Ministers meet\nauthor: Ann Lee\npublished: 2025-10-21\nlanguage: no\n---\n\n{BODY}"
    article = one(file(tmp_path, text))
    assert article.text == f"Ministers meet\n\n{BODY}"
    assert (article.authors, article.published, article.language) == (("Ann Lee",), "2025-10-21", "no")


def test_dashes_that_no_key_follows_are_text(tmp_path: Path) -> None:
    assert one(file(tmp_path, f"---\n{BODY}\n---\n")).text.startswith("---")


@pytest.mark.parametrize("filling", ["\n" * 26, "# \n" * 26, "a" + " " * 60_000], ids=["lines", "comments", "blanks"])
def test_dashes_around_much_white_space_are_read_at_once(tmp_path: Path, filling: str) -> None:
    text = f"---\n{filling}!\n---\n{BODY}"
    with bounded(seconds=3, megabytes=500):
        assert one(file(tmp_path, text)).text == text.rstrip()


def test_front_matter_may_begin_with_blank_lines_and_comments(tmp_path: Path) -> None:
    article = one(file(tmp_path, f'---\n\n# ours\n \n"author" : Ann Lee\n---\n{BODY}'))
    assert (article.authors, article.text) == (("Ann Lee",), BODY)


def test_broken_front_matter_is_told_with_its_line(tmp_path: Path) -> None:
    problem = error(file(tmp_path, f"---\ntitle: a\nurl: [1,\n---\n{BODY}"))
    assert problem.line is not None
    assert "front matter" in problem.reason


def test_the_sidecar_goes_before_front_matter_and_that_before_options(tmp_path: Path) -> None:
    path = file(tmp_path, f"---\npublisher: Front\nlanguage: en\n---\n{BODY}")
    file(tmp_path, '{"publisher": "Side"}', "a.meta.json")
    article = one(path, metadata=Metadata(publisher="Option", language="de", authors=("Option",)))
    assert (article.publisher, article.language, article.authors) == ("Side", "en", ("Option",))


@pytest.mark.parametrize(
    ("sidecar", "line"),
    [("{", 1), ('{"title": {"a": 1}}', None), ("[]", None), ('{"url": "nowhere"}', None), ("\xff\xfe{", None)],
)
def test_a_broken_sidecar_is_told_under_its_own_name(tmp_path: Path, sidecar: str, line: int | None) -> None:
    path = file(tmp_path, BODY)
    file(tmp_path, sidecar.encode("latin-1"), "a.meta.json")
    problem = error(path)
    assert problem.source.endswith("a.meta.json")
    assert line is None or problem.line == line


def test_a_title_that_the_text_lacks_is_put_before_it(tmp_path: Path) -> None:
    article = one(file(tmp_path, BODY), metadata=Metadata(title="Talks in Vienna"))
    assert article.text == f"Talks in Vienna\n\n{BODY}"
    assert article.title is not None
    assert (article.title.begin, article.title.end) == (0, len("Talks in Vienna"))


def test_a_title_that_the_text_has_is_found_in_it(tmp_path: Path) -> None:
    text = f"\n# Talks\n  in Vienna\n\n{BODY}"
    article = one(file(tmp_path, text, "a.md"), metadata=Metadata(title="Talks in Vienna"))
    assert article.text == text
    assert article.title is not None
    assert article.title.text == "Talks\n  in Vienna"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("cp1252", "cp1252"),
        ("utf-16", "UTF-16"),
        ("utf-8-sig", "byte-order mark"),
        ("utf-32", "UTF-32"),
        ("utf-16-le", "UTF-16"),
    ],
)
def test_other_encodings_are_converted_and_said(tmp_path: Path, encoding: str, said: str) -> None:
    text = "“We shall meet,” the chancellor’s spokesman said – and went back to Zürich with José Núñez."
    notices: list[str] = []
    article = one(file(tmp_path, text.encode(encoding)), notice=notices.append)
    assert article.text == text
    assert any(said in notice and "a.txt" in notice for notice in notices), notices


def test_cyrillic_in_an_old_encoding_is_guessed(tmp_path: Path) -> None:
    text = "Министр иностранных дел встретился в Вене с коллегой. Переговоры продолжались два часа, сообщили источники."
    assert one(file(tmp_path, text.encode("cp1251"))).text == text


def test_a_few_broken_bytes_in_utf_8_cost_only_themselves(tmp_path: Path) -> None:
    text = "“Zürich,” “Genève,” “Malmö,” he said".encode() + b"\xff."
    assert one(file(tmp_path, text)).text == "“Zürich,” “Genève,” “Malmö,” he said\ufffd."


def test_lone_surrogates_are_replaced_one_for_one(tmp_path: Path) -> None:
    assert one(file(tmp_path, b"A \xed\xa0\x80 here and there.")).text == "A \ufffd here and there."


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04abc", bytes(range(256)) * 8, b"BZh9"],
)
def test_a_binary_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    assert "not a text file" in error(file(tmp_path, content)).reason


@pytest.mark.parametrize("content", ["", " \n\t\n", "---\ntitle: x\n---\n"])
def test_a_file_without_text_is_refused(tmp_path: Path, content: str) -> None:
    problem = error(file(tmp_path, content))
    assert "empty" in problem.reason or "no text" in problem.reason


def test_an_article_that_is_too_long_is_refused(tmp_path: Path) -> None:
    assert "limit" in error(file(tmp_path, "word " * 100), max_characters=400).reason
    assert "characters" in error(file(tmp_path, "word " * 100_000), max_characters=400).reason


def test_what_is_missing_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = file(tmp_path, BODY)
    missing, article = read_inputs([tmp_path / "none.txt", path])
    assert isinstance(missing, ReadError)
    assert missing.reason == "no such file or folder"
    assert isinstance(article, Article)


@pytest.mark.parametrize("name", ["out.ttl", "table.xlsx", "report.pdf"])
def test_files_that_are_no_articles_are_refused(tmp_path: Path, name: str) -> None:
    reason = error(file(tmp_path, BODY, name)).reason
    assert "not read" in reason or "no text" in reason


def test_a_date_that_cannot_be_read_is_left_out_and_said(tmp_path: Path) -> None:
    path = file(tmp_path, f"---\nmodified: soon\n---\n{BODY}")
    file(tmp_path, '{"published": "yesterday"}', "a.meta.json")
    notices: list[str] = []
    article = one(path, notice=notices.append)
    assert (article.published, article.modified) == (None, None)
    assert len(notices) == 2
    assert any("a.meta.json: published left out" in notice and "yesterday" in notice for notice in notices)
    assert any("a.txt: modified left out" in notice for notice in notices)


def test_a_folder_is_read_in_order_without_what_is_no_article(tmp_path: Path) -> None:
    file(tmp_path, BODY + " b", "b.txt")
    file(tmp_path, BODY + " a", "a.txt")
    file(tmp_path, "{}", "a.meta.json")
    file(tmp_path, "# How to read this", "README.md")
    file(tmp_path, f"---\ntitle: M\n---\n{BODY}", "m.md")
    file(tmp_path, BODY, ".hidden.txt")
    (tmp_path / "deeper").mkdir()
    file(tmp_path / "deeper", json.dumps({"text": BODY + " c"}) + "\n", "c.jsonl")
    texts = [article.text for article in read(tmp_path) if isinstance(article, Article)]
    assert texts == [BODY + " a", BODY + " b", f"M\n\n{BODY}", BODY + " c"]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    assert "no articles here" in error(tmp_path).reason
