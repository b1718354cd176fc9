"""The last step: a draft becomes an AnnotatedArticle, with the joins that only offsets decide."""

from collections.abc import Iterable
from itertools import chain
from typing import TypeVar
from unicodedata import normalize

from msgspec.structs import replace

from kgexport.extraction.draft import Draft
from kgexport.extraction.parse import ParsedArticle
from kgexport.model import (
    AnnotatedArticle,
    AnyAgent,
    Extraction,
    Meeting,
    Mention,
    Organisation,
    Outlet,
    Person,
    Place,
    Statement,
)

_Mentioned = TypeVar("_Mentioned", bound=AnyAgent | Place)


def assemble(parsed: ParsedArticle, draft: Draft, extraction: Extraction | None = None) -> AnnotatedArticle:
    """The annotated article: later references added to their agents, statements told what they are about, all in order."""
    extra: dict[str, list[Mention]] = {}
    for reference in draft.references:
        extra.setdefault(reference.target, []).append(reference.mention)
    agents: list[AnyAgent] = [_with_mentions(agent, extra.get(agent.id, ())) for agent in draft.agents.values()]
    places = [_with_mentions(place, extra.get(place.id, ())) for place in draft.places.values()]
    agents, publisher, authors = _with_publisher_and_authors(parsed, agents)
    return AnnotatedArticle(
        article=parsed.article,
        extraction=extraction,
        agents=tuple(sorted(agents, key=_position)),
        places=tuple(sorted(places, key=_position)),
        times=tuple(sorted(draft.times, key=lambda time: time.mention.begin)),
        memberships=tuple(sorted(draft.memberships, key=lambda post: (post.mention.begin, post.id))),
        meetings=tuple(sorted(draft.meetings.values(), key=_position)),
        statements=tuple(
            sorted(
                (_with_about(statement, draft) for statement in draft.statements.values()),
                key=lambda s: (min(m.begin for m in (*s.content, *([s.cue] if s.cue else []))), s.id),
            )
        ),
        publisher=publisher,
        authors=authors,
    )


def _position(record: AnyAgent | Place | Meeting) -> tuple[int, str]:
    inferred = getattr(record, "inferred_from", None)
    first = record.mentions[0].begin if record.mentions else (inferred.begin if inferred else -1)
    return first, record.id


def _with_mentions(record: _Mentioned, more: Iterable[Mention]) -> _Mentioned:
    known = {(mention.begin, mention.end): mention for mention in chain(more, record.mentions)}
    return replace(record, mentions=tuple(known[span] for span in sorted(known)))


def _with_publisher_and_authors(
    parsed: ParsedArticle, agents: list[AnyAgent]
) -> tuple[list[AnyAgent], str | None, tuple[str, ...]]:
    """The publisher as an Outlet and the authors as Persons: the agents of that name, else new ones without a mention."""
    article = parsed.article
    publisher = None
    if article.publisher:
        wanted = _folded(article.publisher)
        found = next((a for a in agents if isinstance(a, Organisation) and _folded(a.name) == wanted), None)
        outlet = (
            Outlet(id=found.id, name=found.name, mentions=found.mentions, country=found.country)
            if found
            else Outlet(id="org-publisher", name=normalize("NFC", article.publisher))
        )
        agents = [*(agent for agent in agents if agent is not found), outlet]
        publisher = outlet.id
    authors = []
    for number, name in enumerate(article.authors, start=1):
        wanted = _folded(name)
        person = next((a for a in agents if isinstance(a, Person) and _folded(a.name) == wanted), None)
        if person is None:
            person = Person(id=f"person-author-{number}", name=normalize("NFC", name))
            agents.append(person)
        authors.append(person.id)
    return agents, publisher, tuple(authors)


def _folded(name: str) -> str:
    words = normalize("NFKC", name).casefold().split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def _with_about(statement: Statement, draft: Draft) -> Statement:
    """The statement with the agents, places and meetings that its content names, in reading order."""
    about: dict[str, None] = dict.fromkeys(statement.about)
    for part in statement.content:
        about.update((target, None) for target, _ in draft.mentions_in(part.begin, part.end))
    for meeting in draft.meetings.values():
        if any(part.covers(m.begin, m.end) for part in statement.content for m in meeting.mentions):
            about[meeting.id] = None
    return replace(statement, about=tuple(about))
