"""What sentences tell of an encounter without a word for it, and how a meeting that is moved keeps all its dates."""

from collections.abc import Callable
from datetime import date

import pytest

from kgexport.model import AnnotatedArticle, Meeting, Polarity, Role, Status, current_status

Annotate = Callable[..., AnnotatedArticle]


def only_meeting(annotated: AnnotatedArticle) -> Meeting:
    assert len(annotated.meetings) == 1, [meeting.label for meeting in annotated.meetings]
    return annotated.meetings[0]


def names(annotated: AnnotatedArticle, meeting: Meeting) -> dict[str, Role]:
    agents = {a.id: getattr(a, "name", None) or getattr(a, "description", "") for a in annotated.agents}
    return {agents[part.agent]: part.role for part in meeting.participations}


def days(annotated: AnnotatedArticle, meeting: Meeting) -> dict[date | None, tuple[Status, bool]]:
    """Earliest day -> what is asserted with it, and whether it is superseded."""
    times = {time.id: time.earliest for time in annotated.times}
    return {times[a.time]: (a.status, a.superseded) for a in meeting.assertions if a.time}


MOVED = """Ministers to meet in Oslo

Norwegian Foreign Minister Espen Barth Eide will host his Finnish counterpart Elina Valtonen in Oslo on Thursday, the ministry
said. The meeting, their third this year, will focus on Arctic security. It was postponed from February because of a strike. The
talks were first scheduled for January 14 in Helsinki. They were then moved to February 11 in Stockholm. Eide said the meeting
would now take place on March 6 in Oslo.
"""


def test_a_meeting_that_is_moved_twice_shows_all_its_dates_and_places(annotate: Annotate) -> None:
    annotated = annotate(MOVED, published="2025-03-04")
    meeting = only_meeting(annotated)
    assert days(annotated, meeting) == {
        date(2025, 2, 1): (Status.SCHEDULED, True),
        date(2025, 1, 14): (Status.SCHEDULED, True),
        date(2025, 2, 11): (Status.RESCHEDULED, False),
        date(2025, 3, 6): (Status.SCHEDULED, False),
    }
    places = {place.id: place.name for place in annotated.places}
    assert {places[a.place] for a in meeting.assertions if a.place} == {"Oslo", "Helsinki", "Stockholm"}
    current = current_status(meeting.assertions)
    assert current.status is Status.SCHEDULED
    assert places[current.place or ""] == "Oslo"


def test_a_headline_that_names_nobody_is_the_meeting_of_the_first_sentence(annotate: Annotate) -> None:
    annotated = annotate(MOVED, published="2025-03-04")
    meeting = only_meeting(annotated)
    assert names(annotated, meeting) == {"Espen Barth Eide": Role.HOST, "Elina Valtonen": Role.VISITOR}
    assert meeting.mentions[0].begin < MOVED.index("\n")
    assert meeting.ordinal == 3


def test_an_old_plan_does_not_win_over_the_news(annotate: Annotate) -> None:
    annotated = annotate(
        "The planned summit between Helen Carter and Pavel Ivanov is unlikely to go ahead, officials said.\n"
        "President Helen Carter and President Pavel Ivanov were to meet in Vienna on July 3.",
        published="2025-06-20",
    )
    meeting = only_meeting(annotated)
    current = current_status(meeting.assertions)
    assert current.status is Status.IN_DOUBT
    assert days(annotated, meeting) == {date(2025, 7, 3): (Status.SCHEDULED, True)}
    assert current.time == next(a.time for a in meeting.assertions if a.time), "the only day that is given is in force"


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("It was put off until August.", Status.POSTPONED),
        ("It has been called off.", Status.CANCELLED),
        ("It will take place at the town hall.", Status.SCHEDULED),
        ("Officials said it had been cancelled.", Status.CANCELLED),
    ],
)
def test_it_is_the_encounter_just_told(annotate: Annotate, sentence: str, status: Status) -> None:
    text = f"Helen Carter agreed to meet Pavel Ivanov in Vienna. {sentence}"
    meeting = only_meeting(annotate(text, published="2025-06-20"))
    assert current_status(meeting.assertions).status is status
    assert meeting.mentions[-1].text.lower() == "it"


@pytest.mark.parametrize(
    "text",
    [
        "Helen Carter met Pavel Ivanov to end the war. It lasted five years.",  # the war
        "Helen Carter met Pavel Ivanov and later telephoned Tom Vale. It lasted an hour.",  # which of the two?
        "Helen Carter met Pavel Ivanov in Vienna. It was announced that trains would run again.",
        "The ministry met the union. It postponed the reform.",
        "Helen Carter met Pavel Ivanov in Vienna. Snow fell all night. The roads were closed. It was cancelled.",
    ],
)
def test_it_is_left_alone_where_something_else_may_be_meant(annotate: Annotate, text: str) -> None:
    for meeting in annotate(text).meetings:
        assert "it" not in {mention.text.lower() for mention in meeting.mentions}


def test_who_also_took_part_is_told_by_the_next_sentence(annotate: Annotate) -> None:
    annotated = annotate("Helen Carter met Pavel Ivanov in Vienna on Friday. Tom Vale also took part.")
    assert set(names(annotated, only_meeting(annotated))) == {"Helen Carter", "Pavel Ivanov", "Tom Vale"}


def test_a_delegate_goes_for_a_party_of_the_encounter(annotate: Annotate) -> None:
    annotated = annotate(
        "Talks between France and Turkey will open in Geneva. Hakan Fidan will lead the Turkish delegation."
    )
    meeting = only_meeting(annotated)
    part = next(part for part in meeting.participations if part.role is Role.DELEGATE)
    agents = {agent.id: agent for agent in annotated.agents}
    assert getattr(agents[part.agent], "name", "") == "Hakan Fidan"
    assert getattr(agents[part.principal or ""], "country", "") == "TR"


def test_whoever_represents_a_constituency_is_no_delegate(annotate: Annotate) -> None:
    annotated = annotate("Helen Carter met Pavel Ivanov in Vienna. Tom Vale represents Ohio.")
    assert "Tom Vale" not in names(annotated, only_meeting(annotated))


@pytest.mark.parametrize(
    ("answer", "status"),
    [("accepted", Status.SCHEDULED), ("declined", Status.REFUSED), ("turned down", Status.REFUSED)],
)
def test_an_invitation_is_answered(annotate: Annotate, answer: str, status: Status) -> None:
    annotated = annotate(f"Helen Carter invited Pavel Ivanov to meet in Vienna. Ivanov {answer} the invitation.")
    meeting = only_meeting(annotated)
    assert current_status(meeting.assertions).status is status
    assert "invitation" not in {mention.text for mention in meeting.mentions}, "it is no word for the meeting"


def test_one_more_meeting_is_of_the_same_parties_and_a_node_of_its_own(annotate: Annotate) -> None:
    annotated = annotate(
        "Helen Carter and Pavel Ivanov met in Vienna for the third time on Tuesday. A fourth meeting is planned for July 3.",
        published="2025-06-20",
    )
    third, fourth = annotated.meetings
    assert (third.ordinal, fourth.ordinal) == (3, 4)
    assert names(annotated, third) == names(annotated, fourth)
    assert current_status(fourth.assertions).status is Status.SCHEDULED
    assert days(annotated, third).keys() == {date(2025, 6, 17)}
    assert days(annotated, fourth).keys() == {date(2025, 7, 3)}


def test_a_meeting_s_parties_may_stand_in_the_next_sentence(annotate: Annotate) -> None:
    annotated = annotate(
        "At noon a crisis meeting was convened at the port authority. It involved pilots, firefighters and Tom Vale."
    )
    assert {"Tom Vale", "pilots", "firefighters"} <= set(names(annotated, only_meeting(annotated)))


def test_a_denied_meeting_is_a_negative_assertion(annotate: Annotate) -> None:
    (assertion,) = only_meeting(annotate("Helen Carter denied a meeting with Pavel Ivanov.")).assertions
    assert (assertion.status, assertion.polarity) == (Status.HELD, Polarity.NEGATIVE)


def test_what_comes_after_an_encounter_is_not_where_it_was(annotate: Annotate) -> None:
    annotated = annotate("Helen Carter met Pavel Ivanov in Vienna. After the meeting Carter flew to Riga.")
    places = {place.id: place.name for place in annotated.places}
    meeting = only_meeting(annotated)
    assert {places[a.place] for a in meeting.assertions if a.place} == {"Vienna"}


def test_a_day_to_come_is_not_over(annotate: Annotate) -> None:
    annotated = annotate("Helen Carter confirmed a meeting with Pavel Ivanov on July 3.", published="2025-06-20")
    assert current_status(only_meeting(annotated).assertions).status is Status.SCHEDULED


def test_a_preparation_keeps_its_place_from_what_it_prepares(annotate: Annotate) -> None:
    annotated = annotate(
        "Helen Carter and Pavel Ivanov agreed to hold a summit in Ankara in April. Before that, French and Turkish diplomats "
        "will meet in Geneva to prepare the summit.",
        published="2025-03-04",
    )
    summit, preparation = annotated.meetings
    places = {place.id: place.name for place in annotated.places}
    assert preparation.prepares == summit.id
    assert [places[current_status(m.assertions).place or ""] for m in (summit, preparation)] == ["Ankara", "Geneva"]
