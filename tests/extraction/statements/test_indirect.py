"""Indirect speech: cues of all kinds, how far the content goes, and what reports nobody."""

from collections.abc import Callable

import pytest

from kgexport.model import Act, AnnotatedArticle, Certainty, Document, Polarity
from tests.extraction.statements.reading import addressees, name_of, said, words

Annotate = Callable[..., AnnotatedArticle]
K = "Maria Keller"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The plan, Maria Keller said, would cost too much.", [(K, "The plan … would cost too much")]),
        ("The port, according to Maria Keller, is closed.", [(K, "The port … is closed")]),
        ("The plan is, in Maria Keller's words, “a disgrace.”", [(K, "The plan is … “a disgrace.”")]),
        ("As Maria Keller put it, “the sea takes what it wants.”", [(K, "“the sea takes what it wants.”")]),
        ("The port will be sold, as Maria Keller reported.", [(K, "The port will be sold")]),
        ("Maria Keller left the talks, insisting that no deal was possible.", [(K, "no deal was possible")]),
        ("Saying the quay was unsafe, Maria Keller closed the port.", [(K, "the quay was unsafe")]),
        ("Maria Keller repeated her claim that the port was safe.", [(K, "the port was safe")]),
        ("Maria Keller's promise to reopen the port was broken.", [(K, "reopen the port")]),
        ("The fires, Maria Keller said, were under control by noon.", [(K, "The fires … were under control by noon")]),
        ("Three people died, Maria Keller said; the road stayed closed.", [(K, "Three people died")]),
        (
            "Maria Keller said that the plan was ready, that time was short and that the crews were waiting.",
            [(K, "the plan was ready, that time was short and that the crews were waiting")],
        ),
        (
            "Maria Keller said the quay was unsafe and the ministry had been told, but insisted nobody had listened.",
            [(K, "the quay was unsafe and the ministry had been told"), (K, "nobody had listened")],
        ),
        ("Maria Keller wept and said she believed he was innocent.", [(K, "she believed he was innocent")]),
        ("All of the crews said the port was safe.", [("All of the crews", "the port was safe")]),
        ("The Delta Institute's director, Dr. Maria Keller, said it was safe.", [(K, "it was safe")]),
        (
            "Maria Keller said she would win and asked voters to wait.",
            [(K, "she would win"), (K, "wait")],
        ),
        ("Maria Keller claimed to be waiting for the minister.", [(K, "be waiting for the minister")]),
        ("Maria Keller confessed to killing her brother.", [(K, "killing her brother")]),
        ("Maria Keller blamed the mayor for the flood.", [(K, "the mayor for the flood")]),
        ("The mayor was accused by Maria Keller of taking bribes.", [(K, "The mayor … taking bribes")]),
        ("The plan was described by Maria Keller as a “historic mandate”.", [(K, "The plan … a “historic mandate”")]),
        ("The tax plan, which Maria Keller described as “a joke,” failed.", [(K, "which … “a joke,”")]),
        ("Maria Keller denied any wrongdoing.", [(K, "any wrongdoing")]),
        ("According to Maria Keller, the mayor's former aide, Novak died on Monday.", [(K, "Novak died on Monday")]),
        ("The harbour's lawyer Maria Keller said the claim was weak.", [(K, "the claim was weak")]),
    ],
)
def test_what_was_said_is_told_apart_from_who_said_it(
    annotate: Annotate, text: str, expected: list[tuple[str, str]]
) -> None:
    assert said(annotate(text)) == expected


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("It was reported on Monday that the port would close.", "the port would close"),
        ("The mayor is alleged to have taken bribes.", "The mayor … have taken bribes"),
        ("The mayor has been accused of taking bribes.", "The mayor … taking bribes"),
        ("The crews were told that the port would close.", "the port would close"),
    ],
)
def test_a_passive_that_names_nobody_has_an_unknown_speaker(annotate: Annotate, text: str, content: str) -> None:
    assert said(annotate(text)) == [("unknown", content)]


@pytest.mark.parametrize(
    "text",
    [
        "Maria Keller would say that the port is safe, if anyone asked.",
        "The minister will say on Monday that the port is safe.",
        "You say that the port is safe.",
        "The figures suggest that the port is safe.",
        "The job demands patience and demands more staff.",
        "The mayor could not be reached for comment.",
        "The border guards denied him entry.",
        "Maria Keller declared a state of emergency, with others following suit.",
        "For Maria Keller, the plan is a disgrace.",
        "No group claimed responsibility for the attack.",
        "Nobody said that the port was safe.",
        "The Associated Press called the election for Maria Keller.",
        "The law would remove people who had been accused of crimes.",
        "He would not go. The crews would be paid.",
    ],
)
def test_nothing_is_said_where_nobody_has_said_it(annotate: Annotate, text: str) -> None:
    assert said(annotate(text)) == []


def test_a_sentence_behind_a_statement_is_the_articles_own(annotate: Annotate) -> None:
    text = "Maria Keller said the port would close. She would not give a date. The crews would be paid."
    assert said(annotate(text)) == [(K, "the port would close")]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Maria Keller declined to comment.", "comment"),
        ("Maria Keller declined to comment on the report.", "comment on the report"),
        ("Maria Keller did not immediately respond to a request for comment.", "a request for comment"),
        ("Maria Keller had no comment.", "no comment"),
        ("Maria Keller would not comment on the report.", "the report"),
        ("Maria Keller refused to say when the port would reopen.", "when the port would reopen"),
        ("Maria Keller neither confirmed nor denied that the port would close.", "the port would close"),
        ("Maria Keller did not deny that she had met the mayor.", "she had met the mayor"),
        ("Maria Keller would not confirm the meeting.", "the meeting"),
        ("Maria Keller would not say who had called her.", "who had called her"),
    ],
)
def test_whoever_declines_to_say_something_has_not_said_it(annotate: Annotate, text: str, content: str) -> None:
    (statement,) = annotate(text).statements
    assert (words(statement), statement.act, statement.polarity) == (content, Act.DECLINE, Polarity.NEGATIVE)


@pytest.mark.parametrize("silence", ["without elaborating", "without giving details", "without offering any evidence"])
def test_what_somebody_leaves_out_is_no_part_of_what_is_said(annotate: Annotate, silence: str) -> None:
    text = f"Maria Keller said the quay had been sold {silence}."
    assert said(annotate(text)) == [("Maria Keller", "the quay had been sold")]


def test_what_was_done_without_is_part_of_what_is_said(annotate: Annotate) -> None:
    text = "Maria Keller said the mayor had left without paying the bill."
    assert said(annotate(text)) == [("Maria Keller", "the mayor had left without paying the bill")]


def test_a_clause_may_end_in_the_participle_of_a_cue(annotate: Annotate) -> None:
    text = "Maria Keller said the mayor, who was in Rome, was being kept informed."
    assert said(annotate(text)) == [("Maria Keller", "the mayor, who was in Rome, was being kept informed")]


@pytest.mark.parametrize(
    ("text", "act", "polarity"),
    [
        ("Maria Keller denied taking bribes.", Act.DENY, Polarity.NEGATIVE),
        ("Maria Keller said she had not taken bribes.", Act.DENY, Polarity.POSITIVE),
        ("Maria Keller said she did not want to leave.", Act.SAY, Polarity.POSITIVE),
        ("Maria Keller never said the port was safe.", Act.SAY, Polarity.NEGATIVE),
        ("Maria Keller demanded that the mayor resign.", Act.DEMAND, Polarity.POSITIVE),
        ("Maria Keller vowed that the port would reopen.", Act.PROMISE, Polarity.POSITIVE),
        ("Maria Keller warned of a flood.", Act.WARN, Polarity.POSITIVE),
        ("Maria Keller asked whether the port would reopen.", Act.ASK, Polarity.POSITIVE),
        ("Maria Keller asked the ministry for money.", Act.DEMAND, Polarity.POSITIVE),
        ("Maria Keller proposed closing the port.", Act.PROPOSE, Polarity.POSITIVE),
    ],
)
def test_what_a_speaker_does_by_saying_it(annotate: Annotate, text: str, act: Act, polarity: Polarity) -> None:
    (statement,) = annotate(text).statements
    assert (statement.act, statement.polarity) == (act, polarity)


@pytest.mark.parametrize("verb", ["warned", "told", "asked", "urged", "ordered"])
def test_not_to_do_something_is_not_to_do_it(annotate: Annotate, verb: str) -> None:
    (statement,) = annotate(f"Maria Keller {verb} the crews not to leave the port.").statements
    assert words(statement).startswith("not to leave")


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Maria Keller said the port would close.", Certainty.CERTAIN),
        ("Maria Keller reportedly said the port would close.", Certainty.PROBABLE),
        ("Maria Keller reportedly wrote to the king, saying the port was closed.", Certainty.PROBABLE),
        ("Maria Keller is said to have told the mayor that she would resign.", Certainty.PROBABLE),
        ("Maria Keller said the port may close.", Certainty.POSSIBLE),
        ("Maria Keller said the mayor had allegedly taken bribes.", Certainty.POSSIBLE),
        ("Maria Keller speculated that the port would close.", Certainty.POSSIBLE),
    ],
)
def test_a_hedge_on_the_cue_or_in_the_content_lowers_the_certainty(
    annotate: Annotate, text: str, certainty: Certainty
) -> None:
    assert annotate(text).statements[-1].certainty is certainty


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Maria Keller informed the crews that the port would close.", ["the crews"]),
        ("Maria Keller promised the crews that they would be paid.", ["the crews"]),
        ("Maria Keller promised the crews to pay them.", ["the crews"]),
        ("Maria Keller urged both sides to stop.", ["both sides"]),
        ("Maria Keller wrote to the king that the port would close.", ["the king"]),
        ("In a letter to the ministry, Maria Keller said the crews were unpaid.", ["the ministry"]),
        ("Addressing parliament, Maria Keller said the crews were unpaid.", ["parliament"]),
        ("Speaking to reporters on Monday, Maria Keller said the port would close.", ["reporters"]),
        ("The crews were told by Maria Keller that the port would close.", ["The crews"]),
        ("The port will close, Maria Keller said during a visit to Lund in May.", []),
        ("At a meeting in Lund, Maria Keller said the port would close.", []),
    ],
)
def test_whom_it_is_said_to(annotate: Annotate, text: str, whom: list[str]) -> None:
    annotated = annotate(text)
    assert addressees(annotated, annotated.statements[0]) == whom


@pytest.mark.parametrize(
    ("text", "venue", "time"),
    [
        ("In a post on Truth Social, Maria Keller wrote that it would close.", "In a post on Truth Social", None),
        ("Maria Keller said at a press conference in Lund that it would close.", "at a press conference in Lund", None),
        ("On Tuesday, Maria Keller said the port would close on Friday.", None, "Tuesday"),
        ("Maria Keller tweeted on Sunday: “The port will close.”", None, "Sunday"),
    ],
)
def test_where_and_when_it_is_said(annotate: Annotate, text: str, venue: str | None, time: str | None) -> None:
    annotated = annotate(text)
    (statement,) = annotated.statements
    times = {each.id: each.mention.text for each in annotated.times}
    assert (statement.venue.text if statement.venue else None) == venue
    assert times.get(statement.stated_at or "") == time


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The survey found that most sailors were unhappy.", "The survey"),
        ("A sign on the door read: “Closed until May.”", "A sign on the door"),
        ("The lawsuit alleges that the mayor took bribes.", "The lawsuit"),
        ("The news agency TASS said the talks would go on.", "TASS"),
        ("Moscow says it will not negotiate.", "Government of Russia"),
        ("Residents said they heard a loud bang.", "Residents"),
        ("She said the quay was unsafe.", "She"),
        ("Her daughter, the novelist Ana Lima, said the cause was pneumonia.", "Ana Lima"),
        ("Two aides to Senator Ana Lima said that she knew of it.", "Two aides to Senator Ana Lima"),
    ],
)
def test_documents_bodies_and_unnamed_people_speak_too(annotate: Annotate, text: str, speaker: str) -> None:
    annotated = annotate(text)
    assert name_of(annotated, annotated.statements[0].speaker) == speaker


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Data from the institute show that the forest lost a third of its trees.",
            [("Data from the institute", "the forest lost a third of its trees")],
        ),
        ("Trade Ministry figures show Spain exported more.", [("Trade Ministry figures", "Spain exported more")]),
        (
            "Environmentalists accuse Ana Lima of burning the forest.",
            [("Environmentalists", "Ana Lima of burning the forest")],
        ),
        ("No leaks were found, states the release.", [("the release", "No leaks were found")]),
        (
            "The girl was the daughter of a farm worker, said District Officer (DO) Sohel Kabir.",
            [("Sohel Kabir", "The girl was the daughter of a farm worker")],
        ),
        (
            "The three groups agreed, with Ana Lima adding that it was late.",
            [("Ana Lima", "it was late")],
        ),
        ('One of them described the claim as "theatre."', [("One of them", 'the claim as "theatre."')]),
        ("Karl Moe denied having threatened her.", [("Karl Moe", "having threatened her")]),
        ("Karl Moe denies three counts of theft.", [("Karl Moe", "three counts of theft")]),
    ],
)
def test_who_says_it_may_be_figures_a_group_or_a_release(
    annotate: Annotate, text: str, expected: list[tuple[str, str]]
) -> None:
    assert said(annotate(text)) == expected


def test_figures_that_show_something_are_a_document(annotate: Annotate) -> None:
    annotated = annotate("Trade Ministry figures show Spain exported more.")
    (statement,) = annotated.statements
    assert isinstance(next(a for a in annotated.agents if a.id == statement.speaker), Document)


def test_a_rejected_claim_is_claimed_by_whoever_made_it(annotate: Annotate) -> None:
    annotated = annotate("Ana Lima rejected a claim by the union that managers had known of the closure.")
    assert said(annotated) == [
        ("Ana Lima", "managers had known of the closure"),
        ("the union", "managers had known of the closure"),
    ]
    assert [statement.act for statement in annotated.statements] == [Act.DENY, Act.CLAIM]


def test_a_day_behind_the_cue_is_when_it_was_said(annotate: Annotate) -> None:
    text = "Ana Lima told a news conference in Tokyo on Tuesday she will skate in shows."
    assert said(annotate(text)) == [("Ana Lima", "she will skate in shows")]


def test_a_past_tense_beside_what_was_going_on_is_the_speakers(annotate: Annotate) -> None:
    text = (
        "Jens Holm said the alliance was watching the border closely and called on Russia to show that it wants peace."
    )
    assert said(annotate(text)) == [
        ("Jens Holm", "the alliance was watching the border closely"),
        ("Jens Holm", "show that it wants peace"),
    ]


def test_one_statement_with_two_cues_is_told_once_and_without_either(annotate: Annotate) -> None:
    assert said(annotate("Ana Lima said the trade would grow in the region, she added.")) == [
        ("Ana Lima", "the trade would grow in the region")
    ]
    assert [
        words(s) for s in annotate("He said, contrary to such claims, the vote was fair, he added.").statements
    ] == ["contrary to such claims, the vote was fair"]


def test_what_somebody_may_come_to_think_is_not_said(annotate: Annotate) -> None:
    assert said(annotate("Oslo would act if Taipei left or it deemed troops to have come.")) == []


@pytest.mark.parametrize(
    "text",
    [
        "The ship sailed near the Spratly Islands, which China calls the Nansha Islands.",
        "Ana Lima made clear her dismay with the idea.",
        "The law covers the war of the groups or, the national conflict, as the state puts it.",
    ],
)
def test_a_name_elsewhere_a_mood_and_somebodys_expression_are_no_statements(annotate: Annotate, text: str) -> None:
    assert said(annotate(text)) == []


def test_a_content_begins_with_its_whole_word(annotate: Annotate) -> None:
    assert said(annotate("Ana Lima claimed the U-turn was panic.")) == [("Ana Lima", "the U-turn was panic")]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Maria Keller said that for the port to grow and for the town to live, schools need to open.",
            "for the port to grow and for the town to live, schools need to open",
        ),
        (
            "Maria Keller said despite all promises, the port was closed.",
            "despite all promises, the port was closed",
        ),
        (
            "Maria Keller said by closing the port, the town would see better days.",
            "by closing the port, the town would see better days",
        ),
        ("Maria Keller said in Lund, the port was closed.", "the port was closed"),
        ("Maria Keller announced the raid at a press conference on Monday.", "the raid"),
    ],
)
def test_what_stands_before_the_clause_belongs_to_it_and_an_occasion_does_not(
    annotate: Annotate, text: str, content: str
) -> None:
    assert said(annotate(text)) == [(K, content)]


def test_another_one_who_adds_something_passes_it_on(annotate: Annotate) -> None:
    text = "The council met. Tom Berg told the press that he was sorry, it said."
    assert {speaker for speaker, _ in said(annotate(text))} == {"Tom Berg", "The council"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tom Berg was responding to media reports that thirty people had been hacked.", []),
        (
            "It lost, according to Mapnet, a network of charities.",
            [("Mapnet", "It lost")],
        ),
        (
            "Three groups have revealed findings from a probe after a letter in May informing the crews that they were watched.",
            [("a letter in May", "they were watched")],
        ),
        (
            "The report said for an accused person, the benefits may vary.",
            [("The report", "for an accused person, the benefits may vary")],
        ),
        ("Harbour councillor, Karl Moe said the plan failed.", [("Karl Moe", "the plan failed")]),
    ],
)
def test_the_nearest_one_says_it(annotate: Annotate, text: str, expected: list[tuple[str, str]]) -> None:
    assert said(annotate(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Some say the play is funny, and some say it is a bore.",
            [("Some", "the play is funny"), ("some", "it is a bore")],
        ),
        ("Detractors are calling on the troupe to cast women.", [("Detractors", "cast women")]),
        (
            "In an interview, Ana Lima said she left for “personal reasons,” which she declined to specify.",
            [("Ana Lima", "she left for “personal reasons,” which she declined to specify")],
        ),
    ],
)
def test_each_report_has_its_own_speaker_and_what_is_declined_in_passing_is_none(
    annotate: Annotate, text: str, expected: list[tuple[str, str]]
) -> None:
    assert said(annotate(text)) == expected


def test_a_witness_who_is_called_is_called_nothing(annotate: Annotate) -> None:
    text = "Prosecutors called Ana Lima, owner of the Harbour Inn, who testified that she had served the man."
    assert all(speaker != "Prosecutors" for speaker, _ in said(annotate(text)))


def test_a_past_tense_behind_a_reported_perfect_is_the_speakers(annotate: Annotate) -> None:
    text = "Karl Moe said the bureau has questioned a hundred people, but indicated that most of it had led nowhere."
    assert said(annotate(text))[-1] == ("Karl Moe", "most of it had led nowhere")


def test_who_behind_a_post_is_the_one_who_holds_it(annotate: Annotate) -> None:
    text = "The market is weak, said Ana Lima, director of Harbour Securities, who estimated that prices would fall."
    assert ("Ana Lima", "prices would fall") in said(annotate(text))
