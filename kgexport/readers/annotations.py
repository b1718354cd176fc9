"""JSON Lines of annotated articles: read without the language model, and described by a published JSON Schema."""

import re
from typing import Any

import msgspec

from kgexport.model import ANNOTATIONS_FORMAT, AnnotatedArticle

SCHEMA_ID = "https://w3id.org/kgexport/schema/annotations-1.json"
_decode = msgspec.json.Decoder(AnnotatedArticle).decode
_encode = msgspec.json.Encoder(order="deterministic").encode
# The tag is anywhere in the object; a cheap look decides most lines without decoding them.
_TAG = re.compile(rb'"format"\s*:\s*"(kgexport-annotations-[^"]*)"')


def is_annotated(line: bytes) -> bool:
    """True for a JSON object that says it is an annotated article."""
    return _TAG.search(line) is not None


def annotated_of(line: bytes) -> AnnotatedArticle:
    """The annotated article of one line.

    Raises ValueError for another version and for values that are not as the schema says. What the schema cannot say (spans,
    references, chains) the gate checks before anything is written.
    """
    tag = _TAG.search(line)
    if tag is None or tag.group(1).decode("utf-8", "replace") != ANNOTATIONS_FORMAT:
        found = tag.group(1).decode("utf-8", "replace") if tag else "no format"
        raise ValueError(f"annotations of another version: {found}, not {ANNOTATIONS_FORMAT}")
    try:
        return _decode(line)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError(f"not an annotated article: {error}") from None


def line_of(annotated: AnnotatedArticle) -> bytes:
    """The annotated article as one line of JSON, without the line end; keys in the order of the records."""
    return _encode(annotated)


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one line."""
    described = msgspec.json.schema(AnnotatedArticle)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "kgexport annotated article",
        "description": (
            "One line of `kgexport annotate`: an article and what it says. Offsets count Unicode code points of "
            "article.text, end exclusive. References are ids local to the article."
        ),
        **described,
    }
