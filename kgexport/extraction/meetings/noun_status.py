"""The status that stands around a noun: its modifiers, the verb or preposition that carries it, clauses behind it."""

from kgexport.extraction.meetings import predicates
from kgexport.extraction.meetings.carried_status import carried_reading, predicated
from kgexport.extraction.meetings.lexicon import PERSONS
from kgexport.extraction.meetings.readings import SILENT, Reading, span_of
from kgexport.extraction.meetings.syntax import governing_verb, has_passive, is_verb, near, negated
from kgexport.extraction.meetings.trigger import Trigger
from kgexport.extraction.meetings.verb_status import verb_reading
from kgexport.extraction.tree import Token
from kgexport.model import Certainty, Polarity, Status


def noun_reading(trigger: Trigger) -> Reading | None:
    """What the words around a noun say; SILENT where they are understood and say nothing, None where there are none."""
    token = trigger.token
    words = {t.lower_: t for t in token.lefts if t.dep_ in ("amod", "compound", "nmod", "advmod", "acl", "det")}
    for child in list(words.values()):
        for inner in child.lefts:
            if inner.dep_ in ("amod", "advmod"):
                words.setdefault(inner.lower_, inner)
    no = words.get("no") or _no_before(token)
    if no is None:
        no = _not_there(trigger)
    if no is None and token.dep_ == "conj":
        no = next((t for t in token.head.lefts if t.lower_ == "no"), None)
    for modifier in trigger.modifiers:
        words.setdefault(modifier.lower_, modifier)
    for word, where in words.items():
        if word in predicates.STATUS_MODIFIERS:
            return Reading(predicates.STATUS_MODIFIERS[word], evidence=span_of(where, token))
    for child in _clauses_on(token):
        if child.lemma_ in ("take", "happen", "occur") and is_verb(child):
            happened = verb_reading(child)
            if happened is not None and happened.status in (Status.HELD, Status.SCHEDULED):
                return happened
        if child.lemma_ in predicates.CHANGING and _is_of_what_happens(child, token):
            return predicated(child, child.lemma_)  # "was offered a call with Berg, which was cancelled"
    for child in near(token):
        if child.dep_ in ("acl", "oprd") and child.lemma_ in predicates.PLANNED and trigger.carried_as == "object":
            have = trigger.carrier
            if have is not None and have.lemma_ == "have" and not negated(have):  # "had twenty meetings scheduled"
                return Reading(Status.SCHEDULED, evidence=span_of(have, child))
    carried = carried_reading(trigger)
    if carried is SILENT:
        return SILENT
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ == "day":
        return Reading(
            Status.ONGOING, evidence=span_of(token.head.head, token)
        )  # "on the second day of the conference"
    if no is not None:
        planned = next((c for c in near(token) if c.dep_ == "acl" and c.lemma_ in predicates.PLANNED), None)
        if planned is not None:  # "says no talks planned"
            return Reading(Status.SCHEDULED, Certainty.CERTAIN, Polarity.NEGATIVE, span_of(no, planned))
        status = carried.status if carried is not None else Status.HELD
        evidence = carried.evidence if carried is not None else span_of(no, token)
        return Reading(status, Certainty.CERTAIN, Polarity.NEGATIVE, evidence)
    if carried is not None and (carried.status is not Status.HELD or carried.polarity is Polarity.NEGATIVE):
        return carried
    for word, where in words.items():
        if word in predicates.POSSIBLE_MODIFIERS:
            return Reading(Status.PROPOSED, Certainty.POSSIBLE, evidence=span_of(where, token))
        if word in predicates.FUTURE_MODIFIERS and (carried is None or trigger.carried_as not in ("object", "subject")):
            certainty = Certainty.PROBABLE if word in ("expected", "anticipated") else Certainty.CERTAIN
            return Reading(Status.SCHEDULED, certainty, evidence=span_of(where, token))
    if carried is not None:
        return carried
    # A reduced clause behind the noun: "a meeting scheduled for Tuesday".
    for child in near(token):
        if child.dep_ in ("acl", "relcl") and is_verb(child):
            reading = _clause_on_noun(child)
            if reading is not None:
                return reading
    for word, where in words.items():
        if word in predicates.PAST_MODIFIERS:
            return Reading(Status.HELD, evidence=span_of(where, token))
    if token.head == token or token.dep_ == "ROOT" or governing_verb(token) is None:
        return None
    return Reading(Status.HELD, evidence=(token.i, token.i + 1), presumed=True)


_COMPOUND = 8  # tokens of a name before a noun


def _no_before(token: Token) -> Token | None:
    """The "no" of "No Modi–Xi meeting", whatever the parser hangs it on."""
    before = token.doc[max(0, token.i - _COMPOUND) : token.i]
    for word in reversed(before):
        if word.lower_ == "no":
            return word
        if word.pos_ != "PROPN" and word.text not in "-–—/":
            return None
    return None


def _not_there(trigger: Trigger) -> Token | None:
    """The "not" of "there was not a great deal of discussion"."""
    be = trigger.carrier
    if be is None or be.lemma_ != "be" or trigger.carried_as != "subject":
        return None
    there = any(c.dep_ == "expl" for c in near(be))
    return next((c for c in near(be) if there and c.dep_ == "neg"), None)


def _clauses_on(token: Token) -> list[Token]:
    """Relative clauses of the noun, and those with "which" that the parser hung on a party behind it."""
    found = [child for child in near(token) if child.dep_ == "relcl"]
    for preposition in near(token):
        if preposition.dep_ == "prep" and preposition.lower_ in ("with", "between"):
            for party in near(preposition):
                found += [c for c in near(party) if c.dep_ == "relcl" and any(t.lower_ == "which" for t in near(c))]
    return found


def _is_of_what_happens(clause: Token, noun: Token) -> bool:
    """True for a passive clause with "which" or "that" on the noun itself, or on somebody behind it, who is no "which"."""
    subjects = [c for c in near(clause) if c.dep_ == "nsubjpass"]
    if not has_passive(clause) or not any(c.lower_ in ("which", "that") for c in subjects):
        return False
    above = clause.head
    return above.i == noun.i or above.ent_type_ == "PERSON" or above.lemma_.lower() in PERSONS


def _clause_on_noun(verb: Token) -> Reading | None:
    lemma = verb.lemma_
    if has_passive(verb) or verb.tag_ == "VBN":
        return predicated(verb, lemma)
    return verb_reading(verb)
