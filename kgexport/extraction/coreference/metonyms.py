"""Metonyms: where a capital, a seat or a country stands for its government, and where it is the place.

"Moscow rejected …", "Washington's delegation", "between Moscow and Kyiv" mean governments; "in Moscow", "from Kyiv" mean
places (the surface test of Markert and Nissim, SemEval-2007 task 8, on grammatical roles). A country keeps its place and
has a government besides wherever it acts.
"""

from kgexport import gazetteer
from kgexport.extraction.coreference.lexicon import ADDRESS_VERBS, MEETING_NOUNS, STATIVE_VERBS
from kgexport.extraction.matches import does_as_many, plays
from kgexport.extraction.parse import ParsedArticle
from kgexport.extraction.tree import Token
from kgexport.extraction.word_lists import words
from kgexport.model import Mention

_PLACE_PREPOSITIONS = words(
    "in at to near from inside outside into around across through throughout towards toward within via over above"
)
URBAN = words(
    "street mayor airport suburb metro subway outskirt district resident neighborhood neighbourhood square region "
    "weather population north south east west border coast soil territory centre center city downtown university "
    "hotel museum theatre theater stadium university skyline zoo park river bridge station road hospital wall lawn "
    "garden ground gate tower cathedral oblast area province economy people citizen history culture capital "
    "police court courthouse jail prison school market slum taxi bus firefighter"
)
_ACTS = words(
    "stance position policy government authority administration decision demand refusal offer proposal war invasion "
    "attack aggression response reaction delegation negotiator envoy representative team plan strategy foreign "
    "intention goal aim effort attempt threat warning claim statement announcement request call insistence accusation "
    "denial commitment willingness readiness support opposition condition term interest ally leader leadership side "
    "view approach message pressure sanction military force move campaign readout account rejection withdrawal "
    "participation involvement concern objection role influence rhetoric diplomacy pledge promise promise vow aid "
    "help backing"
)
_PARTIES = frozenset(["between", "with", "by", "against"])


def acts(parsed: ParsedArticle, mention: Mention, *, seat: bool) -> bool:
    """True where a place's name acts as a government.

    Args:
        parsed: the article.
        mention: the name of a country, a capital or a building that houses a government.
        seat: the name is a capital or a building, not a country: it needs less, since it does little else as a place.

    """
    root = parsed.tokens(mention.begin, mention.end).root
    if any(t.idx < mention.begin and t.dep_ in {"amod", "compound", "nmod"} for t in root.lefts):
        return False  # "northern Yemen"; a firm's branch
    if plays(root) or (does_as_many(root) and not root.text.endswith("s") and not seat):
        return False  # "Ghana beat Nigeria 2-1", "Spain have won" are about teams
    return _acts(root, seat=seat, depth=0)


def _acts(token: Token, *, seat: bool, depth: int) -> bool:
    role, head = token.dep_, token.head
    if role in {"nsubj", "csubj"}:
        return _subject_acts(token, head, seat=seat)
    if role == "nsubjpass":
        return head.lemma_ in ADDRESS_VERBS
    if role == "agent":
        return True
    if role == "poss":
        return _possessor_acts(head, seat=seat)
    if role in {"dobj", "dative"} or (role == "pobj" and head.dep_ == "dative"):
        return head.lemma_ in ADDRESS_VERBS
    if role == "pobj":
        preposition = head.lower_
        if preposition in _PLACE_PREPOSITIONS:
            return False
        if preposition == "for" and any(t.dep_ in {"relcl", "acl", "xcomp", "advcl"} for t in head.head.children):
            return _has_partner(token)
        if preposition in {"between", "with"}:
            return _meets(head.head) or (_has_partner(token) and seat)
        if preposition in {"by", "against"}:
            return seat or (preposition == "by" and head.dep_ == "agent")
        return seat and preposition in {"on", "of"} and head.head.lemma_ in {"pressure", "sanction", "demand", "behalf"}
    if role == "conj" and depth < 4:
        return _acts(head, seat=seat, depth=depth + 1)
    if role in {"compound", "nmod", "amod"} and not token.text.endswith(("n", "h", "e")):
        return head.lemma_ in {"talk", "talks", "summit", "negotiation"} and not seat
    return False


def _subject_acts(token: Token, verb: Token, *, seat: bool) -> bool:
    lemma = verb.lemma_
    if lemma not in STATIVE_VERBS:
        return verb.pos_ in {"VERB", "AUX"} or verb.dep_ == "ROOT"
    complements = [t for t in verb.children if t.dep_ in {"attr", "acomp", "prep"}]
    if any(t.lemma_ in URBAN or t.lemma_ in {"country", "home", "state", "nation", "place"} for t in complements):
        return False
    return seat and lemma in {"be", "remain", "seem", "appear"} and any(t.dep_ == "acomp" for t in complements)


def _possessor_acts(noun: Token, *, seat: bool) -> bool:
    lemma = noun.lemma_.lower()
    if seat:
        return lemma not in URBAN and noun.pos_ != "PROPN"
    return lemma in _ACTS


def _meets(noun: Token) -> bool:
    return (
        noun.lemma_.lower() in MEETING_NOUNS
        or noun.lower_ in MEETING_NOUNS
        or noun.lemma_ in {"meet", "talk", "negotiate"}
    )


def _has_partner(token: Token) -> bool:
    """True where another seat or country is coordinated with the token."""
    partners = [t for t in token.children if t.dep_ == "conj"]
    return any(gazetteer.country_of(t.text) or gazetteer.government_seat(t.text) for t in partners)
