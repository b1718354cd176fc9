"""Amounts of time and what comes again: "three years", "two weeks ago", "six months later", "every Monday", "daily"."""

from dataclasses import dataclass, replace

from kgexport.extraction.times.dates import Match
from kgexport.extraction.times.lexicon import (
    APPROXIMATE,
    LAST,
    NEXT,
    PLURALS,
    UNCOUNTED,
    UNITS,
    WEEKDAY_PLURALS,
    WEEKDAYS,
    word_set,
)
from kgexport.extraction.times.numbers import cardinal
from kgexport.extraction.times.offsets import Duration, Every, Offset, YearBefore
from kgexport.extraction.times.words import Words
from kgexport.model import Granularity

_CODES = {
    "S": ("T{}S", Granularity.TIME, 1),
    "MI": ("T{}M", Granularity.TIME, 1),
    "H": ("T{}H", Granularity.TIME, 1),
    "D": ("{}D", Granularity.DAY, 1),
    "N": ("{}D", Granularity.DAY, 1),
    "W": ("{}W", Granularity.WEEK, 1),
    "F": ("{}W", Granularity.WEEK, 2),
    "WE": ("{}WE", Granularity.WEEKEND, 1),
    "M": ("{}M", Granularity.MONTH, 1),
    "Q": ("{}Q", Granularity.QUARTER, 1),
    "Y": ("{}Y", Granularity.YEAR, 1),
    "DE": ("{}Y", Granularity.DECADE, 10),
    "C": ("{}Y", Granularity.CENTURY, 100),
    "ML": ("{}Y", Granularity.CENTURY, 1000),
}
# What "the past few days" reaches back to at most, in units.
_FEW = {"H": 24, "D": 7, "W": 4, "M": 6, "Y": 5}
_DETERMINERS = frozenset({"the", "these", "those", "its", "his", "her", "their"})
_EARLIER = frozenset({"earlier", "beforehand", "previously"})
_LATER = frozenset({"later", "afterward", "afterwards"})
_FROM_EVENT = frozenset({"after", "before", "following", "prior", "since"})
_SMALL_UNITS = frozenset({"D", "N", "S", "MI", "WE"})
_TAKES_PLURAL = word_set("for in within over after took takes take lasted during")
_TAKES_SINGLE = word_set("for in within over after than least lasted took every")
_OF_A_DAY = frozenset({"H", "MI", "S"})
_BETWEEN = frozenset(
    {
        "more",
        "additional",
        "consecutive",
        "straight",
        "full",
        "whole",
        "long",
        "business",
        "working",
        "calendar",
        "short",
    }
)
_CLOSES = frozenset({".", ",", ";", ":", ")", "\n", "and", "but", "?", "!", "'", '"', "”", "``", ""})


def _value(count: float | None, unit: str) -> tuple[str, Granularity]:
    pattern, granularity, scale = _CODES[unit]
    if count is None:
        number = "X"
        if unit in ("DE", "C", "ML"):
            return ("PXDE" if unit == "DE" else "PXC"), granularity
    else:
        total = count * scale
        number = str(int(total)) if total == int(total) else str(total)
    return "P" + pattern.format(number), granularity


def _unit_at(w: Words, i: int) -> str | None:
    return UNITS.get(w.lower[i]) or PLURALS.get(w.lower[i])


@dataclass(frozen=True, slots=True)
class _Amount:
    """An amount as it is written, before what stands after it is read."""

    first: int
    end: int
    count: float | None  # None: several
    unit: str
    fuzzy: bool
    direction: int  # -1 "the past three days", 1 "the next three days", 0 neither
    determined: bool

    def duration(self, *, of_event: bool = False, direction: int = 0) -> Duration:
        """The amount itself."""
        value, granularity = _value(self.count, self.unit)
        rough = self.count if self.count is not None else _FEW.get(self.unit)
        return Duration(value, granularity, rough, self.unit, direction or self.direction, self.fuzzy, of_event)


def amount(w: Words, i: int) -> Match | None:
    """An amount with what it is counted from: "three days", "about two weeks ago", "the past year", "a month later"."""
    found = _amount(w, i)
    if found is None or _is_age(w, found.end) or _is_fraction(w, found):
        return None
    return _counted(w, found) or _plain(w, found)


def _amount(w: Words, i: int) -> _Amount | None:
    start = _after_approximation(w, i)
    if start is None:
        return None
    at, fuzzy = start
    determined = w.lower[at] in _DETERMINERS
    if determined:
        if at > i:
            return None  # a preposition: "over the past year"
        at += 2 if w.lower[at + 1] == "first" else 1
    direction = -1 if w.lower[at] in LAST else 1 if w.lower[at] in NEXT else 0
    counted = _count(w, at + (direction != 0), determined=determined, direction=direction)
    if counted is None:
        return None
    at, count, vague = counted
    for _ in range(3):
        at += w.lower[at] in _BETWEEN
    at += w.lower[at] == "of" and vague
    hyphen = w.lower[at] == "-"
    if hyphen and determined and not direction:
        return None  # "the three-day visit": the article is the noun's
    at += hyphen
    unit = _unit_at(w, at)
    if unit is None or (unit == "S" and w.lower[at] == "second" and not hyphen):
        return None
    end = at + 1
    if count is not None and (w.lower[end], w.lower[end + 1], w.lower[end + 2]) == ("and", "a", "half"):
        end, count = end + 3, count + 0.5
    if w.lower[end] == "or" and w.lower[end + 1] in ("two", "so"):
        end, vague = end + 2, True
    return _Amount(i, end, count, unit, fuzzy or vague, direction, determined)


def _after_approximation(w: Words, i: int) -> tuple[int, bool] | None:
    """The word after "about", "more than", "at least" …, and whether these leave the amount open."""
    at, fuzzy = i, False
    for _ in range(3):
        word = w.lower[at]
        if word in ("more", "less"):
            if w.lower[at + 1] != "than":
                return None
            at += 1
        elif word == "at":
            if w.lower[at + 1] not in ("least", "most"):
                return None
            at += 1
        elif word not in APPROXIMATE:
            break
        fuzzy = fuzzy or word not in ("just", "only")
        at += 1
    return at, fuzzy


def _count(w: Words, i: int, *, determined: bool, direction: int) -> tuple[int, float | None, bool] | None:
    """A count: (word after it, number or None for several, is it rough)."""
    word = w.lower[i]
    if word in ("a", "an", "half", "another", "one"):
        at = i + 1
        if word == "half":
            return (at + (w.lower[at] in ("a", "an")), 0.5, False) if w.lower[at] in ("a", "an", "-") else None
        if w.lower[at] == "couple":
            return at + 1 + (w.lower[at + 1] == "of"), 2, True
        if w.lower[at] in ("few", "number"):
            return at + 1 + (w.lower[at + 1] == "of"), None, True
        if w.lower[at] == "half" and word != "one":
            return at + 1 + (w.lower[at + 1] == "-"), 0.5, False
        if w.lower[at] == "full":
            at += 1
        if word == "one" and w.lower[at] in ("and", "hundred"):
            found = cardinal(w, i)
            return (found[0], found[1], False) if found else None
        if w.lower[at] in ("hundred", "dozen", "thousand"):
            found = cardinal(w, i)
            return (found[0], found[1], False) if found else None
        return at, 1, False
    if word in UNCOUNTED or word in ("dozens", "hundreds"):
        at = i + 1
        if word != "recent":
            at += w.lower[at] == "of"
        return at, None, True
    bracket = word == "["  # "[ten] years", put in by an editor
    number = cardinal(w, i + bracket)
    if number is not None:
        at, count = number
        if bracket:
            if w.lower[at] != "]":
                return None
            at += 1
        if w.lower[at] in ("or", "to", "-") and (more := cardinal(w, at + 1)) and _unit_at(w, more[0]):
            # "12 to 18 months"; where it bounds something ("the past 25-26 years"), by the larger number
            return more[0], more[1] if direction else None, True
        return at, count, False
    if _unit_at(w, i) is None:
        return None
    if direction and determined and w.lower[i] in UNITS:
        return i, 1, False  # "the past year"
    if w.lower[i] in PLURALS and not determined:
        return i, None, True  # "weeks ago", "for years"
    return None


def _is_age(w: Words, end: int) -> bool:
    after, second = w.lower[end], w.lower[end + 1]
    return (
        after in ("old", "olds") or (after == "-" and second in ("old", "olds")) or (after == "of" and second == "age")
    )


def _is_fraction(w: Words, found: _Amount) -> bool:
    """Holds for "a quarter of the seats"; that of a year is "the quarter", or one of "two consecutive quarters"."""
    return found.unit == "Q" and not found.direction and w.lower[found.end - 2] not in _BETWEEN


def _counted(w: Words, found: _Amount) -> Match | None:
    """The amount counted from the reference ("ago"), from a point before ("later") or from an event ("after the call")."""
    count, unit, end = found.count, found.unit, found.end
    after = w.lower[end]
    one_year = count == 1 and unit == "Y" and not found.fuzzy and w.lower[found.first] in ("a", "one")
    if after == "ago" or (after == "-" and w.lower[end + 1] == "ago"):
        end += 1 if after == "ago" else 2
        if unit in _OF_A_DAY and count is not None:
            return end, found.duration(direction=-1)
        return end, YearBefore() if one_year else Offset(_signed(count, -1), unit, fuzzy=found.fuzzy)
    if after == "from" and w.lower[end + 1] in ("now", "today"):
        return end + 2, Offset(count, unit, fuzzy=found.fuzzy, ahead=True)
    back = after in _EARLIER or (after == "before" and w.lower[end + 1] in _CLOSES)
    if back or after in _LATER or (after == "after" and w.lower[end + 1] in _CLOSES):
        if count is None:
            return end + 1, Offset(None, unit, ahead=not back)
        if unit in _OF_A_DAY:
            return end + 1, found.duration(of_event=True)
        if back and one_year:
            return end + 1, YearBefore(from_previous=True)
        return end + 1, Offset(-count if back else count, unit, True, found.fuzzy)
    if (time := _genitive(w, end)) and w.lower[time] == "time" and w.lower[found.first - 1] in ("in", "within"):
        return time + 1, Offset(count, unit, fuzzy=found.fuzzy, ahead=True)  # "in two weeks' time"
    if after in _FROM_EVENT and not found.direction:
        return end, found.duration(of_event=True)
    return None


def _genitive(w: Words, i: int) -> int | None:
    if w.lower[i] != "'":
        return None
    return i + 2 if w.lower[i + 1] == "s" else i + 1


def _plain(w: Words, found: _Amount) -> Match | None:
    """The amount by itself, where it is one: not "one day", "his three days", "the hours"."""
    i, first, before = found.first, w.lower[found.first], w.lower[found.first - 1]
    if found.direction == 0:
        if first in PLURALS and before not in _TAKES_PLURAL:
            return None
        small = first in ("a", "an", "one", "another") and found.count == 1 and found.unit in _SMALL_UNITS
        if small and before not in _TAKES_SINGLE:
            return None
        if found.determined and first not in ("the", "these", "those"):
            return None
    if first in ("a", "an") and found.count == 1 and _is_rate(w, i):
        return found.end, Every(*_value(1, found.unit))
    length = found.duration()
    return found.end, replace(length, within=True) if before in ("in", "within") and not found.direction else length


def _signed(count: float | None, sign: int) -> float | None:
    return None if count is None else sign * count


def _is_rate(w: Words, i: int) -> bool:
    """Matches "twice a year", "$40 million a year", "15 a day"."""
    before = w.lower[i - 1]
    return before in (
        "once",
        "twice",
        "times",
        "million",
        "billion",
        "thousand",
        "dollars",
        "percent",
        "%",
        "miles",
        "hours",
    ) or (bool(before) and before[0].isdigit())


ADVERBS = {
    "hourly": "PT1H",
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "biweekly": "P2W",
    "fortnightly": "P2W",
    "monthly": "P1M",
    "quarterly": "P1Q",
    "yearly": "P1Y",
    "annually": "P1Y",
    "annual": "P1Y",
}
_ADVERB_GRANULARITY = {
    "H": Granularity.TIME,
    "D": Granularity.DAY,
    "W": Granularity.WEEK,
    "M": Granularity.MONTH,
    "Q": Granularity.QUARTER,
    "Y": Granularity.YEAR,
}


_PRESS = frozenset(
    {"newspaper", "newspapers", "paper", "papers", "magazine", "magazines", "tabloid", "broadsheet", "journal"}
)


def recurring(w: Words, i: int) -> Match | None:
    """Matches "every Monday", "each month", "every two years", "Mondays", "daily"."""
    word = w.lower[i]
    if word in ADVERBS:
        if w.capital(i) and w.capital(i + 1):
            return None  # "the Daily Mail"
        if w.lower[i + 1] in _PRESS:
            return None  # "a daily newspaper": what it is, not when something happens
        value = ADVERBS[word]
        return i + 1, Every(value, _ADVERB_GRANULARITY[value[-1]])
    if word in WEEKDAY_PLURALS:
        return i + 1, Every(f"XXXX-WXX-{WEEKDAY_PLURALS[word]}", Granularity.DAY)
    if word not in ("every", "each", "per"):
        return None
    at = i + 1
    if word == "per" and w.lower[at] in ("hour", "minute", "second"):
        return None  # "60 miles per hour": a unit of speed
    if w.lower[at] in ("other", "single"):
        at += 1
    if w.lower[at] in WEEKDAYS and w.lower[at].endswith("day"):
        return at + 1, Every(f"XXXX-WXX-{WEEKDAYS[w.lower[at]]}", Granularity.DAY)
    count: float = 2 if w.lower[i + 1] == "other" else 1
    if number := cardinal(w, at):
        at, count = number
    elif w.lower[at] in ("few", "several") and w.lower[at + 1] in PLURALS:
        value, granularity = _value(None, PLURALS[w.lower[at + 1]])
        return at + 2, Every(value, granularity)
    unit = _unit_at(w, at)
    if unit is None or (word == "each" and w.lower[at] not in UNITS):
        return None
    value, granularity = _value(count, unit)
    return at + 1, Every(value, granularity)
