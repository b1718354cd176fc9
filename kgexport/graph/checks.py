"""What must hold of the records of one article before they are mapped: spans, ids, references and chains."""

from collections.abc import Iterable, Iterator, Mapping

from kgexport.errors import GateError
from kgexport.model import (
    AnnotatedArticle,
    Document,
    Meeting,
    Membership,
    Organisation,
    Outlet,
    Person,
    Place,
    Statement,
    TimeReference,
    UnnamedAgent,
)

_RESERVED = ("extraction", "link-")  # nodes of the graph that no record gives

_ACTOR = (Person, Organisation, UnnamedAgent)
_SPEAKER = (*_ACTOR, Document)


def check_records(annotated: AnnotatedArticle) -> None:
    """Raises GateError (stage ``spans``, ``ids``, ``references`` or ``chains``) for the first thing that does not hold."""
    article = annotated.article.id
    for stage, problems in (
        ("spans", _span_problems(annotated)),
        ("ids", _id_problems(annotated)),
        ("references", _reference_problems(annotated)),
        ("chains", _chain_problems(annotated.statements)),
    ):
        for problem in problems:
            raise GateError(article, stage, problem)


def _span_problems(annotated: AnnotatedArticle) -> Iterator[str]:
    text = annotated.article.text
    for mention in annotated.mentions():
        if text[mention.begin : mention.end] != mention.text:
            yield f"the text at {mention.begin}..{mention.end} is not {mention.text[:40]!r}"


def _id_problems(annotated: AnnotatedArticle) -> Iterator[str]:
    seen: set[str] = set()
    for identifier in annotated.ids():
        if not identifier:
            yield "an empty id"
        if identifier.startswith(_RESERVED):
            yield f"the id {identifier!r} is reserved"
        if identifier in seen:
            yield f"the id {identifier!r} is given twice"
        seen.add(identifier)


def _reference_problems(annotated: AnnotatedArticle) -> Iterator[str]:
    records: dict[str, object] = {}
    records.update((record.id, record) for record in annotated.agents)
    records.update((record.id, record) for record in annotated.places)
    records.update((record.id, record) for record in annotated.times)
    records.update((record.id, record) for record in annotated.meetings)
    records.update((record.id, record) for record in annotated.statements)
    for owner, role, target, classes in _references(annotated):
        found = records.get(target)
        if found is None:
            yield f"{owner}: {role} {target!r} is not in the article"
        elif not isinstance(found, classes):
            yield f"{owner}: {role} {target!r} is a {type(found).__name__}"


Reference = tuple[str, str, str, tuple[type, ...]]


def _references(annotated: AnnotatedArticle) -> Iterator[Reference]:
    """(owner, role, target id, classes that the target may have) of every reference."""
    if annotated.publisher is not None:
        yield "article", "publisher", annotated.publisher, (Outlet,)
    for author in annotated.authors:
        yield "article", "author", author, _ACTOR
    for agent in annotated.agents:
        if isinstance(agent, UnnamedAgent):
            for member in agent.members:
                yield agent.id, "member", member, (*_ACTOR, Place)
            if agent.affiliation is not None:
                yield agent.id, "affiliation", agent.affiliation, (*_ACTOR, Place)
    for place in annotated.places:
        if place.within is not None:
            yield place.id, "within", place.within, (Place,)
    for time in annotated.times:
        if time.anchor_time is not None:
            yield time.id, "anchor", time.anchor_time, (TimeReference,)
    for post in annotated.memberships:
        yield from _post_references(post)
    for meeting in annotated.meetings:
        yield from _meeting_references(meeting)
    for statement in annotated.statements:
        yield from _statement_references(statement)
    for link in annotated.links:
        # Nobody knows who an unnamed agent is.
        yield "link", "agent", link.agent, (Person, Organisation, Place)


def _post_references(post: Membership) -> Iterator[Reference]:
    yield post.id, "member", post.member, _ACTOR
    if post.organisation is not None:
        yield post.id, "organisation", post.organisation, (Organisation, UnnamedAgent)


def _meeting_references(meeting: Meeting) -> Iterator[Reference]:
    if meeting.prepares is not None:
        yield meeting.id, "prepared meeting", meeting.prepares, (Meeting,)
    for part in meeting.participations:
        # A place meets nobody: a country that acts is its government.
        yield part.id, "participant", part.agent, _ACTOR
        if part.principal is not None:
            yield part.id, "principal", part.principal, _ACTOR
        if part.asserted_by is not None:
            yield part.id, "source", part.asserted_by, (Statement,)
    for assertion in meeting.assertions:
        if assertion.asserted_by is not None:
            yield assertion.id, "source", assertion.asserted_by, (Statement,)
        if assertion.time is not None:
            yield assertion.id, "time", assertion.time, (TimeReference,)
        if assertion.place is not None:
            yield assertion.id, "place", assertion.place, (Place,)


def _statement_references(statement: Statement) -> Iterator[Reference]:
    yield statement.id, "speaker", statement.speaker, _SPEAKER
    for addressee in statement.addressees:
        yield statement.id, "addressee", addressee, _ACTOR
    for thing in statement.about:
        yield statement.id, "subject", thing, (*_SPEAKER, Place, Meeting)
    if statement.stated_at is not None:
        yield statement.id, "time", statement.stated_at, (TimeReference,)
    if statement.stated_in is not None:
        yield statement.id, "document", statement.stated_in, (Document,)
    for source in (*statement.based_on, *statement.presumably_based_on):
        yield statement.id, "source", source, (Statement,)


def _chain_problems(statements: Iterable[Statement]) -> Iterator[str]:
    cycle = cycle_in({statement.id: statement.based_on for statement in statements})
    if cycle:
        yield f"a chain of statements comes back to itself: {' -> '.join(cycle)}"


def cycle_in(edges: Mapping[str, Iterable[str]]) -> list[str]:
    """The nodes of one cycle, the first repeated at the end; empty where there is none. Linear, and not recursive."""
    done: set[str] = set()
    for start in edges:
        if start in done:
            continue
        path: list[str] = [start]
        on_path = {start}
        ahead = [iter(edges[start])]
        while ahead:
            following = next(ahead[-1], None)
            if following is None:
                ahead.pop()
                left = path.pop()
                on_path.discard(left)
                done.add(left)
            elif following in on_path:
                return [*path[path.index(following) :], following]
            elif following not in done and following in edges:
                path.append(following)
                on_path.add(following)
                ahead.append(iter(edges[following]))
    return []
