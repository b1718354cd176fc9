"""Finds and reads the temporal expressions of a text. Needs no language model; a parse sharpens the choice of tense."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from kgexport.extraction.times.meanings import Fixed, MonthDay, PartOfYear
from kgexport.extraction.times.phrases import Expression, expressions
from kgexport.extraction.times.reading import Reading, Setting, Tense
from kgexport.extraction.times.tense import tense_of_words
from kgexport.extraction.times.words import BREAK, Words
from kgexport.model import Anchor, Granularity, Mention, TimeReference, TimexType

ReferenceAt = Callable[[int], tuple[date, int] | None]
TenseAt = Callable[[int], Tense | None]
Stretch = tuple[int, int]

_LINE = re.compile(r"\S[^\n]*")
_DATELINE_REACH = 3  # days that a dateline may lie before the publication
_SENTENCE = 60  # words
_HEAD = 800  # characters in which a dateline is looked for
_PLACES_IN_DATELINE = 12  # words before the date: "NICOSIA, Cyprus, August 7"


def find_times(
    text: str,
    reference: date | None = None,
    *,
    stretches: Sequence[Stretch] | None = None,
    tense_at: TenseAt | None = None,
    accept: Callable[[int, int], bool] | None = None,
    reference_at: ReferenceAt | None = None,
) -> tuple[TimeReference, ...]:
    """The temporal expressions of a text, in reading order, without overlaps.

    ``reference`` is the day of publication; without it a date in the head of the text counts, where it has but one, else what
    depends on it stays partly unknown. ``stretches`` are the paragraphs (the lines, where not given); no expression crosses them.
    ``tense_at`` gives the tense of the verb over an offset, ``accept`` may refuse a span, ``reference_at`` gives another day
    to count from at an offset (in a quotation, the day it was spoken) with the begin of the expression that names it.

    Values follow TIMEX3 (ISO-TimeML). ``earliest`` and ``latest`` (inclusive) are the days that the expression can mean: absent
    where the year is unknown (``XXXX-10-16``). Raises nothing: what is no day of the calendar ("Feb 30") is not found, and
    nothing is counted from it or across it.

    >>> [(time.mention.text, time.value) for time in find_times("She left on Friday.", date(2025, 3, 5))]
    [('Friday', '2025-02-28')]
    """
    words, found = located(text, stretches, accept)
    return read(text, words, found, reference, tense_at=tense_at, reference_at=reference_at)


def located(
    text: str, stretches: Sequence[Stretch] | None = None, accept: Callable[[int, int], bool] | None = None
) -> tuple[Words, list[Expression]]:
    """The words of a text and the expressions in it, which ``read`` takes; arguments are those of ``find_times``."""
    words = Words(text, stretches if stretches is not None else [match.span() for match in _LINE.finditer(text)])
    found = [e for e in expressions(words) if accept is None or accept(words.begin[e.first], words.end[e.end - 1])]
    return words, found


def read(
    text: str,
    words: Words,
    found: Sequence[Expression],
    reference: date | None,
    *,
    tense_at: TenseAt | None = None,
    reference_at: ReferenceAt | None = None,
) -> tuple[TimeReference, ...]:
    """What the expressions of a text say, those that say something; arguments are those of ``find_times``."""
    reference, anchor = _reference(text, words, found, reference)
    readings: list[tuple[Expression, Reading]] = []
    previous: Reading | None = None
    quarter: Reading | None = None
    day: Reading | None = None
    day_end = 0
    for expression in found:
        begin = words.begin[expression.first]
        tense = tense_at(begin) if tense_at else None
        if tense is None:
            tense = tense_of_words(words, expression.first, expression.end) if tense_at is None else None
        near = day if day is not None and _in_one_sentence(words, day_end, expression.first) else None
        counted_from = reference_at(begin) if reference_at is not None else None
        setting = Setting(reference, anchor, tense, previous, begin, quarter, day, near)
        if counted_from is not None:
            setting = replace(setting, reference=counted_from[0], anchor=Anchor.EXPRESSION)
        reading = expression.meaning.read(setting)
        if reading is None:
            previous = day = None  # "On Feb. 30 … Two days later": not two days after the date before it
            continue
        if counted_from is not None and reading.anchor is Anchor.EXPRESSION and reading.anchored_at is None:
            reading = replace(reading, anchored_at=counted_from[1])
        reading = replace(reading, begin=begin)
        readings.append((expression, reading))
        if reading.timex_type in (TimexType.DATE, TimexType.TIME) and reading.earliest is not None:
            if reading.granularity is not Granularity.VAGUE:
                previous = reading
            if reading.granularity is Granularity.DAY or reading.timex_type is TimexType.TIME:
                day, day_end = reading, expression.end
            if reading.granularity is Granularity.QUARTER and isinstance(expression.meaning, PartOfYear | Fixed):
                quarter = reading
    return tuple(_reference_of(text, words, expression, reading) for expression, reading in readings)


def _in_one_sentence(words: Words, first: int, last: int) -> bool:
    if last - first > _SENTENCE:
        return False
    return not any(
        words.lower[i] in (BREAK, "!", "?") or (words.lower[i] == "." and words.capital(i + 1))
        for i in range(first, last)
    )


def _reference_of(text: str, words: Words, expression: Expression, reading: Reading) -> TimeReference:
    begin, end = words.begin[expression.first], words.end[expression.end - 1]
    return TimeReference(
        id=f"time-{begin}",
        mention=Mention.of(text, begin, end),
        timex_type=reading.timex_type,
        value=reading.value,
        granularity=reading.granularity,
        earliest=reading.earliest,
        latest=reading.latest,
        clock=reading.clock,
        fuzzy=reading.fuzzy,
        anchor=reading.anchor,
        anchor_time=None if reading.anchored_at is None else f"time-{reading.anchored_at}",
    )


def _reference(
    text: str, words: Words, found: Iterable[Expression], published: date | None
) -> tuple[date | None, Anchor | None]:
    """The day that relative expressions count from: that of a dateline near the publication, else the publication's."""
    head = [e for e in found if words.begin[e.first] < _HEAD]
    datelines = [day for e in head if (day := _dateline(words, e, published))]
    dateline = datelines[0] if datelines else None
    if published is None:
        # Datelines that contradict each other date nothing.
        return (dateline, Anchor.DATELINE) if len(set(datelines)) == 1 else (None, None)
    if dateline is not None and 0 < (published - dateline).days <= _DATELINE_REACH:
        return dateline, Anchor.DATELINE
    return published, Anchor.PUBLICATION


def _dateline(words: Words, expression: Expression, published: date | None) -> date | None:
    """The day of "WASHINGTON, Oct. 20 (Reuters) -" at a paragraph's head, or of a line that is a date and nothing more."""
    meaning = expression.meaning
    if not isinstance(meaning, Fixed | MonthDay):
        return None
    first = expression.first
    while first > 0 and words.lower[first - 1] != "\n":
        first -= 1
        if expression.first - first > _PLACES_IN_DATELINE:
            return None
    alone = first == expression.first and words.lower[expression.end] == "\n"
    if not alone and not _is_dateline(words, first, expression):
        return None
    reading = meaning.read(Setting(published))
    return reading.earliest if reading and reading.granularity is Granularity.DAY else None


def _is_dateline(words: Words, first: int, expression: Expression) -> bool:
    if first == expression.first or not words.text[first].isupper() or len(words.text[first]) < 3:
        return False
    after = words.lower[expression.end]
    if after not in ("(", "-", "--", "_"):
        return False
    between = words.text[first : expression.first]
    return all(not word[:1].isalpha() or word[:1].isupper() for word in between)
