"""The tense that an expression stands in: from the parse where there is one, else from the words around it."""

from spacy.tokens import Token

from kgexport.extraction.times.meanings import Tense
from kgexport.extraction.times.words import BREAK, Words

_AHEAD = frozenset({"will", "shall", "ll", "wo", "gonna"})
_PLANNING = frozenset(
    {
        *"plan schedule expect set slate due hope intend want vow promise prepare propose postpone delay defer extend reschedule "
        "agree invite hold urge call aim await mean hop".split(),
    }
) - {"hold", "call", "agree", "hop"}
_MODALS = frozenset({"may", "might", "can", "could", "should", "must", "would"})
_UNTIL = frozenset({"until", "till", "by"})


def tense_of(token: Token) -> Tense | None:
    """The tense of the verb that governs a token; None where it has none that tells."""
    preposition = token.head.lower_ if token.dep_ == "pobj" else ""
    current = token
    for _ in range(12):
        if current.pos_ in ("VERB", "AUX"):
            tense = _of_verb(current)
            if preposition in _UNTIL and tense is Tense.PAST and current.lemma_ in _PLANNING:
                return Tense.FUTURE
            if tense is not None:
                return tense
        elif current.tag_ == "JJ" and current.lower_ in ("due", "likely", "set"):
            return Tense.FUTURE
        if current.head is current:
            break
        current = current.head
    return None


def _of_verb(verb: Token) -> Tense | None:
    to, perfect, past, modal = False, False, verb.tag_ == "VBD", None
    for child in verb.children:
        if child.i > verb.i:
            break
        if child.dep_ not in ("aux", "auxpass"):
            continue
        word = child.lower_.strip("'’")
        if word in _AHEAD or child.lemma_ == "will":
            return Tense.FUTURE
        if child.tag_ == "TO":
            to = True
        elif child.tag_ == "MD":
            modal = word
        elif child.lemma_ == "have":
            perfect = True
        if child.tag_ == "VBD":
            past = True
        if child.lemma_ == "be" and verb.tag_ == "VBG" and child.tag_ in ("VBP", "VBZ"):
            return Tense.FUTURE  # "is meeting on Tuesday"
    if perfect:
        return Tense.PAST
    if modal in _MODALS:
        return Tense.FUTURE
    if verb.lemma_ in _PLANNING and (verb.tag_ == "VBN" or past):
        return (
            Tense.FUTURE
            if verb.lemma_ in ("schedule", "expect", "set", "slate", "plan", "postpone", "delay")
            else Tense.PAST
        )
    if past or verb.tag_ == "VBN":
        return Tense.PAST
    if to:
        return _of_infinitive(verb)
    if verb.tag_ in ("VBP", "VBZ", "VB") and verb.dep_ == "ROOT":
        return Tense.FUTURE if verb.tag_ == "VBZ" or verb.tag_ == "VBP" else None
    return None


def _of_infinitive(verb: Token) -> Tense | None:
    """ "agreed to meet on Monday" looks ahead; "went there to meet him on Monday" does not."""
    governor = verb.head
    if verb.dep_ == "xcomp" and governor.lemma_ in (
        "seem",
        "appear",
        "begin",
        "start",
        "continue",
        "manage",
        "fail",
        "help",
        "use",
    ):
        return _of_verb(governor) if governor is not verb else None
    if verb.dep_ == "advcl" and governor is not verb and governor.tag_ == "VBD":
        return Tense.PAST
    return Tense.FUTURE


_PAST_WORDS = frozenset(
    {
        *"was were had did said told met went came took made held saw got gave found left began became spoke wrote ran won lost "
        "fell rose sent led thought brought bought knew felt kept put set let cut hit shot struck broke chose drew rejected".split(),
    }
)
_FUTURE_WORDS = frozenset({*"will ll shall plans plan expected scheduled due upcoming set until slated".split()})
_REACH = 14


def tense_of_words(words: Words, first: int, end: int) -> Tense | None:
    """The tense of the nearest telling word in the same sentence, the words before the expression first."""
    for steps in (range(first - 1, max(-1, first - 1 - _REACH), -1), range(end, end + _REACH)):
        for i in steps:
            word = words.lower[i]
            if word in (".", BREAK, ";", "?", "!"):
                break
            if word in _FUTURE_WORDS and (
                word != "to" or words.lower[i + 1] not in ("the", "a", "an", "his", "her", "its")
            ):
                return Tense.FUTURE
            if word in _PAST_WORDS or (len(word) > 4 and word.endswith("ed")):
                return Tense.PAST
    return None
