"""What people changed: the standoff as it is now beside the one that was written, and what spans and events stand for."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

from msgspec.structs import replace

from kgexport.corrections.schema import SURFACES, THINGS, check
from kgexport.corrections.standoff import Event, Standoff, TextBound, read_standoff
from kgexport.corrections.to_brat import written_with_origins
from kgexport.errors import ReadError
from kgexport.model import AnnotatedArticle, Mention, ReferringKind

_Value = TypeVar("_Value", bound=StrEnum)

_FITTING = {
    "Place": {"Place"},
    "Time": {"Time"},
    "StatedAt": {"Time"},
}  # role -> types of spans; else anything that acts
_PRONOUNS = {
    *("i", "me", "my", "he", "him", "his", "she", "her", "hers", "it", "its"),
    *("we", "us", "our", "they", "them", "their", "theirs"),
}


class Edits:
    """One article's corrections. Every method may raise ReadError for what cannot be meant."""

    def __init__(self, base: AnnotatedArticle, edited: Standoff, source: str) -> None:
        self.base, self.edited, self.source = base, edited, source
        self.text = base.article.text
        before, self.origins = written_with_origins(base)
        self.before = read_standoff(before.written(), source)
        self.taken = set(base.ids())
        self.now: dict[str, str | None] = {}  # ids of things of the base -> what they are now; None: gone
        self.thing_of: dict[str, str] = {}  # span -> id of the thing that it mentions
        check(edited, self.before, source)
        for name, bound in edited.texts.items():
            self._check(name, bound)

    @cached_property
    def ids(self) -> dict[str, str]:
        """The id of each event's record: that of the base, else a new one."""
        prefixes = {"Statement": "statement", "Meeting": "meeting", "Status": "status", "Post": "membership"}
        found = {}
        for name, event in self.edited.events.items():
            if name in self.before.events and self.before.events[name].type == event.type:
                found[name] = self.origins.records[name]
            else:
                begin = self.edited.texts[event.trigger].spans[0][0] if event.trigger in self.edited.texts else 0
                found[name] = self.new_id(prefixes[event.type], begin)
        return found

    def events(self, kind: str) -> list[tuple[str, Event]]:
        """The events of a type, with their names."""
        return [(name, event) for name, event in self.edited.events.items() if event.type == kind]

    def record(self, name: str, known: dict[str, Any]) -> tuple[Any, Event | None]:
        """The record of the base that an event was made from, and the event as it was; (None, None) for a new one."""
        base = known.get(self.ids[name])
        return base, self.before.events[name] if base is not None else None

    def groups(self, wanted: Callable[[TextBound], bool]) -> list[list[str]]:
        """The spans that mention one thing, in reading order."""
        spans = [name for name, bound in self.edited.texts.items() if wanted(bound)]
        leader = {name: name for name in spans}

        def lead(name: str) -> str:
            while leader[name] != name:
                name = leader[name]
            return name

        for names in self.edited.equivalences:
            joined = [name for name in names if name in leader]
            for name in joined[1:]:
                leader[lead(name)] = lead(joined[0])
        groups: dict[str, list[str]] = {}
        for name in sorted(spans, key=lambda name: self.edited.texts[name].spans):
            groups.setdefault(lead(name), []).append(name)
        return list(groups.values())

    def referred(self, role: str, event: Event, before: Event | None, former: Iterable[str]) -> tuple[str, ...]:
        """The things that have a role: those of the spans, and those of the base that no span shows."""
        now = [self.mentioned(span, role) for span in event.of(role)]
        if before is not None:
            shown = set(self.origins.things.values())
            now += [id for id in (self.current(each) for each in former if each not in shown) if id]
        kept = tuple(dict.fromkeys(now))
        as_before = tuple(filter(None, map(self.current, former)))
        return as_before if set(as_before) == set(kept) else kept

    def mentioned(self, span: str, role: str) -> str:
        """The id of the thing that a span mentions."""
        if span not in self.thing_of or self.edited.texts[span].type not in _FITTING.get(role, THINGS - {"Place"}):
            kind = self.edited.texts[span].type if span in self.edited.texts else "an event"
            raise self.error(span, f"cannot be the {role} of anything: it is {kind}")
        return self.thing_of[span]

    def records(self, role: str, event: Event) -> tuple[str, ...]:
        """The ids of the records that have a role: events, not spans."""
        targets = event.of(role)
        for target in targets:
            if target not in self.ids:
                raise self.error(target, f"{role} is no event")
        return tuple(self.ids[target] for target in targets)

    def mentions(
        self, spans: Sequence[str], former: tuple[Mention, ...], before: Sequence[str] | None
    ) -> tuple[Mention, ...]:
        """The spans as mentions in reading order; the former ones where nothing was changed."""
        if before is not None and list(spans) == list(before) and not any(map(self.is_moved, spans)):
            return former
        return tuple(sorted((self.mention(span) for span in spans), key=lambda mention: mention.begin))

    def first_mention(self, spans: Sequence[str]) -> Mention | None:
        """The mention of the first span, if there is one."""
        return self.mention(spans[0]) if spans else None

    def mention(self, span: str) -> Mention:
        """The span as a mention: the original one where it was not touched."""
        bound = self.edited.texts.get(span)
        if bound is None:
            raise self.error(span, "a trigger or a part of a content is a span")
        kind = self.edited.attributes.get((span, "Kind"))
        referring = self.value(span, "Kind", ReferringKind, None) if kind else None
        original = self.origins.mentions.get(span)
        if original is not None and not self.is_moved(span) and not self.is_retyped(span):
            return original if original.kind == referring else replace(original, kind=referring)
        begin, end = bound.spans[0][0], bound.spans[-1][1]
        for (_, last), (first, _) in zip(bound.spans, bound.spans[1:], strict=False):
            if self.text[last:first].strip():
                raise self.error(span, "a mention is one span")
        if bound.type not in THINGS:
            return Mention.of(self.text, begin, end)
        referring = referring or _guessed(self.text[begin:end])
        is_name = referring in (ReferringKind.NAME, ReferringKind.METONYM)
        return Mention.of(self.text, begin, end, referring, SURFACES.get(bound.type) if is_name else None)

    def is_moved(self, span: str) -> bool:
        """True for a span that is new or stands elsewhere."""
        return span not in self.before.texts or self.before.texts[span].spans != self.edited.texts[span].spans

    def is_same_type(self, span: str) -> bool:
        """True for a span that was there with this type."""
        return span in self.before.texts and self.before.texts[span].type == self.edited.texts[span].type

    def is_retyped(self, span: str) -> bool:
        """True for a span that was there with another type."""
        return span in self.before.texts and not self.is_same_type(span)

    def value(self, target: str, name: str, values: type[_Value], default: _Value | None) -> _Value:
        """An attribute as a value of its list."""
        given = self.edited.attributes.get((target, name))
        if given is None:
            if default is None:
                raise self.error(target, f"has no {name}")
            return default
        try:
            return values(given)
        except ValueError:
            raise self.error(target, f"{name} is one of {', '.join(values)}, not {given!r}") from None

    def current(self, id: str | None) -> str | None:
        """What the thing of the base is now; None where it has gone."""
        return None if id is None else self.now.get(id, id)

    def surviving(self, statement: str | None) -> str | None:
        """The statement, unless it was taken away: then the article itself is left to say it."""
        return statement if statement in self.ids.values() else None

    def plain(self, span: str) -> str:
        """The words of a span on one line."""
        return " ".join(self.edited.texts[span].text.split())

    def new_id(self, prefix: str, begin: int) -> str:
        """An id that nothing has yet."""
        id, number = f"{prefix}-{begin}", 1
        while id in self.taken:
            number += 1
            id = f"{prefix}-{begin}-{number}"
        self.taken.add(id)
        return id

    def day(self, span: str, value: str) -> date:
        """The day that a note gives."""
        day = day_or_none(value)
        if day is None:
            raise self.error(span, f"not a day such as 2025-10-20: {value!r}")
        return day

    def error(self, name: str, reason: str) -> ReadError:
        """The error that names the span or the event."""
        return ReadError(self.source, f"{name}: {reason}", self.edited.lines.get(name))

    def _check(self, name: str, bound: TextBound) -> None:
        found = " ".join(self.text[begin:end] for begin, end in bound.spans)
        if found != bound.text or any(begin >= end for begin, end in bound.spans):
            raise self.error(name, f"the text has {found[:40]!r} there, not {bound.text[:40]!r}")


def fields_of(note: str) -> dict[str, str]:
    """``value=2025-10-20; earliest=…``; a name may hold anything."""
    key, equals, value = note.partition("=")
    if equals and key.strip() in {"name", "description", "title"}:
        return {key.strip(): value.strip()}
    pairs = (part.partition("=") for part in note.split(";"))
    return {key.strip(): value.strip() for key, equals, value in pairs if equals}


def day_or_none(value: str) -> date | None:
    """The day, where a value is one."""
    try:
        return date.fromisoformat(value) if len(value) == 10 else None
    except ValueError:
        return None


def _guessed(words: str) -> ReferringKind:
    if words.lower() in _PRONOUNS:
        return ReferringKind.PRONOUN
    return ReferringKind.NAME if words[:1].isupper() and not words.startswith("The ") else ReferringKind.NOMINAL
