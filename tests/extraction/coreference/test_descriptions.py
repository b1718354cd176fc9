"""Descriptions: whom a title, a post or a noun means."""

from collections.abc import Callable

import pytest

from kgexport.model import (
    AnnotatedArticle,
    AnonymousSource,
    Mention,
    Person,
    ReferringKind,
    UnnamedAgent,
)
from tests.extraction.coreference.reading import Found, people_of, words


def test_titles_tell_whom_a_description_means(found: Found) -> None:
    text = (
        "French President Emmanuel Macron met German Chancellor Friedrich Merz. The German leader smiled. "
        "The French president left."
    )
    draft = found(text, "Emmanuel Macron/PERSON", "Friedrich Merz/PERSON", "French/PLACE+", "German/PLACE+")
    assert words(draft, "Friedrich Merz") == ["Friedrich Merz", "The German leader"]
    assert words(draft, "Emmanuel Macron") == ["Emmanuel Macron", "The French president"]


def test_a_description_that_fits_two_people_is_unresolved(found: Found) -> None:
    text = "President Emmanuel Macron met President Javier Milei. The president smiled."
    draft = found(text, "Emmanuel Macron/PERSON", "Javier Milei/PERSON")
    assert "The president" not in words(draft, "Emmanuel Macron") + words(draft, "Javier Milei")


def test_the_president_is_not_the_former_president(found: Found) -> None:
    draft = found("Former President Barack Obama spoke. The president listened.", "Barack Obama/PERSON")
    assert words(draft, "Barack Obama") == ["Barack Obama"]


def test_the_head_of_something_else_is_somebody_else(found: Found) -> None:
    draft = found("President Javier Milei spoke. The president of the committee left.", "Javier Milei/PERSON")
    assert words(draft, "Javier Milei") == ["Javier Milei"]


def test_a_noun_with_its_name_after_it_is_that_name(found: Found) -> None:
    draft = found("The airline, Globex Air, said it would fly.", "Globex Air/ORG")
    assert words(draft, "Globex Air") == ["Globex Air", "it"]


def test_the_president_is_neither_the_former_vice_president_nor_the_president_elect(
    annotate: Callable[..., AnnotatedArticle],
) -> None:
    annotated = annotate(
        "Nico Brandt, the former vice-president of Namibia, died on Sunday. President-elect Ana Lima thanked President "
        "Peter Frei. The president said that he was sad. The incoming president agreed."
    )
    people = people_of(annotated)
    assert people["Nico Brandt"] == ["Nico Brandt"]
    assert "The president" in people["Peter Frei"]
    assert "The incoming president" in people["Ana Lima"]


def test_a_model_of_something_is_nobody(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "Planetary scientist Vlada Tomic developed a new chemical model of oxygen. The model was published in May. "
        "Reporters caught up with him on Monday."
    )
    assert people_of(annotated)["Vlada Tomic"] == ["Vlada Tomic", "him"]


def test_a_post_in_a_headline_is_whom_the_lead_names(annotate: Callable[..., AnnotatedArticle]) -> None:
    title = "Senator says she was misled about the sale"
    annotated = annotate(
        f"{title}\n\nSenator Elena Marsh accused Thomas Keane on Tuesday of hiding the sale of the port.",
        title=Mention.of(title, 0, len(title)),
    )
    (marsh,) = [each for each in annotated.agents if isinstance(each, Person) and each.name == "Elena Marsh"]
    assert {mention.text for mention in marsh.mentions} >= {"Senator", "she", "Elena Marsh"}
    assert not [each for each in annotated.agents if isinstance(each, AnonymousSource)]


def test_a_minister_in_a_headline_is_not_the_prime_minister(annotate: Callable[..., AnnotatedArticle]) -> None:
    title = "Minister faces calls to step in"
    annotated = annotate(
        f"{title}\n\nPrime Minister Elena Marsh is being kept informed, her office said on Tuesday.",
        title=Mention.of(title, 0, len(title)),
    )
    assert "Minister" not in people_of(annotated)["Elena Marsh"]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("On Sunday, President of Argentina Alberto Ferrero announced that he will send a bill.", "Alberto Ferrero"),
        (
            "The director of Argentina's Amnesty International, Mariela Belsky, said that she was glad.",
            "Mariela Belsky",
        ),
        ("Ana Lima, the mayor of Porto, Portugal, said that she was glad.", "Ana Lima"),
        (
            "Leader of the opposition in the assembly Omar Farid Khan said on Monday that he was glad.",
            "Omar Farid Khan",
        ),
        ("Green Party mayoral candidate Lin Mei-hua (林美華) yesterday vowed to reopen the harbour.", "Lin Mei-hua"),
    ],
)
def test_a_title_with_its_name_beside_it_is_nobody_else(
    annotate: Callable[..., AnnotatedArticle], text: str, person: str
) -> None:
    annotated = annotate(text)
    assert list(people_of(annotated)) == [person]
    assert not any(isinstance(each, UnnamedAgent) for each in annotated.agents)


def test_who_comes_as_a_fan_is_nobody_new(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        'Alice Tipton came as a fan. "It was easier then," Tipton said. She held a panel on her career.'
    )
    assert people_of(annotated)["Alice Tipton"] == ["Alice Tipton", "Tipton", "She", "her"]


def test_the_next_chair_is_not_the_one_of_today(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "Elena Marsh, the chair of the committee, left. The next permanent chair will be chosen in May."
    )
    assert people_of(annotated)["Elena Marsh"] == ["Elena Marsh"]


def test_a_mediator_whose_name_follows_is_no_source_without_one(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "The African Union's mediator, President Faure Kolani, is expected in Doha, though his minister, Robert Dossou, "
        "told reporters that no date had been fixed."
    )
    assert not any(isinstance(each, AnonymousSource) for each in annotated.agents)
    assert "his" in people_of(annotated)["Faure Kolani"]


def test_a_friend_of_somebody_is_somebody_else(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("A friend of activist Ana Lima said that the port was shut.")
    unnamed = [each.description for each in annotated.agents if isinstance(each, UnnamedAgent)]
    assert unnamed == ["A friend of activist Ana Lima"]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Ana Lima was seen in tears. The 32-year-old said that she was tired.", ["The 32-year-old", "she"]),
        ("Ana Lima was seen in tears. The mother-of-two left when she was told.", ["The mother-of-two", "she"]),
        ("Ana Lima met a 32-year-old. She said that it was late.", ["She"]),
        ("Ana Lima met Tom Berg. The 32-year-old said that it was late.", ["The 32-year-old"]),
    ],
)
def test_an_age_or_the_number_of_children_is_the_person_spoken_of(
    annotate: Callable[..., AnnotatedArticle], text: str, mentions: list[str]
) -> None:
    found = next(each for each in annotate(text).agents if isinstance(each, Person) and each.name == "Ana Lima")
    assert [mention.text for mention in found.mentions if mention.kind is not ReferringKind.NAME] == mentions


@pytest.mark.parametrize(
    ("text", "former"),
    [
        ("Tom Berg served as mayor of Lund. The former mayor said that it was late.", "The former mayor"),
        ("Mr Berg stepped down as chairman in May. The former chairman said that it was late.", "The former chairman"),
        (
            "Mr Berg said he could have continued as Prime Minister. The former Prime Minister said that it was late.",
            "The former Prime Minister",
        ),
    ],
)
def test_who_served_as_something_is_the_former_one_and_the_office_is_nobody(
    annotate: Callable[..., AnnotatedArticle], text: str, former: str
) -> None:
    annotated = annotate(text)
    (person,) = annotated.agents
    assert former in [mention.text for mention in person.mentions]
