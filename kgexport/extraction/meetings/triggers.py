"""Triggers: the verbs and nouns of an article that may denote an encounter, with what stands in their positions."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from kgexport.extraction.meetings import lexicon
from kgexport.extraction.meetings.lexicon import NounFrame, VerbFrame, words
from kgexport.extraction.meetings.syntax import (
    conjuncts,
    governing_verb,
    has_passive,
    is_verb,
    own_subject,
    prepositional,
    subject,
)
from kgexport.extraction.parse import ParsedArticle
from kgexport.model import MeetingKind, Mode, Role


@dataclass(slots=True)
class Trigger:
    """A word that denotes an encounter."""

    token: Token
    kind: MeetingKind
    mode: Mode
    arguments: list[tuple[Token, Role]] = field(default_factory=list)
    carrier: Token | None = None  # the verb that a noun is the object or subject of
    carried_as: str = ""  # "object", "subject" or the preposition before the noun
    weak: bool = False
    definite: bool = False
    destination: list[Token] = field(default_factory=list)  # where a visit goes
    modifiers: list[Token] = field(default_factory=list)  # words of the noun phrase before the noun, nearest first
    optional: list[tuple[Token, Role]] = field(
        default_factory=list
    )  # a party only where fewer than two others are known
    with_parties: int = 0  # how many of the arguments stand after "with"
    named: bool = False  # "the Jeddah Security Summit": the name of an event
    adjunct_subject: Token | None = None  # the subject of the clause: a party only if nobody else is the first side

    @property
    def is_verb(self) -> bool:
        """True for "met", False for "the meeting"."""
        return is_verb(self.token)


_DEFINITE = words("the that this these those their its his her both such")
_PHONE_PREPOSITIONS = frozenset({"by", "over", "on", "via", "through"})
_EVENT_PREPOSITIONS = words(
    "after before during at in following since ahead of for from to through amid despite over under with on until"
)


def triggers_of(parsed: ParsedArticle) -> Iterator[Trigger]:
    """The possible triggers in reading order, look-alikes left out."""
    for token in parsed.doc:
        lemma = token.lemma_.lower()
        if token.pos_ in ("VERB", "AUX") and lemma in lexicon.VERBS:
            trigger = _verb(token, lexicon.VERBS[lemma])
        elif token.pos_ in ("NOUN", "PROPN") and lemma in lexicon.NOUNS:
            trigger = _noun(token, lemma, lexicon.NOUNS[lemma])
        else:
            continue
        if trigger is not None:
            yield trigger


def _medium(verb: Token) -> Mode | None:
    for child in verb.children:
        if child.dep_ in ("prep", "advmod", "npadvmod", "advcl", "prt"):
            if child.lower_ in lexicon.MEDIA and child.dep_ != "prep":
                return lexicon.MEDIA[child.lower_]
            if child.lower_ in _PHONE_PREPOSITIONS:
                for inner in child.children:
                    if inner.dep_ in ("pobj", "pcomp"):
                        if inner.lower_ in lexicon.MEDIA:
                            return lexicon.MEDIA[inner.lower_]
                        if inner.lower_ in ("link", "call", "line", "conference"):
                            for modifier in inner.lefts:
                                if modifier.lower_ in lexicon.MEDIA:
                                    return lexicon.MEDIA[modifier.lower_]
            for inner in child.children:
                if inner.dep_ == "prep" and inner.lower_ in _PHONE_PREPOSITIONS:
                    for deep in inner.children:
                        if deep.dep_ == "pobj" and deep.lower_ in lexicon.MEDIA:
                            return lexicon.MEDIA[deep.lower_]
        if child.dep_ in ("dobj", "pobj"):
            for inner in child.children:
                if inner.dep_ == "prep" and inner.lower_ in ("by", "over"):
                    for deep in inner.children:
                        if deep.dep_ == "pobj" and deep.lower_ in lexicon.MEDIA:
                            return lexicon.MEDIA[deep.lower_]
    return None


def _is_abstract(token: Token) -> bool:
    """True for what one meets without an encounter: a deadline, a backlash, "an opponent like him"."""
    if token.lemma_.lower() in lexicon.ABSTRACT_OBJECTS:
        return True
    return any(c.dep_ == "prep" and c.lower_ == "like" for c in token.children)


def _meets_a_condition(verb: Token) -> bool:
    """True for "meet the commission's polling threshold", however the parser cuts the noun phrase."""
    for token in verb.doc[verb.i + 1 : verb.i + 12]:
        if (
            token.is_punct
            and token.text not in "'’-"
            or is_verb(token)
            or token.dep_ == "prep"
            and token.i == verb.i + 1
        ):
            return False
        if token.lemma_.lower() in lexicon.ABSTRACT_OBJECTS and not token.ent_type_:
            return True
    return False


def _verb(token: Token, frame: VerbFrame) -> Trigger | None:
    mode = frame.mode
    medium = _medium(token)
    if frame.needs_medium:
        if medium is None:
            return None
        mode = medium
    elif medium is not None and frame.kind is not MeetingKind.VISIT:
        mode = medium
    trigger = Trigger(token=token, kind=frame.kind, mode=mode)
    if medium is not None and frame.kind in (MeetingKind.TALKS, MeetingKind.CALL):
        trigger.kind = MeetingKind.CALL
    passive = has_passive(token)
    direct = [t for child in token.children if child.dep_ in ("dobj", "dative") for t in conjuncts(child)]
    beside = list(prepositional(token, "with"))
    if any(child.dep_ in ("oprd", "ccomp") for child in token.children) and token.lemma_ == "call":
        return None
    if token.lemma_ == "call" and (
        any(child.dep_ in ("xcomp", "prt") or child.lower_ in ("home", "out") for child in token.children)
        or any(child.lower_ in ("for", "on", "upon", "off", "into") for child in token.children)
        or any(child.dep_ == "attr" for child in token.children)
    ):
        return None
    if token.lemma_ == "meet" and (any(_is_abstract(t) for t in (*direct, *beside)) or _meets_a_condition(token)):
        return None
    if passive and not frame.place_object:
        agents = list(prepositional(token, "by"))
        patient = subject(token)
        if token.lemma_ == "meet" and not agents:
            return None
        trigger.arguments += [(t, frame.subject) for t in agents]
        if patient is not None:
            trigger.arguments += [(t, frame.object) for t in conjuncts(patient)]
        if not frame.direct_object and not agents:
            return None
        if token.dep_ == "amod":
            return None
        trigger.arguments += [(t, Role.PARTICIPANT) for t in beside]
        return trigger
    if passive and frame.place_object:
        trigger.arguments += [(t, frame.subject) for t in prepositional(token, "by")]
        patient = subject(token)
        trigger.destination = [patient] if patient is not None else []
        return trigger if trigger.arguments else None
    if token.dep_ == "amod":
        return None
    who = subject(token)
    if who is not None:
        trigger.arguments += [(t, frame.subject) for t in conjuncts(who)]
    if frame.place_object:
        trigger.destination = direct or list(prepositional(token, "to"))
        return trigger
    if token.dep_ in ("xcomp", "ccomp", "advcl") and token.head.lemma_ == "invite" and token.lemma_ == "meet":
        inviter = subject(token.head) if not has_passive(token.head) else None
        if inviter is not None:
            trigger.arguments += [(t, Role.HOST) for t in conjuncts(inviter)]
    if frame.direct_object:
        trigger.arguments += [(t, frame.object) for t in direct]
    elif frame.needs_medium:
        trigger.arguments += [(t, Role.PARTICIPANT) for t in prepositional(token, "to")]
    trigger.arguments += [(t, Role.PARTICIPANT) for t in beside]
    trigger.arguments += [(t, Role.PARTICIPANT) for t in _between(token)]
    return trigger


def _between(token: Token) -> list[Token]:
    return list(prepositional(token, "between", "among"))


def _modifiers(token: Token) -> list[Token]:
    """The words of the noun phrase before its head, nearest first, without a possessor's own words."""
    found = []
    index = token.i - 1
    start = token.sent.start
    while index >= start and token.i - index <= 14:
        before = token.doc[index]
        if (
            before.pos_ in ("PROPN", "NOUN", "ADJ", "NUM")
            or before.text in ("-", "–", "—", "/", "‐", "‑")
            or (before.tag_ in ("VBN", "VBG", "HYPH") and before.dep_ in ("amod", "punct", "compound"))
        ):
            found.append(before)
        else:
            break
        index -= 1
    return found


_ROUTINE_BODIES = words("council committee board parliament senate assembly cabinet commission")
_JOINT_BODIES = words("security european cooperation arctic joint ministerial nordic atlantic general leaders")


def _is_setting(token: Token) -> bool:
    """True for "on the sidelines of the G20 summit"."""
    if token.dep_ != "pobj" or token.head.lower_ != "of":
        return False
    return token.head.head.lemma_.lower() in ("sideline", "margin", "fringe")


def _noun(token: Token, lemma: str, frame: NounFrame) -> Trigger | None:
    if lemma == "talk" and token.tag_ not in ("NNS", "NNPS"):
        return None
    if token.dep_ == "compound" and token.head.pos_ in ("NOUN", "PROPN"):
        # "meeting room", "summit host", "talks process": the encounter is not what the phrase is about.
        return None
    if _is_setting(token) or (
        lemma == "session" and token.dep_ == "pobj" and token.head.lower_ == "in" and not [*token.lefts]
    ):
        return None
    modifiers = _modifiers(token)
    words = {t.lower_ for t in modifiers}
    words |= {t.lower_ for t in token.lefts}
    if words & lexicon.LOOKALIKE_MODIFIERS.get(lemma, frozenset()):
        return None
    if words & _ROUTINE_BODIES and not words & _JOINT_BODIES and lemma in ("meeting", "session"):
        return None
    kind, mode = frame.kind, frame.mode
    if (
        lemma in ("call", "conversation", "communication", "talk", "talks", "discussion")
        and words & lexicon.PHONE_WORDS
    ):
        kind, mode = MeetingKind.CALL, Mode.PHONE
    if words & lexicon.VIRTUAL:
        mode = Mode.VIDEO
        if lemma == "conference":
            kind = MeetingKind.CALL
    trigger = Trigger(token=token, kind=kind, mode=mode, weak=lemma in lexicon.WEAK_NOUNS)
    if lemma == "call" and words & lexicon.PHONE_WORDS:
        trigger.weak = False
    determiner = next((t for t in token.lefts if t.dep_ in ("det", "poss", "predet")), None)
    trigger.definite = determiner is not None and (determiner.lower_ in _DEFINITE or determiner.dep_ == "poss")
    # The noun's own complements.
    for child in token.lefts:
        if child.dep_ == "poss":
            role = Role.VISITOR if kind is MeetingKind.VISIT else Role.PARTICIPANT
            trigger.arguments += [(t, role) for t in conjuncts(child)]
    trigger.arguments += [(t, Role.PARTICIPANT) for t in _between(token)]
    beside = list(prepositional(token, "with"))
    trigger.with_parties = len(beside)
    trigger.arguments += [(t, Role.PARTICIPANT) for t in beside]
    by_role = Role.VISITOR if kind is MeetingKind.VISIT else Role.PARTICIPANT
    trigger.arguments += [(t, by_role) for t in prepositional(token, "by")]
    if (
        lemma in ("meeting", "summit", "conference", "gathering", "encounter", "session")
        and kind is not MeetingKind.CALL
    ):
        trigger.arguments += [(t, Role.PARTICIPANT) for t in prepositional(token, "of")]
    if kind is MeetingKind.CALL:
        trigger.arguments += [(t, Role.CALLER) for t in prepositional(token, "from")]
        trigger.arguments += [(t, Role.CALLEE) for t in prepositional(token, "to")]
    if kind is MeetingKind.VISIT:
        trigger.destination = list(prepositional(token, "to"))
        if lemma == "tour":
            trigger.destination += list(prepositional(token, "of"))
    trigger.modifiers = modifiers
    before = token.doc[token.i - 1] if token.i else None
    trigger.named = (
        token.text[:1].isupper()
        and before is not None
        and before.text[:1].isupper()
        and before.dep_ in ("compound", "nmod", "amod", "conj")
        and not token.is_upper
        and token.tag_ in ("NNP", "NNPS")
    )
    _carry(trigger)
    return trigger


_OFFERS = words("offer invitation proposal request call plan demand bid appeal refusal")


def _offered(trigger: Trigger, noun: Token) -> None:
    """Who offers and who is offered: "Pakistan rejected an offer from Kabul for talks"."""
    if noun.lemma_ not in _OFFERS or noun.pos_ != "NOUN":
        return
    parties = [t for t in prepositional(noun, "from", "by")]
    parties += [t for child in noun.lefts if child.dep_ == "poss" for t in conjuncts(child)]
    if noun.dep_ == "dobj" and is_verb(noun.head):
        who = subject(noun.head)
        if who is not None:
            parties += conjuncts(who)
    trigger.arguments += [(t, Role.PARTICIPANT) for t in parties]


# "a series of talks", "the second day of the conference": the noun in front only measures.
_PORTIONS = frozenset(
    "series round number set string spate flurry couple day hour week session lot handful marathon raft succession start "
    "end beginning opening conclusion close outset part rest majority".split()
)
# Whoever does this to a meeting may stand outside of it.
_OUTSIDE = frozenset(
    "cancel postpone suspend schedule plan arrange reject discuss propose demand request seek expect want announce delay "
    "reschedule offer urge call-off accept avoid interrupt set cut break extend".split()
)
_MOVING_IN = words("invite expel exclude eject bar admit bring welcome ban disinvite")


def _carry(trigger: Trigger) -> None:
    """Finds the verb that carries the noun, and takes its subject as a party where the verb means to hold or join."""
    token = trigger.token
    head: Token = token
    for _ in range(4):
        if head.dep_ == "conj" and head.head.pos_ in ("NOUN", "PROPN"):
            head = head.head
        elif head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lemma_.lower() in _PORTIONS:
            head = head.head.head
        else:
            break
    dep = head.dep_
    if dep in ("dobj", "nsubjpass", "nsubj", "attr", "oprd") and is_verb(head.head):
        verb = head.head
        trigger.carrier = verb
        if dep in ("dobj", "oprd"):
            trigger.carried_as = "object"
            role = lexicon.LIGHT_VERBS.get(verb.lemma_)
            if role is not None:
                who = subject(verb)
                if who is not None and who.i != token.i:
                    if role is Role.PARTICIPANT and trigger.kind is MeetingKind.VISIT:
                        role = Role.VISITOR
                    target = trigger.optional if verb.lemma_ in _OUTSIDE else trigger.arguments
                    target += [(t, role) for t in conjuncts(who)]
                trigger.arguments += [(t, Role.PARTICIPANT) for t in prepositional(verb, "with", "between")]
        elif dep == "nsubjpass":
            trigger.carried_as = "object"
            trigger.arguments += [
                (t, lexicon.LIGHT_VERBS.get(verb.lemma_, Role.PARTICIPANT)) for t in prepositional(verb, "by")
            ]
            trigger.arguments += [(t, Role.PARTICIPANT) for t in prepositional(verb, "between", "with")]
        else:
            trigger.carried_as = "subject"
            if verb.lemma_ in ("bring", "involve", "include", "gather", "unite", "pit"):
                trigger.arguments += [
                    (t, Role.PARTICIPANT) for child in verb.children if child.dep_ == "dobj" for t in conjuncts(child)
                ]
            trigger.arguments += [(t, Role.PARTICIPANT) for t in prepositional(verb, "between", "with")]
    elif dep == "pobj":
        preposition = head.head
        trigger.carried_as = preposition.lower_
        trigger.carrier = governing_verb(head)
        verb = trigger.carrier
        if verb is not None:
            if verb.lemma_ in _MOVING_IN and preposition.lower_ in ("to", "for", "from", "into"):
                guest = subject(verb) if has_passive(verb) else None
                guests = [guest] if guest is not None else [c for c in verb.children if c.dep_ == "dobj"]
                trigger.arguments += [(t, Role.PARTICIPANT) for each in guests for t in conjuncts(each)]
                inviter = None if has_passive(verb) else subject(verb)
                if inviter is not None and verb.lemma_ == "invite":
                    trigger.arguments += [(t, Role.HOST) for t in conjuncts(inviter)]
            if (
                (
                    preposition.lower_ == "in"
                    and verb.lemma_ in ("be", "participate", "engage", "remain", "take", "stay")
                )
                or verb.lemma_ in ("participate", "attend", "meet", "arrive", "gather", "convene")
                or (verb.lemma_ in ("pull", "walk", "withdraw") and preposition.lower_ in ("of", "from", "out"))
            ):
                who = subject(verb)
                if who is not None:
                    trigger.arguments += [(t, Role.PARTICIPANT) for t in conjuncts(who)]
        _offered(trigger, preposition.head)
    elif dep in ("relcl",) and is_verb(head.head):
        trigger.carrier = head.head
    # "the meeting held by the ministers", "talks that Cuba hosts", "no call planned with Trump"
    for child in token.children:
        if child.dep_ not in ("acl", "relcl") or not is_verb(child):
            continue
        if has_passive(child):
            trigger.arguments += [(t, Role.PARTICIPANT) for t in prepositional(child, "between", "with")]
        role = lexicon.LIGHT_VERBS.get(child.lemma_)
        if role is None:
            continue
        if has_passive(child):
            trigger.arguments += [(t, role) for t in prepositional(child, "by")]
        else:
            who = own_subject(child)
            if who is not None and who.i != token.i:
                trigger.arguments += [(t, role) for t in conjuncts(who)]
    if trigger.carrier is not None:
        trigger.adjunct_subject = subject(trigger.carrier)
        preposition = trigger.token.head
        if preposition.dep_ == "prep" and preposition.lower_ in ("during", "on") and preposition.head.pos_ == "PROPN":
            trigger.adjunct_subject = preposition.head  # "Wang Yi during a visit to Malaysia said"
