"""What an expression means before it is known when it was written, and what it says once that is known.

Each class is one kind of meaning with a method ``read``: given the setting it gives the Reading, or None where nothing can
be said. Unknown parts of a value are X, as in TIMEX3: ``XXXX-10-16``, ``XXXX-WXX-1``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from kgexport.extraction.times.calendar import (
    HOLIDAYS,
    Interval,
    covered,
    day,
    exists_in_some_year,
    quarter_of,
    season_first_month,
    shifted_days,
    shifted_months,
    week_of,
)
from kgexport.model import Anchor, Granularity, TimexType


class Tense(StrEnum):
    """The time of the verb that an expression belongs to, seen from the article."""

    PAST = "past"
    PRESENT = "present"  # looks ahead to a weekday ("opens Monday"), less surely to a month
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression says."""

    value: str
    granularity: Granularity
    timex_type: TimexType = TimexType.DATE
    earliest: date | None = None
    latest: date | None = None
    clock: str | None = None
    fuzzy: bool = False
    anchor: Anchor | None = None
    anchored_at: int | None = None  # begin of the expression it was counted from
    begin: int = -1


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is read against."""

    reference: date | None = None
    anchor: Anchor | None = None  # where the reference comes from
    tense: Tense | None = None
    previous: Reading | None = None  # the last point in time that was read
    quarter: Reading | None = None  # the last quarter that was named by its number
    day: Reading | None = None  # the last day


class Meaning(Protocol):
    """One kind of meaning."""

    def read(self, setting: Setting) -> Reading | None:
        """What it says in a setting; None where that is nothing."""
        ...


_UNKNOWN = {
    "D": ("XXXX-XX-XX", Granularity.DAY),
    "N": ("XXXX-XX-XX", Granularity.DAY),
    "W": ("XXXX-WXX", Granularity.WEEK),
    "F": ("XXXX-WXX", Granularity.WEEK),
    "WE": ("XXXX-WXX-WE", Granularity.WEEKEND),
    "M": ("XXXX-XX", Granularity.MONTH),
    "Q": ("XXXX-QX", Granularity.QUARTER),
    "Y": ("XXXX", Granularity.YEAR),
    "DE": ("XXX", Granularity.DECADE),
    "C": ("XX", Granularity.CENTURY),
    "ML": ("X", Granularity.CENTURY),
    "H": ("XXXX-XX-XX", Granularity.DAY),
    "MI": ("XXXX-XX-XX", Granularity.DAY),
    "S": ("XXXX-XX-XX", Granularity.DAY),
}


def of_value(value: str, anchor: Anchor | None = None, *, fuzzy: bool = False) -> Reading | None:
    """The reading of an absolute value; None where it names no day of the calendar."""
    known = covered(value)
    if known is None:
        return None
    (earliest, latest), granularity = known
    return Reading(value, granularity, earliest=earliest, latest=latest, anchor=anchor, fuzzy=fuzzy)


def unknown(unit: str) -> Reading:
    """A point of which only the unit is known."""
    value, granularity = _UNKNOWN[unit]
    return Reading(value, granularity)


def unit_at(moment: date, unit: str) -> str:
    """The value of the unit around a day."""
    match unit:
        case "W" | "F":
            return week_of(moment)
        case "WE":
            return week_of(moment) + "-WE"
        case "M":
            return f"{moment.year:04d}-{moment.month:02d}"
        case "Q":
            return f"{moment.year:04d}-Q{quarter_of(moment)}"
        case "Y":
            return f"{moment.year:04d}"
        case "DE":
            return f"{moment.year // 10:03d}"
        case "C" | "ML":
            return f"{moment.year // 100:02d}"
        case _:
            return moment.isoformat()


def shifted(moment: date, count: float, unit: str) -> date | None:
    """The day ``count`` units later; None outside the calendar."""
    months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "C": 1200, "ML": 12000}
    days = {"D": 1, "N": 1, "W": 7, "WE": 7, "F": 14}
    if abs(count) > 10_000_000:
        return None
    if unit in months:
        return shifted_months(moment, round(count * months[unit]))
    if unit in days:
        return shifted_days(moment, round(count * days[unit]))
    hours = {"H": 1.0, "MI": 1 / 60, "S": 1 / 3600}[unit] * count
    return shifted_days(moment, int(hours // 24) if hours >= 24 else -int(-hours // 24))


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that needs no reference."""

    value: str
    fuzzy: bool = False

    def read(self, setting: Setting) -> Reading | None:
        """The value itself."""
        return of_value(self.value, fuzzy=self.fuzzy)


def _nearest(moments: Iterable[date], setting: Setting, weight: int = 2) -> date | None:
    """The moment next to the reference; one on the wrong side of the verb's tense counts as ``weight`` times as far."""
    if setting.reference is None:
        return None
    reference = setting.reference

    def distance(moment: date) -> tuple[int, date]:
        days = (moment - reference).days
        wrong = (setting.tense is Tense.PAST and days > 0) or (setting.tense is Tense.FUTURE and days < 0)
        return abs(days) * (weight if wrong else 1), moment

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
        if not exists_in_some_year(self.month, self.number):
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
            months = (self.month - reference.month + 8) % 12 - 8  # from eight months back to three ahead
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
        elif setting.tense is None and self.shift == 0:
            steps = self.number - reference.isoweekday()
        else:
            steps = ahead - 7 if ahead else 0
        found = shifted_days(reference, steps)
        return of_value(found.isoformat(), setting.anchor) if found else None


@dataclass(frozen=True, slots=True)
class NextWeekday:
    """Means "The following Monday": the first one after the day named before."""

    number: int

    def read(self, setting: Setting) -> Reading | None:
        """The day, where a day was named."""
        known = setting.day
        if known is None or known.latest is None:
            return None
        found = shifted_days(known.latest, (self.number - known.latest.isoweekday() - 1) % 7 + 1)
        reading = of_value(found.isoformat(), Anchor.EXPRESSION) if found else None
        return reading and replace(reading, anchored_at=known.begin)


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
class LatestQuarter:
    """The quarter that the text is about ("the quarter"), ``years`` before or after it."""

    years: int = 0
    only_known: bool = False  # say nothing where no quarter was named

    def read(self, setting: Setting) -> Reading | None:
        """The last quarter named, else the last one that was over."""
        known = setting.quarter
        if known is not None and known.earliest is not None:
            number = known.value[-2:]
            value = f"{known.earliest.year + self.years:04d}-{number}"
            found = of_value(value, Anchor.EXPRESSION)
            return found and replace(found, anchored_at=known.begin)
        if self.only_known or setting.reference is None:
            return None
        before = shifted_months(setting.reference, -3)
        if before is None:
            return None
        return of_value(f"{before.year + self.years:04d}-Q{quarter_of(before)}", setting.anchor)


@dataclass(frozen=True, slots=True)
class YearBefore:
    """Matches "A year ago", "a year earlier": of the quarter that the text is about where it is about one, else a year."""

    from_previous: bool = False

    def read(self, setting: Setting) -> Reading | None:
        """The quarter or year before."""
        return LatestQuarter(-1, only_known=True).read(setting) or Offset(-1, "Y", self.from_previous).read(setting)


@dataclass(frozen=True, slots=True)
class UnitShift:
    """Last, this or next week, month, quarter, year …: ``steps`` units from the one around the reference."""

    unit: str
    steps: int
    fuzzy: bool = False

    def read(self, setting: Setting) -> Reading | None:
        """The unit."""
        reference = setting.reference
        if reference is None:
            return unknown(self.unit)
        steps = self.steps
        if self.unit == "WE" and steps == 0 and setting.tense is not Tense.FUTURE and reference.isoweekday() < 6:
            steps = -1  # "over the weekend", read on a Monday
        moment = shifted(reference.replace(day=1) if self.unit == "M" else reference, steps, self.unit)
        return of_value(unit_at(moment, self.unit), setting.anchor, fuzzy=self.fuzzy) if moment else None


@dataclass(frozen=True, slots=True)
class ThisWeekend:
    """Matches "This weekend": the one of the reference's week."""

    def read(self, setting: Setting) -> Reading | None:
        """The weekend; the last one where the verb is past and it has not come."""
        if setting.reference is None:
            return unknown("WE")
        back = setting.tense is Tense.PAST and setting.reference.isoweekday() < 6
        moment = shifted_days(setting.reference, -7 if back else 0)
        return of_value(unit_at(moment, "WE"), setting.anchor) if moment else None


@dataclass(frozen=True, slots=True)
class Offset:
    """A number of units before (negative) or after the reference, or the point named before."""

    count: float | None  # None: "several years ago"
    unit: str
    from_previous: bool = False
    fuzzy: bool = False
    ahead: bool = False  # where the count is unknown

    def read(self, setting: Setting) -> Reading | None:
        """A day for days, a week for weeks, a month for months …; as fine as the point it is counted from."""
        if self.count is None:
            return Reading(
                "FUTURE_REF" if self.ahead else "PAST_REF", Granularity.VAGUE, fuzzy=True, anchor=setting.anchor
            )
        start, anchor, at = setting.reference, setting.anchor, None
        unit = self.unit
        if self.from_previous:
            previous = setting.previous
            if previous is None or previous.earliest is None:
                return None
            start, anchor, at = previous.earliest, Anchor.EXPRESSION, previous.begin
            if unit == "W" and previous.granularity is Granularity.DAY:
                unit = "D"
            elif unit == "Y" and previous.granularity in (Granularity.MONTH, Granularity.QUARTER):
                unit = "M" if previous.granularity is Granularity.MONTH else "Q"
        if start is None:
            return unknown(self.unit)
        moment = shifted(start, self.count, self.unit)
        unit = "Y" if unit in ("DE", "C", "ML") else unit
        found = of_value(unit_at(moment, unit), anchor, fuzzy=self.fuzzy or self.unit != unit) if moment else None
        return found and replace(found, anchored_at=at)


@dataclass(frozen=True, slots=True)
class FromPoint:
    """Matches "Three days after October 5": counted from a point that is named in the same phrase."""

    count: float
    unit: str
    point: Meaning
    fuzzy: bool = False

    def read(self, setting: Setting) -> Reading | None:
        """The day, where the point's day is known."""
        point = self.point.read(setting)
        if point is None or point.earliest is None or point.latest is None:
            return None
        moment = shifted(point.latest if self.count > 0 else point.earliest, self.count, self.unit)
        unit = self.unit
        if point.granularity is Granularity.DAY and unit in ("W", "F"):
            unit = "D"
        return of_value(unit_at(moment, unit), point.anchor, fuzzy=self.fuzzy) if moment else None


@dataclass(frozen=True, slots=True)
class SameUnit:
    """Matches "That year", "the same day", "the following year": the unit around the point named before, shifted."""

    unit: str
    steps: int = 0

    def read(self, setting: Setting) -> Reading | None:
        """The unit, where a point with its year was named."""
        previous = setting.day if self.unit in ("D", "N") else setting.previous
        if previous is None or previous.earliest is None or previous.latest is None:
            return None
        if self.unit == "M" and previous.granularity in (Granularity.YEAR, Granularity.DECADE, Granularity.CENTURY):
            return None
        start = previous.earliest.replace(day=1) if self.unit == "M" else previous.earliest
        moment = shifted(start, self.steps, self.unit)
        found = of_value(unit_at(moment, self.unit), Anchor.EXPRESSION) if moment else None
        return found and replace(found, anchored_at=previous.begin)


@dataclass(frozen=True, slots=True)
class Then:
    """Matches "Until then", "since then": the point named before."""

    def read(self, setting: Setting) -> Reading | None:
        """That point again."""
        previous = setting.previous
        if previous is None:
            return None
        return replace(previous, anchor=Anchor.EXPRESSION, anchored_at=previous.begin)


@dataclass(frozen=True, slots=True)
class SamePeriod:
    """Matches "The same period last year": the month, quarter … named before, ``years`` later."""

    years: int

    def read(self, setting: Setting) -> Reading | None:
        """The period, where one with its year was named."""
        previous = setting.previous
        if previous is None or previous.earliest is None:
            return None
        year = previous.earliest.year
        if not previous.value.startswith(f"{year:04d}") or not 1 <= year + self.years <= 9999:
            return None
        found = of_value(f"{year + self.years:04d}{previous.value[4:10]}", Anchor.EXPRESSION)
        return found and replace(found, anchored_at=previous.begin)


@dataclass(frozen=True, slots=True)
class Vague:
    """PAST_REF, PRESENT_REF or FUTURE_REF, bounded by ``bounds`` days from the reference where the words bound it."""

    value: str
    bounds: tuple[int, int] | None = None

    def read(self, setting: Setting) -> Reading | None:
        """The value and its bounds."""
        earliest = latest = None
        if self.bounds is not None and setting.reference is not None:
            earliest = shifted_days(setting.reference, self.bounds[0])
            latest = shifted_days(setting.reference, self.bounds[1])
        anchor = setting.anchor if earliest or latest else None
        return Reading(
            self.value,
            Granularity.VAGUE,
            earliest=earliest,
            latest=latest,
            fuzzy=self.value != "PRESENT_REF",
            anchor=anchor,
        )


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """A part of a day ("TMO", "TAF", "TEV", "TNI", "T12:00")."""

    base: Meaning
    code: str

    def read(self, setting: Setting) -> Reading | None:
        """The part of the day, of type TIME."""
        base = self.base.read(setting)
        if base is None:
            return None
        if base.granularity is not Granularity.DAY or "/" in base.value:
            return base
        clock = self.code[1:] if ":" in self.code else None
        granularity = Granularity.TIME if clock else Granularity.PART_OF_DAY
        return replace(
            base, value=base.value + self.code, timex_type=TimexType.TIME, granularity=granularity, clock=clock
        )


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the clock on a day; without a day, on the reference's."""

    hour: int
    minute: int | None
    base: Meaning | None = None
    universal: bool = False

    def read(self, setting: Setting) -> Reading | None:
        """The time, of type TIME."""
        base = self.base.read(setting) if self.base else UnitShift("D", 0).read(setting)
        if base is None or (base.granularity is not Granularity.DAY and self.base) or "/" in base.value:
            return base
        clock = f"{self.hour:02d}:{self.minute or 0:02d}"
        return replace(
            base,
            value=f"{base.value}T{clock}" + ("Z" if self.universal else ""),
            timex_type=TimexType.TIME,
            granularity=Granularity.TIME,
            clock=clock,
        )


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of a unit: early, mid, late; ``so far`` ("earlier this week") or ``rest`` ("later this month")."""

    base: Meaning
    which: str

    def read(self, setting: Setting) -> Reading | None:
        """The value of the whole unit, with the days of the part; never empty."""
        base = self.base.read(setting)
        if base is None or base.earliest is None or base.latest is None:
            return base
        earliest, latest = _portion(base.earliest, base.latest, self.which, setting.reference)
        return replace(base, earliest=earliest, latest=latest, fuzzy=True)


def _portion(earliest: date, latest: date, which: str, reference: date | None) -> Interval:
    third = timedelta(days=(latest - earliest).days // 3)
    match which:
        case "early":
            return earliest, earliest + third
        case "mid":
            return earliest + third, latest - third
        case "late":
            return latest - third, latest
        case "so far" if reference is not None and earliest <= reference <= latest:
            return earliest, reference
        case "rest" if reference is not None and earliest <= reference <= latest:
            return reference, latest
        case _:
            return earliest, latest


@dataclass(frozen=True, slots=True)
class Duration:
    """An amount of time. ``direction``: -1 "the past three years", 1 "the next two weeks", counted from the reference."""

    value: str
    granularity: Granularity
    count: float | None = None
    unit: str = "D"
    direction: int = 0
    fuzzy: bool = False
    of_event: bool = False  # "three days after the call"

    def read(self, setting: Setting) -> Reading | None:
        """The amount, with the days it covers where it is counted from the reference."""
        earliest = latest = anchor = None
        if self.of_event:
            anchor = Anchor.EVENT
        elif self.direction and self.count is not None and setting.reference is not None:
            other = shifted(setting.reference, self.direction * self.count, self.unit)
            if other is not None:
                earliest, latest = sorted((setting.reference, other))
                anchor = setting.anchor
        return Reading(
            self.value,
            self.granularity,
            timex_type=TimexType.DURATION,
            earliest=earliest,
            latest=latest,
            fuzzy=self.fuzzy,
            anchor=anchor,
        )


@dataclass(frozen=True, slots=True)
class Every:
    """Something that comes again: "every Monday", "daily"."""

    value: str
    granularity: Granularity

    def read(self, setting: Setting) -> Reading | None:
        """The value, of type SET."""
        return Reading(self.value, self.granularity, timex_type=TimexType.SET)


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
