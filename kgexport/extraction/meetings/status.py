"""What one mention of a meeting says about its status: verb group, governing words, modifiers of the noun.

The readings follow the factuality literature (FactBank; de Marneffe et al. 2012): tense and auxiliaries first, then the
predicate that selects the mention, then negation.
"""

from dataclasses import replace

from spacy.tokens import Token

from kgexport.extraction.meetings import predicates
from kgexport.extraction.meetings.noun_status import noun_reading
from kgexport.extraction.meetings.readings import CHANGES, SILENT, Reading, softer
from kgexport.extraction.meetings.syntax import near
from kgexport.extraction.meetings.trigger import Trigger
from kgexport.extraction.meetings.verb_status import verb_reading
from kgexport.model import Certainty, Polarity, Status


def reading_of(trigger: Trigger) -> Reading | None:
    """What the mention says about the status; None where it says nothing ("the meeting's agenda")."""
    reading = verb_reading(trigger.token) if trigger.is_verb else noun_reading(trigger)
    return None if reading is None or reading is SILENT else _placed(_softened(reading, trigger), trigger)


_FORMERLY = frozenset({"first", "originally", "initially", "previously", "formerly"})
_BE = frozenset({"was", "were", "been"})


def _placed(reading: Reading, trigger: Trigger) -> Reading:
    """Marks what is told as a plan of the past: "was to meet", "had been due", "was originally scheduled for"."""
    if reading.polarity is Polarity.NEGATIVE:
        return reading
    if reading.status in CHANGES:
        return replace(reading, past_plan=_had_been(trigger.carrier))
    if reading.status not in (Status.SCHEDULED, Status.PROPOSED):
        return reading
    verb = trigger.token if trigger.is_verb else trigger.carrier
    above = [verb] if verb is not None else []
    while above and len(above) < _ABOVE and above[-1].dep_ in ("xcomp", "acl", "relcl", "acomp"):
        above.append(above[-1].head)
    around = [child for each in above for child in near(each)]
    formerly = any(c.lower_ in _FORMERLY and c.dep_ == "advmod" for c in around)
    formerly = formerly or any(t.lower_ in predicates.ORIGINAL for t in trigger.token.lefts)
    if reading.status is Status.PROPOSED:
        # Who proposed it is told of what was proposed before: "the summit was proposed by Austria".
        past = verb is not None and any(c.lower_ in _BE and c.dep_ == "auxpass" for c in near(verb))
        return replace(reading, past_plan=past)
    past = any(each.lower_ in _BE for each in (*above[1:], *(c for c in around if c.dep_ in ("aux", "auxpass"))))
    past = past or any(each.lower_ in _BE for each in above if each.lemma_ == "be")
    planned = any(each.lemma_ in predicates.PLANNED or each.lower_ in predicates.PLANNED for each in above)
    planned = planned or any(each.lemma_ == "be" and each is not verb for each in above)
    planned = planned or any(c.dep_ == "acomp" and c.lower_ in predicates.PLANNED for c in around)
    if not past or not (planned or formerly):
        return replace(reading, past_plan=formerly, superseded=formerly)
    return replace(reading, past_plan=True, superseded=formerly)


def _had_been(verb: Token | None) -> bool:
    """True for "had been scheduled but was called off", told of the time before; not in reported speech, which shifts tenses."""
    for _ in range(_ABOVE):
        if verb is None or verb.dep_ in ("ccomp", "xcomp", "advcl"):
            return False
        if any(c.lower_ == "had" and c.dep_ == "aux" for c in near(verb)):
            return True
        verb = verb.head if verb.dep_ == "conj" else None
    return False


_ABOVE = 4  # words above a verb that are looked at


def is_hypothetical(trigger: Trigger) -> bool:
    """True in a condition: "if the two leaders meet"."""
    verb = trigger.token if trigger.is_verb else trigger.carrier
    for _ in range(4):
        if verb is None:
            return False
        marked = any(child.dep_ == "mark" and child.lower_ in predicates.CONDITIONAL for child in near(verb))
        if marked or _inverted(verb):
            return True
        if verb.dep_ not in ("xcomp", "ccomp", "conj"):
            return False
        verb = verb.head
    return False


def _inverted(verb: Token) -> bool:
    """True for a condition without "if": "Had the two men met, lives might have been saved"."""
    auxiliary = next(iter(near(verb)), None)
    return (
        auxiliary is not None
        and verb.dep_ in ("advcl", "ccomp")
        and auxiliary.dep_ == "aux"
        and auxiliary.lower_ in ("had", "were", "should")
        and any(child.dep_ in ("nsubj", "nsubjpass") and child.i > auxiliary.i for child in near(verb))
    )


_SOON_AFTER = 6  # tokens


def is_habitual(trigger: Trigger) -> bool:
    """True for "frequently meets with", "used to meet"."""
    verb = trigger.token if trigger.is_verb else trigger.carrier
    if verb is None:
        return False
    if any(c.dep_ == "advmod" and c.lower_ in predicates.HABITS for c in near(verb)):
        return True
    if trigger.is_verb and any(t.lower_ in predicates.HABITS for t in verb.doc[verb.i + 1 : verb.i + _SOON_AFTER]):
        return True  # "pledged to consult each other regularly"
    return verb.dep_ == "xcomp" and verb.head.lemma_ == "use" and verb.head.tag_ == "VBD" and verb.tag_ == "VB"


def _softened(reading: Reading, trigger: Trigger) -> Reading:
    """Lower certainty for "reportedly", "allegedly" beside the mention or its verb."""
    certainty = reading.certainty
    places = [trigger.token, trigger.carrier] if trigger.carrier is not None else [trigger.token]
    for place in places:
        for child in near(place):
            if child.lower_ in predicates.ALLEGED:
                certainty = Certainty.POSSIBLE
            elif child.lower_ in predicates.REPORTED and certainty is Certainty.CERTAIN:
                certainty = Certainty.PROBABLE
    if certainty is reading.certainty:
        return reading
    return softer(reading, certainty)
