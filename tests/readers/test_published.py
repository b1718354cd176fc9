"""A file of each format as publishers really write it, beside what it says: ``files/NAME.expected.json``.

What is expected was written by hand from the file, not taken from what the reader gives. Parquet and WARC, which nobody can
write by hand, are made here: the table from its rows, the crawl from the pages among the files.
"""

import gzip
import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest

from kgexport.errors import ReadError
from kgexport.model import Article
from tests.readers.reading import FILES, read, written

CMS = (
    "id=_id.$oid,title=meta.headline,text=content.lead+content.body,authors=byline,canonical_url=links.web",
    "publisher=outlet.name,published=ts,modified=changed,language=locale,section=desk,keywords=tags",
)
ARCHIVE = ("text=body,title=headline,published=date", "authors=byline,publisher=outlet,keywords=tags,id=no")
MAPPINGS = {"cms": CMS, "archive": ARCHIVE}
PUBLISHED = sorted(path for path in FILES.iterdir() if not path.name.endswith((".expected.json", ".meta.json")))
NOTHING = {
    "title": None,
    "url": None,
    "canonical_url": None,
    "publisher": None,
    "authors": [],
    "published": None,
    "modified": None,
    "language": None,
    "section": None,
    "keywords": [],
}


def expected(name: str) -> list[dict[str, Any]]:
    return list(json.loads((FILES / f"{name}.expected.json").read_text(encoding="utf-8")))


def check(found: list[Any], wanted: list[dict[str, Any]], notices: list[str]) -> None:
    """Each article with all of its fields, each refusal with its reason; what is not expected to be said is not said."""
    said: list[str] = []
    assert len(found) == len(wanted), found
    for read_item, about in zip(found, (dict(each) for each in wanted), strict=True):
        if "notice" in about:
            said.append(about.pop("notice"))
        if "error" in about:
            assert isinstance(read_item, ReadError), read_item
            assert about["error"] in read_item.reason
            assert read_item.line == about.get("line")
            continue
        assert isinstance(read_item, Article), read_item
        assert read_item.text.split("\n\n") == "\n\n".join(about.pop("text")).split("\n\n")
        if "id" in about:
            assert read_item.id == about.pop("id")
        assert fields(read_item) == NOTHING | about
    assert len(notices) == len(said), notices
    assert all(words in notice for words, notice in zip(said, notices, strict=True)), notices


def fields(article: Article) -> dict[str, Any]:
    values = {name: getattr(article, name) for name in NOTHING}
    values["title"] = article.title and article.text[article.title.begin : article.title.end]
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.name)
@pytest.mark.parametrize("pack", [None, gzip.compress], ids=["plain", "gzip"])
def test_a_published_file_gives_what_it_says(path: Path, pack: Callable[[bytes], bytes] | None, tmp_path: Path) -> None:
    name = path.name.rpartition(".")[0]
    notices: list[str] = []
    if pack is not None:
        for beside in FILES.glob(f"{name}.meta.json"):
            written(tmp_path / beside.name, beside.read_bytes())
        path = written(tmp_path / f"{path.name}.gz", pack(path.read_bytes()))
    found = read(path, map=MAPPINGS.get(name, ()), notice=notices.append)
    wanted = expected(name)
    if name == "aleph":  # entities that are no documents are said once for each kind
        assert [notice.rpartition("(")[2] for notice in notices[-2:]] == ["Folder)", "Person)"]
        del notices[-2:]
    check(found, wanted, notices)


def test_a_table_of_parquet_gives_what_it_says(tmp_path: Path) -> None:
    """As data frames of archives are saved: times with a zone, dictionaries, lists, records, large strings, empty cells."""
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    zone = timezone(timedelta(hours=5, minutes=30))
    columns = {
        "doc_id": pa.array([77, 78, 79, 80]),
        "content": pa.array(
            [
                "Chief Minister Asha Rao met growers in Coorg on Friday.\n\n“The price will hold,” she said.",
                "The market was shut on Saturday.",
                "  ",
                None,
            ],
            pa.large_string(),
        ),
        "meta": pa.array(
            [
                {"headline": "Rao meets growers", "url": "https://hills.example/77?src=rss"},
                {"headline": None, "url": ""},
            ]
            + [None] * 2,
            pa.struct([("headline", pa.string()), ("url", pa.string())]),
        ),
        "source": pa.array(["Hills Gazette"] * 4).dictionary_encode(),
        "writers": pa.array([["Dev Nair", "Ruth Pinto"], [], None, None], pa.list_(pa.string())),
        "published_at": pa.array(
            [datetime(2025, 1, 10, 18, 5, tzinfo=zone), None, None, None], pa.timestamp("ns", "+05:30")
        ),
        "day": pa.array([None, datetime(2025, 1, 11).date(), None, None]),
        "embedding": pa.array([[0.5] * 256] * 4),
    }
    pq.write_table(pa.table(columns), tmp_path / "archive.parquet", row_group_size=2, compression="zstd")
    mapping = "id=doc_id,text=content,title=meta.headline,url=meta.url,publisher=source,authors=writers"
    notices: list[str] = []
    for published in ("published_at", "day"):
        found = read(tmp_path / "archive.parquet", map=(mapping, f"published={published}"), notice=notices.append)
        first = {
            "id": "77",
            "title": "Rao meets growers",
            "text": [
                "Rao meets growers",
                "Chief Minister Asha Rao met growers in Coorg on Friday.",
                "“The price will hold,” she said.",
            ],
            "url": "https://hills.example/77?src=rss",
            "publisher": "Hills Gazette",
            "authors": ["Dev Nair", "Ruth Pinto"],
        }
        second = {"id": "78", "text": ["The market was shut on Saturday."], "publisher": "Hills Gazette"}
        if published == "day":
            second["published"] = "2025-01-11"
        else:
            first["published"] = "2025-01-10T18:05:00+05:30"
        check(
            found,
            [first, second, {"error": "row 3: no text"}, {"error": "row 4: not an article: no 'content'"}],
            notices,
        )


def test_a_crawl_gives_what_its_pages_say(tmp_path: Path) -> None:
    """As CC-NEWS is published: a gzip member a record; of each page the request, the response and what the crawler noted."""
    pages = ("page", "graph", "microdata", "opengraph-cp1252")
    wanted: list[dict[str, Any]] = []
    records = [
        crawled("warcinfo", "", b"software: a crawler\r\nformat: WARC File Format 1.0\r\n", "application/warc-fields")
    ]
    for name in pages:
        url = f"https://crawl.example/{name}?from=feed"
        (about,) = expected(name)
        wanted.append(about | {"url": url})
        if "canonical_url" not in about:  # its og:url is relative
            wanted[-1]["canonical_url"] = "https://crawl.example/en/2025/mayor-receives"
        body = (FILES / f"{name}.html").read_bytes()
        served = "text/html; charset=ISO-8859-1" if name.endswith("cp1252") else "text/html;charset=UTF-8"
        head = f"HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: {served}\r\nX-Crawler-Content-Encoding: gzip\r\n"
        head += f"Content-Length: {len(body)}\r\nSet-Cookie: a=b\r\n\r\n"
        records += [
            crawled(
                "request", url, b"GET / HTTP/1.1\r\nHost: crawl.example\r\n\r\n", "application/http; msgtype=request"
            ),
            crawled("response", url, head.encode() + body, "application/http; msgtype=response"),
            crawled("metadata", url, b"fetchTimeMs: 120\r\n", "application/warc-fields"),
        ]
    for name, data in (
        ("CC-NEWS-20250409.warc.gz", b"".join(map(gzip.compress, records))),
        ("one-member.warc.gz", gzip.compress(b"".join(records))),
        ("plain.warc", b"".join(records)),
    ):
        notices: list[str] = []
        check(read(written(tmp_path / name, data), notice=notices.append), wanted, notices)


def crawled(kind: str, url: str, block: bytes, content_type: str) -> bytes:
    target = f"WARC-Target-URI: {url}\r\n" if url else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2025-10-22T03:00:00Z\r\n{target}WARC-IP-Address: 192.0.2.1\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, kind + url)}>\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"
