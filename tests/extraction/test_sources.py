"""Anonymous sources and other agents without a name."""

from collections.abc import Callable
from typing import Any

import pytest

from kgexport.extraction.coreference import CoreferenceExtractor
from kgexport.extraction.draft import Draft
from kgexport.extraction.names import NameExtractor
from kgexport.extraction.parse import ParsedArticle, parse
from kgexport.extraction.unnamed import noun_phrase, unnamed_from
from kgexport.model import AnonymousSource, Article, Organisation, SourceKind, UnnamedAgent

Parsed = Callable[[str], ParsedArticle]


@pytest.fixture(scope="session")
def parsed(nlp: Any) -> Parsed:
    return lambda text: next(parse([Article(id="test", text=text)], nlp.nlp))


def drafted(article: ParsedArticle) -> Draft:
    draft = Draft()
    draft.add(NameExtractor().extract(article, draft))
    draft.add(CoreferenceExtractor().extract(article, draft))
    return draft


def sources(article: ParsedArticle) -> list[tuple[str, SourceKind]]:
    agents = drafted(article).agents.values()
    return [(agent.description, agent.source_kind) for agent in agents if isinstance(agent, AnonymousSource)]


@pytest.mark.parametrize(
    ("text", "description", "kind"),
    [
        ("Sources close to the talks said the plan was dead.", "Sources close to the talks", SourceKind.INSIDER),
        (
            "According to a person familiar with the deal, it failed.",
            "a person familiar with the deal",
            SourceKind.INSIDER,
        ),
        ("A senior official said the plan was dead.", "A senior official", SourceKind.OFFICIAL),
        ("Two European diplomats told reporters that it failed.", "Two European diplomats", SourceKind.DIPLOMAT),
        ("Local media reported that the bridge had fallen.", "Local media", SourceKind.MEDIA),
        ("Witnesses said the car did not stop.", "Witnesses", SourceKind.WITNESS),
        ("One source said it was over.", "One source", SourceKind.UNSPECIFIED),
    ],
)
def test_who_gives_information_without_a_name_is_a_source(
    parsed: Parsed, text: str, description: str, kind: SourceKind
) -> None:
    assert (description, kind) in sources(parsed(text))


@pytest.mark.parametrize(
    "text", ["The river is a source of energy.", "Officials crowded the hall.", "He trusted nobody."]
)
def test_noun_phrases_that_say_nothing_are_no_sources(parsed: Parsed, text: str) -> None:
    assert sources(parsed(text)) == []


def test_the_official_is_the_one_before_and_another_is_new(parsed: Parsed) -> None:
    text = "A senior official said no. The official said he was sure. Another official said yes."
    found = [a for a in drafted(parsed(text)).agents.values() if isinstance(a, AnonymousSource)]
    assert [[m.text for m in agent.mentions] for agent in found] == [
        ["A senior official", "The official", "he"],
        ["Another official"],
    ]


def test_a_source_has_the_affiliation_that_its_phrase_names(parsed: Parsed) -> None:
    draft = drafted(parsed("A White House official told CNN that the meeting was off."))
    [source] = [a for a in draft.agents.values() if isinstance(a, AnonymousSource)]
    assert source.affiliation is not None
    body = draft.agents[source.affiliation]
    assert isinstance(body, Organisation) and body.name == "White House"


def test_an_audience_is_an_unnamed_agent_and_no_source(parsed: Parsed) -> None:
    agents = list(drafted(parsed("Speaking to reporters, Angela Merkel said no.")).agents.values())
    [audience] = [a for a in agents if isinstance(a, UnnamedAgent)]
    assert (audience.description, type(audience)) == ("reporters", UnnamedAgent)


def test_an_unnamed_agent_is_found_again_at_its_head(parsed: Parsed) -> None:
    article = parsed("A senior official said no.")
    draft = drafted(article)
    head = next(token for token in article.doc if token.text == "official")
    again = unnamed_from(article, noun_phrase(article, head), draft)
    assert again.id in draft.agents


@pytest.mark.parametrize(
    ("text", "head", "phrase"),
    [
        ("People briefed on the matter said no.", "People", "People briefed on the matter"),
        ("The officials, who asked not to be named, left.", "officials", "The officials"),
        ("U.S. and Russian officials met.", "officials", "U.S. and Russian officials"),
        ("He met a spokesman for the ministry.", "spokesman", "a spokesman for the ministry"),
    ],
)
def test_a_noun_phrase_ends_before_relative_clauses(parsed: Parsed, text: str, head: str, phrase: str) -> None:
    article = parsed(text)
    token = next(token for token in article.doc if token.text == head)
    assert noun_phrase(article, token).text == phrase


def test_a_secretary_general_is_no_soldier(parsed: Parsed) -> None:
    assert sources(parsed("The secretary-general said it was late.")) == [
        ("The secretary-general", SourceKind.OFFICIAL)
    ]
    assert sources(parsed("The general said it was late.")) == [("The general", SourceKind.MILITARY)]


def test_what_stands_before_a_hyphen_is_part_of_the_description(parsed: Parsed) -> None:
    article = parsed("It was late when the ex-minister said that the port was shut.")
    assert [each.description for each in drafted(article).agents.values()] == ["the ex-minister"]
