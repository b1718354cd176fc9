"""Names that nothing in the article explains: no known place or body, no word of somebody's full name.

The model takes most of them for people, since it was shown more of these than of foreign towns, clubs, shops and apps. So what
each is has to be told by what stands around it; and a word around which nobody is told of is nobody's name.
"""

from collections.abc import Iterator, Mapping

from kgexport import gazetteer
from kgexport.extraction.matches import plays
from kgexport.extraction.names.name import Candidate
from kgexport.extraction.names.words import (
    BEFORE_PLACE,
    COMING,
    KIN,
    LEADING,
    LED,
    MEETING,
    OF_COMPANY,
    OF_SOMEBODY,
    PEOPLES,
    PLACE_HEADS,
    POSSESSIVES,
    QUOTES,
    REIGNS,
    SHIPS,
    SITES,
    SORTS_OF_ORGANISATION,
    SORTS_OF_THING,
    STORMS,
    SUFFERED,
    TALKING,
    Words,
)
from kgexport.extraction.tree import Token
from kgexport.gazetteer.titles import HEADS, WEAK_HEADS

Weights = dict[str, float]
Kinds = Mapping[tuple[int, int], str]

_CALLED = frozenset({"called", "dubbed", "entitled", "named", "nicknamed", "surnamed", "titled"})
_LINKING = frozenset({"and", "or", "&"})
_THEIR_OWN = frozenset({"her", "his", "herself", "himself"})
_SHARES = frozenset({"shares", "stake", "stakes"})
_DIRECTIONS = frozenset({"about", "north", "northeast", "northwest", "south", "southeast", "southwest"})
_LENGTHS = frozenset({"kilometers", "kilometres", "km", "miles"})
_PERSONAL_NOUNS = KIN | (HEADS - WEAK_HEADS)
_OF_PEOPLE = ("ant", "ee", "ent", "er", "ian", "ist", "man", "or")  # "resident", "worker", "politician"
_OWNED_BY_PEOPLE = OF_SOMEBODY | SUFFERED
_NOT_UNEXPLAINED = PEOPLES | BEFORE_PLACE
_MARKS = QUOTES | {"'", "’"}
# Behind the noun of an apposition; a verb there has the noun for its subject.
_BEHIND_APPOSITIONS = frozenset(
    {",", ".", "of", "in", "near", "on", "for", "that", "which", "where", "based", "owned", "run"}
)
_STOPS = frozenset(
    {"bus", "fire", "gas", "metro", "petrol", "police", "polling", "power", "railway", "subway", "train"}
)
_APPOSITION = 7  # words that are looked through for what a name is
_LONG = 5  # words in a name that is hardly one any more
_FURTHEST = 4  # words between a length and a direction


def around(words: Words, places: list[Candidate], *, told: bool) -> Weights:
    """The weight that the words around the occurrences of such a name add to each type.

    ``told``: something else around them speaks for a person already.
    """
    found: Weights = {}
    first = places[0]
    town = not told and first.end - first.start == 1 and all(each.kind in ("PERSON", "PLACE", None) for each in places)
    for each in places:
        where = _where(words, each) if town else {}
        for part in (_before(words, each), where, _behind(words, each), _as_part(words, each)):
            for kind, weight in part.items():
                found[kind] = found.get(kind, 0.0) + weight
    return found


def _before(words: Words, each: Candidate) -> Weights:
    start = each.start
    i = start - 1
    while i > 0 and words.text[i] in _MARKS and words.touches(i + 1):
        i -= 1
    if i < 0 or words.opens[i + 1]:
        return {}
    before, earlier = words.lower[i], words.lower[i - 1] if i else ""
    if before == "old" and earlier == "-" and not _goes_on(words, each.end):
        return {"PERSON": 2.5}  # "20-year-old Sanjor", but "a 20-year-old Leeds man"
    if before in SHIPS:
        return {"OTHER": 6.0}
    if before == "one" and words.tag[start].startswith("NNP"):
        return {"PERSON": 1.5}  # "one Vijay was held"
    if before == "degrees":
        return {"OTHER": 6.0}  # "90 degrees Kelvin"
    if before in _CALLED:
        return _called(words, i)
    if before in ("of", "for", "at", "in") and i:
        return {} if _goes_on(words, each.end) and words.named[each.end] else _of(words, i)
    common = words.tag[i] in ("NN", "NNS") and words.text[i].islower()
    if before in KIN and common:
        return {"PERSON": 2.0}
    if before == "," and earlier in KIN:
        return {"PERSON": 1.5}
    return _sort(before) if common and each.end - start < _LONG else {}


def _goes_on(words: Words, end: int) -> bool:
    """True where a noun follows, which the name tells more of."""
    return words.follows(end) and words.tag[end].startswith("NN")


def _sort(noun: str) -> Weights:
    """What a name is that stands behind a noun that says so: "the coastal city Vorna", "the quartet Vorna", "the app Vorna"."""
    if noun in PLACE_HEADS and noun not in HEADS:
        return {"PLACE": 2.5, "PERSON": -1.5}
    if noun in SORTS_OF_ORGANISATION:
        return {"ORG": 2.5, "PERSON": -1.5}
    if noun in STORMS:
        return {"OTHER": 6.0}
    return {"OTHER": 3.0} if noun in SORTS_OF_THING else {}


def _called(words: Words, i: int) -> Weights:
    """What a name is behind "called" at ``i``: the noun before tells."""
    if words.lower[i] == "surnamed":
        return {"PERSON": 2.5}
    noun = words.lower[i - 1] if i else ""
    if noun in _PERSONAL_NOUNS:
        return {"PERSON": 2.0}
    if words.tag[i - 1] != "NN":
        return {}
    if noun.endswith(_OF_PEOPLE):
        return {"PERSON": 1.5}
    return _sort(noun) or ({"PERSON": -2.5} if words.lower[i] != "named" else {})  # "a lipstick called Vorna"


def _where(words: Words, each: Candidate) -> Weights:
    """Towns that nobody knows are taken for people: "travelled from Tolvan", "a ceremony in Tavari"."""
    owner = words.lower[each.end : each.end + 1] in (["'s"], ["’s"])  # "in Bukar's country"
    if not each.start or words.opens[each.start] or words.text[each.start].isupper() or owner:
        return {}
    before = words.lower[each.start - 1]
    if before == "from":
        source = words.doc[each.start - 1].head
        return {"PLACE": 1.8, "PERSON": -0.5} if source.lemma_ in COMING or source.lower_ in _PERSONAL_NOUNS else {}
    return {"PLACE": 1.0} if before == "in" else {}


def _of(words: Words, i: int) -> Weights:
    """What a name is behind a preposition at ``i``."""
    preposition, noun = words.lower[i], words.lower[i - 1]
    if preposition in ("of", "for") and noun in LEADING:
        return {"ORG": 1.5, "PLACE": -1.0, "PERSON": -0.5}  # "director of Vorna"
    if preposition in ("of", "in") and noun in _SHARES:
        return {"ORG": 2.5, "PLACE": -1.0}
    if preposition == "of" and noun in SUFFERED:
        return {"PERSON": 1.5}  # "the arrest of Vorna"
    if preposition == "at" and noun in HEADS:
        return {"ORG": 1.5}  # "an analyst at Vorna"
    return {}


def _behind(words: Words, each: Candidate) -> Weights:
    end = each.end
    if end + 1 >= words.size or words.opens[end]:
        return {}
    after = words.lower[end]
    if after in POSSESSIVES:
        return _owned(words, end + 1)
    if after in _MARKS and words.touches(end):
        end += 1
        after = words.lower[end]
    common = words.text[end].islower() and words.tag[end].startswith("NN") and words.follows(end)
    if common and after in SITES and not words.text[each.start].isupper():
        return {"PLACE": 2.5, "PERSON": -1.5}  # "Tolvan village"
    if common and after in REIGNS:
        return {"PERSON": 3.5}  # "the Reagan administration"
    if common and after in LED and not words.text[each.start].isupper():
        return {"ORG": 2.0, "PERSON": -1.0}  # "Vorna customers", "the Vorna daily"
    if after != ",":
        return {}
    if _is_so_far_off(words, end + 1):
        return {"PLACE": 2.5, "PERSON": -1.5}
    return _apposition(words, end + 1)


def _owned(words: Words, i: int) -> Weights:
    """What a name is that owns the noun behind "'s" and an adjective at ``i``."""
    for k in range(i, min(i + 2, words.size)):
        if words.lower[k] in OF_COMPANY:
            return {"ORG": 2.5, "PERSON": -1.0, "PLACE": -1.0}
        if words.lower[k] in _OWNED_BY_PEOPLE:
            return {"PERSON": 2.0}
    return {}


def _is_so_far_off(words: Words, i: int) -> bool:
    """True for "about 31 km southwest of", "south of" at ``i``."""
    ahead = words.lower[i : i + _FURTHEST + 1]
    if ahead[1:2] == ["of"] and ahead[0] in _DIRECTIONS:
        return True
    return any(word in _LENGTHS for word in ahead) and any(
        word in ("from", "of") or word in _DIRECTIONS for word in ahead
    )


def _apposition(words: Words, i: int) -> Weights:
    """What "a new company in which", "an online database of" at ``i`` says of the name before."""
    if i >= words.size or words.lower[i] not in ("a", "an", "the", "another", "one"):
        return {}
    for k in range(i + 1, min(i + _APPOSITION, words.size)):
        following = words.tag[k + 1] if k + 1 < words.size else ""
        if words.tag[k] == "NN" and not following.startswith("NN"):
            ends = following in ("", "VBN") or words.lower[k + 1] in _BEHIND_APPOSITIONS
            return _sort(words.lower[k]) if ends and words.lower[k - 1] not in _STOPS else {}
        if words.tag[k][:2] not in ("JJ", "CD", "NN", "RB", "VB", "HY") and words.text[k] not in ("-", "'s", "’s"):
            return {}
    return {}


def _as_part(words: Words, each: Candidate) -> Weights:
    token = words.doc[each.end - 1]
    if plays(token):
        return {"ORG": 2.0, "PERSON": -1.0}
    verb = token.head
    if (token.dep_ == "dobj" and verb.lemma_ in MEETING) or _is_met(token):
        return {"PERSON": 1.0}
    if token.dep_ not in ("nsubj", "nsubjpass"):
        return {}
    if verb.lemma_ == "be" and any(child.dep_ == "attr" and child.lower_ in _PERSONAL_NOUNS for child in verb.children):
        return {"PERSON": 2.0}  # "Vorna is a guide"
    reports = verb.lemma_ == "report" and words.lower[max(0, each.start - 1)] != "the"
    if reports or _calls_itself_a_body(verb):
        return {"ORG": 1.5, "PERSON": -0.5}
    if _suffers(token, verb):
        return {"PERSON": 1.5}
    return {"PERSON": 1.2} if _has_its_own(token, verb) else {}


def _calls_itself_a_body(verb: Token) -> bool:
    """True for "revealed that the company had" and "said it would hire", where whoever does so is the company."""
    clauses = (child for child in verb.children if child.dep_ == "ccomp")
    subjects = (part for clause in clauses for part in clause.children if part.dep_ in ("nsubj", "nsubjpass"))
    return any(
        (part.lower_ == "it" and verb.i < part.i <= verb.i + 2)  # "that"
        or (part.lower_ in SORTS_OF_ORGANISATION and any(left.lower_ == "the" for left in part.lefts))
        for part in subjects
    )


def _is_met(token: Token) -> bool:
    """True for "a call with Vorna", "met with Vorna"."""
    return token.dep_ == "pobj" and token.head.lower_ == "with" and token.head.head.lemma_ in TALKING


def _suffers(subject: Token, verb: Token) -> bool:
    """True for "was killed", "died"."""
    if subject.dep_ == "nsubjpass":
        return verb.lower_ in SUFFERED
    return verb.lemma_ in ("die", "marry")


def _has_its_own(subject: Token, verb: Token) -> bool:
    """True for "put up her feet" behind the subject: no body is a she."""
    objects = [child for child in verb.children if child.i > subject.i and child.dep_ in ("dobj", "attr")]
    objects += [
        each for child in verb.children if child.dep_ == "prep" for each in child.children if each.dep_ == "pobj"
    ]
    return any(each.lower_ in _THEIR_OWN or any(own.lower_ in _THEIR_OWN for own in each.lefts) for each in objects)


def acts(words: Words, each: Candidate) -> bool:
    """True where a person may well stand: the subject of a verb, the owner of something."""
    token = words.doc[each.end - 1]
    while token.dep_ == "conj":
        token = token.head
    return token.dep_ in ("nsubj", "nsubjpass", "poss") or (token.dep_ == "pobj" and token.head.lower_ == "by")


def lists(words: Words, found: list[Candidate]) -> Iterator[tuple[list[Candidate], bool]]:
    """The candidates that stand beside each other, and whether they are surely a list: "Arlo, Vorna and Tebe"."""
    chain: list[Candidate] = []
    closed = False
    for each in found:
        link = _link(words, chain[-1].end, each.start) if chain else None
        if link is None or closed:
            if len(chain) > 1:
                yield chain, closed
            chain, closed = [each], False
            continue
        chain.append(each)
        closed = link
    if len(chain) > 1:
        yield chain, closed


def _link(words: Words, end: int, start: int) -> bool | None:
    """Whether what stands between two names ends a list (True: "and"), goes on with it (False: a comma), or does neither."""
    between = words.lower[end:start]
    if words.opens[start] or not 0 < len(between) < 3:
        return None
    if between[-1] in _LINKING:
        return True if len(between) == 1 or between[0] == "," else None
    return False if between == [","] else None


def is_unexplained(parts: tuple[str, ...]) -> bool:
    """True for a name that is no known place's or body's; one of several words is explained by a given name or a people, too."""
    name = " ".join(parts)
    first = len(parts) > 1 and (
        gazetteer.is_given_name(parts[0]) or gazetteer.country_of_adjective(parts[0]) is not None
    )
    return not (
        first
        or name.lower() in _NOT_UNEXPLAINED
        or gazetteer.place_kind(name)
        or gazetteer.country_of_adjective(name)
        or gazetteer.country_of_people(name)
        or gazetteer.is_well_known_organisation(name)
    )
