"""Documents of FollowTheMoney, as Aleph exports them: one entity a line (https://followthemoney.tech/explorer/schemata/Document/).

An entity is a JSON object with ``id``, ``schema`` and ``properties``, each of which is a list of strings.
"""

from collections.abc import Mapping
from typing import Any

from kgexport.model import Article
from kgexport.readers.bylines import people_in
from kgexport.readers.metadata import metadata_found
from kgexport.readers.options import Source
from kgexport.readers.records import kind

DOCUMENTS = frozenset(("Document", "Article", "PlainText", "HyperText"))
# Where the metadata are; of several properties the first that is there.
_PROPERTIES = {
    "title": ("title", "name"),
    "url": ("sourceUrl",),
    "publisher": ("publisher",),
    "published": ("publishedAt", "date"),
    "modified": ("modifiedAt",),
    "language": ("language",),
}


def is_entity(value: Mapping[str, Any]) -> bool:
    """True for a JSON object that has the keys of an entity."""
    return isinstance(value.get("schema"), str) and isinstance(value.get("properties"), dict) and "text" not in value


def article_of(value: Mapping[str, Any], source: Source, where: str) -> Article:
    """The article in an entity that is a document. Raises ValueError for one without text and for values of a wrong kind."""
    if not is_entity(value):
        raise ValueError("not an entity of FollowTheMoney: 'schema' and 'properties' expected")
    properties = value["properties"]
    text = "\n\n".join(each.strip() for each in _strings(properties, "bodyText"))
    if not text.strip() and (markup := "\n".join(_strings(properties, "bodyHtml"))):
        text = _text_of_html(markup)
    if not text.strip():
        raise ValueError(f"a {value['schema'][:40]} without text (bodyText, bodyHtml)")
    layer: dict[str, Any] = {}
    for field, names in _PROPERTIES.items():
        layer[field] = next((values[0] for name in names if (values := _strings(properties, name))), None)
    if layer["title"] in _strings(properties, "fileName"):
        layer["title"] = None
    layer["authors"] = [person for name in _strings(properties, "author") for person in people_in(name)]
    layer["keywords"] = _strings(properties, "keywords")
    layer["id"] = value.get("id") if isinstance(value.get("id"), str) else None
    return source.article(text, metadata_found([layer], lambda remark: source.notice(remark, where)))


def _text_of_html(markup: str) -> str:
    from kgexport.readers.fragments import text_of_html

    return text_of_html(markup)


def _strings(properties: Mapping[str, Any], name: str) -> list[str]:
    values = properties.get(name, [])
    if isinstance(values, str):  # some tools write single values as such
        values = [values]
    if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
        raise ValueError(f"not an entity of FollowTheMoney: {name} is {kind(values)}, not a list of strings")
    return [each for each in values if each.strip()]
