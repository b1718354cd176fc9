"""Meanings that are counted from something: from the reference, from a point named before, or around another meaning."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from kgexport.extraction.times.calendar import (
    Interval,
    quarter_of,
    shifted_days,
    shifted_months,
)
from kgexport.extraction.times.reading import Meaning, Reading, Setting, Tense, of_value, shifted, unit_at, unknown
from kgexport.model import Anchor, Granularity, TimexType


@dataclass(frozen=True, slots=True)
class NextWeekday:
    """Means "The following Monday": the first one after the day named before."""

    number: int

    def read(self, setting: Setting) -> Reading | None:
        """The day, where a day was named."""
        known = setting.last_of("D")
        if known is None or known.latest is None:
            return None
        found = shifted_days(known.latest, (self.number - known.latest.isoweekday() - 1) % 7 + 1)
        reading = of_value(found.isoformat(), Anchor.EXPRESSION) if found else None
        return reading and replace(reading, anchored_at=known.begin)


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
class QuarterOf:
    """Means "the 1988 period" in a report on a quarter: that quarter of the year given, else the year."""

    year: int

    def read(self, setting: Setting) -> Reading | None:
        """The quarter or the year."""
        known = setting.quarter
        return of_value(f"{self.year:04d}{known.value[4:]}" if known else f"{self.year:04d}")


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
        back = setting.tense in (Tense.PAST, Tense.PAST_CONTEXT) and setting.reference.isoweekday() < 6
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
            previous = setting.last_of(self.unit)
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
        previous = setting.last_of(self.unit)
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
    """A time of the clock on a day; without one, on the last day told near by; where none is, on the reference's (both fuzzy)."""

    hour: int
    minute: int | None
    base: Meaning | None = None
    universal: bool = False

    def read(self, setting: Setting) -> Reading | None:
        """The time, of type TIME."""
        if self.base is not None:
            base = self.base.read(setting)
        elif (near := setting.day_in_sentence or setting.last_of("H")) is not None:
            day = replace(
                near,
                value=near.value[:10],
                anchor=Anchor.EXPRESSION,
                anchored_at=near.begin,
                granularity=Granularity.DAY,
                fuzzy=near.fuzzy or setting.day_in_sentence is None,
            )
            base = day if near.earliest == near.latest else None
        else:
            day_of_reference = UnitShift("D", 0).read(setting)
            base = day_of_reference and replace(day_of_reference, fuzzy=True)
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
        if base.granularity in (Granularity.DECADE, Granularity.CENTURY):
            earliest, latest = (
                earliest.replace(month=1, day=1),
                latest.replace(month=12, day=31),
            )  # no finer than a year
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
    within: bool = False  # "within two weeks": ahead of the reference where the verb looks ahead

    def read(self, setting: Setting) -> Reading | None:
        """The amount, with the days it covers where it is counted from the reference."""
        earliest = latest = anchor = None
        if self.of_event:
            anchor = Anchor.EVENT
        elif (direction := self._direction(setting)) and self.count is not None and setting.reference is not None:
            other = shifted(setting.reference, direction * self.count, self.unit)
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

    def _direction(self, setting: Setting) -> int:
        return 1 if self.within and setting.tense is Tense.FUTURE else self.direction


@dataclass(frozen=True, slots=True)
class Every:
    """Something that comes again: "every Monday", "daily"."""

    value: str
    granularity: Granularity

    def read(self, setting: Setting) -> Reading | None:
        """The value, of type SET."""
        return Reading(self.value, self.granularity, timex_type=TimexType.SET)
