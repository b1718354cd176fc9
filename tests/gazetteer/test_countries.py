"""Countries and what stands for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgexport import gazetteer
from kgexport.model import PlaceKind


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Russia", "RU"),
        ("the United States", "US"),
        ("U.S.", "US"),
        ("US", "US"),
        ("UK", "GB"),
        ("Burma", "MM"),
        ("Ivory Coast", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("CUBA", "CU"),
        ("Türkiye", "TR"),
        ("Kosovo", "XK"),
        ("Democratic Republic of Congo", "CD"),
    ],
)
def test_countries_are_known_by_their_names_in_news(name: str, code: str) -> None:
    assert gazetteer.country_of(name) == code
    assert gazetteer.place_kind(name) is PlaceKind.COUNTRY


@pytest.mark.parametrize("word", ["us", "Moscow", "Russian", "", "the"])
def test_other_words_are_no_country(word: str) -> None:
    assert gazetteer.country_of(word) is None


@pytest.mark.parametrize(
    ("adjective", "code"),
    [
        ("Russian", "RU"),
        ("U.S.", "US"),
        ("American", "US"),
        ("South Korean", "KR"),
        ("Congolese", "CD"),
        ("Dutch", "NL"),
    ],
)
def test_adjectives_tell_the_country(adjective: str, code: str) -> None:
    assert gazetteer.country_of_adjective(adjective) == code


def test_people_tell_the_country() -> None:
    assert gazetteer.country_of_people("Russians") == "RU"
    assert gazetteer.country_of_people("Britons") == "GB"


@pytest.mark.parametrize(
    ("seat", "code"),
    [
        ("Moscow", "RU"),
        ("the Kremlin", "RU"),
        ("Downing Street", "GB"),
        ("the White House", "US"),
        ("Élysée Palace", "FR"),
        ("Kiev", "UA"),
        ("Brussels", "EU"),
    ],
)
def test_seats_of_government_tell_whose_they_are(seat: str, code: str) -> None:
    assert gazetteer.government_seat(seat) == code


def test_a_city_that_governs_nothing_is_no_seat() -> None:
    assert gazetteer.government_seat("Shanghai") is None
    assert gazetteer.country_of_place("Shanghai") == "CN"


def test_brussels_lies_in_belgium_though_it_speaks_for_the_union() -> None:
    assert gazetteer.country_of_place("Brussels") == "BE"
    assert gazetteer.place_kind("Brussels") is PlaceKind.SETTLEMENT


def test_buildings_are_told_from_cities() -> None:
    assert gazetteer.is_building("the Kremlin")
    assert not gazetteer.is_building("Moscow")
    assert gazetteer.is_capital("Moscow")


def test_states_are_known_behind_a_comma() -> None:
    assert gazetteer.region_of_abbreviation("Calif.") == "US"
    assert gazetteer.region_of_abbreviation("Inc.") is None


def test_every_country_leads_back_to_itself() -> None:
    for each in gazetteer.countries():
        assert gazetteer.country_of(each.name) == each.alpha2
        assert gazetteer.country_name(each.alpha2) == each.name
        assert len(each.alpha2) == 2
        assert each.wikidata is None or each.wikidata.startswith("Q")


@given(st.text(max_size=30))
def test_any_text_may_be_asked(text: str) -> None:
    gazetteer.country_of(text)
    gazetteer.country_of_adjective(text)
    gazetteer.country_of_people(text)
    gazetteer.country_of_place(text)
    gazetteer.government_seat(text)
    gazetteer.is_outlet(text)
    gazetteer.is_well_known_organisation(text)


@pytest.mark.parametrize(("code", "entry"), [("DK", "Q35"), ("NL", "Q55"), ("EH", "Q6250"), ("SJ", "Q842829")])
def test_an_id_is_the_countrys_and_not_that_of_a_kingdom_or_a_state_that_claims_it(code: str, entry: str) -> None:
    found = gazetteer.country(code)
    assert found is not None and found.wikidata == entry
