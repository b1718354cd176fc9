"""What an article says, as frozen records. Imports nothing else of kgexport."""

from kgexport.model.agent import (
    Agent,
    AnonymousSource,
    AnyAgent,
    Document,
    Membership,
    Organisation,
    OrganisationKind,
    Outlet,
    Person,
    Qualifier,
    SourceKind,
    UnnamedAgent,
)
from kgexport.model.annotated import ANNOTATIONS_FORMAT, AnnotatedArticle, Extraction
from kgexport.model.article import Article
from kgexport.model.event_codes import EventCoder, EventCodes
from kgexport.model.link import Link
from kgexport.model.meeting import (
    Meeting,
    MeetingKind,
    Mode,
    Participation,
    Role,
    Status,
    StatusAssertion,
)
from kgexport.model.mention import Mention, ReferringKind, SurfaceType
from kgexport.model.place import Place, PlaceKind
from kgexport.model.record import Record
from kgexport.model.statement import Act, Certainty, Form, Polarity, Statement
from kgexport.model.status import CurrentStatus, current_status, in_order
from kgexport.model.time import Anchor, Granularity, TimeReference, TimexType

__all__ = [
    "ANNOTATIONS_FORMAT",
    "Act",
    "Agent",
    "Anchor",
    "AnnotatedArticle",
    "AnonymousSource",
    "AnyAgent",
    "Article",
    "Certainty",
    "CurrentStatus",
    "Document",
    "EventCoder",
    "EventCodes",
    "Extraction",
    "Form",
    "Granularity",
    "Link",
    "Meeting",
    "MeetingKind",
    "Membership",
    "Mention",
    "Mode",
    "Organisation",
    "OrganisationKind",
    "Outlet",
    "Participation",
    "Person",
    "Place",
    "PlaceKind",
    "Polarity",
    "Qualifier",
    "Record",
    "ReferringKind",
    "Role",
    "SourceKind",
    "Statement",
    "Status",
    "StatusAssertion",
    "SurfaceType",
    "TimeReference",
    "TimexType",
    "UnnamedAgent",
    "current_status",
    "in_order",
]
