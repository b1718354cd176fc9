"""Countries and territories, and what stands for them: adjectives, nationals, capitals, seats of government, cities, regions.

The facts are in countries.json (built; see NOTICE) and curated.toml (written by hand, wins). Countries are told by their
ISO 3166-1 alpha-2 code; Kosovo is XK and the European Union EU, which the standard reserves for them.
"""

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kgexport.gazetteer.folding import folded, keys
from kgexport.model import PlaceKind, Record

_FOLDER = Path(__file__).parent
# A word that several countries share: the one that news means by it, None where that depends on the news.
_MEANT = {
    "congolese": "CD",
    "dominican": "DO",
    "congo": "CD",
    **dict.fromkeys(("victoria", "hamilton", "kingston", "georgetown", "jamestown", "plymouth", "stanley", "douglas")),
    **dict.fromkeys(("san jose", "san josé", "san juan", "st. john's", "saint john's", "st. george's", "marigot")),
    "macedonian": "MK",
}
_REGIONS_LIKE_CITIES = frozenset({"new york", "washington"})
_WITH_ARTICLE = (
    *("States", "Emirates", "Islands", "Netherlands", "Philippines", "Maldives", "Bahamas", "Gambia", "DR Congo"),
    *("Republic", "Kingdom", "Federation"),
)


class Country(Record, frozen=True, kw_only=True):
    """A country or territory with the words that news uses for it. Adjectives: the most usual first."""

    alpha2: str
    name: str
    wikidata: str | None = None
    variants: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()


@dataclass
class _Tables:
    countries: dict[str, Country] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)
    by_adjective: dict[str, str] = field(default_factory=dict)
    by_people: dict[str, str] = field(default_factory=dict)
    capitals: dict[str, str] = field(default_factory=dict)
    seats: dict[str, str] = field(default_factory=dict)
    cities: dict[str, str] = field(default_factory=dict)
    regions: dict[str, str] = field(default_factory=dict)
    abbreviations: dict[str, str] = field(default_factory=dict)
    wider: frozenset[str] = frozenset()


def countries() -> tuple[Country, ...]:
    """All countries and territories, by code."""
    return tuple(_tables().countries.values())


def country(alpha2: str) -> Country | None:
    """The country with that code; None for an unknown one."""
    return _tables().countries.get(alpha2)


def country_name(alpha2: str) -> str | None:
    """The name of the country with that code: "RU" is Russia."""
    found = country(alpha2)
    return found.name if found else None


def government_name(alpha2: str) -> str:
    """What the government of the country with that code is called: "Government of Japan", "Government of the Philippines"."""
    name = country_name(alpha2) or alpha2
    with_article = name.endswith(_WITH_ARTICLE) and " and the " not in name
    return f"Government of {'the ' if with_article else ''}{name}"


def adjective_of(alpha2: str) -> str | None:
    """The most usual adjective: "FR" is French."""
    found = country(alpha2)
    return found.adjectives[0] if found and found.adjectives else None


def capital_of(alpha2: str) -> str | None:
    """The capital of the country with that code."""
    found = country(alpha2)
    return found.capitals[0] if found and found.capitals else None


def country_of(name: str) -> str | None:
    """The code of the country or territory that ``name`` names itself: "the United Kingdom", "U.S.", "Burma"."""
    return _tables().by_name.get(folded(name))


def country_of_adjective(word: str) -> str | None:
    """The code of the country of an adjective or modifier: "Russian", "U.S.", "UK", "South Korean"."""
    key = folded(word)
    tables = _tables()
    if key in tables.by_adjective:
        return tables.by_adjective[key]
    code = tables.by_name.get(key)
    return code if code and word.replace(".", "").isupper() and len(key) < 7 else None


def country_of_people(word: str) -> str | None:
    """The code of the country of its nationals: "Russians", "Briton", "the Swiss"."""
    key = folded(word)
    tables = _tables()
    return tables.by_people.get(key) or tables.by_adjective.get(key)


def government_seat(name: str) -> str | None:
    """The code of the country (or EU) whose government a capital, building or street can stand for: "Moscow", "the Kremlin"."""
    key = folded(name)
    tables = _tables()
    return tables.seats.get(key) or tables.capitals.get(key)


def is_building(name: str) -> bool:
    """True for a seat that is a building or a street and no city: "the White House", "Downing Street"."""
    return folded(name) in _tables().seats and folded(name) != "brussels"


def is_capital(name: str) -> bool:
    """True for the capital of a country."""
    return folded(name) in _tables().capitals


def country_of_place(name: str) -> str | None:
    """The code of the country that a place of any kind names or lies in, where the gazetteer knows exactly one."""
    key = folded(name)
    tables = _tables()
    for table in (tables.by_name, tables.capitals, tables.seats, tables.cities, tables.regions):
        if key in table and table[key] != "EU":
            return table[key]
    return None


def region_of_abbreviation(name: str) -> str | None:
    """The code of the country whose region a short form behind a comma means: "Calif.", "TX", "N.L."."""
    return _tables().abbreviations.get(name)


def region_like_country(name: str) -> str | None:
    """The code of the country whose region is called like another country: Georgia is one of US; None for other names."""
    key, tables = folded(name), _tables()
    region = tables.regions.get(key)
    return region if region and tables.by_name.get(key) not in (None, region) else None


def region_like_city(name: str) -> bool:
    """True for a region that is called like a city the gazetteer knows better: New York, Washington, Quebec."""
    return folded(name) in _REGIONS_LIKE_CITIES


def place_kind(name: str) -> PlaceKind | None:
    """What sort of place a name names; None when the gazetteer does not know the place."""
    key = folded(name)
    tables = _tables()
    if key in tables.by_name:
        return PlaceKind.COUNTRY
    if key in tables.capitals or key in tables.cities:
        return PlaceKind.SETTLEMENT
    if key in tables.seats:
        return PlaceKind.BUILDING
    if key in tables.regions:
        return PlaceKind.REGION
    return PlaceKind.OTHER if key in tables.wider else None


@cache
def _tables() -> _Tables:
    built = json.loads((_FOLDER / "countries.json").read_text(encoding="utf-8"))
    curated = tomllib.loads((_FOLDER / "curated.toml").read_text(encoding="utf-8"))
    tables = _Tables()
    for facts in built["countries"]:
        code = facts["alpha2"]
        adjectives = curated["adjectives"].get(code, facts["demonyms"])
        capitals = [each for each in [facts["capital"]] if each]
        tables.countries[code] = Country(
            alpha2=code,
            name=curated["names"].get(code, facts["name"]),
            wikidata=curated["wikidata"].get(code, facts["wikidata"]),
            variants=tuple(dict.fromkeys([*curated["variants"].get(code, ()), facts["name"], *facts["variants"]])),
            adjectives=tuple(adjectives),
            people=tuple(curated["people"].get(code, ())),
            capitals=tuple(dict.fromkeys([*capitals, *curated["capitals"].get(code, ())])),
            seats=tuple(curated["seats"].get(code, ())),
        )
    for code, each in tables.countries.items():
        _fill(tables.by_name, [each.name, *each.variants], code)
        _fill(tables.by_adjective, each.adjectives, code)
        _fill(
            tables.by_people,
            [*each.people, *(f"{a}s" for a in each.adjectives if not a.endswith(("sh", "ch", "se", "s")))],
            code,
        )
        _fill(tables.capitals, each.capitals, code)
        _fill(tables.seats, each.seats, code)
    _fill(tables.seats, ["Brussels", *curated["seats"]["EU"]], "EU")
    for code, names in curated["cities"].items():
        _fill(tables.cities, names, code)
    for region in built["regions"]:
        _fill(tables.regions, [region["name"], region["name"].removesuffix(" Oblast")], region["country"])
    for code, names in curated["regions"].items():
        _fill(tables.regions, names, code)
    for code, names in curated["abbreviations"].items():
        tables.abbreviations.update(dict.fromkeys(names, code))
    for key, code in _MEANT.items():
        for table in (tables.by_name, tables.by_adjective, tables.capitals, tables.cities):
            if key in table:
                if code:
                    table[key] = code
                else:
                    del table[key]
    tables.wider = frozenset(folded(name) for name in curated["wider"]["names"])
    return tables


def _fill(table: dict[str, str], names: Iterable[str], code: str) -> None:
    # The first one wins: codes are in alphabetical order, curated names come with the country that news means.
    for name in names:
        for key in keys(name):
            table.setdefault(key, code)
