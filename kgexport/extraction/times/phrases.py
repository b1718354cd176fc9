"""Whole expressions: which rules may begin at a word, and the longest that one of them finds there."""

from collections.abc import Iterator
from typing import NamedTuple

from kgexport.extraction.times import amounts, dates, holidays, parts_of_year, relative
from kgexport.extraction.times.clock import clock_time, day_then_clock, iso_time
from kgexport.extraction.times.dates import Match
from kgexport.extraction.times.lexicon import (
    APPROXIMATE,
    DECADES,
    LAST,
    MONTHS,
    NEXT,
    ONES,
    ORDINALS,
    PLURALS,
    SEASONS,
    TENS,
    THIS,
    UNCOUNTED,
    UNITS,
    WEEKDAY_PLURALS,
    WEEKDAYS,
    WORDS_FOR_NOW,
)
from kgexport.extraction.times.offsets import Duration, FromPoint
from kgexport.extraction.times.points import (
    MODIFIERS,
    PORTIONS,
    Rule,
    approximate,
    day_at,
    day_with_part,
    longest,
    modified,
)
from kgexport.extraction.times.reading import Meaning
from kgexport.extraction.times.words import Words


class Expression(NamedTuple):
    """A recognised expression: its first word, the word after it, and its meaning."""

    first: int
    end: int
    meaning: Meaning


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
    target = day_at(w, at)
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
    when((*MODIFIERS, *PORTIONS), modified)
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


_FIGURE = "0"
_THINGS_COUNTED = ("a", "an", "half", "another", "one", "dozen", "dozens", "hundreds", "[", *ONES, *TENS, *UNCOUNTED)


_COUNTED = (_FIGURE, *ORDINALS, *TENS)
# The rules to try at "the" and the words behind it that they may begin with: every other noun phrase begins so, and few are
# times. One figure stands for all numbers. Of two rules that find as much the first one here wins.
RULES_AT_THE: tuple[tuple[Rule, tuple[str, ...]], ...] = (
    (dates.day_of_month, (_FIGURE,)),
    (dates.month_date, _COUNTED),
    (dates.year, ("year",)),
    (dates.decade, (_FIGURE, "'", *DECADES)),
    (dates.century, _COUNTED),
    (parts_of_year.part_of_year, (*_COUNTED, "last", "this", "next", "final", "year", "fiscal")),
    (parts_of_year.running_quarter, ("year", "latest", "quarter")),
    (parts_of_year.season, tuple(SEASONS)),
    (parts_of_year.fiscal_year, ("current", "next", "previous", "last", "fiscal", "financial", "calendar")),
    (relative.near_day, ("day",)),
    (relative.last_next_this, (*LAST, *NEXT, *THIS)),
    (relative.following_same_that, ("following", "same", *UNITS)),
    (relative.unit_of_now, ("entire", "whole", "full", *UNITS)),
    (relative.vague, (*relative.BEHIND_THE, "coming", "recent")),
    (modified, (*MODIFIERS, *PORTIONS, "first", "last", "second", "third", "year")),
    (counted_from_point, (_FIGURE, *_THINGS_COUNTED, *LAST, *NEXT, "first")),
)


def _rules_behind_the() -> dict[str, tuple[Rule, ...]]:
    known = dict.fromkeys(word for _, words in RULES_AT_THE for word in words)
    return {word: tuple(rule for rule, words in RULES_AT_THE if word in words) for word in known}


_BEHIND_THE = _rules_behind_the()


def expressions(w: Words) -> Iterator[Expression]:
    """The temporal expressions, in reading order, without overlaps: at each word the longest that a rule finds there."""
    i, lower, size = 0, w.lower, w.size
    rules_of = _RULES.get
    while i < size:
        word = lower[i]
        rules = rules_of(word)
        if word == "the":
            behind = lower[i + 1]
            rules = _BEHIND_THE.get(_FIGURE if "0" <= behind[:1] <= "9" else behind)
        elif rules is None and "0" <= word[0] <= "9":
            rules = _NUMBER_RULES
        found = longest(w, i, rules) if rules else None
        if found is None:
            i += 1
        else:
            yield Expression(i, found[0], found[1])
            i = found[0]
