"""The tense that an expression stands in: from the parse where there is one, else from the words around it."""

from typing import NamedTuple

from kgexport.extraction.times.lexicon import MONTHS, SEASONS, UNITS, WEEKDAYS, word_set
from kgexport.extraction.times.reading import Tense
from kgexport.extraction.times.words import BREAK, Words
from kgexport.extraction.tree import Token

_WILL = frozenset({"will", "shall", "ll", "wo", "gonna"})
_MODALS = frozenset({"may", "might", "can", "could", "should", "must", "would"})
# What these name lies ahead of them.
_PLANNING = word_set("schedule expect set slate plan")
# These put something off: ahead lies what it is put off to, not what it is put off from.
_DELAYING = word_set("postpone delay defer extend reschedule adjourn suspend")
# An infinitive under these lies ahead of them, in whatever tense they are.
_LOOKING_AHEAD = word_set(
    "plan schedule expect set slate due postpone delay agree hope want intend vow promise decide prepare propose order "
    "ask urge invite seek need have aim pledge threaten choose consent offer be ready likely unlikely poised bound "
    "forecast predict project anticipate tip"
)
# So do these with what they move it to: "was moved to Friday", "brought forward to May".
_MOVING = word_set("move push shift put bring")
_DIRECTION = frozenset({"for", "until", "till", "to", "by"})
_TO = frozenset({"to", "until", "till"})
_UNTIL = frozenset({"until", "till", "by"})
_DAY_WORDS = frozenset({"yesterday", "today", "tomorrow", "night", "morning", "afternoon", "evening"})
_REACH_IN_TREE = 12
_REACH_OF_AUXILIARIES = 8


def tense_of(token: Token) -> Tense | None:
    """The tense of the verb that governs a token; None where it has none that tells.

    A preposition may tell before the verb does: what is "since" a day lies back, what is put off "until" one lies ahead.
    """
    current, preposition, direct, possessive = token, "", True, False
    for _ in range(_REACH_IN_TREE):
        if current.dep_ in ("pobj", "pcomp"):
            if current.head.lower_ == "since" or _is_as_of(current.head):
                return Tense.PAST
            if current.head.lower_ == "of" and current.head.head.lower_ == "ahead":
                return Tense.PLANNED
            preposition = preposition or current.head.lower_
        possessive = possessive or (current.dep_ == "poss" and direct)
        if current.pos_ in ("VERB", "AUX"):
            tense = _over(current, token, preposition, direct=direct)
            if tense is Tense.FUTURE and possessive and not _facts(current).will:
                return None  # "Monday's attack might lead to …"
            if tense is not None or _facts(current).to:
                return tense  # an infinitive that the verb over it leaves open stays open
            direct = False
        elif (
            current.lower_ in ("due", "likely", "set", "upcoming")
            and current.pos_ == "ADJ"
            and not _is_because(current)
        ):
            return Tense.FUTURE
        elif current.pos_ != "ADP" and current is not token and not _is_time_word(current):
            direct = False
        if current.head is current:
            break
        current = current.head
    return None


def _is_as_of(preposition: Token) -> bool:
    return preposition.lower_ == "of" and preposition.i > 0 and preposition.nbor(-1).lower_ == "as"


def _is_because(due: Token) -> bool:
    """Holds for "due to a landslide"; not for "due to meet"."""
    after = due.i + 1
    if due.lower_ != "due" or after + 1 >= len(due.doc) or due.doc[after].lower_ != "to":
        return False
    return due.doc[after + 1].tag_ != "VB"


def _is_time_word(token: Token) -> bool:
    word = token.lower_.rstrip(".")
    return any(word in known for known in (MONTHS, WEEKDAYS, UNITS, SEASONS, _DAY_WORDS)) or token.is_digit


def _over(verb: Token, token: Token, preposition: str, *, direct: bool) -> Tense | None:
    """The tense that a verb gives to an expression below it."""
    if verb.lemma_ in _DELAYING and direct:
        if preposition in _DIRECTION:
            return Tense.FUTURE
    elif verb.lemma_ in _MOVING and direct and preposition in _TO:
        return Tense.FUTURE
    elif verb.lemma_ in _PLANNING and token.i > verb.i and (direct or verb.tag_ == "VBN"):
        return Tense.PLANNED if _was_planned(verb) else Tense.FUTURE
    tense = _of_verb(verb, direct=direct)
    if tense is Tense.PAST and preposition in _UNTIL:
        return None
    return Tense.PAST_CONTEXT if tense is Tense.PAST and not direct else tense


class _Facts(NamedTuple):
    """What the auxiliaries of a verb say."""

    will: bool
    to: bool
    perfect: bool
    past: bool
    was: bool
    present_be: bool
    modal: bool


def _facts(verb: Token) -> _Facts:
    will = to = perfect = was = present_be = modal = False
    past = verb.tag_ == "VBD"
    for child in verb.doc.words[max(0, verb.i - _REACH_OF_AUXILIARIES) : verb.i]:
        if child.head is not verb or child.dep_ not in ("aux", "auxpass"):
            continue
        word = child.lower_.strip("'’")
        will = will or word in _WILL or child.lemma_ == "will"
        to = to or child.tag_ == "TO"
        modal = modal or word in _MODALS
        perfect = perfect or child.lemma_ == "have"
        past = past or child.tag_ == "VBD"
        was = was or (child.lemma_ == "be" and child.tag_ == "VBD")
        present_be = present_be or (child.lemma_ == "be" and child.tag_ in ("VBP", "VBZ"))
    return _Facts(will, to, perfect, past, was, present_be, modal)


def _of_verb(verb: Token, *, direct: bool, depth: int = 0) -> Tense | None:
    """The tense of a verb and its auxiliaries. A present one looks ahead only where the date is its own ("opens Monday")."""
    facts = _facts(verb)
    if facts.will:
        return Tense.FUTURE
    if facts.perfect:
        return Tense.PAST
    if facts.modal:
        return Tense.FUTURE
    if facts.present_be:
        return Tense.PRESENT if direct else None  # "is meeting", "is held on Monday"
    if facts.past or (verb.tag_ == "VBN" and not facts.to):
        return Tense.PAST
    if facts.to:
        return _of_infinitive(verb, depth + 1)
    if verb.tag_ in ("VBP", "VBZ") and direct:
        return Tense.PRESENT
    return None


def _of_infinitive(verb: Token, depth: int) -> Tense | None:
    """The tense of "to meet": ahead under "agreed", open under "was able" or "went there"; "was to meet" is a plan of then."""
    governor = verb.head
    if governor is verb or depth > 3 or verb.dep_ not in ("xcomp", "advcl", "ccomp", "acl", "relcl"):
        return Tense.FUTURE
    if governor.lemma_ in ("be", "expect", "set", "schedule", "plan", "due") and _was_planned(governor):
        return Tense.PLANNED
    ahead = governor.lemma_ in _LOOKING_AHEAD or governor.pos_ not in ("VERB", "AUX", "ADJ")
    if ahead or verb.dep_ in ("acl", "relcl"):
        return Tense.FUTURE
    governing = governor
    if governor.pos_ == "ADJ" and governor.head.pos_ in ("VERB", "AUX"):
        governing = governor.head
    past = _of_verb(governing, direct=False, depth=depth) is Tense.PAST
    return None if past else Tense.FUTURE


def _was_planned(governor: Token) -> bool:
    """Holds for "was to", "was expected to", "was set to", "had been scheduled to"; not for "has been expected to"."""
    if governor.lemma_ == "be":
        return governor.tag_ == "VBD"
    if governor.pos_ == "ADJ":
        be = governor.head
        return be.lemma_ == "be" and (be.tag_ == "VBD" or any(c.lower_ == "had" and c.dep_ == "aux" for c in be.lefts))
    facts = _facts(governor)
    return (facts.was or facts.perfect) and facts.past


_PAST_WORDS = word_set(
    "was were had did said told met went came took made held saw got gave found left began became spoke wrote ran won lost "
    "fell rose sent led thought brought bought knew felt kept put set let cut hit shot struck broke chose drew rejected"
)
_FUTURE_WORDS = word_set(
    "will ll shall plans plan planned planning expected scheduled rescheduled postponed due upcoming set until slated"
)
_REACH = 14
_NEAR = 3  # words between a verb and an expression that is surely its own


def tense_of_words(words: Words, first: int, end: int) -> Tense | None:
    """The tense of the nearest telling word in the same sentence, the words before the expression first."""
    if (words.lower[first - 2], words.lower[first - 1]) == ("as", "of") or words.lower[first - 1] == "since":
        return Tense.PAST
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
