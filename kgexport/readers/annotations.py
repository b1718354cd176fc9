"""JSON Lines of annotated articles: read without the language model, and described by a published JSON Schema."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from kgexport.model import ANNOTATIONS_FORMAT, AnnotatedArticle, Mention

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

    Raises ValueError for another version, for values that are not as the schema says, for an id that comes twice, a
    reference to nothing, or a mention that is not what the text says there.
    """
    tag = _TAG.search(line)
    if tag is None or tag.group(1).decode("utf-8", "replace") != ANNOTATIONS_FORMAT:
        found = tag.group(1).decode("utf-8", "replace") if tag else "no format"
        raise ValueError(f"annotations of another version: {found}, not {ANNOTATIONS_FORMAT}")
    try:
        annotated = _decode(line)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError(f"not an annotated article: {error}") from None
    for problem in problems_of(annotated):
        raise ValueError(problem)
    return annotated


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


def problems_of(annotated: AnnotatedArticle) -> Iterator[str]:
    """What the schema cannot say and a hand that corrects gets wrong, in words; nothing for sound annotations."""
    ids: set[str] = set()
    for each in annotated.ids():
        if each in ids:
            yield f"two records have the id {each!r}"
        ids.add(each)
    for record, field, target in _references(annotated):
        if target not in ids:
            yield f"{record}: {field} is {target!r}, which is nobody's id"
    text = annotated.article.text
    for mention in mentions_of(annotated):
        if text[mention.begin : mention.end] != mention.text:
            yield (
                f"the mention {mention.begin}..{mention.end} is {mention.text[:40]!r}, "
                f"but the text says {text[mention.begin : mention.end][:40]!r} there"
            )


def mentions_of(record: Any) -> Iterator[Mention]:
    """Every mention in a record, at any depth."""
    if isinstance(record, Mention):
        yield record
    elif isinstance(record, msgspec.Struct):
        for field in record.__struct_fields__:
            yield from mentions_of(getattr(record, field))
    elif isinstance(record, tuple):
        for each in record:
            yield from mentions_of(each)


def _references(annotated: AnnotatedArticle) -> Iterator[tuple[str, str, str]]:
    """(record, field, id) of every reference."""
    for name, group in _REFERENCES.items():
        for record in getattr(annotated, name):
            yield from _of_record(record, getattr(record, "id", name), group)
    for meeting in annotated.meetings:
        for participation in meeting.participations:
            yield from _of_record(participation, participation.id, ("agent", "asserted_by", "principal"))
        for assertion in meeting.assertions:
            yield from _of_record(assertion, assertion.id, ("asserted_by", "time", "place"))
    yield from _of_record(annotated, "article", ("publisher", "authors"))


_REFERENCES = {
    "agents": ("members", "affiliation"),
    "places": ("within",),
    "times": ("anchor_time",),
    "memberships": ("member", "organisation"),
    "meetings": ("prepares",),
    "statements": (("speaker", "addressees", "about", "stated_at", "stated_in", "based_on", "presumably_based_on")),
    "links": ("agent",),
}


def _of_record(record: Any, name: str, fields: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    for field in fields:
        value = getattr(record, field, None)
        for target in (value,) if isinstance(value, str) else value or ():
            yield name, field, target
