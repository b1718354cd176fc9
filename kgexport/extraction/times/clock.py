"""Times of the clock, with their day and zone."""

from kgexport.extraction.times import dates
from kgexport.extraction.times.dates import Match
from kgexport.extraction.times.lexicon import (
    ONES,
    UNIVERSAL_ZONES,
    ZONES,
)
from kgexport.extraction.times.numbers import figure
from kgexport.extraction.times.offsets import Clock
from kgexport.extraction.times.points import day_at, is_day
from kgexport.extraction.times.reading import Meaning
from kgexport.extraction.times.words import Words


def clock_time(w: Words, i: int) -> Match | None:
    """Matches "4 p.m. EST, Nov. 7", "17:30 on Tuesday", "noon Friday", "0800 UTC"."""
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
            or day_at(w, end)
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
    day = day_at(w, at)
    if day is not None and is_day(day[1]):
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
    day = day_at(w, at)
    return day[1] if day is not None and is_day(day[1]) else None


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
    day = day_at(w, i)
    if day is None or w.lower[day[0]] not in ("at", ","):
        return None
    at = day[0] + 1
    if w.lower[day[0]] == "," and w.lower[at] == "at":
        at += 1
    clock = clock_time(w, at)
    if clock is None or not isinstance(clock[1], Clock) or clock[1].base is not None:
        return None
    return clock[0], Clock(clock[1].hour, clock[1].minute, day[1], clock[1].universal)
