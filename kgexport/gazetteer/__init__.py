"""Shipped facts about names: countries and what stands for them, places, titles, organisations that news names often.

Pure look-ups, read once. Names are compared without a leading "the", in NFC, with straight apostrophes; case counts only
where a name is short ("US", "us") or all capitals could be another word.
"""

from kgexport.gazetteer.countries import (
    Country,
    adjective_of,
    capital_of,
    countries,
    country,
    country_name,
    country_of,
    country_of_adjective,
    country_of_people,
    country_of_place,
    government_name,
    government_seat,
    is_building,
    is_capital,
    place_kind,
    region_like_city,
    region_like_country,
    region_of_abbreviation,
)
from kgexport.gazetteer.organisations import (
    is_branch,
    is_international,
    is_outlet,
    is_sort_of_club,
    is_well_known_organisation,
)
from kgexport.gazetteer.people import formal_given_name, is_family_name, is_given_name, sex_of_given_name
from kgexport.gazetteer.titles import is_honorific, is_title_head, is_title_modifier

__all__ = [
    "Country",
    "adjective_of",
    "capital_of",
    "countries",
    "country",
    "country_name",
    "country_of",
    "country_of_adjective",
    "country_of_people",
    "country_of_place",
    "formal_given_name",
    "government_name",
    "government_seat",
    "is_branch",
    "is_building",
    "is_capital",
    "is_family_name",
    "is_given_name",
    "is_honorific",
    "is_international",
    "is_outlet",
    "is_sort_of_club",
    "is_title_head",
    "is_title_modifier",
    "is_well_known_organisation",
    "place_kind",
    "region_like_city",
    "region_like_country",
    "region_of_abbreviation",
    "sex_of_given_name",
]
