"""What speaks for a name being a person, an organisation or a place: the words around one occurrence."""

from kgexport.extraction.matches import plays
from kgexport.extraction.names.clubs import is_a_team_of_many, is_before_a_player
from kgexport.extraction.names.name import Candidate
from kgexport.extraction.names.words import (
    BEFORE_PLACE,
    BUILDINGS,
    CREDENTIALS,
    DASHES,
    GOVERNING,
    MOVING,
    OF_NEWS,
    OF_ORGANISATION,
    OF_PEOPLE,
    OF_PLACE,
    OF_TEAM,
    ORGANISATION,
    PERSONAL,
    PLACE_HEADS,
    PLACE_NOUNS,
    POSSESSIVES,
    SAYING,
    SORTS_OF_ORGANISATION,
    WINNING,
    Words,
)
from kgexport.extraction.tree import Token
from kgexport.gazetteer import is_capital, is_family_name, is_given_name, place_kind
from kgexport.gazetteer.titles import HEADS, HONORIFICS, WEAK_HEADS
from kgexport.model import PlaceKind

Weights = dict[str, float]
_REGIONS = (PlaceKind.COUNTRY, PlaceKind.REGION)
# Who works for a body and for nobody else, before the name of this one.
_WORKS_FOR = frozenset(
    {"analyst", "analysts", "correspondent", "economist", "goalkeeper", "midfielder", "quarterback", "strategist"}
)
_OF_BODIES = OF_ORGANISATION | HEADS
_BODIES_AND_TITLES = ORGANISATION | HEADS
_THE = frozenset({"the", "a", "an", "this", "that"})
_LONG = 5  # words in a name that is hardly one any more
_SHORT = 3  # and in a name that is more than a town's
_WHERE = frozenset({"at", "in", "inside", "near", "outside"})
_VISITED = BUILDINGS - {"school"}
_CITING = frozenset({"citing", "quoting"})
_PARTS_OF_BODIES = frozenset(
    {"branch", "bureau", "campus", "factory", "headquarters", "office", "offices", "plant", "plants"}
)
_OIL = frozenset({"crude"})
_REPORTED = frozenset({"reported", "reports"})
_CLAUSE = 30  # words that are looked through for the other half of "reported …, citing"
_APPOSITION = 7  # words that are looked through for a title behind a name


def context(words: Words, each: Candidate) -> Weights:
    """The weight that the words around an occurrence add to each type."""
    found: Weights = {}
    for part in (_before(words, each), _behind(words, each), _as_subject(words, each), _as_dateline(words, each)):
        for kind, weight in part.items():
            found[kind] = found.get(kind, 0.0) + weight
    common = words.text[each.start][1:].islower() and not words.tag[each.start].startswith("NNP")
    if words.is_initial(each.start) and each.end - each.start == 1 and common:
        # The first word of a sentence that the tagger takes for a common one.
        for kind in ("PERSON", "ORG", "PLACE"):
            found[kind] = found.get(kind, 0.0) - 1.5
    return found


def _before(words: Words, each: Candidate) -> Weights:
    start = each.start
    if not start or words.opens[start]:
        return {}
    before = words.lower[start - 1]
    if each.end - start == 1 and words.lower[start].rstrip(".") in CREDENTIALS and words.named[start - 1]:
        return {"PERSON": -4.0, "ORG": -4.0, "PLACE": -4.0}  # "Pieter Marais SC"
    if before in HONORIFICS or before.rstrip(".") in HONORIFICS:
        return {"PERSON": 4.0}
    if before in SORTS_OF_ORGANISATION and words.text[start].isupper() and each.end - start == 1:
        return {"ORG": 3.0, "PERSON": -3.0}  # "state broadcaster RTB"
    if before in HEADS:
        named = before not in WEAK_HEADS and (start < 2 or words.lower[start - 2] not in _THE)
        return {"PERSON": 2.5 if named else 1.0}
    if before == "the":
        visited = _is_visited(words, each)
        return {"PERSON": -2.0, "PLACE": 2.0, "ORG": -0.7} if visited else {"PERSON": -2.0}
    if before in SORTS_OF_ORGANISATION and words.tag[start - 1] == "NN" and each.end - start < _LONG:
        return {"ORG": 3.0, "PERSON": -2.0}
    if before == "," and _is_apposition_of_title(words, each):
        return {"PERSON": 1.8, "PLACE": -1.0}
    if before == "," and _is_apposition_of_body(words, each):
        return {"ORG": 2.5, "PERSON": -1.5, "PLACE": -1.0}
    if before in BEFORE_PLACE:
        foreign = each.end - each.start > 1 and not any(map(is_given_name, words.text[each.start : each.end]))
        if before == "in" and foreign:
            return {"PLACE": 2.0, "PERSON": -1.0}  # "in Ciudad Juárez": the model takes foreign towns for people
        if before == "near" and not words.text[start].isupper():  # "near KTF posts" is near a body's
            return {"PLACE": 1.2, "ORG": -0.8, "PERSON": -0.3}
        return {"PLACE": 1.0 if before == "in" else 0.7, "PERSON": -0.3}
    if before == "of" and start > 2 and _is_somebody_of(words, each):
        return {"PLACE": 2.5, "PERSON": -2.5} if _who_follows(words, each.end) else {"PLACE": 1.5, "PERSON": -1.0}
    short = each.end - start < _SHORT and words.lower[each.end : each.end + 1] == [","]
    if before == "of" and short and start > 1 and words.lower[start - 2] in GOVERNING:
        return {"PLACE": 3.0, "PERSON": -3.0}  # "the governor of Mendoza, Alfredo Ruiz"
    if before == "of" and start > 1 and words.lower[start - 2] in OF_PLACE:
        return {"PLACE": 2.0, "PERSON": -1.5, "ORG": -1.0}  # "the town of Barking", "residents of Char Kolmi"
    if before == "to" and start > 1 and words.doc[start - 2].lemma_ in MOVING:
        return {"PLACE": 1.2, "PERSON": -0.5}  # "travelled to Khulna"
    return {"ORG": 0.3, "PLACE": 0.3} if before == "at" else {}


def _is_visited(words: Words, each: Candidate) -> bool:
    """True for "at the Harwick Museum": it is a building there. "Scientists at the Harwick Centre" are of the body."""
    before = each.start - 2
    if before < 1 or words.lower[before] not in _WHERE or words.lower[before - 1] in _OF_BODIES:
        return False
    return any(words.lower[i] in _VISITED for i in range(each.start, each.end) if words.named[i])


def _behind(words: Words, each: Candidate) -> Weights:
    end = each.end
    if end >= words.size or words.opens[end]:
        return {}
    after = words.lower[end]
    if _who_follows(words, end):
        return {"PERSON": 1.5}
    if _reports_on_evidence(words, end):
        return {"ORG": 3.0, "PERSON": -3.0, "PLACE": -2.0}
    if _is_age(words, end):
        return {"PERSON": 2.5}
    if after == "," and _title_follows(words, end + 1):
        return {"PERSON": 1.8}
    if after == "," and _sort_of_place_follows(words, end + 1):
        return {"PLACE": 2.5, "PERSON": -1.5}
    if after == "," and _region_follows(words, end + 1) and not any(map(is_given_name, words.text[each.start : end])):
        return {"PLACE": 1.5, "PERSON": -0.7}
    if after == "news" and words.lower[end + 1 : end + 2] and words.lower[end + 1] in OF_NEWS:
        return {"ORG": 3.0, "PERSON": -2.0}  # "Fars news agency"
    if after in _PARTS_OF_BODIES and place_kind(words.joined(each.start, end)) is not None:
        return {"PLACE": 1.5, "ORG": -1.5}  # "the Perth office of"
    if after in _OIL:
        return {"OTHER": 5.0}  # "Brent crude"
    if after in _WORKS_FOR and end + 1 < words.size and words.named[end + 1] and not words.opens[end + 1]:
        return {"ORG": 3.0, "PERSON": -3.0}  # "Harlan Webb analyst Ana Lima"
    if is_before_a_player(words, each):
        return {"ORG": 3.0, "PERSON": -1.5}
    if _is_of_team(words, end):
        return {"ORG": 1.5, "PERSON": -0.5}
    if after in OF_ORGANISATION and words.tag[end].startswith("NN"):
        return {"ORG": 0.5}
    if after in HEADS and after not in WEAK_HEADS and end + 1 < words.size and words.named[end + 1]:
        acronym = words.text[each.start].isupper() and not words.loud[each.start]
        return {
            "ORG": 2.0 if acronym else 0.8,
            "PERSON": -1.5,
        }  # "Frente Renovador leader Sergio Massa", "DSW chairman"
    if after in OF_PEOPLE:
        return {"NORP": 1.2}
    return {"PLACE": 2.5, "PERSON": -1.5} if after in PLACE_NOUNS else {}


def _reports_on_evidence(words: Words, i: int) -> bool:
    """True for ", citing a memo, reported" and "reported, quoting police" at ``i``: who does so is a newspaper or a station."""
    if words.lower[i] in _REPORTED:
        stop = next((k for k in range(i + 1, min(i + _CLAUSE, words.size)) if words.text[k] == "."), i)
        return any(words.lower[k] in _CITING and words.text[k - 1] == "," for k in range(i + 1, stop))
    if words.lower[i] != "," or _CITING.isdisjoint(words.lower[i + 1 : i + 2]):
        return False
    closing = (k for k in range(i + 2, min(i + _CLAUSE, words.size - 1)) if words.text[k] == ",")
    return any(words.lower[k + 1] in _REPORTED for k in closing)


def _is_somebody_of(words: Words, each: Candidate) -> bool:
    """True for "Ana Lima of Lansing", and for "Ana Lima of Lansing, who" whatever the model takes her for.

    "Ana Lima of Lansing Police" is of a body.
    """
    if words.lower[each.end - 1] in ORGANISATION and each.end - each.start > 1:
        return False
    labels = words.label[each.start - 3 : each.start - 1]
    return labels == ["PERSON", "PERSON"] or (
        _who_follows(words, each.end)
        and all(words.named[each.start - 3 : each.start - 1])
        and words.lower[each.start - 2] not in _BODIES_AND_TITLES
    )


def _who_follows(words: Words, i: int) -> bool:
    """True for "who" and ", whom" at ``i``."""
    comma = i < words.size and words.lower[i] == ","
    return words.lower[i + comma : i + comma + 1] in (["who"], ["whom"])


def _is_of_team(words: Words, i: int) -> bool:
    """True for "'s coach" and "striker Ana Lima" behind the name of a town or country."""
    if words.lower[i] in POSSESSIVES:
        return i + 1 < words.size and words.lower[i + 1] in OF_TEAM
    return words.lower[i] in OF_TEAM and words.tag[i].startswith("NN")


def _is_apposition_of_title(words: Words, each: Candidate) -> bool:
    """True for a name behind its title: "the president of Namibia, Ana Lima,"."""
    token = words.doc[each.end - 1]
    head = token.head
    if token.dep_ != "appos" or head.i >= each.start:
        return False
    if head.dep_ == "pobj" and head.head.lower_ == "of":  # the parser hangs it on the country
        head = head.head.head
    return head.lower_ in HEADS and head.lower_ not in WEAK_HEADS and head.tag_ in ("NN", "NNP")


def _is_apposition_of_body(words: Words, each: Candidate) -> bool:
    """True for a name behind what it is: "the state seismology agency, Phivolcs,"."""
    token = words.doc[each.end - 1]
    named_after = token.dep_ == "appos" and token.head.i < each.start and token.head.tag_ == "NN"
    return named_after and token.head.lower_ in SORTS_OF_ORGANISATION


def _is_age(words: Words, i: int) -> bool:
    """True for ", 45," and "(45)" at ``i``."""
    if words.text[i] not in (",", "(") or i + 2 >= words.size:
        return False
    number = words.text[i + 1]
    in_years = number.isascii() and number.isdecimal() and len(number) < 4 and 5 < int(number) < 111
    return in_years and words.text[i + 2] in (",", ")", ".")


def _title_follows(words: Words, i: int) -> bool:
    """True for ", the president of", ", a professor at", ", director of the" behind a name."""
    for k in range(i, min(i + _APPOSITION, words.size)):
        low = words.lower[k]
        if low in (",", ".", ";", "and", "who") or words.tag[k].startswith("VB"):
            return False
        if low in HEADS and words.tag[k] in ("NN", "NNP"):
            return True
    return False


def _sort_of_place_follows(words: Words, i: int) -> bool:
    """True for ", a village near", ", the second largest city" behind a name; ", a district attorney" is none."""
    if i >= words.size or words.lower[i] not in _THE:
        return False
    for k in range(i + 1, min(i + _APPOSITION, words.size)):
        if words.lower[k] in PLACE_HEADS and words.tag[k] == "NN":
            return not words.tag[k + 1].startswith("NN") if k + 1 < words.size else True
        if words.tag[k][:2] not in ("JJ", "CD", "NN", "RB", "HY") or words.named[k]:
            return False
    return False


def _region_follows(words: Words, i: int) -> bool:
    """True for ", Mexico" and ", Texas," behind the name of a town; False for ", Mexico's president"."""
    if i >= words.size or place_kind(words.text[i]) not in _REGIONS:
        return False
    return i + 1 >= words.size or words.lower[i + 1] not in ("'s", "’s", "'", "’")


def _as_subject(words: Words, each: Candidate) -> Weights:
    token = words.doc.words[each.end - 1]
    if token.dep_ not in ("nsubj", "nsubjpass"):
        return {}
    if _is_only_a_capital(words, each):
        return {}  # "Kigali denies" is a government
    if (each.end - each.start == 1 or not is_given_name(words.text[each.start])) and is_a_team_of_many(words, each):
        return {"ORG": 1.5, "PERSON": -2.5}
    if token.head.lemma_ in SAYING:
        itself = any(
            part.lower_ == "it" for clause in token.head.children if clause.dep_ == "ccomp" for part in clause.children
        )
        # "Acme said it would hire"
        return {"PERSON": 0.2, "ORG": 1.2, "PLACE": -0.6} if itself else {"PERSON": 0.8, "ORG": 0.2, "PLACE": -0.6}
    if place_kind(words.joined(each.start, each.end)) is not None and plays(token):
        return {}  # "Baltimore beat Ana Lima 7-1"
    if each.end - each.start == 1 and _is_of_one_person(token.head):
        return {"PERSON": 2.0, "ORG": -1.0, "PLACE": -1.0}
    return {}


def _is_only_a_capital(words: Words, each: Candidate) -> bool:
    name = words.joined(each.start, each.end)
    return is_capital(name) and not is_given_name(name) and not is_family_name(name)


def _is_of_one_person(verb: Token) -> bool:
    """True for what a person does and no body: "served as a naval officer", "retired", "beat Ana Ruiz"."""
    if verb.lemma_ in PERSONAL and verb.dep_ == "ROOT":
        return True
    if verb.lemma_ == "serve":
        posts = (post for each in verb.children if each.lower_ == "as" for post in each.children)
        return any(post.lower_ in HEADS for post in posts)
    beaten = (each for each in verb.children if each.dep_ == "dobj")
    return verb.lemma_ in WINNING and any(each.ent_type_ == "PERSON" for each in beaten)


def _as_dateline(words: Words, each: Candidate) -> Weights:
    """A paragraph that begins "ANKARA (Agency) –", "Kyiv, Oct. 3 –" or "LAGOS —" begins with a place; in brackets is a body."""
    if words.is_agency_of_dateline(each.start, each.end):
        return {"ORG": 3.0, "PERSON": -3.0, "PLACE": -2.0}
    if not (each.start == 0 or (words.opens[each.start] and words.begins_line(each.start))):
        return {}
    if words.doc[each.end - 1].text[-1] in DASHES:  # "Srinagar- A boy": the dash sticks to the name
        return {"PLACE": 2.5, "PERSON": -2.0}
    return {"PLACE": 2.5, "PERSON": -2.0, "ORG": -1.0} if words.is_place_of_dateline(each.start, each.end) else {}
