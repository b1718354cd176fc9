"""Dates that are missing, odd, of no calendar or at odds with each other: right or unknown, and work that grows with the text."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kgexport.extraction.draft import Draft
from kgexport.extraction.parse import parse
from kgexport.extraction.times import TimeExtractor, find_times
from kgexport.model import Article, TimeReference
from tests.counting import calls_in

PUBLISHED = date(2025, 10, 21)
TimesOf = Callable[..., list[TimeReference]]


@pytest.fixture(scope="session")
def times_of(nlp: Any) -> TimesOf:
    def times(text: str, published: str | None) -> list[TimeReference]:
        (parsed,) = parse([Article(id="a", text=text, published=published)], nlp.nlp)
        return list(TimeExtractor().extract(parsed, Draft()))

    return times


def values(text: str, reference: date | None = PUBLISHED) -> list[str]:
    return [time.value for time in find_times(text, reference)]


RELATIVE = (
    "The envoy landed on Monday. Yesterday she spoke, and next week she will leave. The vote is due on October 30."
)


def test_without_a_publication_date_no_day_is_made_up(times_of: TimesOf) -> None:
    times = times_of(RELATIVE, None)
    assert [time.value for time in times] == ["XXXX-WXX-1", "XXXX-XX-XX", "XXXX-WXX", "XXXX-10-30"]
    assert all(time.earliest is None and time.latest is None for time in times)


def test_without_a_publication_date_what_the_text_dates_itself_is_dated(times_of: TimesOf) -> None:
    times = times_of("The envoy landed on 3 May 2019. Two days later she left. Yesterday she spoke.", None)
    assert [time.value for time in times] == ["2019-05-03", "2019-05-05", "XXXX-XX-XX"]


@pytest.mark.parametrize(
    ("published", "monday", "yesterday", "week", "thirtieth"),
    [
        ("2999-10-21", "2999-10-21", "2999-10-20", "2999-W44", "2999-10-30"),  # in the future, a Monday
        ("1871-10-21", "1871-10-16", "1871-10-20", "1871-W43", "1871-10-30"),  # before 1900, a Saturday
        ("2025-10-21T23:30:00-05:00", "2025-10-20", "2025-10-20", "2025-W44", "2025-10-30"),
        ("2025-10-21T00:30:00+13:00", "2025-10-20", "2025-10-20", "2025-W44", "2025-10-30"),
        ("2025-10-21T12:00:00Z", "2025-10-20", "2025-10-20", "2025-W44", "2025-10-30"),
    ],
)
def test_days_count_from_the_day_that_the_publication_names_in_its_own_zone(
    times_of: TimesOf, published: str, monday: str, yesterday: str, week: str, thirtieth: str
) -> None:
    assert [time.value for time in times_of(RELATIVE, published)] == [monday, yesterday, week, thirtieth]


@pytest.mark.parametrize("published", [date.min, date.max])
def test_at_the_ends_of_the_calendar_nothing_beyond_it_is_found(published: date) -> None:
    text = "It began yesterday and ends tomorrow, two weeks ago or in three years, last month or next century."
    for time in find_times(text, published):
        assert time.earliest is None or (time.latest is not None and time.earliest <= time.latest)
    absent = "Yesterday" if published == date.min else "Tomorrow"
    assert values(f"{absent} she spoke.", published) == []


NO_DAYS = [
    "Feb 30",
    "Feb. 30",
    "February 30, 2025",
    "30 February 2025",
    "the 30th of February",
    "Monday, Feb. 30",
    "February 29, 2025",
    "Feb. 29, 1900",
    "April 31",
    "June 31st, 2024",
    "the morning of Feb. 30",
    "November 31 at 5 p.m.",
    "Feb. 30 last year",
    "2025-02-30",
    "30/02/2025",
    "30.02.2025",
    "30-Feb-2025",
    "Feb. 28-30",
    "February 35, 1999",
    "Feb. 32, 1999",
    "Feb 0, 1999",
    "Feb. 99 1999",
]


@pytest.mark.parametrize("phrase", NO_DAYS)
@pytest.mark.parametrize("reference", [PUBLISHED, None])
def test_what_no_calendar_has_is_no_date(phrase: str, reference: date | None) -> None:
    assert values(f"The envoy landed on {phrase}.", reference) == []


@pytest.mark.parametrize("phrase", [each for each in NO_DAYS if each != "Monday, Feb. 30"])
@pytest.mark.parametrize("later", ["Two days later", "The next day", "The following Monday", "A week later"])
def test_nothing_is_counted_on_from_a_date_before_one_that_no_calendar_has(phrase: str, later: str) -> None:
    text = f"She came on 3 March 2019. The envoy landed on {phrase}. {later} she left."
    assert values(text) == ["2019-03-03"]


def test_an_hour_after_a_day_that_no_calendar_has_is_not_on_the_day_before_it() -> None:
    times = find_times("On 3 March 2019 she came; the talks began on Feb. 30, and at 6 a.m. she left.", PUBLISHED)
    assert all(time.value == "2019-03-03" or not time.value.startswith("2019-03-03") for time in times)


def test_after_a_good_date_days_are_counted_again() -> None:
    assert values("It was set for Feb. 30. She came on 3 March 2019. Two days later she left.") == [
        "2019-03-03",
        "2019-03-05",
    ]


def test_a_month_before_a_count_is_still_a_month() -> None:
    assert values("In February 35 people fell ill.") == ["2025-02"]


def test_the_figures_count_where_the_weekday_contradicts_them() -> None:
    # 15 October 2025 was a Wednesday: the day is the one in figures, and no third one between the two.
    assert values("She landed on Monday, October 15, 2025.") == ["2025-10-15"]
    assert values("She landed on Monday, 2025-10-15.") == ["2025-10-15"]


def test_two_dates_for_one_thing_are_both_read_as_they_stand() -> None:
    text = "She landed on October 13, 2025, the ministry said. Her office said that she landed on October 14, 2025."
    assert values(text) == ["2025-10-13", "2025-10-14"]


def test_a_dateline_years_from_the_publication_dates_nothing_but_itself() -> None:
    text = "OSLO, October 3, 2019 (Wire) - She landed yesterday."
    assert values(text) == ["2019-10-03", "2025-10-20"]


def test_one_dateline_stands_in_for_the_publication_and_two_that_disagree_do_not() -> None:
    first, second = (
        "OSLO, May 5, 2021 (Wire) - She landed yesterday.\n",
        "RIGA, May 9, 2021 (Wire) - He left yesterday.\n",
    )
    assert values(first, None) == ["2021-05-05", "2021-05-04"]
    assert values(first + second, None) == ["2021-05-05", "XXXX-XX-XX", "2021-05-09", "XXXX-XX-XX"]
    assert values(first + first, None) == ["2021-05-05", "2021-05-04"] * 2


def calls(text: str, nlp: Any) -> int:
    """How many functions the step for times calls: its work, on any machine and at any time the same."""
    (parsed,) = parse([Article(id="a", text=text, published="2025-10-21")], nlp.nlp)
    return calls_in(lambda: list(TimeExtractor().extract(parsed, Draft())))


@pytest.mark.parametrize(
    "unit",
    [
        "The envoy landed on Monday and left two days later. ",
        "on Monday three days after the call and two weeks before ",
        "She came on Feb. 30, on 2025-13-45 and on May 5. ",
        "“We met yesterday,” Anna Berger said on Friday. ",
        "Monday, ",
        "1999-",
    ],
)
def test_twice_the_text_is_twice_the_work(nlp: Any, unit: str) -> None:
    calls(unit, nlp)  # tables are read at first use
    assert calls(unit * 80, nlp) <= 2.2 * calls(unit * 40, nlp)
