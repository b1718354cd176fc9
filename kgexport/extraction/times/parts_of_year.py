"""Quarters, halves, seasons and fiscal years."""

from kgexport.extraction.times.dates import Match, decade, shifted_year_after, year_after
from kgexport.extraction.times.lexicon import (
    SEASONS,
)
from kgexport.extraction.times.meanings import (
    Fixed,
    PartOfYear,
    Season,
)
from kgexport.extraction.times.numbers import figure, ordinal
from kgexport.extraction.times.offsets import LatestQuarter, Portion, UnitShift
from kgexport.extraction.times.words import Words

_FISCAL = frozenset({"its", "their", "his", "her", "fiscal"})


def part_of_year(w: Words, i: int) -> Match | None:
    """Quarters and halves: "the third quarter of 2005", "this year's first quarter", "Q3", "first-half"."""
    code = w.lower[i]
    if code in ("q", "h") and figure(w, i + 1) in ((1, 2, 3, 4) if code == "q" else (1, 2)) and w.glued(i + 1):
        if w.glued(i + 2) and w.text[i + 2][:1].isalnum():
            return None  # H1N1
        return _of_year(w, i + 2, f"{w.text[i].upper()}{w.lower[i + 1]}", fiscal=False)
    at, fiscal, shift, fixed = i, False, None, None
    if w.lower[at] in ("the", "a", "its", "their", "his", "her"):
        fiscal = w.lower[at] in _FISCAL
        at += 1
    if (step := {"last": -1, "this": 0, "next": 1}.get(w.lower[at])) is not None and w.lower[at + 1] == "year":
        if w.lower[at + 2] != "'" or w.lower[at + 3] != "s":
            return None
        at, shift = at + 4, step
    elif w.is_year(at):
        at, fixed = at + 1, int(w.lower[at])
        if w.lower[at] == "'" and w.lower[at + 1] == "s":
            at += 2
    elif w.lower[at] == "year" and w.lower[at + 1] == "-" and w.lower[at + 2] in ("ago", "earlier"):
        at, shift = at + 3, -1
    if w.lower[at] == "fiscal":
        at, fiscal = at + (2 if w.lower[at + 1] == "-" else 1), True
    number = ordinal(w, at)
    if number is None:
        if w.lower[at] not in ("last", "final") or (fixed is None and shift is None and w.lower[at + 1] == "quarter"):
            return None
        number = at + 1, -1
    at, count = number
    if w.lower[at] == "fiscal":
        at, fiscal = at + 1, True
    at = at + 1 if w.lower[at] == "-" else at
    unit = w.lower[at]
    if unit == "quarter" and (count == -1 or 1 <= count <= 4):
        code = f"Q{4 if count == -1 else count}"
    elif unit == "half" and (count == -1 or 1 <= count <= 2):
        code = f"H{2 if count == -1 else count}"
    else:
        return None
    if fixed is not None:
        return at + 1, Fixed(f"{fixed:04d}-{code}")
    if shift is not None:
        return at + 1, PartOfYear(code, shift)
    found = _of_year(w, at + 1, code, fiscal=fiscal)
    if unit == "half" and found and found[0] == at + 1 and w.lower[at - 1] != "-":
        return None  # of a match, of the voters …
    return found


def _of_year(w: Words, i: int, code: str, *, fiscal: bool) -> Match | None:
    if w.lower[i] == "of" and w.lower[i + 1] == "fiscal" and w.is_year(i + 2):
        return i + 3, Fixed(f"{w.lower[i + 2]}-{code}", fuzzy=True)
    if w.lower[i] == "of" and w.lower[i + 1] == "the" and w.lower[i + 2] == "year":
        return i + 3, PartOfYear(code, 0)
    if years := year_after(w, i):
        return years[0], Fixed(f"{years[1]:04d}-{code}")
    if shifted := shifted_year_after(w, i):
        return shifted[0], PartOfYear(code, shifted[1])
    if w.lower[i] == "of":
        start = i + 2 if w.lower[i + 1] == "the" else i + 1
        if found := decade(w, start if w.is_year(start) or w.lower[start] == "'" else i + 1):
            return found[0], Portion(found[1], "early" if code[1] == "1" else "late")
    return i, PartOfYear(code, fiscal=fiscal)


def running_quarter(w: Words, i: int) -> Match | None:
    """Matches "the quarter", "the latest period", "the year-earlier quarter": the quarter that a report is about."""
    at = i + 1 if w.lower[i] in ("the", "a") else i
    if w.lower[at] == "year" and w.lower[at + 1] == "-" and w.lower[at + 2] in ("ago", "earlier"):
        end = at + 4 if w.lower[at + 3] in ("quarter", "period") else at + 3
        return end, LatestQuarter(-1, only_known=w.lower[end - 1] != "quarter")
    if at == i:
        return None
    if w.lower[at] == "latest" and w.lower[at + 1] in ("quarter", "period"):
        return at + 2, LatestQuarter(only_known=w.lower[at + 1] == "period")
    if (
        w.lower[at] == "quarter"
        and w.lower[i] == "the"
        and w.lower[at + 1] not in ("of", "century", "-", "final", "finals")
    ):
        return at + 1, LatestQuarter(only_known=True)
    return None


def season(w: Words, i: int) -> Match | None:
    """Matches "the summer of 2008", "winter 2010", "last spring", "in the fall"."""
    at = i + 1 if w.lower[i] in ("the", "last", "this", "next") else i
    code = SEASONS.get(w.lower[at])
    if code is None:
        return None
    if (years := year_after(w, at + 1)) and w.lower[at + 1] not in (",", "in"):
        if (
            code == "WI"
            and w.lower[years[0]] in ("-", "/")
            and figure(w, years[0] + 1) in (years[1] + 1, (years[1] + 1) % 100)
        ):
            years = years[0] + 2, years[1]  # "the winter of 2006-07" is the one that began in 2006
        return years[0], Fixed(f"{years[1]:04d}-{code}")
    if at > i and w.lower[i] != "the":
        return at + 1, Season(code, {"last": -1, "this": 0, "next": 1}[w.lower[i]])
    before = w.lower[i - 1]
    if at > i:
        if w.lower[at] == "fall" and (
            before not in ("in", "this", "by", "until", "through") or w.lower[at + 1] == "of"
        ):
            return None
        if before in ("in", "over", "during", "by", "until", "through", "since", "for", "into", "throughout"):
            return None if w.lower[at + 1] == "of" else (at + 1, Season(code))
        return None
    if before in ("in", "by", "since", "until") and w.lower[at] not in ("fall",) and w.text[at].islower():
        return at + 1, Season(code)
    return None


def fiscal_year(w: Words, i: int) -> Match | None:
    """Matches "this fiscal year", "the fiscal year", "the current year"."""
    step = {"this": 0, "the": 0, "last": -1, "next": 1}.get(w.lower[i])
    if step is None:
        return None
    at = i + 2 if w.lower[i + 1] in ("current", "next", "previous", "last") else i + 1
    step = {"next": 1, "previous": -1, "last": -1}.get(w.lower[i + 1], step)
    if w.lower[at] in ("fiscal", "financial", "calendar") and w.lower[at + 1] == "year" and not w.is_year(at + 2):
        return at + 2, UnitShift("Y", step, fuzzy=True)
    return None
