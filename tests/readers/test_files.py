"""Which files an input means: folders, patterns, links, and files that go away."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kgexport.errors import ReadError
from kgexport.model import Article
from kgexport.readers import FieldMapping, ReadOptions, read_inputs
from tests.readers.reading import articles, one, problem, read, written

TEXT = "The two ministers met in Vienna on Tuesday."
NOTHING_TO_READ = "<project><name>build</name></project>"


def test_a_pattern_is_expanded_in_the_order_of_the_names(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/1.txt", "a/x/3.txt", "a/4.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        written(path, f"{TEXT} {name}")
    texts = [each.text.split()[-1] for each in articles(f"{tmp_path}/**/*.txt")]
    assert texts == ["a/1.txt", "a/x/3.txt", "b/2.txt"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    written(tmp_path / "a.txt", "Another.")
    assert one(written(tmp_path / "[a].txt", TEXT)).text == TEXT


def test_a_pattern_that_nothing_matches_is_told(tmp_path: Path) -> None:
    assert "no file matches" in problem(f"{tmp_path}/*.txt").reason


def test_links_that_go_round_in_circles_end(tmp_path: Path) -> None:
    written(tmp_path / "a.txt", TEXT)
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "up").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    found = read(tmp_path)
    assert [each.text for each in found if isinstance(each, Article)] == [TEXT]
    assert sorted(Path(each.source).name for each in found if isinstance(each, ReadError)) == ["gone.txt", "self.txt"]


def test_a_pipe_in_a_folder_does_not_hold_up_the_rest(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    written(tmp_path / "b.txt", TEXT)
    assert one(tmp_path).text == TEXT


def test_a_file_that_vanishes_is_told_and_the_next_one_read(tmp_path: Path) -> None:
    for name in "abc":
        written(tmp_path / f"{name}.txt", f"{TEXT} {name}")
    found = read_inputs([tmp_path])
    first = next(found)
    (tmp_path / "b.txt").unlink()
    missing, last = found
    assert isinstance(first, Article)
    assert isinstance(missing, ReadError)
    assert (Path(missing.source).name, missing.reason) == ("b.txt", "no such file or folder")
    assert isinstance(last, Article)


def test_a_folder_that_vanishes_is_told_and_the_rest_read(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        written(tmp_path / name / "a.txt", f"{TEXT} {name}")
    found = read_inputs([tmp_path])
    next(found)
    (tmp_path / "b" / "a.txt").unlink()
    (tmp_path / "b").rmdir()
    rest = list(found)
    assert any(isinstance(each, ReadError) and each.source.endswith("b") for each in rest)
    assert any(isinstance(each, Article) and each.text.endswith("c") for each in rest)


def test_files_that_only_may_be_articles_are_left_alone_in_folders_and_told_where_named(tmp_path: Path) -> None:
    written(tmp_path / "a.txt", TEXT)
    path = written(tmp_path / "build.xml", NOTHING_TO_READ)
    written(tmp_path / "package.json", '{"name": "x", "version": "1"}')
    assert one(tmp_path).text == TEXT
    assert "text" in problem(tmp_path / "package.json").reason
    assert "news" in problem(path).reason


def test_a_broken_json_file_in_a_folder_is_told(tmp_path: Path) -> None:
    written(tmp_path / "a.json", '{"text": "cut o')
    assert "JSON" in problem(tmp_path).reason


def test_the_format_can_be_said(tmp_path: Path) -> None:
    path = written(tmp_path / "data.out", "id;text\n1;Words.\n")
    assert one(path).text.startswith("id;text")
    assert one(path, input_format="csv").text == "Words."
    lines = written(tmp_path / "data.txt", '{"text": "One."}\n{"text": "Two."}\n')
    assert [each.text for each in articles(lines, input_format="json")] == ["One.", "Two."]


def test_options_travel_to_other_processes() -> None:
    import pickle

    options = ReadOptions(mapping=FieldMapping.parse(["text=body"]), input_format="csv")
    assert pickle.loads(pickle.dumps(options)) == options


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        (["text"], "expected"),
        (["=a"], "no part"),
        (["text="], "expected"),
        (["body=text"], "no part"),
        (["text=a", "text=b"], "twice"),
        (["text=a+"], "expected"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused(pairs: list[str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        FieldMapping.parse(pairs)


def test_a_mapping_reaches_into_nested_objects(tmp_path: Path) -> None:
    line = '{"content": {"body": "Words."}, "source": {"name": "The Post"}, "people": [{"name": "Ann Lee"}], "tags": ["a", "b"]}'
    article = one(
        written(tmp_path / "a.jsonl", line),
        map=("text=content.body", "publisher=source.name", "authors=people.0.name", "keywords=tags"),
    )
    assert (article.text, article.publisher, article.authors, article.keywords) == (
        "Words.",
        "The Post",
        ("Ann Lee",),
        ("a", "b"),
    )


@pytest.fixture
def without() -> Iterator[Any]:
    """``without("lxml", "trafilatura")``: as if these were not installed."""
    patch = pytest.MonkeyPatch()

    def block(*names: str) -> None:
        for name in list(sys.modules):
            if name.startswith("kgexport.readers.") and name.rpartition(".")[2] in _WITH_LIBRARIES:
                patch.delitem(sys.modules, name)
        for name in names:
            patch.setitem(sys.modules, name, None)

    yield block
    patch.undo()


_WITH_LIBRARIES = {"html", "html_tree", "pages", "feed", "warc", "parquet", "newsml", "nitf", "news_xml"}


def test_a_library_that_is_missing_costs_only_the_files_that_need_it(tmp_path: Path, without: Any) -> None:
    written(tmp_path / "a.html", "<html><body><p>Words.</p></body></html>")
    written(tmp_path / "b.txt", TEXT)
    without("trafilatura")
    error, article = read(tmp_path)
    assert isinstance(error, ReadError)
    assert "pip install 'kgexport[html]'" in error.reason
    assert isinstance(article, Article)


def test_the_formats_that_can_be_asked_for_are_those_that_are_read() -> None:
    from importlib import import_module

    from kgexport.commands.inputs import FORMAT_NAMES
    from kgexport.readers.formats import FORMATS

    assert set(FORMAT_NAMES) == set(FORMATS)
    for each in FORMATS.values():
        assert callable(import_module(f"kgexport.readers.{each.module}").read)
