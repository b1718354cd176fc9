"""Agents, places and times as people have corrected them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from kgexport.corrections.edits import Edits, day_or_none, fields_of
from kgexport.corrections.schema import THINGS
from kgexport.corrections.to_brat import label_of
from kgexport.model import (
    AnonymousSource,
    AnyAgent,
    Document,
    Granularity,
    Link,
    Organisation,
    Outlet,
    Person,
    Place,
    TimeReference,
    TimexType,
    UnnamedAgent,
)

Thing = AnyAgent | Place

_CLASSES: dict[str, tuple[type[Any], str]] = {  # type of a span -> (class, beginning of its ids)
    "Person": (Person, "person"),
    "Organisation": (Organisation, "org"),
    "Outlet": (Outlet, "org"),
    "UnnamedAgent": (UnnamedAgent, "agent"),
    "AnonymousSource": (AnonymousSource, "source"),
    "Document": (Document, "document"),
    "Place": (Place, "place"),
}


class Things:
    """Reads the spans; ``things`` and ``times`` come first, since events refer to them."""

    def __init__(self, edits: Edits) -> None:
        self.edits = edits

    def things(self) -> Iterator[Thing]:
        """Agents and places: those of the base in their order, then new ones."""
        known: dict[str, Thing] = {thing.id: thing for thing in (*self.edits.base.agents, *self.edits.base.places)}
        groups = self.edits.groups(lambda bound: bound.type in THINGS)
        owners = self._owners(groups)
        heirs = {thing: number for number, thing in owners.items()}
        made = {number: self._thing(group, known.get(owners.get(number, ""))) for number, group in enumerate(groups)}
        for number, group in enumerate(groups):
            self.edits.thing_of.update(dict.fromkeys(group, made[number].id))
            for span in group:  # those of a thing that was joined to another
                former = self.edits.origins.things.get(span)
                if former in known and former not in heirs:
                    self.edits.now.setdefault(former, made[number].id)
        for id, thing in known.items():
            if id in heirs:
                self.edits.now[id] = made[heirs[id]].id
                yield made[heirs[id]]
            elif not thing.mentions or id in (self.edits.base.publisher, *self.edits.base.authors):
                self.edits.now[id] = id
                yield thing if not thing.mentions else replace(thing, mentions=())
            else:
                self.edits.now.setdefault(id, None)
        yield from (made[number] for number in range(len(groups)) if number not in owners)

    def times(self) -> Iterator[TimeReference]:
        """Times, in the order of the spans."""
        known = {time.id: time for time in self.edits.base.times}
        kept: set[str] = set()
        for span, bound in self.edits.edited.texts.items():
            if bound.type != "Time":
                continue
            base = known.get(self.edits.origins.things.get(span, "")) if self.edits.is_same_type(span) else None
            time = self._time(span, base)
            kept.add(time.id)
            self.edits.thing_of[span] = time.id
            yield time
        self.edits.now.update({id: id if id in kept else None for id in known})

    def with_references(self, thing: Any) -> Any:
        """The thing with its references to other things as they are now."""
        match thing:
            case UnnamedAgent():
                members = tuple(filter(None, map(self.edits.current, thing.members)))
                return replace(thing, members=members, affiliation=self.edits.current(thing.affiliation))
            case Place():
                return replace(thing, within=self.edits.current(thing.within))
            case _:
                return thing

    def links(self, things: set[str]) -> Iterator[Link]:
        """Links of the things that there are: those that still stand, then those that somebody has added."""
        asked = {
            (self.edits.thing_of.get(span), authority, target) for span, authority, target in self.edits.edited.links
        }
        shown = {
            (self.edits.origins.things.get(span), authority, target)
            for span, authority, target in self.edits.before.links
        }
        kept: set[tuple[str | None, str, str]] = set()
        for link in self.edits.base.links:
            now = self.edits.current(link.agent)
            was_shown = (link.agent, link.authority, link.target) in shown
            if now in things and (not was_shown or (now, link.authority, link.target) in asked):
                kept.add((now, link.authority, link.target))
                yield replace(link, agent=now)
        for agent, authority, target in sorted(asked - kept, key=str):
            if agent in things:
                yield Link(agent=agent, target=target, authority=authority, method="by-hand", score=1.0)

    def _owners(self, groups: Sequence[Sequence[str]]) -> dict[int, str]:
        """Which thing of the base each group of spans goes on being: the one most of whose spans it has."""
        shares = Counter(
            (number, self.edits.origins.things[span])
            for number, group in enumerate(groups)
            for span in group
            if span in self.edits.origins.things and self.edits.before.texts[span].type in THINGS
        )
        owners: dict[int, str] = {}
        for (number, thing), _ in sorted(shares.items(), key=lambda item: (-item[1], item[0])):
            if number not in owners and thing not in owners.values():
                owners[number] = thing
        return owners

    def _thing(self, group: Sequence[str], base: Thing | None) -> Thing:
        kind = self._class_of(group, base)
        made, prefix = _CLASSES[kind]
        mentions = tuple(self.edits.mention(span) for span in group)
        label = self._label(group, base)
        label_field = "description" if "description" in made.__struct_fields__ else "name"
        if base is not None and type(base) is made:
            same: Thing = replace(base, mentions=mentions, **{label_field: label})
            return same
        id = self.edits.new_id(prefix, mentions[0].begin)
        thing: Thing = made(id=id, mentions=mentions, **{label_field: label})
        return thing

    def _class_of(self, group: Sequence[str], base: Thing | None) -> str:
        """A type that somebody has changed or added decides, else it stays what it was."""
        if base is not None and not any(map(self.edits.is_retyped, group)):
            return type(base).__name__
        fresh = [span for span in group if not self.edits.is_same_type(span)]
        return Counter(self.edits.edited.texts[span].type for span in fresh or group).most_common(1)[0][0]

    def _label(self, group: Sequence[str], base: Thing | None) -> str:
        notes = {span: self.edits.edited.notes[span] for span in group if span in self.edits.edited.notes}
        changed = [note for span, note in notes.items() if self.edits.before.notes.get(span) != note]
        fresh = next((note for note in (fields_of(each) for each in changed) if note), {})
        given = fresh.get("name") or fresh.get("description")
        if given:
            return given
        if base is not None:
            return label_of(base)
        return max((self.edits.plain(span) for span in group), key=len)

    def _time(self, span: str, base: TimeReference | None) -> TimeReference:
        note = self.edits.edited.notes.get(span)
        mention = self.edits.mention(span)
        if base is not None and note == self.edits.before.notes.get(span):
            return replace(base, mention=mention)
        fields = fields_of(note or "")
        if "value" not in fields:
            raise self.edits.error(
                span, "a Time needs a note such as value=2025-10-20; earliest=2025-10-20; latest=2025-10-20"
            )
        days = {name: self.edits.day(span, fields[name]) for name in ("earliest", "latest") if name in fields}
        if not days and (day := day_or_none(fields["value"])):
            days = {"earliest": day, "latest": day}
        try:
            if base is not None:
                changes: dict[str, Any] = {"earliest": None, "latest": None} | days
                return replace(base, mention=mention, value=fields["value"], **changes)
            return TimeReference(
                id=self.edits.new_id("time", mention.begin),
                mention=mention,
                timex_type=TimexType.TIME if "T" in fields["value"] else TimexType.DATE,
                value=fields["value"],
                granularity=Granularity.DAY if len(days) == 2 and len(set(days.values())) == 1 else Granularity.VAGUE,
                earliest=days.get("earliest"),
                latest=days.get("latest"),
            )
        except ValueError as error:
            raise self.edits.error(span, str(error)) from None
