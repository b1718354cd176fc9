"""Where one's words end and another's begin: second cues, semicolons, quotations between two reporting clauses, denials."""

from collections.abc import Callable

import pytest

from kgexport.model import Act, AnnotatedArticle, AnonymousSource, Person, Polarity, SourceKind, UnnamedAgent
from tests.extraction.statements.reading import addressees, chains, said, words

Annotate = Callable[..., AnnotatedArticle]
K = "Maria Keller"
N = "Tomas Novak"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“We are the best crew,” said Maria Keller after the race. “I thank them all.” "
            "Tomas Novak wrote on Twitter, “The sea was kind to them.”",
            [(K, "“We are the best crew,” … “I thank them all.”"), (N, "“The sea was kind to them.”")],
        ),
        (
            "Maria Keller said the town had “written guarantees”, but she did not elaborate.",
            [(K, "the town had “written guarantees”")],
        ),
        (
            "The port is shut, Maria Keller said, but she did not say why.",
            [(K, "The port is shut"), (K, "why")],
        ),
        (
            "Maria Keller said the town needs “clear leadership.” Tomas Novak argued against a new tax.",
            [(K, "the town needs “clear leadership.”")],
        ),
        (
            "Maria Keller said on Monday, “I do not take this step lightly”, calling it a “painful decision”.",
            [(K, "“I do not take this step lightly”"), (K, "it a “painful decision”")],
        ),
        (
            "Maria Keller wrote of Novak, “I saw that he was unusual”, recalling their first race. “He was calm and kind.”",
            [(K, "“I saw that he was unusual” … “He was calm and kind.”")],
        ),
        ("The fever was called “swine flu.” The government of Egypt ordered the killing of the pigs.", []),
        ("She saw the part as a “chance to face the sea,” having questioned her skills for years.", []),
        ("“Sad news from the port,” Maria Keller reacted on Twitter.", [(K, "“Sad news from the port,”")]),
    ],
)
def test_a_quotation_belongs_to_the_reporting_clause_that_is_about_it(
    annotate: Annotate, text: str, expected: list[tuple[str, str]]
) -> None:
    assert said(annotate(text)) == expected


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Maria Keller claimed prices have been lower under her and argued against a cut.",
            "prices have been lower under her",
        ),
        (
            "Maria Keller said the port is what keeps the town alive, and left the room.",
            "the port is what keeps the town alive",
        ),
        ("Maria Keller hinted the office would be closed, but later thought again.", "the office would be closed"),
        (
            "Maria Keller said there was a lack of light in the port and urged the crowd to wait.",
            "there was a lack of light in the port",
        ),
        # A participle after "has" looks like a past tense; it shares the subject.
        (
            "Officials confirmed the fever has infected ten people in the port and killed three sailors.",
            "the fever has infected ten people in the port and killed three sailors",
        ),
    ],
)
def test_the_writer_goes_on_where_a_verb_shares_the_tense_of_the_cue_and_not_of_the_clause(
    annotate: Annotate, text: str, content: str
) -> None:
    assert words(annotate(text).statements[0]) == content


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "According to a report of the guild, the town spent a tenth of its budget; its rules call for a fifth.",
            "the town spent a tenth of its budget",
        ),
        (
            "Novak was in hospital for weeks and according to the Health Ministry he died there at noon.",
            "he died there at noon",
        ),
        (
            "The region had a strong economy and, according to Maria Keller, was called the garden of the south.",
            "The region … was called the garden of the south",
        ),
        (
            "The relic was carried about followed by, according to varying reports, nearly 2000 people.",
            "The relic was carried about followed by … nearly 2000 people",
        ),
        (
            "Rescuers, working in the cold, according to the emergencies ministry recovered ten sailors from the debris.",
            "Rescuers, working in the cold … recovered ten sailors from the debris",
        ),
        (
            "The mayor has paid the crews, according to prosecutors, but the Justice Department keeps a policy of silence.",
            "The mayor has paid the crews",
        ),
        ("There were four people on board; according to Maria Keller, one died at the scene.", "one died at the scene"),
        (
            "The storm killed at least 62, including, according to government reports, 54 small children.",
            "54 small children",
        ),
        (
            "The plane crashed at 9:54 a.m. ET (1354 UTC) during a landing, according to Maria Keller.",
            "The plane crashed at 9:54 a.m. ET (1354 UTC) during a landing",
        ),
        ("LONDON (Reuters) - The port will close in May, according to Maria Keller.", "The port will close in May"),
        ("BERN, Oct. 21 — The port will close in May, according to Maria Keller.", "The port will close in May"),
    ],
)
def test_a_source_answers_for_its_own_clause_only(annotate: Annotate, text: str, expected: str) -> None:
    assert words(annotate(text).statements[0]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Most candidates felt the guild did a better job, agreeing that the host should be neutral.",
            "Most candidates",
        ),
        ("Maria Keller held a press conference claiming the mayor knew about the deal.", K),
        ("According to Connecticut Senator Maria Keller, the ferry is one of eighteen still in use.", K),
        ("According to Connecticut Senator Maria Keller, the involved ferry is one of eighteen B-17s still in use.", K),
        ("According to Bern Harbour's first captain, Maria Keller, there were ten people on the ferry.", K),
        ("The Ministry of Health in Munich, Germany confirmed a case of the fever in a sailor.", "Ministry of Health"),
    ],
)
def test_the_speaker_is_not_the_nearest_noun(annotate: Annotate, text: str, expected: str) -> None:
    assert [speaker for speaker, _ in said(annotate(text))] == [expected]


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("The mayor took bribes, which Tomas Novak denied.", "The mayor took bribes"),
        ("Maria Keller accused the mayor of theft, which Tomas Novak denied.", "theft"),
        ("The mayor was accused of taking bribes, a charge Tomas Novak denied.", "taking bribes"),
        (
            "Maria Keller claims the mayor asked the guild for help in the May election, which Tomas Novak denied.",
            "the mayor asked the guild for help in the May election",
        ),
    ],
)
def test_a_denial_in_a_relative_clause_is_the_deniers_and_no_part_of_what_was_said(
    annotate: Annotate, text: str, denied: str
) -> None:
    statements = annotate(text).statements

    denials = [each for each in statements if each.act is Act.DENY]
    assert [(words(each), each.polarity) for each in denials] == [(denied, Polarity.NEGATIVE)]
    assert not any("denied" in words(each) for each in statements)


def test_who_accuses_does_not_deny_it(annotate: Annotate) -> None:
    text = "Tomas Novak accused him of theft, which he denied."

    assert said(annotate(text)) == [(N, "him of theft")]


def test_a_claim_that_is_dismissed_is_denied_and_a_plan_is_not(annotate: Annotate) -> None:
    claim, plan = annotate(
        "Maria Keller dismissed the claim from Bern as groundless. Maria Keller dismissed the plan as a stunt."
    ).statements

    assert (claim.act, claim.polarity) == (Act.DENY, Polarity.NEGATIVE)
    assert (plan.act, plan.polarity) == (Act.CLAIM, Polarity.POSITIVE)


def test_a_case_or_a_report_is_confirmed_in_words_and_a_judge_by_a_vote(annotate: Annotate) -> None:
    assert said(annotate("Maria Keller confirmed a case of the fever in the port.")) == [
        (K, "a case of the fever in the port")
    ]
    assert said(annotate("The Senate confirmed the judge.")) == []


def test_calling_for_somebody_to_act_is_a_demand(annotate: Annotate) -> None:
    [statement] = annotate("Maria Keller called for the killers of the sailor to be brought to justice.").statements

    assert (statement.act, words(statement)) == (Act.DEMAND, "the killers of the sailor to be brought to justice")


def test_a_day_until_which_something_lasts_is_not_the_day_of_speaking(annotate: Annotate) -> None:
    annotated = annotate("Maria Keller noted the harbour had been “fully cleared” by 2010, when Novak became mayor.")

    assert [each.stated_at for each in annotated.statements] == [None]


def test_what_a_preposition_governs_is_no_subject_of_the_next_clause(annotate: Annotate) -> None:
    text = "Tomas Novak described the story as possibly a hoax and the White House claimed it did not brief him on it."

    assert said(annotate(text)) == [("White House", "it did not brief him on it")]


def test_a_quoted_word_keeps_what_it_is_said_of(annotate: Annotate) -> None:
    assert said(annotate("The move was what Maria Keller called “a betrayal.”")) == [(K, "what … “a betrayal.”")]
    assert said(annotate("The party is old, advocating for justice, order, and “a new life” in the town.")) == []


def test_a_clause_keeps_its_subject_where_the_parser_gives_it_to_the_cue(annotate: Annotate) -> None:
    text = "Maria Keller said the reason for it, that women were ineligible to serve in combat, no longer applies."

    assert said(annotate(text)) == [
        (K, "the reason for it, that women were ineligible to serve in combat, no longer applies")
    ]


def test_a_day_is_the_subject_of_nothing(annotate: Annotate) -> None:
    assert said(annotate("Maria Keller commented the mayor's letters Friday are likely the last.")) == [
        (K, "the mayor's letters Friday are likely the last")
    ]


def test_what_a_thing_is_asked_for_to_do_is_no_demand(annotate: Annotate) -> None:
    assert "vote by mail" not in {
        words(each)
        for each in annotate("Over a million sailors requested absentee ballots to vote by mail.").statements
    }


def test_the_first_one_to_refuse_is_not_reported_to_have_refused(annotate: Annotate) -> None:
    assert said(annotate("Tomas Novak was the first mayor to refuse to do so since 1976.")) == []


@pytest.mark.parametrize(
    "text",
    ["Maria Keller spoke to the crews: “We must go now.”", "Maria Keller addressed the crews: “We must go now.”"],
)
def test_what_follows_a_speech_and_a_colon_is_spoken(annotate: Annotate, text: str) -> None:
    annotated = annotate(text)

    assert said(annotated) == [(K, "“We must go now.”")]
    assert [addressees(annotated, each) for each in annotated.statements] == [["the crews"]]


def test_somebody_and_others_speak_as_a_group(annotate: Annotate) -> None:
    annotated = annotate("Maria Keller and others in the Harbour Party warned that the delay was a threat to the town.")

    [statement] = annotated.statements
    speaker = next(each for each in annotated.agents if each.id == statement.speaker)
    keller = next(each for each in annotated.agents if isinstance(each, Person))
    assert isinstance(speaker, UnnamedAgent)
    assert speaker.members == (keller.id,)


def test_two_reports_side_by_side_are_two(annotate: Annotate) -> None:
    text = "One sailor said people had changed their minds and several officers said they wanted an answer."

    assert said(annotate(text)) == [
        ("One sailor", "people had changed their minds"),
        ("several officers", "they wanted an answer"),
    ]


def test_a_content_ends_with_a_word(annotate: Annotate) -> None:
    assert said(annotate("Maria Keller requested power line de-energisation.")) == [(K, "power line de-energisation")]


def test_an_imagined_speaker_has_said_nothing(annotate: Annotate) -> None:
    assert said(annotate("Imagine a mayor said the port was unsafe.")) == []


def test_what_others_did_meanwhile_is_no_part_of_what_was_said(annotate: Annotate) -> None:
    text = "Norway left the talks on Monday, a person briefed on them said, as Denmark accused both sides of bad faith."

    statements = said(annotate(text))
    assert statements[0] == ("a person briefed on them", "Norway left the talks on Monday")
    assert chains(annotate(text)) == []


def test_neither_of_two_has_said_what_both_left_open(annotate: Annotate) -> None:
    assert said(annotate("Neither Maria Keller nor Peter Frei has confirmed that the port will close.")) == []


def test_one_of_the_officials_is_a_source_and_is_called_by_these_words_alone(annotate: Annotate) -> None:
    annotated = annotate("“There is no plan,” said one of the officials, both of whom asked not to be named.")

    assert said(annotated) == [("one of the officials", "“There is no plan,”")]
    (source,) = (each for each in annotated.agents if isinstance(each, AnonymousSource))
    assert source.source_kind is SourceKind.OFFICIAL


def test_what_talks_are_called_is_not_what_was_agreed(annotate: Annotate) -> None:
    text = "Maria Keller agreed on Tuesday to share the posts, after hours of talks at the hall that both sides called frank."
    assert all("frank" not in words(each) for each in annotate(text).statements)


def test_whose_offer_somebody_declines_has_said_nothing(annotate: Annotate) -> None:
    assert said(annotate("Maria Keller will brief Peter Frei, whose mediation offer she turned down in January.")) == []


def test_the_quotation_of_one_clause_is_not_of_who_speaks_in_the_next(annotate: Annotate) -> None:
    text = (
        'The U.S. embassy said in a statement it would "judge by deeds", '
        "and Britain's High Commissioner Neil Wigan posted that he hoped it would hold."
    )
    assert [content for speaker, content in said(annotate(text)) if speaker == "Neil Wigan"] == [
        "he hoped it would hold"
    ]


def test_what_somebody_threatened_to_do_stands_elsewhere(annotate: Annotate) -> None:
    annotated = annotate(
        "Officials said it could fail if Maria Keller imposed tariffs, which she threatened to do on Friday."
    )
    assert [speaker for speaker, _ in said(annotated)] == ["Officials"]
    assert chains(annotated) == []


def test_one_of_them_has_the_name_that_follows(annotate: Annotate) -> None:
    text = "Analysts doubt it. “Nobody walks away from that,” wrote one of them, Maria Keller, in a note."
    assert (K, "“Nobody walks away from that,”") in said(annotate(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tomas Novak said he had nothing to add.", [(N, "he had nothing to add")]),
        (
            "Maria Keller said she had no information to offer on the matter.",
            [(K, "she had no information to offer on the matter")],
        ),
        (
            "Maria Keller, head of the port, said the town is by no means poor but it is close to what she has wanted.",
            [(K, "the town is by no means poor but it is close to what she has wanted")],
        ),
        (
            "Maria Keller said that the port was old having its own view adding that a decision would come later.",
            [(K, "the port was old having its own view"), (K, "a decision would come later")],
        ),
        (
            "Maria Keller said that it was the right of the town to decide it, however, added that in her view it was "
            "no option.",
            [(K, "it was the right of the town to decide it"), (K, "in her view it was no option")],
        ),
        ("Tomas Novak was told he was safe - got a big hug from Maria Keller.", [("unknown", "he was safe")]),
        ("Maria Keller told the council Tomas Novak was ill.", [(K, "Tomas Novak was ill")]),
        ("Maria Keller laughed. She apologised for it.", []),
        ("It was unlikely to be sold soon, as the makers claim to hope.", []),
        ("As its name suggests, the party of Maria Keller wants a ban.", []),
        ("All the council leaders claims proved wrong.", []),
    ],
)
def test_contents_are_neither_cut_short_nor_made_of_what_nobody_says(
    annotate: Annotate, text: str, expected: list[tuple[str, str]]
) -> None:
    assert said(annotate(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'Maria Keller mocked Tomas Novak on X: "He has never seen a ship."',
            [(K, '"He has never seen a ship."')],
        ),
        (
            "Maria Keller expressed her thoughts on the new law: “I am for it, as I have said.”",
            [(K, "“I am for it, as I have said.”")],
        ),
        (
            "The port's police issued a statement to clarify that the ship was sold in May.",
            [("The port's police", "the ship was sold in May")],
        ),
        ("Maria Keller dismissed rumours that the port might close.", [(K, "the port might close")]),
        (
            "Maria Keller reasoned that ships that burn less oil could help.",
            [(K, "ships that burn less oil could help")],
        ),
        (
            "A singer was blasted online and criticised by state outlets for promoting bad taste.",
            [("state outlets", "A singer … promoting bad taste")],
        ),
        (
            "Maria Keller said:\n\nWe are late this year, and no ship will come.\n\nTomas Novak left.",
            [(K, "We are late this year, and no ship will come")],
        ),
        ("Maria Keller once mocked “the queen of Lund” in a song.", []),
        ("Maria Keller wrote a list of what is lost:\n\nThree ships and a boat.", []),
    ],
)
def test_words_are_found_behind_less_usual_reports(
    annotate: Annotate, text: str, expected: list[tuple[str, str]]
) -> None:
    assert said(annotate(text)) == expected


def test_who_is_named_on_both_sides_of_a_quotation_says_it_once(annotate: Annotate) -> None:
    annotated = annotate(
        "On the sidelines of a race, Maria Keller, head of the port, said,  “The sea is one of our worries. No town is safe.\n\n"
        "Therefore we work on it,” she said."
    )
    assert said(annotated) == [(K, "“The sea is one of our worries. No town is safe … Therefore we work on it,”")]


def test_a_press_conference_is_nobody_who_is_spoken_to(annotate: Annotate) -> None:
    annotated = annotate("Addressing a press conference at the port, Maria Keller said that the ships were late.")
    assert addressees(annotated, annotated.statements[0]) == []
    told = annotate("Maria Keller told the council Tomas Novak was ill.")
    assert addressees(told, told.statements[0]) == ["the council"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("To end the wait, Maria Keller ordered extra stock, and Tomas Novak ordered a ship.", []),
        (
            "Maria Keller reported that “ships are late”, and called the wait “unusual”.",
            [(K, "“ships are late”"), (K, "the wait “unusual”")],
        ),
        ("Maria Keller was observed limiting the crew to two meals.", []),
        ("Tomas Novak enters the left seat, suggesting another person was at the wheel.", []),
        (
            "Tomas Novak spoke to the crew, suggesting another person was at the wheel.",
            [(N, "another person was at the wheel")],
        ),
        (
            "While Maria Keller was in Lund, saying: “The ship is safe now” about the wait, Novak was leaving.",
            [(K, "“The ship is safe now”")],
        ),
        (
            "Maria Keller said that power did not lie in the pen to sign decrees but in the ability to convince.",
            [(K, "power did not lie in the pen to sign decrees but in the ability to convince")],
        ),
        (
            "The crew from each ship will be paid in May, concluded the statement.",
            [
                ("the statement", "The crew from each ship will be paid in May"),
            ],
        ),
        (
            "Maria Keller rejected the notion that the port could close, arguing that it was safe.",
            [(K, "the port could close"), (K, "it was safe")],
        ),
        ("Maria Keller acknowledged the risk of a flood.", [(K, "the risk of a flood")]),
    ],
)
def test_goods_that_are_ordered_and_what_a_deed_shows_are_not_said(
    annotate: Annotate, text: str, expected: list[tuple[str, str]]
) -> None:
    assert said(annotate(text)) == expected


def test_who_holds_a_press_conference_with_somebody_does_not_speak_to_him(annotate: Annotate) -> None:
    held = annotate("At a press conference with Tomas Novak, Maria Keller said: “We are late.”")
    assert addressees(held, held.statements[0]) == []
    asked = annotate("In an interview with Tomas Novak, Maria Keller said: “We are late.”")
    assert addressees(asked, asked.statements[0]) == [N]
