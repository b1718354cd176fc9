"""The step: from names and the parse to the agents and places of an article."""

from collections.abc import Iterator

from msgspec.structs import replace

from kgexport import gazetteer
from kgexport.extraction.coreference.entity import Entity, Sort
from kgexport.extraction.coreference.names import entities_of
from kgexport.extraction.coreference.nominals import PRESS
from kgexport.extraction.coreference.places import places_within
from kgexport.extraction.coreference.resolver import Resolver
from kgexport.extraction.coreference.spelling import written
from kgexport.extraction.coreference.titles import title_phrases
from kgexport.extraction.draft import Claim, Draft
from kgexport.extraction.parse import ParsedArticle
from kgexport.extraction.tree import Span
from kgexport.extraction.unnamed import unnamed_from
from kgexport.model import (
    AnonymousSource,
    Mention,
    Organisation,
    OrganisationKind,
    Outlet,
    Person,
    Place,
    ReferringKind,
    UnnamedAgent,
)

_PREFIX = {Sort.PERSON: "person", Sort.PLACE: "place", Sort.ORGANISATION: "org", Sort.GOVERNMENT: "org"}
_KIND_OF_NOUN = {
    **dict.fromkeys(("ministry", "department"), OrganisationKind.MINISTRY),
    **dict.fromkeys(("court", "tribunal"), OrganisationKind.COURT),
    **dict.fromkeys(("party",), OrganisationKind.PARTY),
    **dict.fromkeys(("seat", "government"), OrganisationKind.GOVERNMENT),
    **dict.fromkeys(("company", "firm", "airline", "bank", "manufacturer"), OrganisationKind.COMPANY),
}


class CoreferenceExtractor:
    """Gathers names, noun phrases and pronouns into agents and places."""

    def extract(self, parsed: ParsedArticle, draft: Draft) -> Iterator[Claim]:
        """The agents and places of the article, places and named agents before those that refer to them."""
        entities = entities_of(parsed, draft.names)
        owner = {mention.begin: entity for entity in entities for mention in entity.mentions}
        resolver = Resolver(parsed, draft.quotations, entities)
        resolver.learn_titles(title_phrases(parsed, draft.names), owner)
        resolver.governments.take_over()
        resolver.read(draft.names)
        ordered = sorted(entities, key=lambda entity: (entity.begin, entity.sort))
        places = [entity for entity in ordered if entity.sort is Sort.PLACE and entity.mentions]
        for entity in places:
            entity.identifier = draft.free_id("place", entity.begin)
        within = places_within(parsed, places)
        for entity in places:
            yield _place(entity, within.get(id(entity)))
        for entity in ordered:
            if entity.sort in (Sort.PERSON, Sort.ORGANISATION, Sort.GOVERNMENT) and (
                entity.mentions or entity.inferred_from
            ):
                entity.identifier = draft.free_id(_PREFIX[entity.sort], entity.begin)
                yield _agent(entity, parsed)
        for entity in ordered:
            if entity.sort is Sort.UNNAMED and entity.wanted and not entity.thing and entity.mentions:
                yield from _unnamed(entity, parsed, draft)


def _sorted(mentions: list[Mention]) -> tuple[Mention, ...]:
    unique = {(mention.begin, mention.end): mention for mention in mentions}
    return tuple(unique[span] for span in sorted(unique))


def _name_of(entity: Entity) -> str:
    others = (mention.text for mention in entity.mentions if mention.kind is not ReferringKind.PRONOUN)
    return written(entity.name, others, acronym=entity.sort is Sort.ORGANISATION)


def _place(entity: Entity, within: Entity | None) -> Place:
    return Place(
        id=entity.identifier,
        name=_name_of(entity),
        mentions=_sorted(entity.mentions),
        place_kind=entity.place_kind or gazetteer.place_kind(entity.name),
        country=entity.country,
        within=within.identifier if within is not None else None,
    )


def _agent(entity: Entity, parsed: ParsedArticle) -> Person | Organisation:
    mentions = _sorted(entity.mentions)
    name = _name_of(entity)
    inferred = entity.inferred_from if not mentions else None
    if entity.sort is Sort.PERSON:
        return Person(id=entity.identifier, name=name, mentions=mentions)
    if entity.sort is Sort.GOVERNMENT:
        return Organisation(
            id=entity.identifier,
            name=name,
            mentions=mentions,
            organisation_kind=OrganisationKind.GOVERNMENT,
            country=entity.country,
            inferred_from=inferred,
        )
    kind = _organisation_kind(entity)
    record = Outlet if entity.outlet or _is_publisher(entity, parsed) else Organisation
    return record(id=entity.identifier, name=name, mentions=mentions, organisation_kind=kind, country=entity.country)


def _is_publisher(entity: Entity, parsed: ParsedArticle) -> bool:
    publisher = parsed.article.publisher
    return bool(publisher) and _bare(publisher or "") in {_bare(m.text) for m in entity.mentions} | {_bare(entity.name)}


def _bare(name: str) -> str:
    return name.casefold().removeprefix("the ").strip()


def _organisation_kind(entity: Entity) -> OrganisationKind | None:
    if gazetteer.is_international(entity.name):
        return OrganisationKind.INTERNATIONAL
    for noun in sorted(entity.nouns):
        if noun in _KIND_OF_NOUN:
            return _KIND_OF_NOUN[noun]
    return None


_OFFICES_AND_PRESS = PRESS | {
    *("minister", "mayor", "governor", "ambassador", "senator", "congressman", "congresswoman", "sheriff")
}


def _is_known_office(span: Span) -> bool:
    definite = any(token.lower_ == "the" for token in span.root.lefts)
    return definite and span.root.tag_ == "NN" and span.root.lemma_.lower() in _OFFICES_AND_PRESS


def _unnamed(entity: Entity, parsed: ParsedArticle, draft: Draft) -> Iterator[Claim]:
    first = min(entity.mentions, key=lambda mention: (mention.begin, -mention.end))
    span = parsed.tokens(first.begin, first.end)
    agent = unnamed_from(parsed, span, draft)
    if agent.id in draft.agents:
        return
    # "told officials": an audience gives no information; "the foreign minister" is somebody whom everybody knows.
    if isinstance(agent, AnonymousSource) and (not entity.speaks or _is_known_office(span)):
        agent = UnnamedAgent(
            id=draft.free_id("agent", first.begin), description=agent.description, affiliation=agent.affiliation
        )
    members = tuple(member.identifier for member in entity.members if member.identifier)
    yield replace(agent, mentions=_sorted(entity.mentions), members=members)
