"""Direct speech: marks of all kinds, over paragraphs, and what stands in marks without being said."""

from collections.abc import Callable

import pytest

from kgexport.model import Act, AnnotatedArticle, Form
from tests.extraction.statements.reading import addressees, chains, name_of, said, words

Annotate = Callable[..., AnnotatedArticle]


@pytest.mark.parametrize(
    "quoted",
    ["“We have no money,”", '"We have no money,"', "'We have no money,'", "‘We have no money,’", "«We have no money»,"],
)
def test_every_kind_of_mark_holds_what_was_said(annotate: Annotate, quoted: str) -> None:
    annotated = annotate(f"{quoted} Maria Keller told the council.")
    (statement,) = annotated.statements
    assert words(statement) == quoted.removesuffix("»,") + ("»" if quoted.endswith("»,") else "")
    assert (statement.form, addressees(annotated, statement)) == (Form.DIRECT, ["the council"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # discontinuous
            "“If we wait,” Maria Keller warned, “the quay will sink,” adding that work must begin at once.",
            ["“If we wait,” … “the quay will sink,”", "work must begin at once"],
        ),
        (  # two quotations of one predicate
            "Maria Keller called the plan “a disgrace” and “an insult to sailors.”",
            ["the plan “a disgrace” and “an insult to sailors.”"],
        ),
        (  # what stands behind the closing mark is the writer's
            "“We shall win,” Maria Keller said, referring to the vote.",
            ["“We shall win,”"],
        ),
        (  # a title inside the reporting clause
            "“It sank,” said Maria Keller, the author of “Rising Water,” who lives here. “Nobody came.”",
            ["“It sank,” … “Nobody came.”"],
        ),
    ],
)
def test_the_parts_of_a_quotation_are_one_statement(annotate: Annotate, text: str, expected: list[str]) -> None:
    assert [content for _, content in said(annotate(text))] == expected


def test_a_paragraph_of_nothing_but_a_quotation_goes_on_with_the_one_before(annotate: Annotate) -> None:
    text = (
        "“We have waited for ten years,” Maria Keller said.\n\n“The ministry never paid.\n\n“Now the quay is sinking.”"
    )
    assert said(annotate(text)) == [
        (
            "Maria Keller",
            "“We have waited for ten years,” … “The ministry never paid … “Now the quay is sinking.”",
        )
    ]


def test_the_answer_to_a_question_may_be_somebody_elses(annotate: Annotate) -> None:
    text = "“Who will pay for all of this?” Maria Keller asked.\n\n“The ministry will pay for it.”"
    assert said(annotate(text)) == [("Maria Keller", "“Who will pay for all of this?”")]


def test_a_missing_closing_mark_gives_nobody_the_words_of_another(annotate: Annotate) -> None:
    found = said(annotate("“The harbour is closed, Maria Keller said.\n\n“We try again,” Peter Novak said."))
    assert found[-1] == ("Peter Novak", "“We try again,”")
    assert all("try again" not in content for speaker, content in found if speaker == "Maria Keller")


@pytest.mark.parametrize(
    "text",
    [
        "He wrote “The Long Winter” and “Rising Water” in 1998.",
        "Anna “Shorty” Lindberg won the race in Ghent.",
        "She is known as “the Iron Lady” and was nicknamed “Maggie” at school.",
        "The word “harbour” comes from Old English.",
        "The film “Rising Water” opens on Friday, and critics love it.",
        "The ship, named “Aurora,” left on Monday.",
        "The so-called “peace plan” was signed by the “mayor” on Monday.",
    ],
)
def test_titles_nicknames_and_scare_quotes_say_nothing(annotate: Annotate, text: str) -> None:
    assert said(annotate(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "“The harbour belongs to all of us.” — Maria Keller",
        "“The harbour belongs to all of us.”\n\n— Maria Keller, mayor",
    ],
)
def test_a_signature_names_who_said_it(annotate: Annotate, text: str) -> None:
    assert said(annotate(text)) == [("Maria Keller", "“The harbour belongs to all of us.”")]


INTERVIEW = (
    "A talk with Maria Keller\n\nHERALD: Why was the harbour closed?\n\n"
    "KELLER: The quay was sinking. I told the minister so.\n\nHe said he would pay.\n\n"
    "HERALD: Who will pay now?\n\nKELLER: The ministry told me that it would pay."
)


def test_the_turns_of_an_interview_are_statements_of_their_speakers(annotate: Annotate) -> None:
    annotated = annotate(INTERVIEW)
    turns = [each for each in annotated.statements if each.rule == "interview-turn"]
    assert [(each.form, each.act) for each in turns] == [(Form.DIRECT, act) for act in (Act.ASK, Act.SAY) * 2]
    assert words(turns[1]) == "The quay was sinking. I told the minister so … He said he would pay"
    assert len({turns[0].speaker, turns[2].speaker}) == len({turns[1].speaker, turns[3].speaker}) == 1


def test_i_and_me_in_a_turn_are_its_speaker(annotate: Annotate) -> None:
    annotated = annotate(INTERVIEW)
    keller = next(each.speaker for each in annotated.statements if words(each).startswith("The quay"))
    mentions = next(agent.mentions for agent in annotated.agents if agent.id == keller)
    assert "I" in [mention.text for mention in mentions]
    inner = next(each for each in annotated.statements if words(each) == "it would pay")
    assert inner.addressees == (keller,)
    assert not any(getattr(agent, "description", "") in ("I", "me") for agent in annotated.agents)


@pytest.mark.parametrize(
    "labels", [("((Herald)) ", "((Maria Keller)) "), ("Peter Novak: ", "Maria Keller: "), ("[[PN]] ", "[[MK]] ")]
)
def test_labels_of_turns_come_in_several_forms(annotate: Annotate, labels: tuple[str, str]) -> None:
    ask, answer = labels
    text = f"A talk\n\n{ask}Why now?\n\n{answer}The sea rises.\n\n{ask}Since when?\n\n{answer}For years."
    assert [words(each) for each in annotate(text).statements] == [
        "Why now?",
        "The sea rises",
        "Since when?",
        "For years",
    ]


def test_a_label_in_brackets_is_a_turn_though_it_stands_once_where_turns_are_marked_so(annotate: Annotate) -> None:
    turns = ["((TG)) How big is it?", "((Maria Keller)) Very big.", "((TG)) How old?", "((Maria Keller)) Quite old."]
    annotated = annotate(
        "\n\n".join(["An interview.", *turns, "((Novak)) And who owns it?", "((Maria Keller)) Nobody."])
    )

    asked = next(each for each in annotated.statements if words(each) == "And who owns it?")
    assert (name_of(annotated, asked.speaker), asked.act) == ("Novak", Act.ASK)
    assert ("Maria Keller", "Quite old") in said(annotated)


def test_a_list_of_facts_is_no_interview(annotate: Annotate) -> None:
    assert said(annotate("Where: Lund\n\nWhen: Monday\n\nWhere: Malmö\n\nWhen: Tuesday\n\nPhoto: Peter Novak")) == []


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Keller: Harbour to stay closed", ("Keller", "Harbour to stay closed")),
        ("Harbour to stay closed: minister", ("minister", "Harbour to stay closed")),
        ("Harbour to stay closed, minister says", ("minister", "Harbour to stay closed")),
        ("Minister says harbour to stay closed", ("Minister", "harbour to stay closed")),
        ("Harbour closure ‘a disgrace’, says Keller", ("Keller", "Harbour closure ‘a disgrace’")),
        ("Maria Keller: ‘We have no money’", ("Maria Keller", "‘We have no money’")),
    ],
)
def test_a_headline_names_its_source(annotate: Annotate, title: str, expected: tuple[str, str]) -> None:
    assert said(annotate(f"{title}\n\nThe harbour of Lund will stay closed until May."))[:1] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Port director Maria Keller, left, speaks to reporters in Lund on Monday. Photo: Peter Novak",
        "The harbour of Lund in May. Image: Peter Novak",
    ],
)
def test_whoever_took_the_picture_said_nothing(annotate: Annotate, text: str) -> None:
    assert said(annotate(text)) == []


def test_what_one_who_is_quoted_says_of_another_is_a_node_below(annotate: Annotate) -> None:
    annotated = annotate("“Peter Novak told me the quay was safe,” Maria Keller said.")
    assert chains(annotated) == [("Maria Keller", "Peter Novak")]
    inner = next(each for each in annotated.statements if words(each) == "the quay was safe")
    assert (inner.form, addressees(annotated, inner)) == (Form.INDIRECT, ["Maria Keller"])


@pytest.mark.parametrize(
    "text",
    [
        "“I said the quay was safe,” Maria Keller said.",
        "“If Peter Novak says the quay is safe, we go,” Maria Keller said.",
        "“Did Peter Novak say the quay was safe?” Maria Keller asked.",
        "“People say the quay is safe,” Maria Keller said.",
    ],
)
def test_conditions_questions_and_what_people_say_are_no_nodes_of_their_own(annotate: Annotate, text: str) -> None:
    assert [speaker for speaker, _ in said(annotate(text))] == ["Maria Keller"]


def test_a_quotation_of_its_own_below_indirect_speech_goes_on_with_it(annotate: Annotate) -> None:
    text = "Ana Lima said dogs could harm the park.\n\n“I have seen three birds killed by dogs.”\n\n“It is a real problem.”"
    assert said(annotate(text)) == [
        ("Ana Lima", "dogs could harm the park … “I have seen three birds killed by dogs.” … “It is a real problem.”")
    ]


def test_a_quotation_of_its_own_below_what_a_body_or_two_people_said_is_nobodys(annotate: Annotate) -> None:
    for lead in (
        "The council said dogs could harm the park.",
        "Ana Lima said that Tom Berg claimed dogs were harmless.",
    ):
        annotated = annotate(f"{lead}\n\n“I have seen three birds killed by dogs.”")
        assert all("birds" not in words(statement) for statement in annotated.statements)


def test_he_in_a_quotation_is_not_the_one_who_is_quoted(annotate: Annotate) -> None:
    annotated = annotate("“It hurts,” fumed Tony Keane. “He told me that he saw a push.”")
    assert said(annotated)[-1] == ("He", "he saw a push")


def test_a_quotation_goes_on_behind_a_reporting_sentence_with_another_one(annotate: Annotate) -> None:
    text = (
        "“We must be united,” Ana Lima stressed while speaking in favour of “closing the gaps” in the region. “We should"
        " not look for other ways.”"
    )
    (statement,) = annotate(text).statements
    assert words(statement).endswith("“We should not look for other ways.”")


ALONE = "Mark Rogers said pets harm the park.\n\n{}\n\n“Dogs are our biggest issue.”\n\n{} meant no harm, Rogers said."


def test_quotations_between_what_one_person_says_are_that_persons(annotate: Annotate) -> None:
    annotated = annotate(ALONE.format("Rabbits are no better.", "Most people"))
    assert said(annotated)[0] == ("Mark Rogers", "pets harm the park … “Dogs are our biggest issue.”")


def test_quotations_below_another_person_are_nobodys(annotate: Annotate) -> None:
    annotated = annotate(ALONE.format("His colleague Ana Lima walks there.", "Most people"))
    assert all("Dogs" not in words(statement) for statement in annotated.statements)


def test_a_quotation_goes_on_with_what_one_person_said_and_says(annotate: Annotate) -> None:
    text = "Ana Lima said she thought little of it, but now says she is happy.\n\n“As the days go on, it sinks in.”"
    assert said(annotate(text))[-1] == ("Ana Lima", "she is happy … “As the days go on, it sinks in.”")


@pytest.mark.parametrize("doing", ["disagreed", "went further", "was blunt"])
def test_a_sentence_in_marks_behind_a_colon_is_said_by_who_does_something_by_it(annotate: Annotate, doing: str) -> None:
    assert said(annotate(f"The mayor, Maria Keller, {doing}: “The quay is sinking.”")) == [
        ("Maria Keller", "“The quay is sinking.”")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The sign was clear: “No swimming here.”",
        "Maria Keller was met with laughter: “Nobody believed it.”",
        "Maria Keller lived by one rule: “Never lend a boat.”",
    ],
)
def test_nobody_says_what_a_sign_or_a_rule_says(annotate: Annotate, text: str) -> None:
    assert said(annotate(text)) == []
