"""Triggers: the verbs and nouns of an article that may denote an encounter, with what stands in their positions."""

from collections.abc import Iterator

from kgexport.extraction.meetings import lexicon
from kgexport.extraction.meetings.carriers import carry
from kgexport.extraction.meetings.lexicon import NounFrame, VerbFrame
from kgexport.extraction.meetings.syntax import (
    conjuncts,
    has_passive,
    is_misread_noun,
    is_verb,
    near,
    negated,
    prepositional,
    subject,
    with_lemma,
)
from kgexport.extraction.meetings.trigger import Trigger
from kgexport.extraction.parse import ParsedArticle
from kgexport.extraction.tree import Token
from kgexport.extraction.word_lists import words
from kgexport.model import MeetingKind, Mode, Role

_DEFINITE = words("the that this these those their its his her both such")
_PHONE_PREPOSITIONS = frozenset({"by", "over", "on", "via", "through"})
_EVENT_PREPOSITIONS = words(
    "after before during at in following since ahead of for from to through amid despite over under with on until"
)


_LEMMAS = frozenset((*lexicon.VERBS, *lexicon.NOUNS))


def triggers_of(parsed: ParsedArticle) -> Iterator[Trigger]:
    """The possible triggers in reading order, look-alikes left out."""
    for token in with_lemma(parsed.doc, _LEMMAS):
        lemma = token.lemma_.lower()
        if lemma in lexicon.NOUNS and (token.pos_ in ("NOUN", "PROPN") or is_misread_noun(token)):
            trigger = _noun(token, lemma, lexicon.NOUNS[lemma])
        elif token.pos_ in ("VERB", "AUX") and lemma in lexicon.VERBS and not _is_felt(token):
            trigger = _verb(token, lexicon.VERBS[lemma])
        else:
            continue
        if trigger is not None:
            sentence = parsed.sentence_at(token.idx)
            trigger.sentence = (sentence.start, sentence.end) if sentence is not None else (token.i, token.i + 1)
            yield trigger


def _is_felt(verb: Token) -> bool:
    """True for "consulted" in "do not feel consulted"."""
    if verb.tag_ != "VBN":
        return False
    under = verb.dep_ in ("acomp", "oprd", "ccomp", "xcomp") and verb.head.lemma_ in _FEELING
    return under or any(c.dep_ == "auxpass" and c.lemma_ in _FEELING for c in near(verb))


_FEELING = frozenset({"feel", "seem"})


def _medium(verb: Token) -> Mode | None:
    for child in near(verb):
        if child.dep_ == "prep" and child.lower_ in ("in", "during"):
            for inner in near(child):
                if inner.dep_ == "pobj" and inner.lower_ in ("call", "videoconference", "teleconference"):
                    for modifier in (inner, *inner.lefts):
                        if modifier.lower_ in lexicon.PHONE_WORDS:
                            return Mode.PHONE
                        if modifier.lower_ in lexicon.MEDIA:
                            return lexicon.MEDIA[modifier.lower_]
        if child.dep_ in ("prep", "advmod", "npadvmod", "advcl", "prt"):
            if child.lower_ in lexicon.MEDIA and child.dep_ != "prep":
                return lexicon.MEDIA[child.lower_]
            if child.lower_ in _PHONE_PREPOSITIONS:
                for inner in near(child):
                    if inner.dep_ in ("pobj", "pcomp"):
                        if inner.lower_ in lexicon.MEDIA:
                            return lexicon.MEDIA[inner.lower_]
                        if inner.lower_ in ("link", "call", "line", "conference"):
                            for modifier in inner.lefts:
                                if modifier.lower_ in lexicon.MEDIA:
                                    return lexicon.MEDIA[modifier.lower_]
            for inner in near(child):
                if inner.dep_ == "prep" and inner.lower_ in _PHONE_PREPOSITIONS:
                    for deep in near(inner):
                        if deep.dep_ == "pobj" and deep.lower_ in lexicon.MEDIA:
                            return lexicon.MEDIA[deep.lower_]
        if child.dep_ in ("dobj", "pobj"):
            for inner in near(child):
                if inner.dep_ == "prep" and inner.lower_ in ("by", "over"):
                    for deep in near(inner):
                        if deep.dep_ == "pobj" and deep.lower_ in lexicon.MEDIA:
                            return lexicon.MEDIA[deep.lower_]
    return None


def _is_abstract(token: Token) -> bool:
    """True for what one meets without an encounter: a deadline, a backlash, "an opponent like him"."""
    if token.lemma_.lower() in lexicon.ABSTRACT_OBJECTS:
        return True
    return any(c.dep_ == "prep" and c.lower_ == "like" for c in near(token))


def _meets_a_condition(verb: Token) -> bool:
    """True for "meet the commission's polling threshold", however the parser cuts the noun phrase."""
    for token in verb.doc[verb.i + 1 : verb.i + 12]:
        stop = token.is_punct and token.text not in "'’-"
        if stop or is_verb(token) or (token.dep_ == "prep" and (token.i == verb.i + 1 or token.lower_ != "of")):
            return False
        if token.lemma_.lower() in lexicon.ABSTRACT_OBJECTS and not token.ent_type_:
            return True
    return False


def _verb(token: Token, frame: VerbFrame) -> Trigger | None:
    mode = frame.mode
    medium = _medium(token)
    if frame.needs_medium and medium is None:
        return _without_medium(token)
    if medium is not None and (frame.needs_medium or frame.kind is not MeetingKind.VISIT):
        mode = medium
    trigger = Trigger(token=token, kind=frame.kind, mode=mode)
    if medium is not None and frame.kind in (MeetingKind.TALKS, MeetingKind.CALL):
        trigger.kind = MeetingKind.CALL
    passive = has_passive(token)
    direct = _objects(token)
    if token.lemma_ == "convene" and any(t.lemma_.lower() in lexicon.NOUNS for t in _convened(token, direct)):
        return None  # "the talks were convened by Oslo": the noun denotes them
    beside = [*prepositional(token, "with"), *_sides_of_settlement(token, direct)]
    if token.lemma_ == "call" and _is_no_telephone(token):
        return None
    if token.lemma_ == "meet" and (any(_is_abstract(t) for t in (*direct, *beside)) or _meets_a_condition(token)):
        return None
    if passive and not frame.place_object:
        agents = list(prepositional(token, "by"))
        patient = subject(token)
        if token.lemma_ == "meet" and not agents:
            return None
        if token.dep_ == "acl" and token.head.pos_ not in ("NOUN", "PROPN", "PRON"):
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
    if token.lemma_ == "welcome" and any(c.dep_ == "aux" and c.lower_ in ("would", "'d", "’d") for c in near(token)):
        return None  # "would welcome him": would be glad
    who = subject(token)
    if who is not None:
        trigger.arguments += [(t, frame.subject) for t in conjuncts(who)]
    if frame.place_object:
        trigger.destination = direct or list(prepositional(token, "to"))
        if token.dep_ in ("xcomp", "ccomp", "advcl") and token.head.lemma_ == "invite" and not has_passive(token.head):
            inviter = subject(token.head)
            if inviter is not None:
                trigger.arguments += [(t, Role.HOST) for t in conjuncts(inviter)]
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


_SAYING = words(
    "express thank congratulate discuss offer say tell ask apologise apologize invite inform convey wish urge warn raise "
    "complain reassure assure brief"
)  # "called Berg to thank him"


def _is_no_telephone(call: Token) -> bool:
    """True for "called for", "called on him to", "called off", "called home": nobody rings."""
    around = near(call)
    return (
        any(c.dep_ in ("xcomp", "prt") and c.lemma_ not in _SAYING for c in around)
        or any(c.lower_ in ("home", "out") or c.dep_ in ("attr", "oprd", "ccomp") for c in around)
        or any(c.lower_ in ("for", "on", "upon", "off", "into") and not _is_when(c) for c in around)
    )


def _is_when(preposition: Token) -> bool:
    return any(c.dep_ == "pobj" and c.ent_type_ in ("DATE", "TIME") for c in near(preposition))


def _objects(token: Token) -> list[Token]:
    """The objects of a verb; of "denied meeting Lund" the name too, which the parser takes for an adverbial of "denied"."""
    direct = [t for child in near(token) if child.dep_ in ("dobj", "dative") for t in conjuncts(child)]
    if direct or token.tag_ != "VBG":
        return direct
    names = (c for c in near(token.head) if c.dep_ == "npadvmod" and c.ent_type_ == "PERSON")
    return [name for name in names if name.left_edge.i == token.i + 1]


def _convened(token: Token, direct: list[Token]) -> list[Token]:
    """What is convened, as an object or as the subject of a passive."""
    patient = subject(token) if has_passive(token) else None
    return direct if patient is None else [*direct, patient]


def _sides_of_settlement(token: Token, direct: list[Token]) -> list[Token]:
    """As in "negotiated a truce between the clans", "a deal with the lender": the sides hang on what is negotiated."""
    if token.lemma_ != "negotiate":
        return []
    settled = [t for t in direct if t.lemma_.lower() in lexicon.SETTLEMENTS]
    return [t for each in settled for t in (*prepositional(each, "with"), *_between(each))]


def _without_medium(token: Token) -> Trigger | None:
    """Speech that is an encounter without a telephone: "discussed it with", "spoke with him at the summit", "sat down with".

    Bare speech ("has spoken to her") and talk for an audience are none.
    """
    if has_passive(token) or token.dep_ == "amod" or negated(token):
        return None
    who = subject(token)
    beside = list(prepositional(token, "with"))
    if token.lemma_ == "discuss":
        for child in near(token):
            if child.dep_ == "dobj" and not beside:
                beside = list(prepositional(child, "with"))
    if who is None or not beside or _is_broadcast(token):
        return None
    if token.lemma_ == "sit":
        kind, mode = MeetingKind.MEETING, Mode.IN_PERSON
        if not any(child.lower_ == "down" for child in near(token)):
            return None
    elif token.lemma_ == "discuss":
        kind, mode = MeetingKind.TALKS, Mode.UNKNOWN
        told = token.tag_ == "VBD" or (
            token.tag_ == "VBN" and any(c.lower_ in ("has", "had", "have") for c in near(token))
        )
        if not told or not any(child.dep_ == "dobj" for child in near(token)):
            return None
    else:
        kind, mode = MeetingKind.TALKS, Mode.IN_PERSON
        if not any(_is_setting_of_speech(child) for child in near(token)):
            return None
    trigger = Trigger(token=token, kind=kind, mode=mode)
    trigger.arguments += [(t, Role.PARTICIPANT) for t in (*conjuncts(who), *beside)]
    return trigger


_BROADCAST = words(
    "interview interviewed podcast show radio television tv broadcast episode correspondent anchor presenter viewers "
    "listeners readers crowd magazine"
)
_OCCASIONS = words("summit meeting conference visit gathering funeral reception dinner lunch breakfast ceremony event")


def _is_broadcast(token: Token) -> bool:
    return any(t.lower_ in _BROADCAST for t in token.doc[max(0, token.i - 20) : token.i + 20])


def _is_setting_of_speech(child: Token) -> bool:
    """True for "on the sidelines of", "during a visit", "at the summit": an occasion that brought both there."""
    if child.dep_ != "prep" or child.lower_ not in ("at", "during", "on"):
        return False
    for inner in near(child):
        lemma = inner.lemma_.lower()
        if child.lower_ == "on" and inner.dep_ == "pobj" and lemma in ("sideline", "sidelines", "margin", "margins"):
            return True
        if child.lower_ != "on" and inner.dep_ == "pobj" and lemma in _OCCASIONS:
            return True
    return False


def _between(token: Token) -> list[Token]:
    return list(prepositional(token, "between", "among"))


def _modifiers(token: Token) -> list[Token]:
    """The words of the noun phrase before its head, nearest first, without a possessor's own words."""
    found = []
    behind = token
    for before in reversed(token.doc.words[max(0, token.i - 14) : token.i]):
        if behind.is_sent_start:
            break
        if (
            before.pos_ in ("PROPN", "NOUN", "ADJ", "NUM")
            or before.text in ("-", "–", "—", "/", "‐", "‑")
            or (before.tag_ in ("VBN", "VBG", "HYPH") and before.dep_ in ("amod", "punct", "compound"))
        ):
            found.append(before)
        else:
            break
        behind = before
    return found


_ROUTINE_BODIES = words("council committee board parliament senate assembly cabinet commission")
_JOINT_BODIES = words("security european cooperation arctic joint ministerial nordic atlantic general leaders")


def _is_setting(token: Token) -> bool:
    """True for "on the sidelines of the G20 summit"."""
    if token.dep_ != "pobj" or token.head.lower_ != "of":
        return False
    return token.head.head.lemma_.lower() in ("sideline", "margin", "fringe")


def _noun(token: Token, lemma: str, frame: NounFrame) -> Trigger | None:
    if lemma == "talk" and token.lower_ != "talks":
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
    if lemma == "communication" and not words & lexicon.PHONE_WORDS:
        return None  # "in communication with" tells no encounter
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
    carry(trigger)
    if kind is MeetingKind.TALKS and trigger.carried_as in ("", "object"):
        media = [
            *prepositional(token, "by", "over"),
            *(prepositional(trigger.carrier, "by") if trigger.carrier else ()),
        ]
        if any(t.lower_ in ("phone", "telephone") for t in media):  # "had a conversation with Berg by telephone"
            trigger.kind, trigger.mode, trigger.weak = MeetingKind.CALL, Mode.PHONE, False
    return trigger
