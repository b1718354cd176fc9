"""What one mention of a meeting says about its status: verb group, governing words, modifiers of the noun.

The readings follow the factuality literature (FactBank; de Marneffe et al. 2012): tense and auxiliaries first, then the
predicate that selects the mention, then negation.
"""

from dataclasses import dataclass

from spacy.tokens import Token

from kgexport.extraction.meetings.syntax import governing_verb, has_passive, is_verb, negated
from kgexport.extraction.meetings.triggers import Trigger
from kgexport.model import Certainty, Polarity, Status


@dataclass(frozen=True, slots=True)
class Reading:
    """A status with its certainty and polarity, and the words that tell."""

    status: Status
    certainty: Certainty = Certainty.CERTAIN
    polarity: Polarity = Polarity.POSITIVE
    evidence: tuple[int, int] = (0, 0)  # token indices, end exclusive
    presumed: bool = False  # nothing in the words says so: a mere mention presupposes that it was held


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SILENT = Reading(Status.UNKNOWN, Certainty.POSSIBLE)  # the words are understood, and say nothing of the status

# Predicates over an encounter, as verb with the meeting for its object (or its passive subject), or as an infinitive's
# governor. The noun of the same stem reads alike ("invitation to meet").
_REFUSING = _words("refuse decline reject boycott snub skip shun spurn rebuff avoid balk oppose miss")
_CANCELLING = _words("cancel scrap abort nix cut break call-off abandon terminate axe ax drop")
_POSTPONING = _words("postpone delay suspend defer halt freeze shelve pause adjourn")
_RESCHEDULING = _words("reschedule move")
_SCHEDULING = _words(
    "schedule plan agree arrange announce confirm intend slate prepare set decide organise organize due ready vow pledge "
    "promise accept expect anticipate book fix"
)
_PROPOSING_CERTAIN = _words(
    "propose offer invite demand request urge ask call suggest appeal push press advocate order"
)
_PROPOSING_POSSIBLE = _words(
    "want hope wish seek like consider aim try love mull wait prefer look favor favour weigh discuss contemplate explore"
)
_PROPOSED_OBJECT = _words("want hope seek consider mull contemplate favor favour weigh explore")
_PREDICTING = _words("unlikely likely expected due set certain sure bound")
_HAPPENING = _words(
    "take happen occur materialise materialize proceed begin start resume continue open come follow go be"
)
_HOLDING = _words(
    "hold have host attend conduct join complete conclude finish end open convene chair leave enjoy wrap follow begin "
    "start continue resume take participate lead visit pay make use meet finalise finalize crash"
)
_ONGOING = _words("continue resume start begin keep")
_EXCLUDING = _words("expel eject exclude bar ban remove withdraw walk pull")
_WILLING = _words("honor honour please delight interest incline")
_FAILING = _words("fail")
_GOING = _words("go travel fly come arrive head return leave depart drive gather assemble converge convene")
_SENDING = _words("send dispatch deploy")

_NOUN_STEMS: dict[str, str] = {
    "invitation": "invite",
    "offer": "offer",
    "proposal": "propose",
    "request": "request",
    "call": "call",
    "demand": "demand",
    "suggestion": "suggest",
    "hope": "hope",
    "wish": "wish",
    "desire": "want",
    "willingness": "hope",
    "readiness": "hope",
    "possibility": "hope",
    "prospect": "hope",
    "chance": "hope",
    "opportunity": "hope",
    "idea": "propose",
    "effort": "seek",
    "attempt": "seek",
    "bid": "seek",
    "plan": "plan",
    "agreement": "agree",
    "decision": "decide",
    "preparation": "prepare",
    "refusal": "refuse",
    "rejection": "reject",
    "boycott": "boycott",
    "cancellation": "cancel",
    "postponement": "postpone",
    "delay": "postpone",
    "suspension": "suspend",
    "intention": "plan",
    "date": "schedule",
    "eve": "schedule",
    "resumption": "hope",
    "appeal": "appeal",
}

_FUTURE_MODIFIERS = _words(
    "planned upcoming forthcoming scheduled next coming future expected anticipated imminent looming"
)
_POSSIBLE_MODIFIERS = _words("possible potential proposed prospective hypothetical would-be eventual")
_PAST_MODIFIERS = _words("recent last previous earlier past latest historic failed first-ever concluded recently")
_STATUS_MODIFIERS: dict[str, Status] = {
    "postponed": Status.POSTPONED,
    "delayed": Status.POSTPONED,
    "suspended": Status.POSTPONED,
    "stalled": Status.POSTPONED,
    "cancelled": Status.CANCELLED,
    "canceled": Status.CANCELLED,
    "aborted": Status.CANCELLED,
    "scrapped": Status.CANCELLED,
    "rescheduled": Status.RESCHEDULED,
    "ongoing": Status.ONGOING,
    "current": Status.ONGOING,
    "continuing": Status.ONGOING,
}
_PAST_PREPOSITIONS = _words("after following since during at from despite upon in")
_FUTURE_PREPOSITIONS = _words("before ahead pending")
_DOUBTING = _words("falter derail jeopardise jeopardize imperil threaten fade dim collapse complicate undermine")
_ALLEGED = _words("allegedly supposedly purportedly")
_REPORTED = _words("reportedly apparently likely probably presumably")
_MODAL: dict[str, tuple[Status, Certainty]] = {
    "will": (Status.SCHEDULED, Certainty.CERTAIN),
    "'ll": (Status.SCHEDULED, Certainty.CERTAIN),
    "’ll": (Status.SCHEDULED, Certainty.CERTAIN),
    "wo": (Status.SCHEDULED, Certainty.CERTAIN),
    "shall": (Status.SCHEDULED, Certainty.CERTAIN),
    "would": (Status.SCHEDULED, Certainty.CERTAIN),
    "'d": (Status.SCHEDULED, Certainty.CERTAIN),
    "may": (Status.PROPOSED, Certainty.POSSIBLE),
    "might": (Status.PROPOSED, Certainty.POSSIBLE),
    "could": (Status.PROPOSED, Certainty.POSSIBLE),
    "can": (Status.PROPOSED, Certainty.POSSIBLE),
    "should": (Status.PROPOSED, Certainty.POSSIBLE),
    "must": (Status.PROPOSED, Certainty.POSSIBLE),
    "ought": (Status.PROPOSED, Certainty.POSSIBLE),
}
_CONDITIONAL = _words("if unless whether")


def reading_of(trigger: Trigger) -> Reading | None:
    """What the mention says about the status; None where it says nothing ("the meeting's agenda")."""
    reading = _verb_reading(trigger.token) if trigger.is_verb else _noun_reading(trigger)
    return None if reading is None or reading is SILENT else _softened(reading, trigger)


def is_hypothetical(trigger: Trigger) -> bool:
    """True in a condition: "if the two leaders meet"."""
    verb = trigger.token if trigger.is_verb else trigger.carrier
    for _ in range(4):
        if verb is None:
            return False
        if any(child.dep_ == "mark" and child.lower_ in _CONDITIONAL for child in verb.children):
            return True
        if verb.dep_ not in ("xcomp", "ccomp", "conj"):
            return False
        verb = verb.head
    return False


def is_habitual(trigger: Trigger) -> bool:
    """True for "frequently meets with", "used to meet"."""
    verb = trigger.token if trigger.is_verb else trigger.carrier
    if verb is None:
        return False
    if any(c.dep_ == "advmod" and c.lower_ in _HABITS for c in verb.children):
        return True
    return verb.dep_ == "xcomp" and verb.head.lemma_ == "use" and verb.head.tag_ == "VBD" and verb.tag_ == "VB"


_HABITS = _words(
    "frequently often regularly usually routinely always sometimes typically generally rarely occasionally"
)


def _softened(reading: Reading, trigger: Trigger) -> Reading:
    """Lower certainty for "reportedly", "allegedly" beside the mention or its verb."""
    certainty = reading.certainty
    places = [trigger.token, trigger.carrier] if trigger.carrier is not None else [trigger.token]
    for place in places:
        for child in place.children:
            if child.lower_ in _ALLEGED:
                certainty = Certainty.POSSIBLE
            elif child.lower_ in _REPORTED and certainty is Certainty.CERTAIN:
                certainty = Certainty.PROBABLE
    if certainty is reading.certainty:
        return reading
    return Reading(reading.status, certainty, reading.polarity, reading.evidence)


def _span(*tokens: Token) -> tuple[int, int]:
    indices = [t.i for t in tokens]
    return min(indices), max(indices) + 1


def _auxiliaries(verb: Token) -> list[Token]:
    own = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if not own and verb.dep_ == "conj" and is_verb(verb.head) and not any(c.dep_ == "nsubj" for c in verb.children):
        if verb.tag_ == "VB" or (verb.tag_ == verb.head.tag_):
            return [child for child in verb.head.children if child.dep_ in ("aux", "auxpass")]
    return own


def _verb_group(verb: Token) -> tuple[Status, Certainty, list[Token]] | None:
    """Tense, modality and governor of a verb, negation aside; None for a form that says nothing by itself."""
    auxiliaries = _auxiliaries(verb)
    for aux in auxiliaries:
        if aux.lower_ in _MODAL:
            status, certainty = _MODAL[aux.lower_]
            if any(a.lower_ == "have" for a in auxiliaries) and aux.lower_ != "will":
                # "could have met", "would have met": it did not come to that, or nobody knows.
                return Status.UNKNOWN, Certainty.POSSIBLE, [aux, verb]
            return status, certainty, [aux, verb]
    has_to = any(a.lower_ == "to" for a in auxiliaries)
    have = any(a.lemma_ == "have" for a in auxiliaries)
    if verb.tag_ in ("VBD",) or (verb.tag_ == "VBN" and not has_to):
        finite = next((a for a in auxiliaries if a.tag_ in ("VBZ", "VBP")), None)
        if finite is not None and finite.lemma_ == "be" and not have:
            return Status.HELD, Certainty.CERTAIN, [finite, verb]  # "is received": historical present
        return Status.HELD, Certainty.CERTAIN, [*auxiliaries, verb]
    if verb.tag_ == "VBG":
        be = next((a for a in auxiliaries if a.lemma_ == "be"), None)
        if be is not None:
            if have or be.tag_ in ("VBD",):
                return Status.HELD, Certainty.CERTAIN, [*auxiliaries, verb]
            if _future_time(verb):
                return Status.SCHEDULED, Certainty.CERTAIN, [be, verb]
            return Status.ONGOING, Certainty.CERTAIN, [be, verb]
        return None
    if has_to:
        return None
    if verb.tag_ in ("VBZ", "VBP"):
        if _future_time(verb):
            return Status.SCHEDULED, Certainty.CERTAIN, [verb]
        return Status.HELD, Certainty.CERTAIN, [verb]
    return None


_FUTURE_TIME = _words("tomorrow next upcoming soon later tonight coming")


def _future_time(verb: Token) -> bool:
    for child in verb.children:
        if child.dep_ in ("npadvmod", "advmod", "prep"):
            if child.lower_ in _FUTURE_TIME:
                return True
            if any(inner.lower_ in _FUTURE_TIME for inner in child.children):
                return True
            for inner in child.children:
                if inner.dep_ == "pobj" and any(c.lower_ in _FUTURE_TIME for c in inner.children):
                    return True
    return False


def _verb_reading(verb: Token, depth: int = 0) -> Reading | None:
    """The reading of a verb that denotes, holds or joins the encounter, as its own clause and those above it put it."""
    if depth > 5:
        return None
    negative = negated(verb)
    group = _verb_group(verb)
    if group is not None:
        status, certainty, evidence = group
        if negative:
            return Reading(
                Status.HELD if status is Status.HELD else status, Certainty.CERTAIN, Polarity.NEGATIVE, _span(*evidence)
            )
        if any(child.lower_ == "yet" for child in verb.children) and status is Status.HELD and False:
            return None
        return Reading(status, certainty, Polarity.POSITIVE, _span(*evidence))
    reading = _governed(verb, depth)
    if reading is not None and negative and reading.polarity is Polarity.POSITIVE:
        return Reading(reading.status, reading.certainty, Polarity.NEGATIVE, reading.evidence)
    return reading


def _governed(verb: Token, depth: int) -> Reading | None:
    """An infinitive or participle: what the word above it makes of it."""
    head = verb.head
    dep = verb.dep_
    participle = verb.tag_ == "VBG" and not any(a.lower_ == "to" for a in _auxiliaries(verb))
    if dep == "ROOT" or head == verb:
        if any(a.lower_ == "to" for a in _auxiliaries(verb)):
            return Reading(Status.SCHEDULED, evidence=_span(verb))  # headline: "Putin to hold talks"
        return Reading(Status.HELD, evidence=_span(verb)) if not participle or depth else None
    if dep in ("xcomp", "ccomp", "advcl", "conj", "oprd", "acomp", "pcomp", "csubj") and is_verb(head):
        lemma = head.lemma_
        if dep in ("conj",):
            return _verb_reading(head, depth + 1) if not _is_status_predicate(lemma) else _governed(head, depth + 1)
        if participle and dep in ("advcl",):
            above = _verb_reading(head, depth + 1)
            if above is not None and above.status is Status.HELD:
                return Reading(Status.HELD, evidence=_span(verb))
            return above or Reading(Status.HELD, evidence=_span(verb))
        if lemma == "be":
            return _copula(head, verb, depth)
        if lemma == "go" and head.tag_ == "VBG" and not participle:
            return Reading(
                Status.SCHEDULED,
                polarity=Polarity.NEGATIVE if negated(head) else Polarity.POSITIVE,
                evidence=_span(head, verb),
            )
        return _selected_by(head, lemma, verb, depth, infinitive=not participle)
    if head.pos_ in ("NOUN", "PROPN") and dep in ("acl", "relcl", "amod", "xcomp"):
        stem = _NOUN_STEMS.get(head.lemma_)
        if stem is not None:
            return _selected_by(head, stem, verb, depth, infinitive=True)
        if participle:
            return Reading(Status.HELD, evidence=_span(verb))
        governor = governing_verb(head)
        if governor is not None:
            return _verb_reading(governor, depth + 1)
        return Reading(Status.PROPOSED, Certainty.POSSIBLE, evidence=_span(verb))
    if head.pos_ == "ADJ":
        if head.lower_ in ("set", "due", "scheduled", "slated", "supposed", "poised", "bound"):
            return _scheduled(head, Certainty.CERTAIN)
        if head.lower_ in ("likely", "expected"):
            return _scheduled(head, Certainty.PROBABLE)
        if head.lower_ in ("unlikely", "reluctant", "unclear"):
            return Reading(Status.IN_DOUBT, Certainty.PROBABLE, evidence=_span(head, verb))
        if head.lower_ == "able" and is_verb(head.head) and head.head.tag_ == "VBD":
            return Reading(Status.HELD, evidence=_span(head, verb))
        if head.lower_ in ("unwilling", "unable"):
            return Reading(Status.REFUSED, evidence=_span(head, verb))
        return Reading(Status.PROPOSED, Certainty.POSSIBLE, evidence=_span(head, verb))
    if dep == "pcomp":
        preposition = head.lower_
        if preposition in _FUTURE_PREPOSITIONS:
            governor = governing_verb(head)
            reading = _verb_reading(governor, depth + 1) if governor is not None else None
            if reading is not None and reading.status is Status.HELD and preposition != "before":
                return Reading(Status.SCHEDULED, evidence=_span(head, verb))
            return reading
        if preposition in ("for", "about", "of", "to"):
            up = head.head
            if is_verb(up):
                return _selected_by(up, up.lemma_, verb, depth, infinitive=True)
            stem = _NOUN_STEMS.get(up.lemma_)
            if stem is not None:
                return _selected_by(up, stem, verb, depth, infinitive=True)
            return Reading(Status.HELD, evidence=_span(head, verb))
        if preposition == "against":
            return Reading(Status.UNKNOWN, Certainty.POSSIBLE, evidence=_span(head, verb))
        governor = governing_verb(head)
        reading = _verb_reading(governor, depth + 1) if governor is not None else None
        if preposition in ("after", "since", "while", "when", "by", "upon", "following") and (
            reading is None or reading.status is Status.HELD or preposition in ("after", "since", "following")
        ):
            return Reading(Status.HELD, evidence=_span(head, verb))
        return reading or Reading(Status.HELD, evidence=_span(head, verb))
    return Reading(Status.HELD, evidence=_span(verb)) if participle else None


def _scheduled(head: Token, certainty: Certainty) -> Reading:
    polarity = Polarity.NEGATIVE if negated(head) or (is_verb(head.head) and negated(head.head)) else Polarity.POSITIVE
    return Reading(Status.SCHEDULED, certainty, polarity, _span(head))


def _copula(be: Token, verb: Token, depth: int) -> Reading:
    """ "is to meet", "was to meet", "the plan is to meet"."""
    polarity = Polarity.NEGATIVE if negated(be) else Polarity.POSITIVE
    return Reading(Status.SCHEDULED, Certainty.CERTAIN, polarity, _span(be, verb))


def _is_status_predicate(lemma: str) -> bool:
    return lemma in _REFUSING or lemma in _CANCELLING or lemma in _POSTPONING or lemma in _PROPOSING_CERTAIN


def _selected_by(head: Token, lemma: str, dependent: Token, depth: int, *, infinitive: bool) -> Reading | None:
    """What the predicate ``lemma`` at ``head`` says of the encounter that it takes as an argument."""
    span = _span(head, dependent)
    if head.pos_ == "NOUN" and head.dep_ in ("dobj", "nsubjpass") and is_verb(head.head):
        over = head.head.lemma_
        if over in _REFUSING and over != "miss":
            return Reading(Status.REFUSED, evidence=_span(head.head, head))
        if over == "accept":
            return Reading(Status.SCHEDULED, evidence=_span(head.head, head))
    no = negated(head) or any(child.lower_ in ("no", "without") for child in head.lefts)
    if head.pos_ in ("NOUN", "PROPN") and is_verb(head.head) and negated(head.head):
        no = True
    if lemma in _REFUSING:
        return Reading(Status.REFUSED, Certainty.CERTAIN, Polarity.NEGATIVE if no else Polarity.POSITIVE, span)
    if lemma in _CANCELLING:
        return Reading(Status.CANCELLED, Certainty.CERTAIN, Polarity.NEGATIVE if no else Polarity.POSITIVE, span)
    if lemma in _POSTPONING:
        return Reading(Status.POSTPONED, Certainty.CERTAIN, Polarity.NEGATIVE if no else Polarity.POSITIVE, span)
    if lemma in _RESCHEDULING and not infinitive:
        return Reading(Status.RESCHEDULED, evidence=span)
    if lemma in _DOUBTING and not infinitive:
        return Reading(Status.IN_DOUBT, Certainty.PROBABLE, evidence=span)
    if lemma == "decide" and no and head.pos_ == "NOUN":
        return Reading(Status.IN_DOUBT, Certainty.POSSIBLE, evidence=span)
    if lemma in _SCHEDULING and (infinitive or lemma not in ("confirm", "announce")):
        certainty = Certainty.PROBABLE if lemma in ("expect", "anticipate") else Certainty.CERTAIN
        if no:
            return Reading(Status.SCHEDULED, Certainty.CERTAIN, Polarity.NEGATIVE, span)
        return Reading(Status.SCHEDULED, certainty, Polarity.POSITIVE, span)
    if lemma in _PROPOSING_CERTAIN or lemma in _PROPOSING_POSSIBLE:
        if lemma == "ask" and not infinitive and depth:
            return None
        if lemma in ("seek", "try", "look", "aim") and no:
            return Reading(Status.SCHEDULED, Certainty.CERTAIN, Polarity.NEGATIVE, span)
        if no:
            return Reading(Status.REFUSED, Certainty.CERTAIN, Polarity.POSITIVE, span)
        certainty = Certainty.CERTAIN if lemma in _PROPOSING_CERTAIN else Certainty.POSSIBLE
        return Reading(Status.PROPOSED, certainty, Polarity.POSITIVE, span)
    if lemma in _WILLING and infinitive:
        return Reading(Status.PROPOSED, Certainty.POSSIBLE, evidence=span)
    if lemma in _FAILING and infinitive:
        return Reading(Status.HELD, Certainty.CERTAIN, Polarity.NEGATIVE, span)
    if lemma in _SENDING and infinitive:
        return Reading(Status.UNKNOWN, Certainty.PROBABLE, evidence=span)
    above = _verb_reading(head, depth + 1) if is_verb(head) else None
    if above is None and not is_verb(head):
        governor = governing_verb(head)
        above = _verb_reading(governor, depth + 1) if governor is not None else None
    if above is not None and infinitive and lemma in _GOING and above.status is Status.HELD:
        return Reading(Status.HELD, Certainty.PROBABLE, above.polarity, above.evidence)
    if above is not None and infinitive and lemma in ("refuse", "begin", "start", "continue", "manage", "get"):
        return above
    return above


def _noun_reading(trigger: Trigger) -> Reading | None:
    token = trigger.token
    words = {t.lower_: t for t in token.lefts if t.dep_ in ("amod", "compound", "nmod", "advmod", "acl", "det")}
    for child in list(words.values()):
        for inner in child.lefts:
            if inner.dep_ in ("amod", "advmod"):
                words.setdefault(inner.lower_, inner)
    no = "no" in words or (token.dep_ == "conj" and any(t.lower_ == "no" for t in token.head.lefts))
    for modifier in trigger.modifiers:
        words.setdefault(modifier.lower_, modifier)
    for word, where in words.items():
        if word in _STATUS_MODIFIERS:
            return Reading(_STATUS_MODIFIERS[word], evidence=_span(where, token))
    for child in _clauses_on(token):
        if child.lemma_ in ("take", "happen", "occur") and is_verb(child):
            happened = _verb_reading(child)
            if happened is not None and happened.status in (Status.HELD, Status.SCHEDULED):
                return happened
    carried = _carried(trigger)
    if carried is SILENT:
        return SILENT
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_ == "day":
        return Reading(Status.ONGOING, evidence=_span(token.head.head, token))  # "on the second day of the conference"
    if no:
        status = carried.status if carried is not None else Status.HELD
        evidence = carried.evidence if carried is not None else _span(words["no"], token)
        return Reading(status, Certainty.CERTAIN, Polarity.NEGATIVE, evidence)
    if carried is not None and (carried.status is not Status.HELD or carried.polarity is Polarity.NEGATIVE):
        return carried
    for word, where in words.items():
        if word in _POSSIBLE_MODIFIERS:
            return Reading(Status.PROPOSED, Certainty.POSSIBLE, evidence=_span(where, token))
        if word in _FUTURE_MODIFIERS and (carried is None or trigger.carried_as not in ("object", "subject")):
            certainty = Certainty.PROBABLE if word in ("expected", "anticipated") else Certainty.CERTAIN
            return Reading(Status.SCHEDULED, certainty, evidence=_span(where, token))
    if carried is not None:
        return carried
    # A reduced clause behind the noun: "a meeting scheduled for Tuesday".
    for child in token.children:
        if child.dep_ in ("acl", "relcl") and is_verb(child):
            reading = _clause_on_noun(child)
            if reading is not None:
                return reading
    for word, where in words.items():
        if word in _PAST_MODIFIERS:
            return Reading(Status.HELD, evidence=_span(where, token))
    if token.head == token or token.dep_ == "ROOT":
        return None
    return Reading(Status.HELD, evidence=(token.i, token.i + 1), presumed=True)


def _clauses_on(token: Token) -> list[Token]:
    """Relative clauses of the noun, and those with "which" that the parser hung on a party behind it."""
    found = [child for child in token.children if child.dep_ == "relcl"]
    for preposition in token.children:
        if preposition.dep_ == "prep" and preposition.lower_ in ("with", "between"):
            for party in preposition.children:
                found += [
                    c for c in party.children if c.dep_ == "relcl" and any(t.lower_ == "which" for t in c.children)
                ]
    return found


def _clause_on_noun(verb: Token) -> Reading | None:
    lemma = verb.lemma_
    if has_passive(verb) or verb.tag_ == "VBN":
        return _predicated(verb, lemma)
    return _verb_reading(verb)


def _predicated(verb: Token, lemma: str) -> Reading | None:
    """The noun as (passive) subject or object of a verb."""
    for words, status in (
        (_REFUSING, Status.REFUSED),
        (_CANCELLING, Status.CANCELLED),
        (_POSTPONING, Status.POSTPONED),
        (_RESCHEDULING, Status.RESCHEDULED),
    ):
        if lemma in words:
            break
    else:
        status = None
    own = _verb_reading(verb)
    polarity = own.polarity if own is not None else Polarity.POSITIVE
    span = own.evidence if own is not None and own.evidence != (0, 0) else _span(verb)
    certainty = own.certainty if own is not None else Certainty.CERTAIN
    if status is not None:
        if (
            own is not None
            and own.status in (Status.SCHEDULED, Status.PROPOSED)
            and own.certainty is not Certainty.CERTAIN
        ):
            return Reading(status, own.certainty, polarity, span)
        return Reading(status, Certainty.CERTAIN, polarity, span)
    if lemma in _DOUBTING:
        return Reading(Status.IN_DOUBT, Certainty.PROBABLE, evidence=span)
    if own is not None and own.status in (Status.PROPOSED, Status.IN_DOUBT, Status.REFUSED, Status.UNKNOWN):
        return own
    if lemma in _SCHEDULING and lemma not in ("announce", "confirm", "accept"):
        return Reading(
            Status.SCHEDULED,
            Certainty.PROBABLE if lemma in ("expect", "anticipate") else Certainty.CERTAIN,
            polarity,
            span,
        )
    if lemma in _PROPOSING_CERTAIN:
        return Reading(Status.PROPOSED, Certainty.CERTAIN, polarity, span)
    if lemma in _PROPOSED_OBJECT:
        return Reading(Status.PROPOSED, Certainty.POSSIBLE, polarity, span)
    if own is None:
        return None
    return Reading(own.status, certainty, polarity, span)


def _carried(trigger: Trigger) -> Reading | None:
    """What the verb or preposition that carries the noun says."""
    verb, how, token = trigger.carrier, trigger.carried_as, trigger.token
    if verb is None:
        stem = _noun_governor(token)
        return stem
    if how == "object":
        if verb.lemma_ == "call" and any(c.lower_ == "off" for c in verb.children):
            return Reading(Status.CANCELLED, evidence=_span(verb))
        if verb.lemma_ in ("put", "place"):
            return Reading(Status.POSTPONED, evidence=_span(verb))
        return _predicated(verb, verb.lemma_)
    if how == "subject":
        lemma = verb.lemma_
        if lemma in _DOUBTING:
            return Reading(Status.IN_DOUBT, Certainty.PROBABLE, evidence=_span(verb))
        if lemma == "be":
            return _copular(verb)
        own = _verb_reading(verb)
        if own is None:
            return None
        if own.status is Status.PROPOSED and lemma not in _HAPPENING:
            return SILENT  # "the talks should serve as an opportunity"
        if own.polarity is Polarity.NEGATIVE and lemma not in (
            "take",
            "happen",
            "occur",
            "materialise",
            "materialize",
            "proceed",
        ):
            # "the meeting did not produce a deal": it was held all the same.
            return Reading(Status.HELD, evidence=own.evidence) if own.status is Status.HELD else None
        return own
    governor = _noun_governor(token)
    if governor is not None:
        return governor
    if how in _FUTURE_PREPOSITIONS or (how in ("of", "to") and _is_ahead(token)):
        own = _verb_reading(verb)
        if own is not None and own.status is Status.HELD and how == "before" and trigger.token.tag_ != "NNS":
            return Reading(Status.SCHEDULED, evidence=_span(token.head, token))
        return Reading(Status.SCHEDULED, evidence=_span(token.head, token))
    if how in ("after", "following", "since", "during", "despite"):
        own = _verb_reading(verb)
        if verb.dep_ == "xcomp" and verb.head.tag_ in ("VBD", "VBN") and how in ("after", "following", "since"):
            return Reading(Status.HELD, evidence=_span(token.head, token))  # "agreed to hold a summit after a call"
        if (
            own is not None
            and own.status in (Status.SCHEDULED, Status.PROPOSED)
            and how in ("during", "after", "following")
        ):
            return own if how == "during" or (trigger.token.tag_ == "NN" and not trigger.definite) else SILENT
        return Reading(Status.HELD, evidence=_span(token.head, token))
    if how in ("in", "at", "for", "to", "with", "on", "into", "from"):
        if verb.lemma_ == "be" and negated(verb):
            return SILENT  # "was not at the summit"
        if how == "on" and verb.lemma_ == "be" and verb.tag_ in ("VBZ", "VBP"):
            return Reading(Status.ONGOING, evidence=_span(verb, token))
        if how == "from" and verb.lemma_ in _EXCLUDING and token.tag_ == "NNS":
            return Reading(Status.ONGOING, evidence=_span(verb, token))
        if how == "in" and verb.lemma_ == "be":
            own = _verb_reading(verb)
            running = any(t.tag_ in ("VBZ", "VBP") for t in (verb, *_auxiliaries(verb))) or (
                verb.dep_ == "ccomp" and trigger.token.tag_ == "NNS"
            )
            if own is not None and own.status is Status.HELD and running:
                return Reading(Status.ONGOING, Certainty.CERTAIN, own.polarity, _span(verb, token))
            return own
        selected = _selected_by(verb, verb.lemma_, token, 1, infinitive=how in ("for", "to"))
        if selected is not None and selected.status is Status.ONGOING and how in ("in", "at", "with"):
            return Reading(Status.HELD, selected.certainty, selected.polarity, selected.evidence)
        return selected
    return None


def _is_ahead(token: Token) -> bool:
    preposition = token.head
    return preposition.head.lower_ in ("ahead", "prior")


def _copular(be: Token) -> Reading | None:
    """ "the meeting is possible", "the summit is on hold", "talks are under way"."""
    polarity = Polarity.NEGATIVE if negated(be) else Polarity.POSITIVE
    for child in be.children:
        if child.dep_ in ("acomp", "attr", "oprd") or (child.dep_ == "prep"):
            word = child.lower_
            if any(c.dep_ == "xcomp" and c.lemma_ not in _HAPPENING for c in child.children) and word in _PREDICTING:
                return SILENT  # "the visit was unlikely to push tensions"
            if word in ("possible", "likely", "expected"):
                certainty = Certainty.POSSIBLE if word == "possible" else Certainty.PROBABLE
                status = Status.PROPOSED if word == "possible" else Status.SCHEDULED
                return Reading(status, certainty, polarity, _span(be, child))
            if word in ("unlikely", "uncertain", "unclear", "doubtful"):
                return Reading(Status.IN_DOUBT, Certainty.PROBABLE, polarity, _span(be, child))
            if word in ("due", "set", "scheduled", "slated"):
                return Reading(Status.SCHEDULED, Certainty.CERTAIN, polarity, _span(be, child))
            if word == "over":
                return Reading(Status.HELD, Certainty.CERTAIN, polarity, _span(be, child))
            if word == "on" and any(c.lower_ == "hold" for c in child.children):
                return Reading(Status.POSTPONED, Certainty.CERTAIN, polarity, _span(be, child))
            if word == "in" and any(c.lower_ in ("doubt", "question", "jeopardy") for c in child.children):
                return Reading(Status.IN_DOUBT, Certainty.PROBABLE, polarity, _span(be, child))
            if word in ("underway", "ongoing") or (word == "under" and any(c.lower_ == "way" for c in child.children)):
                return Reading(Status.ONGOING, Certainty.CERTAIN, polarity, _span(be, child))
    own = _verb_group(be)
    if own is None:
        return _verb_reading(be)
    status, certainty, evidence = own
    if status is Status.HELD and any(t.tag_ in ("VBZ", "VBP") for t in (be, *_auxiliaries(be))):
        return SILENT  # "the visit is important"
    if status is Status.PROPOSED:
        return SILENT
    return Reading(status, certainty, Polarity.POSITIVE, _span(*evidence))


def _noun_governor(token: Token) -> Reading | None:
    """ "hopes for a meeting", "an invitation to the summit", "plans for talks"."""
    preposition = token.head
    if token.dep_ != "pobj" or preposition.dep_ != "prep":
        return None
    noun = preposition.head
    if noun.pos_ not in ("NOUN", "PROPN"):
        return None
    stem = _NOUN_STEMS.get(noun.lemma_)
    if stem is None:
        return None
    if noun.dep_ in ("nsubj", "nsubjpass") and is_verb(noun.head):
        predicate = noun.head
        if predicate.lemma_ in _DOUBTING:
            return Reading(Status.IN_DOUBT, Certainty.PROBABLE, evidence=_span(predicate))
    if noun.dep_ in ("dobj", "nsubjpass") and is_verb(noun.head):
        predicate = noun.head
        if predicate.lemma_ in _REFUSING:
            return Reading(Status.REFUSED, evidence=_span(predicate, noun))
        if predicate.lemma_ == "accept":
            return Reading(Status.SCHEDULED, evidence=_span(predicate, noun))
    return _selected_by(noun, stem, token, 1, infinitive=True)
