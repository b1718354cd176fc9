"""Expressions that need to be counted from something: "last week", "two days ago", "the following year", "recently"."""

from kgexport.extraction.times.dates import Match, month_at, weekday_at
from kgexport.extraction.times.lexicon import (
    AFTER_PAPER_DAY,
    DATED_BY_PREVIOUSLY,
    LAST,
    NEXT,
    PLURALS,
    THIS,
    UNITS,
    WORDS_FOR_NOW,
    word_set,
)
from kgexport.extraction.times.meanings import MonthOfYear, Weekday
from kgexport.extraction.times.offsets import (
    NextWeekday,
    PartOfDay,
    SamePeriod,
    SameUnit,
    Then,
    ThisWeekend,
    UnitShift,
    Vague,
)
from kgexport.extraction.times.words import Words

_DAY_STEPS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_SPANS = {"D": 7, "W": 28, "M": 183, "Y": None}
_DURATION_PREPOSITIONS = frozenset({"over", "for", "during", "within", "in", "throughout"})
_CALENDAR_UNITS = frozenset({"D", "W", "M", "Q", "Y", "DE", "C", "WE"})


def near_day(w: Words, i: int) -> Match | None:
    """Matches "yesterday", "today", "tomorrow", "the day after tomorrow"."""
    word = w.lower[i]
    if word == "the" and w.lower[i + 1] == "day" and w.lower[i + 2] in ("after", "before"):
        if (w.lower[i + 2], w.lower[i + 3]) == ("after", "tomorrow"):
            return i + 4, UnitShift("D", 2)
        if (w.lower[i + 2], w.lower[i + 3]) == ("before", "yesterday"):
            return i + 4, UnitShift("D", -2)
        return None
    if word not in _DAY_STEPS or (w.capital(i) and w.capital(i - 1) and w.lower[i - 1] != "s"):
        return None  # "USA Today"
    return i + 1, UnitShift("D", _DAY_STEPS[word])


def last_next_this(w: Words, i: int) -> Match | None:
    """Matches "last week", "next Monday", "this September", "this past week", "the coming year"."""
    article = w.lower[i] == "the"
    at = i + 1 if article else i
    word = w.lower[at]
    if word == "this" and w.lower[at + 1] in ("past", "last", "coming", "next") and not article:
        at, word = at + 1, w.lower[at + 1]
        step = -1 if word in ("past", "last") else 1
    elif word in LAST:
        step = -1
    elif word in NEXT:
        step = 1
    elif word in THIS:
        step = 0
    else:
        return None
    target = w.lower[at + 1]
    if target in UNITS:
        if w.capital(at) and w.capital(at + 1) and w.lower[i - 1] in ('"', "`", "“", "'"):
            return None  # "This Week", a programme
        return _unit_step(w, i, at, step, article)
    if article:
        return None
    if target == "years" and word == "this":
        return at + 2, UnitShift("Y", 0)  # the apostrophe is often left out
    if target in PLURALS or not target:
        return None
    if months := month_at(w, at + 1):
        if word in ("previous", "prior", "preceding", "current", "present") or (word == "past" and at == i):
            return None
        return months[0], MonthOfYear(months[1], step)
    if weekdays := weekday_at(w, at + 1):
        if w.lower[weekdays[0]] in AFTER_PAPER_DAY and w.capital(weekdays[0]):
            return None
        return weekdays[0], Weekday(weekdays[1], step)
    return None


def _unit_step(w: Words, i: int, at: int, step: int, article: bool) -> Match | None:
    word, unit = w.lower[at], UNITS[w.lower[at + 1]]
    end = at + 2
    if unit == "N":
        if word == "last" and not article:
            return end, PartOfDay(UnitShift("D", -1), "TNI")
        return (end, PartOfDay(SameUnit("D", 1), "TNI")) if article and word == "next" else None
    if unit not in _CALENDAR_UNITS or (w.lower[end] == "-" and w.lower[end + 1] not in ("long",)):
        return None
    if unit == "D":
        if word == "next" and article:
            return end, SameUnit("D", 1)
        return (end, SameUnit("D", -1)) if word in ("previous", "preceding") else None
    if unit == "WE":
        if word == "this":
            return end, ThisWeekend()
        return end, UnitShift("WE", step)
    if article and word in ("past", "last"):
        return None  # an amount of time: "over the past year"
    if article and word == "next":
        return None if w.lower[i - 1] in _DURATION_PREPOSITIONS else (end, SameUnit(unit, 1))
    if word in ("previous", "preceding", "prior"):
        return end, SameUnit(unit, -1)
    if word in ("past", "present") and w.lower[i] != "this":
        return None
    if word in ("current", "coming", "upcoming", "forthcoming") and not article and w.lower[i] != "this":
        return None
    return end, UnitShift(unit, step)


def following_same_that(w: Words, i: int) -> Match | None:
    """Matches "the following year", "the same day", "that month", "the year before", "the day after"."""
    word = w.lower[i]
    if word == "that":
        at = i + 2 if w.lower[i + 1] in ("same", "very") else i + 1
        unit = UNITS.get(w.lower[at])
        if unit in ("D", "Y", "M", "W", "Q", "DE") and w.lower[at + 1] not in ("-",):
            return at + 1, SameUnit(unit)
        return None
    if word != "the":
        return None
    first, second = w.lower[i + 1], w.lower[i + 2]
    if first in ("following", "same") and second in UNITS and UNITS[second] in _CALENDAR_UNITS:
        return _same_period(w, i) or (i + 3, SameUnit(UNITS[second], int(first == "following")))
    if first == "same" and second == "period":
        return _same_period(w, i)
    if first == "following" and (weekdays := weekday_at(w, i + 2)):
        return weekdays[0], NextWeekday(weekdays[1])
    if first in UNITS and (second, w.lower[i + 3]) == ("before", "last"):
        return i + 4, UnitShift(UNITS[first], -2)
    beside = first in UNITS and UNITS[first] in _CALENDAR_UNITS and second in ("before", "after", "earlier")
    if beside and w.lower[i + 3] in _NOUN_ENDS | {"in", "at", "on"}:
        return i + 3, SameUnit(UNITS[first], 1 if second == "after" else -1)
    return None


def _same_period(w: Words, i: int) -> Match | None:
    """Matches "the same month last year", "the same period a year ago"."""
    at = i + 3
    if w.lower[at] in ("of", "in"):
        at += 1
    if w.lower[at] in ("last", "a") and w.lower[at + 1] == "year":
        if w.lower[at] == "last":
            return at + 2, SamePeriod(-1)
        if w.lower[at + 2] in ("ago", "earlier", "before"):
            return at + 3, SamePeriod(-1)
    if w.lower[at] == "the" and w.lower[at + 1] in ("previous", "prior") and w.lower[at + 2] == "year":
        return at + 3, SamePeriod(-1)
    return None


def this_part_of_day(w: Words, i: int) -> Match | None:
    """Matches "this morning", "tonight"."""
    word = w.lower[i]
    if word == "tonight":
        return i + 1, PartOfDay(UnitShift("D", 0), "TNI")
    code = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV"}.get(w.lower[i + 1])
    if word == "this" and code:
        return i + 2, PartOfDay(UnitShift("D", 0), code)
    return None


_PHRASES: dict[tuple[str, ...], Vague] = {
    ("the", "past"): Vague("PAST_REF"),
    ("the", "recent", "past"): Vague("PAST_REF"),
    ("the", "future"): Vague("FUTURE_REF"),
    ("the", "near", "future"): Vague("FUTURE_REF"),
    ("the", "foreseeable", "future"): Vague("FUTURE_REF"),
    ("the", "near", "term"): Vague("FUTURE_REF"),
    ("the", "short", "term"): Vague("FUTURE_REF"),
    ("the", "time", "being"): Vague("PRESENT_REF"),
    ("the", "present"): Vague("PRESENT_REF"),
    ("at", "the", "moment"): Vague("PRESENT_REF"),
    ("at", "present"): Vague("PRESENT_REF"),
    ("these", "days"): Vague("PRESENT_REF"),
    ("right", "now"): Vague("PRESENT_REF"),
    ("one", "day"): Vague("FUTURE_REF"),
    ("some", "day"): Vague("FUTURE_REF"),
    ("as", "soon", "as", "possible"): Vague("FUTURE_REF"),
    ("very", "soon"): Vague("FUTURE_REF"),
    ("most", "recently"): Vague("PAST_REF"),
    ("more", "recently"): Vague("PAST_REF"),
    ("very", "recently"): Vague("PAST_REF"),
    ("just", "recently"): Vague("PAST_REF"),
}
BEHIND_THE = frozenset(phrase[1] for phrase in _PHRASES if phrase[0] == "the")
_PHRASES_BY_START: dict[tuple[str, str], list[tuple[tuple[str, ...], Vague]]] = {}
for _phrase, _meaning in sorted(_PHRASES.items(), key=lambda item: -len(item[0])):
    _PHRASES_BY_START.setdefault((_phrase[0], _phrase[1]), []).append((_phrase, _meaning))
_NOUN_ENDS = frozenset(
    {".", ",", ";", ")", "\n", "and", "but", "or", "to", "as", "?", "!", "'", '"', "”", "with", "for", "when"}
)


_MARKS = frozenset({'"', "“", "'"})
_WILL = frozenset({"will", "would", "may", "might", "could", "ll"})
_CLAUSE_BEGINS = word_set("i he she it we you they has have had was were is been by the")


def vague(w: Words, i: int) -> Match | None:
    """Matches "now", "recently", "the near future", "in the coming days", "recent weeks", "just days after"."""
    for phrase, meaning in _PHRASES_BY_START.get((w.lower[i], w.lower[i + 1]), ()):
        if tuple(w.lower[i : i + len(phrase)]) == phrase:
            end = i + len(phrase)
            if phrase[-1] in ("past", "present") and not _stands_alone(w, i, end):
                continue
            if phrase == ("one", "day") and w.lower[i - 1] not in (
                "will",
                "would",
                "may",
                "might",
                "could",
                "can",
                "to",
            ):
                ahead = w.lower[i - 1] in ("\n", ".") and any(word in _WILL for word in w.lower[end : end + 6])
                if not ahead:
                    continue  # "One day you realise"
            if phrase == ("the", "future") and (w.lower[i - 1] not in ("in", "for") or w.lower[end] == "of"):
                continue
            return end, meaning
    if bounded := _coming_or_recent(w, i) or _just_days_after(w, i):
        return bounded
    value = WORDS_FOR_NOW.get(w.lower[i])
    if value is None or w.lower[i + 1] == "-" or (w.lower[i - 1] == "-" and w.glued(i)):
        return None
    if (
        w.lower[i] == "now"
        and w.capital(i)
        and (w.lower[i + 1] == "(" or (w.lower[i + 1] == "," and w.lower[i - 1] in _MARKS))
    ):
        return None  # “Now, let us see”: a particle
    if w.lower[i] == "previously" and not _dates_an_act(w, i):
        return None
    if w.lower[i] == "recent" and (w.lower[i + 1] in PLURALS or w.lower[i - 1] in ("most", "more")):
        return None
    return i + 1, Vague(value)


def _stands_alone(w: Words, i: int, end: int) -> bool:
    """Holds for "in the past" as an adverb; not in "the past president" or "the past two weeks"."""
    return w.lower[i - 1] in ("in", "of", "than") and (w.lower[end] in _NOUN_ENDS or w.lower[end] in _CLAUSE_BEGINS)


def _dates_an_act(w: Words, i: int) -> bool:
    before = w.lower[i - 1]
    return w.lower[i + 1] in DATED_BY_PREVIOUSLY and before not in (
        "the",
        "a",
        "an",
        "its",
        "his",
        "her",
        "their",
        "any",
        "s",
    )


def _coming_or_recent(w: Words, i: int) -> Match | None:
    at = i
    if w.lower[at] == "in" and w.lower[at + 1] in ("the", "coming"):
        at += 1
    if w.lower[at] == "the":
        at += 1
    word, unit = w.lower[at], PLURALS.get(w.lower[at + 1])
    if word not in ("coming", "recent") or unit is None:
        return None
    days = _SPANS.get(unit)
    if word == "coming":
        return at + 2, Vague("FUTURE_REF", (0, days) if days else None)
    if at > i and w.lower[i] == "in":
        return None  # found again without the preposition
    return at + 2, Vague("PAST_REF", (-days, 0) if days else None)


def _just_days_after(w: Words, i: int) -> Match | None:
    """Matches "just days after Trump hosted …": some days ago, an event that the text knows."""
    at = i + 1 if w.lower[i] in ("just", "only", "mere", "barely") else i
    unit = PLURALS.get(w.lower[at])
    if at == i or unit not in ("D", "W") or w.lower[at + 1] != "after":
        return None
    return at + 2, Vague("PAST_REF", (-7, -1) if unit == "D" else (-28, -7))


def then(w: Words, i: int) -> Match | None:
    """Matches "until then", "since then"."""
    if w.lower[i - 1] in ("until", "till", "since", "by", "before") and w.lower[i + 1] not in ("-", "president"):
        return i + 1, Then()
    return None


def _closing_day(w: Words, i: int) -> Match | None:
    """Matches "to end the day at 9,505 points", "later in the day", "the start of the day"."""
    before = w.lower[i - 1]
    if before in (
        "end",
        "ended",
        "ending",
        "finish",
        "finished",
        "finishing",
        "close",
        "closed",
        "started",
        "began",
        "opened",
    ):
        return i + 2, SameUnit("D")
    if before == "in" and w.lower[i - 2] in ("later", "earlier", "late", "early"):
        return i + 2, SameUnit("D")
    if before == "of" and w.lower[i - 2] in ("start", "beginning", "rest", "remainder", "middle"):
        return i + 2, SameUnit("D")
    return None


def unit_of_now(w: Words, i: int) -> Match | None:
    """Matches "the year" in "the end of the year", "later in the month": the running one."""
    if w.lower[i] == "the" and w.lower[i + 1] == "day":
        return _closing_day(w, i)
    if w.lower[i] == "the" and w.lower[i + 1] in ("entire", "whole", "full") and w.lower[i + 2] == "year":
        return i + 3, SameUnit("Y")
    if w.lower[i] != "the" or w.lower[i + 1] not in ("week", "month", "year", "decade", "century", "weekend"):
        return None
    unit = UNITS[w.lower[i + 1]]
    before = (w.lower[i - 2], w.lower[i - 1])
    if unit == "WE" and w.lower[i - 1] in ("over", "during", "on", "at", "for", "of", "before", "since", "throughout"):
        return i + 2, UnitShift("WE", 0)
    if before[1] == "of" and before[0] in ("end", "start", "beginning", "middle", "rest", "remainder", "turn"):
        return i + 2, UnitShift(unit, 0)
    if before[1] == "in" and before[0] in ("later", "earlier", "late", "early"):
        return i + 2, UnitShift(unit, 0)
    return None
