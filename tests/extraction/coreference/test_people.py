"""People: whose name is whose."""

from collections.abc import Callable
from typing import Any
from unicodedata import normalize

import pytest

from kgexport.extraction.assemble import assemble
from kgexport.extraction.coreference import CoreferenceExtractor
from kgexport.extraction.draft import Draft
from kgexport.extraction.names import NameExtractor
from kgexport.extraction.parse import parse
from kgexport.extraction.posts import PostExtractor
from kgexport.extraction.quotations import QuotationExtractor
from kgexport.model import (
    AnnotatedArticle,
    AnonymousSource,
    Article,
    Person,
    UnnamedAgent,
)
from tests.extraction.coreference.reading import Found, people, people_of, words


def test_a_surname_and_a_polite_form_join_the_full_name(found: Found) -> None:
    draft = found("Angela Merkel spoke. Merkel left. Mrs. Merkel returned.", "Angela Merkel/PERSON", "Merkel/PERSON")
    assert people(draft) == ["Angela Merkel"]
    assert words(draft, "Angela Merkel") == ["Angela Merkel", "Merkel", "Merkel"]


def test_two_people_of_one_surname_stay_apart_and_courtesy_titles_tell_them(found: Found) -> None:
    text = "Hillary Clinton spoke first. Bill Clinton came later. Mr. Clinton was late. Mrs. Clinton was not."
    draft = found(text, "Hillary Clinton/PERSON", "Bill Clinton/PERSON", "Clinton/PERSON")
    bill, hillary = (next(a for a in draft.agents.values() if getattr(a, "name", "") == n) for n in people(draft)[::-1])
    assert [m.begin for m in hillary.mentions] == [0, text.index("Mrs. Clinton") + 5]
    assert [m.begin for m in bill.mentions] == [text.index("Bill"), text.index("Mr. Clinton") + 4]


def test_a_surname_before_two_full_names_belongs_to_neither(found: Found) -> None:
    draft = found(
        "Koch won. Later David Koch met Charles Koch.", "David Koch/PERSON", "Charles Koch/PERSON", "Koch/PERSON"
    )
    assert sorted(people(draft)) == ["Charles Koch", "David Koch", "Koch"]


def test_transliterations_and_particles_are_one_surname(found: Found) -> None:
    draft = found(
        "Volodymyr Zelenskyy left. Zelensky slept. Louis van Gaal spoke. Van Gaal went.",
        "Volodymyr Zelenskyy/PERSON",
        "Zelensky/PERSON",
        "Louis van Gaal/PERSON",
        "Van Gaal/PERSON",
    )
    assert people(draft) == ["Volodymyr Zelenskyy", "Louis van Gaal"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "it rained",
        "TRUMP MET PUTIN. THE TWO LEADERS AGREED. HE LEFT.",
        "trump met putin and he left. the two leaders said both sides agreed.",
        "🙂🙂 Ahmed 😀 said he 🙂 left.",
        "قال محمد إن الرئيس سافر. Ahmed said he left.",
        "he " * 300,
        "the two leaders both sides " * 50,
        "( ( ( the official ) ) ) said: — said he, she, it",
    ],
)
def test_any_text_is_taken_and_every_mention_is_its_text(nlp: Any, text: str) -> None:
    parsed = next(parse([Article(id="test", text=text)], nlp.nlp))
    draft = Draft()
    for step in (NameExtractor(), QuotationExtractor(), CoreferenceExtractor(), PostExtractor()):
        draft.add(step.extract(parsed, draft))
    annotated = assemble(parsed, draft)
    for record in (*annotated.agents, *annotated.places):
        assert all(mention.text == text[mention.begin : mention.end] for mention in record.mentions)
    assert len(set(annotated.ids())) == len(list(annotated.ids()))


def test_one_name_thousands_of_times_is_one_agent(found: Found) -> None:
    draft = found("Obama spoke. " * 2000, "Obama/PERSON")
    assert [len(agent.mentions) for agent in draft.agents.values()] == [2000]


def test_a_name_in_brackets_in_its_own_script_is_the_same_person(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "President Volodymyr Zelensky (Володимир Зеленський) met Xi Jinping (习近平) in Astana on Monday."
    )
    people = {
        each.name: [mention.text for mention in each.mentions] for each in annotated.agents if isinstance(each, Person)
    }
    assert people["Xi Jinping"] == ["Xi Jinping", "习近平"]
    assert people["Volodymyr Zelensky"] == ["Volodymyr Zelensky", "Володимир Зеленський"]


def test_a_counterpart_holds_the_same_post_so_that_the_post_alone_means_neither(
    annotate: Callable[..., AnnotatedArticle],
) -> None:
    annotated = annotate(
        "Turkey's foreign minister, Hakan Yilmaz, and his Ukrainian counterpart, Andrii Bondar, met in Ankara. "
        "The foreign minister said the deal would help. The Ukrainian minister said that talks went on."
    )
    people = {each.name: {m.text for m in each.mentions} for each in annotated.agents if isinstance(each, Person)}
    assert "The foreign minister" not in people["Hakan Yilmaz"] | people["Andrii Bondar"]
    assert "The Ukrainian minister" in people["Andrii Bondar"]
    assert not any(isinstance(each, AnonymousSource) for each in annotated.agents)


def test_a_surname_of_two_who_are_spoken_of_together_is_neither(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("Kyoko Kimura and her daughter Hana Kimura lived in Tokyo. Kimura said that she was sad.")
    people = {each.name: [m.text for m in each.mentions] for each in annotated.agents if isinstance(each, Person)}
    assert "Kimura" not in people["Kyoko Kimura"] + people["Hana Kimura"]


def test_a_surname_stays_with_the_one_whom_the_article_calls_so_all_along(
    annotate: Callable[..., AnnotatedArticle],
) -> None:
    annotated = annotate(
        "Karl Brandt opened the port. Brandt thanked the crews. Brandt praised the town. Brandt had built the quay. "
        "Brandt had paid for it. His son Emil Brandt runs the ferries and lives by the sea with the ferrymen of the town. "
        "Brandt said the port was safe."
    )
    people = {each.name: [m.text for m in each.mentions] for each in annotated.agents if isinstance(each, Person)}

    assert people["Karl Brandt"].count("Brandt") == 5
    assert people["Emil Brandt"].count("Brandt") == 0


def test_ministers_of_two_countries_have_no_single_affiliation(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("The foreign ministers of France and Germany said on Monday that they had agreed.")
    assert [each.affiliation for each in annotated.agents if isinstance(each, UnnamedAgent)] == [None]


def test_a_surname_that_opens_a_sentence_is_its_bearer(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("Chris Fallows went to sea in May. Fallows remarked that the water was cold.")
    assert people_of(annotated) == {"Chris Fallows": ["Chris Fallows", "Fallows"]}
    assert not any(isinstance(each, UnnamedAgent) for each in annotated.agents)


def test_accents_that_are_written_apart_change_nothing(annotate: Callable[..., AnnotatedArticle]) -> None:
    text = "José Martínez met Zoë Müller in Málaga. Martínez said the São Paulo office would close."
    composed, apart = (annotate(normalize(form, text)) for form in ("NFC", "NFD"))
    assert people_of(composed).keys() == people_of(apart).keys() == {"José Martínez", "Zoë Müller"}
    assert (
        [place.name for place in composed.places] == [place.name for place in apart.places] == ["Málaga", "São Paulo"]
    )
    assert [len(agent.mentions) for agent in apart.agents] == [len(agent.mentions) for agent in composed.agents]
    assert all(m.text == apart.article.text[m.begin : m.end] for agent in apart.agents for m in agent.mentions)


def test_belonging_to_a_party_is_no_post(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("Elena Marsh, a Democrat from Oregon, said that she would resign.")
    assert annotated.memberships == ()


def test_a_relative_of_nearly_the_same_name_is_somebody_else(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "Gloria Vandermeer died on Monday. She was raised in a town by her widowed mother, Gloria Morgan Vandermeer, and by "
        "an aunt who had come from the north. Her son Anders Cooper said that he was sad. Vandermeer was 95."
    )
    people = people_of(annotated)
    assert people["Gloria Morgan Vandermeer"] == ["Gloria Morgan Vandermeer"]
    assert people["Gloria Vandermeer"][-1] == "Vandermeer"
    assert people["Anders Cooper"][0] == "Anders Cooper"
    assert not any(isinstance(each, UnnamedAgent) and "Cooper" in each.description for each in annotated.agents)


def test_a_first_name_is_whose_it_is_rather_than_one_of_whom_it_is_the_middle_name(
    annotate: Callable[..., AnnotatedArticle],
) -> None:
    annotated = annotate(
        "Contractor Hussein Abdi Noor was charged on Monday. His lawyer accused the agency's chief, Abdi Mohamud, of bias. "
        "Abdi could not be reached."
    )
    assert people_of(annotated)["Abdi Mohamud"] == ["Abdi Mohamud", "Abdi"]


def test_whom_the_article_calls_by_the_first_name_is_not_meant_by_the_last(
    annotate: Callable[..., AnnotatedArticle],
) -> None:
    annotated = annotate(
        "General Listyo Sigit Prabowo removed an officer on Tuesday, and Listyo told reporters why. "
        "President Prabowo Subianto had been told. Prabowo would meet the families, an aide said."
    )
    people = people_of(annotated)
    assert people["Listyo Sigit Prabowo"][:2] == ["Listyo Sigit Prabowo", "Listyo"]
    assert people["Prabowo Subianto"] == ["Prabowo Subianto", "Prabowo"]


def test_a_name_that_somebody_is_known_by_is_the_same_person(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "Wang Xuanli, known as Wang Chengli to her fans, left on Monday. Wang said that it was late. "
        "Ana Lima, better known as Anita Sol, stayed."
    )
    assert people_of(annotated) == {
        "Wang Xuanli": ["Wang Xuanli", "Wang Chengli", "her", "Wang"],
        "Ana Lima": ["Ana Lima", "Anita Sol"],
    }


def test_king_hussein_is_nobody_whose_surname_it_is(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "Saddam Hussein called the talks useless. President Bush met King Hussein of Jordan. Bush pressed Hussein, who had "
        "seen Saddam on Monday."
    )
    assert people_of(annotated)["Saddam Hussein"] == ["Saddam Hussein", "Saddam"]
    assert people_of(annotated)["Hussein"] == ["Hussein", "Hussein"]


def test_the_pontiff_is_the_pope(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("Pope Francis has cancelled a trip to Dubai. The 86-year-old pontiff was to have met aides.")
    assert "The 86-year-old pontiff" in people_of(annotated)["Francis"]


def test_a_surname_is_whoever_of_two_relatives_is_not_called_by_the_first_name(
    annotate: Callable[..., AnnotatedArticle],
) -> None:
    text = (
        "Tomas Lima's father sent a letter. “We are worried,” Juan Lima wrote. Tomas is six. Lima had sent another letter before."
        " Tomas is staying with an uncle, Pedro Lima."
    )
    found = people_of(annotate(text))
    assert (found["Tomas Lima"], found["Juan Lima"]) == (["Tomas Lima", "Tomas", "Tomas"], ["Juan Lima", "Lima"])


def test_mr_lima_is_not_the_woman_of_that_name_who_is_named_later(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("The party was Mr. Lima's first meeting with Peter Frei. Maria Lima danced.")
    assert people_of(annotated)["Maria Lima"] == ["Maria Lima"]
