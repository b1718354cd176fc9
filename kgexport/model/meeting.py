"""Encounters and what is said about them."""

from datetime import date
from enum import StrEnum

from kgexport.model.mention import Mention
from kgexport.model.record import Record
from kgexport.model.statement import Certainty, Polarity


class MeetingKind(StrEnum):
    """The most specific word that the article uses."""

    CALL = "call"
    SUMMIT = "summit"
    CONFERENCE = "conference"
    TALKS = "talks"
    MEETING = "meeting"
    VISIT = "visit"


class Mode(StrEnum):
    IN_PERSON = "inPerson"
    PHONE = "phone"
    VIDEO = "video"
    UNKNOWN = "unknown"


class Role(StrEnum):
    PARTICIPANT = "participant"
    HOST = "host"
    VISITOR = "visitor"
    MEDIATOR = "mediator"
    ORGANISER = "organiser"
    CALLER = "caller"
    CALLEE = "callee"
    DELEGATE = "delegate"


class Status(StrEnum):
    PROPOSED = "proposed"
    SCHEDULED = "scheduled"
    ONGOING = "ongoing"
    HELD = "held"
    POSTPONED = "postponed"
    RESCHEDULED = "rescheduled"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    DENIED = "denied"
    IN_DOUBT = "inDoubt"
    UNKNOWN = "unknown"


class Participation(Record, frozen=True, kw_only=True):
    """An agent's part in a meeting."""

    id: str  # participation-{meeting begin}-{agent begin}
    agent: str  # id of an agent (a country that acts is its government)
    role: Role
    evidence: Mention
    asserted_by: str | None = None  # id of a Statement; None: the article itself
    principal: str | None = None  # for whom a delegate goes: id of an agent


class StatusAssertion(Record, frozen=True, kw_only=True):
    """What one mention of a meeting says about its status, and on whose word."""

    id: str  # status-{begin of the evidence}
    status: Status
    certainty: Certainty
    polarity: Polarity
    evidence: Mention  # the words that tell: "has been postponed"
    asserted_by: str | None = None  # id of a Statement; None: the article itself
    as_of: date | None = None  # the day it was said or published; None: unknown
    time: str | None = None  # id of the TimeReference that it asserts for the meeting
    place: str | None = None  # id of the Place that it asserts
    superseded: bool = False  # the wording itself puts it into the past: "had been due to meet in May"


class Meeting(Record, frozen=True, kw_only=True):
    """An encounter between agents that an article reports, announces, doubts or denies: one node for its whole life."""

    id: str  # meeting-{first trigger's begin}
    meeting_kind: MeetingKind
    mode: Mode
    mentions: tuple[Mention, ...]  # triggers and anaphora in reading order: "met", "the summit", "that call"
    participations: tuple[Participation, ...]
    assertions: tuple[StatusAssertion, ...]
    label: str  # "Trump–Putin summit"
    topic: Mention | None = None
    outcome: Mention | None = None
    ordinal: int | None = None  # 3: "for the third time"
    prepares: str | None = None  # id of the meeting that this one prepares

    def __post_init__(self) -> None:
        if not self.mentions:
            raise ValueError(f"meeting {self.id!r} has no mention")
        if not self.participations:
            raise ValueError(f"meeting {self.id!r} has no participation")
