"""gzip and zstd: streams, cut-off data, bombs."""

import gzip
import io
import json
import sys
import zlib
from functools import cache
from pathlib import Path

import pytest
import zstandard

from kgexport.errors import ReadError
from kgexport.model import Article
from kgexport.readers import read_inputs
from tests.readers.reading import articles, bounded, one, problem, read, written


def lines(number: int) -> bytes:
    """Articles that do not compress well: digits of a power."""
    return b"".join(json.dumps({"id": str(n), "text": f"Words {3**n}."}).encode() + b"\n" for n in range(1, number + 1))


def packed(data: bytes, kind: str) -> bytes:
    return gzip.compress(data) if kind == "gz" else zstandard.ZstdCompressor().compress(data)


@pytest.mark.parametrize("kind", ["gz", "zst"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.txt", "a.html", "a.csv"])
def test_every_format_may_be_compressed(tmp_path: Path, kind: str, name: str) -> None:
    content = {
        "a.jsonl": b'{"text": "They met in Vienna."}',
        "a.txt": b"They met in Vienna.",
        "a.csv": b"text\nThey met in Vienna.\n",
        "a.html": b"<html><body><p>They met in Vienna.</p>"
        + b"<p>They spoke about grain and about the port for hours.</p>" * 3,
    }[name]
    assert one(written(tmp_path / f"{name}.{kind}", packed(content, kind))).text.startswith("They met in Vienna.")


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_members_one_after_the_other_are_one_file(tmp_path: Path, kind: str) -> None:
    data = b"".join(packed(line + b"\n", kind) for line in lines(30).splitlines())
    assert [each.id for each in articles(written(tmp_path / f"a.jsonl.{kind}", data))] == [str(n) for n in range(1, 31)]


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_what_was_before_a_cut_is_read_and_the_cut_is_told(tmp_path: Path, kind: str) -> None:
    data = packed(lines(1500), kind)
    found = read(written(tmp_path / f"a.jsonl.{kind}", data[: len(data) // 2]))
    assert isinstance(found[-1], ReadError)
    assert "cut off" in found[-1].reason
    ids = [each.id for each in found[:-1] if isinstance(each, Article)]
    assert len(ids) > 100
    assert ids == [str(n) for n in range(1, len(ids) + 1)]


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_broken_data_are_told(tmp_path: Path, kind: str) -> None:
    data = bytearray(packed(lines(1500), kind))
    data[len(data) // 2 : len(data) // 2 + 40] = bytes(40)
    found = read(written(tmp_path / f"a.jsonl.{kind}", bytes(data)))
    assert any(isinstance(each, ReadError) and "broken" in each.reason for each in found)


def test_a_wrong_checksum_is_told(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(lines(5)))
    data[-8] ^= 1
    found = read(written(tmp_path / "a.jsonl.gz", bytes(data)))
    assert isinstance(found[-1], ReadError)


@cache
def bomb(kind: str, filler: bytes) -> bytes:
    """600 MB in less than one."""
    piece = filler * (1_000_000 // len(filler))
    compressor = zstandard.ZstdCompressor().compressobj() if kind == "zst" else zlib.compressobj(6, wbits=31)
    return b"".join([*(compressor.compress(piece) for _ in range(600)), compressor.flush()])


@pytest.mark.parametrize("kind", ["gz", "zst"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.html", "a.csv"])
def test_a_bomb_is_refused_in_bounded_time_and_memory(tmp_path: Path, kind: str, name: str) -> None:
    data = bomb(kind, b"\n" if name in ("a.jsonl", "a.csv") else b" ")
    assert len(data) < 1_000_000
    path = written(tmp_path / f"{name}.{kind}", data)
    with bounded(seconds=20, megabytes=150):
        reason = problem(path).reason
    assert "bomb" in reason or "more than" in reason


def test_a_large_file_that_compresses_as_news_do_is_no_bomb(tmp_path: Path) -> None:
    words = b"The ministers met in Vienna on Tuesday, officials said. "
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as stream:
        for n in range(2_000):
            stream.write(json.dumps({"id": str(n), "text": (words * 800).decode() + str(3**n)}).encode() + b"\n")
    with bounded(seconds=60, megabytes=80):
        assert sum(isinstance(each, Article) for each in read_inputs([path])) == 2_000


def test_zeros_after_the_data_are_padding_and_anything_else_is_told(tmp_path: Path) -> None:
    data = gzip.compress(b'{"text": "One."}\n')
    assert one(written(tmp_path / "a.jsonl.gz", data + bytes(1000))).text == "One."
    found = read(written(tmp_path / "a.jsonl.gz", data + b"rubbish"))
    assert isinstance(found[-1], ReadError)
    assert "something else" in found[-1].reason


def test_what_is_compressed_twice_is_refused(tmp_path: Path) -> None:
    assert "twice" in problem(written(tmp_path / "a.txt.gz", gzip.compress(gzip.compress(b"Words.")))).reason


def test_a_frame_that_wants_two_gigabytes_of_window_is_refused(tmp_path: Path) -> None:
    header = b"\x28\xb5\x2f\xfd" + b"\x00" + bytes([21 << 3]) + b"\x01\x00\x00"
    with bounded(seconds=5, megabytes=50):
        assert "zstd" in problem(written(tmp_path / "a.txt.zst", header + bytes(100))).reason


def test_compressed_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(b'{"text": "One."}\n'))))
    assert [each.text for each in read_inputs(["-"]) if isinstance(each, Article)] == ["One."]


def test_without_the_library_for_zstd_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    path = written(tmp_path / "a.txt.zst", packed(b"Words.", "zst"))
    assert "pip install 'kgexport[zstd]'" in problem(path).reason
