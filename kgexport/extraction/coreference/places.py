"""Places by name, and which of them lies in which.

The text says so: "Aden, Yemen", "Char Kolmi in Bhola district", "Florida's West Palm Beach". A list of places has
commas too: what is said to hold a town is a country, or a region that can hold it.
"""

import re
from unicodedata import normalize

from kgexport import gazetteer
from kgexport.extraction.coreference.bodies import without_article
from kgexport.extraction.coreference.entity import Entity, Sort
from kgexport.extraction.coreference.gathering import Gathering
from kgexport.extraction.coreference.spelling import WORD, plain
from kgexport.extraction.draft import NameSpan
from kgexport.extraction.parse import ParsedArticle
from kgexport.model import PlaceKind

_SORT = r"(?:\s(?:district|province|county|region|governorate|state|prefecture|municipality|division))?"
_HELD = re.compile(rf"{_SORT}(?:,\s{{1,2}}|,?\sin\s(?:the\s(?:\w+\s)?(?:state|province|region|district)\sof\s|the\s)?)")
_HOLDS = re.compile(r"[’']s\s")
_LIST = re.compile(r",\s(?:and\s)?|\s(?:and|or)\s")
_STATE_NOUNS = r"(?:state|governor|gov\.|legislature|attorney\sgeneral|lieutenant\sgovernor|senator|congress)"
_OF_STATE = re.compile(rf"(?:\b{_STATE_NOUNS}\s(?:of|from)|\bupstate)\s$", re.IGNORECASE)
_STATE_BEHIND = re.compile(rf"(?:[’']s)?\s{_STATE_NOUNS}(?!\w)", re.IGNORECASE)
_LARGE = (PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.OTHER)


class Places(Gathering):
    """Places. All names of a country are one place, its adjectives included."""

    def entities(self, spans: list[NameSpan]) -> list[Entity]:
        by_key: dict[str, Entity] = {}
        keys: dict[tuple[str, bool], tuple[str, str | None]] = {}
        for text in {span.text for span in spans if not span.adjective and gazetteer.region_like_country(span.text)}:
            keys[text, False] = _country_or_region(text, spans)
        states = _states(self.parsed, spans)
        for span in spans:
            asked = (span.text, span.adjective)
            if asked not in keys:
                keys[asked] = _place_key(*asked)
            key, country = keys[asked]
            if span.begin in states:
                key = f"state {key}"
            elif not states and gazetteer.region_like_city(span.text.removesuffix(" City")):
                key = key.removesuffix(" city")  # the article speaks of one New York only
            entity = by_key.get(key)
            if entity is None:
                entity = by_key[key] = self.new(Sort.PLACE, without_article(span.text))
                entity.country = country
                entity.is_country = key.startswith("country ")
                if key.startswith("state "):
                    entity.place_kind = PlaceKind.REGION
                if key.startswith(("region ", "unsure ")):
                    entity.place_kind = PlaceKind.REGION if country else PlaceKind.OTHER
            if not span.adjective:
                if entity.adjective_only or (len(span.text) > len(entity.name) and "." not in span.text):
                    entity.name = normalize("NFC", without_article(span.text))
                entity.adjective_only = False
            entity.add(self.mention(span))
        for key, entity in by_key.items():
            if key.startswith("country ") and entity.country:
                entity.name = gazetteer.country_name(entity.country) or entity.name
        return self.found


def _country_or_region(text: str, spans: list[NameSpan]) -> tuple[str, str | None]:
    """The key of a name that a country and another country's region have (Georgia), by what else the article names.

    The country where its towns or its adjective are named, the region where others of its country are, else neither.
    """
    region, country = gazetteer.region_like_country(text), gazetteer.country_of(text)
    around = {span.text for span in spans if span.text != text}
    if any(country in (gazetteer.country_of_place(each), gazetteer.country_of_adjective(each)) for each in around):
        return f"country {country}", country
    inside = [each for each in around if gazetteer.country_of_place(each) == region and not gazetteer.country_of(each)]
    if any(not gazetteer.is_capital(each) for each in inside):
        return f"region {plain(text)}", region
    return f"unsure {plain(text)}", None


def _states(parsed: ParsedArticle, spans: list[NameSpan]) -> frozenset[int]:
    """Where names that a state and a city have mean the state: "the governor of New York", "Albany, New York"."""
    asked = [span for span in spans if gazetteer.region_like_city(span.text)]
    if not asked:
        return frozenset()
    text, begins = parsed.text, {span.begin for span in spans}
    towns = {span.end for span in spans if gazetteer.place_kind(span.text) not in _LARGE}
    found = set()
    for span in asked:
        before, after = text[max(0, span.begin - 24) : span.begin], text[span.end : span.end + 24]
        gap = _LIST.match(after)
        listed = gap is not None and span.end + gap.end() in begins
        behind_town = before.endswith(", ") and span.begin - 2 in towns and not listed
        if behind_town or _OF_STATE.search(before) or _STATE_BEHIND.match(after):
            found.add(span.begin)
    return frozenset(found)


def _place_key(text: str, adjective: bool) -> tuple[str, str | None]:
    country = gazetteer.country_of_adjective(text) if adjective else gazetteer.country_of(text)
    if country is None and not adjective and len(text.split()) == 1 and gazetteer.place_kind(text) is None:
        country = gazetteer.country_of_adjective(text)
    if country is not None:
        return f"country {country}", country
    known = gazetteer.country_of_place(text)
    seat = gazetteer.government_seat(text)
    words = [word for word in (plain(word) for word in WORD.findall(text)) if word != "the"]
    if seat is not None and gazetteer.is_capital(text):
        return f"capital {seat} {words[0] if words else text}", known
    return " ".join(words) or text, known


def places_within(parsed: ParsedArticle, places: list[Entity]) -> dict[int, Entity]:
    """For each place (by ``id()``) that the text puts into another one, the other one; the first such sentence counts.

    A town learns its country.
    """
    begins = {mention.begin: place for place in places for mention in place.mentions}
    found: dict[int, Entity] = {}
    for place in places:
        for mention in place.mentions:
            held = _HELD.match(parsed.text, mention.end)
            outer = begins.get(held.end()) if held else None
            if outer is not None and held is not None and id(place) not in found:
                comma = held[0].rstrip().endswith(",")
                listed = comma and _is_listed(parsed, begins, held.end(), outer) and place.country is None
                if _may_hold(outer, place, comma=comma) and not listed:
                    _put(found, place, outer)
            holds = _HOLDS.match(parsed.text, mention.end)
            inner = begins.get(holds.end()) if holds else None
            if inner is not None and id(inner) not in found and _may_hold(place, inner, comma=False):
                _put(found, inner, place)
    return found


def _put(found: dict[int, Entity], inner: Entity, outer: Entity) -> None:
    found[id(inner)] = outer
    inner.country = inner.country or outer.country


def _may_hold(outer: Entity, inner: Entity, *, comma: bool) -> bool:
    if outer is inner or inner.is_country:
        return False
    if inner.country is not None and outer.country != inner.country:
        return False  # "talks in Geneva, Germany and France"
    kind = outer.place_kind or gazetteer.place_kind(outer.name)
    if outer.is_country:
        return True
    if gazetteer.place_kind(inner.name) in _LARGE:
        return False  # "Alabama, Arkansas, California"
    if kind is PlaceKind.REGION:
        return True
    if gazetteer.region_like_city(outer.name):  # "Chicago, New York and Boston"
        return gazetteer.place_kind(inner.name) is None and not comma
    return not comma and kind is None  # "a village in Bhola": nobody knows either


def _is_listed(parsed: ParsedArticle, begins: dict[int, Entity], begin: int, outer: Entity) -> bool:
    """True where another place of the same sort follows as in a list: "Lagos, Kenya, Ghana and Mali"."""
    end = next((mention.end for mention in outer.mentions if mention.begin == begin), begin)
    gap = _LIST.match(parsed.text, end)
    after = begins.get(gap.end()) if gap else None
    return after is not None and after.is_country == outer.is_country
