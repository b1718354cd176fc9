"""The formats that are read, and how one is told: by the name of the file, else by what is in it."""

import json
import re
from dataclasses import dataclass
from pathlib import PurePath

from kgexport.compression import SUFFIXES


@dataclass(frozen=True)
class Format:
    """A format, the module in ``kgexport.readers`` that reads it (``read(source)``), and the extra that the module needs."""

    name: str
    module: str
    suffixes: tuple[str, ...]
    title: str
    extra: str | None = None


_ALL = (
    Format("text", "text", (".txt", ".text", ".md", ".markdown"), "plain text"),
    Format("json", "jsonlines", (".jsonl", ".ndjson", ".json"), "JSON Lines, JSON"),
    Format("html", "html", (".html", ".htm", ".xhtml"), "HTML", "html"),
    Format("feed", "feed", (".rss", ".atom"), "RSS and Atom", "feeds"),
    Format("csv", "delimited", (".csv",), "CSV"),
    Format("tsv", "delimited", (".tsv", ".tab"), "tab-separated values"),
    Format("parquet", "parquet", (".parquet", ".pq"), "Parquet", "tables"),
    Format("warc", "warc", (".warc",), "WARC", "warc"),
    Format("ninjs", "jsonlines", (), "IPTC ninjs"),
    Format("newsml-g2", "news_xml", (".newsml", ".nar"), "NewsML-G2", "xml"),
    Format("nitf", "news_xml", (".nitf",), "NITF", "xml"),
    Format("ftm", "jsonlines", (".ftm", ".ijson"), "FollowTheMoney"),
)
FORMATS: dict[str, Format] = {each.name: each for each in _ALL}
_BY_SUFFIX = {suffix: each.name for each in _ALL for suffix in each.suffixes}
# What a file in a folder may be called to be looked into.
ARTICLE_SUFFIXES = frozenset({*_BY_SUFFIX, ".xml"})
_NOT_ARTICLES = {
    "RDF is not read as an article": (".ttl", ".trig", ".nq", ".nt", ".jsonld", ".rdf", ".owl", ".n3"),
    "spreadsheets are not read; save them as CSV": (".xlsx", ".xls", ".ods"),
    "it is no text; extract its text first": (".pdf", ".docx", ".doc", ".odt", ".rtf", ".epub"),
}

HEAD = 16_384  # bytes that are looked at
_PROLOGUE = re.compile(rb"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*", re.S | re.I)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)")
_ROOTS = {
    b"rss": "feed",
    b"feed": "feed",
    b"newsitem": "newsml-g2",
    b"newsmessage": "newsml-g2",
    b"nitf": "nitf",
    b"rdf": "feed",  # RSS 1.0, where its namespace is that
}
_IS_RSS_1 = b"http://purl.org/rss/1.0/"
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s", re.I)


def uncompressed_name(name: str) -> str:
    """The name without ``.gz``, ``.zst``."""
    return PurePath(name).stem if PurePath(name).suffix.lower() in SUFFIXES else name


def suffix_of(name: str) -> str:
    """The last suffix of a name, in small letters, those of compression apart."""
    return PurePath(uncompressed_name(name)).suffix.lower()


def why_not_read(name: str) -> str | None:
    """Why a file of this name is not read, where that is certain."""
    suffix = suffix_of(name)
    return next((reason for reason, suffixes in _NOT_ARTICLES.items() if suffix in suffixes), None)


def format_of(name: str, head: bytes) -> str:
    """The format of what begins with ``head``. Signatures first, then the name, then the look of it; else text."""
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        begin = head.decode("utf-16", "ignore").encode().lstrip()
    if head.startswith(b"PAR1"):
        return "parquet"
    if begin.startswith(b"WARC/"):
        return "warc"
    suffix = suffix_of(name)
    named = _BY_SUFFIX.get(suffix)
    if named == "text" and is_html(begin):
        return "html"  # saved under a wrong name; as text, its markup would be taken for words
    if named is not None and suffix not in (".json",):
        return named
    if begin[:1] == b"<":
        return _of_markup(head, begin)
    return "json" if named == "json" or looks_like_json(begin) else "text"


def is_html(begin: bytes) -> bool:
    """True for what begins like a web page."""
    return _HTML.match(begin, _prologue(begin)) is not None


def _prologue(begin: bytes) -> int:
    # Not the document type of HTML, which tells.
    match = re.match(rb"(?:\s|<\?.*?\?>|<!--.*?-->)*", begin[:HEAD], re.S)
    return match.end() if match else 0


def _of_markup(head: bytes, begin: bytes) -> str:
    if is_html(begin):
        return "html"
    prologue = _PROLOGUE.match(begin)
    root = _ROOT.match(begin, prologue.end() if prologue else 0)
    name = _ROOTS.get(root[1].lower()) if root else None
    if name == "feed" and root is not None and root[1].lower() == b"rdf" and _IS_RSS_1 not in head:
        return "text"
    return name or "text"


def looks_like_json(begin: bytes) -> bool:
    """True for what may be JSON: an object, or a list of them."""
    return begin[:1] == b"{" or (begin[:1] == b"[" and begin[1:].lstrip()[:1] in (b"{", b"]"))


def is_json_object(line: bytes) -> bool:
    """True for a line that is a whole JSON object."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
