"""Articles with no names, too many of them, one over and over, and odd ones: nothing breaks, and the work grows with the text."""

from collections.abc import Callable
from typing import Any

import pytest

from kgexport.extraction import Annotator
from kgexport.extraction.coreference import CoreferenceExtractor
from kgexport.extraction.draft import Draft
from kgexport.extraction.names import NameExtractor
from kgexport.extraction.parse import ParsedArticle, parse
from kgexport.extraction.posts import PostExtractor
from kgexport.extraction.quotations import QuotationExtractor
from kgexport.linking import Authorities
from kgexport.model import AnnotatedArticle, Article, Person
from tests.counting import calls_in

Annotate = Callable[..., AnnotatedArticle]
GIVEN = ["Anna", "Peter", "Maria", "Hassan", "Ngozi", "Ivan", "Carmen", "Akira", "Lena", "Omar"]


def named(agents: AnnotatedArticle) -> dict[str, int]:
    return {agent.name: len(agent.mentions) for agent in agents.agents if isinstance(agent, Person)}


def crowd(size: int) -> str:
    """Sentences about ``size`` people of different names."""
    people = [
        f"{GIVEN[n % 10]} {chr(65 + n % 23)}ar{'oeiau'[n % 5]}n{chr(97 + n // 26 % 26)}{chr(97 + n % 26)}sky"
        for n in range(size)
    ]
    return " ".join(
        f"President {one} met {other} on Monday." for one, other in zip(people[::2], people[1::2], strict=True)
    )


def test_an_article_without_names_has_no_named_agents_and_no_places(annotate: Annotate) -> None:
    annotated = annotate("It rained all day. Nothing happened, and nobody came. The streets were empty.")
    assert named(annotated) == {}
    assert annotated.places == ()
    assert Authorities.of_files([]).link(annotated).links == ()


def test_a_name_that_is_said_a_thousand_times_is_one_person(annotate: Annotate) -> None:
    annotated = annotate("Anna Huber spoke. " + "Huber agreed. " * 1000)
    assert named(annotated) == {"Anna Huber": 1001}


def calls_for(article: ParsedArticle) -> int:
    draft = Draft()

    def steps() -> None:
        for step in (NameExtractor(), QuotationExtractor(), CoreferenceExtractor(), PostExtractor()):
            draft.add(step.extract(article, draft))

    return calls_in(steps)


@pytest.mark.parametrize(
    "text",
    [
        crowd,
        lambda size: "Anna Huber said that she agreed. " * size,
        lambda size: "Police in Riga said the company and its " * size,
    ],
    ids=["many-names", "one-name", "no-end-of-sentence"],
)
def test_twice_the_text_is_twice_the_work(nlp: Any, text: Callable[[int], str]) -> None:
    some, more = (next(parse([Article(id="a", text=text(size))], nlp.nlp)) for size in (120, 240))
    calls_for(some)  # tables are read at first use
    assert calls_for(more) <= 2.5 * calls_for(some)


@pytest.mark.parametrize(
    "text",
    [
        "The president, محمد بن سلمان, met נתנימין נתניהו in الرياض on Monday.",
        "🎉 Anna Huber 😀 met 👩‍👩‍👧‍👦 Peter Frei 🇺🇸 in Paris on Monday! 🇫🇷",
        "ANNA HUBER MET PETER FREI IN PARIS ON MONDAY. THEY TALKED. NOTHING WAS SIGNED.",
        "anna huber met peter frei in paris on monday. they talked. nothing was signed.",
        "\u202eAnna Huber\u202c met Peter\u00a0Frei in Paris on Monday.",
        "A\u0301nna Hu\u0308ber met Zoe\u0308 Bronte\u0308 in Paris on Monday.",
        "Mr. Mr. Mr. Dr. Prof. President President of the of the , , met – — - Mr.",
        "'s 's 's The The The of of of (()) [[ ]] “ ” Anna's's Huber's'",
    ],
)
def test_odd_names_lose_no_article_and_every_mention_is_in_the_text(annotate: Annotate, text: str) -> None:
    annotated = annotate(text)
    assert annotated.article.text == text
    for record in (*annotated.agents, *annotated.places):
        for mention in record.mentions:
            assert text[mention.begin : mention.end] == mention.text


def test_names_between_emoji_are_found(annotate: Annotate) -> None:
    annotated = annotate("🎉 Anna Huber 😀 met Peter Frei 🇺🇸 in Paris on Monday!")
    assert set(named(annotated)) == {"Anna Huber", "Peter Frei"}


def test_a_name_is_nfc_while_its_mention_is_what_the_text_has(annotate: Annotate) -> None:
    annotated = annotate("President Emmanuel Macron met Recep Tayyip Erdog\u0306an in Paris on Monday.")
    [person] = [agent for agent in annotated.agents if isinstance(agent, Person) and agent.name.startswith("Recep")]
    assert person.name == "Recep Tayyip Erdoğan"
    assert person.mentions[0].text == "Recep Tayyip Erdog\u0306an"
    assert "Q39259" in {each.target for each in Authorities.of_files([]).link(annotated).links}


def test_an_annotator_gives_the_same_for_the_same_text(nlp: Any) -> None:
    article = Article(id="a", text=crowd(60))
    one, other = (next(Annotator(model=nlp).annotate([article])) for _ in range(2))
    assert one == other
