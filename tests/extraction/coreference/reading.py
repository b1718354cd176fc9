"""Who is who, as a test can say it."""

from collections.abc import Callable

from kgexport.extraction.draft import Draft
from kgexport.model import (
    AnnotatedArticle,
    Organisation,
    Person,
    ReferringKind,
)

Found = Callable[..., Draft]
"""``found(text, names)``, see the fixture."""


def words(draft: Draft, name: str) -> list[str]:
    """The mentions of the one agent or place of that name, in reading order."""
    records = [*draft.agents.values(), *draft.places.values()]
    [record] = [r for r in records if name in (getattr(r, "name", None), getattr(r, "description", None))]
    return [mention.text for mention in record.mentions]


def people(draft: Draft) -> list[str]:
    return [agent.name for agent in draft.agents.values() if isinstance(agent, Person)]


def places_of(annotated: AnnotatedArticle) -> dict[str, tuple[str | None, str | None]]:
    """Name -> (country, name of the place it lies in)."""
    names = {place.id: place.name for place in annotated.places}
    return {place.name: (place.country, names.get(place.within or "")) for place in annotated.places}


def people_of(annotated: AnnotatedArticle) -> dict[str, list[str]]:
    """Name -> the texts of the mentions."""
    return {each.name: [m.text for m in each.mentions] for each in annotated.agents if isinstance(each, Person)}


def bodies_of(annotated: AnnotatedArticle) -> dict[str, list[str]]:
    """Name -> the texts of the mentions."""
    return {each.name: [m.text for m in each.mentions] for each in annotated.agents if isinstance(each, Organisation)}


def pronouns_of(annotated: AnnotatedArticle, name: str) -> list[str]:
    person = next(each for each in annotated.agents if getattr(each, "name", None) == name)
    return [mention.text for mention in person.mentions if mention.kind is ReferringKind.PRONOUN]
