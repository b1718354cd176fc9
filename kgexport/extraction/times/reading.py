"""What an expression says (Reading), what it is read against (Setting), and what every kind of meaning offers."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from kgexport.extraction.times.calendar import (
    covered,
    quarter_of,
    shifted_days,
    shifted_months,
    week_of,
)
from kgexport.model import Anchor, Granularity, TimexType


class Tense(StrEnum):
    """The time of the verb that an expression belongs to, seen from the article."""

    PAST = "past"
    PAST_CONTEXT = "past context"  # of a verb further up: "dividends payable on Dec. 7 were announced"
    PLANNED = "planned"  # "was to meet": ahead of a moment that lies back
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


_NEAR_ENOUGH = 800  # characters


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is read against."""

    reference: date | None = None
    anchor: Anchor | None = None  # where the reference comes from
    tense: Tense | None = None
    previous: Reading | None = None  # the last point in time that was read
    begin: int = 0  # of the expression that is read
    quarter: Reading | None = None  # the last quarter that was named by its number
    day: Reading | None = None  # the last day
    day_in_sentence: Reading | None = None  # the last day, where it stands in the same sentence

    def last_of(self, unit: str) -> Reading | None:
        """The last point named, near enough to count on from it, and as fine as days and weeks need it."""
        found = self.day if unit in ("D", "N", "W", "F", "H", "MI", "S") else self.previous
        return found if found is not None and self.begin - found.begin <= _NEAR_ENOUGH else None


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
