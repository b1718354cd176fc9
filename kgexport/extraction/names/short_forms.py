"""What an article calls its names in short, and how it writes them otherwise."""

from collections.abc import Iterator

from kgexport import gazetteer
from kgexport.extraction.names.name import Candidate, Name, key_of
from kgexport.extraction.names.shape import is_storm
from kgexport.extraction.names.words import BUSINESS, ENDINGS, ORGANISATION, Words

_INSTRUMENTS = frozenset({"telescope", "probe", "rover", "spacecraft"})
_LEAST_INITIALS = 3  # letters of an acronym that stands outside brackets


def acronyms(words: Words, found: list[Candidate], names: dict[str, Name]) -> Iterator[tuple[Name, Name]]:
    """The names of one word that stand in brackets behind a name with their initials: "European Central Bank (ECB)"."""
    ends = {each.end: each for each in found}
    for each in found:
        if each.end - each.start != 1 or words.text[each.start - 1] != "(" or each.start < 2:
            continue
        before = ends.get(each.start - 1)
        if gazetteer.place_kind(words.text[each.start]) and not words.text[each.start].isupper():
            continue  # "Norwood Pastoral (Australia)"
        if before and before.end - before.start > 1:
            initials = "".join(part[0] for part in words.text[before.start : before.end] if part[0].isupper())
            short = words.text[each.start]
            fits = sum(c in initials for c in short.upper()) >= 0.6 * len(short) and short[0].upper() in initials[:2]
            alone = words.text[each.end : each.end + 1] == [")"] and before.kind == "ORG"
            if fits or alone:  # "… Institute of Volcanology and Seismology (Phivolcs)"
                yield names[key_of(words, each.start, each.end)], names[key_of(words, before.start, before.end)]


def with_the_initials_of_bodies(names: dict[str, Name], full: list[Name]) -> Iterator[tuple[Name, Name]]:
    """The acronyms with the initials of a body of the article, in any order: "FLA" is French for "Azawad Liberation Front"."""
    bodies = {
        "".join(sorted(word[0] for word in name.words if word[0].isupper())): name
        for name in reversed(full)
        if name.kind == "ORG"
    }
    for name in names.values():
        short = name.words[0]
        if len(name.words) == 1 and len(short) >= _LEAST_INITIALS and short.isalpha() and short.isupper():
            body = bodies.get("".join(sorted(short)))
            if body is not None:
                yield name, body


def in_own_script(words: Words, found: list[Candidate], names: dict[str, Name]) -> Iterator[tuple[Name, Name]]:
    """The names in another script that stand in brackets behind one in Latin: "Xi Jinping (习近平)"."""
    ends = {each.end: each for each in found}
    for each in found:
        before = ends.get(each.start - 1)
        if before and words.text[each.start - 1] == "(" and words.is_foreign(each.start):
            yield names[key_of(words, each.start, each.end)], names[key_of(words, before.start, before.end)]


def called_like_a_storm(full: list[Name]) -> Iterator[str]:
    """What storms and telescopes of the article are called alone: the "Dorian" of "Hurricane Dorian"."""
    for name in full:
        if is_storm(name.words):
            yield name.words[-1]
        elif name.words[-1].lower() in _INSTRUMENTS:
            yield from (word for word in name.words[:-1] if word.lower() not in ORGANISATION)


def short_for_a_thing(words: Words, found: list[Candidate], names: dict[str, Name]) -> Iterator[Name]:
    """The acronyms in brackets behind words in lower case: "digital rights management (DRM)" names nobody."""
    for each in found:
        short = words.text[each.start]
        if each.end - each.start != 1 or each.start < 3 or words.text[each.start - 1] != "(" or not short.isupper():
            continue
        before = words.text[max(0, each.start - 1 - len(short)) : each.start - 1]
        initials = "".join(word[0] for word in before if word[0].isalpha())
        # The first word may begin its sentence; a body's name has capitals further on.
        common = all(word.islower() for word in before[1:]) and not any(word in ORGANISATION for word in before)
        if initials.upper() == short and common:
            yield names[key_of(words, each.start, each.end)]


def short_for_a_company(full: list[Name]) -> Iterator[str]:
    """What companies and universities of the article are called by one word: the "Ford" of "Ford Motor Company"."""
    for name in full:
        first = name.words[0]
        if (
            name.kind == "ORG"
            and name.words[-1].lower() in BUSINESS
            and len(first) > 3
            and first.lower() not in ORGANISATION
            and gazetteer.place_kind(first) is None
            and gazetteer.country_of_adjective(first) is None
        ):
            yield first


def short_for_a_team(full: list[Name]) -> Iterator[str]:
    """What teams and papers are called without their town or sort: the "Heat" of "Miami Heat", the "Betis" of "Real Betis"."""
    for name in full:
        last = name.words[-1]
        towns = (" ".join(name.words[:cut]) for cut in range(1, len(name.words)))
        of_a_sort = gazetteer.is_sort_of_club(name.words[0]) and gazetteer.place_kind(last) is None
        if (
            name.kind == "ORG"
            and len(last) > 3
            and last.lower() not in ORGANISATION
            and (of_a_sort or any(map(gazetteer.place_kind, towns)))
        ):
            yield last


def with_a_lost_apostrophe(words: Words, names: dict[str, Name]) -> Iterator[Name]:
    """The names with an "s" that is none of theirs, in texts that have lost their apostrophes: "Perus miners"."""
    if any(mark in words.lower for mark in ENDINGS):
        return
    for name in names.values():
        bare = name.key[:-1]
        if name.key.endswith("s") and (bare in names or gazetteer.country_of(bare)) and len(name.words) == 1:
            yield name
