"""Calendar dates: days, months, years, decades, centuries.

Every rule takes the words and the number of a word, and gives the number of the word after the expression with its
meaning, or None. A rule looks at a bounded number of words.
"""

from kgexport.extraction.times.lexicon import (
    BEFORE_DATE,
    COUNTED,
    DECADES,
    DOUBTFUL_MONTHS,
    MONTHS,
    NAMED_DAYS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
    word_set,
)
from kgexport.extraction.times.meanings import DayOfMonth, Fixed, MonthDay, MonthOfYear, Weekday
from kgexport.extraction.times.numbers import figure, ordinal, spelled_year
from kgexport.extraction.times.offsets import QuarterOf
from kgexport.extraction.times.reading import Meaning
from kgexport.extraction.times.words import Words

Match = tuple[int, Meaning]

_BEFORE_NUMBER = word_set(
    "$ £ € ¥ # no number nos flight route highway room bus model about nearly over than approximately least most almost "
    "roughly some up page pages section article rs us"
)
_DETERMINERS = frozenset(
    {"the", "its", "his", "her", "their", "our", "my", "your", "a", "an", "this", "s", "that", "for"}
)
_PERSONS_OWN = frozenset({"his", "her", "their", "my", "our", "your", "its"})


def month_at(w: Words, i: int) -> tuple[int, int] | None:
    """A month's name at ``i``, with the full stop of its abbreviation."""
    month = MONTHS.get(w.lower[i])
    if month is None:
        return None
    word = w.lower[i]
    if not w.capital(i) and (word in DOUBTFUL_MONTHS or word in SHORT_MONTHS or figure(w, i + 1) is None):
        return None
    if word in SHORT_MONTHS:
        if w.lower[i + 1] == "." and w.glued(i + 1):
            return i + 2, month
        if word in DOUBTFUL_MONTHS and figure(w, i + 1) is None and figure(w, i - 1) is None:
            return None
    return i + 1, month


def weekday_at(w: Words, i: int) -> tuple[int, int] | None:
    """A weekday's name at ``i``, with the full stop of its abbreviation."""
    word = w.lower[i]
    weekday = WEEKDAYS.get(word)
    if weekday is None or w.lower[i - 1] in NAMED_DAYS:
        return None
    if word not in SHORT_WEEKDAYS:
        return i + 1, weekday
    if not w.capital(i):
        return None
    end = i + 2 if w.lower[i + 1] == "." and w.glued(i + 1) else i + 1
    after = end + 1 if w.lower[end] == "," else end
    if month_at(w, after) or figure(w, after) is not None or w.lower[i - 1] in ("on", "last", "next", "every"):
        return end, weekday
    return None


def day_number(w: Words, i: int) -> tuple[int, int] | None:
    """A day of the month at ``i``: "5", "5th", "fifth"."""
    found = ordinal(w, i)
    if found is None:
        number = figure(w, i)
        if number is None or w.lower[i + 1] in ("%", ":", "percent", "million", "billion"):
            return None
        found = i + 1, number
    return found if 1 <= found[1] <= 31 else None


def year_after(w: Words, i: int) -> tuple[int, int] | None:
    """A year after a day or month: "2014", ", 2014", "of 2014", "nineteen ninety-six"."""
    for at in (i, i + 1) if w.lower[i] in (",", "of", "in") else (i,):
        if w.is_year(at) and not (w.lower[at + 1] == "s" and w.glued(at + 1)):
            return at + 1, int(w.lower[at])
        spelled = spelled_year(w, at)
        if spelled and w.lower[i] != "in":
            return spelled
    if w.lower[i] == "[" and w.is_year(i + 1) and w.lower[i + 2] == "]":
        return i + 3, int(w.lower[i + 1])  # put in by an editor
    if w.lower[i] == "'" and (short := figure(w, i + 1)) is not None and w.glued(i + 1) and len(w.lower[i + 1]) == 2:
        return i + 2, 1900 + short if short >= 30 else 2000 + short
    return None


def shifted_year_after(w: Words, i: int) -> tuple[int, int] | None:
    """Matches "last year", "of this year", "next year" after a day or month."""
    at = i + 1 if w.lower[i] in ("of", ",", "in") else i
    step = {"last": -1, "this": 0, "next": 1}.get(w.lower[at])
    if step is None or w.lower[at + 1] != "year" or (w.lower[at + 2] == "'" and w.lower[at + 3] == "s"):
        return None
    return at + 2, step


def numeric_date(w: Words, i: int) -> Match | None:
    """2025-10-30, 10/30/2025, 30.10.2025: with slashes the month comes first where both orders are possible."""
    word = w.lower[i]
    if len(word) < 6 or not word[0].isdigit():
        return None
    if word.count("-") == 2:
        year, month, number = (int(part) for part in word.split("-"))
    elif word.count("/") == 2:
        month, number, year = (int(part) for part in word.split("/"))
        if month > 12:
            month, number = number, month
        if year < 100:
            year += 1900 if year >= 50 else 2000
    elif word.count(".") == 2:
        number, month, year = (int(part) for part in word.split("."))
    else:
        return None
    return i + 1, Fixed(f"{year:04d}-{month:02d}-{number:02d}")


def _month_first(w: Words, i: int, weekday: int | None = None) -> Match | None:
    found = month_at(w, i)
    if found is None:
        return None
    end, month = found
    if not w.is_year(end) and (days := day_number(w, end)):
        after, number = days
        last = None
        if more := _last_day(w, after, number):
            after, last = more
        return _with_year(w, after, month, number, weekday, last=last)
    if no_day := _no_day_of(w, end, month):
        return no_day
    if years := year_after(w, end):
        return years[0], Fixed(f"{years[1]:04d}-{month:02d}")
    if shifted := shifted_year_after(w, end):
        return shifted[0], MonthOfYear(month, year_shift=shifted[1])
    word = w.lower[i]
    before = w.lower[i - 1]
    if word in DOUBTFUL_MONTHS and before not in BEFORE_DATE:
        paired = before in ("and", "or", "-") and (w.lower[i - 2] in MONTHS or figure(w, i - 2) is not None)
        paired = paired or (w.lower[end] in ("and", "-", "to", "through") and month_at(w, end + 1) is not None)
        if not paired and not (word in ("april", "june", "august") and before in ("a", "an", "s")):
            return None
    if before == "black" or (w.text[i - 1][:1].isupper() and w.glued(i)):
        return None
    return end, MonthOfYear(month)


def _no_day_of(w: Words, i: int, month: int) -> Match | None:
    """The rest of "February 35, 1999": one date, of no day, rather than a February of whatever year and a 1999."""
    number = figure(w, i)
    if number is None or w.is_year(i) or len(w.lower[i]) > 2 or not (w.lower[i + 1] == "," or w.is_year(i + 1)):
        return None
    years = year_after(w, i + 1)
    return (years[0], Fixed(f"{years[1]:04d}-{month:02d}-{w.lower[i]:0>2}")) if years else None


_AFTER_DAYS = frozenset(
    {".", ",", ";", ")", "\n", "in", "at", "of", "for", "with", "when", "after", "but", "?", *MONTHS}
)


def _last_day(w: Words, i: int, first: int) -> tuple[int, int] | None:
    """The second day of "3-5", "3 and 4", "3 to 5"."""
    joined = w.lower[i]
    more = day_number(w, i + 1) if joined in ("-", "and", "to", "through") else None
    if more is None or more[1] <= first or (joined == "and" and more[1] != first + 1):
        return None
    return more if joined == "-" or w.lower[more[0]] in _AFTER_DAYS or w.is_year(more[0]) else None


def _with_year(
    w: Words, i: int, month: int, number: int, weekday: int | None, *, last: int | None = None
) -> Match | None:
    years = year_after(w, i)
    if years and w.lower[i] != "in":
        value = f"{years[1]:04d}-{month:02d}-{number:02d}"
        if last:
            value += f"/{years[1]:04d}-{month:02d}-{last:02d}"
        return years[0], Fixed(value)
    if shifted := shifted_year_after(w, i):
        return shifted[0], MonthDay(month, number, weekday, last, shifted[1])
    return i, MonthDay(month, number, weekday, last)


def _day_first(w: Words, i: int, weekday: int | None = None) -> Match | None:
    """Matches "21 July 2017", "the 30th of October", "3-5 October"."""
    start = i + 1 if w.lower[i] == "the" else i
    days = day_number(w, start)
    if days is None:
        return None
    after, number = days
    last = None
    if more := _last_day(w, after, number):
        after, last = more
    if w.lower[after] == "of":
        after += 1
    if (
        w.lower[after] == "-"
        and w.lower[after + 2] == "-"
        and (short := month_at(w, after + 1))
        and w.is_year(after + 3)
    ):
        return after + 4, Fixed(f"{w.lower[after + 3]}-{short[1]:02d}-{number:02d}")  # 23-Oct-2025
    months = month_at(w, after)
    if months is None or (w.lower[after] in ("may", "march") and not w.capital(after)):
        return None
    if day_number(w, months[0]) and not w.is_year(months[0]) and w.lower[i] != "the":
        return None  # "5 March 6": the number belongs to what stands before
    return _with_year(w, months[0], months[1], number, weekday, last=last)


def month_date(w: Words, i: int) -> Match | None:
    """A day, a month, or both, with the year where it is given."""
    return _month_first(w, i) or _day_first(w, i)


def weekday_date(w: Words, i: int) -> Match | None:
    """A weekday, with the date beside it: "Friday, July 21, 2017"; "Monday of next week"."""
    found = weekday_at(w, i)
    if found is None:
        return None
    end, weekday = found
    after = end + 1 if w.lower[end] in (",", "the") else end
    after = after + 1 if w.lower[after] == "the" else after
    date = _month_first(w, after, weekday) if month_at(w, after) else _day_first(w, after, weekday)
    if date and not isinstance(date[1], MonthOfYear):
        return date
    if (iso := numeric_date(w, after)) and after > i:
        return iso
    at = end + 1 if w.lower[end] in ("of", "in") else end
    step = {"last": -1, "this": 0, "next": 1}.get(w.lower[at])
    if step is not None and w.lower[at + 1] == "week":
        return at + 2, Weekday(weekday, week_shift=step)
    if w.lower[end] == "last" and w.lower[end + 1] in (",", "."):
        return end + 1, Weekday(weekday, -1)
    return end, Weekday(weekday)


def day_of_month(w: Words, i: int) -> Match | None:
    """Matches "the 30th", where no noun follows that it could count ("the 30th anniversary")."""
    if w.lower[i] != "the" or w.lower[i - 1] not in (
        "on",
        "until",
        "till",
        "by",
        "since",
        "before",
        "after",
        "from",
        "of",
        "to",
    ):
        return None
    found = ordinal(w, i + 1)
    if found is None or not 1 <= found[1] <= 31 or not w.lower[i + 1][0].isdigit():
        return None
    following = w.lower[found[0]]
    if following == "of":
        at = found[0] + 1
        step = {"this": 0, "last": -1, "next": 1}.get(w.lower[at])
        return None if step != 0 or w.lower[at + 1] != "month" else (at + 2, DayOfMonth(found[1]))
    if following in (".", ",", ";", ")", "\n", "and", "to", "in", "at", "for", "when", "but", "with", "?", "!", ""):
        return found[0], DayOfMonth(found[1])
    return None


_FIRST_OF_SPAN = "1500"  # "1998/1999"; "No. 1430/2019" is a number


def year(w: Words, i: int) -> Match | None:
    """A year in figures or words, or a span of two."""
    named = 0
    if w.lower[i] == "the" and w.lower[i + 1] == "year":
        named = 2
    elif w.lower[i] in ("year", "fiscal", "calendar"):
        named = 2 if w.lower[i + 1] == "year" else 1
    at = i + named
    if spelled := spelled_year(w, at):
        trusted = named or w.lower[i] in ("nineteen", "eighteen") or w.lower[i - 1] in BEFORE_DATE
        return (spelled[0], Fixed(f"{spelled[1]:04d}")) if trusted and w.lower[spelled[0]] not in COUNTED else None
    fiscal = w.lower[i] == "fiscal"
    if not w.is_year(at):
        return None
    number = int(w.lower[at])
    before, after = w.lower[i - 1], w.lower[at + 1]
    if not named and not _stands_as_year(w, at, number):
        return None
    if after in ("-", "/") and (last := figure(w, at + 2)) is not None and not w.lower[at + 2].count(","):
        full = last if last > 999 else number // 100 * 100 + last
        if len(w.lower[at + 2]) in (2, 4) and number < full <= number + 99 and w.lower[at + 3] != "-":
            return at + 3, Fixed(f"{number:04d}/{full:04d}")
        if w.glued(at + 1):
            return None
    if (
        before in ("-", "/")
        and w.glued(i)
        and not named
        and not ((w.is_year(i - 2) and w.lower[i - 2] >= _FIRST_OF_SPAN) or w.lower[i - 2] in ("mid", "pre", "post"))
    ):
        return None
    if (
        after == "-"
        and w.glued(at + 1)
        and w.glued(at + 2)
        and not w.text[at + 2][1:].islower()
        and w.text[at + 2].isalpha()
    ):
        return None  # "2019-nCoV"
    if after == "period" and not named:
        return at + 2, QuarterOf(number)
    return at + 1, Fixed(f"{number:04d}", fuzzy=fiscal)


def _stands_as_year(w: Words, i: int, number: int) -> bool:
    before, after = w.lower[i - 1], w.lower[i + 1]
    if (before in _BEFORE_NUMBER and w.lower[i - 2] not in ("in", "since")) or before in ("$", "£", "€", "#"):
        return False
    if (
        after in COUNTED
        or after in ("%", "°", "year", "yr", "month", "day", "hour", "metre", "meter", "mile")
        or (w.glued(i + 1) and w.text[i + 1][:1].isalpha())
    ):
        return False
    if (before in (".", ":", "'") and w.glued(i)) or (w.glued(i) and w.text[i - 1][:1].isalpha()):
        return False
    if not 1900 <= number < 2100:
        return before in BEFORE_DATE and not (
            after.isalpha() and after.endswith("s") and w.text[i + 1].islower() and after != "as"
        )
    if number % 100 == 0:  # as often a count
        counted = after.endswith("s") and w.text[i + 1].islower() and after not in ("as", "is", "was", "has")
        named = w.capital(i - 1) and before not in BEFORE_DATE and before not in MONTHS and before not in _DETERMINERS
        return not (counted or named)
    return True


def decade(w: Words, i: int) -> Match | None:
    """Matches "the 1990s", "'90s", "the nineties", and centuries written alike ("the 1800s")."""
    start = i + 1 if w.lower[i] == "the" else i
    if w.is_year(start) and w.lower[start][3] == "0":
        end = _plural_s(w, start + 1)
        if end is None:
            return None
        number = w.lower[start]
        return end, Fixed(number[:2] if number.endswith("00") and number < "2000" else number[:3])
    before = w.lower[i - 1]
    if w.lower[start] == "'" and (end := _plural_s(w, start + 2)) and w.lower[start + 1] in _SHORT_DECADES:
        return end, Fixed("19" + w.lower[start + 1][0])
    paired = before in ("and", "or", "to", "early", "late", "mid", "-") and w.lower[i - 2] not in _PERSONS_OWN
    if start == i and not paired:
        return None
    if w.lower[start] in _SHORT_DECADES and (end := _plural_s(w, start + 1)):
        return end, Fixed("19" + w.lower[start][0])
    if w.lower[start] in DECADES:
        tens = DECADES[w.lower[start]]
        return start + 1, Fixed(f"19{tens}")
    return None


_SHORT_DECADES = frozenset({"20", "30", "40", "50", "60", "70", "80", "90"})


def _plural_s(w: Words, i: int) -> int | None:
    if w.lower[i] == "s" and w.glued(i):
        return i + 1
    if w.lower[i] == "'" and w.lower[i + 1] == "s" and w.glued(i) and w.glued(i + 1):
        return i + 2
    return None


def century(w: Words, i: int) -> Match | None:
    """Matches "the 20th century", "nineteenth-century"."""
    start = i + 1 if w.lower[i] == "the" else i
    found = ordinal(w, start)
    if found is None or not 1 < found[1] <= 30:
        return None
    end = found[0] + 1 if w.lower[found[0]] == "-" else found[0]
    if w.lower[end] != "century" or w.lower[end + 1] in ("bc", "bce", "b"):
        return None
    return end + 1, Fixed(f"{found[1] - 1:02d}")
