"""How much speaks for each entity that a pronoun may mean: the role it has, how far away it stands, how often it is named."""

from dataclasses import dataclass
from math import log2

from kgexport.extraction.coreference.discourse import Discourse, Occurrence
from kgexport.extraction.coreference.entity import Sort
from kgexport.extraction.coreference.lexicon import PERSON_NOUNS, SPEECH_VERBS, Pronoun

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
BODIES = (Sort.ORGANISATION, Sort.GOVERNMENT, Sort.PLACE)
_STATES = (Sort.GOVERNMENT, Sort.PLACE)
_ROLE_WEIGHT = {
    "nsubj": 3.0,
    "nsubjpass": 2.8,
    "poss": 1.8,
    "agent": 1.6,
    "dobj": 1.7,
    "dative": 1.7,
    "pobj": 1.2,
    "appos": 1.2,
    "ROOT": 1.5,
    "attr": 0.8,
    "compound": 0.3,
    "nmod": 0.3,
    "amod": 0.0,
}
_DISTANCE = (0.0, 1.4, 2.8, 4.0, 5.0)


@dataclass(frozen=True, slots=True)
class Weights:
    """How the evidence weighs; found by trying on annotated news."""

    parallel: float = 0.6
    salience: float = 0.4
    gender: float = 0.8
    named: float = 0.4
    per_token: float = 0.02
    other_quotation: float = 0.6
    spoken_of: float = 1.0
    own_speaker: float = 3.0
    margin: float = 0.25
    margin_thing: float = 0.5
    collective: float = 1.0
    margin_object: float = 1.0
    least_object: float = 3.0
    least_thing: float = 1.0
    owned: float = 1.0
    owner_of_subject: float = 0.8
    owner_of_person: float = 0.8
    controls: float = 2.5
    both_speak: float = 0.6
    same_clause: float = 0.8
    relative: float = 3.0
    governing: float = 0.5
    paragraph: float = 0.6


WEIGHTS = Weights()


def weight_of(discourse: Discourse, candidate: Occurrence, here: Occurrence, pronoun: Pronoun, owner: int) -> float:
    """What speaks for the entity of ``candidate`` as what the pronoun at ``here`` means.

    ``owner`` is the number of the token that the pronoun's relative clause hangs on, -1 without one.
    """
    entity = candidate.entity
    apart = here.sentence - candidate.sentence
    weight = _ROLE_WEIGHT.get(candidate.role, 1.0) - _DISTANCE[min(apart, 4)]
    if candidate.conjunct_of >= 0:
        weight -= 0.3
    if candidate.role == here.role or (candidate.role in SUBJECTS and here.role in SUBJECTS):
        weight += WEIGHTS.parallel
    weight += WEIGHTS.salience * log2(1 + min(discourse.count(entity), 15))
    if pronoun.gender is not None and entity.gender is pronoun.gender:
        weight += WEIGHTS.gender
    if entity.sort is not Sort.UNNAMED:
        weight += WEIGHTS.named
    elif entity.owned and pronoun.possessive:  # "Russia's position has not changed from its demands"
        weight -= WEIGHTS.owned
    if candidate.role == "poss" and candidate.token.head.dep_ in SUBJECTS:
        # "Norway's minister Tom Berg accused the Front. Its …": the sentence is about him.
        owned = candidate.token.head
        person = owned.ent_type_ == "PERSON" or owned.lemma_.lower() in PERSON_NOUNS
        his_country = pronoun.thing and entity.sort in _STATES and person
        weight += -WEIGHTS.owner_of_person if his_country else WEIGHTS.owner_of_subject
    if apart == 0 and here.role == "poss" and candidate.clause == here.clause:
        weight += WEIGHTS.same_clause
    if apart == 0:
        weight -= WEIGHTS.per_token * min(here.token.i - candidate.token.i, 40)
        if pronoun.reflexive and candidate.governor == here.governor:
            weight += 3.0
        if here.role in {"poss", *SUBJECTS} and candidate.role in SUBJECTS and _governs(candidate, here):
            weight += WEIGHTS.governing
    if pronoun.plural and entity.sort in BODIES:
        weight -= WEIGHTS.collective
    if pronoun.thing and entity.sort is Sort.PLACE:
        weight -= 0.5
    if candidate.role == "dobj" and _controls(candidate, here):
        weight += WEIGHTS.controls
    if apart and here.role in SUBJECTS and candidate.role in SUBJECTS and speaks_at(candidate) and speaks_at(here):
        weight += WEIGHTS.both_speak
    if candidate.token.i == owner:
        weight += WEIGHTS.relative
    if owner < 0 and pronoun.gender is not None and _begins(candidate, here, pronoun):
        same = discourse.paragraph_of(candidate.begin) == discourse.paragraph_of(here.begin)
        weight += WEIGHTS.paragraph if same else 0
    if candidate.quotation != here.quotation:
        weight -= WEIGHTS.other_quotation
        if here.quotation < 0 and here.role in SUBJECTS and speaks_at(here):
            weight -= WEIGHTS.spoken_of
        if here.quotation >= 0 and (_speaks(candidate, here) or _is_quoted_on(discourse, candidate, here)):
            weight -= WEIGHTS.own_speaker
    return weight


def _begins(candidate: Occurrence, here: Occurrence, pronoun: Pronoun) -> bool:
    """True for the subject of a sentence before, or of the clause above the pronoun's: a paragraph goes on about it."""
    if candidate.role not in SUBJECTS:
        return False
    if candidate.sentence != here.sentence:
        return here.role == "poss" or here.role in SUBJECTS
    if here.role == "poss":
        return candidate.clause == here.clause
    return here.role in SUBJECTS or pronoun.reflexive


def _governs(candidate: Occurrence, here: Occurrence) -> bool:
    token, steps = here.token, 0
    while steps < 8 and token.head.i != token.i:
        token = token.head
        if token.i == candidate.governor:
            return True
        steps += 1
    return False


def _controls(candidate: Occurrence, here: Occurrence) -> bool:
    """True for "it forced Apple to lower its prices": the object is the subject of the clause with the pronoun."""
    clause = candidate.token.doc[here.clause]
    return clause.dep_ in {"xcomp", "ccomp"} and clause.head.i == candidate.governor


def speaks_at(occurrence: Occurrence) -> bool:
    """True for what stands beside a verb of speech, or behind "according to"."""
    governor = occurrence.token.doc[occurrence.governor]
    return governor.lemma_ in SPEECH_VERBS or governor.lower_ == "according"


def _speaks(candidate: Occurrence, here: Occurrence) -> bool:
    """True where the candidate is the subject of the word that introduces the quotation around the pronoun."""
    if candidate.role not in SUBJECTS or candidate.quotation >= 0 or here.sentence - candidate.sentence > 1:
        return False
    return candidate.token.doc[candidate.governor].lemma_ in SPEECH_VERBS


def _is_quoted_on(discourse: Discourse, candidate: Occurrence, here: Occurrence) -> bool:
    """True for the subject of the reporting clause before a quotation that goes on: "It hurts," fumed Berg. "*He* did it."."""
    if candidate.role not in SUBJECTS or not -1 == candidate.quotation < here.quotation:
        return False
    text = discourse.parsed.text
    behind = discourse.quoted.before(candidate.begin, text)
    return behind == here.quotation - 1 and "\n" not in text[candidate.end : here.begin]
