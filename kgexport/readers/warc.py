"""WARC, as crawls such as CC-NEWS are published: each HTML response with status 200 is a page (ISO 28500).

Records are read one after the other, and of each no more than a page may have. Where the structure of the file is broken,
reading goes on at the next record that can be found.
"""

import os
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from kgexport.errors import ReadError
from kgexport.identifiers import web_address
from kgexport.model import Article
from kgexport.readers.html import page_article
from kgexport.readers.metadata import Metadata
from kgexport.readers.options import Read, Source
from kgexport.readers.streams import rejoined

_HTML = ("text/html", "application/xhtml+xml")
_BUFFER = 8192  # what is lost at most where a record is broken, beside the record
_BEGIN = b"\nWARC/1."
_CHUNK = 65_536


def read(source: Source) -> Iterator[Read]:
    """The articles in the order of the records, and a ReadError in the place of each page that has none or is broken."""
    stream: BinaryIO | None = source.stream
    number = 0
    while stream is not None:
        try:
            for record in _records(stream):
                number += 1
                yield from _page(record, f"record {number}", source)
        except ValueError:  # of the compression: nothing more can come
            raise
        except OSError as error:
            yield ReadError(source.name, f"after record {number}: broken WARC: {' '.join(str(error).split())[:100]}")
            stream = _at_next_record(stream)
        else:
            return


def _records(stream: BinaryIO) -> Iterator[WarcRecord]:
    forward = _Forward(stream)
    yield from ArchiveIterator(
        forward,
        record_types=WarcRecordType.response | WarcRecordType.unknown,
        parse_http=False,
        buffer_size=_BUFFER,
        strict_mode=False,
    )
    if forward.error is not None:
        raise forward.error


class _Forward:
    """A stream that is only read forward, with the methods that the library asks for."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._at = stream, 0
        self.error: Exception | None = None  # which ended it; the library would turn it into one of its own

    def read(self, size: int = _CHUNK) -> bytes:
        try:
            # What is there, so that nothing which came before an error is lost with it.
            data: bytes = self._stream.read1(min(size, _BUFFER))  # type: ignore[attr-defined]
        except (OSError, ValueError) as error:
            self.error, data = error, b""
        self._at += len(data)
        return data

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        target = offset if whence == os.SEEK_SET else self._at + offset
        if whence == os.SEEK_END or target < self._at:
            raise OSError("a crawl is read forward only")
        while self._at < target and self.read(min(_CHUNK, target - self._at)):
            pass
        return self._at

    def tell(self) -> int:
        return self._at

    def close(self) -> None:
        pass


def _at_next_record(stream: BinaryIO) -> BinaryIO | None:
    """The stream from the next beginning of a record on; None where there is none."""
    data = b""
    while more := stream.read(_CHUNK):
        data = data[-len(_BEGIN) :] + more
        found = data.find(_BEGIN)
        if found >= 0:
            return rejoined(data[found + 1 :], stream)
    return None


def _page(record: WarcRecord, where: str, source: Source) -> Iterator[Read]:
    try:
        if record.record_type != WarcRecordType.response or not record.is_http:
            return
        record.parse_http(auto_decode="none", strict_mode=False)
        headers = record.http_headers
        if headers.status_code != 200 or (record.http_content_type or "").strip().lower() not in _HTML:
            return
        url = record.headers.get("WARC-Target-URI")
        where = f"{where} ({url[:200]})" if url else where
        source.placed(part=where)
        yield _article(record, headers, url, where, source)
    except ValueError as error:
        yield ReadError(source.name, f"{where}: {error}", whole=False)


def _article(record: WarcRecord, headers: Any, url: str | None, where: str, source: Source) -> Article:
    limit = source.options.max_page_bytes
    length = record.content_length  # of the body: what of it has been read as headers is not counted
    body = _all_of(record, limit + 1)
    if len(body) > limit:
        raise ValueError(f"a page of more than {limit:,} bytes; --max-page-bytes raises the limit")
    if len(body) < length or record.headers.get("WARC-Truncated"):
        raise ValueError("the page is cut off")
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        body = _joined(body)
    body = _decompressed(body, (headers.get("Content-Encoding") or "").strip().lower(), limit)
    try:
        address = web_address(url.strip("<>")) if url else None  # WARC 1.0 writers put the address in angle brackets
    except ValueError:
        address = None
    return page_article(body, source, beside=Metadata(url=address), charset=record.http_charset, where=where)


def _all_of(record: WarcRecord, size: int) -> bytes:
    pieces: list[bytes] = []
    while size > 0 and (piece := record.reader.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _joined(body: bytes) -> bytes:
    """The body without the sizes of its chunks (RFC 9112, 7.1); as it is where it has none, as many crawlers leave it."""
    pieces: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\n", at, at + 100)
        try:
            size = int(body[at:end].split(b";")[0].strip() or b"-", 16) if end >= 0 else -1
        except ValueError:
            size = -1
        if size < 0 or end + 1 + size > len(body):
            return body
        if size == 0:
            return b"".join(pieces)
        pieces.append(body[end + 1 : end + 1 + size])
        at = end + 1 + size
        at += 2 if body[at : at + 2] == b"\r\n" else 1


def _decompressed(body: bytes, encoding: str, limit: int) -> bytes:
    """The body as the server compressed it; as it is where the crawler has decompressed it and left the header."""
    if encoding in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
        inflate = zlib.decompressobj(wbits=31)
    elif encoding == "deflate" and body.lstrip()[:1] != b"<":
        inflate = zlib.decompressobj(wbits=15 if body[:1] == b"\x78" else -15)
    elif encoding == "br" and body.lstrip()[:1] != b"<":
        return _from_brotli(body, limit)
    else:
        return body
    try:
        text = inflate.decompress(body, limit + 1)
    except zlib.error:
        raise ValueError(f"the page is broken ({encoding})") from None
    if len(text) > limit:
        raise ValueError(f"a page of more than {limit:,} bytes; --max-page-bytes raises the limit")
    if not inflate.eof:
        raise ValueError("the page is cut off")
    return text


def _from_brotli(body: bytes, limit: int) -> bytes:
    import brotli  # comes with fastwarc

    decompressor = brotli.Decompressor()
    try:
        text: bytes = decompressor.process(body, output_buffer_limit=limit + 1)
    except brotli.error:
        raise ValueError("the page is broken (br)") from None
    if len(text) > limit or not decompressor.is_finished():
        raise ValueError(f"a page of more than {limit:,} bytes, or cut off; --max-page-bytes raises the limit")
    return text
