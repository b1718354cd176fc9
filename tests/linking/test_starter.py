"""The starter authority: who is in it, and how articles are linked to it."""

import csv
from collections.abc import Callable

import pytest

from kgexport import gazetteer
from kgexport.linking import Authorities, EntityType, starter
from kgexport.linking.sources import STARTER
from kgexport.model import AnnotatedArticle, Article, Membership, Mention, Organisation, OrganisationKind, Person, Place

TEXT = "Moscow said no. Secretary of State Marco Rubio flew to Moscow, Tbilisi and Atlanta in Georgia."


def targets(**records: object) -> dict[str, str]:
    article = AnnotatedArticle(article=Article(id="a", text=TEXT, published="2025-10-21"), **records)  # type: ignore[arg-type]
    return {each.agent: each.target for each in Authorities.of_files([]).link(article).links}


def place(name: str, begin: int, **more: str) -> Place:
    return Place(id=f"place-{begin}", name=name, mentions=(Mention.of(TEXT, begin, begin + len(name)),), **more)  # type: ignore[arg-type]


def test_a_capital_is_the_government_as_an_actor_and_the_city_as_a_place() -> None:
    government = Organisation(
        id="org-0",
        name="Government of Russia",
        organisation_kind=OrganisationKind.GOVERNMENT,
        country="RU",
        mentions=(Mention.of(TEXT, 0, 6),),
    )
    assert targets(agents=(government,), places=(place("Moscow", 55),)) == {"org-0": "Q1140115", "place-55": "Q649"}


def test_a_government_without_a_confirmed_id_is_shared_and_the_same_as_nothing_else() -> None:
    government = Organisation(
        id="org-0", name="Government of Peru", organisation_kind=OrganisationKind.GOVERNMENT, country="PE"
    )
    assert targets(agents=(government,)) == {"org-0": "government-PE"}
    (entity,) = starter().of_kind("government", "PE")
    assert entity.wikidata is None


def test_every_country_is_in_it_with_its_government() -> None:
    codes = {country.alpha2 for country in gazetteer.countries() if country.capitals}
    assert len(codes) > 230
    assert {code for code in codes if len(starter().of_kind("country", code)) != 1} == set()
    # Nobody lives on South Georgia, Svalbard is governed by Norway, the Indian Ocean Territory is a base.
    assert {code for code in codes if len(starter().of_kind("government", code)) != 1} <= {"GS", "IO", "SJ", "TF"}


@pytest.mark.parametrize(
    "name", ["UK", "Burma", "Turkey", "Türkiye", "Holland", "Nauru", "Czech Republic", "Ivory Coast"]
)
def test_a_country_is_known_under_the_names_that_news_uses(name: str) -> None:
    assert [each.kind for each in starter().candidates(name, EntityType.PLACE)] == ["country"]


def test_nobody_is_in_it_twice_under_one_name_and_post() -> None:
    with STARTER.open(encoding="utf-8", newline="") as stream:
        people = [(row["label"], row["post"]) for row in csv.DictReader(stream) if row["type"] == "person"]
    assert len(people) == len(set(people))


def test_a_country_that_is_called_like_a_region_needs_more_than_its_name() -> None:
    assert targets(places=(place("Georgia", 86),)) == {}
    assert targets(places=(place("Georgia", 86, country="GE"),)) == {"place-86": "Q230"}


def test_an_office_holder_is_known_under_the_post() -> None:
    rubio = Person(id="person-35", name="Marco Rubio", mentions=(Mention.of(TEXT, 35, 46),))
    post = Membership(id="membership-16", member=rubio.id, title="Secretary of State", mention=Mention.of(TEXT, 16, 34))
    assert targets(agents=(rubio,), memberships=(post,)) == {"person-35": "Q324546"}


@pytest.mark.parametrize(
    "name",
    ["Volodymyr Zelensky", "Volodymyr Zelenskyy", "Volodymyr Zelenskiy", "VOLODYMYR ZELENSKYI", "Володимир Зеленський"],
)
def test_a_name_is_known_in_its_transliterations_and_its_own_script(name: str) -> None:
    assert [each.id for each in starter().candidates(name, EntityType.PERSON)] == ["Q3874799"]


def test_every_entry_of_the_list_has_a_source_that_confirms_its_id() -> None:
    with STARTER.open(encoding="utf-8", newline="") as stream:
        entries = {row["id"]: row["label"] for row in csv.DictReader(stream)}
    with STARTER.with_name("starter.sources.csv").open(encoding="utf-8", newline="") as stream:
        sources = {row["id"]: row["label"] for row in csv.DictReader(stream) if row["source"]}
    assert sources == entries


def test_a_state_is_not_the_city_that_is_called_like_it(annotate: Callable[..., AnnotatedArticle]) -> None:
    article = Authorities.of_files([]).link(annotate("A fire broke out in Spokane Valley, Washington, on Sunday."))
    [state] = [place.id for place in article.places if place.name == "Washington"]
    assert state not in {each.agent for each in article.links}
    city = Authorities.of_files([]).link(annotate("The two presidents met in Washington on Sunday."))
    assert [each.target for each in city.links] == ["Q61"]


def test_the_white_house_is_not_the_government_of_the_united_states(annotate: Callable[..., AnnotatedArticle]) -> None:
    article = Authorities.of_files([]).link(
        annotate("The White House confirmed the call, and so did Washington on Sunday.")
    )
    names = {agent.id: agent.name for agent in article.agents if isinstance(agent, Organisation)}
    assert {names[each.agent]: each.target for each in article.links} == {"Government of the United States": "Q48525"}
