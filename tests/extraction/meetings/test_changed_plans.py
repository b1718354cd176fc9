"""What became of a plan, on which day, and who stays away: the wordings that news uses when a meeting does not come about."""

from collections.abc import Callable

import pytest

from kgexport.model import AnnotatedArticle, Meeting, Polarity, Status
from kgexport.model.status import CurrentStatus, current_status

Annotate = Callable[..., AnnotatedArticle]
PUBLISHED = "2025-03-05"  # a Wednesday


def current(annotated: AnnotatedArticle) -> tuple[Meeting, CurrentStatus]:
    (meeting,) = annotated.meetings
    return meeting, current_status(meeting.assertions)


def day(annotated: AnnotatedArticle, status: CurrentStatus) -> str | None:
    return next((time.value for time in annotated.times if time.id == status.time), None)


def parties(annotated: AnnotatedArticle, meeting: Meeting) -> set[str]:
    named = {agent.id: getattr(agent, "name", None) or getattr(agent, "description", "") for agent in annotated.agents}
    return {named[each.agent] for each in meeting.participations}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "A meeting between President Gustavo Petro and Carlos Ruiz, planned for Wednesday, was moved to Friday.",
            Status.RESCHEDULED,
        ),
        (
            "Talks between Kenya and Tanzania had been scheduled for late February but were called off.",
            Status.CANCELLED,
        ),
        ("Anna Lund had been due to meet Peter Frei on Monday but the talks were called off.", Status.CANCELLED),
        ("A planned summit between Donald Trump and Xi Jinping hung in the balance on Tuesday.", Status.IN_DOUBT),
        ("The summit between Donald Trump and Xi Jinping was announced on Tuesday.", Status.SCHEDULED),
        ("Peter Frei pulled out of a meeting with Anna Lund at the last minute.", Status.REFUSED),
        ("Peter Frei turned down a request for a meeting from Anna Lund.", Status.REFUSED),
        ("No date has been set for a summit between Anna Lund and Peter Frei.", Status.PROPOSED),
        ("Anna Lund is in Paris for a meeting with Peter Frei.", Status.SCHEDULED),
        ("Anna Lund was to have met Peter Frei in Riga.", Status.CANCELLED),
        ("Ceasefire talks between Israel and Hamas are under way in Doha.", Status.ONGOING),
    ],
)
def test_the_last_word_of_a_sentence_on_a_plan_counts(annotate: Annotate, text: str, status: Status) -> None:
    assert current(annotate(text, published=PUBLISHED))[1].status is status


@pytest.mark.parametrize(
    "text",
    [
        "The summit between Donald Trump and Xi Jinping was cancelled on Tuesday.",
        "The summit between Donald Trump and Xi Jinping was announced on Tuesday.",
        "The summit between Donald Trump and Xi Jinping was in doubt on Tuesday.",
        "A planned summit between Donald Trump and Xi Jinping hung in the balance on Tuesday.",
    ],
)
def test_the_day_of_the_news_is_not_the_day_of_the_meeting(annotate: Annotate, text: str) -> None:
    annotated = annotate(text, published=PUBLISHED)
    assert day(annotated, current(annotated)[1]) is None


def test_what_is_moved_to_a_weekday_lies_ahead(annotate: Annotate) -> None:
    text = "A meeting between Gustavo Petro and Carlos Ruiz, planned for Wednesday, was moved to Friday."
    annotated = annotate(text, published=PUBLISHED)
    assert day(annotated, current(annotated)[1]) == "2025-03-07"


def test_a_new_plan_outlives_the_cancelling_told_behind_it(annotate: Annotate) -> None:
    annotated = annotate(
        "William Ruto and Samia Suluhu Hassan will hold talks in Arusha next week, officials said.\n\n"
        "The meeting had been scheduled for late February but was called off after officers seized forty trucks.",
        published=PUBLISHED,
    )
    meeting, status = current(annotated)
    assert status.status is Status.SCHEDULED
    assert {each.status for each in meeting.assertions if each.superseded} == {Status.SCHEDULED, Status.CANCELLED}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "Yoweri Museveni did not attend a summit between William Ruto and Samia Suluhu Hassan on Monday.",
            Status.HELD,
        ),
        (
            "Yoweri Museveni is not expected to attend the meeting between William Ruto and Samia Suluhu Hassan.",
            Status.SCHEDULED,
        ),
    ],
)
def test_who_stays_away_is_no_party_and_undoes_nothing(annotate: Annotate, text: str, status: Status) -> None:
    annotated = annotate(text, published=PUBLISHED)
    meeting, derived = current(annotated)
    assert parties(annotated, meeting) == {"William Ruto", "Samia Suluhu Hassan"}
    assert derived.status is status


def test_a_telephone_between_the_verb_and_the_other_side_hides_nobody(annotate: Annotate) -> None:
    annotated = annotate("William Ruto spoke by telephone with Yoweri Museveni on Sunday.", published=PUBLISHED)
    meeting, _ = current(annotated)
    assert parties(annotated, meeting) == {"William Ruto", "Yoweri Museveni"}


def test_a_call_about_a_meeting_is_not_where_the_meeting_is(annotate: Annotate) -> None:
    annotated = annotate(
        "Anna Lund phoned Peter Frei on Monday to discuss their meeting in Riga next week.", published=PUBLISHED
    )
    call = annotated.meetings[0]
    assert current_status(call.assertions).place is None


def test_a_group_keeps_every_country_of_its_list(annotate: Annotate) -> None:
    annotated = annotate(
        "The foreign ministers of Italy, Spain and France met in Rome on Tuesday.", published=PUBLISHED
    )
    meeting, _ = current(annotated)
    assert parties(annotated, meeting) == {"The foreign ministers of Italy, Spain and France"}


@pytest.mark.parametrize(
    "text",
    [
        "President Ursula von der Leyen arrived in Kigali on Tuesday for talks with President Paul Kagame, a week after Rwanda "
        "broke off diplomatic relations with Belgium.",
        "Ursula von der Leyen arrived in Kigali on Tuesday for talks with Paul Kagame.",
    ],
)
def test_who_travels_for_talks_takes_part(annotate: Annotate, text: str) -> None:
    annotated = annotate(text, published=PUBLISHED)
    meeting, _ = current(annotated)
    assert parties(annotated, meeting) == {"Ursula von der Leyen", "Paul Kagame"}
    assert "von der Leyen" in meeting.label


def test_a_meeting_that_would_go_ahead_is_not_held_yet(annotate: Annotate) -> None:
    annotated = annotate(
        "A ceasefire monitoring meeting between the two armies, set for Sunday, would go ahead, Cambodia said."
    )
    assert current(annotated)[1].status is Status.SCHEDULED


def test_a_meeting_ahead_is_not_the_dinner_just_held(annotate: Annotate) -> None:
    annotated = annotate(
        "Anna Lund will meet Peter Frei in Oslo. Paul Berg had dinner with Jean Roux on Monday. The meeting "
        "would take place on Thursday, Lund said.",
        published=PUBLISHED,
    )
    plan, dinner = annotated.meetings
    assert current_status(plan.assertions).status is Status.SCHEDULED
    assert {each.status for each in dinner.assertions} == {Status.HELD}


def test_no_talks_planned_is_no_meeting_that_was_not_held(annotate: Annotate) -> None:
    annotated = annotate("Anna Lund says no talks planned with Peter Frei.", published=PUBLISHED)
    meeting, _ = current(annotated)
    assert [(each.status, each.polarity) for each in meeting.assertions] == [(Status.SCHEDULED, Polarity.NEGATIVE)]


def test_the_capital_of_a_country_is_the_town_that_the_article_names(annotate: Annotate) -> None:
    annotated = annotate(
        "Anna Lund flew to Oslo. She will meet Peter Frei in the Norwegian capital on Thursday.", published=PUBLISHED
    )
    _, status = current(annotated)
    assert {place.name for place in annotated.places if place.id == status.place} == {"Oslo"}


@pytest.mark.parametrize(
    "text",
    [
        "Ellis Brandt had no meetings with Senator Colm Brady after June.",
        "Ruth Alder met Ian Frost two days after the vote on 14 July.",
        "Maria Keller will meet Omar Diallo before Friday.",
    ],
)
def test_a_day_that_a_meeting_is_before_or_after_is_not_its_day(annotate: Annotate, text: str) -> None:
    annotated = annotate(text, published=PUBLISHED)
    assert current(annotated)[1].time is None


@pytest.mark.parametrize(
    "text", ["Ana Lund had been due to meet Peter Frei in Riga.", "Ana Lund had been scheduled to host Peter Frei."]
)
def test_what_had_been_planned_is_told_of_the_past(annotate: Annotate, text: str) -> None:
    (meeting,) = annotate(text, published=PUBLISHED).meetings
    assert [each.superseded for each in meeting.assertions] == [True]


def test_what_somebody_said_had_been_planned_may_still_hold(annotate: Annotate) -> None:
    (meeting,) = annotate("Officials said Ana Lund had been due to meet Peter Frei.", published=PUBLISHED).meetings
    assert [each.superseded for each in meeting.assertions] == [False]


def test_the_first_meeting_since_a_day_has_no_number(annotate: Annotate) -> None:
    (meeting,) = annotate(
        "Ana Lund and Peter Frei will meet on Friday. It would be their first meeting since April 2023.",
        published=PUBLISHED,
    ).meetings
    assert meeting.ordinal is None
