"""Inputs and outputs at addresses, tried on fsspec's memory:// and file://."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kgexport.cli import cli
from kgexport.errors import ReadError, UsageError
from kgexport.running.remote import is_remote, read_anywhere, written_to
from tests.running.test_folder import articles, lines

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def memory() -> Iterator[Any]:
    system = fsspec.filesystem("memory")
    yield system
    system.rm("/", recursive=True)


def exported(*arguments: str | Path) -> int:
    return int(cli.main(["export", *map(str, arguments)], standalone_mode=False) or 0)


def test_only_what_has_a_scheme_is_an_address() -> None:
    assert is_remote("s3://bucket/a.jsonl")
    assert not is_remote("a.jsonl")
    assert not is_remote(Path("folder/a:b.txt"))


def test_articles_are_read_from_an_address(memory: Any, tmp_path: Path) -> None:
    data = lines(tmp_path / "articles.jsonl", articles("one", "two")).read_bytes()
    memory.pipe("/in/a.jsonl", data + b"no json\n")
    memory.pipe("/in/b.txt", b"Ministers meet\n\nAnna Huber met Peter Frei.\n")
    memory.pipe("/in/b.meta.json", b'{"id": "b", "publisher": "Lake Courier"}')
    for address in ("memory://in/", "memory://in/*"):
        one, two, broken, text = read_anywhere([address])
        assert [one.article.id, two.article.id, text.id] == ["one", "two", "b"]  # type: ignore[union-attr]
        assert text.publisher == "Lake Courier"  # type: ignore[union-attr]
        assert isinstance(broken, ReadError)
        assert str(broken).startswith("memory://in/a.jsonl:3: ")
    (missing,) = read_anywhere(["memory://in/c.txt"])
    assert isinstance(missing, ReadError)


def test_a_file_and_a_folder_are_written_to_an_address(memory: Any, tmp_path: Path) -> None:
    source = lines(tmp_path / "articles.jsonl", articles("one", "two", "three"))
    assert exported(source, "-o", tmp_path / "here.ttl") == 0
    assert exported(source, "-o", "memory://out/there.ttl") == 0
    assert memory.cat("/out/there.ttl") == (tmp_path / "here.ttl").read_bytes()
    assert exported(source, "-o", f"{tmp_path}/here/") == 0
    for _ in range(2):
        assert exported(source, "-o", "memory://out/folder/", "--ledger", tmp_path / "kept") == 0
        there = {name.rpartition("/")[2]: memory.cat(name) for name in memory.find("/out/folder")}
        assert there == {
            p.name: p.read_bytes() for p in (tmp_path / "here").iterdir() if not p.name.startswith("ledger")
        }


def test_links_between_articles_are_gone_at_an_address_when_none_is_left(memory: Any, tmp_path: Path) -> None:
    for names, linked in ((("one", "two"), True), (("one",), False)):
        source = lines(tmp_path / "articles.jsonl", articles(*names))
        assert exported(source, "-o", "memory://out/folder/", "--ledger", tmp_path / "kept") == 0
        assert memory.exists("/out/folder/same-reports.nq") == linked
        assert memory.exists("/out/folder/void.ttl")


def test_an_address_that_nothing_can_write_to_is_told() -> None:
    with pytest.raises(UsageError, match="nosuch"), written_to("nosuch://bucket/a.ttl"):
        pass
