"""Articles with odd dates or far too much in them: meetings are right or left open, never made up, at a price in proportion."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kgexport.extraction.draft import Draft
from kgexport.extraction.meetings import MeetingExtractor
from kgexport.extraction.parse import ParsedArticle, parse
from kgexport.extraction.steps import default_steps
from kgexport.model import AnnotatedArticle, Article, Meeting, Polarity, Status
from kgexport.model.status import current_status
from tests.counting import calls_in

Annotate = Callable[..., AnnotatedArticle]

GIVEN = ["Anna", "Peter", "Maria", "Hassan", "Ivan", "Carmen", "Lena", "Omar", "Paul", "Emma"]
FAMILY = [
    "Berger",
    "Novak",
    "Keller",
    "Haddad",
    "Petrov",
    "Ruiz",
    "Lindqvist",
    "Okafor",
    "Moreau",
    "Rossi",
    "Tanaka",
    "Weber",
    "Silva",
    "Kowalski",
    "Jansen",
    "Fischer",
    "Nielsen",
    "Murphy",
    "Costa",
    "Marino",
]
PEOPLE = [f"{given} {family}" for family in FAMILY for given in GIVEN]


def dates_of(annotated: AnnotatedArticle, meeting: Meeting) -> list[str | None]:
    """The value of the time that each assertion about a meeting gives."""
    value = {time.id: time.value for time in annotated.times}
    return [value[each.time] if each.time else None for each in meeting.assertions]


def status_of(meeting: Meeting) -> Status:
    return current_status(meeting.assertions).status


PLAN = "Emmanuel Macron met Olaf Scholz in Paris on Monday. They will meet again next week."


@pytest.mark.parametrize(
    ("published", "first", "second"),
    [
        (None, "XXXX-WXX-1", "XXXX-WXX"),
        ("2999-10-22", "2999-10-21", "2999-W44"),
        ("1871-10-21", "1871-10-16", "1871-W43"),
        ("2025-10-21T23:30:00-05:00", "2025-10-20", "2025-W44"),
        ("2025-10-21T00:30:00+13:00", "2025-10-20", "2025-W44"),
    ],
)
def test_whatever_the_publication_date_the_meetings_are_those_of_the_text(
    annotate: Annotate, published: str | None, first: str, second: str
) -> None:
    annotated = annotate(PLAN, published=published)
    held, planned = annotated.meetings
    assert (status_of(held), status_of(planned)) == (Status.HELD, Status.SCHEDULED)
    assert dates_of(annotated, held) == [first]
    assert dates_of(annotated, planned) == [second]
    if published is None:
        assert all(time.earliest is None and time.latest is None for time in annotated.times)


@pytest.mark.parametrize("when", ["Feb. 30", "Feb 30", "February 30, 2025", "Monday, Feb. 30,", "February 35, 1999"])
def test_a_meeting_on_a_day_that_no_calendar_has_has_no_date(annotate: Annotate, when: str) -> None:
    annotated = annotate(f"Emmanuel Macron met Olaf Scholz on {when} in Paris.", published="2025-10-21")
    (meeting,) = annotated.meetings
    assert status_of(meeting) is Status.HELD
    assert dates_of(annotated, meeting) == [None]
    assert annotated.times == ()


def test_a_meeting_after_a_day_that_no_calendar_has_is_not_counted_from_an_earlier_one(annotate: Annotate) -> None:
    annotated = annotate(
        "Emmanuel Macron arrived in Berlin on 3 March 2019. He spoke to the press on Feb. 30. "
        "Two days later Emmanuel Macron met Olaf Scholz.",
        published="2025-10-21",
    )
    (meeting,) = annotated.meetings
    assert dates_of(annotated, meeting) == [None]


def test_every_date_of_a_meeting_that_is_told_with_two_is_one_of_the_two(annotate: Annotate) -> None:
    annotated = annotate(
        "Emmanuel Macron met Olaf Scholz in Paris on October 13, 2025. The meeting took place on October 14, 2025, "
        "an official said.",
        published="2025-10-21",
    )
    assert annotated.meetings
    told = [value for meeting in annotated.meetings for value in dates_of(annotated, meeting) if value is not None]
    assert told
    assert set(told) <= {"2025-10-13", "2025-10-14"}


def test_meetings_on_two_days_are_not_made_one(annotate: Annotate) -> None:
    annotated = annotate(
        "Emmanuel Macron met Olaf Scholz in Paris on October 13, 2025. "
        "Emmanuel Macron met Olaf Scholz in Paris on October 15, 2025.",
        published="2025-10-21",
    )
    assert [dates_of(annotated, meeting) for meeting in annotated.meetings] == [["2025-10-13"], ["2025-10-15"]]


def test_a_plan_for_two_days_is_never_held(annotate: Annotate) -> None:
    annotated = annotate(
        "Emmanuel Macron will meet Olaf Scholz on November 3, 2025. The meeting is scheduled for November 5, 2025.",
        published="2025-10-21",
    )
    assert {status_of(meeting) for meeting in annotated.meetings} == {Status.SCHEDULED}


def test_no_meeting_of_a_day_after_the_publication_is_held(annotate: Annotate) -> None:
    annotated = annotate("Emmanuel Macron met Olaf Scholz in Paris on March 3, 2031.", published="2025-10-21")
    today = date(2025, 10, 21)
    later = {time.id for time in annotated.times if time.earliest is not None and time.earliest > today}
    assert later
    for meeting in annotated.meetings:
        for each in meeting.assertions:
            assert each.time not in later or each.status is not Status.HELD or each.polarity is Polarity.NEGATIVE


def read(text: str, nlp: Any) -> tuple[ParsedArticle, Draft]:
    """An article with what the steps before the meetings have found."""
    (parsed,) = parse([Article(id="a", text=text, published="2025-10-21")], nlp.nlp)
    draft = Draft()
    for step in default_steps():
        if isinstance(step, MeetingExtractor):
            break
        draft.add(step.extract(parsed, draft))
    return parsed, draft


def calls(text: str, nlp: Any) -> int:
    """How many functions the step for meetings calls: its work, on any machine and at any time the same."""
    parsed, draft = read(text, nlp)
    return calls_in(lambda: list(MeetingExtractor().extract(parsed, draft)))


def pairs(size: int) -> str:
    """One sentence for each of ``size`` meetings, no two of the same pair."""
    return " ".join(
        f"{PEOPLE[number % 200]} met {PEOPLE[(number + 1 + number // 200) % 200]} in Paris." for number in range(size)
    )


def crowd(size: int) -> str:
    return (
        f"In Geneva, {', '.join(PEOPLE[: size - 1])} and {PEOPLE[size - 1]} met on Monday. The meeting lasted an hour."
    )


def test_a_thousand_meetings_are_a_thousand(nlp: Any) -> None:
    parsed, draft = read(pairs(1000), nlp)
    name = {agent.id: getattr(agent, "name", "") for agent in draft.agents.values()}
    meetings = [each for each in MeetingExtractor().extract(parsed, draft) if isinstance(each, Meeting)]
    met = [{name[part.agent] for part in meeting.participations} for meeting in meetings]
    told = [{PEOPLE[n % 200], PEOPLE[(n + 1 + n // 200) % 200]} for n in range(1000)]
    assert met == told


def test_the_last_of_ninety_meetings_in_one_denial_is_denied_like_the_first(annotate: Annotate) -> None:
    told = " and that ".join(f"{PEOPLE[n]} met {PEOPLE[n + 100]} in Paris" for n in range(90))
    annotated = annotate(f"Maria Keller denied that {told}.", published="2025-10-21")
    assert len(annotated.meetings) == 90
    assert {each.polarity for meeting in annotated.meetings for each in meeting.assertions} == {Polarity.NEGATIVE}


def test_a_meeting_of_two_hundred_has_two_hundred_participants(annotate: Annotate) -> None:
    annotated = annotate(crowd(200), published="2025-10-21")
    (meeting,) = annotated.meetings
    name = {agent.id: getattr(agent, "name", "") for agent in annotated.agents}
    assert {name[part.agent] for part in meeting.participations} == set(PEOPLE)
    assert len(meeting.participations) == 200


@pytest.mark.parametrize(
    ("text", "size"),
    [
        (pairs, 80),
        (crowd, 100),
        (lambda size: "Emmanuel Macron met Olaf Scholz in Paris. " * size, 40),
        (lambda size: "Emmanuel Macron met Olaf Scholz. " + "The meeting lasted an hour. " * size, 50),
        (lambda size: "The meeting was postponed. A summit was planned. " * size, 40),
        (lambda size: "Emmanuel Macron met Olaf Scholz on Monday and " * size, 100),
        (lambda size: "She denied that they met and talked and met " + "and met and talked " * size, 80),
    ],
    ids=["many", "many-participants", "one-again-and-again", "back-to-one", "unnamed", "no-end", "denied-no-end"],
)
def test_twice_the_text_is_twice_the_work(nlp: Any, text: Callable[[int], str], size: int) -> None:
    calls(text(4), nlp)  # tables are read at first use
    assert calls(text(2 * size), nlp) <= 2.2 * calls(text(size), nlp)
