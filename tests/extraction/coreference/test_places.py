"""Places, and the governments that they stand for."""

from collections.abc import Callable

import pytest

from kgexport.model import (
    AnnotatedArticle,
    Organisation,
    OrganisationKind,
    PlaceKind,
    ReferringKind,
    SurfaceType,
)
from tests.extraction.coreference.reading import Found, bodies_of, places_of, words


def test_all_names_of_a_country_are_one_place(found: Found) -> None:
    text = "The United States voted. U.S. troops stayed. American exports rose in America."
    draft = found(text, "United States/PLACE", "U.S./PLACE+", "American/PLACE+", "America/PLACE")
    assert words(draft, "United States") == ["United States", "U.S.", "American", "America"]
    assert next(iter(draft.places.values())).country == "US"


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Moscow rejected the plan.", True),
        ("Talks between Moscow and Kyiv resumed.", True),
        ("Officials praised Moscow's decision to wait.", True),
        ("The minister landed in Moscow.", False),
        ("They flew from Moscow to Kyiv.", False),
        ("The court upheld a ban by Moscow's mayor.", False),
    ],
)
def test_a_capital_is_a_government_where_it_acts_and_a_place_elsewhere(found: Found, text: str, actor: bool) -> None:
    draft = found(text, "Moscow/PLACE", "Kyiv/PLACE")
    [(target, mention)] = [(t, m) for t, m in draft.mentions_in(0, len(text)) if m.text == "Moscow"]
    assert (target in draft.agents) is actor
    assert (mention.kind is ReferringKind.METONYM) is actor
    assert mention.surface is SurfaceType.PLACE


def test_an_acting_country_is_a_place_and_has_a_government(found: Found) -> None:
    draft = found("Iran rejected the demand. Iran lies east of Iraq.", "Iran/PLACE", "Iraq/PLACE")
    assert words(draft, "Iran") == ["Iran", "Iran"]
    assert words(draft, "Government of Iran") == ["Iran"]


def test_a_seat_is_a_building_after_at_and_a_body_elsewhere(found: Found) -> None:
    draft = found("They met at the White House. A White House aide smiled.", "White House/PLACE")
    body = next(a for a in draft.agents.values() if isinstance(a, Organisation))
    assert body.organisation_kind is OrganisationKind.GOVERNMENT
    assert [m.begin for m in body.mentions] == [31]
    assert [m.begin for m in next(iter(draft.places.values())).mentions] == [16]


def test_a_place_lies_in_the_country_after_its_comma(found: Found) -> None:
    draft = found("A bomb fell on Aden, Yemen. Envoys left Oslo, Geneva and Rome.", *(f"{n}/PLACE" for n in _TOWNS))
    within = {place.name: place.within for place in draft.places.values()}
    assert within == {"Aden": "place-21", "Yemen": None, "Oslo": None, "Geneva": None, "Rome": None}


_TOWNS = ("Aden", "Yemen", "Oslo", "Geneva", "Rome")


def test_his_administration_is_the_government_of_his_country(found: Found) -> None:
    text = "French President Emmanuel Macron spoke. He said his administration would wait."
    draft = found(text, "Emmanuel Macron/PERSON", "French/PLACE+")
    assert words(draft, "Government of France") == ["his administration"]


def test_a_post_implies_the_government_without_a_mention_of_it(found: Found) -> None:
    draft = found("French President Emmanuel Macron spoke.", "Emmanuel Macron/PERSON", "French/PLACE+")
    [government] = [a for a in draft.agents.values() if isinstance(a, Organisation)]
    assert (government.name, government.country, government.mentions) == ("Government of France", "FR", ())
    assert government.inferred_from is not None and government.inferred_from.text == "French"


@pytest.mark.parametrize(
    ("text", "name", "country", "within"),
    [
        ("He was born in Tillabéri, Niger, in 1960.", "Tillabéri", "NE", "Niger"),
        ("Floods swept through Char Kolmi district, Bangladesh, on Sunday.", "Char Kolmi", "BD", "Bangladesh"),
        ("A fire broke out in White Plains, New York, on Sunday.", "White Plains", "US", "New York"),
        ("The storm hit Florida's West Palm Beach on Sunday.", "West Palm Beach", "US", "Florida"),
        ("The storm hit Palm Beach County in Florida on Sunday.", "Palm Beach County", "US", "Florida"),
        ("Talks were held in Geneva, Germany and France on Sunday.", "Geneva", "CH", None),
        ("Voters in Alabama, Arkansas and Colorado chose on Sunday.", "Alabama", "US", None),
    ],
)
def test_a_place_lies_in_another_where_the_text_says_so_and_not_in_a_list(
    annotate: Callable[..., AnnotatedArticle], text: str, name: str, country: str, within: str | None
) -> None:
    assert places_of(annotate(text))[name] == (country, within)


def test_a_state_that_is_called_like_a_city_is_a_region(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("A fire broke out in White Plains, New York, on Sunday.")
    assert [place.place_kind for place in annotated.places if place.name == "New York"] == [PlaceKind.REGION]


def test_an_acting_country_is_spoken_of_as_its_government(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("Turkey agreed on Thursday to extend the deal, it said in a statement.")
    [government] = [each for each in annotated.agents if isinstance(each, Organisation)]
    assert [mention.text for mention in government.mentions] == ["Turkey", "it"]


@pytest.mark.parametrize(
    ("text", "country", "kind"),
    [
        ("Georgia will hold elections, officials in Tbilisi said.", "GE", PlaceKind.COUNTRY),
        ("Voters in Georgia, Texas and Alabama stayed at home, officials in Atlanta said.", "US", PlaceKind.REGION),
        ("A man was arrested in Georgia on Monday.", None, PlaceKind.OTHER),
    ],
)
def test_georgia_is_a_country_a_state_or_left_open(
    annotate: Callable[..., AnnotatedArticle], text: str, country: str | None, kind: PlaceKind
) -> None:
    [place] = [place for place in annotate(text).places if place.name == "Georgia"]
    assert (place.country, place.place_kind) == (country, kind)


def test_a_name_in_the_capitals_of_a_dateline_is_shown_in_small_letters(
    annotate: Callable[..., AnnotatedArticle],
) -> None:
    annotated = annotate("TALLINN — Ministers met in Tallinn on Monday. UNESCO sent an observer.")
    assert "UNESCO" in bodies_of(annotated)
    assert [place.name for place in annotated.places] == ["Tallinn"]
    annotated = annotate("TASHKENT (Agency) — Ministers met on Monday.")
    assert [place.name for place in annotated.places] == ["Tashkent"]
    assert set(bodies_of(annotated)) == {"Agency"}, "a dateline is a place and no government"


def test_new_york_is_a_state_or_a_city_by_what_stands_around_it(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "The governor of New York spoke in Albany, New York. Police in New York arrested three men, and the mayor of "
        "New York City thanked them."
    )
    texts = {
        place.place_kind: [m.begin for m in place.mentions] for place in annotated.places if place.name == "New York"
    }
    text = annotated.article.text
    assert texts[PlaceKind.REGION] == [text.index("New York spoke"), text.index("New York. Police")]
    assert texts[PlaceKind.SETTLEMENT] == [text.index("New York arrested")]


def test_one_city_has_one_place_with_and_without_city_behind_its_name(
    annotate: Callable[..., AnnotatedArticle],
) -> None:
    annotated = annotate("The mayor of New York City spoke on Monday. Police in New York arrested three men.")
    assert [[m.text for m in place.mentions] for place in annotated.places] == [["New York City", "New York"]]


def test_a_city_that_mourns_is_no_government(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("Paris is mourning its dead after the fire, the mayor said.")
    assert bodies_of(annotated) == {}
    assert [place.name for place in annotated.places] == ["Paris"]


@pytest.mark.parametrize("name", ["Georgetown", "San José", "Kingston"])
def test_a_capital_that_shares_its_name_has_no_country_by_its_name(
    name: str, annotate: Callable[..., AnnotatedArticle]
) -> None:
    annotated = annotate(f"Anna Lund met Peter Frei at a restaurant in {name} on Monday.")
    assert {place.country for place in annotated.places} == {None}


def test_what_merely_happens_to_a_country_is_not_done_by_its_government(
    annotate: Callable[..., AnnotatedArticle],
) -> None:
    assert bodies_of(annotate("Portugal can go forward now, and France saw few protests.")) == {}
    assert list(bodies_of(annotate("Portugal rejected the deal."))) == ["Government of Portugal"]


def test_a_country_of_two_words_keeps_both(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("He wanted to reassure Burkina Faso that Ghana remained a friend.")
    assert {(place.name, place.country) for place in annotated.places} == {("Burkina Faso", "BF"), ("Ghana", "GH")}


@pytest.mark.parametrize(
    "text",
    [
        "The minister removed the head of Jakarta's police on Tuesday.",
        "A fan died, and Nairobi's police denied that they had fired. A court ruled.",
    ],
)
def test_a_capitals_police_are_the_citys_and_make_it_no_government(
    annotate: Callable[..., AnnotatedArticle], text: str
) -> None:
    assert not any(name.startswith("Government of") for name in bodies_of(annotate(text)))
