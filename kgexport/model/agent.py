"""Who acts, speaks, meets and is spoken to: the agents of one article. Names are NFC.

Ids are local to the article (``person-126``: class and first offset; see identifiers.py). An agent has a mention,
or is the publisher or an author of the article, or is ``inferred_from`` a mention ("U.S. Secretary" implies a government).
"""

from enum import StrEnum

from kgexport.model.mention import Mention
from kgexport.model.record import Record


class Agent(Record, frozen=True, kw_only=True, tag_field="type"):
    """Abstract: one of the classes below."""

    id: str
    mentions: tuple[Mention, ...] = ()


class Person(Agent, frozen=True, kw_only=True, tag="Person"):
    """A human being who is named."""

    name: str  # the fullest name the article uses, without title
    inferred_from: Mention | None = None


class OrganisationKind(StrEnum):
    """What sort of body an organisation is, where the article tells."""

    GOVERNMENT = "government"
    MINISTRY = "ministry"
    COMPANY = "company"
    PARTY = "party"
    COURT = "court"
    INTERNATIONAL = "international"
    OTHER = "other"


class Organisation(Agent, frozen=True, kw_only=True, tag="Organisation"):
    """A named body, or a government that is named by a metonym or implied by a post."""

    name: str
    organisation_kind: OrganisationKind | None = None
    country: str | None = None  # ISO 3166-1 alpha-2 of a government or of a country's body
    inferred_from: Mention | None = None


class Outlet(Organisation, frozen=True, kw_only=True, tag="Outlet"):
    """An organisation that publishes news."""


class UnnamedAgent(Agent, frozen=True, kw_only=True, tag="UnnamedAgent"):
    """Somebody without a name: a group ("the two leaders"), a delegation, an audience, an unresolved speaker. Never linked."""

    description: str  # as written: "the two leaders", "reporters"
    members: tuple[str, ...] = ()  # ids of agents or places, where the article tells who is in the group
    affiliation: str | None = None  # id of an organisation or place
    inferred_from: Mention | None = None  # the cue, where the text says only that somebody spoke: "it was reported"


class SourceKind(StrEnum):
    """What an anonymous source is said to be."""

    OFFICIAL = "official"
    INSIDER = "insider"  # people familiar with the matter, people briefed
    DIPLOMAT = "diplomat"
    MILITARY = "military"
    POLICE = "police"
    SPOKESPERSON = "spokesperson"
    WITNESS = "witness"
    EXPERT = "expert"
    MEDIA = "media"  # "Western outlets", "local media"
    UNSPECIFIED = "unspecified"


class AnonymousSource(UnnamedAgent, frozen=True, kw_only=True, tag="AnonymousSource"):
    """Somebody who gives information and whose name the article does not give."""

    source_kind: SourceKind = SourceKind.UNSPECIFIED


class Document(Agent, frozen=True, kw_only=True, tag="Document"):
    """A text that says something: "the report", "a statement", "the indictment". It speaks, but is no agent in RDF."""

    description: str


AnyAgent = Person | Organisation | Outlet | UnnamedAgent | AnonymousSource | Document


class Qualifier(StrEnum):
    """How a post is held."""

    FORMER = "former"
    ACTING = "acting"
    ELECT = "elect"
    DEPUTY = "deputy"


class Membership(Record, frozen=True, kw_only=True):
    """A post: a person's title, as written, in an organisation or for a country (org:Membership)."""

    id: str  # membership-{begin of the title}
    member: str  # id of a person (or of an unnamed agent)
    title: str  # "Secretary of State"
    mention: Mention  # the whole phrase: "U.S. Secretary of State"
    organisation: str | None = None  # id of an organisation (a country's post is one of its government)
    qualifier: Qualifier | None = None
