"""Stretches of words that may be names: the model's entities cut to size, and names that it passed over."""

from collections.abc import Iterator

from kgexport import gazetteer
from kgexport.extraction.names.joining import joined
from kgexport.extraction.names.name import Candidate
from kgexport.extraction.names.shape import is_compound
from kgexport.extraction.names.trimming import (
    cuts,
    end_before_seat,
    grown_country,
    grown_organisation,
    grown_person,
    is_title_word,
    trimmed,
    with_bracketed_surname,
    with_given_name,
)
from kgexport.extraction.names.words import (
    LINKS,
    LONGEST,
    ORGANISATION,
    OTHER,
    PARTICLES,
    PLACE,
    Words,
)
from kgexport.gazetteer.titles import HEADS, HONORIFICS

_KINDS = {
    "PERSON": "PERSON",
    "ORG": "ORG",
    "GPE": "PLACE",
    "LOC": "PLACE",
    "FAC": "PLACE",
    "NORP": "NORP",
    "PRODUCT": "OTHER",
    "EVENT": "OTHER",
    "WORK_OF_ART": "OTHER",
    "LAW": "OTHER",
    "LANGUAGE": "OTHER",
}
_FOREIGN_ARTICLES = frozenset({"Der", "El", "La", "Las", "Le", "Les", "Los", "Une"})
_PROFESSIONS = ("ist", "ician")  # "Nutritionist", "Technician"
_PREFIXES = frozenset({"anti", "co", "counter", "inter", "multi", "non", "pan", "post", "pre", "pro", "sub", "trans"})
_LONGEST_SPAN = 40  # words: beyond it, the model's span is no name
_LONGEST_WITHOUT_CASE = 8  # characters
_LONGEST_KNOWN = 7  # words in a name of the gazetteer


def candidates(words: Words) -> list[Candidate]:
    """All candidates in reading order; none overlap."""
    taken = [False] * words.size
    found: list[Candidate] = []

    def add(each: Candidate) -> None:
        if each.end > each.start and not any(taken[each.start : each.end]):
            taken[each.start : each.end] = [True] * (each.end - each.start)
            found.append(each)

    for start, end in words.towns_of_datelines():
        add(Candidate(start, end, "PLACE"))  # not a surname of the article: "LA PAZ — President Rodrigo Paz"
    for span in words.doc.ents:
        kind = _KINDS.get(span.label_)
        if kind is None and _is_called_like_a_month(words, span.start, span.end):
            kind = "PERSON"
        if kind is None:
            # A date or a number; a place that is known may hide in it ("the 2015 Addis Ababa conference").
            for i in range(span.start, span.end):
                taken[i] = gazetteer.place_kind(words.text[i]) is None
        elif span.end - span.start <= _LONGEST_SPAN:
            for piece in _pieces(words, span.start, span.end, kind):
                add(piece)
    for each in _unseen(words, taken):
        add(each)
    return joined(words, sorted(found, key=lambda each: each.start))


def _pieces(words: Words, start: int, end: int, kind: str) -> Iterator[Candidate]:
    """The model's span without its trimmings, cut where it joins two names."""
    if any(words.address[start:end]) or not words.same_line(start, end) or _is_foreign_sentence(words, start, end):
        return
    if (
        kind == "ORG"
        and end - start > 1
        and (words.lower[start] in HEADS or words.lower[start].endswith(_PROFESSIONS))
        and gazetteer.is_given_name(words.text[start + 1])
    ):
        kind = "PERSON"  # "Broadcaster Piers Morgan"
    start, end = trimmed(words, start, end, kind)
    if start >= end or (end - start == 1 and words.text[start] in _FOREIGN_ARTICLES):
        return
    found = cuts(words, start, end, kind)
    if found:
        position = start
        for cut in (*found, end):
            low, high = trimmed(words, position, cut, kind)
            if low < high:
                yield Candidate(low, high, kind)
            position = cut + 1
        return
    if kind == "PERSON":
        start, end = with_given_name(words, start, end), grown_person(words, start, end)
        start, end = with_bracketed_surname(words, start, end)
    elif kind == "ORG":
        seat = end_before_seat(words, start, end)
        if seat is not None:
            yield Candidate(seat + 1, end, "PLACE")
            end = seat
        elif _ends_in_brackets(words, start, end):
            yield Candidate(end - 2, end - 1, kind)
            end -= 3
        start, end = grown_organisation(words, start, end)
    elif kind == "PLACE":
        end = grown_country(words, start, end)
    yield Candidate(start, end, kind)


def _ends_in_brackets(words: Words, start: int, end: int) -> bool:
    """True for "European Space Agency (ESA)" in one: what it is called in short is a name of its own."""
    short = words.text[end - 2]
    brackets = end - start > 4 and words.text[end - 3] == "(" and words.text[end - 1] == ")"
    return brackets and short.isupper() and len(short) > 1


def _is_called_like_a_month(words: Words, start: int, end: int) -> bool:
    """True for "Jan-Lennard Struff", which the model takes for a date."""
    return (
        end - start > 2
        and words.text[start] in ("Jan", "April", "May", "June", "August")
        and words.text[start + 1] == "-"
        and words.touches(start + 1)
        and words.touches(start + 2)
        and all(words.named[start + 2 : end])
    )


def _is_foreign_sentence(words: Words, start: int, end: int) -> bool:
    """True for a stretch in another script that is no name, or too long for one."""
    text = words.joined(start, end)
    if text.isascii():
        return False
    caseless = text == text.lower() == text.upper()
    return (caseless and len(text) > _LONGEST_WITHOUT_CASE) or not any(words.named[start:end])


def _unseen(words: Words, taken: list[bool]) -> Iterator[Candidate]:
    """Names that the model passed over: known ones, names behind a title, other runs of capitals."""
    i = 0
    while i < words.size:
        if taken[i] or not words.named[i] or words.address[i]:
            i += 1
            continue
        stop = _end_of_run(words, i, taken)
        found = _known(words, i, stop)
        if found is None and _is_title_of_unseen(words, i, stop):
            i += 1
            continue
        if found is None and _is_behind_title(words, i) and not is_title_word(words.lower[i]):
            found = Candidate(i, _end_of_person(words, i, stop), None)
            stop = max(stop, found.end)
        elif found is None:
            found = _run(words, i, stop)
            if found is not None and words.is_foreign(i):
                stop = max(stop, found.end)
            stop = stop if stop - i > 1 and words.tag[i].startswith("NNP") and not words.titled[i] else i + 1
        else:
            stop = found.end
        if found is not None:
            yield found
        i = stop


def _end_of_run(words: Words, start: int, taken: list[bool]) -> int:
    stop = start + 1
    while stop < words.size and stop - start < LONGEST and not taken[stop] and _belongs(words, stop):
        stop += 1
    while stop > start + 1 and not words.named[stop - 1]:
        stop -= 1
    return stop


def _belongs(words: Words, i: int) -> bool:
    if words.opens[i] or words.begin[i] - words.end[i - 1] > 1:
        return False
    if i + 1 == words.size or words.named[i]:
        return words.named[i]
    if words.text[i] == "-" and words.lower[i - 1] in _PREFIXES:
        return words.touches(i) and words.touches(i + 1) and words.named[i + 1]
    return words.lower[i] in LINKS and words.named[i + 1]


def _run(words: Words, start: int, stop: int) -> Candidate | None:
    if words.is_foreign(start):
        end = _end_of_bracketed(words, start)
        return Candidate(start, end, None) if end else None
    proper = words.tag[start].startswith("NNP") and not words.titled[start]
    if stop - start > 1 and proper:
        low, high = trimmed(words, start, stop, "ORG")
        return Candidate(low, high, None) if high - low > 1 else None
    if proper and words.lower[start] in ORGANISATION:
        end = grown_organisation(words, start, start + 1)[1]  # "the Directorate of the Environment"
        if end > start + 1:
            return Candidate(start, end, None)
    if (
        is_compound(words.text[start])
        or _is_bracketed_acronym(words, start)
        or (proper and not words.opens[start] and len(words.text[start]) > 1)
    ):
        return Candidate(start, start + 1, None)
    return None


def _end_of_bracketed(words: Words, start: int) -> int | None:
    """Where the words in another script that begin behind a bracket end at its other half; None where they do not."""
    if not start or words.text[start - 1] != "(":
        return None
    end = start
    while end < words.size and words.named[end] and words.is_foreign(end) and end - start < LONGEST:
        end += 1
    return end if end > start and end < words.size and words.text[end] == ")" else None


def _is_bracketed_acronym(words: Words, i: int) -> bool:
    text = words.text[i]
    in_brackets = 1 < i < words.size - 1 and words.text[i - 1] == "(" and words.text[i + 1] == ")"
    return in_brackets and 1 < len(text) < 8 and text.isupper()


def _known(words: Words, start: int, stop: int) -> Candidate | None:
    for end in range(min(stop, start + _LONGEST_KNOWN), start, -1):
        if not words.named[end - 1] or (end - start == 1 and _is_common(words, start)):
            continue
        name = words.joined(start, end)
        if gazetteer.place_kind(name) is not None or _is_state_behind(words, start, name):
            return Candidate(start, end, None)
        if gazetteer.is_well_known_organisation(name) and (end - start > 1 or words.tag[start].startswith("NNP")):
            return Candidate(start, end, None)
        if gazetteer.country_of_adjective(name) is not None:
            return Candidate(start, end, "NORP")
    return None


def _is_common(words: Words, i: int) -> bool:
    first = words.opens[i] and not words.tag[i].startswith(("NNP", "JJ")) and not words.text[i].isupper()
    return first or words.lower[i] in words.plain


def _is_state_behind(words: Words, i: int, name: str) -> bool:
    """True for "Calif." or "TX" behind "Manhattan Beach," or "Houston,"."""
    behind = i > 1 and words.text[i - 1] == "," and words.named[i - 2]
    return behind and gazetteer.region_of_abbreviation(name) is not None


def _is_behind_title(words: Words, i: int) -> bool:
    if not words.follows(i):
        return False
    before, low = words.lower[i - 1], words.lower[i]
    if low in ORGANISATION or low in PLACE:
        return False  # "an Executive Branch official"
    return before in HONORIFICS or (before in HEADS and words.tag[i].startswith("NNP"))


def _is_title_of_unseen(words: Words, i: int, stop: int) -> bool:
    """True for "Lawmaker" before "Dachung Bagos", whom the model passed over: his name begins behind it."""
    named = words.lower[i + 1 : stop]
    if words.lower[i] not in HEADS or words.doc[i].dep_ != "compound" or not named or words.titled[i]:
        return False
    return not any(
        low in ORGANISATION or low in PLACE or low in OTHER or low in LINKS or is_title_word(low) for low in named
    )


def _end_of_person(words: Words, start: int, stop: int) -> int:
    end = start
    while end < stop and (words.named[end] or words.lower[end] in PARTICLES) and words.lower[end] not in ORGANISATION:
        end += 1
    return max(end, start + 1)
