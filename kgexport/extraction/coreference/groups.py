"""Groups: "the two leaders", "both sides", "both men" and who is in them, where the text makes it clear."""

from kgexport.extraction.coreference.discourse import Discourse, Occurrence
from kgexport.extraction.coreference.entity import Entity, Sort
from kgexport.extraction.coreference.nominals import is_leader
from kgexport.extraction.tree import Token
from kgexport.extraction.word_lists import words

_TWO = frozenset({"two", "both", "pair", "duo"})
_PEOPLE = words(
    "leader man woman president minister diplomat official senator lawmaker candidate politician counterpart pair duo "
    "premier chief brother sister rival friend prisoner suspect"
)
_PARTIES = words("side country nation government party state power capital neighbor neighbour rival ally")
_REACH = 2


def is_group(head: Token) -> bool:
    """True for a noun phrase that speaks of exactly two: "the two leaders", "both sides", "the pair"."""
    lemma = head.lemma_.lower()
    if is_bare_two(head):
        return True
    if lemma in {"pair", "duo"}:
        return any(t.lower_ == "the" for t in head.lefts) and not any(t.lower_ == "of" for t in head.rights)
    if lemma not in _PEOPLE and lemma not in _PARTIES:
        return False
    left = [t.lower_ for t in head.lefts]
    return "both" in left or ("two" in left and ("the" in left or "these" in left))


def is_bare_two(head: Token) -> bool:
    """True for "the two" without a noun."""
    alone = head.lower_ == "two" and head.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"}
    return alone and any(t.lower_ == "the" for t in head.lefts) and not any(t.lower_ == "of" for t in head.rights)


def members_of(discourse: Discourse, head: Token) -> tuple[Entity, ...]:
    """The two members, in the order they were mentioned; none where they are not clear."""
    lemma = head.lemma_.lower()
    here = discourse.occurrence(Entity(sort=Sort.UNNAMED), head.idx, head.idx + len(head), head)
    if is_bare_two(head):
        return _two_people(discourse, here, leaders=False) or _two_parties(discourse, here, organisations=True)
    if lemma in _PEOPLE:
        return _two_people(discourse, here, leaders=lemma in {"leader", "president"})
    if lemma in _PARTIES:
        return _two_parties(discourse, here, organisations=lemma in {"party", "side"})
    return ()


def _two_people(discourse: Discourse, here: Occurrence, *, leaders: bool) -> tuple[Entity, ...]:
    occurrences = [o for o in discourse.back(here.sentence, _REACH) if o.entity.sort is Sort.PERSON]
    if leaders:
        fitting = [o for o in occurrences if any(is_leader(role) for role in o.entity.roles)]
        occurrences = fitting if len({id(o.entity) for o in fitting}) >= 2 else occurrences
    # "he and Putin": a coordinated pair is the clearest antecedent.
    for occurrence in occurrences:
        if occurrence.conjunct_of >= 0:
            listed = [o for o in occurrences if occurrence.conjunct_of in (o.token.i, o.conjunct_of)]
            if len(listed) > 2:
                return ()
            partner = next((o for o in listed if o is not occurrence), None)
            if partner is not None and partner.entity is not occurrence.entity:
                return _in_order(partner.entity, occurrence.entity)
    for reach in range(_REACH + 1):
        distinct: dict[int, Entity] = {}
        for occurrence in occurrences:
            if here.sentence - occurrence.sentence <= reach:
                distinct.setdefault(id(occurrence.entity), occurrence.entity)
        if len(distinct) == 2:
            one, other = distinct.values()
            return _in_order(one, other)
        if len(distinct) > 2:
            return ()
    return ()


def _two_parties(discourse: Discourse, here: Occurrence, *, organisations: bool) -> tuple[Entity, ...]:
    """The two countries spoken of last, by name, government, adjective or people; whoever addresses them is neither."""
    speaker = _speaker_country(discourse, here)
    found: dict[str, Occurrence] = {}
    for occurrence in discourse.back(here.sentence, _REACH + 1):
        for code in _countries(occurrence.entity):
            if code != speaker:
                found.setdefault(code, occurrence)
        if len(found) >= 2:
            break
    if len(found) == 2:
        places = {e.country: e for e in discourse.entities if e.sort is Sort.PLACE and e.name and _is_country(e)}
        governments = {e.country: e for e in discourse.entities if e.sort is Sort.GOVERNMENT}
        sides = [places.get(code) or governments.get(code) for code in found]
        one, other = sides
        if one is not None and other is not None:
            return _in_order(one, other)
    return ()


def _is_country(entity: Entity) -> bool:
    return entity.country is not None and entity.place_is_country


def _countries(entity: Entity) -> list[str]:
    if entity.country and (entity.sort in (Sort.GOVERNMENT, Sort.PERSON) or entity.place_is_country):
        return [entity.country]
    if entity.sort is Sort.PERSON:
        return [role.country for role in entity.roles if role.country][:1]
    if entity.sort is Sort.ORGANISATION and entity.country:
        return [entity.country]
    return []


def _speaker_country(discourse: Discourse, here: Occurrence) -> str | None:
    """The country of the subject whose verb has the group as its object, or that says it in a quotation."""
    subjects = [
        o
        for o in discourse.back(here.sentence, 0)
        if o.role in {"nsubj", "nsubjpass"} and (o.governor == here.governor or here.quotation >= 0)
    ]
    for occurrence in subjects:
        codes = _countries(occurrence.entity)
        if (codes and here.role not in {"nsubj", "nsubjpass"}) or (
            codes and here.quotation >= 0 > occurrence.quotation
        ):
            return codes[0]
    return None


def _in_order(one: Entity, other: Entity) -> tuple[Entity, ...]:
    return (one, other) if one.begin <= other.begin else (other, one)
