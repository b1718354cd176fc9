"""WARC files as crawls write them, plain and gzipped, whole and broken."""

import gzip
from pathlib import Path

import pytest

from kgexport.errors import ReadError
from kgexport.model import Article
from tests.readers.reading import bounded, one, read, written

PAGE = (
    '<!doctype html><html lang="en"><head><meta property="article:published_time" content="2025-10-21T17:30:00+02:00">'
    '<meta property="og:title" content="Talks number {n}"><link rel="canonical" href="https://news.example/{n}"></head>'
    "<body><article><p>Negotiators returned to Trieste on Tuesday for talks number {n}, three weeks after they had left.</p>"
    "<p>They are to meet again on Friday, a spokeswoman for the larger of the two delegations told “reporters” there.</p>"
    "</article></body></html>"
)


def page(number: int) -> bytes:
    return PAGE.format(n=number).encode()


def record(
    body: bytes,
    *,
    kind: str = "response",
    status: str = "200 OK",
    content_type: str | None = "text/html; charset=utf-8",
    url: str = "https://news.example/x?from=crawl",
    length: int | None = None,
    http: str = "",
    warc: str = "",
) -> bytes:
    typed = f"Content-Type: {content_type}\r\n" if content_type else ""
    block = f"HTTP/1.1 {status}\r\n{typed}{http}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-10-21T16:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n{warc}"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


INFO = (
    b"WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Date: 2025-10-21T16:00:00Z\r\nWARC-Record-ID: <urn:uuid:2>\r\n"
    b"Content-Type: application/warc-fields\r\nContent-Length: 16\r\n\r\nsoftware: crawl\n\r\n\r\n"
)


def titles(found: list[object]) -> list[str]:
    return [each.title.text for each in found if isinstance(each, Article) and each.title]


def errors(found: list[object]) -> list[str]:
    return [each.reason for each in found if isinstance(each, ReadError)]


def crawl(*records: bytes, members: bool) -> bytes:
    """As CC-NEWS has it, a gzip member a record; or plain."""
    return b"".join(gzip.compress(each) if members else each for each in records)


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz", "crawl"])
def test_html_responses_with_status_200_are_articles_and_nothing_else_is(tmp_path: Path, name: str) -> None:
    records = [
        INFO,
        record(b"", kind="request"),
        record(page(1)),
        record(page(2), status="404 Not Found"),
        record(page(3), status="301 Moved"),
        record(b"\x89PNG", content_type="image/png"),
        record(b"{}", content_type="application/json"),
        record(page(4), content_type=None),
        record(page(5), kind="revisit"),
        record(page(6), content_type="application/xhtml+xml"),
    ]
    path = written(tmp_path / name, crawl(*records, members=name.endswith(".gz")))
    found = read(path)
    assert (titles(found), errors(found)) == (["Talks number 1", "Talks number 6"], [])  # type: ignore[arg-type]
    first = found[0]
    assert isinstance(first, Article)
    assert (first.url, first.canonical_url) == ("https://news.example/x?from=crawl", "https://news.example/1")
    assert first.published == "2025-10-21T17:30:00+02:00"
    assert "told “reporters” there" in first.text


def test_the_charset_is_that_of_the_server(tmp_path: Path) -> None:
    body = PAGE.format(n=1).encode("cp1252")
    path = written(tmp_path / "a.warc", record(body, content_type='text/html; charset="ISO-8859-1"'))
    assert "told “reporters” there" in one(path).text


def test_pages_are_read_as_the_server_sent_them_and_as_crawlers_store_them(tmp_path: Path) -> None:
    import zlib

    import brotli

    chunked = b"%x\r\n%s\r\n%x;name=value\r\n%s\r\n0\r\n\r\n" % (100, page(1)[:100], len(page(1)) - 100, page(1)[100:])
    sent = [
        record(chunked, http="Transfer-Encoding: chunked\r\n"),
        record(page(2), http="Transfer-Encoding: chunked\r\n"),
        record(gzip.compress(page(3)), http="Content-Encoding: gzip\r\n"),
        record(page(4), http="Content-Encoding: gzip\r\n"),
        record(zlib.compress(page(5)), http="Content-Encoding: deflate\r\n"),
        record(brotli.compress(page(6)), http="Content-Encoding: br\r\n"),
        record(page(7), http="Content-Encoding: br\r\n"),
    ]
    found = read(written(tmp_path / "a.warc", b"".join(sent)))
    assert (titles(found), errors(found)) == ([f"Talks number {n}" for n in range(1, 8)], [])  # type: ignore[arg-type]


BROKEN = {
    "rubbish": b"rubbish \x00\xff" * 3000 + b"\r\n\r\n",
    "length too short": record(page(9) + b"x" * 40_000, length=300),
    "no number as length": record(page(9) + b"x" * 40_000).replace(b"Content-Length: ", b"Content-Length: x"),
    "header without end": b"WARC/1.0\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
    "no page": record(b"<html></html>"),
    "broken gzip": record(b"\x1f\x8b" + bytes(50), http="Content-Encoding: gzip\r\n"),
    "cut by the crawler": record(page(9), warc="WARC-Truncated: length\r\n"),
    "cut gzip": record(gzip.compress(page(9))[:-20], http="Content-Encoding: gzip\r\n"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_record_is_told_and_the_rest_is_read(tmp_path: Path, name: str) -> None:
    far = [record(page(n)) for n in range(3, 30)]  # what the reader has in its buffer is lost with the broken one
    found = read(written(tmp_path / "a.warc", b"".join([record(page(1)), record(page(2)), BROKEN[name], *far])))
    assert errors(found)  # type: ignore[arg-type]
    assert all("record" in each for each in errors(found))  # type: ignore[arg-type]
    assert titles(found)[:2] == ["Talks number 1", "Talks number 2"]  # type: ignore[arg-type]
    assert titles(found)[-15:] == [f"Talks number {n}" for n in range(15, 30)]  # type: ignore[arg-type]


@pytest.mark.parametrize("members", [True, False])
def test_a_cut_file_gives_what_is_whole_and_tells_the_cut(tmp_path: Path, members: bool) -> None:
    data = crawl(*(record(page(n)) for n in range(1, 6)), members=members)
    last = crawl(record(page(6)), members=members)
    for keep in (len(last) - 30, len(last) // 2):
        name = "a.warc.gz" if members else "a.warc"
        found = read(written(tmp_path / name, data + last[:keep]))
        assert titles(found) == [f"Talks number {n}" for n in range(1, 6)]  # type: ignore[arg-type]
        assert any("cut off" in each for each in errors(found)), keep  # type: ignore[arg-type]


def test_a_bomb_in_a_record_costs_only_the_record(tmp_path: Path) -> None:
    import brotli

    bombs = [
        record(gzip.compress(bytes(100_000_000)), http="Content-Encoding: gzip\r\n"),
        record(brotli.compress(bytes(50_000_000), quality=5), http="Content-Encoding: br\r\n"),
        record(b"<p>" + b"w" * 10_000_000),
    ]
    path = written(tmp_path / "a.warc", b"".join([record(page(1)), *bombs, record(page(2))]))
    with bounded(seconds=10, megabytes=120):
        found = read(path)
    assert titles(found) == ["Talks number 1", "Talks number 2"]  # type: ignore[arg-type]
    assert len(errors(found)) == 3  # type: ignore[arg-type]


def test_an_empty_crawl_has_no_articles(tmp_path: Path) -> None:
    assert read(written(tmp_path / "a.warc", INFO)) == []
