"""The dateline: the words before a news story's first sentence that say where, when and by which agency it was filed.

"LONDON (Reuters) - ", "WASHINGTON, Oct. 20 — ", "Kyiv, Ukraine (AP) _ ", "KARACHI: ". The parser takes them for the
subject's first words, so that "LONDON (Reuters) - Halden Semiconductor" said something; as a sentence of its own the dateline
disturbs nothing.
"""

import re
from dataclasses import dataclass

from kgexport.gazetteer import is_well_known_organisation

_DASH = r"(?:[-–—_]|--+)"
_PLACE = r"[^\W\d_][\w.'’]*(?:[ -][^\W\d_][\w.'’]*){0,3}"  # "ST. PETERSBURG", "Port-au-Prince"
_AGENCY = r"\([^()\n]{2,40}\)|/[^/\n]{2,40}/"  # "(Reuters)", "/PRNewswire/"
_DAY = r"[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?"
_DATELINE = re.compile(
    # "Nov 24 (Reuters) - Acme Corp. reported"
    rf"(?:(?:{_DAY})(?:,? \d{{4}})?(?= [(/])|"
    rf"(?!By )(?P<place>{_PLACE})(?: ?, {_PLACE}){{0,2}}?(?P<day> ?,? (?:{_DAY})(?:,? \d{{4}})?)?)?"
    rf"(?:,? ?(?P<agency>{_AGENCY}))?"
    # "SEOUL—Foreign Minister"
    rf"(?:(?:,? ?{_DASH}|(?P<colon>:)) (?=[^\W_a-z]|['\"“‘«(])|(?:—|--)(?=[A-Z][a-z]))"
)
_LONGEST = 100  # characters
_LEAST_LETTERS = 4  # of a town in capitals with nothing else before the dash: "NATO" has as many, and is known


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where it ends, which is where the first sentence begins, and its parts as offsets (begin, end); None: not there."""

    end: int
    place: tuple[int, int] | None
    agency: tuple[int, int] | None  # in its brackets


def dateline_of(text: str, begin: int, end: int) -> Dateline | None:
    """The dateline of the paragraph ``begin..end`` of a text, or None without one.

    A place in capitals and a dash are a dateline; a place written otherwise needs an agency in brackets or a day between.
    What stands in capitals before a colon ("KARACHI: ", "UPDATE: ") is cut off as well, whatever it is.
    """
    found = _DATELINE.match(text, begin, min(end, begin + _LONGEST))
    if found is None or found.end() >= end:
        return None
    place = found["place"] or ""
    if found["agency"] is None and found["day"] is None:
        letters = sum(c.isalpha() for c in place)
        if not place.isupper() or letters < _LEAST_LETTERS or is_well_known_organisation(place):
            return None
        if text[begin:end].isupper() or (found["colon"] is None and _is_parenthesis(text, found.end(), end)):
            return None
    elif place and not place[0].isupper():
        return None
    return Dateline(
        found.end(),
        place=found.span("place") if place and found["colon"] is None else None,  # "UPDATE: ", "KELLER: "
        agency=found.span("agency") if found["agency"] else None,
    )


def names_agency(text: str, begin: int, end: int) -> bool:
    """True where ``begin..end`` stands between the brackets of its line's dateline: "ANKARA (Bosphorus News) -"."""
    if text[begin - 1 : begin] not in {"(", "/"}:
        return False
    line = text.rfind("\n", 0, begin) + 1
    stop = text.find("\n", begin)
    found = dateline_of(text, line, stop if stop >= 0 else len(text))
    return found is not None and found.agency == (begin - 1, end + 1)


def _is_parenthesis(text: str, begin: int, end: int) -> bool:
    # "UNESCO – the UN's body for culture – said": a second dash in the sentence closes what the first one opened.
    sentence = text[begin:end].split(". ", 1)[0]
    closed = len(re.findall(r"\w(?:—|--)\w", sentence)) % 2 == 1 and not text[begin - 1].isspace()
    return closed or re.search(rf"\s{_DASH}\s", sentence) is not None
