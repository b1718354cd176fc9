"""Calendar meanings: days, months, weekdays, seasons, quarters and holidays whose year the text leaves open.

Each class is one kind of meaning with a method ``read``. Unknown parts of a value are X, as in TIMEX3: ``XXXX-10-16``,
``XXXX-WXX-1``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from kgexport.extraction.times.calendar import (
    HOLIDAYS,
    day,
    exists_in_some_year,
    season_first_month,
    shifted_days,
    shifted_months,
)
from kgexport.extraction.times.reading import Reading, Setting, Tense, of_value, unknown
from kgexport.model import Granularity


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that needs no reference."""

    value: str
    fuzzy: bool = False

    def read(self, setting: Setting) -> Reading | None:
        """The value itself."""
        return of_value(self.value, fuzzy=self.fuzzy)


# How many times as far a day counts that lies on the other side of the reference than the verb's tense says.
_STORY = 400  # characters from a day to the next one of the same story
_LONG_AGO = 300  # days before the reference: no news of this year
_ON_FROM_IT = 92  # days from one day of a story to the next
_AGAINST_TENSE = {Tense.PAST: 6, Tense.PAST_CONTEXT: 2, Tense.FUTURE: 2, None: 2}


def _nearest(moments: Iterable[date], setting: Setting) -> date | None:
    """The moment next to the reference, as seen along the verb's tense."""
    if setting.reference is None:
        return None
    reference = setting.reference

    def distance(moment: date) -> tuple[int, date]:
        days = (moment - reference).days
        wrong = days < 0 if setting.tense is Tense.FUTURE else days > 0
        weight = _AGAINST_TENSE.get(setting.tense, 1) if wrong else 1
        return abs(days) * weight, moment

    return min(moments, key=distance, default=None)


def _years_around(reference: date, spread: int) -> range:
    return range(max(1, reference.year - spread), min(9999, reference.year + spread) + 1)


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of a month without its year: the year that brings it next to the reference."""

    month: int
    number: int
    weekday: int | None = None
    last_number: int | None = None  # "October 3-5"
    shift: int | None = None  # "October 3 last year"

    def read(self, setting: Setting) -> Reading | None:
        """The day; in an unknown year without a reference, nothing for 30 February."""
        if not all(
            exists_in_some_year(self.month, number) for number in (self.number, self.last_number or self.number)
        ):
            return None
        if setting.reference is None:
            value = f"XXXX-{self.month:02d}-{self.number:02d}"
            if self.last_number:
                value += f"/XXXX-{self.month:02d}-{self.last_number:02d}"
            return Reading(value, Granularity.DAY)
        if self.shift is not None:
            years: Iterable[int] = (setting.reference.year + self.shift,)
        else:
            years = _years_around(setting.reference, 8 if (self.month, self.number) == (2, 29) else 1)
        moments = [moment for year in years if (moment := day(year, self.month, self.number))]
        told = self._told_on(setting)
        if told is not None:
            moments = [told]
        if self.weekday is not None:
            moments = [moment for moment in moments if moment.isoweekday() == self.weekday] or moments
        found = _nearest(moments, setting)
        if found is None:
            return None
        value = found.isoformat()
        if self.last_number:
            last = day(found.year, self.month, self.last_number)
            if last is None or last <= found:
                return None
            value += f"/{last.isoformat()}"
        return of_value(value, setting.anchor)

    def _told_on(self, setting: Setting) -> date | None:
        """The day in the year of a story told just before: "moved on November 15, 2017 … resigned on November 21"."""
        before, reference = setting.day, setting.reference
        if before is None or before.earliest is None or reference is None or self.shift is not None:
            return None
        if setting.tense not in (Tense.PAST, Tense.PAST_CONTEXT):
            return None
        if setting.begin - before.begin > _STORY or (reference - before.earliest).days < _LONG_AGO:
            return None
        found = day(before.earliest.year, self.month, self.number)
        return found if found is not None and 0 <= (found - before.earliest).days <= _ON_FROM_IT else None


@dataclass(frozen=True, slots=True)
class MonthOfYear:
    """A month without its year. ``shift``: -1 last, 0 this, 1 next; ``year_shift``: "October last year"."""

    month: int
    shift: int | None = None
    year_shift: int | None = None
    last_month: int | None = None

    def read(self, setting: Setting) -> Reading | None:
        """The month that the tense asks for: the last one, this month included, unless the verb looks ahead."""
        reference = setting.reference
        if reference is None:
            return Reading(f"XXXX-{self.month:02d}", Granularity.MONTH)
        if self.year_shift is not None:
            year = reference.year + self.year_shift
        elif self.shift == 0:
            year = reference.year
        elif self.shift == -1:
            year = reference.year - (self.month >= reference.month)
        elif self.shift == 1:
            year = reference.year + (self.month <= reference.month)
        elif setting.tense is Tense.FUTURE:
            year = reference.year + (self.month < reference.month)
        elif setting.tense is Tense.PAST:
            year = reference.year - (self.month > reference.month)
        else:
            back = 10 if setting.tense is Tense.PAST_CONTEXT else 8
            months = (self.month - reference.month + back) % 12 - back  # from so many months back to the next ones
            year = (reference.year * 12 + reference.month - 1 + months) // 12
        return of_value(f"{year:04d}-{self.month:02d}", setting.anchor)


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A bare day: "the 30th", in the month of the last date, else the one next to the reference."""

    number: int

    def read(self, setting: Setting) -> Reading | None:
        """The day, where a reference or a date before it is known."""
        reference = setting.reference
        if reference is None:
            return None
        starts = [shifted_months(reference.replace(day=1), step) for step in (-1, 0, 1)]
        moments = [m for start in starts if start and (m := day(start.year, start.month, self.number))]
        found = _nearest(moments, setting)
        return of_value(found.isoformat(), setting.anchor) if found else None


_NEARER_AHEAD = 3  # days


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week. ``shift``: -1 last, 0 this, 1 next; ``week_shift``: "Monday of next week"."""

    number: int
    shift: int | None = None
    week_shift: int | None = None

    def read(self, setting: Setting) -> Reading | None:
        """The last such day up to the reference, or the first from it on where the verb looks ahead."""
        reference = setting.reference
        if reference is None:
            return Reading(f"XXXX-WXX-{self.number}", Granularity.DAY)
        ahead = (self.number - reference.isoweekday()) % 7
        if self.week_shift is not None:
            steps = self.number - reference.isoweekday() + 7 * self.week_shift
        elif self.shift == -1:
            steps = ahead - 7
        elif self.shift == 1:
            steps = ahead or 7
        elif setting.tense in (Tense.FUTURE, Tense.PRESENT):
            steps = ahead
        elif setting.tense is Tense.PLANNED:
            steps = ahead if ahead <= _NEARER_AHEAD else ahead - 7
        elif setting.tense is None and self.shift == 0:
            steps = self.number - reference.isoweekday()
        else:
            steps = ahead - 7 if ahead else 0
        found = shifted_days(reference, steps)
        return of_value(found.isoformat(), setting.anchor) if found else None


@dataclass(frozen=True, slots=True)
class Season:
    """A season without its year."""

    code: str
    shift: int | None = None

    def read(self, setting: Setting) -> Reading | None:
        """The season that the tense asks for."""
        reference = setting.reference
        if reference is None:
            return Reading(f"XXXX-{self.code}", Granularity.SEASON)
        first = season_first_month(self.code)
        year = (
            reference.year
            if reference.month >= first or self.code != "WI" or reference.month > 2
            else reference.year - 1
        )
        begun = (year, first) <= (reference.year, reference.month)
        over = (year * 12 + first + 2) < reference.year * 12 + reference.month
        if self.shift == -1:
            year -= not over
        elif self.shift == 1:
            year += begun
        elif self.shift is None:
            if setting.tense is Tense.FUTURE:
                year += over
            elif not begun:
                year -= 1
        return of_value(f"{year:04d}-{self.code}", setting.anchor)


_REPORTED_FOR = 4  # months after its end in which a quarter is still the one that is reported on


@dataclass(frozen=True, slots=True)
class PartOfYear:
    """A quarter ("Q3") or half ("H1") without its year."""

    code: str
    year_shift: int | None = None
    fiscal: bool = False

    def read(self, setting: Setting) -> Reading | None:
        """The quarter of this year; of the last one where it has not begun and the verb is past."""
        reference = setting.reference
        granularity = Granularity.QUARTER if self.code[0] == "Q" else Granularity.HALF
        if reference is None:
            return Reading(f"XXXX-{self.code}", granularity)
        length = 3 if self.code[0] == "Q" else 6
        first = (int(self.code[1]) - 1) * length + 1
        known = setting.quarter
        if known is not None and known.value.endswith(self.code) and self.year_shift is None:
            return replace(known, anchor=setting.anchor)
        year = reference.year
        if self.year_shift is not None:
            year += self.year_shift
        elif setting.tense is Tense.FUTURE and first + length + _REPORTED_FOR <= reference.month:
            year += 1
        elif first > reference.month and setting.tense is not Tense.FUTURE and not self.fiscal:
            year -= 1
        return of_value(f"{year:04d}-{self.code}", setting.anchor, fuzzy=self.fiscal)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday of fixed rule."""

    name: str
    year: int | None = None
    shift: int | None = None

    def read(self, setting: Setting) -> Reading | None:
        """The day in the year given, else the one next to the reference."""
        of_year = HOLIDAYS[self.name]
        if self.year is not None:
            return of_value(of_year(self.year).isoformat())
        reference = setting.reference
        if reference is None:
            return unknown("D")
        moments = [of_year(year) for year in _years_around(reference, 1)]
        if self.shift == -1:
            moments = [moment for moment in moments if moment < reference][-1:]
        elif self.shift == 1:
            moments = [moment for moment in moments if moment > reference][:1]
        elif self.shift == 0:
            moments = [moment for moment in moments if moment.year == reference.year]
        found = _nearest(moments, setting)
        return of_value(found.isoformat(), setting.anchor) if found else None
