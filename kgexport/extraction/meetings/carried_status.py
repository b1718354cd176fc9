"""The status that the verb, preposition or noun says which carries a noun of meeting: "called off the talks", "is in talks"."""

from kgexport.extraction.meetings import predicates
from kgexport.extraction.meetings.carriers import does_not_take_part, stays_away, turns_up
from kgexport.extraction.meetings.readings import SILENT, Reading, span_of
from kgexport.extraction.meetings.syntax import is_verb, near, negated
from kgexport.extraction.meetings.trigger import Trigger
from kgexport.extraction.meetings.verb_status import auxiliaries, denial_of, selected_by, verb_group, verb_reading
from kgexport.extraction.tree import Token
from kgexport.model import Certainty, Polarity, Status

_EXPLICIT = (
    (predicates.REFUSING, Status.REFUSED),
    (predicates.CANCELLING, Status.CANCELLED),
    (predicates.POSTPONING, Status.POSTPONED),
    (predicates.RESCHEDULING, Status.RESCHEDULED),
)


def predicated(verb: Token, lemma: str) -> Reading | None:
    """The noun as (passive) subject or object of a verb."""
    status = next((status for words, status in _EXPLICIT if lemma in words), None)
    own = verb_reading(verb)
    polarity = own.polarity if own is not None else Polarity.POSITIVE
    span = own.evidence if own is not None and own.evidence != (0, 0) else span_of(verb)
    certainty = own.certainty if own is not None else Certainty.CERTAIN
    if status is not None:
        if (
            own is not None
            and own.status in (Status.SCHEDULED, Status.PROPOSED)
            and own.certainty is not Certainty.CERTAIN
        ):
            return Reading(status, own.certainty, polarity, span)
        return Reading(status, Certainty.CERTAIN, polarity, span)
    if lemma in predicates.DENYING:  # "denied a meeting"; "did not deny the meeting" leaves it open
        if polarity is Polarity.NEGATIVE:
            return Reading(Status.HELD, Certainty.POSSIBLE, Polarity.POSITIVE, span)
        return Reading(Status.HELD, Certainty.CERTAIN, Polarity.NEGATIVE, span)
    if lemma in predicates.DOUBTING:
        return Reading(Status.IN_DOUBT, Certainty.PROBABLE, evidence=span)
    if own is not None and own.status in (Status.PROPOSED, Status.IN_DOUBT, Status.REFUSED, Status.UNKNOWN):
        return own
    if lemma in predicates.SCHEDULING and lemma not in ("confirm", "accept"):
        own_words = span[0] <= verb.i < span[1]  # "meet to prepare the summit": meeting is another matter
        return Reading(
            Status.SCHEDULED,
            Certainty.PROBABLE if lemma in ("expect", "anticipate") else Certainty.CERTAIN,
            polarity,
            span if own_words else span_of(verb),
        )
    if lemma in predicates.PROPOSING_CERTAIN:
        return Reading(Status.PROPOSED, Certainty.CERTAIN, polarity, span)
    if lemma in predicates.PROPOSED_OBJECT:
        return Reading(Status.PROPOSED, Certainty.POSSIBLE, polarity, span)
    if own is None:
        return None
    return Reading(own.status, certainty, polarity, span)


def carried_reading(trigger: Trigger) -> Reading | None:
    """What the verb or preposition that carries the noun says."""
    verb, how, token = trigger.carrier, trigger.carried_as, trigger.token
    if verb is None:
        return _noun_governor(token)
    if how == "object":
        if stays_away(verb):
            return _without(verb)
        if verb.lemma_ == "cut" and any(c.lower_ == "short" for c in near(verb)):
            own = verb_reading(verb)  # it was held, and ended before its time
            return own if own is not None and own.status is Status.HELD else SILENT
        if verb.lemma_ == "call" and any(c.lower_ == "off" for c in near(verb)):
            return Reading(Status.CANCELLED, evidence=span_of(*_verb_group(verb)))
        if verb.lemma_ in ("rule", "turn") and any(c.lower_ in ("out", "down") for c in near(verb)):
            return predicated(verb, "reject")
        if verb.lemma_ in ("put", "place") or (verb.lemma_ in ("push", "move") and _moves_back(verb)):
            return Reading(Status.POSTPONED, evidence=span_of(*_verb_group(verb)))
        if verb.lemma_ in predicates.ADMITTING and negated(verb):
            return SILENT  # "has never acknowledged the meeting": it may have been held all the same
        said = predicated(verb, verb.lemma_)
        unsaid = said is not None and said.status is Status.HELD and said.polarity is Polarity.NEGATIVE
        if unsaid and any(c.dep_ == "neg" for c in near(verb)) and verb.lemma_ not in predicates.HOLDING:
            return SILENT  # "did not count those meetings"
        return said
    if how == "subject":
        lemma = verb.lemma_
        if verb.tag_ == "VBN" and verb.dep_ in ("ccomp", "xcomp") and verb.head.lemma_ in _WANTING:
            return SILENT  # "want the trip called off"
        if lemma == "be":
            return _copular(verb)
        if lemma in predicates.DOUBTING or _is_uncertain(verb):
            return Reading(Status.IN_DOUBT, Certainty.PROBABLE, evidence=span_of(verb))
        if lemma in predicates.STAYING and any(_is_on_hold(c) for c in near(verb)):
            return Reading(Status.POSTPONED, evidence=span_of(verb))
        if _is_headline_passive(verb):
            return predicated(verb, lemma)
        own = verb_reading(verb)
        if own is None:
            return None
        if own.status is Status.HELD and own.polarity is Polarity.POSITIVE and _goes_on(verb):
            return Reading(Status.ONGOING, own.certainty, evidence=own.evidence)
        if own.status is Status.PROPOSED and lemma not in predicates.HAPPENING:
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
    if (turns_up(verb) and how in ("to", "at", "for")) or (how == "in" and does_not_take_part(verb)):
        return _without(verb)
    if how in predicates.FUTURE_PREPOSITIONS or (how in ("of", "to") and _is_ahead(token)):
        return Reading(Status.SCHEDULED, evidence=span_of(token.head, token))
    if verb.lemma_ == "pull" and how in ("of", "from") and token.tag_ == "NN":
        return Reading(Status.REFUSED, evidence=span_of(verb, token))  # "pulled out of a meeting"
    if how in ("after", "following", "since", "during", "despite"):
        own = _planned_behind(verb) or verb_reading(verb)
        if verb.dep_ == "xcomp" and verb.head.tag_ in ("VBD", "VBN") and how in ("after", "following", "since"):
            return Reading(Status.HELD, evidence=span_of(token.head, token))  # "agreed to hold a summit after a call"
        if (
            own is not None
            and own.status in (Status.SCHEDULED, Status.PROPOSED)
            and how in ("during", "after", "following")
        ):
            return own if how == "during" or (trigger.token.tag_ == "NN" and not trigger.definite) else SILENT
        return Reading(Status.HELD, evidence=span_of(token.head, token))
    if how in ("in", "at", "for", "to", "with", "on", "into", "from"):
        if verb.lemma_ == "be" and negated(verb):
            return SILENT  # "was not at the summit"
        if verb.lemma_ == "be" and any(c.dep_ == "acomp" and c.lower_ in predicates.PREDICTING for c in near(verb)):
            return _copular(verb)  # "is due in Minsk for talks"
        if how == "on" and verb.lemma_ == "be" and verb.tag_ in ("VBZ", "VBP"):
            return Reading(Status.ONGOING, evidence=span_of(verb, token))
        if how == "from" and verb.lemma_ in predicates.EXCLUDING and token.tag_ == "NNS":
            return Reading(Status.ONGOING, evidence=span_of(verb, token))
        if how == "for" and verb.lemma_ == "be" and verb.tag_ in ("VBZ", "VBP"):
            return Reading(
                Status.SCHEDULED, Certainty.PROBABLE, evidence=span_of(verb, token)
            )  # "is in Paris for talks"
        if how == "in" and verb.lemma_ == "be":
            own = verb_reading(verb)
            told = verb.head if verb.dep_ == "xcomp" and verb.tag_ == "VB" else verb  # "are said to be in talks"
            running = any(t.tag_ in ("VBZ", "VBP") for t in (told, *auxiliaries(told))) or (
                verb.dep_ == "ccomp" and trigger.token.tag_ == "NNS"
            )
            if own is not None and own.status is Status.HELD and running:
                return Reading(Status.ONGOING, Certainty.CERTAIN, own.polarity, span_of(verb, token))
            return own
        selected = selected_by(verb, verb.lemma_, token, 1, infinitive=how in ("for", "to"))
        if selected is not None and selected.status is Status.ONGOING and how in ("in", "at", "with"):
            return Reading(Status.HELD, selected.certainty, selected.polarity, selected.evidence)
        return selected
    return None


_WANTING = frozenset({"want", "like", "need", "prefer", "see"})


def _is_headline_passive(verb: Token) -> bool:
    """True for "Summit moved again", "Talks postponed until May", where a headline leaves out "was"."""
    if verb.tag_ not in ("VBD", "VBN") or verb.lemma_ not in _CHANGED_OR_POSTPONED:
        return False
    around = near(verb)
    if any(c.dep_ in ("dobj", "aux", "prt", "ccomp", "xcomp") for c in around):
        return False
    return all(c.lower_ in _BEHIND_CHANGE for c in around if c.dep_ == "prep")


_CHANGED_OR_POSTPONED = predicates.POSTPONING | {"cancel", "scrap", "reschedule", "move"}
_BEHIND_CHANGE = frozenset(
    {"to", "until", "till", "from", "for", "after", "over", "due", "because", "amid", "as", "by"}
)


def _goes_on(verb: Token) -> bool:
    """True for "the talks continue", "have been going on for a year"."""
    particle = any(c.lower_ == "on" and c.dep_ in ("prt", "advmod") for c in near(verb))
    if verb.lemma_ != "continue" and not (verb.lemma_ in ("go", "drag") and particle):
        return False
    if verb.tag_ in ("VBZ", "VBP"):
        return True
    return verb.tag_ == "VBG" and any(t.tag_ in ("VBZ", "VBP") for t in auxiliaries(verb))


def _planned_behind(verb: Token) -> Reading | None:
    """The plan of "after the meeting the two are to visit the museum", where the tense alone is the present."""
    if verb.lemma_ != "be" or verb.tag_ not in ("VBZ", "VBP"):
        return None
    follows = next((c for c in near(verb) if c.dep_ == "xcomp" and c.tag_ == "VB"), None)
    return None if follows is None else Reading(Status.SCHEDULED, evidence=span_of(verb, follows))


def _without(verb: Token) -> Reading:
    """What "did not attend the summit" presupposes of the summit itself: it was held, or lies ahead."""
    own = verb_reading(verb)
    status = Status.HELD if own is not None and own.status is Status.HELD else Status.SCHEDULED
    return Reading(status, evidence=span_of(*_verb_group(verb)), presumed=True)


def _is_uncertain(verb: Token) -> bool:
    """True for "hung in the balance", "remained in doubt", "appears unlikely"."""
    for child in near(verb):
        if child.dep_ in ("acomp", "oprd", "xcomp") and child.lower_ in predicates.UNCERTAIN:
            return verb.lemma_ in predicates.STAYING
        if child.dep_ == "prep" and child.lower_ in ("in", "at", "on"):
            suspense = any(c.dep_ == "pobj" and c.lower_ in predicates.SUSPENSE for c in near(child))
            if suspense and verb.lemma_ in predicates.STAYING:
                return True
    return False


def _is_on_hold(preposition: Token) -> bool:
    return preposition.lower_ == "on" and any(c.lower_ in ("hold", "ice") for c in near(preposition))


def _verb_group(verb: Token) -> list[Token]:
    """The verb with its auxiliaries and its particle: "had been put off"."""
    return [*auxiliaries(verb), verb, *(c for c in near(verb) if c.dep_ == "prt")]


def _moves_back(verb: Token) -> bool:
    """True for "was pushed back", "moved back to May"."""
    return any(c.lower_ == "back" and c.dep_ in ("advmod", "prt") for c in near(verb))


def _is_ahead(token: Token) -> bool:
    preposition = token.head
    return preposition.head.lower_ in ("ahead", "prior")


def _copular(be: Token) -> Reading | None:
    """For "the meeting is possible", "the summit is on hold", "talks are under way"."""
    polarity = Polarity.NEGATIVE if negated(be) else Polarity.POSITIVE
    for child in near(be):
        if child.dep_ in ("acomp", "attr", "oprd") or (child.dep_ == "prep"):
            word = child.lower_
            if (
                any(c.dep_ == "xcomp" and c.lemma_ not in predicates.HAPPENING for c in near(child))
                and word in predicates.PREDICTING
            ):
                return SILENT  # "the trip was unlikely to raise prices"
            if word in ("possible", "likely", "expected"):
                certainty = Certainty.POSSIBLE if word == "possible" else Certainty.PROBABLE
                status = Status.PROPOSED if word == "possible" else Status.SCHEDULED
                return Reading(status, certainty, polarity, span_of(be, child))
            if word in predicates.UNCERTAIN:
                return Reading(Status.IN_DOUBT, Certainty.PROBABLE, polarity, span_of(be, child))
            if word in ("due", "set", "scheduled", "slated"):
                return Reading(Status.SCHEDULED, Certainty.CERTAIN, polarity, span_of(be, child))
            if word == "over":
                return Reading(Status.HELD, Certainty.CERTAIN, polarity, span_of(be, child))
            if _is_on_hold(child):
                return Reading(Status.POSTPONED, Certainty.CERTAIN, polarity, span_of(be, child))
            if word in ("in", "at") and any(c.lower_ in predicates.SUSPENSE for c in near(child)):
                return Reading(Status.IN_DOUBT, Certainty.PROBABLE, polarity, span_of(be, child))
            if word in ("underway", "ongoing") or (word == "under" and any(c.lower_ == "way" for c in near(child))):
                return Reading(Status.ONGOING, Certainty.CERTAIN, polarity, span_of(be, child))
    own = verb_group(be)
    if own is None:
        return verb_reading(be)
    status, certainty, evidence = own
    if status is Status.HELD and any(t.tag_ in ("VBZ", "VBP") for t in (be, *auxiliaries(be))):
        return SILENT  # "the visit is important"
    if status is Status.PROPOSED:
        return SILENT
    return Reading(status, certainty, Polarity.POSITIVE, span_of(*evidence))


def _noun_governor(token: Token) -> Reading | None:
    """For "hopes for a meeting", "an invitation to the summit", "plans for talks"."""
    preposition = token.head
    if token.dep_ != "pobj" or preposition.dep_ != "prep":
        return None
    noun = preposition.head
    if noun.pos_ not in ("NOUN", "PROPN"):
        return None
    denied = denial_of(noun) if preposition.lower_ in ("of", "about") else None
    if denied is not None:  # "dismissed reports of a meeting"
        return Reading(Status.HELD, Certainty.CERTAIN, Polarity.NEGATIVE, span_of(denied, noun))
    stem = predicates.NOUN_STEMS.get(noun.lemma_)
    if stem is None:
        return None
    if noun.dep_ in ("nsubj", "nsubjpass") and is_verb(noun.head):
        predicate = noun.head
        if predicate.lemma_ in predicates.DOUBTING:
            return Reading(Status.IN_DOUBT, Certainty.PROBABLE, evidence=span_of(predicate))
    if noun.dep_ in ("dobj", "nsubjpass") and is_verb(noun.head):
        predicate = noun.head
        if predicate.lemma_ in predicates.REFUSING:
            return Reading(Status.REFUSED, evidence=span_of(predicate, noun))
        if predicate.lemma_ == "accept":
            return Reading(Status.SCHEDULED, evidence=span_of(predicate, noun))
    return selected_by(noun, stem, token, 1, infinitive=True)
