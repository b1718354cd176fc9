"""Whole expressions: the rules of the other modules with modifiers, parts of day and times of the clock around them."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from kgexport.extraction.times import amounts, dates, holidays, parts_of_year, relative
from kgexport.extraction.times.dates import Match
from kgexport.extraction.times.lexicon import (
    AFTER_PAPER_DAY,
    APPROXIMATE,
    DECADES,
    LAST,
    MONTHS,
    NEXT,
    ONES,
    ORDINALS,
    PARTS_OF_DAY,
    PLURALS,
    SEASONS,
    TENS,
    THIS,
    UNCOUNTED,
    UNITS,
    UNIVERSAL_ZONES,
    WEEKDAY_PLURALS,
    WEEKDAYS,
    WORDS_FOR_NOW,
    ZONES,
)
from kgexport.extraction.times.meanings import Weekday
from kgexport.extraction.times.numbers import figure
from kgexport.extraction.times.offsets import Clock, Duration, FromPoint, PartOfDay, Portion, UnitShift
from kgexport.extraction.times.reading import Meaning
from kgexport.extraction.times.words import Words

Rule = Callable[[Words, int], Match | None]


class Expression(NamedTuple):
    """A recognised expression: its first word, the word after it, and its meaning."""

    first: int
    end: int
    meaning: Meaning


def _longest(w: Words, i: int, rules: tuple[Rule, ...]) -> Match | None:
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
    return _longest(w, i, _POINT_RULES)


def _day(w: Words, i: int) -> Match | None:
    """A day: a weekday, a date, "yesterday"."""
    return _longest(
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


def _is_day(meaning: Meaning) -> bool:
    return not isinstance(meaning, UnitShift) or meaning.unit == "D"


def day_with_part(w: Words, i: int) -> Match | None:
    """Means "Friday morning", "yesterday afternoon", "Monday night"."""
    if w.lower[i] == "midnight" or w.lower[i] == "noon":
        return None
    found = _day(w, i)
    if found is None:
        return None
    end, meaning = found
    at = end
    if w.lower[at] in ("early", "late"):
        at += 1
    code = PARTS_OF_DAY.get(w.lower[at])
    if (
        code
        and _is_day(meaning)
        and not (w.capital(at) and w.lower[at] == "night" and w.lower[at + 1] in ("lights", "football", "live"))
    ):
        return at + 1, PartOfDay(meaning, code)
    if w.lower[at] in AFTER_PAPER_DAY and w.capital(at) and isinstance(meaning, Weekday):
        return None
    return found


_MODIFIERS = {"early": "early", "earlier": "so far", "late": "late", "later": "rest", "mid": "mid", "midway": "mid"}
_PORTIONS = {
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
    if word in _MODIFIERS:
        at += 1
        if w.lower[at] == "-" or (w.lower[at] in ("in", "on") and word in ("late", "later", "early", "earlier")):
            at += 1
        if word == "mid" and (part := PARTS_OF_DAY.get(w.lower[at])):
            day = _day(w, at + 1)
            return (day[0], PartOfDay(day[1], part)) if day else None
        found = relative.unit_of_now(w, at) or _plain_or_part(w, at)
        if found is None:
            return None
        end, meaning = found
        if isinstance(meaning, PartOfDay):
            return found
        if word in ("early", "late") and _is_single_day(meaning):
            return end, PartOfDay(meaning, "TMO" if word == "early" else "TEV")
        return end, Portion(meaning, _MODIFIERS[word])
    if word in _PORTIONS and w.lower[at + 1] == "of":
        found = relative.unit_of_now(w, at + 2) or point(w, at + 2)
        if found is not None and not _is_single_day(found[1]):
            return found[0], Portion(found[1], _PORTIONS[word])
        return None
    counted = word in ("first", "last", "second", "third") and w.lower[at + 1] in ("week", "days", "weekend", "half")
    if counted and w.lower[at + 2] == "of" and (found := dates.month_date(w, at + 3)):
        return found[0], Portion(found[1], {"first": "early", "last": "late"}.get(word, "mid"))
    if word == "year" and w.lower[at + 1] == "-" and w.lower[at + 2] == "end" and w.lower[i - 1] in _BEFORE_END:
        return at + 3, Portion(UnitShift(UNITS[word], 0), "late")
    return None


_BEFORE_END = frozenset({"by", "at", "before", "until", "since", "after", "through"})


def _plain_or_part(w: Words, i: int) -> Match | None:
    return _longest(w, i, (point, day_with_part))


def _is_single_day(meaning: Meaning) -> bool:
    return isinstance(meaning, Weekday) or (isinstance(meaning, UnitShift) and meaning.unit == "D")


def clock_time(w: Words, i: int) -> Match | None:
    """Matches "5 p.m. EST, Nov. 6", "17:30 on Tuesday", "noon Friday", "0800 UTC"."""
    hour: int | None
    minute: int | None = None
    word = w.lower[i]
    if word in ("noon", "midnight", "midday"):
        end, hour = i + 1, (24 if word == "midnight" else 12)
        minute = 0
        marked = True
    else:
        if ":" in word:
            parts = word.split(":")
            hour, minute, end = int(parts[0]), int(parts[1]), i + 1
            marked = True
        elif len(word) == 4 and word.isdigit() and w.lower[i + 1] in ("hours", "gmt", "utc", "hrs"):
            hour, minute, end, marked = int(word[:2]), int(word[2:]), i + 1, True
            end += w.lower[end] in ("hours", "hrs")
        else:
            hour, end, marked = figure(w, i), i + 1, False
            if hour is None and word in ONES and w.lower[end] in ("o", "p", "a"):
                hour = ONES[word]
            if hour is None or hour > 24 or not word:
                return None
            if "." in word:
                return None
        half = _half_of_day(w, end)
        if half is not None:
            if hour > 12 or hour == 0:
                return None
            end, afternoon = half
            hour = hour % 12 + (12 if afternoon else 0)
            marked = True
        elif w.lower[end] == "o" and w.lower[end + 1] == "'" and w.lower[end + 2] == "clock":
            end, marked = end + 3, True
        elif (
            w.lower[end] == "in"
            and w.lower[end + 1] == "the"
            and w.lower[end + 2] in ("morning", "afternoon", "evening")
        ):
            if hour <= 12 and w.lower[i - 1] == "at":
                hour = hour % 12 + (12 if w.lower[end + 2] != "morning" else 0)
                end, marked = end + 3, True
        elif ":" in word and not (
            w.lower[i - 1] in ("at", "by", "until", "before", "after", "around", "about", "from", "since", "to", "till")
            or w.lower[end] in ZONES
            or _day(w, end)
        ):
            return None  # a score, a ratio, a finishing time
    if not marked or hour > 24 or (minute or 0) > 59:
        return None
    universal = False
    if w.lower[end] in ZONES and w.text[end].isupper():
        universal = w.lower[end] in UNIVERSAL_ZONES
        end += 1
    elif w.lower[end] in ("eastern", "local", "moscow") and w.lower[end + 1] == "time":
        end += 2
    at = end
    if w.lower[at] in (",", "on"):
        at += 1
    if at > end and w.lower[at] == "on":
        at += 1
    day = _day(w, at)
    if day is not None and _is_day(day[1]):
        return day[0], Clock(hour, minute, day[1], universal)
    if (later := _day_after_bracket(w, end)) is not None:
        return end, Clock(hour, minute, later, universal)
    return end, Clock(hour, minute, None, universal)


def _day_after_bracket(w: Words, i: int) -> Meaning | None:
    """The day in "7:30 p.m. (1130 UTC) on Wednesday", from before or inside the brackets."""
    closing = next((at for at in range(i, i + 11) if w.lower[at] == ")"), None)
    if closing is None or (closing > i and w.lower[i] != "("):
        return None
    at = closing + 2 if w.lower[closing + 1] == "on" else closing + 1
    day = _day(w, at)
    return day[1] if day is not None and _is_day(day[1]) else None


def _half_of_day(w: Words, i: int) -> tuple[int, bool] | None:
    word = w.lower[i]
    if word in ("am", "pm"):
        return i + 1, word == "pm"
    if word in ("a", "p") and w.lower[i + 1] == "." and w.lower[i + 2] == "m" and w.glued(i + 1) and w.glued(i + 2):
        return (i + 4 if w.lower[i + 3] == "." and w.glued(i + 3) else i + 3), word == "p"
    return None


def iso_time(w: Words, i: int) -> Match | None:
    """2025-10-30T17:30."""
    day = dates.numeric_date(w, i)
    if day is None or w.lower[i + 1] != "t" or not w.glued(i + 1) or ":" not in w.lower[i + 2]:
        return None
    hour, minute = (int(part) for part in w.lower[i + 2].split(":")[:2])
    universal = w.lower[i + 3] == "z" and w.glued(i + 3)
    return (i + 3 + universal, Clock(hour, minute, day[1], universal)) if hour < 25 and minute < 60 else None


def day_then_clock(w: Words, i: int) -> Match | None:
    """Matches "Tuesday at 9 a.m. EST"."""
    day = _day(w, i)
    if day is None or w.lower[day[0]] not in ("at", ","):
        return None
    at = day[0] + 1
    if w.lower[day[0]] == "," and w.lower[at] == "at":
        at += 1
    clock = clock_time(w, at)
    if clock is None or not isinstance(clock[1], Clock) or clock[1].base is not None:
        return None
    return clock[0], Clock(clock[1].hour, clock[1].minute, day[1], clock[1].universal)


def approximate(w: Words, i: int) -> Match | None:
    """Matches "around Nov. 1"."""
    if w.lower[i] not in ("around", "about", "circa"):
        return None
    found = dates.month_date(w, i + 1)
    return (found[0], Portion(found[1], "")) if found else None


def counted_from_point(w: Words, i: int) -> Match | None:
    """Matches "three days after October 5", "a week from Monday", "two weeks before Christmas"."""
    found = amounts.amount(w, i)
    if found is None or not isinstance(found[1], Duration) or found[1].direction:
        return found
    end, length = found[0], found[1]
    word = w.lower[end]
    if word not in ("after", "before", "from", "following", "prior"):
        return found
    at = end + 2 if word == "prior" and w.lower[end + 1] == "to" else end + 1
    target = _day(w, at)
    if target is None or length.count is None or length.value.startswith("PX") or w.lower[target[0]] == "'":
        return found
    sign = -1 if word in ("before", "prior") else 1
    return target[0], FromPoint(sign * length.count, length.unit, target[1], length.fuzzy)


_MONTH_RULES: tuple[Rule, ...] = (day_with_part, day_then_clock)
_NUMBER_RULES: tuple[Rule, ...] = (
    dates.numeric_date,
    iso_time,
    dates.month_date,
    dates.year,
    dates.decade,
    dates.century,
    parts_of_year.part_of_year,
    holidays.attack_date,
    clock_time,
    counted_from_point,
)
_AMOUNT_RULES: tuple[Rule, ...] = (counted_from_point,)


def _rules() -> dict[str, tuple[Rule, ...]]:
    """The rules to try, by the first word of an expression."""
    rules: dict[str, list[Rule]] = {}

    def when(words: object, *tried: Rule) -> None:
        for word in words:  # type: ignore[attr-defined]
            known = rules.setdefault(word, [])
            known.extend(rule for rule in tried if rule not in known)

    when(MONTHS, *_MONTH_RULES)
    when(WEEKDAYS, *_MONTH_RULES)
    when(("yesterday", "today", "tomorrow"), *_MONTH_RULES)
    when(("this",), relative.last_next_this)
    when(("then",), relative.then)
    when(("tonight",), relative.this_part_of_day)
    when(
        ("the",),
        dates.day_of_month,
        dates.month_date,
        dates.year,
        dates.decade,
        dates.century,
        parts_of_year.part_of_year,
        parts_of_year.running_quarter,
        parts_of_year.season,
        parts_of_year.fiscal_year,
        relative.near_day,
        relative.last_next_this,
        relative.following_same_that,
        relative.unit_of_now,
        relative.vague,
        modified,
        counted_from_point,
    )
    when(
        (*LAST, *NEXT, *THIS),
        day_with_part,
        parts_of_year.season,
        parts_of_year.fiscal_year,
        holidays.holiday,
        parts_of_year.part_of_year,
    )
    when(("last", "this", "next"), modified)
    when((*LAST, *NEXT), counted_from_point)
    when(("this",), relative.this_part_of_day)
    when(("that",), relative.following_same_that)
    when((*_MODIFIERS, *_PORTIONS), modified)
    when(SEASONS, parts_of_year.season)
    when(("q", "h"), parts_of_year.part_of_year)
    when((*ORDINALS, "its", "their", "his", "her", "fiscal"), parts_of_year.part_of_year)
    when(ORDINALS, dates.century, dates.month_date)
    when(TENS, dates.century, dates.month_date, dates.year)
    when(("year", "month", "week"), modified, dates.year, parts_of_year.running_quarter)
    when(("fiscal", "nineteen", "eighteen", "two", "calendar"), dates.year)
    when(("a",), parts_of_year.running_quarter, parts_of_year.part_of_year)
    when(("'", *DECADES), dates.decade)
    when(("noon", "midnight", "midday"), clock_time)
    when(ONES, clock_time)
    when(
        (*WORDS_FOR_NOW, "in", "coming", "at", "these", "right", "one", "some", "as", "very", "most", "more", "just"),
        relative.vague,
    )
    when(("only", "mere", "barely"), relative.vague)
    when(
        (
            *ONES,
            *TENS,
            *UNCOUNTED,
            *APPROXIMATE,
            *PLURALS,
            "a",
            "an",
            "half",
            "another",
            "dozen",
            "dozens",
            "hundreds",
            "[",
        ),
        *_AMOUNT_RULES,
    )
    when(("more", "less", "at", "these", "those"), *_AMOUNT_RULES)
    when(("around", "about", "circa"), approximate)
    when((*amounts.ADVERBS, *WEEKDAY_PLURALS, "every", "each", "per"), amounts.recurring)
    for first in holidays.HOLIDAY_FIRST_WORDS:
        when((first,), day_with_part, holidays.holiday)
    return {word: tuple(tried) for word, tried in rules.items()}


_RULES = _rules()


def expressions(w: Words) -> Iterator[Expression]:
    """The temporal expressions, in reading order, without overlaps: at each word the longest that a rule finds there."""
    i, lower, size = 0, w.lower, w.size
    rules_of = _RULES.get
    while i < size:
        word = lower[i]
        rules = rules_of(word)
        if rules is None and "0" <= word[0] <= "9":
            rules = _NUMBER_RULES
        found = _longest(w, i, rules) if rules else None
        if found is None:
            i += 1
        else:
            yield Expression(i, found[0], found[1])
            i = found[0]
