"""What annotations of ours in brat consist of: types of spans, events with their arguments, attributes with their values.

``annotation.conf`` is written from this, and corrected standoff is checked against it: what is none of it would be passed over,
and with it what somebody has corrected.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kgexport.corrections.standoff import Event, Standoff
from kgexport.errors import ReadError
from kgexport.model import (
    Act,
    Certainty,
    Form,
    MeetingKind,
    Mode,
    Polarity,
    Qualifier,
    ReferringKind,
    Role,
    Status,
    SurfaceType,
)

SURFACES = {
    "Person": SurfaceType.PERSON,
    "Organisation": SurfaceType.ORG,
    "Outlet": SurfaceType.ORG,
    "Place": SurfaceType.PLACE,
}
THINGS = frozenset({*SURFACES, "UnnamedAgent", "AnonymousSource", "Document"})
NO_CUE = "NoCue"
AGENT, ENTITY = "<AGENT>", "<ENTITY>"  # any type of THINGS; any type of a span


@dataclass(frozen=True, slots=True)
class Argument:
    """A role in an event. ``count``: "" one, "?" at most one, "*" any number, "+" one or more."""

    name: str
    target: str
    count: str = ""

    @property
    def is_single(self) -> bool:
        """Whether a second one would say something else than the first."""
        return self.count in {"", "?"}


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of spans or of events; a flag where it has no values."""

    name: str
    targets: tuple[str, ...]
    values: type[StrEnum] | None = None


EVENTS: Mapping[str, tuple[Argument, ...]] = {
    "Statement": (
        Argument("Speaker", AGENT, "?"),
        Argument("Addressee", AGENT, "*"),
        Argument("Content", "Content", "+"),
        Argument("BasedOn", "Statement", "*"),
        Argument("PresumablyBasedOn", "Statement", "*"),
        Argument("StatedAt", "Time", "?"),
    ),
    "Meeting": (
        *(Argument(role.capitalize(), AGENT, "*") for role in Role),
        Argument("Prepares", "Meeting", "?"),
    ),
    "Status": (
        Argument("Meeting", "Meeting"),
        Argument("AssertedBy", "Statement", "?"),
        Argument("Time", "Time", "?"),
        Argument("Place", "Place", "?"),
    ),
    "Post": (Argument("Holder", AGENT), Argument("Organisation", AGENT, "?")),
}
SPANS = (*sorted(THINGS), "Time", "Content")  # beside the triggers, whose types are those of the events
ATTRIBUTES = (
    Attribute("Kind", (ENTITY,), ReferringKind),
    Attribute("Act", ("Statement",), Act),
    Attribute("Form", ("Statement",), Form),
    Attribute("Polarity", ("Statement", "Status"), Polarity),
    Attribute("Certainty", ("Statement", "Status"), Certainty),
    Attribute("MeetingKind", ("Meeting",), MeetingKind),
    Attribute("Mode", ("Meeting",), Mode),
    Attribute("Status", ("Status",), Status),
    Attribute("Qualifier", ("Post",), Qualifier),
    Attribute(NO_CUE, ("Statement",)),
)
_SPANS_OF_KINDS = {**dict.fromkeys(THINGS, "thing"), **{kind: kind for kind in ("Time", "Content", *EVENTS)}}
_KEYS = {
    **dict.fromkeys(THINGS, ("name", "description")),
    "Time": ("value", "earliest", "latest"),
    "Post": ("title",),
}  # type of a span or an event -> what a note may tell of it


def check(edited: Standoff, before: Standoff, source: str) -> None:
    """Refuses whatever reading would pass over. ``before`` is what was written, parts of which may stand about unused: an editor
    leaves the content of a statement that was taken away.

    Raises ReadError with the line of the first that is found: of the first kind, and of these in the file.
    """
    for problems in (
        _of_spans(edited),  # first: what else is wrong may follow from it
        _of_events(edited),
        _of_attributes(edited),
        _of_joins(edited),
        _of_notes(edited, before),
        _of_orphans(edited, before),
    ):
        for name, reason in sorted(problems, key=lambda problem: edited.lines.get(problem[0], 0)):
            raise ReadError(source, f"{name}: {reason}", edited.lines.get(name))


Problems = Iterator[tuple[str, str]]


def _of_spans(edited: Standoff) -> Problems:
    for name, bound in edited.texts.items():
        if bound.type not in _SPANS_OF_KINDS:
            yield name, f"no span of ours: {bound.type} (there are {', '.join(SPANS)})"


def _of_events(edited: Standoff) -> Problems:
    for name, event in edited.events.items():
        arguments = {argument.name: argument for argument in EVENTS.get(event.type, ())}
        if event.type not in EVENTS:
            yield name, f"no event of ours: {event.type} (there are {', '.join(EVENTS)})"
            continue
        trigger = edited.texts[event.trigger].type
        if trigger != event.type:
            yield name, f"its trigger {event.trigger} is {trigger}, not {event.type}"
        for role, count in Counter(role for role, _ in event.arguments).items():
            if role not in arguments:
                yield name, f"a {event.type} has no {role} (it has {', '.join(arguments)})"
            elif count > 1 and arguments[role].is_single:
                yield name, f"a {event.type} has one {role}, not {count}"
        yield from _of_targets(name, event, arguments, edited)


def _of_targets(name: str, event: Event, arguments: Mapping[str, Argument], edited: Standoff) -> Problems:
    for role, target in event.arguments:
        wanted = arguments[role].target if role in arguments else AGENT
        if wanted == AGENT:
            continue  # whoever is named by it is looked up, and told there
        found = edited.events[target].type if target in edited.events else edited.texts[target].type
        if found != wanted or (wanted in EVENTS) != (target in edited.events):
            yield name, f"its {role} {target} is {found}, not a {wanted}"


def _of_attributes(edited: Standoff) -> Problems:
    known = {attribute.name: attribute for attribute in ATTRIBUTES}
    for target, name in edited.attributes:
        on = edited.events[target].type if target in edited.events else ENTITY
        if name not in known:
            yield target, f"no attribute of ours: {name}"
        elif on not in known[name].targets:
            has = ", ".join(each.name for each in ATTRIBUTES if on in each.targets)
            yield target, f"has no {name}; it can have {has}"


def _of_joins(edited: Standoff) -> Problems:
    triggers = {event.trigger: name for name, event in edited.events.items() if event.type == "Meeting"}
    for names in edited.equivalences:
        kinds = {edited.texts[name].type for name in names}
        if len({_SPANS_OF_KINDS.get(kind, kind) for kind in kinds}) > 1 or kinds & {"Time", "Content"}:
            yield names[0], f"is joined by Equiv to what it cannot be: {', '.join(names[1:])}"
        elif kinds & (EVENTS.keys() - {"Meeting"}):
            yield names[0], "is joined by Equiv; events other than Meetings cannot be"
        meetings = sorted({triggers[name] for name in names if name in triggers})
        if len(meetings) > 1:
            yield meetings[1], f"its trigger is joined to that of {meetings[0]}; take one of the two events away"


def _of_notes(edited: Standoff, before: Standoff) -> Problems:
    for target, note in edited.notes.items():
        kind = edited.events[target].type if target in edited.events else edited.texts[target].type
        if before.notes.get(target) == note:
            continue
        key, equals, _ = note.partition("=")
        keys = _KEYS.get(kind, ())
        if equals and keys and key.strip() not in keys:
            yield (
                target,
                f"a note of a {kind} tells {' or '.join(f'{each}=…' for each in keys)}, not {key.strip()[:40]}=…",
            )
        elif not equals and "=" in before.notes.get(target, ""):
            yield target, f"the note was {before.notes[target][:60]!r}; it tells nothing without the part before the ="


def _of_orphans(edited: Standoff, before: Standoff) -> Problems:
    used = {target for event in edited.events.values() for target in (event.trigger, *(t for _, t in event.arguments))}
    groups = [set(names) for names in edited.equivalences]
    grown = True
    while grown:  # what is joined to something used is used
        fresh = [group - used for group in groups if group & used]
        grown = any(fresh)
        used.update(*fresh)
    for name, bound in edited.texts.items():
        is_new = before.texts.get(name) != bound
        if is_new and name not in used and bound.type in {"Content", *EVENTS}:
            belongs = "Content of no Statement" if bound.type == "Content" else f"trigger of no {bound.type}"
            yield name, f"it is the {belongs}"
