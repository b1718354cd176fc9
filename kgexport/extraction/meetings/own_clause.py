"""What belongs to the encounter's own clause: the verbs and nouns on which its place and its time hang."""

from kgexport.extraction.meetings.syntax import is_verb, near
from kgexport.extraction.meetings.trigger import Trigger
from kgexport.extraction.tree import Token
from kgexport.extraction.word_lists import words

TRAVELLING = frozenset({"send", "dispatch"}) | words(
    "travel go fly come arrive head return journey visit drive land be"
)
"""Verbs of journeys: "will travel to Paris on Monday to meet"."""
SET_FOR = words("schedule plan set slate book due reschedule arrange fix call")
"""Verbs with "for" before a day or a town: "scheduled for Monday", "set for Washington"."""
MAX_STEPS = 7
"""Words above a place or a time that are looked at."""
# "After the call she flew to Riga": what the clause tells is beside the encounter, not of it.
_BESIDE = words("after before during following since ahead despite until from than pending")


def on_trigger(head: Token, trigger: Trigger) -> bool:
    """True for the trigger, its verb, and the verbs whose place and time are those of the encounter."""
    if head.i == trigger.token.i:
        return True
    carrier = trigger.carrier
    if carrier is not None and trigger.carried_as not in _BESIDE:
        if head.i == carrier.i:
            return True
        if head.pos_ == "ADJ" and head.dep_ == "acomp" and head.head.i == carrier.i:
            return True  # "are due next week"
    if not is_verb(head):
        return False
    if _is_held_there(head, trigger):
        return True
    if head.dep_ == "xcomp" and head.lemma_ in _BEGINNING and _is_due_in_clause(head.head, trigger):
        return True
    if head.dep_ in ("acl", "relcl") and (head.head.i == trigger.token.i or _is_party_of(head.head, trigger)):
        return True
    # "will travel to Paris on Monday to meet": place and time of the journey are those of the meeting.
    own = trigger.token if trigger.is_verb else trigger.carrier
    if own is not None and own.dep_ in ("xcomp", "advcl") and own.head.i == head.i:
        if not trigger.is_verb and own.lemma_ in _PREPARING:
            return False  # "will meet in Geneva to prepare the summit"
        return head.lemma_ in TRAVELLING or (own.dep_ == "advcl" and _is_purpose(own))
    return False


_HOLDING = words("hold host convene stage organise organize")


_BEGINNING = words("begin start take open hold happen occur convene last")


def _is_due_in_clause(due: Token, trigger: Trigger) -> bool:
    """True for "due" and "expected" in "a visit that was due to begin on Friday"."""
    clause = due.head if due.dep_ == "acomp" else due
    due_in_clause = due.lower_ in ("due", "set") or due.lemma_ in (
        "schedule",
        "expect",
        "plan",
        "slate",
        "suppose",
        "be",
    )
    return due_in_clause and clause.dep_ == "relcl" and clause.head.i == trigger.token.i


def _is_held_there(verb: Token, trigger: Trigger) -> bool:
    """True for "held" in "the meeting, held at the palace", whatever it hangs on, and in "met her at the fair held in Bergen"."""
    if verb.tag_ != "VBN" or verb.lemma_ not in _HOLDING:
        return False
    behind = trigger.token.i + 1
    if not trigger.is_verb and verb.i == behind + 1 and verb.doc[behind].text in (",", "–", "—"):
        return True
    event = verb.head
    if verb.dep_ != "acl" or event.dep_ != "pobj" or event.head.lower_ not in ("at", "during"):
        return False
    return trigger.is_verb and event.head.head.i == trigger.token.i


_PREPARING = words("prepare plan discuss arrange organise organize propose demand request")


def _is_purpose(verb: Token) -> bool:
    """True for "took a detour on Wednesday to meet": who does one thing for the other does both then and there."""
    return verb.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in near(verb))


def _is_party_of(noun: Token, trigger: Trigger) -> bool:
    """True for "Trump" in "a meeting with Trump, which took place …": the clause is often hung on the party."""
    return noun.dep_ == "pobj" and noun.head.lower_ in ("with", "between") and noun.head.head.i == trigger.token.i


def aside(head: Token, trigger: Trigger) -> bool:
    """True for a verb in a clause of purpose or time of the trigger: "visited Brest to attend a forum in February"."""
    own = trigger.token if trigger.is_verb else trigger.carrier
    if own is None or not is_verb(head) or head.head.i != own.i or head.dep_ not in ("advcl", "xcomp"):
        return False
    return any(c.lower_ in ("to", "when", "while", "as") and c.dep_ in ("aux", "advmod", "mark") for c in near(head))
