"""Entities from a Wikidata JSON dump: one entity a line between ``[`` and ``]``, plain, gzip or bzip2, read as a stream.

Kept: humans with a post (P39), organisations and places of the classes below (direct P31 only). Popularity is the number of
sitelinks. See https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html for the format.
"""

import bz2
import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

import msgspec

from kgexport.errors import ReadError
from kgexport.linking.authority import Entity, EntityType, Post

HUMAN = "Q5"
PUBLIC_OFFICE_CLASSES = frozenset({"Q4164871", "Q294414"})  # position, public office: kept for the titles of posts

ORGANISATIONS: dict[str, str] = {
    "Q35798": "government",  # executive branch
    "Q192350": "ministry",
    "Q327333": "ministry",  # government agency
    "Q484652": "international",
    "Q245065": "international",  # intergovernmental organisation
    "Q7278": "party",
    "Q11204": "court",  # supreme court
    "Q41487": "court",
    "Q783794": "company",
    "Q4830453": "company",  # business
    "Q891723": "company",  # public company
    "Q6881511": "company",  # enterprise
    "Q43229": "other",  # organisation
    "Q163740": "other",  # nonprofit
    "Q79913": "other",  # NGO
    "Q11032": "outlet",  # newspaper
    "Q1110794": "outlet",  # daily newspaper
    "Q192283": "outlet",  # news agency
    "Q1616075": "outlet",  # television station
    "Q2001305": "outlet",  # television channel
    "Q41298": "outlet",  # magazine
}
PLACES: dict[str, str] = {
    "Q6256": "country",
    "Q3624078": "country",  # sovereign state
    "Q515": "settlement",
    "Q1549591": "settlement",  # big city
    "Q5119": "settlement",  # capital
    "Q3957": "settlement",  # town
    "Q35657": "region",  # state of the United States
    "Q10864048": "region",  # first-level administrative division
    "Q82794": "region",
}
_COUNTRY = "P17"
_CITIZENSHIP = "P27"
_ISO_ALPHA2 = "P297"


@dataclass(frozen=True, slots=True)
class Line:
    """What one line of the dump gave: an entity, the label of a post, or nothing; and how far the reading is."""

    number: int
    entity: Entity | None = None
    post_label: tuple[str, str] | None = None  # (Q-id, English label)
    country_code: tuple[str, str] | None = None  # (Q-id of a country, alpha-2)


def lines_of_dump(path: Path, skip: int = 0, max_line: int = 64 * 1024 * 1024) -> Iterator[Line]:
    """Reads a dump, one line at a time, from line ``skip`` on. Countries and titles of posts are still Q-ids.

    Raises ReadError with the line for one that is no JSON or is longer than ``max_line`` bytes, and for a truncated file.
    """
    number = 0
    try:
        with _opened(path) as stream:
            while raw := stream.readline(max_line):
                number += 1
                if not raw.endswith(b"\n") and len(raw) >= max_line:
                    raise ReadError(path, f"a line of more than {max_line} bytes", number)
                if number <= skip:
                    continue
                text = raw.strip().rstrip(b",")
                yield Line(number) if text in (b"", b"[", b"]") else _line_of(text, path, number)
    except (OSError, EOFError, zlib.error) as error:
        raise ReadError(path, f"stops here: {error}", number + 1) from error


def _opened(path: Path) -> IO[bytes]:
    with path.open("rb") as stream:
        magic = stream.read(3)
    if magic[:2] == b"\x1f\x8b":
        return cast(IO[bytes], gzip.open(path, "rb"))
    if magic == b"BZh":
        return bz2.open(path, "rb")
    return io.BufferedReader(io.FileIO(path))


def _line_of(text: bytes, path: Path, number: int) -> Line:
    try:
        item = msgspec.json.decode(text)
        return _read_item(item, number) if isinstance(item, dict) and item.get("type") == "item" else Line(number)
    except (msgspec.DecodeError, KeyError, TypeError, AttributeError) as error:
        raise ReadError(path, f"not an entity: {error}", number) from error


def _read_item(item: dict[str, Any], number: int) -> Line:
    identifier, claims = item["id"], item.get("claims") or {}
    classes = set(_items(claims, "P31"))
    label = _label(item)
    if label is None:
        return Line(number)
    if HUMAN in classes:
        posts = tuple(_posts(claims))
        entity = (
            Entity(
                id=identifier,
                type=EntityType.PERSON,
                label=label,
                country=next(iter(_items(claims, _CITIZENSHIP)), None),
                wikidata=identifier,
                popularity=len(item.get("sitelinks") or ()),
                aliases=_aliases(item),
                posts=posts,
            )
            if posts
            else None
        )
        return Line(number, entity)
    for table, entity_type in ((ORGANISATIONS, EntityType.ORGANISATION), (PLACES, EntityType.PLACE)):
        kind = next((table[each] for each in table if each in classes), None)
        if kind:
            code = next(iter(_strings(claims, _ISO_ALPHA2)), None)
            entity = Entity(
                id=identifier,
                type=entity_type,
                kind=kind,
                label=label,
                country=code or next(iter(_items(claims, _COUNTRY)), None),
                wikidata=identifier,
                popularity=len(item.get("sitelinks") or ()),
                aliases=_aliases(item),
            )
            return Line(number, entity, country_code=(identifier, code) if code else None)
    if PUBLIC_OFFICE_CLASSES & classes or ("P279" in claims and "P1001" in claims):
        return Line(number, post_label=(identifier, label))
    return Line(number)


def _label(item: dict[str, Any]) -> str | None:
    labels = item.get("labels") or {}
    for language in ("en", "mul", "en-gb", "en-us"):
        if language in labels:
            return str(labels[language]["value"])
    return None


def _aliases(item: dict[str, Any]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for language in ("en", "mul"):
        for alias in (item.get("aliases") or {}).get(language, ()):
            names[str(alias["value"])] = None
    for label in (item.get("labels") or {}).values():
        if label["value"].isascii() or label["language"] in ("ru", "uk", "ar", "zh", "el", "he"):
            names[str(label["value"])] = None
    return tuple(names)


def _items(claims: dict[str, Any], prop: str) -> Iterator[str]:
    """The item ids a property gives, preferred rank first, deprecated ones left out."""
    ranked = sorted(claims.get(prop) or (), key=lambda claim: claim.get("rank") != "preferred")
    for claim in ranked:
        value = _value(claim.get("mainsnak")) if claim.get("rank") != "deprecated" else None
        if isinstance(value, dict) and "id" in value:
            yield str(value["id"])


def _strings(claims: dict[str, Any], prop: str) -> Iterator[str]:
    for claim in claims.get(prop) or ():
        value = _value(claim.get("mainsnak"))
        if isinstance(value, str):
            yield value


def _value(snak: dict[str, Any] | None) -> Any:
    return ((snak or {}).get("datavalue") or {}).get("value")


def _posts(claims: dict[str, Any]) -> Iterator[Post]:
    for claim in claims.get("P39") or ():
        value = _value(claim.get("mainsnak"))
        if claim.get("rank") == "deprecated" or not isinstance(value, dict) or "id" not in value:
            continue
        qualifiers = claim.get("qualifiers") or {}
        yield Post(
            title=str(value["id"]),
            valid_from=_day(qualifiers.get("P580")),
            valid_to=_day(qualifiers.get("P582")),
        )


_PRECISION_LENGTH = {9: 4, 10: 7, 11: 10}  # year, month, day


def _day(snaks: list[dict[str, Any]] | None) -> str | None:
    """A time value as a partial ISO date: ``+2025-01-00T00:00:00Z`` with precision 10 is ``2025-01``."""
    value = _value(snaks[0]) if snaks else None
    if not isinstance(value, dict) or not str(value.get("time", "")).startswith("+"):
        return None
    length = _PRECISION_LENGTH.get(value.get("precision", 0))
    return str(value["time"])[1 : 1 + length] if length else None
