"""Dates as publishers write them, in the one form that XML Schema has. What cannot be meant surely is refused, not guessed."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_tz

# No newspaper is older (the first is of 1605); machines write years like 1 for "no date".
_FIRST_YEAR, _LAST_YEAR = 1600, 2200
_WIDEST_OFFSET = timedelta(hours=14)  # XML Schema, 3.3.7
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECONDS = (
    100_000_000,
    7_300_000_000,
)  # 1973 to 2201: what a number can mean as seconds; a thousand times that as milliseconds

_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?((?:Z|[+-]\d\d:?\d\d)?)", re.I)
_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d|\d{4}-W\d\d-\d)[T\s]\s?(?P<clock>\d\d(?::?\d\d(?::?\d\d(?:[.,]\d+)?)?)?)\s?(?P<zone>\S.*)?",
    re.I,
)
_NUMBER = re.compile(r"-?\d{9,13}(?:\.\d+)?")
_SLASHES = re.compile(r"(\d{4})/(\d\d?)/(\d\d?)(?=$|[\sT])|(\d\d?)[./](\d\d?)[./](\d{4})(?=$|[\sT,])")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WORDS = re.compile(
    rf"(?:[a-z]+day|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)?\.?,?\s*(?:{_MONTH}\s+(?P<d1>\d\d?)(?:st|nd|rd|th)?,?"
    rf"|(?P<d2>\d\d?)(?:st|nd|rd|th)?\s+{_MONTH.replace('month', 'month2')},?)\s+(?P<year>\d{{4}})(?=$|[\s,])",
    re.I,
)
# As programs in C and Java print it: "Tue Oct 21 17:30:00 UTC 2025"; and "21-Oct-2025".
_PRINTED = re.compile(
    rf"[a-z]{{3}} {_MONTH} (?P<day>\d\d?) (?P<clock>\d\d:\d\d:\d\d)(?: (?P<zone>[\w:+-]{{1,6}}))? (?P<year>\d{{4}})",
    re.I,
)
_DASHED = re.compile(rf"(?P<day>\d\d?)-{_MONTH}-(?P<year>\d{{4}})(?=$|\s)", re.I)
_NAMED_ZONE = re.compile(r"(?<=[\dZ])\[[\w/+-]{1,40}\]$")  # RFC 9557: beside the offset, which says enough
_CLOCK = re.compile(
    r"(?:,|\s|at|-|T)*+(?P<h>\d\d?)(?::(?P<m>\d\d))?(?::(?P<s>\d\d)(?:\.\d+)?)?"
    r"\s*+(?P<half>[ap]\.?m\.?)?\s*+\(?(?P<zone>[^)]*+)\)?",
    re.I,
)
_OFFSET = re.compile(r"(?:GMT|UTC|Z)?\s?(?P<sign>[+-])(?P<h>\d\d?)(?::?(?P<m>\d\d))?", re.I)
# Hours ahead of UTC of the names that mean one thing (RFC 5322, 4.3, and those of Europe); BST, IST and CST of China do not.
_ZONES = {
    **dict.fromkeys(("Z", "UTC", "GMT", "UT"), 0),
    **{"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7},
    **{
        "WET": 0,
        "WEST": 1,
        "CET": 1,
        "CEST": 2,
        "EET": 2,
        "EEST": 3,
        "MSK": 3,
        "JST": 9,
        "KST": 9,
        "AEST": 10,
        "AEDT": 11,
    },
}


def read_date(value: object) -> str:
    """A day as ``2025-10-21``, a time as ``2025-10-21T17:30:00+02:00``; without a zone where none is given.

    Understood: ISO 8601 (extended, basic, with a blank for the T), RFC 5322 and RFC 822 (feeds), days and months in English
    words, numbers with slashes that mean one day only, what C and Java print, Unix time in seconds or milliseconds, and
    Python's own dates. Raises ValueError for all else: what two readers could take for two days, days that do not exist, and
    what programs write for "no date" (year 1, 1970-01-01T00:00:00Z).
    """
    if isinstance(value, datetime):
        return _checked(value)
    if isinstance(value, date):
        return _checked_day(value)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, float):
        return _unix_time(value)
    if not isinstance(value, str):
        raise ValueError(f"not a date: {type(value).__name__}")
    words = " ".join(value.split())
    shown = f"not a date that can be read surely: {words[:40]!r}"
    if not words or len(words) > 100:
        raise ValueError(shown)
    try:
        return _read(words)
    except (ValueError, OverflowError):
        raise ValueError(shown) from None


def _read(words: str) -> str:
    if _NUMBER.fullmatch(words):
        if _is_written_out(words):
            raise ValueError(words)
        return _unix_time(float(words))
    words = _NAMED_ZONE.sub("", words)
    if match := _BASIC.fullmatch(words):
        year, month, day, hour, minute, second, zone = match.groups()
        if hour is None:
            if zone:
                raise ValueError(words)
            return _checked_day(date(int(year), int(month), int(day)))
        return _at(date(int(year), int(month), int(day)), time(int(hour), int(minute), int(second or 0)), zone)
    if match := _ISO.fullmatch(words):
        return _at(
            date.fromisoformat(match["day"]), time.fromisoformat(match["clock"].replace(",", ".")), match["zone"]
        )
    if re.fullmatch(r"\d{4}-(?:\d\d-\d\d|W\d\d-\d)(?:Z|[+-]\d\d:\d\d)?", words):  # XML Schema lets a day have a zone
        return _checked_day(date.fromisoformat(words[:10]))
    if match := _SLASHES.match(words):
        return _with_rest(_day_of_numbers(match), words[match.end() :])
    if match := _PRINTED.fullmatch(words):
        return _at(_day_of_words(match), time.fromisoformat(match["clock"]), match["zone"])
    if match := _DASHED.match(words):
        return _with_rest(_day_of_words(match), words[match.end() :])
    if match := _WORDS.match(words):
        month = _MONTHS.index((match["month"] or match["month2"])[:3].lower()) + 1
        return _with_rest(date(int(match["year"]), month, int(match["d1"] or match["d2"])), words[match.end() :])
    return _rfc_5322(words)


def _is_written_out(digits: str) -> bool:
    """True for 202510211730, which is a day and a time to a reader, and milliseconds of 1976 to a program."""
    try:
        return len(digits) == 12 and _FIRST_YEAR <= datetime.strptime(digits, "%Y%m%d%H%M").year <= _LAST_YEAR
    except ValueError:
        return False


def _day_of_words(match: re.Match[str]) -> date:
    return date(int(match["year"]), _MONTHS.index(match["month"][:3].lower()) + 1, int(match["day"]))


def _day_of_numbers(match: re.Match[str]) -> date:
    if match[1]:
        return date(int(match[1]), int(match[2]), int(match[3]))
    first, second, year = int(match[4]), int(match[5]), int(match[6])
    if "." in match[0]:  # only ever written with the day first
        return date(year, second, first)
    if first <= 12 and second <= 12 and first != second:
        raise ValueError("which is the month?")
    return date(year, first, second) if second > 12 else date(year, second, first)


def _with_rest(day: date, rest: str) -> str:
    """The day, with the time of day that follows it in words or figures."""
    if not rest.strip(" ,"):
        return _checked_day(day)
    match = _CLOCK.fullmatch(rest)
    if match is None or not (match["m"] or match["half"]):
        raise ValueError(rest)
    hour = int(match["h"])
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(rest)
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    return _at(day, time(hour, int(match["m"] or 0), int(match["s"] or 0)), match["zone"])


def _rfc_5322(words: str) -> str:
    parsed = parsedate_tz(words)
    if parsed is None or not re.match(r"(?:[A-Za-z]+,?\s+)?\d", words):
        raise ValueError(words)
    year, month, day, hour, minute, second = parsed[:6]
    # The names of zones that the standard library does not know, we may.
    zone = words.rsplit(" ", 1)[1].strip("()") if " " in words else ""
    return _at(date(year, month, day), time(hour, minute, second), "" if zone[:1].isdigit() else zone)


def _at(day: date, clock: time, zone: str | None) -> str:
    offset = _zone(zone.strip(" ()") if zone else "")
    return _checked(datetime.combine(day, clock, offset))


def _zone(name: str) -> timezone | None:
    if not name:
        return None
    if name.upper() in _ZONES:
        return timezone(timedelta(hours=_ZONES[name.upper()]))
    match = _OFFSET.fullmatch(name)
    if match is None:
        # A name that means several zones, or one letter, which was used the wrong way round (RFC 5322, 4.3): a local time.
        if re.fullmatch(r"[A-Za-z]{1,5}", name):
            return None
        raise ValueError(name)
    offset = timedelta(hours=int(match["h"]), minutes=int(match["m"] or 0))
    return timezone(-offset if match["sign"] == "-" else offset)


def _unix_time(number: float) -> str:
    low, high = _SECONDS
    seconds = number / 1000 if low * 1000 <= number <= high * 1000 else number
    if not low <= seconds <= high:
        raise ValueError(f"not a date: {number:g}")
    return _checked(datetime.fromtimestamp(seconds, UTC))


def _checked_day(day: date) -> str:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError(f"not the year of a news article: {day.isoformat()}")
    return day.isoformat()


def _checked(moment: datetime) -> str:
    _checked_day(moment.date())
    offset = moment.utcoffset()
    if offset is not None and (abs(offset) > _WIDEST_OFFSET or offset % timedelta(minutes=1)):
        raise ValueError(f"no such time zone: {moment.isoformat()}")
    if offset is not None and moment == _EPOCH:
        raise ValueError(f"what programs write for no date: {moment.isoformat()}")
    return moment.isoformat()
