"""IPTC ninjs, news in JSON: versions 1 (``body_html``, ``headline``), 2 and 3 (``bodies``, ``headlines``) (https://iptc.org/std/ninjs/)."""

from collections.abc import Iterator, Mapping
from typing import Any

from kgexport.model import Article
from kgexport.readers.bylines import people_in
from kgexport.readers.fragments import text_of_html
from kgexport.readers.metadata import metadata_found
from kgexport.readers.options import Source
from kgexport.readers.records import kind

_SURE_SIGNS = frozenset(("bodies", "headlines", "versioncreated", "pubstatus", "representationtype"))


def is_item(value: Mapping[str, Any]) -> bool:
    """True for a JSON object that has the keys of a news item: a ``uri``, and a body or what else only ninjs has."""
    if "uri" not in value or "text" in value:
        return False
    names = {str(name).lower() for name in value}
    return bool(_SURE_SIGNS & names) or any(name.startswith("body_") for name in names)


def article_of(value: Mapping[str, Any], source: Source, where: str) -> Article:
    """The article in a news item.

    Raises ValueError for an item that its provider has cancelled or withheld, for one without a text, and for values of a
    wrong kind.
    """
    item = {str(name).lower(): each for name, each in value.items()}  # version 3 writes versionCreated
    status = item.get("pubstatus", "usable")
    if status != "usable":
        raise ValueError(f"not for publication: its provider says {str(status)[:40]!r} (pubstatus)")
    if until := _string(item, "embargoed"):
        source.notice(f"under an embargo until {until[:40]}", where)
    text = next(filter(str.strip, _bodies(item)), "")
    if not text:
        raise ValueError(f"a news item without text (type {str(item.get('type', 'not given'))[:40]})")
    byline = _string(item, "byline") or _string(item, "by") or ""
    holder = _string(item, "copyrightholder")
    created = [_string(item, name) for name in ("firstpublished", "firstcreated", "versioncreated")]
    layer = {
        "id": _string(item, "uri"),
        "title": _headline(item),
        "authors": list(people_in(byline, holder)),
        "publisher": holder,
        "published": next(filter(None, created), None),
        "modified": _string(item, "versioncreated"),
        "language": _string(item, "language"),
        "keywords": [*_keywords(item)],
    }
    return source.article(text, metadata_found([layer], lambda remark: source.notice(remark, where)))


def _bodies(item: Mapping[str, Any]) -> Iterator[str]:
    """The texts that the item has, those with their paragraphs marked first."""
    found: list[tuple[bool, str]] = []
    bodies = _objects(item, "bodies")
    for body in [each for each in bodies if each.get("role") == "main"] or bodies:
        if isinstance(body.get("value"), str):
            about = f"{_lower(body, 'contenttype')} {body.get('role', '')}".lower()
            found.append(("html" in about, body["value"]))
    names = [name for name in item if name.startswith("body_")]
    found += [("html" in name, words) for name in names if (words := _string(item, name))]
    for is_html, words in sorted(found, key=lambda each: not each[0]):
        yield text_of_html(words) if is_html or words.lstrip().startswith("<") else words


def _headline(item: Mapping[str, Any]) -> str | None:
    headlines = [each for each in _objects(item, "headlines") if isinstance(each.get("value"), str)]
    main = [each for each in headlines if each.get("role") == "main"] or headlines
    words = str(main[0]["value"]) if main else _string(item, "headline")
    return text_of_html(words) if words and "<" in words else words


def _keywords(item: Mapping[str, Any]) -> Iterator[str]:
    for name in ("keywords", "subject", "subjects"):
        for each in item[name] if isinstance(item.get(name), list) else ():
            word = each.get("name") if isinstance(each, Mapping) else each
            if isinstance(word, str):
                yield word


def _objects(item: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = item.get(name, [])
    if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
        raise ValueError(f"not a news item: {name} is {kind(value)}, not a list of objects")
    return value


def _lower(body: Mapping[str, Any], name: str) -> Any:
    return next((each for key, each in body.items() if str(key).lower() == name), "")


def _string(item: Mapping[str, Any], name: str) -> str | None:
    value = item.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"not a news item: {name} is {kind(value)}, not a string")
    return value
