"""Towns and their clubs: "Valencia have signed a striker" is a club, "in Valencia" is a town, in one and the same article.

A name has one type in an article; a town's is told apart from its club's by what stands around each occurrence.
"""

from collections.abc import Iterator

from kgexport import gazetteer
from kgexport.extraction.matches import does_as_many, plays
from kgexport.extraction.names.name import Candidate
from kgexport.extraction.names.words import BEFORE_PLACE, MOVING, OF_TEAM, PLACE_HEADS, POSSESSIVES, Words
from kgexport.extraction.tree import Token
from kgexport.model import PlaceKind

_SIGNING = frozenset({"loan", "sign"})
# "interest in Valencia" is in what it does, not in where it is.
_IN_A_BODY = frozenset({"confidence", "faith", "interest", "interested", "share", "stake", "trust"})
_AROUND_CLUBS = frozenset({"fan", "fans", "manager", "owner", "owners", "player", "players", "supporters", "team"})
_OF_CLUBS = OF_TEAM | _AROUND_CLUBS
_WON = frozenset({"championship", "cup", "derby", "final", "game", "league", "match", "title", "trophy"})
_GAMES = frozenset(
    {"appearance", "bench", "debut", "derby", "fixture", "friendly", "game", "goal", "match", "play", "score"}
)
_AROUND_TOWNS = frozenset(
    {"airport", "council", "court", "hospital", "mayor", "police", "port", "residents", "university"}
)
_OF_ARMIES = frozenset({"captain"})
# Before a people, a family, one half of several: "the Kaska are".
_NO_CLUB = frozenset({"the", "a", "an", "and", ",", "these", "those"})
_LONGEST = 3  # words in a town's name


def is_a_team_of_many(words: Words, each: Candidate) -> bool:
    """True for "Valencia are top"; for no people or family ("the Kaska are"), and no capital, which may be a government."""
    token = words.doc[each.end - 1]
    if not does_as_many(token) or gazetteer.country_of(token.text):
        return False
    before = words.lower[each.start - 1] if each.start else ""
    if before in _NO_CLUB or each.end - each.start > 2 or gazetteer.is_capital(words.joined(each.start, each.end)):
        return False
    kind = gazetteer.place_kind(words.joined(each.start, each.end))
    if kind is not None and kind is not PlaceKind.SETTLEMENT:
        return False  # "Wales have made no recommendation"
    return not token.text.endswith("s") or kind is not None


def is_before_a_player(words: Words, each: Candidate) -> bool:
    """True for "Valencia coach Ana Lima", "Valencia striker Ana Lima"."""
    i = each.end
    if i + 1 >= words.size or words.opens[i] or words.lower[i] not in OF_TEAM or words.lower[i] in _OF_ARMIES:
        return False
    return words.tag[i].startswith("NN") and words.named[i + 1] and words.follows(i + 1)


def occurrences(words: Words, places: list[Candidate]) -> dict[int, str]:
    """For the occurrences of a town's name by their start: "ORG" for its club, "PLACE" for the town; empty where no club is."""
    if not places or places[0].end - places[0].start > _LONGEST:
        return {}
    name = words.joined(places[0].start, places[0].end)
    if gazetteer.place_kind(name) is None and any(
        words.lower[each.start - 1] in _NO_CLUB for each in places if each.start
    ):
        return {}
    clubs = {each.start for each in places if _is_club(words, each)}
    towns = {each.start for each in places if each.start not in clubs and _is_town(words, each)}
    if not clubs:
        return {}
    others = "ORG" if len(clubs) > len(towns) else "PLACE"
    return {each.start: "ORG" if each.start in clubs else "PLACE" if each.start in towns else others for each in places}


def _is_club(words: Words, each: Candidate) -> bool:
    if is_a_team_of_many(words, each) or is_before_a_player(words, each):
        return True
    i = each.end
    if i + 1 < words.size and words.lower[i] in POSSESSIVES and words.lower[i + 1] in OF_TEAM:
        return True  # "Valencia's captain"
    if words.follows(i) and words.lower[i] in ("fans", "supporters"):
        return True
    token = words.doc[each.end - 1]
    return plays(token) or _signs(token) or _wins(token) or _is_played_against(token)


def _is_played_against(token: Token) -> bool:
    """True for both of "on the bench against Valencia and Getafe"."""
    if token.dep_ == "conj":
        token = token.head
    if token.dep_ != "pobj" or token.head.lower_ not in ("against", "versus"):
        return False
    event = token.head.head
    return event.lemma_ in _GAMES or any(
        each.lemma_ in _GAMES for child in event.children if child.dep_ == "prep" for each in child.children
    )


def _wins(token: Token) -> bool:
    """True for "Valencia have won the league", "Getafe lost the match"."""
    if token.dep_ != "nsubj" or token.head.lemma_ not in ("lose", "win"):
        return False
    return any(child.lemma_ in _WON for child in token.head.children if child.dep_ == "dobj")


def _signs(token: Token) -> bool:
    """True for who signs a player and whom one leaves for it: "Valencia signed the striker Ana Lima from Getafe"."""
    if token.dep_ == "nsubj" and token.head.lemma_ in _SIGNING:
        return any(_is_player(child) for child in token.head.children if child.dep_ == "dobj")
    if token.dep_ == "dobj" and token.head.lemma_ == "join":
        return any(_is_player(child, named=False) for child in token.head.children if child.dep_ == "nsubj")
    if token.dep_ != "pobj" or token.head.lower_ != "from":
        return False
    verb = token.head.head
    if verb.lemma_ in _SIGNING:
        return any(_is_player(child) for child in verb.children if child.dep_ == "dobj")
    return verb.lemma_ == "join" and any(
        _is_player(child, named=False) for child in verb.children if child.dep_ == "nsubj"
    )


def _is_player(token: Token, *, named: bool = True) -> bool:
    nouns = (token, *(child for child in token.children if child.dep_ in ("compound", "appos")))
    return any(each.lower_ in OF_TEAM for each in nouns) or (named and token.ent_type_ == "PERSON")


def _is_town(words: Words, each: Candidate) -> bool:
    i, token = each.start, words.doc[each.end - 1]
    if token.dep_ == "nsubj" and token.head.lemma_ == "be":
        return any(child.dep_ == "attr" and child.lemma_ in PLACE_HEADS for child in token.head.children)
    if each.end < words.size and words.lower[each.end] in _AROUND_TOWNS and words.follows(each.end):
        return True  # "Valencia police"
    if not i or words.opens[i]:
        return False
    before = words.lower[i - 1]
    if before == "of":  # "Mayor Ana Lima of Valencia", but "the coach of Valencia"
        return i > 1 and words.lower[i - 2] not in _OF_CLUBS
    if before == "to":
        return words.doc[i - 1].head.lemma_ in MOVING
    return before in BEFORE_PLACE and words.doc[i - 1].head.lemma_ not in _IN_A_BODY


def are_towns(name: str, kind: str | None) -> bool:
    """True for a name that may be a town's: one that the gazetteer knows as such, or that was taken for a place."""
    known = gazetteer.place_kind(name)
    if known is not None:
        return kind in ("ORG", "PLACE") and gazetteer.country_of(name) is None and not gazetteer.is_building(name)
    return kind == "PLACE"


def told_apart(words: Words, names: Iterator[tuple[str, str | None, list[Candidate]]]) -> dict[int, str]:
    """The types of the occurrences of towns that are clubs somewhere in the article, by their start."""
    found: dict[int, str] = {}
    for name, kind, places in names:
        if are_towns(name, kind):
            found.update(occurrences(words, places))
    return found
