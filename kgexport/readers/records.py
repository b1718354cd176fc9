"""A record with named fields (a JSON object, a row of a table) becomes an article."""

from collections.abc import Mapping
from typing import Any

from kgexport.model import Article
from kgexport.readers.mapping import TEXT
from kgexport.readers.metadata import metadata_of
from kgexport.readers.options import Source

KINDS = {list: "a list", dict: "an object", str: "a string", int: "a number", float: "a number", bool: "true or false"}


def kind(value: Any) -> str:
    """What sort of value, in the words of JSON."""
    return KINDS.get(type(value), "null" if value is None else type(value).__name__)


def record_article(record: Mapping[str, Any], source: Source, where: str) -> Article:
    """The article in a record, by the mapping of the options. ``where`` is the record's place in messages.

    Raises ValueError for a record without text and for values that cannot be meant; a date that cannot be read is left out
    and said.
    """
    mapped = source.options.mapping.applied(record)
    text = mapped.get(TEXT)
    if not isinstance(text, str):
        wanted = " and ".join(source.options.mapping.source_names(TEXT))
        raise ValueError(
            f"not an article: {why_no_text(wanted, record)}"
            if text is None
            else f"not an article: {wanted!r} is {kind(text)}, not a string"
        )
    return source.article(text, metadata_of(mapped, lambda remark: source.notice(remark, where)))


def why_no_text(wanted: str, record: Mapping[str, Any]) -> str:
    """That the text is missing, and how to say where it is."""
    names = ", ".join(str(name)[:40] for name in list(record)[:12])
    return f"no {wanted!r}{f' among {names}; --map text=FIELD says where it is' if names else ''}"
