"""Calendar arithmetic and the days that a TIMEX3 value covers. Weeks are ISO 8601 weeks (Monday to Sunday)."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta

from kgexport.model import Granularity

Interval = tuple[date, date]

# Meteorological seasons of the northern hemisphere; a winter is counted with the December that it begins in.
_SEASON_FIRST_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T[A-Z0-9:]*)?)?"
    r"|-W(?P<week>\d\d)(?:-(?P<weekend>WE))?|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<season>SP|SU|FA|WI))?"
)


def day(year: int, month: int, number: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]):
        return None
    return date(year, month, number)


def exists_in_some_year(month: int, number: int) -> bool:
    """True for a day that some year has: 29 February, not 30 February."""
    return day(2000, month, number) is not None


def shifted_days(start: date, days: int) -> date | None:
    """The day ``days`` later; None outside the calendar."""
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return None


def shifted_months(start: date, months: int) -> date | None:
    """The same day of the month ``months`` later, or the last of that month; None outside the calendar."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def month_interval(year: int, month: int, months: int = 1) -> Interval | None:
    """``months`` whole months from a first one on."""
    first = day(year, month, 1)
    last = first and shifted_months(first, months - 1)
    return (first, last.replace(day=monthrange(last.year, last.month)[1])) if first and last else None


def week_interval(year: int, week: int) -> Interval | None:
    """Monday to Sunday of an ISO week; None where the year has no such week."""
    try:
        first = date.fromisocalendar(year, week, 1)
        return first, date.fromisocalendar(year, week, 7)
    except (ValueError, OverflowError):
        return None


def week_of(moment: date) -> str:
    """The ISO week around a day as TIMEX3: 2025-W44."""
    iso = moment.isocalendar()
    return f"{iso.year:04d}-W{iso.week:02d}"


def quarter_of(moment: date) -> int:
    """The calendar quarter, 1 to 4."""
    return (moment.month + 2) // 3


def season_first_month(code: str) -> int:
    """The month in which a season begins."""
    return _SEASON_FIRST_MONTH[code]


def covered(value: str) -> tuple[Interval, Granularity] | None:
    """The days, first and last, that an absolute TIMEX3 value covers, and its unit; None for any other value.

    Knows days, weeks, weekends, months, quarters, halves, seasons, years, decades ("199"), centuries ("19") and
    intervals of these ("2025-10-03/2025-10-05").
    """
    if "/" in value:
        first, _, last = value.partition("/")
        left, right = covered(first), covered(last)
        return ((left[0][0], right[0][1]), left[1]) if left and right and left[0][0] <= right[0][1] else None
    if value.isascii() and value.isdigit() and len(value) in (2, 3):
        scale = 10 ** (4 - len(value))
        first_year = int(value) * scale
        granularity = Granularity.DECADE if len(value) == 3 else Granularity.CENTURY
        if first_year < MINYEAR:
            return None
        return (date(first_year, 1, 1), date(first_year + scale - 1, 12, 31)), granularity
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    year = int(match["year"])
    interval: Interval | None
    if match["day"]:
        moment = day(year, int(match["month"]), int(match["day"]))
        interval = (moment, moment) if moment else None
        granularity = Granularity.DAY
    elif match["month"]:
        interval, granularity = month_interval(year, int(match["month"])), Granularity.MONTH
    elif match["week"]:
        interval, granularity = week_interval(year, int(match["week"])), Granularity.WEEK
        if match["weekend"] and interval:
            interval, granularity = (interval[1] - timedelta(days=1), interval[1]), Granularity.WEEKEND
    elif match["quarter"]:
        interval, granularity = month_interval(year, int(match["quarter"]) * 3 - 2, 3), Granularity.QUARTER
    elif match["half"]:
        interval, granularity = month_interval(year, int(match["half"]) * 6 - 5, 6), Granularity.HALF
    elif match["season"]:
        interval, granularity = month_interval(year, season_first_month(match["season"]), 3), Granularity.SEASON
    else:
        interval, granularity = month_interval(year, 1, 12), Granularity.YEAR
    return (interval, granularity) if interval else None


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous algorithm that Meeus, Astronomical Algorithms, ch. 8, gives)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leaps, century_rest = divmod(century, 4)
    epact = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * century_rest + 2 * (rest // 4) - epact - rest % 4) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, number = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, number + 1)


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th Monday (1) … Sunday (7) of a month; n = -1 is the last one."""
    if n > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (n - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.isoweekday() - weekday) % 7)


def _fixed(month: int, number: int) -> Callable[[int], date]:
    return lambda year: date(year, month, number)


def _floating(month: int, weekday: int, n: int) -> Callable[[int], date]:
    return lambda year: nth_weekday(year, month, weekday, n)


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


def _election_day(year: int) -> date:
    return nth_weekday(year, 11, 1, 1) + timedelta(days=1)


# Civil and western church holidays whose day follows from the year alone. Days are those of the United States where
# countries differ; lunar calendars are left out: their days are announced, not computed.
HOLIDAYS: dict[str, Callable[[int], date]] = {
    "new year's day": _fixed(1, 1),
    "new year's eve": _fixed(12, 31),
    "new year's": _fixed(1, 1),
    "martin luther king day": _floating(1, 1, 3),
    "martin luther king jr. day": _floating(1, 1, 3),
    "groundhog day": _fixed(2, 2),
    "valentine's day": _fixed(2, 14),
    "presidents' day": _floating(2, 1, 3),
    "presidents day": _floating(2, 1, 3),
    "international women's day": _fixed(3, 8),
    "st. patrick's day": _fixed(3, 17),
    "ash wednesday": _from_easter(-46),
    "palm sunday": _from_easter(-7),
    "maundy thursday": _from_easter(-3),
    "good friday": _from_easter(-2),
    "easter sunday": _from_easter(0),
    "easter monday": _from_easter(1),
    "easter": _from_easter(0),
    "pentecost": _from_easter(49),
    "whit monday": _from_easter(50),
    "earth day": _fixed(4, 22),
    "may day": _fixed(5, 1),
    "memorial day": _floating(5, 1, -1),
    "mother's day": _floating(5, 7, 2),
    "flag day": _fixed(6, 14),
    "juneteenth": _fixed(6, 19),
    "independence day": _fixed(7, 4),
    "fourth of july": _fixed(7, 4),
    "bastille day": _fixed(7, 14),
    "labor day": _floating(9, 1, 1),
    "columbus day": _floating(10, 1, 2),
    "halloween": _fixed(10, 31),
    "all saints' day": _fixed(11, 1),
    "guy fawkes night": _fixed(11, 5),
    "election day": _election_day,
    "armistice day": _fixed(11, 11),
    "veterans day": _fixed(11, 11),
    "thanksgiving day": _floating(11, 4, 4),
    "thanksgiving": _floating(11, 4, 4),
    "christmas eve": _fixed(12, 24),
    "christmas day": _fixed(12, 25),
    "christmas": _fixed(12, 25),
    "boxing day": _fixed(12, 26),
}
