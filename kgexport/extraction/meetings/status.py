"""What one mention of a meeting says about its status: verb group, governing words, modifiers of the noun.

The readings follow the factuality literature (FactBank; de Marneffe et al. 2012): tense and auxiliaries first, then the
predicate that selects the mention, then negation.
"""

from kgexport.extraction.meetings import predicates
from kgexport.extraction.meetings.noun_status import noun_reading
from kgexport.extraction.meetings.readings import SILENT, Reading
from kgexport.extraction.meetings.syntax import near
from kgexport.extraction.meetings.trigger import Trigger
from kgexport.extraction.meetings.verb_status import verb_reading
from kgexport.model import Certainty


def reading_of(trigger: Trigger) -> Reading | None:
    """What the mention says about the status; None where it says nothing ("the meeting's agenda")."""
    reading = verb_reading(trigger.token) if trigger.is_verb else noun_reading(trigger)
    return None if reading is None or reading is SILENT else _softened(reading, trigger)


def is_hypothetical(trigger: Trigger) -> bool:
    """True in a condition: "if the two leaders meet"."""
    verb = trigger.token if trigger.is_verb else trigger.carrier
    for _ in range(4):
        if verb is None:
            return False
        if any(child.dep_ == "mark" and child.lower_ in predicates.CONDITIONAL for child in near(verb)):
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
    if any(c.dep_ == "advmod" and c.lower_ in predicates.HABITS for c in near(verb)):
        return True
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
    return Reading(reading.status, certainty, reading.polarity, reading.evidence)
