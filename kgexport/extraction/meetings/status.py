"""What one mention of a meeting says about its status: verb group, governing words, modifiers of the noun.

The readings follow the factuality literature (FactBank; de Marneffe et al. 2012): tense and auxiliaries first, then the
predicate that selects the mention, then negation.
"""

from dataclasses import replace

from kgexport.extraction.meetings import predicates
from kgexport.extraction.meetings.noun_status import noun_reading
from kgexport.extraction.meetings.readings import CHANGES, SILENT, Reading, softer
from kgexport.extraction.meetings.syntax import is_verb, near, negated
from kgexport.extraction.meetings.trigger import Trigger
from kgexport.extraction.meetings.verb_status import verb_reading
from kgexport.extraction.tree import Token
from kgexport.model import Certainty, Polarity, Status


def reading_of(trigger: Trigger) -> Reading | None:
    """What the mention says about the status; None where it says nothing ("the meeting's agenda")."""
    reading = verb_reading(trigger.token) if trigger.is_verb else noun_reading(trigger)
    if trigger.is_verb and reading is not None and reading.status is Status.SCHEDULED and _depends(trigger.token):
        reading = replace(reading, status=Status.PROPOSED, certainty=Certainty.POSSIBLE)
    if reading is not None and reading.status is Status.SCHEDULED and _is_asked(trigger):
        reading = replace(reading, status=Status.PROPOSED, certainty=Certainty.POSSIBLE)
    return None if reading is None or reading is SILENT else _placed(_softened(reading, trigger), trigger)


def _is_asked(trigger: Trigger) -> bool:
    """True in a question: "Will the two sides meet?"."""
    doc, last = trigger.token.doc, trigger.sentence[1] - 1
    while last > trigger.token.i and (doc[last].is_space or doc[last].is_quote):
        last -= 1
    return doc[last].text == "?"


def _depends(verb: Token) -> bool:
    """True where the verb has a condition, or the copula of "would be the first to visit if it comes about"."""
    if _has_condition(verb):
        return True
    attribute = verb.head
    return verb.dep_ in ("acl", "relcl") and attribute.dep_ == "attr" and _has_condition(attribute.head)


def _has_condition(verb: Token) -> bool:
    """True for "would meet her if she apologised", "will not meet them unless"."""
    clauses = (c for c in near(verb) if c.dep_ == "advcl")
    return any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for clause in clauses for c in near(clause))


_FORMERLY = frozenset({"first", "originally", "initially", "previously", "formerly"})
_BE = frozenset({"was", "were", "been"})


def _placed(reading: Reading, trigger: Trigger) -> Reading:
    """Marks what is told as a plan of the past: "was to meet", "had been due", "was originally scheduled for"."""
    if reading.polarity is Polarity.NEGATIVE:
        return reading
    if reading.status in CHANGES:
        undone = _had_been(trigger.carrier) or _undoes_first_plan(trigger.carrier) or _was_first_planned(trigger.token)
        return replace(reading, past_plan=undone)
    if reading.status not in (Status.SCHEDULED, Status.PROPOSED):
        return reading
    verb = trigger.token if trigger.is_verb else trigger.carrier
    above = [verb] if verb is not None else []
    while above and len(above) < _ABOVE and above[-1].dep_ in ("xcomp", "acl", "relcl", "acomp"):
        above.append(above[-1].head)
    around = [child for each in above for child in near(each)]
    formerly = any(c.lower_ in _FORMERLY and c.dep_ == "advmod" and _is_before(c) for c in around)
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
    # "Had been due to meet"; reported speech shifts tenses: "said they had been due to meet".
    had_been = any(c.lower_ == "had" and c.dep_ == "aux" for c in around) and above[-1].dep_ != "ccomp"
    return replace(reading, past_plan=True, superseded=formerly or had_been)


def _is_before(adverb: Token) -> bool:
    """False for "was to meet them first", which is no former plan."""
    return adverb.lower_ != "first" or adverb.i < adverb.head.i


def _undoes_first_plan(verb: Token | None) -> bool:
    """True for "was first planned for May but was put off"."""
    for _ in range(_ABOVE):
        if verb is None or verb.dep_ != "conj":
            return False
        verb = verb.head
        if any(c.lower_ in _FORMERLY and c.dep_ == "advmod" for c in near(verb)):
            return True
    return False


def _was_first_planned(noun: Token) -> bool:
    """True for "the visit, originally planned for July, was put off", told of the time before."""
    plans = (c for c in near(noun) if c.dep_ in ("acl", "relcl") and c.lemma_ in predicates.PLANNED)
    return any(c.lower_ in _FORMERLY for plan in plans for c in near(plan))


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
    if _is_one_way(trigger):
        return True
    for _ in range(4):
        if verb is None:
            return False
        if verb.dep_ == "pcomp" and verb.head.head.lemma_ in _POINTLESS:
            return True  # "no point in sitting down with them"
        if _is_needless(verb) or _is_imagined(verb) or _is_regretted(verb):
            return True
        marked = any(child.dep_ == "mark" and child.lower_ in predicates.CONDITIONAL for child in near(verb))
        if marked or _inverted(verb):
            return True
        if verb.dep_ not in ("xcomp", "ccomp", "conj"):
            return False
        verb = verb.head
    return False


_POINTLESS = frozenset({"point", "sense", "use", "harm"})


def _is_one_way(trigger: Trigger) -> bool:
    """True for "the only option is a dialogue", "a talk with her is necessary", which nobody holds."""
    carrier = trigger.carrier
    copular = carrier is not None and trigger.carried_as == "subject" and carrier.lemma_ == "be"
    if carrier is not None and copular and not trigger.definite and _is_needed(carrier):
        return True
    if trigger.token.dep_ != "attr" or not is_verb(trigger.token.head):
        return False
    return any(c.dep_ == "nsubj" and c.lemma_ in predicates.WAYS for c in near(trigger.token.head))


def _is_needed(be: Token) -> bool:
    return any(c.dep_ == "acomp" and c.lower_ in predicates.NEEDED for c in near(be))


def _is_needless(verb: Token) -> bool:
    """True for "did not need to meet", which leaves open whether they did."""
    return verb.dep_ == "xcomp" and verb.head.lemma_ in ("need", "have") and negated(verb.head)


def _is_regretted(verb: Token) -> bool:
    """True for "should have met them weeks ago", which says that nobody did."""
    helpers = {c.lower_ for c in near(verb) if c.dep_ == "aux"}
    return verb.tag_ == "VBN" and bool(helpers & {"should", "ought"}) and "have" in helpers and not negated(verb)


def is_not_since(verb: Token) -> bool:
    """True for "have not met since the summit", which tells of no encounter."""
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in near(verb))
    return perfect and negated(verb) and any(c.lower_ == "since" for c in near(verb))


def _is_imagined(verb: Token) -> bool:
    """True for "may have thought that they might meet her"."""
    if verb.dep_ != "ccomp" or verb.head.lemma_ not in predicates.IMAGINING:
        return False
    return any(c.dep_ == "aux" and c.lower_ in ("might", "could", "would") for c in near(verb))


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
    """True for "frequently meets with", "used to meet", "meets every year", "meetings of chiefs that typically end early"."""
    verb = trigger.token if trigger.is_verb else trigger.carrier
    token = trigger.token
    if token.tag_ == "NNS" and any(t.lower_ in predicates.PERIODIC for t in trigger.modifiers):
        return True
    if token.tag_ == "NNS" and not trigger.is_verb and any(_has_habit(c) for c in _clauses_of(token)):
        return True
    if verb is None:
        return False
    if not trigger.is_verb and token.tag_ == "NNS" and verb.lemma_ == "be" and not trigger.definite:
        usual = (c for c in near(verb) if c.dep_ == "acomp")
        if trigger.carried_as in ("in", "at", "during") and any(c.lower_ in predicates.USUAL for c in usual):
            return True  # "is common in civic meetings"
    if _recurs(verb):
        return True
    if trigger.is_verb and verb.tag_ in ("VBZ", "VBP") and _is_a_practice(verb):
        return True
    if _has_habit(verb):
        return True
    if trigger.is_verb and any(t.lower_ in predicates.HABITS for t in verb.doc[verb.i + 1 : verb.i + _SOON_AFTER]):
        return True  # "pledged to consult each other regularly"
    return verb.dep_ == "xcomp" and verb.head.lemma_ == "use" and verb.head.tag_ == "VBD" and verb.tag_ == "VB"


def _clauses_of(noun: Token) -> list[Token]:
    """The relative clauses of a noun, and those that the parser hangs on a noun behind "of"."""
    nouns = [noun, *(t for c in near(noun) if c.lower_ == "of" for t in near(c) if t.dep_ == "pobj")]
    return [c for each in nouns for c in near(each) if c.dep_ == "relcl"]


def _has_habit(verb: Token) -> bool:
    return any(c.dep_ == "advmod" and c.lower_ in predicates.HABITS for c in near(verb))


def _recurs(verb: Token) -> bool:
    """True for "meets every year", "dine together each Friday"."""
    return any(c.dep_ == "npadvmod" and any(left.lower_ in ("every", "each") for left in c.lefts) for c in near(verb))


def _is_a_practice(verb: Token) -> bool:
    """True for "she said she meets with families": a present without a day, of nobody in particular on the other side."""
    if verb.dep_ != "ccomp" or not any(c.dep_ == "nsubj" and c.pos_ == "PRON" for c in near(verb)):
        return False
    others = [t for c in near(verb) if c.lower_ == "with" for t in near(c) if t.dep_ == "pobj"]
    others += [c for c in near(verb) if c.dep_ == "dobj"]
    return bool(others) and all(
        t.tag_ == "NNS" and not any(left.dep_ in ("det", "poss", "nummod") for left in t.lefts) for t in others
    )


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
