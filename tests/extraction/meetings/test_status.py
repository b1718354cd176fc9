"""What the wording says about a meeting, who says it, and when and where it puts it."""

from collections.abc import Callable
from datetime import date

import pytest

from kgexport.model import AnnotatedArticle, Certainty, Meeting, Polarity, Status
from kgexport.model.status import current_status

Annotate = Callable[..., AnnotatedArticle]


def only_meeting(annotated: AnnotatedArticle) -> Meeting:
    assert len(annotated.meetings) == 1, [meeting.label for meeting in annotated.meetings]
    return annotated.meetings[0]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Angela Merkel met Barack Obama in Berlin.", Status.HELD),
        ("Angela Merkel will meet Barack Obama in Berlin.", Status.SCHEDULED),
        ("Angela Merkel is to hold talks with Barack Obama.", Status.SCHEDULED),
        ("Angela Merkel agreed to meet Barack Obama.", Status.SCHEDULED),
        ("Angela Merkel is in talks with Barack Obama.", Status.ONGOING),
        ("Angela Merkel may hold talks with Barack Obama.", Status.PROPOSED),
        ("Angela Merkel hopes to meet Barack Obama.", Status.PROPOSED),
        ("Angela Merkel refused to meet Barack Obama.", Status.REFUSED),
        ("Angela Merkel cancelled a meeting with Barack Obama.", Status.CANCELLED),
        ("A meeting between Angela Merkel and Barack Obama has been postponed.", Status.POSTPONED),
        ("Hopes for a meeting between Angela Merkel and Barack Obama are fading.", Status.IN_DOUBT),
        ("Angela Merkel never met Barack Obama.", Status.DENIED),
        ("Angela Merkel has no plans to meet with Barack Obama.", Status.DENIED),
        ("Angela Merkel will not meet Barack Obama.", Status.DENIED),
    ],
)
def test_the_wording_gives_the_status(annotate: Annotate, text: str, status: Status) -> None:
    assert current_status(only_meeting(annotate(text)).assertions).status is status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Angela Merkel is meeting Barack Obama on Friday.", Status.SCHEDULED),
        ("Angela Merkel is meeting Barack Obama in Berlin today.", Status.ONGOING),
        ("Angela Merkel and Barack Obama are meeting in Berlin until Friday.", Status.ONGOING),
    ],
)
def test_a_present_tense_with_a_day_to_come_is_a_plan(annotate: Annotate, text: str, status: Status) -> None:
    annotated = annotate(text, published="2025-10-22")  # a Wednesday

    assert current_status(only_meeting(annotated).assertions).status is status


def test_a_denial_is_a_negative_assertion_and_never_an_event_held(annotate: Annotate) -> None:
    (assertion,) = only_meeting(annotate("Angela Merkel did not meet Barack Obama in Berlin.")).assertions
    assert (assertion.status, assertion.polarity) == (Status.HELD, Polarity.NEGATIVE)


def test_a_meeting_keeps_its_whole_history(annotate: Annotate) -> None:
    meeting = only_meeting(
        annotate(
            "Emmanuel Macron announced that he would meet Olaf Scholz in Paris.\n"
            "The meeting between Macron and Scholz has been postponed."
        )
    )
    assert [assertion.status for assertion in meeting.assertions] == [Status.SCHEDULED, Status.POSTPONED]


def test_the_speaker_of_the_words_asserts_them(annotate: Annotate) -> None:
    annotated = annotate("Emmanuel Macron said that Olaf Scholz will meet Joe Biden in Geneva.")
    (assertion,) = only_meeting(annotated).assertions
    statement = next(statement for statement in annotated.statements if statement.id == assertion.asserted_by)
    speaker = next(agent for agent in annotated.agents if agent.id == statement.speaker)
    assert getattr(speaker, "name", None) == "Emmanuel Macron"


def test_what_the_article_says_itself_is_of_the_day_of_publication(annotate: Annotate) -> None:
    text = "Emmanuel Macron met Olaf Scholz in Paris."
    (assertion,) = only_meeting(annotate(text, published="2025-03-04")).assertions
    assert assertion.asserted_by is None
    assert assertion.as_of == date(2025, 3, 4)
    (undated,) = only_meeting(annotate(text)).assertions
    assert undated.as_of is None


def test_reportedly_lowers_the_certainty(annotate: Annotate) -> None:
    (assertion,) = only_meeting(annotate("Emmanuel Macron reportedly met Olaf Scholz in Paris.")).assertions
    assert assertion.certainty is Certainty.PROBABLE


def test_place_and_time_are_those_of_the_meeting(annotate: Annotate) -> None:
    annotated = annotate(
        "Speaking in Rome, Emmanuel Macron said that he met Olaf Scholz in Paris on 3 March.", published="2025-03-04"
    )
    (assertion,) = only_meeting(annotated).assertions
    assert [place.name for place in annotated.places if place.id == assertion.place] == ["Paris"]
    assert [time.value for time in annotated.times if time.id == assertion.time] == ["2025-03-03"]


def test_a_condition_makes_no_meeting(annotate: Annotate) -> None:
    assert annotate("If Emmanuel Macron meets Olaf Scholz, prices will fall.").meetings == ()


def test_not_until_says_that_they_met_then(annotate: Annotate) -> None:
    (assertion,) = only_meeting(annotate("Anna Berg did not meet Pavel Ivanov until 2015.")).assertions
    assert (assertion.status, assertion.polarity) == (Status.HELD, Polarity.POSITIVE)


def test_the_one_whose_words_are_relayed_asserts_them(annotate: Annotate) -> None:
    annotated = annotate(
        "The Lake Courier quoted a senior diplomat as saying that Anna Berg met Pavel Ivanov in Vienna."
    )
    (assertion,) = only_meeting(annotated).assertions
    statements = {statement.id: statement for statement in annotated.statements}
    agents = {a.id: getattr(a, "name", None) or getattr(a, "description", "") for a in annotated.agents}
    assert agents[statements[assertion.asserted_by or ""].speaker] == "a senior diplomat"


def test_a_condition_without_if_is_no_meeting(annotate: Annotate) -> None:
    text = "Had Angela Merkel met Barack Obama in Berlin in May, the deal might have been saved."
    assert annotate(text).meetings == ()


def test_a_headline_that_says_no_is_a_denial_and_not_of_a_meeting_long_past(annotate: Annotate) -> None:
    annotated = annotate(
        "No Merkel–Obama meeting at summit, officials say\n\n"
        "Angela Merkel will not meet Barack Obama at the summit next month, two officials said on Thursday.\n\n"
        "Merkel last met Obama in Oslo in August.",
        published="2025-09-18",
    )
    denied, held = annotated.meetings
    assert {assertion.polarity for assertion in denied.assertions} == {Polarity.NEGATIVE}
    assert [(a.status, a.polarity) for a in held.assertions] == [(Status.HELD, Polarity.POSITIVE)]
    assert len(denied.assertions) == 2


def test_where_a_meeting_is_held_is_not_what_it_is_about(annotate: Annotate) -> None:
    annotated = annotate("Angela Merkel met Barack Obama in Oslo in May, their first meeting on Norwegian soil.")
    assert [meeting.topic for meeting in annotated.meetings] == [None]


def test_what_nobody_acknowledges_is_not_denied(annotate: Annotate) -> None:
    annotated = annotate(
        "Angela Merkel met Barack Obama in May, aides said. The White House has never acknowledged the meeting."
    )
    assert {assertion.polarity for assertion in only_meeting(annotated).assertions} == {Polarity.POSITIVE}


def test_the_summit_is_the_one_called_so_and_not_two_who_meet_meanwhile(annotate: Annotate) -> None:
    annotated = annotate(
        "The summit of Angela Merkel and Barack Obama in Lisbon was put off. "
        "Penelope Wong will fly to Oslo on Sunday to meet Jens Berg. It is the second time the summit has been delayed."
    )
    summit, visit = annotated.meetings
    assert [a.status for a in summit.assertions] == [Status.POSTPONED, Status.POSTPONED]
    assert [a.status for a in visit.assertions] == [Status.SCHEDULED]
