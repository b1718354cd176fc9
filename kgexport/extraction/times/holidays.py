"""Holidays of fixed rule, and the one date that is a name."""

from kgexport.extraction.times.calendar import HOLIDAYS
from kgexport.extraction.times.dates import Match, year_after
from kgexport.extraction.times.lexicon import MONTHS, WEEKDAYS
from kgexport.extraction.times.meanings import (
    Fixed,
    Holiday,
)
from kgexport.extraction.times.words import Words


def _keys() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    keys: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name in HOLIDAYS:
        words = Words(name, [(0, len(name))])
        spelled = tuple(words.lower[: words.size - 1])
        keys.setdefault(spelled[0], []).append((spelled, name))
    for options in keys.values():
        options.sort(key=lambda option: -len(option[0]))
    return keys


_HOLIDAY_KEYS = _keys()
HOLIDAY_FIRST_WORDS = tuple(_HOLIDAY_KEYS)


def holiday(w: Words, i: int) -> Match | None:
    """Matches "Thanksgiving Day", "last Christmas", "Easter 1916"."""
    shift = {"last": -1, "this": 0, "next": 1}.get(w.lower[i])
    start = i if shift is None else i + 1
    for spelled, name in _HOLIDAY_KEYS.get(w.lower[start], ()):
        if tuple(w.lower[start : start + len(spelled)]) != spelled or not w.capital(start):
            continue
        end = start + len(spelled)
        if w.lower[end] in ("island", "islands", "tree", "trees", "rising") or (
            w.glued(end) and (w.text[end][:1].isalpha() or w.lower[end] == "-")
        ):
            return None
        if w.capital(end) and w.lower[end] not in MONTHS and w.lower[end] not in WEEKDAYS:
            return None  # part of a longer name
        if years := year_after(w, end):
            return years[0], Holiday(name, year=years[1])
        return end, Holiday(name, shift=shift)
    return None


def attack_date(w: Words, i: int) -> Match | None:
    """Matches "9/11": the one date that is a name in figures."""
    figures = (w.lower[i], w.lower[i + 1], w.lower[i + 2])
    if figures == ("9", "/", "11") and w.glued(i + 2) and w.lower[i - 1] != "/" and w.lower[i + 3] != "/":
        return i + 3, Fixed("2001-09-11")
    return None
