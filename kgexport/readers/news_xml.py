"""NewsML-G2 and NITF, the XML of news agencies (https://iptc.org/standards/). Nothing is fetched; own entities are refused.

A document may be as long as it likes: it is read item by item, and of an item too large only the place is kept.
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from kgexport.errors import ReadError
from kgexport.model import Article
from kgexport.readers.bylines import people_in
from kgexport.readers.html_tree import MAX_ATTRIBUTES, MAX_ELEMENTS
from kgexport.readers.markup import paragraphs_of, text_of
from kgexport.readers.metadata import metadata_found
from kgexport.readers.options import Read, Source

_USABLE = "usable"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CHUNK = 65_536
_ADVICE = re.compile(r",? (?:try|use|see) xml\w+(?: option)?\.? ?", re.I)  # for programmers
_ITEMS = frozenset(("newsItem", "nitf"))


def read(source: Source) -> Iterator[Read]:
    """The articles of a document, and a ReadError in the place of each item that has none; at last one for broken XML.

    Raises ReadError for a document without items.
    """
    number = 0
    for number, (item, line, problem) in enumerate(_Items(source), start=1):
        where = f"item {number}"
        source.placed(line)
        try:
            if problem is not None:
                raise ValueError(problem)
            yield (_nitf if _name(item) == "nitf" else _news_item)(item, source, where)
        except ValueError as error:
            yield ReadError(source.name, f"{where}: {error}", line, whole=False)
    if not number:
        raise ReadError(source.name, "no news items in the document")


class _Items:
    """The news items of a document, one after the other: (item, its line, what is wrong with its size or None).

    What has been given, and what lies between the items, is taken out of the tree. Raises ReadError where the XML is broken,
    after the items before that.
    """

    def __init__(self, source: Source) -> None:
        self._source, self._limit = source, source.options.max_page_bytes
        self._parser = etree.XMLPullParser(
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        self._item: Any = None  # the one that is open
        self._problem: str | None = None
        self._size, self._elements = 0, 0  # of the open item; the size is counted in whole chunks

    def __iter__(self) -> Iterator[tuple[Any, int | None, str | None]]:
        while True:
            data = self._source.stream.read(_CHUNK)
            broken: etree.XMLSyntaxError | None = None
            try:
                self._parser.feed(data) if data else self._parser.close()
            except etree.XMLSyntaxError as error:
                broken = error
            yield from self._finished()
            if broken is not None:
                reason = f"broken XML: {_ADVICE.sub('', ' '.join((broken.msg or 'no document').split()))[:120]}"
                raise ReadError(self._source.name, reason, broken.lineno or None, whole=True)
            if not data:
                return
            self._size += len(data)
            if self._item is not None and self._size > self._limit + 2 * _CHUNK:
                self._problem = f"a news item of more than {self._limit:,} bytes; --max-page-bytes raises the limit"

    def _finished(self) -> Iterator[tuple[Any, int | None, str | None]]:
        for event, element in self._parser.read_events():
            if event == "start":
                self._begin(element)
            elif element is self._item:
                yield element, element.sourceline, self._problem
                self._item = None
                _drop(element)
            elif self._item is None or self._problem is not None:
                _drop(element)

    def _begin(self, element: Any) -> None:
        if self._item is None and _name(element) in _ITEMS:
            self._item, self._problem, self._size, self._elements = element, None, 0, 0
        self._elements += 1
        if self._item is None:
            return
        if self._elements > MAX_ELEMENTS:
            self._problem = f"a news item of more than {MAX_ELEMENTS:,} elements"
        if len(element.attrib) > MAX_ATTRIBUTES:
            self._problem = f"a news item with a tag of more than {MAX_ATTRIBUTES:,} attributes"


def _drop(element: Any) -> None:
    """Takes away what an element holds, and what stands before it."""
    element.clear(keep_tail=True)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _news_item(item: Any, source: Source, where: str) -> Article:
    status = _attribute(item, "itemMeta/pubStatus", "qcode", "uri") or _USABLE
    if not status.endswith(_USABLE):
        raise ValueError(f"not for publication: its provider says {status[:40]!r} (pubStatus)")
    for embargo in _all(item, "itemMeta/embargoed"):
        until = " ".join((embargo.text or "").split())
        if not until:
            raise ValueError("not for publication: under an embargo without an end (embargoed)")
        source.notice(f"under an embargo until {until[:40]}", where)
    bodies = [*_all(item, "inlineXML"), *_all(item, "inlineData")]
    text = next(filter(None, (_body(each) for each in bodies)), "")
    if not text:
        raise ValueError("a news item without text")
    provider = _words(item, "provider/name") or _attribute(item, "provider", "literal")
    names = _every(item, "contentMeta/by") or _every(item, "contentMeta/creator/name")
    language = _attribute(item, "contentMeta/language", "tag") or item.get(_LANG)
    layer = {
        "id": item.get("guid"),
        "title": _headline(item),
        "publisher": provider,
        "authors": [person for name in names for person in people_in(name, provider)],
        "published": _words(item, "itemMeta/firstCreated") or _words(item, "contentMeta/contentCreated"),
        "modified": _words(item, "itemMeta/versionCreated"),
        "language": language,
        "keywords": [*_every(item, "contentMeta/keyword"), *_subjects(item, language or "")],
    }
    return source.article(text, metadata_found([layer], lambda remark: source.notice(remark, where)))


def _headline(item: Any) -> str | None:
    """Of several, the one whose role is that of the main one."""
    headlines = _all(item, "contentMeta/headline")
    headlines.sort(key=lambda each: not each.get("role", "").rpartition(":")[2].startswith("main"))
    return next((words for each in headlines if (words := " ".join(text_of(each).split()))), None)


def _subjects(item: Any, language: str) -> Iterator[str]:
    """The name of each subject, in the language of the item where it has several."""
    for subject in _all(item, "contentMeta/subject"):
        names = [each for each in subject if _name(each) == "name"]
        names.sort(key=lambda each: (each.get(_LANG) or language)[:2] != language[:2])
        if names and (words := " ".join(text_of(names[0]).split())):
            yield words


def _body(element: Any) -> str:
    if etree.QName(element).localname == "inlineXML":
        content = _all(element, "body/body.content") or _all(element, "body") or [element]
        return text_of(content[0]).strip()
    return (element.text or "").strip()


def _nitf(item: Any, source: Source, where: str) -> Article:
    status = _attribute(item, "docdata", "management-status") or _USABLE
    if status != _USABLE:
        raise ValueError(f"not for publication: its provider says {status[:40]!r} (management-status)")
    content = _all(item, "body/body.content")  # a note for editors has one, too
    text = text_of(content[0]) if content else ""
    if not text:
        raise ValueError("a document without text")
    publisher = _attribute(item, "pubdata", "name") or _attribute(item, "doc.copyright", "holder")
    dates = (("date.issue", "norm"), ("date.release", "norm"), ("pubdata", "date.publication"))
    layer = {
        "id": _attribute(item, "doc-id", "id-string"),
        "title": _words(item, "hl1") or _words(item, "head/title"),
        "publisher": publisher,
        "authors": [person for name in _bylines(item) for person in people_in(name, publisher)],
        "published": next(filter(None, (_attribute(item, *each) for each in dates)), None),
        "language": item.get(_LANG),
        "section": _attribute(item, "pubdata", "position.section"),
        "keywords": [word for each in _all(item, "key-list/keyword") if (word := each.get("key"))],
    }
    return source.article(text, metadata_found([layer], lambda remark: source.notice(remark, where)))


def _bylines(item: Any) -> Iterator[str]:
    """Who is marked as a person, else the words; without the titles of people, which stand in elements of their own."""
    for byline in _all(item, "body.head/byline"):
        if people := _every(byline, "person"):
            yield from people
        elif words := next(paragraphs_of(byline), None):
            yield words


def _all(item: Any, path: str) -> list[Any]:
    """The elements at a path of names, whatever their namespace."""
    steps = "/".join(f"*[local-name()='{name}']" for name in path.split("/"))
    found: list[Any] = item.xpath(f".//{steps}")
    return found


def _every(item: Any, path: str) -> list[str]:
    return [words for each in _all(item, path) if (words := " ".join(text_of(each).split()))]


def _words(item: Any, path: str) -> str | None:
    return next(iter(_every(item, path)), None)


def _attribute(item: Any, path: str, *names: str) -> str | None:
    return next((value for each in _all(item, path) for name in names if (value := each.get(name))), None)
