"""The tense that an expression stands in: from the parse where there is one, else from the words around it."""

from spacy.tokens import Token

from kgexport.extraction.times.lexicon import MONTHS, UNITS, WEEKDAYS, word_set
from kgexport.extraction.times.reading import Tense
from kgexport.extraction.times.words import BREAK, Words

_AHEAD = frozenset({"will", "shall", "ll", "wo", "gonna"})
_PLANNING = word_set("plan schedule expect set slate due postpone delay defer extend reschedule propose")
_AHEAD_VERBS = word_set("schedule reschedule postpone delay defer extend slate set plan adjourn suspend")
# An infinitive under these lies ahead of them, in whatever tense they are.
_LOOKING_AHEAD = word_set(
    "plan schedule expect set slate due postpone delay agree hope want intend vow promise decide prepare propose order "
    "ask urge invite seek need have aim pledge threaten choose consent offer be ready likely unlikely poised bound"
)
_MODALS = frozenset({"may", "might", "can", "could", "should", "must", "would"})
_UNTIL = frozenset({"until", "till", "by"})
_DAY_WORDS = frozenset({"yesterday", "today", "tomorrow", "night", "morning", "afternoon", "evening"})
_REACH_IN_TREE = 12


def tense_of(token: Token) -> Tense | None:
    """The tense of the verb that governs a token; None where it has none that tells.

    A preposition may tell before the verb does: what is "since" a day lies back, what is put off "until" one lies ahead.
    """
    current, until, direct = token, False, True
    for _ in range(_REACH_IN_TREE):
        if current.dep_ in ("pobj", "pcomp"):
            preposition = current.head.lower_
            if preposition == "since":
                return Tense.PAST
            until = until or preposition in _UNTIL
        if current.pos_ in ("VERB", "AUX"):
            if until and current.lemma_ in _AHEAD_VERBS:
                return Tense.FUTURE
            tense = _of_verb(current, direct=direct)
            if tense is Tense.PAST and (until or not direct):
                return None if until else Tense.PAST_CONTEXT
            if tense is not None:
                return tense
            if any(child.tag_ == "TO" for child in current.lefts):
                return None  # an infinitive that the verb over it leaves open
            direct = False
        elif current.lower_ in ("due", "likely", "set", "upcoming") and current.pos_ == "ADJ":
            return Tense.FUTURE
        elif current.pos_ != "ADP" and current is not token and not _is_time_word(current):
            direct = False
        if current.head is current:
            break
        current = current.head
    return None


def _is_time_word(token: Token) -> bool:
    word = token.lower_.rstrip(".")
    return word in MONTHS or word in WEEKDAYS or word in UNITS or word in _DAY_WORDS or token.is_digit


def _of_verb(verb: Token, *, direct: bool) -> Tense | None:
    """The tense of a verb and its auxiliaries. A present one looks ahead only where the date is its own ("opens Monday")."""
    to, perfect, past, present_be, modal = False, False, verb.tag_ == "VBD", False, ""
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
        if child.lemma_ == "be" and child.tag_ in ("VBP", "VBZ"):
            present_be = True
    if verb.lemma_ in _PLANNING and (verb.tag_ == "VBN" or (direct and verb.lemma_ in _AHEAD_VERBS)):
        return Tense.FUTURE  # "is scheduled for Monday", "scheduled a vote for Monday"
    if perfect:
        return Tense.PAST
    if modal in _MODALS:
        return Tense.FUTURE
    if present_be:
        return Tense.PRESENT if direct else None  # "is meeting", "is held on Monday"
    if past or (verb.tag_ == "VBN" and not to):
        return Tense.PAST
    if to:
        return _of_infinitive(verb)
    if verb.tag_ in ("VBP", "VBZ") and direct:
        return Tense.PRESENT
    return None


def _of_infinitive(verb: Token) -> Tense | None:
    """Matches "agreed to meet on Monday" looks ahead; "was able to meet him on Monday" and "went there to meet him" may not."""
    governor = verb.head
    if governor is verb or verb.dep_ not in ("xcomp", "advcl", "ccomp", "acl", "relcl"):
        return Tense.FUTURE
    if (
        verb.dep_ in ("acl", "relcl")
        or governor.lemma_ in _LOOKING_AHEAD
        or governor.pos_ not in ("VERB", "AUX", "ADJ")
    ):
        return Tense.FUTURE
    governing = governor
    if governor.pos_ == "ADJ" and governor.head.pos_ in ("VERB", "AUX"):
        governing = governor.head
    past = governing.tag_ != "VB" and _of_verb(governing, direct=False) is Tense.PAST
    return None if past else Tense.FUTURE


_PAST_WORDS = word_set(
    "was were had did said told met went came took made held saw got gave found left began became spoke wrote ran won lost "
    "fell rose sent led thought brought bought knew felt kept put set let cut hit shot struck broke chose drew rejected"
)
_FUTURE_WORDS = word_set("will ll shall plans plan expected scheduled due upcoming set until slated")
_REACH = 14
_NEAR = 3  # words between a verb and an expression that is surely its own


def tense_of_words(words: Words, first: int, end: int) -> Tense | None:
    """The tense of the nearest telling word in the same sentence, the words before the expression first."""
    for steps in (range(first - 1, max(-1, first - 1 - _REACH), -1), range(end, end + _REACH)):
        for i in steps:
            word = words.lower[i]
            if word in (BREAK, ";", "?", "!") or (word == "." and len(words.lower[i - 1]) > 3):
                break  # a full stop after a short word may be that of "U.S." or "Mr."
            if word in _FUTURE_WORDS and (
                word != "to" or words.lower[i + 1] not in ("the", "a", "an", "his", "her", "its")
            ):
                return Tense.FUTURE
            if word in _PAST_WORDS or (len(word) > 4 and word.endswith("ed")):
                if words.lower[first - 1] in _UNTIL:
                    return None
                return Tense.PAST if 0 < first - i <= _NEAR else Tense.PAST_CONTEXT
    return None
