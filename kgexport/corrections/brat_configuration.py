"""The configuration of brat for our annotations: https://brat.nlplab.org/configuration.html."""

from collections.abc import Iterable
from enum import StrEnum

from kgexport.corrections.edits import THINGS
from kgexport.model import Act, Certainty, Form, MeetingKind, Mode, Polarity, Qualifier, ReferringKind, Role, Status

_ATTRIBUTES: tuple[tuple[str, str, type[StrEnum]], ...] = (
    ("Kind", "<ENTITY>", ReferringKind),
    ("Act", "Statement", Act),
    ("Form", "Statement", Form),
    ("Polarity", "Statement|Status", Polarity),
    ("Certainty", "Statement|Status", Certainty),
    ("MeetingKind", "Meeting", MeetingKind),
    ("Mode", "Meeting", Mode),
    ("Status", "Status", Status),
    ("Qualifier", "Post", Qualifier),
)


def annotation_conf() -> str:
    """The content of ``annotation.conf``: spans, events with their arguments, attributes with their values."""
    roles = ", ".join(f"{role.capitalize()}*:<AGENT>" for role in Role)
    return "\n".join(
        (
            "[entities]",
            *sorted(THINGS),
            "Time",
            "Content",
            "",
            "[relations]",
            "<OVERLAP> Arg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>",
            "Equiv Arg1:<ANY>, Arg2:<ANY>, <REL-TYPE>:symmetric-transitive",
            "",
            "[events]",
            f"<AGENT>={'|'.join(sorted(THINGS))}",
            "Statement Speaker?:<AGENT>, Addressee*:<AGENT>, Content+:Content, BasedOn*:Statement, "
            "PresumablyBasedOn*:Statement, StatedAt?:Time",
            f"Meeting {roles}, Prepares?:Meeting",
            "Status Meeting:Meeting, AssertedBy?:Statement, Time?:Time, Place?:Place",
            "Post Holder:<AGENT>, Organisation?:<AGENT>",
            "",
            "[attributes]",
            *(f"{name} Arg:{target}, Value:{_values(values)}" for name, target, values in _ATTRIBUTES),
            "NoCue Arg:Statement",
            "",
        )
    )


def _values(values: Iterable[StrEnum]) -> str:
    return "|".join(values)
