"""The days that a TIMEX3 value covers, and the calendar under it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgexport.extraction.times.calendar import HOLIDAYS, covered, day, easter, nth_weekday, shifted_months
from kgexport.model import Granularity


@pytest.mark.parametrize(
    ("value", "first", "last", "granularity"),
    [
        ("2025-10-16", "2025-10-16", "2025-10-16", Granularity.DAY),
        ("2025-10-16TEV", "2025-10-16", "2025-10-16", Granularity.DAY),
        ("2025-02", "2025-02-01", "2025-02-28", Granularity.MONTH),
        ("2024-02", "2024-02-01", "2024-02-29", Granularity.MONTH),
        ("2025-W44", "2025-10-27", "2025-11-02", Granularity.WEEK),
        ("2020-W53", "2020-12-28", "2021-01-03", Granularity.WEEK),
        ("2025-W42-WE", "2025-10-18", "2025-10-19", Granularity.WEEKEND),
        ("2025-Q4", "2025-10-01", "2025-12-31", Granularity.QUARTER),
        ("2025-H2", "2025-07-01", "2025-12-31", Granularity.HALF),
        ("2025-WI", "2025-12-01", "2026-02-28", Granularity.SEASON),
        ("2025", "2025-01-01", "2025-12-31", Granularity.YEAR),
        ("199", "1990-01-01", "1999-12-31", Granularity.DECADE),
        ("19", "1900-01-01", "1999-12-31", Granularity.CENTURY),
        ("2025-10-03/2025-10-05", "2025-10-03", "2025-10-05", Granularity.DAY),
    ],
)
def test_a_value_covers_its_days(value, first, last, granularity):
    assert covered(value) == ((date.fromisoformat(first), date.fromisoformat(last)), granularity)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "XXXX-10-16",
        "PAST_REF",
        "P3D",
        "2025-02-30",
        "2025-13",
        "2025-W54",
        "2025-Q5",
        "0000",
        "2025-10-05/2025-10-03",
        "²²²²",
    ],
)
def test_a_value_that_names_no_day_covers_none(value):
    assert covered(value) is None


@pytest.mark.parametrize(
    ("year", "sunday"),
    [(1961, (4, 2)), (2000, (4, 23)), (2008, (3, 23)), (2019, (4, 21)), (2024, (3, 31)), (2038, (4, 25))],
)
def test_easter(year, sunday):
    assert easter(year) == date(year, *sunday)


def test_floating_holidays():
    assert HOLIDAYS["thanksgiving"](2025) == date(2025, 11, 27)
    assert HOLIDAYS["memorial day"](2025) == date(2025, 5, 26)
    assert HOLIDAYS["election day"](2022) == date(2022, 11, 8)
    assert HOLIDAYS["martin luther king day"](2024) == date(2024, 1, 15)
    assert nth_weekday(2025, 10, 5, -1) == date(2025, 10, 31)


@given(st.sampled_from(sorted(HOLIDAYS)), st.integers(1, 9999))
def test_every_holiday_has_a_day_in_every_year(name, year):
    assert HOLIDAYS[name](year).year == year


@given(st.dates(), st.integers(-3000, 3000))
def test_months_shift_to_a_real_day_or_out_of_the_calendar(start, months):
    moved = shifted_months(start, months)
    if moved is not None:
        assert (moved.year - start.year) * 12 + moved.month - start.month == months
        assert moved.day <= start.day


@given(st.integers(-5, 10_005), st.integers(-2, 15), st.integers(-2, 40))
def test_a_day_exists_or_is_none(year, month, number):
    found = day(year, month, number)
    assert found is None or (found.year, found.month, found.day) == (year, month, number)
