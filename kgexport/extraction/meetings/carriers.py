"""What carries a noun of meeting: the verb it is the object or subject of, or the preposition before it.

"held talks", "rejected an offer of talks", "were expelled from the talks", "on the second day of the conference".
"""

from kgexport.extraction.meetings import predicates
from kgexport.extraction.meetings.lexicon import LIGHT_VERBS
from kgexport.extraction.meetings.syntax import (
    conjuncts,
    governing_verb,
    has_passive,
    is_verb,
    near,
    negated,
    own_subject,
    prepositional,
    subject,
)
from kgexport.extraction.meetings.trigger import Trigger
from kgexport.extraction.meetings.verb_status import verb_reading
from kgexport.extraction.tree import Token
from kgexport.extraction.word_lists import words
from kgexport.model import MeetingKind, Polarity, Role

_OFFERS = words("offer invitation proposal request call plan demand bid appeal refusal")
# "a series of talks", "the second day of the conference": the noun in front only measures.
_PORTIONS = words(
    "series round number set string spate flurry couple day hour week session lot handful marathon raft succession start "
    "end beginning opening conclusion close outset part rest majority deal bit lot"
)
# Whoever does this to a meeting may stand outside of it.
_OUTSIDE = words(
    "cancel postpone suspend schedule plan arrange reject discuss propose demand request seek expect want announce delay "
    "reschedule offer urge call-off accept avoid interrupt set cut break extend deny rule put call push move confirm"
)
_MOVING_IN = words("invite expel exclude eject bar admit bring welcome ban disinvite")
_GATHERING = words("bring involve include gather unite pit")
_TAKING_PART = words("participate attend meet arrive gather convene")
_BEING_IN = words("be participate engage remain take stay")
_LEAVING = words("pull walk withdraw")


def carry(trigger: Trigger) -> None:
    """Finds the verb or preposition that carries the noun, and adds the parties that it brings."""
    head = _measured(trigger.token)
    if head.dep_ == "oprd" and head.head.lemma_ in _NAMING:
        return  # "called it a great meeting"
    if head.dep_ in ("dobj", "oprd") and is_verb(head.head):
        trigger.carrier, trigger.carried_as = head.head, "object"
        _as_object(trigger, head.head)
    elif head.dep_ == "nsubjpass" and is_verb(head.head):
        trigger.carrier, trigger.carried_as = head.head, "object"
        if head.head.lemma_ == "pay" and trigger.kind is not MeetingKind.VISIT:
            return  # "the call was paid for by a committee"
        role = LIGHT_VERBS.get(head.head.lemma_, Role.PARTICIPANT)
        target = trigger.optional if head.head.lemma_ in _OUTSIDE else trigger.arguments
        target += [(t, role) for t in prepositional(head.head, "by")]
        trigger.arguments += _beside(head.head)
    elif _behind_for(head):
        trigger.carrier, trigger.carried_as = head.head.head, "for"
        _behind_preposition(trigger, trigger.carrier)
    elif head.dep_ in ("nsubj", "attr") and is_verb(head.head):
        trigger.carrier, trigger.carried_as = head.head, "subject"
        if head.head.lemma_ in _GATHERING:
            gathered = [child for child in near(head.head) if child.dep_ == "dobj"]
            trigger.arguments += [(t, Role.PARTICIPANT) for child in gathered for t in conjuncts(child)]
        trigger.arguments += _beside(head.head)
    elif head.dep_ == "pobj":
        trigger.carrier, trigger.carried_as = governing_verb(head), head.head.lower_
        if trigger.carrier is not None:
            _behind_preposition(trigger, trigger.carrier)
        _offered(trigger, head.head.head)
    elif head.dep_ == "relcl" and is_verb(head.head):
        trigger.carrier = head.head
    _clauses(trigger)
    if trigger.carrier is not None and trigger.carried_as in ("object", "subject"):
        changed = _changed_by(trigger.carrier)
        if changed is not None:
            trigger.carrier, trigger.carried_as = changed, "object"
    if trigger.carrier is not None:
        trigger.adjunct_subject = subject(trigger.carrier)
        preposition = trigger.token.head
        if preposition.dep_ == "prep" and preposition.lower_ in ("during", "on") and preposition.head.pos_ == "PROPN":
            trigger.adjunct_subject = preposition.head  # "Ana Lima while visiting Oslo said"


_NAMING = words("call deem consider describe label name dub brand")


def _measured(token: Token) -> Token:
    """The noun whose position counts: the first conjunct, or "series" of "a series of talks"."""
    head = token
    for _ in range(4):
        above: Token = head.head
        if head.dep_ == "dobj" and above.tag_ == "VBG" and above.i == head.i - 1 and above.dep_ == "acl":
            head = above.head  # "a ceasefire monitoring meeting", read as if a ceasefire monitored a meeting
            continue
        if head.dep_ == "conj" and above.pos_ in ("NOUN", "PROPN"):
            head = above
        elif head.dep_ == "pobj" and above.lower_ == "of" and above.head.lemma_.lower() in _PORTIONS:
            head = above.head
        else:
            break
    return head


def _changed_by(verb: Token) -> Token | None:
    """The passive behind the verb that tells what became of its subject: "had been planned for May but was called off".

    The last one counts: "was planned, was moved and has now been cancelled".
    """
    found = None
    for child in near(verb):
        shares = child.dep_ == "conj" and child.tag_ == "VBN" and own_subject(child) is None
        if shares and child.lemma_ in predicates.CHANGING and has_passive(child):
            found = _changed_by(child) or child
    return found


def _behind_for(head: Token) -> bool:
    """True for "flew in for talks with Kagame, a week after Rwanda broke off ties" read as if the talks broke something off."""
    mark = head.left_edge.i - 1
    return (
        head.dep_ == "nsubj"
        and mark >= 0
        and head.doc[mark].lower_ == "for"
        and head.doc[mark].dep_ == "mark"
        and head.head.dep_ == "advcl"
        and is_verb(head.head)
        and is_verb(head.head.head)
        and not any(c.lower_ == "to" and c.dep_ == "aux" for c in near(head.head))
    )


def _beside(verb: Token) -> list[tuple[Token, Role]]:
    return [(t, Role.PARTICIPANT) for t in prepositional(verb, "between", "with")]


def _as_object(trigger: Trigger, verb: Token) -> None:
    """For "Rubio held talks with Lavrov"."""
    role = LIGHT_VERBS.get(verb.lemma_)
    if role is None:
        return
    who = None if stays_away(verb) else subject(verb)
    if who is not None and who.i != trigger.token.i:
        if role is Role.PARTICIPANT and trigger.kind is MeetingKind.VISIT:
            role = Role.VISITOR
        target = trigger.optional if verb.lemma_ in _OUTSIDE else trigger.arguments
        target += [(t, role) for t in conjuncts(who)]
    trigger.arguments += _beside(verb)


def does_not_take_part(verb: Token) -> bool:
    """True for "has not taken part in", "did not participate in": no party, and it goes on without."""
    if verb.lemma_ == "take":
        takes = any(c.dep_ == "dobj" and c.lower_ == "part" for c in near(verb))
    else:
        takes = verb.lemma_ == "participate"
    return takes and negated(verb)


def turns_up(verb: Token) -> bool:
    """True for "turn up", "show up"."""
    return verb.lemma_ in ("turn", "show") and any(c.lower_ == "up" for c in near(verb))


def stays_away(verb: Token) -> bool:
    """True for "did not attend", "is not expected to join", "whether she will attend": no party, and it goes on without."""
    if verb.lemma_ not in _ATTENDING:
        return False
    if any(c.dep_ == "mark" and c.lower_ in ("whether", "if") for c in near(verb)):
        return True
    reading = verb_reading(verb)
    return reading is not None and reading.polarity is Polarity.NEGATIVE


_ATTENDING = words("attend join")


def _behind_preposition(trigger: Trigger, verb: Token) -> None:
    """For "were invited to the talks", "is in talks with", "took part in the summit", "pulled out of the talks"."""
    preposition = trigger.carried_as
    if verb.lemma_ in _MOVING_IN and preposition in ("to", "for", "from", "into"):
        passive = has_passive(verb)
        guest = subject(verb) if passive else None
        guests = [guest] if guest is not None else [c for c in near(verb) if c.dep_ == "dobj"]
        trigger.arguments += [(t, Role.PARTICIPANT) for each in guests for t in conjuncts(each)]
        inviter = None if passive else subject(verb)
        if inviter is not None and verb.lemma_ == "invite":
            trigger.arguments += [(t, Role.HOST) for t in conjuncts(inviter)]
    if verb.lemma_ == "ask" and preposition == "for" and not has_passive(verb):
        asked = [c for c in near(verb) if c.dep_ == "dobj"]
        who = subject(verb)
        if asked and who is not None:  # "asked both companies for a meeting"
            trigger.arguments += [(t, Role.PARTICIPANT) for each in (who, *asked) for t in conjuncts(each)]
    if turns_up(verb) and preposition in ("to", "at", "for"):
        who = None if negated(verb) or verb.dep_ == "xcomp" else subject(verb)
        if who is not None:  # "failed to turn up to a meeting": no party
            trigger.arguments += [(t, Role.PARTICIPANT) for t in conjuncts(who)]
    inside = preposition == "in" and verb.lemma_ in _BEING_IN
    leaves = verb.lemma_ in _LEAVING and preposition in ("of", "from", "out")
    if does_not_take_part(verb) and preposition == "in":
        return
    if inside or leaves or verb.lemma_ in _TAKING_PART:
        who = subject(verb)
        if who is not None:
            trigger.arguments += [(t, Role.PARTICIPANT) for t in conjuncts(who)]


def _offered(trigger: Trigger, noun: Token) -> None:
    """Who offers and who is offered: "Pakistan rejected an offer from Kabul for talks"."""
    if noun.lemma_ not in _OFFERS or noun.pos_ != "NOUN":
        return
    parties = [*prepositional(noun, "from", "by"), *prepositional(trigger.token, "from")]
    parties += [t for child in noun.lefts if child.dep_ == "poss" for t in conjuncts(child)]
    if noun.dep_ == "dobj" and is_verb(noun.head):
        who = subject(noun.head)
        if who is not None:
            parties += conjuncts(who)
    trigger.arguments += [(t, Role.PARTICIPANT) for t in parties]


_TELLING_OF = predicates.DENYING | words("confirm discuss announce")


def _clauses(trigger: Trigger) -> None:
    """For "the meeting held by the ministers", "talks that Cuba hosts", "no call planned with Trump"."""
    for child in near(trigger.token):
        if child.dep_ not in ("acl", "relcl") or not is_verb(child):
            continue
        passive = has_passive(child)
        if passive or child.lemma_ in ("have", "hold"):
            trigger.arguments += _beside(child)  # "no call planned with Trump", "the meeting she had with Berg"
        role = LIGHT_VERBS.get(child.lemma_)
        if role is None or child.lemma_ in _TELLING_OF:
            continue
        if passive:
            trigger.arguments += [(t, role) for t in prepositional(child, "by")]
        else:
            who = own_subject(child)
            if who is not None and who.i != trigger.token.i:
                trigger.arguments += [(t, role) for t in conjuncts(who)]
