"""Organisations, titles and personal names of the gazetteer."""

import pytest

from kgexport import gazetteer


@pytest.mark.parametrize("name", ["CNN", "the New York Times", "Reuters", "The Guardian", "Al Jazeera"])
def test_outlets_are_known(name: str) -> None:
    assert gazetteer.is_outlet(name)


def test_a_common_word_is_an_outlet_only_with_its_article() -> None:
    assert not gazetteer.is_outlet("Guardian")
    assert gazetteer.is_outlet("Guardian", after_the=True)


def test_international_bodies_are_known() -> None:
    assert gazetteer.is_international("NATO")
    assert gazetteer.is_international("the World Health Organization")
    assert not gazetteer.is_international("CNN")


def test_well_known_organisations_of_all_kinds() -> None:
    for name in ("Hamas", "the State Department", "Pentagon", "Microsoft", "UN"):
        assert gazetteer.is_well_known_organisation(name)
    assert not gazetteer.is_well_known_organisation("Moscow")


def test_titles_and_honorifics() -> None:
    assert gazetteer.is_title_head("President")
    assert gazetteer.is_title_modifier("former")
    assert gazetteer.is_honorific("Mr.")
    assert not gazetteer.is_title_head("Trump")


def test_given_names_of_many_countries_and_their_sex() -> None:
    for name in ("Angela", "Vladimir", "Ngozi", "Łukasz", "ANGELA"):
        assert gazetteer.is_given_name(name)
    assert gazetteer.sex_of_given_name("Angela") == "f"
    assert gazetteer.sex_of_given_name("Vladimir") == "m"
    assert gazetteer.sex_of_given_name("Nobodyhasthis") is None
