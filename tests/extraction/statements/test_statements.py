"""Who said what: the rules of the sieve on sentences that we write."""

from collections.abc import Callable

import pytest

from kgexport.model import Act, AnnotatedArticle, Form, Polarity, Statement, UnnamedAgent
from tests.extraction.statements.reading import name_of, said

Annotate = Callable[..., AnnotatedArticle]


def by_id(annotated: AnnotatedArticle) -> dict[str, Statement]:
    return {statement.id: statement for statement in annotated.statements}


@pytest.mark.parametrize(
    ("text", "speaker", "content", "form"),
    [
        (
            "“The bridge will reopen in May,” Maria Keller said.",
            "Maria Keller",
            "“The bridge will reopen in May,”",
            Form.DIRECT,
        ),
        (
            "Maria Keller said that the bridge would reopen in May.",
            "Maria Keller",
            "the bridge would reopen in May",
            Form.INDIRECT,
        ),
        (
            "Maria Keller said the bridge was “a national disgrace” and would be closed.",
            "Maria Keller",
            "the bridge was “a national disgrace” and would be closed",
            Form.MIXED,
        ),
        (
            "According to Maria Keller, the bridge will reopen in May.",
            "Maria Keller",
            "the bridge will reopen in May",
            Form.INDIRECT,
        ),
    ],
)
def test_a_statement_has_its_speaker_its_words_and_its_form(
    annotate: Annotate, text: str, speaker: str, content: str, form: Form
) -> None:
    annotated = annotate(text)
    assert said(annotated) == [(speaker, content)]
    assert annotated.statements[0].form is form


def test_words_in_marks_before_a_noun_are_no_statement(annotate: Annotate) -> None:
    assert said(annotate("Many shops in Lisbon offered “vintage” versions of the coat.")) == []


def test_a_group_that_is_called_something_is_named_not_judged(annotate: Annotate) -> None:
    assert said(annotate("The study was led by a group called Night Watch in Oslo.")) == []


def test_somebody_who_is_told_something_is_the_addressee(annotate: Annotate) -> None:
    annotated = annotate("Maria Keller told reporters that the talks had failed.")
    (statement,) = annotated.statements
    names = {agent.id: getattr(agent, "description", "") for agent in annotated.agents}
    assert [names[each] for each in statement.addressees] == ["reporters"]


def test_a_denial_is_a_denial(annotate: Annotate) -> None:
    (statement,) = annotate("Maria Keller denied that the company had paid a bribe.").statements
    assert statement.act is Act.DENY


def test_what_somebody_never_said_is_not_said_positively(annotate: Annotate) -> None:
    statements = annotate("Maria Keller never said that the bridge was safe.").statements
    assert all(each.polarity is Polarity.NEGATIVE or each.act is Act.DENY for each in statements)


def test_coordinated_cues_are_statements_of_one_speaker_with_a_content_each(annotate: Annotate) -> None:
    annotated = annotate("Maria Keller said she never met the mayor and noted that the vote was close.")
    assert said(annotated) == [("Maria Keller", "she never met the mayor"), ("Maria Keller", "the vote was close")]


def test_a_second_cue_ends_the_content_of_the_first(annotate: Annotate) -> None:
    annotated = annotate("Maria Keller said the plan was ready and warned that time was short.")
    assert said(annotated) == [("Maria Keller", "the plan was ready"), ("Maria Keller", "time was short")]


def test_a_relay_rests_on_the_one_it_quotes(annotate: Annotate) -> None:
    annotated = annotate("Reuters quoted an official as saying that the summit had been cancelled.")
    outer = next(each for each in annotated.statements if name_of(annotated, each.speaker) == "Reuters")
    inner = [by_id(annotated)[each] for each in outer.based_on]
    assert [name_of(annotated, each.speaker) for each in inner] == ["an official"]


def test_a_line_that_names_its_sources_makes_a_chain_about_the_sentence_before(annotate: Annotate) -> None:
    text = "The port of Rijeka will be closed for a week. The Herald reports this, citing sources in the ministry."
    annotated = annotate(text, publisher="The Herald")
    report = next(each for each in annotated.statements if each.based_on)
    assert report.content[0].text == "The port of Rijeka will be closed for a week"
    assert name_of(annotated, by_id(annotated)[report.based_on[0]].speaker).startswith("sources")


def test_a_statement_within_a_statement_is_a_node_of_its_own(annotate: Annotate) -> None:
    annotated = annotate("Peter Novak said Maria Keller told him that the bridge was unsafe.")
    outer, inner = annotated.statements
    assert (name_of(annotated, outer.speaker), name_of(annotated, inner.speaker)) == ("Peter Novak", "Maria Keller")
    assert outer.based_on == (inner.id,)


def test_a_condition_reports_nobody(annotate: Annotate) -> None:
    assert said(annotate("If Maria Keller says that the bridge is safe, the road will open.")) == []


@pytest.mark.parametrize("text", ["“" * 300, "said " * 300, "Poem\n\nno dots\nno ends\n" * 20, "”He said “" * 60])
def test_text_that_is_none_costs_nothing_and_raises_nothing(annotate: Annotate, text: str) -> None:
    assert len(annotate(text).statements) < 100


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The old boats, said Maria Keller, are required to leave.",
            [("Maria Keller", "The old boats … are required to leave")],
        ),
        (
            "“We wait,” Maria Keller said. “The tide will turn by noon.”",
            [("Maria Keller", "“We wait,” … “The tide will turn by noon.”")],
        ),
        (
            "Maria Keller denied that she had met the owner and rejected claims that the club was bankrupt.",
            [("Maria Keller", "she had met the owner"), ("Maria Keller", "the club was bankrupt")],
        ),
        (
            "The mayor of Ghent, Maria Keller, said the bridge was safe.",
            [("Maria Keller", "the bridge was safe")],
        ),
        ("They drank a beer called Old Harbour and went to a bar dubbed “The Anchor” on Monday.", []),
        (
            "The old quay, said Maria Keller, founder of the club, is sinking.",
            [],
        ),  # the parser fails: nothing, not the quay
        ("He wrote a song, “The Long Winter,” in May.", []),
        ("He read a novel, “The Long Winter,” and went by “Shorty” at school.", []),
    ],
)
def test_words_are_given_to_those_who_said_them(annotate: Annotate, text: str, expected: list[tuple[str, str]]) -> None:
    assert said(annotate(text)) == expected


def test_two_who_speak_together_are_a_group_of_both(annotate: Annotate) -> None:
    annotated = annotate("Maria Keller and Jonas Brandt said the talks would go on.")
    speaker = next(agent for agent in annotated.agents if agent.id == annotated.statements[0].speaker)
    assert isinstance(speaker, UnnamedAgent)
    names = {agent.id: getattr(agent, "name", None) for agent in annotated.agents}
    assert [names[member] for member in speaker.members] == ["Maria Keller", "Jonas Brandt"]


def test_a_claim_that_is_rejected_is_denied(annotate: Annotate) -> None:
    (statement,) = annotate("Maria Keller rejected claims that the club was bankrupt.").statements
    assert (statement.act, statement.polarity) == (Act.DENY, Polarity.NEGATIVE)


def test_an_article_in_another_language_has_no_statements(annotate: Annotate) -> None:
    assert annotate("„Wir warten“, sagte Maria Keller.", language="de").statements == ()


@pytest.mark.parametrize(
    "text",
    [
        "she said that he said that " * 400 + "it rained.",
        "the minister told reporters it works and noted that it failed adding it " * 120,
        "“said ' \" " * 600,
        "according to " * 300,
        "def f(x):\n    return 'a' + \"b\"\n" * 80,
    ],
    ids=["nested", "no punctuation", "open marks", "according", "code"],
)
def test_hostile_text_is_read_without_an_error_and_every_mention_is_exact(annotate: Annotate, text: str) -> None:
    annotated = annotate(text)
    for statement in annotated.statements:
        for part in statement.content:
            assert part.text == text[part.begin : part.end]
            assert len(part.text) <= 3100
