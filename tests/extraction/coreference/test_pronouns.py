"""Pronouns, and groups of two."""

from collections.abc import Callable

import pytest

from kgexport.model import (
    AnnotatedArticle,
    Organisation,
    Person,
    ReferringKind,
    UnnamedAgent,
)
from tests.extraction.coreference.reading import Found, bodies_of, pronouns_of, words


def test_pronouns_follow_gender_and_subject(found: Found) -> None:
    text = "Angela Merkel met Emmanuel Macron. She thanked him. He praised her."
    draft = found(text, "Angela Merkel/PERSON", "Emmanuel Macron/PERSON")
    assert words(draft, "Angela Merkel") == ["Angela Merkel", "She", "her"]
    assert words(draft, "Emmanuel Macron") == ["Emmanuel Macron", "him", "He"]


def test_a_pronoun_is_not_its_own_subjects_object(found: Found) -> None:
    draft = found("Paul Smith called. Robert Jones met him.", "Paul Smith/PERSON", "Robert Jones/PERSON")
    assert words(draft, "Paul Smith") == ["Paul Smith", "him"]


def test_it_in_it_is_clear_means_nobody(found: Found) -> None:
    draft = found("Boeing won. It is clear that the price mattered.", "Boeing/ORG")
    assert words(draft, "Boeing") == ["Boeing"]


def test_an_object_that_is_forced_to_act_owns_what_it_acts_on(found: Found) -> None:
    draft = found("Brussels fined the firm. The regulator forced Acme to cut its prices.", "Acme/ORG")
    assert "its" in words(draft, "Acme")


def test_her_majesty_is_no_pronoun(found: Found) -> None:
    draft = found("Jane Smith wrote. Her Majesty answered.", "Jane Smith/PERSON")
    assert words(draft, "Jane Smith") == ["Jane Smith"]


def test_the_two_leaders_are_the_pair_named_before(found: Found) -> None:
    text = "Emmanuel Macron called Friedrich Merz. The two leaders agreed."
    draft = found(text, "Emmanuel Macron/PERSON", "Friedrich Merz/PERSON")
    [group] = [a for a in draft.agents.values() if isinstance(a, UnnamedAgent)]
    assert (group.description, group.members) == ("The two leaders", ("person-0", "person-23"))


def test_the_two_leaders_of_three_have_no_members(found: Found) -> None:
    text = "Emmanuel Macron, Friedrich Merz and Keir Starmer met. The two leaders agreed."
    draft = found(text, "Emmanuel Macron/PERSON", "Friedrich Merz/PERSON", "Keir Starmer/PERSON")
    assert all(not a.members for a in draft.agents.values() if isinstance(a, UnnamedAgent))


def test_both_sides_are_the_two_countries_and_not_who_urges_them(found: Found) -> None:
    text = "Egypt hosted envoys from Sudan and Ethiopia. Egypt urged both sides to agree."
    draft = found(text, "Egypt/PLACE", "Sudan/PLACE", "Ethiopia/PLACE")
    [group] = [a for a in draft.agents.values() if isinstance(a, UnnamedAgent) and a.members]
    names = [draft.places[member].name for member in group.members]
    assert names == ["Sudan", "Ethiopia"]


def test_i_in_a_quotation_is_its_speaker(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate('"I will not resign," Angela Merkel said on Tuesday. "My work goes on."')
    [merkel] = [a for a in annotated.agents if isinstance(a, Person)]
    assert [m.text for m in merkel.mentions][:2] == ["I", "Angela Merkel"]


def test_two_people_who_act_together_are_they_rather_than_a_body(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "Peter Frei and Paul Brandt work for the Kestrel Institute. Frei and Brandt said that they would return in May."
    )
    assert bodies_of(annotated) == {"Kestrel Institute": ["Kestrel Institute"]}


def test_they_are_no_place(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("Angela Merkel met Barack Obama in Lisbon in August, their first encounter in seven years.")
    assert [[mention.text for mention in place.mentions] for place in annotated.places] == [["Lisbon"]]


def test_they_in_a_quotation_are_no_body_that_the_article_speaks_of(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "Beijing has said that it hopes for talks.\n\nRahul Varma mocked the plan: “They call it strategy. I call it hiding.”"
    )
    assert not any(
        "They" in [m.text for m in each.mentions] for each in annotated.agents if isinstance(each, Organisation)
    )


@pytest.mark.parametrize(
    ("text", "group", "members"),
    [
        (
            "Her lawyers Tom Rust and Eva Lind told the court that Ana Keller was ill. They said she would not come.",
            "Her lawyers Tom Rust and Eva Lind",
            ["Tom Rust", "Eva Lind"],
        ),
        (
            "The foreign ministers Tom Rust, Eva Lind and Ana Keller said the ship was late.",
            "The foreign ministers Tom Rust, Eva Lind and Ana Keller",
            ["Tom Rust", "Eva Lind", "Ana Keller"],
        ),
    ],
)
def test_a_plural_with_the_names_of_all_behind_it_is_the_group_of_these(
    annotate: Callable[..., AnnotatedArticle], text: str, group: str, members: list[str]
) -> None:
    annotated = annotate(text)
    names = {each.id: each.name for each in annotated.agents if isinstance(each, Person)}
    groups = [each for each in annotated.agents if isinstance(each, UnnamedAgent) and each.members]
    assert [(each.description, [names[member] for member in each.members]) for each in groups] == [(group, members)]
    assert {each.speaker for each in annotated.statements} == {groups[0].id}


def test_who_is_asked_is_whoever_answers(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "Vera Holm arrived. Asked if she would stand again, Ana Keller said she had not decided. "
        "Asked to point him out, Tom Berg nodded."
    )
    assert pronouns_of(annotated, "Ana Keller") == ["she", "she"]
    assert pronouns_of(annotated, "Vera Holm") == []
    assert pronouns_of(annotated, "Tom Berg") == []


@pytest.mark.parametrize(
    "text",
    [
        "Reporters from the Lund Post fought the stars who flaunt their wealth and brag about their houses.",
        "Ana Keller thanked Acme Corp and Zenith Labs for their help.",
        "The Lund City Council had passed a law. Tom Berg sued, but it was rejected by the council.",
        "The Lund Post has asked two of them. Tom Berg makes it three.",
        "The Lund Post is late when it comes to sports.",
    ],
)
def test_pronouns_that_mean_no_single_body_stay_open(annotate: Callable[..., AnnotatedArticle], text: str) -> None:
    bodies = [each for each in annotate(text).agents if isinstance(each, Organisation)]
    assert [m.text for each in bodies for m in each.mentions if m.kind is ReferringKind.PRONOUN] == []


def test_he_in_what_somebody_said_is_who_said_it(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("Tom Berg left. He met a man that said he had slept.")
    assert pronouns_of(annotated, "Tom Berg") == ["He"]


def test_many_who_do_something_are_they(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "Acme Corp grew. Many joined Acme Corp believing that they had no other way to defend their homes."
    )
    bodies = [each for each in annotated.agents if isinstance(each, Organisation)]
    assert [m.text for each in bodies for m in each.mentions if m.kind is ReferringKind.PRONOUN] == []


def test_who_says_it_is_nobody_named_in_the_words(annotate: Callable[..., AnnotatedArticle]) -> None:
    text = (
        "“I share the doubts of my dear friend Luis Brava,” added President Mario Costa. “Why don't we study them together?”"
        " he suggested. “A free port is what Luis Brava wants,” he said."
    )
    assert pronouns_of(annotate(text), "Luis Brava") == []
    assert "he" in pronouns_of(annotate(text), "Mario Costa")


def test_who_says_it_is_no_noun_in_the_words(annotate: Callable[..., AnnotatedArticle]) -> None:
    text = "Ana Berg explained the tills in Oslo. “The till connects the customer directly to the bank,” she said."
    assert "she" in pronouns_of(annotate(text), "Ana Berg")


def test_he_in_the_words_is_not_who_says_them(annotate: Callable[..., AnnotatedArticle]) -> None:
    text = "Referee Mike Dalby sent Tony Keane away. “It hurts,” fumed Keane. “I have seen many games. He told me so.”"
    assert pronouns_of(annotate(text), "Tony Keane") == ["I", "me"]


def test_the_girl_by_her_name_is_no_he(annotate: Callable[..., AnnotatedArticle]) -> None:
    text = (
        "Mayor Tom Lund came late. The girl, Asha Nilsen, was the daughter of a farm worker. The crowd left, he added."
    )
    assert pronouns_of(annotate(text), "Asha Nilsen") == []


def test_a_paragraph_goes_on_about_whom_it_has_begun_with(found: Found) -> None:
    text = (
        "Paul Smith left Oslo. Paul Smith had praised his aides. He was glad.\n\n"
        "Foreign Minister Radek Jones, meanwhile, was questioned by lawmakers. He told them nothing."
    )
    draft = found(text, "Paul Smith/PERSON", "Paul Smith/PERSON", "Radek Jones/PERSON")
    assert words(draft, "Radek Jones")[-1] == "He"


def test_the_subject_of_two_verbs_is_not_the_object_of_the_second(found: Found) -> None:
    draft = found(
        "Paul Smith contacted Robert Jones several times and invited him.", "Paul Smith/PERSON", "Robert Jones/PERSON"
    )
    assert words(draft, "Robert Jones") == ["Robert Jones", "him"]


def test_a_name_behind_what_somebody_is_has_the_role_of_the_noun(found: Found) -> None:
    draft = found(
        "Paul Smith scored twice. The striker's agent, Robert Jones, was seen in Oslo, when he met reporters.",
        "Paul Smith/PERSON",
        "Robert Jones/PERSON",
    )
    assert "he" in words(draft, "Robert Jones")


def test_its_is_not_the_country_of_the_minister_who_speaks(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "Norway's minister Peter Frei accused the Northern Front of lies. Its chief negotiator met Anna Lund on Monday."
    )
    assert bodies_of(annotated)["Northern Front"] == ["Northern Front", "Its"]
