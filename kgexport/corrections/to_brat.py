"""An annotated article as brat standoff: what people can see and change in the editor.

Spans     a mention of an agent, a place or a time has the class as its type; those of one thing are joined by Equiv. The name
          or the description stands in a note at the first, the link in a Reference, how it refers in the attribute Kind.
Events    Statement (trigger: the cue), Meeting (the first mention; the others are joined to it), Status (the words that tell
          it) and Post (the title).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from kgexport.corrections.schema import NO_CUE
from kgexport.corrections.standoff import Standoff
from kgexport.model import (
    AnnotatedArticle,
    AnyAgent,
    Document,
    Meeting,
    Membership,
    Mention,
    Place,
    Statement,
    StatusAssertion,
    TimeReference,
    UnnamedAgent,
)


@dataclass(frozen=True, slots=True)
class Origins:
    """Which record each span and each event was made from."""

    things: dict[str, str] = field(default_factory=dict)  # span of a mention -> id of the agent, the place or the time
    mentions: dict[str, Mention] = field(default_factory=dict)  # span -> the mention
    records: dict[str, str] = field(default_factory=dict)  # event -> id of the statement, meeting, assertion or post


def standoff_of(annotated: AnnotatedArticle) -> Standoff:
    """What stands beside the text. The same article gives the same standoff."""
    return written_with_origins(annotated)[0]


def written_with_origins(annotated: AnnotatedArticle) -> tuple[Standoff, Origins]:
    """The standoff, and what each part of it was made from."""
    writer = _Writer(annotated)
    writer.write()
    return writer.standoff, writer.origins


class _Writer:
    def __init__(self, annotated: AnnotatedArticle) -> None:
        self.annotated = annotated
        self.text = annotated.article.text
        self.standoff = Standoff()
        self.origins = Origins()
        self._spans: dict[str, list[tuple[Mention, str]]] = {}  # id of a thing -> its mentions and their spans
        self._events: dict[str, str] = {}  # id of a record -> its event
        self._later: list[tuple[str, Callable[[], Iterator[tuple[str, str]]]]] = []

    def write(self) -> None:
        for thing in (*self.annotated.agents, *self.annotated.places):
            self._thing(type(thing).__name__, thing.id, thing.mentions, _note_of(thing))
        for time in self.annotated.times:
            self._thing("Time", time.id, (time.mention,), _note_of(time))
        for link in self.annotated.links:
            for _, span in self._spans.get(link.agent, ())[:1]:
                self.standoff.links.append((span, link.authority, link.target))
        for statement in self.annotated.statements:
            self._statement(statement)
        for meeting in self.annotated.meetings:
            self._meeting(meeting)
            for assertion in meeting.assertions:
                self._assertion(assertion, meeting)
        for post in self.annotated.memberships:
            self._post(post)
        for event, arguments in self._later:
            found = self.standoff.events[event]
            self.standoff.events[event] = type(found)(found.type, found.trigger, tuple(arguments()))

    def _thing(self, kind: str, id: str, mentions: tuple[Mention, ...], note: str) -> None:
        spans = [self._span(kind, mention) for mention in mentions]
        self._spans[id] = list(zip(mentions, spans, strict=True))
        for mention, span in self._spans[id]:
            self.origins.things[span] = id
            if mention.kind is not None:
                self.standoff.attributes[span, "Kind"] = mention.kind
        if spans:
            self.standoff.notes[spans[0]] = note
        if len(spans) > 1:
            self.standoff.equivalences.append(tuple(spans))

    def _statement(self, statement: Statement) -> None:
        content = [self._span("Content", part) for part in statement.content]
        event = self._event("Statement", statement.id, self._span("Statement", statement.cue or statement.content[0]))
        self._attributes(
            event,
            Act=statement.act,
            Form=statement.form,
            Polarity=statement.polarity,
            Certainty=statement.certainty,
        )
        if statement.cue is None:
            self.standoff.attributes[event, NO_CUE] = ""

        def arguments() -> Iterator[tuple[str, str]]:
            yield from self._to("Speaker", statement.speaker, statement.speaker_mention)
            for addressee in statement.addressees:
                yield from self._to("Addressee", addressee)
            yield from (("Content", part) for part in content)
            yield from (("BasedOn", self._events[each]) for each in statement.based_on)
            yield from (("PresumablyBasedOn", self._events[each]) for each in statement.presumably_based_on)
            if statement.stated_at:
                yield from self._to("StatedAt", statement.stated_at)

        self._later.append((event, arguments))

    def _meeting(self, meeting: Meeting) -> None:
        spans = [self._span("Meeting", mention) for mention in meeting.mentions]
        if len(spans) > 1:
            self.standoff.equivalences.append(tuple(spans))
        event = self._event("Meeting", meeting.id, spans[0])
        self._attributes(event, MeetingKind=meeting.meeting_kind, Mode=meeting.mode)

        def arguments() -> Iterator[tuple[str, str]]:
            for part in meeting.participations:
                yield from self._to(part.role.capitalize(), part.agent, part.evidence)
            if meeting.prepares:
                yield "Prepares", self._events[meeting.prepares]

        self._later.append((event, arguments))

    def _assertion(self, assertion: StatusAssertion, meeting: Meeting) -> None:
        event = self._event("Status", assertion.id, self._span("Status", assertion.evidence))
        self._attributes(event, Status=assertion.status, Polarity=assertion.polarity, Certainty=assertion.certainty)

        def arguments() -> Iterator[tuple[str, str]]:
            yield "Meeting", self._events[meeting.id]
            if assertion.asserted_by:
                yield "AssertedBy", self._events[assertion.asserted_by]
            if assertion.time:
                yield from self._to("Time", assertion.time)
            if assertion.place:
                yield from self._to("Place", assertion.place)

        self._later.append((event, arguments))

    def _post(self, post: Membership) -> None:
        event = self._event("Post", post.id, self._span("Post", post.mention))
        self.standoff.notes[event] = f"title={post.title}"
        if post.qualifier:
            self.standoff.attributes[event, "Qualifier"] = post.qualifier

        def arguments() -> Iterator[tuple[str, str]]:
            yield from self._to("Holder", post.member)
            if post.organisation:
                yield from self._to("Organisation", post.organisation)

        self._later.append((event, arguments))

    def _to(self, role: str, thing: str, near: Mention | None = None) -> Iterator[tuple[str, str]]:
        """The argument that names a thing: by the mention that overlaps ``near``, else by the first, else not at all."""
        spans = self._spans.get(thing, [])
        overlapping = (span for mention, span in spans if near and mention.overlaps(near.begin, near.end))
        span = next(overlapping, spans[0][1] if spans else None)
        if span is not None:
            yield role, span

    def _span(self, kind: str, mention: Mention) -> str:
        span = self.standoff.add_text(kind, self.text, mention.begin, mention.end)
        self.origins.mentions[span] = mention
        return span

    def _event(self, kind: str, record: str, trigger: str) -> str:
        event = self.standoff.add_event(kind, trigger)
        self._events[record] = event
        self.origins.records[event] = record
        return event

    def _attributes(self, event: str, **values: str) -> None:
        self.standoff.attributes.update({(event, name): value for name, value in values.items()})


def _note_of(thing: AnyAgent | Place | TimeReference) -> str:
    match thing:
        case TimeReference():
            days = {"earliest": thing.earliest, "latest": thing.latest}
            return "; ".join([f"value={thing.value}", *(f"{name}={day}" for name, day in days.items() if day)])
        case UnnamedAgent() | Document():
            return f"description={thing.description}"
        case _:
            return f"name={thing.name}"


def label_of(thing: AnyAgent | Place) -> str:
    """The name of a thing, or the words for one without."""
    return thing.description if isinstance(thing, UnnamedAgent | Document) else thing.name
