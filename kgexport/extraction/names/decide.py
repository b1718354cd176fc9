"""One type for every name of a document, by the weight of all that speaks for it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import log2

from kgexport import gazetteer
from kgexport.extraction.names.candidates import Candidate
from kgexport.extraction.names.evidence import context
from kgexport.extraction.names.shape import is_storm, shape
from kgexport.extraction.names.trimming import LEGAL_FORMS
from kgexport.extraction.names.words import (
    BUSINESS,
    CREDENTIALS,
    ORGANISATION,
    PARTICLES,
    SAYING,
    SORTS_OF_ORGANISATION,
    SUFFIXES,
    Words,
)
from kgexport.gazetteer.titles import HEADS, HONORIFICS, MODIFIERS
from kgexport.model import SurfaceType

TYPES = ("PERSON", "ORG", "PLACE", "OTHER", "NORP")
_NO_BEARER = PARTICLES | SUFFIXES | CREDENTIALS
_TITLE_WORDS = HEADS | MODIFIERS | HONORIFICS | {"of", "the"}
_CELESTIAL_OUTLETS = frozenset({"Sun"})  # a star, where nothing says that it is the newspaper
_INSTRUMENTS = frozenset({"telescope", "probe", "rover", "spacecraft"})
_LEAST = 1.0  # the weight that a name seen by the model needs
_LEAST_INITIALS = 3  # letters of an acronym that stands outside brackets
_OF_A_BODY = 3.0  # the weight of a name that is a body's beyond doubt
_LEAST_UNSEEN = 2.4  # … and one that only we see


@dataclass(slots=True)
class Name:
    """A name with everything that was seen of it."""

    key: str
    words: tuple[str, ...]  # as first written
    places: list[Candidate] = field(default_factory=list)
    weight: dict[str, float] = field(default_factory=lambda: dict.fromkeys(TYPES, 0.0))
    kind: str | None = None

    @property
    def surface(self) -> SurfaceType | None:
        """The type that was decided; None: no name of a person, organisation or place."""
        return SurfaceType(self.kind) if self.kind in ("PERSON", "ORG", "PLACE") else None


def key_of(words: Words, start: int, end: int) -> str:
    """The key of a name: its words, in one case where they are all capitals and long."""
    text = words.joined(start, end)
    return text.title() if text.isupper() and len(text) > 5 else text


def surname_of(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The last word of a full name with the particles before it: "van", "der", "Meer" of "Anke van der Meer"."""
    first = len(parts) - 1
    while first > 1 and parts[first - 1] in PARTICLES:
        first -= 1
    return parts[first:]


def decide(words: Words, found: list[Candidate]) -> dict[str, Name]:
    """The names of the document by key, each with its type."""
    names: dict[str, Name] = {}
    for each in found:
        key = key_of(words, each.start, each.end)
        if key not in names:
            names[key] = Name(key, tuple(words.text[each.start : each.end]))
        names[key].places.append(each)
    for name in names.values():
        _weigh(words, name)
    # What stands in headlines only comes last: there, capitals join a name to its neighbours.
    full = sorted(
        (name for name in names.values() if len(name.words) > 1 and not is_title_only(name.words)),
        key=lambda name: (_is_in_headlines_only(words, name), name.places[0].start),
    )
    for name in full:
        name.kind = _best(name)
    for name in full:
        if name.kind == "ORG" and name.words[-1].lower().rstrip(".") in LEGAL_FORMS:
            short = names.get(" ".join(name.words[:-1]).rstrip(","))
            if short is not None and short.kind != "ORG":
                short.weight["ORG"] += 4.0  # "Pacific Gateway" of "Pacific Gateway Inc."
                short.kind = _best(short)
    for name in _called_like_a_body(words, names, full):
        name.weight["PERSON"] += 3.0
        name.kind = _best(name)
    surnames = {name.key.rpartition(" ")[2] for name in full if name.kind == "PERSON" and "-" in name.words}
    surnames.update(" ".join(surname_of(name.words)) for name in full if name.kind == "PERSON")
    for name in full:
        if name.key in surnames or name.key[:1].lower() + name.key[1:] in surnames:
            name.weight["PERSON"] += 5.0  # "Draper-Hill" of Sophie Draper-Hill, "De Wit" of Marijke de Wit
            name.kind = _best(name)
    bearers = _bearers(full)
    for name in full:
        if _is_in_headlines_only(words, name) and _swallows_a_person(name, bearers):
            name.kind = None
    for name in names.values():
        if len(name.words) == 1 and name.words[0][-1] == "s" and name.words[0][:-1] in bearers:
            of_the = all(words.lower[each.start - 1] == "the" for each in name.places if each.start)
            name.weight["OTHER"] += 6.0 * of_the  # "the Webbs", where Marcus Webb is named
    told: set[int] = set()
    for other, name in _in_own_script(words, found, names):
        other.kind = name.kind
        told.add(id(other))
    for acronym, name in (*_acronyms(words, found, names), *_with_the_initials_of_bodies(names, full)):
        if name.kind is not None:
            acronym.weight[name.kind] += 4.0
    for key in _called_like_a_storm(full):
        if key in names:
            names[key].weight["OTHER"] += 6.0
    for name in _short_for_a_thing(words, found, names):
        name.weight["OTHER"] += 5.0
    for word in _short_for_a_company(full):
        if word in names and word not in bearers:
            names[word].weight["ORG"] += 4.0
    for word in _short_for_a_team(full):
        if word in names and word not in bearers:
            names[word].weight["ORG"] += 4.0
    for name in names.values():
        if is_title_only(name.words) and not _is_called_like_a_title(name):
            name.kind = None
        elif len(name.words) == 1 and id(name) not in told:
            _support(name, bearers)
            name.kind = _best(name)
    return names


def _called_like_a_body(words: Words, names: dict[str, Name], full: list[Name]) -> Iterator[Name]:
    """The names that the model takes for a body's, where their last word alone is a person's: "Ana Lima's side … Lima said"."""
    for name in full:
        if name.kind != "ORG" or len(name.words) != 2 or name.weight["ORG"] > _OF_A_BODY:
            continue
        short = names.get(name.words[1])
        voted = [each.kind for each in short.places] if short else []
        known = gazetteer.place_kind(name.words[0]) or gazetteer.country_of_adjective(name.words[0])
        if (
            2 * voted.count("PERSON") > len(voted)
            and not known
            and not any(w.lower() in ORGANISATION for w in name.words)
        ):
            yield name


def _is_in_headlines_only(words: Words, name: Name) -> bool:
    return all(words.titled[each.start] for each in name.places)


def _swallows_a_person(name: Name, bearers: dict[str, Name]) -> bool:
    """True for "Putin Meeting", "Macron Summit": a person of the article and words that are none of a body's or person's name."""
    rest = [word for word in name.words if bearers.get(word, name) is name]
    if not rest or len(rest) == len(name.words):
        return False  # the given name of one and the surname of another are a third one's name
    return not any(word.lower() in ORGANISATION or gazetteer.is_given_name(word) for word in rest)


def is_title_only(parts: tuple[str, ...]) -> bool:
    """True for a title that names nobody by itself: "Prime Minister", "the Pope"."""
    lower = [part.lower() for part in parts]
    if lower[-1] not in HEADS | HONORIFICS or not all(word in _TITLE_WORDS for word in lower):
        return False
    return not gazetteer.is_well_known_organisation(" ".join(parts))


def _is_called_like_a_title(name: Name) -> bool:
    """True for people whose name is a title too: "Dean", "Judge", where the model sees a person and no article stands before."""
    votes = [each.kind for each in name.places]
    return (
        name.weight["PERSON"] > 1.5
        and 2 * votes.count("PERSON") > len(votes)
        and gazetteer.is_given_name(name.words[0])
    )


def _weigh(words: Words, name: Name) -> None:
    votes: dict[str, int] = defaultdict(int)
    for each in name.places:
        if each.kind:
            votes[each.kind] += 1
        for kind, weight in context(words, each).items():
            name.weight[kind] += weight
    seen = sum(votes.values())
    # Contexts add up slowly: ten sentences of one pattern are not ten proofs.
    for kind in TYPES:
        total = name.weight[kind]
        name.weight[kind] = total if abs(total) <= 3 else (3 + log2(abs(total) - 2)) * (1 if total > 0 else -1)
    for kind, count in votes.items():
        name.weight[kind] += 2.0 * count / seen + 0.3 * log2(1 + count)
    own = shape(name.words, name.key, loud=all(words.loud[each.start] for each in name.places))
    for kind, weight in own.items():
        name.weight[kind] += weight
    if name.key in _CELESTIAL_OUTLETS and not any(_reports(words, each) for each in name.places):
        name.weight["OTHER"] += 6.0
    if len(name.words) == 1 and _is_common_word(words, name):
        for kind in ("PERSON", "ORG", "PLACE"):
            name.weight[kind] -= 2.5
    elif len(name.words) == 1 and not own and _is_in_headlines_only(words, name):
        # Seen in headlines only, where every word has a capital.
        for kind in ("PERSON", "ORG", "PLACE"):
            name.weight[kind] -= 1.5


def _reports(words: Words, each: Candidate) -> bool:
    """True where a newspaper would stand: "the Sun reported", "told the Sun", "the Sun newspaper"."""
    token = words.doc[each.end - 1]
    around = words.lower[max(0, each.start - 2) : each.start] + words.lower[each.end : each.end + 1]
    press = any(word in SORTS_OF_ORGANISATION for word in around)
    return press or token.head.lemma_ in SAYING or token.head.lemma_ in ("report", "publish", "according", "to")


def _is_common_word(words: Words, name: Name) -> bool:
    """True for "Oxygen" at the beginning of sentences in an article that speaks of oxygen: no name anywhere else in it."""
    word = name.words[0]
    if word.lower() not in words.plain or not word[1:].islower() or gazetteer.is_given_name(word):
        return False
    if gazetteer.is_family_name(word) or gazetteer.place_kind(word) or gazetteer.is_well_known_organisation(word):
        return False
    return all(words.initial[each.start] or words.titled[each.start] for each in name.places)


def _best(name: Name) -> str | None:
    kind = max(TYPES, key=lambda each: (name.weight[each], -TYPES.index(each)))
    least = _LEAST if any(each.kind for each in name.places) else _LEAST_UNSEEN
    return kind if name.weight[kind] >= least else None


def _acronyms(words: Words, found: list[Candidate], names: dict[str, Name]) -> Iterator[tuple[Name, Name]]:
    """The names of one word that stand in brackets behind a name with their initials: "European Central Bank (ECB)"."""
    ends = {each.end: each for each in found}
    for each in found:
        if each.end - each.start != 1 or words.text[each.start - 1] != "(" or each.start < 2:
            continue
        before = ends.get(each.start - 1)
        if before and before.end - before.start > 1:
            initials = "".join(part[0] for part in words.text[before.start : before.end] if part[0].isupper())
            short = words.text[each.start]
            fits = sum(c in initials for c in short.upper()) >= 0.6 * len(short) and short[0].upper() in initials[:2]
            alone = words.text[each.end : each.end + 1] == [")"] and before.kind == "ORG"
            if fits or alone:  # "… Institute of Volcanology and Seismology (Phivolcs)"
                yield names[key_of(words, each.start, each.end)], names[key_of(words, before.start, before.end)]


def _with_the_initials_of_bodies(names: dict[str, Name], full: list[Name]) -> Iterator[tuple[Name, Name]]:
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


def _in_own_script(words: Words, found: list[Candidate], names: dict[str, Name]) -> Iterator[tuple[Name, Name]]:
    """The names in another script that stand in brackets behind one in Latin: "Xi Jinping (习近平)"."""
    ends = {each.end: each for each in found}
    for each in found:
        before = ends.get(each.start - 1)
        if before and words.text[each.start - 1] == "(" and words.is_foreign(each.start):
            yield names[key_of(words, each.start, each.end)], names[key_of(words, before.start, before.end)]


def _called_like_a_storm(full: list[Name]) -> Iterator[str]:
    """What storms and telescopes of the article are called alone: the "Dorian" of "Hurricane Dorian"."""
    for name in full:
        if is_storm(name.words):
            yield name.words[-1]
        elif name.words[-1].lower() in _INSTRUMENTS:
            yield from (word for word in name.words[:-1] if word.lower() not in ORGANISATION)


def _short_for_a_thing(words: Words, found: list[Candidate], names: dict[str, Name]) -> Iterator[Name]:
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


def _short_for_a_company(full: list[Name]) -> Iterator[str]:
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


def _short_for_a_team(full: list[Name]) -> Iterator[str]:
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


def _bearers(full: list[Name]) -> dict[str, Name]:
    """Which person a single word of a full name stands for; the first full name wins."""
    found: dict[str, Name] = {}
    for name in full:
        if name.kind == "PERSON":
            for word in (name.words[-1], *name.words[:-1]):
                if len(word) > 1 and word.lower() not in _NO_BEARER and word[0].isupper():
                    found.setdefault(word, name)
    return found


def _support(name: Name, bearers: dict[str, Name]) -> None:
    word = name.words[0]
    bearer = bearers.get(word) or bearers.get(word.title() if word.isupper() else word)
    if bearer is None:
        return
    surname = bearer.words[-1] == word or bearer.words[-1].upper() == word
    strength = 5.0 if surname else 3.0
    if gazetteer.place_kind(word) is not None and not surname:
        strength = 1.0
    name.weight["PERSON"] += strength
