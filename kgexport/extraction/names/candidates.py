"""Stretches of words that may be names: the model's entities cut to size, known places and organisations, titles with a name."""

from collections.abc import Iterator
from dataclasses import dataclass

from kgexport import gazetteer
from kgexport.extraction.names.words import (
    COMPOUNDING,
    CREDENTIALS,
    DASHES,
    DETERMINERS,
    ENDINGS,
    LINKS,
    ORGANISATION,
    PARTICLES,
    PLACE_NOUNS,
    Words,
)
from kgexport.gazetteer.titles import HEADS, HONORIFICS, MODIFIERS

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
# Bodies whose name takes in the country before it.
_NATIONAL = frozenset(
    {
        "ministry",
        "department",
        "parliament",
        "army",
        "navy",
        "embassy",
        "forces",
        "force",
        "guard",
        "council",
        "commission",
        "agency",
    }
)
_LONGEST = 12  # words in a name
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens ``start..end`` (end exclusive) and what the model takes them for; None where only we do."""

    start: int
    end: int
    kind: str | None


def candidates(words: Words) -> list[Candidate]:
    """All candidates in reading order; none overlap."""
    taken = [False] * words.size
    found: list[Candidate] = []

    def add(each: Candidate) -> None:
        if each.end > each.start and not any(taken[each.start : each.end]):
            taken[each.start : each.end] = [True] * (each.end - each.start)
            found.append(each)

    for span in words.doc.ents:
        kind = _KINDS.get(span.label_)
        if kind is None:
            for i in range(span.start, span.end):
                taken[i] = gazetteer.place_kind(words.text[i]) is None
            continue
        for piece in _pieces(words, span.start, span.end, kind):
            add(piece)
    for each in _unseen(words, taken):
        add(each)
    return _joined_persons(words, sorted(found, key=lambda each: each.start))


def _joined_persons(words: Words, found: list[Candidate]) -> list[Candidate]:
    """The candidates, with given name and surname joined where the model cut between them: "Raila" + "Odinga"."""
    joined: list[Candidate] = []
    for each in found:
        last = joined[-1] if joined else None
        if (
            last
            and last.end == each.start
            and last.end - last.start == each.end - each.start == 1
            and last.kind in ("PERSON", "ORG", "PLACE")
            and each.kind in ("PERSON", "ORG", "PLACE")
            and words.begin[each.start] == words.end[last.start] + 1
            and (last.kind == "PERSON" or each.kind == "PERSON" or gazetteer.is_given_name(words.text[last.start]))
            and all(words.text[i][1:].islower() and not _is_known(words.text[i]) for i in (last.start, each.start))
        ):
            joined[-1] = Candidate(last.start, each.end, "PERSON")
        elif last and _is_capital_with_district(words, last, each):
            joined[-1] = Candidate(last.start, each.end, "PLACE")
        elif last and last.end == each.start and _is_national(words, last, each):
            joined[-1] = Candidate(last.start, each.end, "ORG")
        else:
            joined.append(each)
    return joined


def _is_capital_with_district(words: Words, city: Candidate, district: Candidate) -> bool:
    """True for "Washington" + "DC", with or without a comma between."""
    return (
        words.text[district.start] in ("DC", "D.C.")
        and words.joined(city.start, city.end) == "Washington"
        and district.start - city.end < 2
    )


def _is_national(words: Words, country: Candidate, body: Candidate) -> bool:
    """True for "U.S." + "Department of Education", "Russian" + "Foreign Ministry"."""
    if body.kind not in ("ORG", None) or words.begin[body.start] != words.end[country.end - 1] + 1:
        return False
    name = words.joined(country.start, country.end)
    if gazetteer.country_of_adjective(name) is None:
        return False
    bodies = words.lower[body.start : body.end]
    of = bodies.index("of") if "of" in bodies else len(bodies)
    national = bodies[of - 1] in _NATIONAL
    if gazetteer.country_of(name) is None:
        return national
    return national or gazetteer.is_well_known_organisation(words.joined(body.start, body.end))


def _is_known(name: str) -> bool:
    return (
        gazetteer.place_kind(name) is not None
        or gazetteer.country_of_adjective(name) is not None
        or gazetteer.is_well_known_organisation(name)
        or _is_title(name.lower())
    )


def _pieces(words: Words, start: int, end: int, kind: str) -> Iterator[Candidate]:
    """The model's span without its trimmings, cut where it joins two names."""
    if any(words.address[start:end]) or not words.same_line(start, end):
        return
    if (
        kind == "ORG"
        and end - start > 1
        and words.lower[start] in HEADS
        and gazetteer.is_given_name(words.text[start + 1])
    ):
        kind = "PERSON"  # "Broadcaster Piers Morgan"
    start, end = trimmed(words, start, end, kind)
    if start >= end:
        return
    cuts = _cuts(words, start, end, kind)
    if not cuts:
        if kind in ("PERSON", "ORG", "PLACE"):
            start, end = _grown(words, start, end, kind)
        yield Candidate(start, end, kind)
        return
    position = start
    for cut in (*cuts, end):
        low, high = trimmed(words, position, cut, kind)
        if low < high:
            yield Candidate(low, high, kind)
        position = cut + 1


def trimmed(words: Words, start: int, end: int, kind: str) -> tuple[int, int]:
    """The span without article, quotation marks, endings, titles and words in lower case at its edges."""
    while start < end:
        text, low = words.text[start], words.lower[start]
        if low in DETERMINERS and end - start > 1 and words.text[start + 1] not in DASHES or not text[0].isalnum():
            start += 1
        elif not words.named[start] and not text[0].isdigit() and not _fits_in_lower_case(words, start, kind):
            start += 1
        elif kind == "PERSON" and end - start > 1 and _is_title(low) and words.text[start + 1][0].isalpha():
            start += 1
        else:
            break
    while end > start:
        text, low = words.text[end - 1], words.lower[end - 1]
        if low in ENDINGS or not (text[0].isalnum() or (text[-1].isalnum()) or text[-1] in ".)") or text in ("."):
            end -= 1
        elif text == ")" and "(" not in words.text[start:end]:
            end -= 1
        elif low in CREDENTIALS and end - start > 1:
            end -= 1
        elif not words.named[end - 1] and not text[0].isdigit() and not _ends_in_lower_case(words, end - 1, kind):
            end -= 1
        else:
            break
    if kind == "PERSON":
        for i in range(start + 1, end):
            if words.lower[i] in ("'s", "’s"):
                return start, i
        # "Putin Meeting", "General Hector": a word at the edge that the article also writes in lower case is none of the name.
        least = 1 if words.titled[start] else 2
        while end - start > least and words.lower[end - 1] in words.plain and not _is_personal(words.text[end - 1]):
            end -= 1
        while (
            end - start > least
            and words.lower[start] in words.plain
            and words.text[start][0].isupper()
            and not _is_personal(words.text[start])
        ):
            start += 1
    return start, end


def _fits_in_lower_case(words: Words, i: int, kind: str) -> bool:
    if kind == "PERSON":
        return words.lower[i] in PARTICLES
    return kind == "ORG" and words.tag[i].startswith("NNP")


def _ends_in_lower_case(words: Words, i: int, kind: str) -> bool:
    if kind == "PLACE":
        return words.lower[i] in PLACE_NOUNS
    return kind == "ORG" and words.lower[i] in ("party", "news", "farm")


def _is_personal(word: str) -> bool:
    return gazetteer.is_given_name(word) or gazetteer.is_family_name(word)


def _is_title(low: str) -> bool:
    return (
        low in HONORIFICS or low in HEADS or low in MODIFIERS or gazetteer.country_of_adjective(low.title()) is not None
    )


def _cuts(words: Words, start: int, end: int, kind: str) -> list[int]:
    """Where a span joins two names: "Trump–Putin", "Trump and Putin", "US/China"."""
    found = []
    for i in range(start + 1, end - 1):
        text = words.text[i]
        left, right = words.joined(start, i), words.joined(i + 1, end)
        if text in COMPOUNDING:
            spaced = words.begin[i] > words.end[i - 1] or words.end[i] < words.begin[i + 1]
            both = _is_known_place(left) and _is_known_place(right)
            if text == "/" and kind == "ORG" and words.lower[end - 1] in ORGANISATION:
                continue
            if text in ("/", "—", "–") or both or (spaced and kind != "ORG"):
                found.append(i)
            elif (
                kind == "PLACE"
                and (_is_known_place(left) or _is_known_place(right))
                and not _is_known_place(words.joined(start, end))
            ):
                found.append(i)
        elif text in ("and", "&") and (
            kind == "PERSON"
            or (kind == "PLACE" and _is_known_place(left) and not _is_known_place(words.joined(start, end)))
        ):
            found.append(i)
        elif text == "," and (kind == "PERSON" or (kind == "PLACE" and not _is_known_place(words.joined(start, end)))):
            found.append(i)
    return found


def _is_known_place(name: str) -> bool:
    return gazetteer.place_kind(name) is not None


def _grown(words: Words, start: int, end: int, kind: str) -> tuple[int, int]:
    """The span with what belongs to the name at its edges and the model left out."""
    if kind == "PERSON":
        if (
            end - start == 1
            and end < words.size
            and gazetteer.is_given_name(words.text[start])
            and _may_be_surname(words, end)
        ):
            end += 1  # "Theresa" + "May"
        while True:
            after = end
            if (
                after < words.size
                and words.lower[after] in PARTICLES
                and words.begin[after] == words.end[after - 1] + 1
            ):
                after += 1
                while after < words.size and words.text[after] in PARTICLES:
                    after += 1  # "von der"
                if after < words.size and words.text[after] in ("-", "’", "'"):
                    after += 1
            elif after + 1 < words.size and words.text[after] == "-" and words.begin[after] == words.end[after - 1]:
                # "Lee Teng-hui": the second half of a given name.
                if words.begin[after + 1] == words.end[after] and words.text[after + 1].isalpha() and end - start > 1:
                    end = after + 2
                    continue
                break
            elif after < words.size and words.lower[after] in _SUFFIXES:
                return start, after + 1
            else:
                break
            if (
                after == end
                or after >= words.size
                or not words.named[after]
                or words.begin[after] > words.end[after - 1] + 1
            ):
                break
            end = after + 1
    elif kind == "ORG":
        # "Anti-Corruption Commission"
        while (
            start > 1
            and words.text[start - 1] == "-"
            and words.named[start - 2]
            and words.end[start - 2] == words.begin[start - 1]
        ):
            if (
                words.end[start - 1] != words.begin[start]
                or _is_known_place(words.text[start - 2])
                or words.label[start - 2] in _KINDS
            ):
                break
            start -= 2
        end = _with_its_field(words, start, end)
    return start, end


def _may_be_surname(words: Words, i: int) -> bool:
    return (
        words.named[i]
        and words.text[i][1:].islower()
        and not words.titled[i]
        and not words.opens[i]
        and words.label[i] in ("", "DATE")
        and words.begin[i] == words.end[i - 1] + 1
        and not _is_title(words.lower[i])
    )


def _with_its_field(words: Words, start: int, end: int) -> int:
    """The end of "Archive of Australia", "Foundation for the Visual Arts", where the model stopped before "of" or "for"."""
    if words.lower[end - 1] not in ORGANISATION or any(low in ("of", "for") for low in words.lower[start:end]):
        return end
    i = end
    if i + 1 < words.size and words.lower[i] in ("of", "for") and not words.opens[i]:
        i += 1
        if words.lower[i] == "the" and i + 1 < words.size:
            i += 1
        if not words.tag[i].startswith("NNP") or not words.named[i]:
            return end
        while (
            i < words.size
            and words.named[i]
            and words.tag[i].startswith("NNP")
            and not words.opens[i]
            and i - start < _LONGEST
        ):
            i += 1
        return i
    return end


def _unseen(words: Words, taken: list[bool]) -> Iterator[Candidate]:
    """Names that the model passed over: known places and organisations, and names behind a title."""
    i = 0
    while i < words.size:
        if taken[i] or not words.named[i] or words.address[i]:
            i += 1
            continue
        stop = i
        while stop < words.size and stop - i < _LONGEST and not taken[stop] and _belongs(words, i, stop):
            stop += 1
        while stop > i + 1 and not words.named[stop - 1]:
            stop -= 1
        known = _known(words, i, stop)
        if known:
            yield known
            i = known.end
        elif _after_title(words, i) and not _is_title(words.lower[i]):
            yield Candidate(i, max(i + 1, _person_end(words, i, stop)), None)
            i = stop
        else:
            if stop - i > 1 and words.tag[i].startswith("NNP") and not words.titled[i]:
                start, end = trimmed(words, i, stop, "ORG")
                if end - start > 1:
                    yield Candidate(start, end, None)
                i = stop
            elif _is_bracketed_acronym(words, i) or (
                words.tag[i].startswith("NNP") and not words.titled[i] and not words.opens[i] and len(words.text[i]) > 1
            ):
                yield Candidate(i, i + 1, None)
                i += 1
            else:
                i += 1


def _is_bracketed_acronym(words: Words, i: int) -> bool:
    text = words.text[i]
    return (
        1 < len(text) < 8
        and text.isupper()
        and i > 1
        and words.text[i - 1] == "("
        and words.text[min(i + 1, words.size - 1)] == ")"
    )


def _belongs(words: Words, first: int, i: int) -> bool:
    if i > first and words.begin[i] - words.end[i - 1] > 1 or words.opens[i] and i > first:
        return False
    if words.named[i]:
        return True
    return i > first and words.lower[i] in LINKS and i + 1 < words.size and words.named[i + 1]


def _known(words: Words, start: int, stop: int) -> Candidate | None:
    for end in range(min(stop, start + 7), start, -1):
        if not words.named[end - 1]:
            continue
        name = words.joined(start, end)
        if end - start == 1 and (
            words.lower[start] in words.plain or not words.tag[start].startswith(("NNP", "JJ")) and words.opens[start]
        ):
            continue
        if gazetteer.place_kind(name) is not None or _is_state_behind(words, start, name):
            return Candidate(start, end, None)
        if gazetteer.is_well_known_organisation(name) and (end - start > 1 or words.tag[start].startswith("NNP")):
            return Candidate(start, end, None)
        if gazetteer.country_of_adjective(name) is not None:
            return Candidate(start, end, "NORP")
    return None


def _is_state_behind(words: Words, i: int, name: str) -> bool:
    """True for "Calif." or "TX" behind "Manhattan Beach," or "Houston,"."""
    return (
        i > 1 and words.text[i - 1] == "," and words.named[i - 2] and gazetteer.region_of_abbreviation(name) is not None
    )


def _after_title(words: Words, i: int) -> bool:
    if i == 0 or words.opens[i] or words.begin[i] != words.end[i - 1] + 1:
        return False
    return words.lower[i - 1] in HONORIFICS or words.lower[i - 1] in HEADS and words.tag[i].startswith("NNP")


def _person_end(words: Words, start: int, stop: int) -> int:
    end = start
    while end < stop and (words.named[end] or words.lower[end] in PARTICLES) and words.lower[end] not in ORGANISATION:
        end += 1
    return end
