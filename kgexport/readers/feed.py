"""RSS (0.9 to 2.0) and Atom feeds that carry whole articles: one article an entry.

An entry that only has a summary is no article, and is said so: its page is to be read instead. feedparser takes feeds that are
no XML as well, as many are; before it gets one, a linear pass looks for what would take it minutes.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import feedparser
from lxml import etree

from kgexport.errors import ReadError
from kgexport.readers.bylines import people_in
from kgexport.readers.fragments import text_of_html
from kgexport.readers.html_tree import Measure
from kgexport.readers.markup import unescaped
from kgexport.readers.metadata import Metadata, metadata_found
from kgexport.readers.options import Read, Source

_MAX_BYTES = 16_000_000
_MAX_DEPTH, _MAX_ATTRIBUTES, _MAX_ELEMENTS = 60, 200, 500_000
_MAX_RUN = 10_000  # of tag openings that open nothing; the parser for broken feeds is quadratic in them
_DECLARATION = re.compile(rb"<!ENTITY", re.I)
_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.I)
_SWALLOWED = re.compile(r"</(?:content:encoded|description|item|entry)\s*>")
_TEASER = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.|&#8230;)\]|\b(?:read|continue reading|more) ?(?:more|»|→)?)\s*$", re.I)
_SECTION = re.compile(r"\s[-–—:»>]\s|[|»>]|:\s")  # "World | The Post": which is the name?
# What the most common program of blogs adds to each entry.
_FOOTER = re.compile(r"The post .{1,400} (?:appeared first|first appeared) on .{1,200}", re.S)
_WITH_ADDRESS = re.compile(r"\S{1,200}@\S{1,200}\s{0,10}\((.{1,200})\)")  # as RSS wants authors to be written
_AT = re.compile(r"^<unknown>:(\d+):(\d+): ")
_TAIL = 20_000  # bytes in which the end of a feed is looked for
_WHOLE = 600  # characters of a description that is taken for the article, as it is in RSS where there is no other text


def read(source: Source) -> Iterator[Read]:
    """The articles in the order of the feed, and a ReadError in the place of each entry that has none."""
    data = source.all_bytes(_MAX_BYTES, "a feed")
    _check(data)
    feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    entries = feed.get("entries", [])
    problem = " ".join(str(feed.get("bozo_exception", "")).split())[:120] if feed.get("bozo") else ""
    problem = _AT.sub(r"line \1, column \2: ", problem)
    if not entries:
        raise ReadError(source.name, f"no entries in the feed{f': {problem}' if problem else ''}")
    if problem:
        source.notice(f"not well-formed; read as far as it goes: {problem}")
    cut_off = bool(problem) and not _has_its_end(data)
    is_rss = str(feed.get("version")).startswith("rss")
    for number, entry in enumerate(entries, start=1):
        where = f"entry {number}"
        source.placed(part=where)
        try:
            if cut_off and number == len(entries):
                raise ValueError("the feed is cut off in it")
            layer = _layer(entry, feed.get("feed", {}), is_rss)
            yield source.article(_text(entry), _metadata(layer, source, where))
        except ValueError as error:
            yield ReadError(source.name, f"{where}: {error}", whole=cut_off and number == len(entries))


def _has_its_end(data: bytes) -> bool:
    """True where the feed is closed after the last entry; servers put comments, scripts and warnings behind that."""
    tail = data[-_TAIL:]
    last = max(tail.rfind(b"<item"), tail.rfind(b"<entry"), 0)
    return _END.search(tail, last) is not None


def _check(data: bytes) -> None:
    """Raises ValueError for a feed that is made to take for ever."""
    if _DECLARATION.search(data):
        raise ValueError("a feed that declares entities is not read")
    if data.count(b"<") - data.count(b">") > _MAX_RUN:
        raise ValueError("not a feed: tags that are not closed")
    target = Measure("a feed", elements=_MAX_ELEMENTS, attributes=_MAX_ATTRIBUTES, depth=_MAX_DEPTH)
    parser = etree.XMLParser(
        target=target, recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        etree.fromstring(data, parser)
    except etree.LxmlError:
        return  # feedparser has means of its own


def _metadata(layer: dict[str, Any], source: Source, where: str) -> Metadata:
    return metadata_found([layer], lambda remark: source.notice(remark, where))


def _text(entry: Mapping[str, Any]) -> str:
    *paragraphs, last = _whole_text(entry).strip().split("\n\n")
    return "\n\n".join(paragraphs if paragraphs and _FOOTER.fullmatch(last) else [*paragraphs, last])


def _whole_text(entry: Mapping[str, Any]) -> str:
    contents = [each for each in entry.get("content", []) if str(each.get("value", "")).strip()]
    contents.sort(key=lambda each: "html" not in str(each.get("type")))
    for each in contents:
        text = _words(each)
        if text.strip():
            return text
    summary = _words(entry.get("summary_detail") or {"value": entry.get("summary", "")})
    if len(summary) >= _WHOLE and not _TEASER.search(summary):
        return summary
    raise ValueError(
        f"a summary of {len(summary):,} characters, not the article; read its page" if summary.strip() else "no text"
    )


def _words(value: Mapping[str, Any]) -> str:
    words = str(value.get("value") or "")
    if _SWALLOWED.search(words):
        raise ValueError("the text runs into what follows: a CDATA section that is not closed")
    # Feeds often call plain text HTML, and the other way round.
    return (
        text_of_html(words) if "html" in str(value.get("type", "")) or re.search(r"<(?:p|br|div)\b", words) else words
    )


def _layer(entry: Mapping[str, Any], feed: Mapping[str, Any], is_rss: bool) -> dict[str, Any]:
    url = entry.get("link")
    publisher = _publisher(entry, feed)
    authors = [str(each.get("name", "")) for each in entry.get("authors") or ()] or [str(entry.get("author", ""))]
    if with_address := _WITH_ADDRESS.fullmatch(
        str(entry.get("author", ""))
    ):  # which feedparser cuts in the wrong place
        authors = [with_address[1]]
    updated = dict(entry).get("updated")  # the entry itself would give the day of publication
    published = entry.get("published")
    if published is None and is_rss:  # it is dc:date
        published, updated = updated, None
    title = entry.get("title_detail") or {"value": entry.get("title", "")}
    languages = [each.get("language") for each in (*entry.get("content", []), title)]
    return {
        "id": None if "://" in str(url) else entry.get("id"),  # without a link, the id stands for one
        "title": " ".join(_words(title).split()),
        "url": url,
        "canonical_url": entry.get("feedburner_origlink"),
        "publisher": publisher,
        "authors": [person for name in authors for person in people_in(unescaped(name), publisher)],
        "published": published,
        "modified": updated,
        "language": next(filter(None, (*languages, feed.get("language"))), None),
        "keywords": [str(each.get("term")) for each in entry.get("tags", []) if each.get("term")],
    }


def _publisher(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> str | None:
    """Who publishes: by Dublin Core, else the name of the feed where it is no more than a name."""
    for of in (entry, feed):
        named = of.get("publisher")
        if isinstance(named, str) and named and "@" not in named:
            return named
    title = (entry.get("source") or feed).get("title")
    if not isinstance(title, str) or _SECTION.search(title) or len(title.split()) > 6:
        return None
    return title
