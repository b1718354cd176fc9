"""What holds for every text and every reference."""

import time as clock
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgexport.extraction.times import find_times
from kgexport.extraction.times.calendar import covered
from kgexport.extraction.times.phrases import RULES_AT_THE, expressions
from kgexport.extraction.times.points import longest
from kgexport.extraction.times.words import Words
from kgexport.model import TimexType

REFERENCES = st.dates()
NEWS_DATES = st.dates(date(1800, 1, 1), date(2199, 12, 31))
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = [
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
]
PIECES = [
    *(
        *WEEKDAYS,
        *MONTHS,
        "last",
        "next",
        "this",
        "the",
        "of",
        "and",
        "early",
        "late",
        "mid",
        "-",
        "end",
        "quarter",
        "half",
    ),
    *(
        "2014",
        "1999",
        "30",
        "3rd",
        "5",
        "31",
        "29",
        "'90s",
        "s",
        "year",
        "years",
        "week",
        "days",
        "ago",
        "later",
        "after",
    ),
    *(
        "before",
        "from",
        "now",
        "recently",
        "p.m.",
        "17:30",
        "UTC",
        "morning",
        "night",
        "weekend",
        "spring",
        "fall",
        "fiscal",
    ),
    *(
        "third",
        "first",
        "century",
        "decade",
        "several",
        "a",
        "two",
        "twenty",
        "-five",
        "every",
        "daily",
        "same",
        "that",
    ),
    *(
        "following",
        "Christmas",
        "Easter",
        ".",
        ",",
        "said",
        "will",
        "10/30/2025",
        "2025-10-30",
        "0800",
        "(",
        "\n",
        "Jan.",
        "\u2013",
    ),
]
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))


@given(TEXTS, st.none() | REFERENCES)
@settings(max_examples=600, deadline=None)
def test_spans_lie_in_the_text_and_values_are_days_of_the_calendar(text, reference):
    end = 0
    for time in find_times(text, reference):
        assert end <= time.mention.begin < time.mention.end <= len(text)
        assert text[time.mention.begin : time.mention.end] == time.mention.text
        end = time.mention.end
        assert (time.earliest is None) == (time.latest is None)
        if time.earliest is not None and time.latest is not None:
            assert time.earliest <= time.latest
        if time.timex_type is TimexType.DATE and "X" not in time.value and "_REF" not in time.value:
            assert covered(time.value) is not None


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_the_same_text_gives_the_same_times(text):
    assert find_times(text, date(2025, 10, 21)) == find_times(text, date(2025, 10, 21))


@given(
    NEWS_DATES,
    st.one_of(
        st.sampled_from(WEEKDAYS).map("last {}".format),
        st.sampled_from(MONTHS).map("last {}".format),
        st.sampled_from(["week", "weekend", "month", "quarter", "year", "decade", "summer", "winter"]).map(
            "last {}".format
        ),
        st.tuples(st.integers(1, 40), st.sampled_from(["days", "weeks", "months", "years"])).map(
            lambda p: f"{p[0]} {p[1]} ago"
        ),
        st.sampled_from(
            ["yesterday", "last night", "the day before yesterday", "last Christmas", "over the past three weeks"]
        ),
        st.sampled_from(WEEKDAYS).map("on {}".format),
        st.sampled_from(MONTHS).map("in {}".format),
    ),
)
def test_what_lies_back_never_begins_after_the_reference(reference, expression):
    times = find_times(f"They met {expression}.", reference)
    assert times
    for time in times:
        assert time.earliest is not None and time.earliest <= reference


@given(
    NEWS_DATES,
    st.sampled_from([*WEEKDAYS, *MONTHS]).map("next {}".format)
    | st.sampled_from(["tomorrow", "next week", "next year"]),
)
def test_what_lies_ahead_never_ends_before_the_reference(reference, expression):
    (time,) = find_times(f"They will meet {expression}.", reference)
    assert time.latest is not None and time.latest >= reference


@given(
    NEWS_DATES,
    st.sampled_from(WEEKDAYS),
    st.sampled_from(["They met on {}.", "They will meet on {}.", "They meet this {}."]),
)
def test_a_weekday_is_that_day_of_the_week_within_a_week(reference, weekday, sentence):
    (time,) = find_times(sentence.format(weekday), reference)
    assert time.earliest is not None
    assert time.earliest.isoweekday() == WEEKDAYS.index(weekday) + 1
    assert abs(time.earliest - reference) < timedelta(days=7)


@given(st.dates(date(1000, 1, 1), date(2199, 12, 31)), REFERENCES)
def test_a_date_written_out_is_read_back_whatever_the_reference(moment, reference):
    month, short = MONTHS[moment.month - 1], MONTHS[moment.month - 1][:3] + ("." if moment.month != 5 else "")
    weekday = WEEKDAYS[moment.isoweekday() - 1]
    for written in (
        f"{month} {moment.day}, {moment.year}",
        f"{short} {moment.day}, {moment.year}",
        f"{moment.day} {month} {moment.year}",
        f"{weekday}, {month} {moment.day}, {moment.year}",
        f"{moment.month}/{moment.day}/{moment.year}",
        moment.isoformat(),
    ):
        (time,) = find_times(f"It was signed on {written}.", reference)
        assert (time.value, time.earliest, time.latest, time.anchor) == (moment.isoformat(), moment, moment, None), (
            written
        )


@given(
    NEWS_DATES,
    st.sampled_from(
        ["They met on Monday.", "They met three days ago.", "They will meet tomorrow.", "They met on May 5."]
    ),
)
def test_reading_a_rendering_of_what_was_read_gives_the_same(reference, sentence):
    (time,) = find_times(sentence, reference)
    assert time.earliest is not None
    written = f"{MONTHS[time.earliest.month - 1]} {time.earliest.day}, {time.earliest.year}"
    (again,) = find_times(f"It was signed on {written}.", reference)
    assert (again.value, again.earliest, again.latest) == (time.value, time.earliest, time.latest)


LONG = [
    "1",
    "1,111",
    "111,",
    "last ",
    "the end of ",
    "10-",
    "1/",
    "1:11 ",
    "twenty-",
    "Monday, ",
    "may May 5, ",
    "2014-",
    "the ",
]
LONG += [
    "late early mid ",
    "about more than at least ",
    "three days after ",
    "October of the ",
    "\n",
    "🙂",
    "Jan. ",
    "a few more more ",
]


@pytest.mark.parametrize("unit", LONG)
def test_the_time_taken_grows_with_the_text_and_no_faster(unit):
    def seconds(characters: int) -> float:
        text = (unit * (characters // len(unit) + 1))[:characters]
        best = float("inf")
        for _ in range(2):
            start = clock.process_time()
            find_times(text, date(2025, 10, 21))
            best = min(best, clock.process_time() - start)
        return best

    small, large = seconds(4_000), seconds(40_000)
    assert large < 25 * small + 0.2  # ten times the text


_BEHIND = sorted(
    {word for _, words in RULES_AT_THE for word in words} | {"21st", "1990", "1990s", "minister", "October"}
)
_FURTHER = [
    *("quarter", "year", "years", "of October", "of 1990", "s", "century", "days", "two weeks", "past", "half", "1994"),
    *("future", "Monday", "- first", "day of", "of the year", "year ago", "period", "after", "before last", "month ,"),
]


@pytest.mark.parametrize("before", ["on", "in", "since"])
def test_no_rule_is_kept_from_a_time_that_it_would_find_at_the(before: str) -> None:
    rules = tuple(rule for rule, _ in RULES_AT_THE)
    for behind in _BEHIND:
        for further in _FURTHER:
            text = f"{before} the {behind} {further}, 1994"
            words = Words(text, [(0, len(text))])
            start = words.lower.index("the")
            found = list(expressions(words))
            if not any(each.first < start < each.end for each in found):
                here = next(((each.end, each.meaning) for each in found if each.first == start), None)
                assert here == longest(words, start, rules), text
