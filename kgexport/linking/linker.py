"""Decides which entity of an authority an agent or place of an article is; when in doubt, none.

Candidates go by one of the agent's names (or, for a government, by its country). Each gets a score from what the article says
besides the name; the best one is linked when it is good enough and clearly better than the next.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from kgexport.gazetteer import is_building
from kgexport.linking.authority import Authority, Entity, EntityType, Post
from kgexport.linking.keys import (
    alias_key,
    as_club,
    transliteration_key,
    with_formal_given_name,
    without_company_ending,
    without_country,
    without_initials,
)
from kgexport.model import (
    AnnotatedArticle,
    AnyAgent,
    Document,
    Link,
    Membership,
    Organisation,
    OrganisationKind,
    Person,
    Place,
    PlaceKind,
    ReferringKind,
    UnnamedAgent,
)

GOOD_ENOUGH = 0.6
_ROUNDING = 1e-9
CLEARLY_BETTER = 0.1
FAME = 8  # with equal evidence, an entity known this many times better is meant

# What a label has behind the name where several things have it: "Springfield, Ohio", "Mercury (planet)".
_QUALIFIED = re.compile(r"(?:,\s[^,()]+|\s\([^()]+\))$")

# What stands behind the name of a place that is its team: "Springfield's coach", "Freedonia captain Ana Lima".
_TEAM = re.compile(
    r"(?:['’]s)?\s(?:head\s|first-team\s)?(?:captain|coach|goalkeeper|midfielder|pitcher|quarterback|striker)\b"
)

_NAME = 0.6  # an alias matches
_LABEL = 0.1  # … which is the main label
_COUNTRY = 0.15
_POST = 0.2
_OUT_OF_OFFICE = 0.1
_KIND = 0.1
_OTHER_SORT = 0.3
_LEAST_ACRONYM = 3  # letters


@dataclass(frozen=True, slots=True)
class _Candidate:
    entity: Entity
    score: float
    method: str


@dataclass(frozen=True, slots=True)
class _Context:
    """What the article says that helps to tell namesakes apart."""

    posts: dict[str, list[Membership]]
    countries: dict[str, str]  # id of an agent or place -> alpha-2
    regions: dict[str, str]  # id of a place that is no country -> its name
    mentioned: frozenset[str]  # countries the article names
    teams: frozenset[str]  # ids of places that are somewhere their teams, or whose team the article names, too
    published: date | None


def link(annotated: AnnotatedArticle, authorities: Sequence[Authority]) -> AnnotatedArticle:
    """The article with links to the authorities' entities; links it already has are kept. A pure function of its arguments.

    Unnamed agents, anonymous sources and documents are never linked. The first authority that decides wins.
    """
    context = _context_of(annotated)
    done = {found.agent for found in annotated.links}
    links = list(annotated.links)
    for record in (*annotated.agents, *annotated.places):
        if record.id in done or isinstance(record, UnnamedAgent | Document):
            continue
        found = next(filter(None, (_link_of(record, authority, context) for authority in authorities)), None)
        if found:
            links.append(found)
    return replace(annotated, links=tuple(links))


def _context_of(annotated: AnnotatedArticle) -> _Context:
    posts: dict[str, list[Membership]] = {}
    for post in annotated.memberships:
        posts.setdefault(post.member, []).append(post)
    countries: dict[str, str] = {}
    for record in (*annotated.agents, *annotated.places):
        country = getattr(record, "country", None)
        if country:
            countries[record.id] = country
    regions = {place.id: place.name for place in annotated.places if place.place_kind is not PlaceKind.COUNTRY}
    text = annotated.article.text
    bodies = {agent.name for agent in annotated.agents if isinstance(agent, Organisation)}
    teams = (
        place.id
        for place in annotated.places
        if place.name in bodies or any(_TEAM.match(text, each.end) for each in place.mentions)
    )
    mentioned, published = frozenset(countries.values()), annotated.article.published_date
    return _Context(posts, countries, regions, mentioned, frozenset(teams), published)


def _link_of(record: AnyAgent | Place, authority: Authority, context: _Context) -> Link | None:
    scored = sorted(_scored(record, authority, context), key=lambda c: (-c.score, -c.entity.popularity, c.entity.id))
    if not scored or scored[0].score < GOOD_ENOUGH:
        return None
    best = scored[0]
    close = [each for each in scored if best.score - each.score < CLEARLY_BETTER + _ROUNDING]
    if len(close) > 1:
        best, second = sorted(close, key=lambda c: (-c.entity.popularity, c.entity.id))[:2]
        if best.score < GOOD_ENOUGH or best.entity.popularity < FAME * max(1, second.entity.popularity):
            return None
        best = _Candidate(best.entity, best.score - CLEARLY_BETTER, f"{best.method}+fame")
    return Link(
        agent=record.id,
        target=best.entity.wikidata or best.entity.id,
        authority=authority.name,
        method=best.method,
        score=round(min(best.score, 1.0), 2),
    )


def _scored(record: AnyAgent | Place, authority: Authority, context: _Context) -> Iterator[_Candidate]:
    if isinstance(record, Person):
        yield from _persons(record, authority, context)
    elif isinstance(record, Place):
        yield from _places(record, authority, context)
    elif isinstance(record, Organisation):
        yield from _organisations(record, authority, context)


def _persons(person: Person, authority: Authority, context: _Context) -> Iterator[_Candidate]:
    posts = context.posts.get(person.id, [])
    countries = {context.countries[p.organisation] for p in posts if p.organisation in context.countries}
    single = len(person.name.split()) == 1
    name, plain, found = _found(person.name, EntityType.PERSON, authority, _OTHERWISE)
    if not found:
        plain, found = "initials", authority.with_initials(person.name)
    for entity in found:
        score, method = _NAME + _LABEL * _is_label(entity, name), plain
        held = {entity.country, *(post.country for post in entity.posts)} - {None}
        if countries and held:
            score += _COUNTRY if countries & held else -2 * _COUNTRY
            method += "+country" if countries & held else ""
        elif held & context.mentioned:
            score += _COUNTRY / 3
        matching = [post for post in entity.posts if any(_same_title(post.title, p.title) for p in posts)]
        if matching:
            score += _POST
            method += "+post"
            if context.published and not any(_in_office(post, context.published) for post in matching):
                score -= _OUT_OF_OFFICE
        if single and "+" not in method:
            continue  # a surname alone is anybody's
        yield _Candidate(entity, score, method)


def _organisations(organisation: Organisation, authority: Authority, context: _Context) -> Iterator[_Candidate]:
    if _is_government(organisation):
        governments = authority.of_kind("government", organisation.country or "")
        for entity in governments:
            yield _Candidate(entity, _NAME + _COUNTRY + _KIND, "kind+country")
        if governments:
            return
    name, plain, found = _found(organisation.name, EntityType.ORGANISATION, authority, _BODIES_OTHERWISE)
    if not found and (acronym := _acronym_of(organisation)):
        name, plain, found = acronym, "acronym", authority.candidates(acronym, EntityType.ORGANISATION)
    if not found:
        yield from _institutions(without_country(organisation.name), EntityType.PLACE, authority)
    for entity in found:
        score, method = _NAME + _LABEL * _is_label(entity, name), plain
        if organisation.country and entity.country:
            agrees = organisation.country == entity.country
            score += _COUNTRY if agrees else -2 * _COUNTRY
            method += "+country" if agrees else ""
        if organisation.organisation_kind and entity.kind:
            agrees = organisation.organisation_kind == entity.kind
            score += _KIND if agrees else 0
            method += "+kind" if agrees else ""
        if len(alias_key(organisation.name)) < 3 and "+" not in method:
            continue
        yield _Candidate(entity, score, method)


def _is_government(organisation: Organisation) -> bool:
    """True for a country's government as such; the White House and the Kremlin are bodies of their own."""
    government = organisation.organisation_kind is OrganisationKind.GOVERNMENT and organisation.country is not None
    return government and not is_building(organisation.name)


def _places(place: Place, authority: Authority, context: _Context) -> Iterator[_Candidate]:
    around = context.countries.get(place.within or "") or place.country
    region = alias_key(context.regions.get(place.within or "", ""))
    found = authority.candidates(place.name, EntityType.PLACE)
    if not found and place.place_kind is None:
        yield from _institutions(place.name, EntityType.ORGANISATION, authority)
    for entity in found:
        score, method = _NAME + _LABEL * _is_label(entity, place.name), "alias"
        qualifier = _qualifier(entity.label)
        if region and qualifier:  # "Portland" in Maine is "Portland, Maine", and not "Portland, Oregon"
            score += _COUNTRY if qualifier == region else -_COUNTRY
            method += "+region" if qualifier == region else ""
        if around and entity.country:
            score += _COUNTRY if around == entity.country else -2 * _COUNTRY
            method += "+country" if around == entity.country else ""
        if place.place_kind is PlaceKind.COUNTRY and entity.kind:
            score += _KIND if entity.kind == PlaceKind.COUNTRY else -_KIND
        if place.place_kind is PlaceKind.REGION and entity.kind == PlaceKind.SETTLEMENT:
            score -= _OTHER_SORT  # Washington in "Seattle, Washington" is not the city
        if place.id in context.teams:
            score -= _OTHER_SORT
        yield _Candidate(entity, score, method)


def _institutions(name: str, entity_type: EntityType, authority: Authority) -> Iterator[_Candidate]:
    """What a clinic, a university or a museum is for an authority that has it as a place where we have a body, or the reverse.

    Only a name of several words is asked for: a single one is a town's and a club's.
    """
    for entity in authority.candidates(name, entity_type) if len(alias_key(name).split()) > 1 else ():
        yield _Candidate(entity, _NAME + _LABEL * _is_label(entity, name), "institution")


_Rewriting = Callable[[str], str]
_OTHERWISE: tuple[tuple[str, _Rewriting], ...] = (
    ("initials", without_initials),
    ("nickname", with_formal_given_name),
    ("nickname", lambda name: with_formal_given_name(without_initials(name))),
)
_BODIES_OTHERWISE: tuple[tuple[str, _Rewriting], ...] = (
    ("ending", without_company_ending),
    ("country", without_country),
    ("club", lambda name: as_club(name)[0]),
    ("club", lambda name: as_club(name)[1]),
)


def _acronym_of(organisation: Organisation) -> str | None:
    """The acronym by which the article calls an organisation besides its name: the "NHC" of the National Hurricane Center."""
    names = {mention.text for mention in organisation.mentions if mention.kind is ReferringKind.NAME}
    short = sorted(name for name in names if name.isalpha() and name.isupper() and len(name) >= _LEAST_ACRONYM)
    return short[0] if len(short) == 1 and short[0] != organisation.name else None


def _found(
    name: str, entity_type: EntityType, authority: Authority, otherwise: Iterable[tuple[str, _Rewriting]]
) -> tuple[str, str, Sequence[Entity]]:
    """The name by which candidates were found, the method, and the candidates; as written first, then otherwise."""
    found = authority.candidates(name, entity_type)
    for method, rewritten in () if found else otherwise:
        other = rewritten(name)
        found = authority.candidates(other, entity_type) if other != name else ()
        if found:
            return other, method, found
    return name, "alias", found


def _is_label(entity: Entity, name: str) -> bool:
    """True where the name is the main label, or is so but for what only tells it from namesakes: "Springfield, Ohio"."""
    key = transliteration_key if entity.type is EntityType.PERSON else alias_key
    wanted = key(name)
    return wanted in (key(entity.label), key(_QUALIFIED.sub("", entity.label)))


def _qualifier(label: str) -> str:
    found = _QUALIFIED.search(label)
    return alias_key(found[0]) if found else ""


def _same_title(one: str, other: str) -> bool:
    ours, theirs = set(alias_key(one).split()) - {"of", "the"}, set(alias_key(other).split()) - {"of", "the"}
    return bool(ours) and (ours <= theirs or theirs <= ours)


def _in_office(post: Post, day: date) -> bool:
    # Partial dates compare as strings: "2025" is before "2025-10-21" and not after "2025-…".
    text = day.isoformat()
    begun = post.valid_from is None or post.valid_from <= text
    ended = post.valid_to is not None and post.valid_to < text[: len(post.valid_to)]
    return begun and not ended


def linked(articles: Iterable[AnnotatedArticle], authorities: Sequence[Authority]) -> Iterator[AnnotatedArticle]:
    """The articles, each with its links."""
    for annotated in articles:
        yield link(annotated, authorities)
