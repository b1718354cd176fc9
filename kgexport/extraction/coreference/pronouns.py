"""Third-person pronouns: which of the entities mentioned shortly before a pronoun means.

A weighing of syntax and recency in the manner of Lappin and Leass (1994): agreement in number, gender and animacy and the
binding conditions exclude; subjecthood, parallel role, distance and repeated mention weigh. Two entities that weigh alike
leave the pronoun unresolved.
"""

from kgexport.extraction.coreference.discourse import Discourse, Occurrence
from kgexport.extraction.coreference.entity import Entity, Sort
from kgexport.extraction.coreference.lexicon import PRONOUNS, Pronoun
from kgexport.extraction.coreference.salience import BODIES, SUBJECTS, WEIGHTS, speaks_at, weight_of
from kgexport.extraction.tree import Token

_COURTESY = frozenset({"majesty", "royal", "highness", "excellency", "holiness", "honor", "honour", "lordship"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "pobj", "agent"})


def pronoun_of(token: Token) -> Pronoun | None:
    """What sort of third-person pronoun a token is; None for anything else and for "it" that stands for nothing."""
    if token.pos_ != "PRON" and token.tag_ not in {"PRP", "PRP$"}:
        return None
    found = PRONOUNS.get(token.lower_)
    if found is not None and token.i + 1 < len(token.doc) and token.nbor(1).lower_ in _COURTESY:
        return None  # "Her Majesty"
    if found is None or (token.lower_ == "it" and _is_pleonastic(token)):
        return None
    if token.lower_ == "her" and (token.dep_ == "poss" or token.tag_ == "PRP$"):
        return Pronoun(False, found.gender, possessive=True)
    return found


def _is_pleonastic(token: Token) -> bool:
    """Whether "it" stands for nothing: "it is clear that", "it seems", "it was Trump who", "when it comes to"."""
    if token.dep_ == "expl":
        return True
    verb = token.head
    if token.i and token.nbor(-1).lemma_ == "make":
        return True  # "made it to the coast", "that makes it three"
    if verb.lemma_ == "come" and any(t.lower_ in {"when", "if"} and t.i < token.i for t in verb.children):
        return True
    if token.dep_ not in {"nsubj", "nsubjpass"}:
        return any(t.dep_ in {"ccomp", "xcomp"} and t.i > token.i for t in verb.children) and verb.lemma_ in {
            "make",
            "find",
            "consider",
            "think",
        }
    if verb.lemma_ in {"seem", "appear", "turn", "happen", "rain", "snow", "follow"}:
        return True
    complement = any(t.dep_ in {"acomp", "attr", "oprd"} for t in verb.children)
    clause = any(t.dep_ in {"ccomp", "xcomp", "advcl", "csubj", "relcl"} and t.i > token.i for t in verb.children)
    clause = clause or any(
        g.dep_ in {"xcomp", "ccomp", "relcl", "advcl"}
        for t in verb.children
        if t.dep_ in {"acomp", "attr"}
        for g in t.children
    )
    if verb.lemma_ in {"be", "become", "remain"} and complement and clause:
        return True
    passive = token.dep_ == "nsubjpass" and any(t.dep_ == "ccomp" for t in verb.children)
    return passive or (verb.lemma_ == "take" and clause)


def resolve(discourse: Discourse, token: Token, pronoun: Pronoun) -> Entity | None:
    """The entity that the pronoun at ``token`` means; None where nothing fits or two fit alike."""
    here = discourse.occurrence(_NOBODY, token.idx, token.idx + len(token), token)
    if pronoun.plural and _quantified_above(token):
        return None
    best: dict[int, tuple[float, Entity]] = {}
    owner = -1 if pronoun.thing else _antecedent(token)
    listed: set[int] = set()  # bodies that stand beside others where they weigh most
    reach = 2 if pronoun.thing or pronoun.plural else 4
    excluded = _coarguments(here, token, pronoun)
    own_words = _own_words(discourse, here)
    for candidate in discourse.back(here.sentence, reach):
        entity = candidate.entity
        if not _agree(entity, pronoun):
            continue
        if pronoun.plural and here.quotation not in (-1, candidate.quotation) and entity.sort in BODIES:
            continue  # "They call it strategy": whoever speaks means people that the article need not have named
        if here.role == "nsubjpass" and _acts_on(entity, token):
            continue
        if candidate.quotation == own_words != -1:
            # "A boy came with my brother Tom," he said: the speaker says "I" of himself.
            if candidate.token.pos_ == "PROPN":
                best[id(entity)] = (-99.0, entity)
            continue
        if candidate.sentence == here.sentence and (
            _excluded(candidate, here, pronoun, excluded, token) or _is_shared_subject(candidate, here, pronoun)
        ):
            # A coargument cannot be the referent, by whatever name it goes in this clause.
            best[id(entity)] = (-99.0, entity)
            continue
        weight = weight_of(discourse, candidate, here, pronoun, owner)
        known = best.get(id(entity))
        if known is None or (known[0] > -90 and weight > known[0]):
            best[id(entity)] = (weight, entity)
            if pronoun.plural and (candidate.conjunct_of >= 0 or _has_named_conjunct(candidate.token)):
                listed.add(id(entity))
            else:
                listed.discard(id(entity))
    ranked = sorted((item for item in best.values() if item[0] > -90), key=lambda item: -item[0])
    if not ranked:
        return None
    weight, winner = ranked[0]
    margin = WEIGHTS.margin_thing if pronoun.thing or pronoun.plural else WEIGHTS.margin
    if token.lower_ == "it" and here.role not in SUBJECTS:  # an object "it" is most often what was said or done
        margin = WEIGHTS.margin_object
        if weight < WEIGHTS.least_object:
            return None
    if len(ranked) > 1 and weight - ranked[1][0] < margin:
        return None
    if pronoun.plural and winner.sort in BODIES and (winner.sort is Sort.PLACE or _pair_before(discourse, here)):
        return None  # "they" are no place, though it may be the place that makes somebody else unsure
    if id(winner) in listed and winner.sort in BODIES:
        return None  # "thanked Acme and Zenith for their help": both
    if (pronoun.thing or pronoun.plural) and weight < WEIGHTS.least_thing:
        return None
    if pronoun.gender is not None and winner.gender is None:
        winner.heard[pronoun.gender] = winner.heard.get(pronoun.gender, 0) + 1
        if len(ranked) == 1 or winner.heard[pronoun.gender] > 1:
            winner.gender = pronoun.gender
    return winner


def _pair_before(discourse: Discourse, here: Occurrence) -> bool:
    """True where two people act together just before, "A and B left" or "A met B": "they" are more likely those than a body."""
    subjects, objects = set(), set()
    for occurrence in discourse.back(here.sentence, 1):
        if occurrence.entity.sort is not Sort.PERSON:
            continue
        if occurrence.role in SUBJECTS:
            if occurrence.conjunct_of >= 0:
                return True
            subjects.add(occurrence.governor)
        elif occurrence.role in {"dobj", "dative"}:
            objects.add(occurrence.governor)
    return bool(subjects & objects)


_NOBODY = Entity(sort=Sort.UNNAMED)


def _agree(entity: Entity, pronoun: Pronoun) -> bool:
    if pronoun.gender is not None:
        human = entity.sort is Sort.PERSON or (entity.sort is Sort.UNNAMED and entity.person)
        return human and not entity.plural and entity.gender in (None, pronoun.gender)
    if pronoun.thing:
        if entity.sort is Sort.UNNAMED:
            return not entity.person and not entity.plural
        return entity.sort is not Sort.PERSON
    if entity.sort is Sort.PERSON:
        return False
    if entity.sort is Sort.UNNAMED:
        return entity.plural
    return entity.sort in BODIES


def _coarguments(here: Occurrence, token: Token, pronoun: Pronoun) -> frozenset[int]:
    """The governors whose other arguments the pronoun cannot mean."""
    if pronoun.possessive or pronoun.reflexive or here.role not in _ARGUMENTS:
        return frozenset()
    governors = {here.governor}
    governor = token.doc[here.governor]
    if governor.pos_ in {"NOUN", "NUM"} and governor.dep_ in {"dobj", "pobj"}:  # "held a meeting with him"
        governors.add(governor.head.i if governor.dep_ == "dobj" else governor.head.head.i)
    if governor.pos_ == "VERB" and governor.dep_ == "xcomp":  # "wants to meet him"
        governors.add(governor.head.i)
    return frozenset(governors)


def _excluded(
    candidate: Occurrence, here: Occurrence, pronoun: Pronoun, governors: frozenset[int], token: Token
) -> bool:
    if pronoun.reflexive:
        return False
    if candidate.governor in governors and candidate.role in _ARGUMENTS and here.role != candidate.role:
        return True
    if candidate.governor in governors and candidate.role == here.role and candidate.role not in SUBJECTS:
        return candidate.token.i != here.token.i and candidate.role in {"pobj", "dobj"}
    if here.conjunct_of >= 0 and candidate.token.i == here.conjunct_of:  # "Trump and he"
        return True
    if candidate.conjunct_of >= 0 and candidate.conjunct_of == here.conjunct_of:
        return True
    # "his" inside the phrase of its own candidate: "the leader of his party"
    return pronoun.possessive and token.head.i == candidate.token.i


def _own_words(discourse: Discourse, here: Occurrence) -> int:
    """The number of the quotation before a reporting clause whose subject the pronoun is; -1 for any other pronoun."""
    if here.role not in SUBJECTS or not speaks_at(here):
        return -1
    return discourse.quoted.before(here.begin, discourse.parsed.text)


def _is_shared_subject(candidate: Occurrence, here: Occurrence, pronoun: Pronoun) -> bool:
    """True for "Lima" of "Lima called Berg and invited *him*": the subject of a verb and of the one coordinated with it."""
    if pronoun.possessive or pronoun.reflexive or here.role not in {"dobj", "dative"} or candidate.role not in SUBJECTS:
        return False
    verb = here.token.doc[here.governor]
    for _ in range(4):
        if verb.dep_ != "conj" or any(t.dep_ in SUBJECTS for t in verb.lefts):
            return False
        verb = verb.head
        if verb.i == candidate.governor:
            return True
    return False


def _acts_on(entity: Entity, token: Token) -> bool:
    """True for "the city council" of "it was rejected by the council", which the pronoun cannot mean."""
    last = entity.name.rsplit(" ", 1)[-1].casefold()
    by = next((t for t in token.head.rights if t.dep_ == "agent"), None)
    return by is not None and bool(last) and any(t.dep_ == "pobj" and t.lower_ == last for t in by.rights)


def asked_subject(token: Token) -> Token | None:
    """The subject behind a question that somebody answers, whom "he" in it means: "Asked whether *he* would go, Berg laughed"."""
    if token.dep_ not in SUBJECTS and token.dep_ != "poss":
        return None  # "Asked to point him out, Berg nodded"
    for _ in range(8):
        if token.head.i == token.i:
            return None
        token = token.head
        if token.dep_ == "advcl" and token.tag_ == "VBN" and token.lower_ in _ASKED and token.is_sent_start:
            return next((t for t in token.head.lefts if t.dep_ in SUBJECTS and t.i > token.i), None)
    return None


_ASKED = frozenset({"asked", "questioned", "pressed", "told"})


def _quantified_above(token: Token) -> bool:
    """True for "Many joined, believing that *they* had to": they are those many, who are nobody that was named."""
    for _ in range(8):
        if token.head.i == token.i:
            return False
        token = token.head
        subject = next((t for t in token.lefts if t.dep_ in SUBJECTS), None)
        if subject is not None and subject.lower_ in _QUANTIFIERS and subject.i < token.i:
            return not any(True for _ in subject.rights)
    return False


_QUANTIFIERS = frozenset({"many", "some", "others", "most", "few", "several"})


def _antecedent(token: Token) -> int:
    """The noun whose relative clause a possessive, or the subject of what is said in it, stands in; -1 without one.

    "Celebrities who flaunt *their* wealth", "a man who said *he* slept"; a subject of its own between ("who say the state takes
    their money") makes it unsure.
    """
    if token.dep_ in SUBJECTS and token.head.dep_ == "ccomp":
        token = token.head.head
    elif token.dep_ != "poss":
        return -1
    for _ in range(8):
        if token.head.i == token.i:
            return -1
        if token.dep_ == "relcl":
            subject = next((t for t in token.lefts if t.dep_ in SUBJECTS), None)
            return token.head.i if subject is not None and subject.tag_ in {"WP", "WDT"} else -1
        if token.pos_ in {"VERB", "AUX"} and any(t.dep_ in SUBJECTS for t in token.lefts):
            return -1
        token = token.head
    return -1


def _has_named_conjunct(token: Token) -> bool:
    return any(t.dep_ == "conj" and t.pos_ == "PROPN" for t in token.rights)
