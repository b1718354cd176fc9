"""Points in time: a date of any kind, with its modifier or part of day."""

from collections.abc import Callable

from kgexport.extraction.times import dates, holidays, parts_of_year, relative
from kgexport.extraction.times.dates import Match
from kgexport.extraction.times.lexicon import (
    AFTER_PAPER_DAY,
    PARTS_OF_DAY,
    UNITS,
)
from kgexport.extraction.times.meanings import Weekday
from kgexport.extraction.times.offsets import PartOfDay, Portion, UnitShift
from kgexport.extraction.times.reading import Meaning
from kgexport.extraction.times.words import Words

Rule = Callable[[Words, int], Match | None]


def longest(w: Words, i: int, rules: tuple[Rule, ...]) -> Match | None:
    """The longest expression that one of the rules finds at ``i``; of equals the first rule's."""
    best: Match | None = None
    for rule in rules:
        found = rule(w, i)
        if found is not None and (best is None or found[0] > best[0]):
            best = found
    return best


_POINT_RULES: tuple[Rule, ...] = (
    dates.numeric_date,
    dates.weekday_date,
    dates.month_date,
    dates.year,
    dates.decade,
    dates.century,
    parts_of_year.part_of_year,
    parts_of_year.running_quarter,
    parts_of_year.season,
    parts_of_year.fiscal_year,
    holidays.holiday,
    dates.day_of_month,
    relative.near_day,
    relative.last_next_this,
    relative.following_same_that,
)


def point(w: Words, i: int) -> Match | None:
    """A date without modifiers."""
    return longest(w, i, _POINT_RULES)


def day_at(w: Words, i: int) -> Match | None:
    """A day: a weekday, a date, "yesterday"."""
    return longest(
        w,
        i,
        (
            dates.numeric_date,
            dates.weekday_date,
            dates.month_date,
            holidays.holiday,
            relative.near_day,
            relative.last_next_this,
        ),
    )


def is_day(meaning: Meaning) -> bool:
    """False for units longer than a day, which have no parts of day and no time of the clock."""
    return not isinstance(meaning, UnitShift) or meaning.unit == "D"


def day_with_part(w: Words, i: int) -> Match | None:
    """Means "Friday morning", "yesterday afternoon", "Monday night"."""
    if w.lower[i] == "midnight" or w.lower[i] == "noon":
        return None
    found = day_at(w, i)
    if found is None:
        return None
    end, meaning = found
    at = end
    if w.lower[at] in ("early", "late"):
        at += 1
    code = PARTS_OF_DAY.get(w.lower[at])
    if (
        code
        and is_day(meaning)
        and not (w.capital(at) and w.lower[at] == "night" and w.lower[at + 1] in ("lights", "football", "live"))
    ):
        return at + 1, PartOfDay(meaning, code)
    if w.lower[at] in AFTER_PAPER_DAY and w.capital(at) and isinstance(meaning, Weekday):
        return None
    return found


MODIFIERS = {"early": "early", "earlier": "so far", "late": "late", "later": "rest", "mid": "mid", "midway": "mid"}
PORTIONS = {
    "start": "early",
    "beginning": "early",
    "early": "early",
    "middle": "mid",
    "midst": "mid",
    "end": "late",
    "close": "late",
    "remainder": "rest",
    "rest": "rest",
}


def modified(w: Words, i: int) -> Match | None:
    """Matches "early 2014", "late Monday", "earlier this week", "mid-May", "the end of the year", "the early 1980s"."""
    at = i + 1 if w.lower[i] == "the" else i
    word = w.lower[at]
    if word in MODIFIERS:
        at += 1
        if w.lower[at] == "-" or (w.lower[at] in ("in", "on") and word in ("late", "later", "early", "earlier")):
            at += 1
        if word == "mid" and (part := PARTS_OF_DAY.get(w.lower[at])):
            day = day_at(w, at + 1)
            return (day[0], PartOfDay(day[1], part)) if day else None
        found = relative.unit_of_now(w, at) or _plain_or_part(w, at)
        if found is None:
            return None
        end, meaning = found
        if isinstance(meaning, PartOfDay):
            return found
        if word in ("early", "late") and _is_single_day(meaning):
            return end, PartOfDay(meaning, "TMO" if word == "early" else "TEV")
        return end, Portion(meaning, MODIFIERS[word])
    if word in PORTIONS and w.lower[at + 1] == "of":
        found = relative.unit_of_now(w, at + 2) or point(w, at + 2)
        if found is not None and not _is_single_day(found[1]):
            return found[0], Portion(found[1], PORTIONS[word])
        return None
    counted = word in ("first", "last", "second", "third") and w.lower[at + 1] in ("week", "days", "weekend", "half")
    if counted and w.lower[at + 2] == "of" and (found := dates.month_date(w, at + 3)):
        return found[0], Portion(found[1], {"first": "early", "last": "late"}.get(word, "mid"))
    if word == "year" and w.lower[at + 1] == "-" and w.lower[at + 2] == "end" and w.lower[i - 1] in _BEFORE_END:
        return at + 3, Portion(UnitShift(UNITS[word], 0), "late")
    return None


_BEFORE_END = frozenset({"by", "at", "before", "until", "since", "after", "through"})


def _plain_or_part(w: Words, i: int) -> Match | None:
    return longest(w, i, (point, day_with_part))


def _is_single_day(meaning: Meaning) -> bool:
    return isinstance(meaning, Weekday) or (isinstance(meaning, UnitShift) and meaning.unit == "D")


def approximate(w: Words, i: int) -> Match | None:
    """Matches "around Nov. 1"."""
    if w.lower[i] not in ("around", "about", "circa"):
        return None
    found = dates.month_date(w, i + 1)
    return (found[0], Portion(found[1], "")) if found else None
