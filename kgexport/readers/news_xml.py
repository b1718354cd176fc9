"""NewsML-G2 and NITF, the XML of news agencies (https://iptc.org/standards/). Nothing is fetched; own entities are refused."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from kgexport.errors import ReadError
from kgexport.model import Article
from kgexport.readers.bylines import people_in
from kgexport.readers.markup import text_of
from kgexport.readers.metadata import metadata_found
from kgexport.readers.options import Read, Source

_USABLE = "usable"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read(source: Source) -> Iterator[Read]:
    """The articles of a document, and a ReadError in the place of each item that has none. Raises ReadError for broken XML."""
    data = source.all_bytes(source.options.max_page_bytes, "a news document", "--max-page-bytes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(source.name, f"broken XML: {' '.join(error.msg.split())[:120]}", error.lineno) from None
    items = root.xpath(
        "descendant-or-self::*[local-name()='newsItem' or local-name()='nitf'][not(ancestor::*[local-name()='newsItem'])]"
    )
    if not items:
        raise ReadError(source.name, "no news items in the document")
    for number, item in enumerate(items, start=1):
        where = f"item {number}"
        try:
            is_nitf = etree.QName(item).localname == "nitf"
            yield (_nitf if is_nitf else _news_item)(item, source, where)
        except ValueError as error:
            yield ReadError(source.name, f"{where}: {error}", item.sourceline)


def _news_item(item: Any, source: Source, where: str) -> Article:
    status = _attribute(item, "pubStatus", "qcode", "uri") or _USABLE
    if not status.endswith(_USABLE):
        raise ValueError(f"not for publication: its provider says {status[:40]!r} (pubStatus)")
    bodies = [*_all(item, "inlineXML"), *_all(item, "inlineData")]
    text = next(filter(None, (_body(each) for each in bodies)), "")
    if not text:
        raise ValueError("a news item without text")
    provider = _words(item, "provider/name") or _attribute(item, "provider", "literal")
    names = _every(item, "contentMeta/by") or _every(item, "contentMeta/creator/name")
    layer = {
        "id": item.get("guid"),
        "title": _words(item, "contentMeta/headline"),
        "publisher": provider,
        "authors": [person for name in names for person in people_in(name, provider)],
        "published": _words(item, "itemMeta/firstCreated") or _words(item, "contentMeta/contentCreated"),
        "modified": _words(item, "itemMeta/versionCreated"),
        "language": _attribute(item, "contentMeta/language", "tag") or item.get(_LANG),
        "keywords": [*_every(item, "contentMeta/keyword"), *_every(item, "contentMeta/subject/name")],
    }
    return source.article(text, metadata_found([layer], lambda remark: source.notice(remark, where)))


def _body(element: Any) -> str:
    if etree.QName(element).localname == "inlineXML":
        content = _all(element, "body.content") or _all(element, "body") or [element]
        return text_of(content[0]).strip()
    return (element.text or "").strip()


def _nitf(item: Any, source: Source, where: str) -> Article:
    status = _attribute(item, "docdata", "management-status") or _USABLE
    if status != _USABLE:
        raise ValueError(f"not for publication: its provider says {status[:40]!r} (management-status)")
    content = _all(item, "body.content")
    text = text_of(content[0]) if content else ""
    if not text:
        raise ValueError("a document without text")
    publisher = _attribute(item, "pubdata", "name") or _attribute(item, "doc.copyright", "holder")
    dates = (("date.issue", "norm"), ("date.release", "norm"), ("pubdata", "date.publication"))
    layer = {
        "id": _attribute(item, "doc-id", "id-string"),
        "title": _words(item, "hl1") or _words(item, "head/title"),
        "publisher": publisher,
        "authors": [person for name in _every(item, "body.head/byline") for person in people_in(name, publisher)],
        "published": next(filter(None, (_attribute(item, *each) for each in dates)), None),
        "language": item.get(_LANG),
        "section": _attribute(item, "pubdata", "position.section"),
        "keywords": [word for each in _all(item, "key-list/keyword") if (word := each.get("key"))],
    }
    return source.article(text, metadata_found([layer], lambda remark: source.notice(remark, where)))


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
