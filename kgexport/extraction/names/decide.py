"""One type for every name of a document, by the weight of all that speaks for it."""

from collections import defaultdict
from collections.abc import Iterator
from math import log2

from kgexport import gazetteer
from kgexport.extraction.names.evidence import context
from kgexport.extraction.names.name import TYPES, Candidate, Name, key_of, surname_of
from kgexport.extraction.names.shape import shape
from kgexport.extraction.names.short_forms import (
    acronyms,
    called_like_a_storm,
    in_own_script,
    short_for_a_company,
    short_for_a_team,
    short_for_a_thing,
    with_a_lost_apostrophe,
    with_the_initials_of_bodies,
)
from kgexport.extraction.names.trimming import LEGAL_FORMS
from kgexport.extraction.names.unexplained import acts, around, is_unexplained, lists
from kgexport.extraction.names.words import (
    BRACKETS,
    CREDENTIALS,
    DETERMINERS,
    ORGANISATION,
    PARTICLES,
    SAYING,
    SORTS_OF_ORGANISATION,
    SUFFIXES,
    Words,
)
from kgexport.gazetteer.titles import HEADS, HONORIFICS, MODIFIERS

_NO_BEARER = PARTICLES | SUFFIXES | CREDENTIALS
_LAST_OF_TITLES = HEADS | HONORIFICS
_TITLE_WORDS = HEADS | MODIFIERS | HONORIFICS | {"of", "the"}
_CELESTIAL_OUTLETS = frozenset({"Sun"})  # a star, where nothing says that it is the newspaper
_LEAST = 1.0  # the weight that a name seen by the model needs
_SURE = 2.9  # the weight of a name that tells what those beside it in a list are
_OF_A_BODY = 3.0  # the weight of a name that is a body's beyond doubt
_LEAST_UNSEEN = 2.4  # … and one that only we see


def decide(words: Words, found: list[Candidate]) -> dict[str, Name]:
    """The names of the document by key, each with its type."""
    names = _gathered(words, found)
    for name in names.values():
        _weigh(words, name)
        if len(name.words) > 1 and is_unexplained(name.words):
            _weigh_around(words, name)
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
    # "Van Halen" of Edward Van Halen, whatever his band is called
    tails = {name.words[cut:] for name in full if name.kind == "PERSON" for cut in range(1, len(name.words) - 1)}
    for name in full:
        if name.words in tails or name.key in surnames or name.key[:1].lower() + name.key[1:] in surnames:
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
    for name in with_a_lost_apostrophe(words, names):
        name.weight["OTHER"] += 6.0
    told: set[int] = set()
    for other, name in in_own_script(words, found, names):
        other.kind = name.kind
        told.add(id(other))
    for acronym, name in (*acronyms(words, found, names), *with_the_initials_of_bodies(names, full)):
        if name.kind is not None:
            acronym.weight[name.kind] += 4.0
    for key in called_like_a_storm(full):
        if key in names:
            names[key].weight["OTHER"] += 6.0
    for name in short_for_a_thing(words, found, names):
        name.weight["OTHER"] += 5.0
    for word in short_for_a_company(full):
        if word in names and word not in bearers:
            names[word].weight["ORG"] += 4.0
    for word in short_for_a_team(full):
        if word in names and word not in bearers:
            names[word].weight["ORG"] += 4.0
    _weigh_alone(words, found, names, {key for key, name in names.items() if id(name) not in told} - bearers.keys())
    for name in names.values():
        if len(name.key) > 1 and name.key.lower() in DETERMINERS:
            name.kind = None  # the "Your" of a headline
        elif is_title_only(name.words) and not _is_called_like_a_title(name):
            name.kind = None
        elif len(name.words) == 1 and id(name) not in told:
            _support(name, bearers)
            name.kind = _best(name)
    return names


def _gathered(words: Words, found: list[Candidate]) -> dict[str, Name]:
    names: dict[str, Name] = {}
    for each in found:
        key = key_of(words, each.start, each.end)
        if key not in names:
            parts = (text for text in words.text[each.start : each.end] if text not in BRACKETS)
            names[key] = Name(key, tuple(parts) or (key,))
        names[key].places.append(each)
    return names


def _weigh_alone(words: Words, found: list[Candidate], names: dict[str, Name], keys: set[str]) -> None:
    """Weighs the names of one word among ``keys`` that nothing in the article explains."""
    alone = [name for key, name in names.items() if key in keys and len(name.words) == 1 and is_unexplained(name.words)]
    for name in alone:
        _weigh_around(words, name)
    _weigh_lists(words, found, names, alone)
    for name in alone:
        _doubt(words, name)


def _weigh_around(words: Words, name: Name) -> None:
    """Adds what stands around a name that nothing explains; each type by its strongest sentence, and a little for others."""
    name.around = around(words, name.places, told=name.told > 0)
    for kind, weight in name.around.items():
        name.weight[kind] += _slowly(weight)


def _weigh_lists(words: Words, found: list[Candidate], names: dict[str, Name], alone: list[Name]) -> None:
    """Names that nothing explains are what those are with which they stand in a list: "Arlo, Ana Lima and Vorna"."""
    unsure = {name.key for name in alone}
    for listed, closed in lists(words, found):
        keys = [key_of(words, each.start, each.end) for each in listed]
        kinds = {_best(names[key]) for key in keys if key not in unsure and max(names[key].weight.values()) >= _SURE}
        kind = kinds.pop() if len(kinds) == 1 else None
        if closed and kind in ("PERSON", "ORG", "PLACE"):
            for key in {*keys} & unsure:
                names[key].around[kind] = names[key].around.get(kind, 0.0) + 1.5
                names[key].weight[kind] += 1.5
        elif all(each.kind == "PERSON" for each in listed) and any(gazetteer.is_family_name(key) for key in keys):
            for key in {*keys} & unsure:  # "Clayton, Vorna": people by their surnames, as the model has it
                names[key].around["PERSON"] = names[key].around.get("PERSON", 0.0) + 0.5
        elif closed and _may_all_be_people(words, listed, keys):
            for key in {*keys} & unsure:  # "Santana, Dylan and Joel", of whom the model passes over the last two
                names[key].weight["PERSON"] += 2.0


def _may_all_be_people(words: Words, listed: list[Candidate], keys: list[str]) -> bool:
    if words.lower[listed[-1].end : listed[-1].end + 1] == ["families"]:
        return False
    seen = [each.kind for each in listed]
    known = all(gazetteer.is_given_name(key) or gazetteer.is_family_name(key) for key in keys)
    return known and "PERSON" in seen and all(kind in ("PERSON", None) for kind in seen)


def _doubt(words: Words, name: Name) -> None:
    """Nobody is called by a word beside which nothing tells of a person, and which does and owns nothing."""
    told = name.told + name.around.get("PERSON", 0.0)
    known = gazetteer.is_given_name(name.words[0]) or gazetteer.is_family_name(name.words[0])
    if told <= 0 and not known and not any(acts(words, each) for each in name.places):
        name.weight["PERSON"] -= 2.2


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
    if lower[-1] not in _LAST_OF_TITLES or not all(word in _TITLE_WORDS for word in lower):
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
        found = context(words, each)
        name.told += found.get("PERSON", 0.0)
        for kind, weight in found.items():
            name.weight[kind] += weight
    seen = sum(votes.values())
    for kind in TYPES:
        name.weight[kind] = _slowly(name.weight[kind])
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


def _slowly(weight: float) -> float:
    """Contexts add up slowly: ten sentences of one pattern are not ten proofs."""
    return weight if abs(weight) <= 3 else (3 + log2(abs(weight) - 2)) * (1 if weight > 0 else -1)


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
    return all(words.is_initial(each.start) or words.titled[each.start] for each in name.places)


def _best(name: Name) -> str | None:
    kind = max(TYPES, key=name.weight.__getitem__)  # of equals the first
    least = _LEAST if any(each.kind for each in name.places) else _LEAST_UNSEEN
    return kind if name.weight[kind] >= least else None


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
