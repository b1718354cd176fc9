"""Amounts of time and what comes again: "three years", "two weeks ago", "six months later", "every Monday", "daily"."""

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
)
from kgexport.extraction.times.meanings import Duration, Every, Offset, YearBefore
from kgexport.extraction.times.numbers import cardinal
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


def amount(w: Words, i: int) -> Match | None:
    """An amount with what it is counted from: "three days", "about two weeks ago", "the past year", "a month later"."""
    at, fuzzy, direction, determined = i, False, 0, False
    while at - i < 3 and (w.lower[at] in APPROXIMATE or w.lower[at] in ("more", "less", "at") and at - i < 2):
        if w.lower[at] in ("more", "less"):
            if w.lower[at + 1] != "than":
                return None
            at += 1
        elif w.lower[at] == "at":
            if w.lower[at + 1] not in ("least", "most"):
                return None
            at += 1
        fuzzy = fuzzy or w.lower[at] not in ("just", "only")
        at += 1
    if w.lower[at] in ("the", "these", "those", "its", "his", "her", "their"):
        if at > i:
            return None  # a preposition: "over the past year"
        determined = True
        at += 1
        if w.lower[at] == "first":
            at += 1
    if w.lower[at] in LAST or w.lower[at] in NEXT:
        direction = -1 if w.lower[at] in LAST else 1
        at += 1
    counted = _count(w, at, determined=determined, direction=direction)
    if counted is None:
        return None
    at, count, vague = counted
    fuzzy = fuzzy or vague
    while w.lower[at] in _BETWEEN:
        at += 1
    if w.lower[at] == "of" and vague:
        at += 1
    hyphen = w.lower[at] == "-"
    at += hyphen
    unit = _unit_at(w, at)
    if unit is None or (unit == "S" and w.lower[at] == "second" and not hyphen):
        return None
    end = at + 1
    if w.lower[end] == "or" and w.lower[end + 1] in ("two", "so"):
        end, fuzzy = end + 2, True
    return _finish(w, i, end, count, unit, fuzzy, direction, hyphen=hyphen, determined=determined)


def _count(w: Words, i: int, *, determined: bool, direction: int) -> tuple[int, float | None, bool] | None:
    """A count: (word after it, number or None for several, is it rough)."""
    word = w.lower[i]
    if word in ("a", "an", "half", "another", "one"):
        at = i + 1
        if word == "half":
            return (at + (w.lower[at] in ("a", "an")), 0.5, False) if w.lower[at] in ("a", "an", "-") else None
        if w.lower[at] in ("few", "couple", "number"):
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
    if word in UNCOUNTED or word == "dozens" or word == "hundreds":
        at = i + 1
        if word == "dozens" or word == "hundreds" or word == "couple":
            at += w.lower[at] == "of"
        return at, None, True
    number = cardinal(w, i)
    if number is not None:
        at, count = number
        if w.lower[at] in ("or", "to", "-") and (more := cardinal(w, at + 1)) and _unit_at(w, more[0]):
            return more[0], None, True  # "12 to 18 months"
        return at, count, False
    if _unit_at(w, i) is None:
        return None
    if direction and determined and w.lower[i] in UNITS:
        return i, 1, False  # "the past year"
    if w.lower[i] in PLURALS and not determined:
        return i, None, True  # "weeks ago", "for years"
    return None


def _finish(
    w: Words,
    i: int,
    end: int,
    count: float | None,
    unit: str,
    fuzzy: bool,
    direction: int,
    *,
    hyphen: bool,
    determined: bool,
) -> Match | None:
    after = w.lower[end]
    if after == "old" or (after == "-" and w.lower[end + 1] == "old") or after in ("olds",):
        return None  # an age
    if after == "of" and w.lower[end + 1] == "age":
        return None
    bare = w.lower[i] in PLURALS
    one_year = count == 1 and unit == "Y" and not fuzzy and w.lower[i] in ("a", "one")
    if after == "ago" or (after == "-" and w.lower[end + 1] == "ago"):
        end += 1 if after == "ago" else 2
        if unit in _OF_A_DAY and count is not None:
            return end, Duration(*_value(count, unit), count, unit, -1, fuzzy)
        return end, YearBefore() if one_year else Offset(_signed(count, -1), unit, fuzzy=fuzzy)
    if after == "from" and w.lower[end + 1] in ("now", "today"):
        return end + 2, Offset(count, unit, fuzzy=fuzzy, ahead=True)
    if after in ("earlier", "before", "beforehand", "previously") and _closes(w, end + 1, after):
        if count is None:
            return end + 1, Offset(None, unit)
        if unit in _OF_A_DAY:
            return end + 1, Duration(*_value(count, unit), fuzzy=fuzzy, of_event=True)
        return end + 1, YearBefore(True) if one_year else Offset(-count, unit, True, fuzzy)
    if after in ("later", "afterward", "afterwards") or (after == "after" and _closes(w, end + 1, after)):
        if count is None:
            return end + 1, Offset(None, unit, ahead=True)
        if unit in _OF_A_DAY:
            return end + 1, Duration(*_value(count, unit), fuzzy=fuzzy, of_event=True)
        return end + 1, Offset(count, unit, True, fuzzy)
    value, granularity = _value(count, unit)
    if after in ("after", "before", "following", "prior", "since") and not direction:
        return end, Duration(value, granularity, fuzzy=fuzzy, of_event=True)
    if hyphen and not direction and after == "-" and not w.lower[end + 1]:
        return None
    if bare and w.lower[i - 1] not in (
        "for",
        "in",
        "within",
        "over",
        "after",
        "took",
        "takes",
        "take",
        "lasted",
        "during",
    ):
        return None
    if (
        w.lower[i] in ("a", "an", "one", "another")
        and count == 1
        and unit in ("D", "N", "S", "MI", "WE")
        and not direction
    ):
        if w.lower[i - 1] not in ("for", "in", "within", "over", "after", "than", "least", "lasted", "took", "every"):
            return None
    if w.lower[i] in ("a", "an") and count == 1 and _is_rate(w, i):
        return end, Every(value, granularity)
    if determined and not direction and w.lower[i] not in ("the", "these", "those"):
        return None
    rough = count if count is not None else _FEW.get(unit)
    return end, Duration(value, granularity, rough, unit, direction, fuzzy)


def count_of(w: Words, i: int) -> tuple[float | None, str] | None:
    """The count and the unit of the amount that begins at ``i``."""
    at = i
    while at - i < 4 and (
        w.lower[at] in APPROXIMATE or w.lower[at] in ("more", "less", "than", "at", "least", "most", "the")
    ):
        at += 1
    counted = _count(w, at, determined=False, direction=0)
    if counted is None:
        return None
    at = counted[0]
    while w.lower[at] in _BETWEEN or w.lower[at] == "-":
        at += 1
    unit = _unit_at(w, at)
    return (counted[1], unit) if unit else None


def _signed(count: float | None, sign: int) -> float | None:
    return None if count is None else sign * count


def _closes(w: Words, i: int, word: str) -> bool:
    return word in ("earlier", "beforehand", "previously") or w.lower[i] in _CLOSES


def _is_rate(w: Words, i: int) -> bool:
    """ "twice a year", "$40 million a year", "15 a day"."""
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


def recurring(w: Words, i: int) -> Match | None:
    """ "every Monday", "each month", "every two years", "Mondays", "daily"."""
    word = w.lower[i]
    if word in ADVERBS:
        if w.capital(i) and w.capital(i + 1):
            return None  # "the Daily Mail"
        value = ADVERBS[word]
        return i + 1, Every(value, _ADVERB_GRANULARITY[value[-1]])
    if word in WEEKDAY_PLURALS:
        return i + 1, Every(f"XXXX-WXX-{WEEKDAY_PLURALS[word]}", Granularity.DAY)
    if word not in ("every", "each", "per"):
        return None
    at = i + 1
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
    if unit is None or word == "each" and w.lower[at] not in UNITS:
        return None
    value, granularity = _value(count, unit)
    return at + 1, Every(value, granularity)
