"""Statements, meetings, what is said of their status, and posts, as people have corrected them."""

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from kgexport.corrections.edits import Edits, fields_of
from kgexport.corrections.schema import NO_CUE
from kgexport.corrections.standoff import Event
from kgexport.corrections.things import Thing
from kgexport.model import (
    Act,
    Certainty,
    Form,
    Meeting,
    MeetingKind,
    Membership,
    Mention,
    Mode,
    Participation,
    Polarity,
    Qualifier,
    ReferringKind,
    Role,
    Statement,
    Status,
    StatusAssertion,
)

_ROLES = {role.capitalize(): role for role in Role}
_MARKS = "\"'“”‘’«»„"


class Events:
    """Reads the events, after the things that they refer to."""

    def __init__(self, edits: Edits) -> None:
        self.edits = edits

    def statements(self) -> list[Statement]:
        """The statements; what they are about is told by ``with_about``."""
        return [self._statement(name, event) for name, event in self.edits.events("Statement")]

    def meetings(self) -> list[Meeting]:
        """The meetings with what is said of their status."""
        return [self._meeting(name, event) for name, event in self.edits.events("Meeting")]

    def posts(self) -> list[Membership]:
        """The posts."""
        return [self._post(name, event) for name, event in self.edits.events("Post")]

    def with_about(
        self, statements: Iterable[Statement], things: Iterable[Thing], meetings: Iterable[Meeting]
    ) -> Iterator[Statement]:
        """Statements with what is named in a content that was changed; in one that was not, what was there before."""
        known = {statement.id: statement for statement in self.edits.base.statements}
        named = (*things, *meetings)
        standing = {each.id for each in named}
        spans = [
            (mention, each.id)
            for each in named
            for mention in each.mentions
            if mention.kind is not ReferringKind.PRONOUN
        ]
        for statement in statements:
            base = known.get(statement.id)
            if base is not None and base.content == statement.content:
                about = [self.edits.current(id) for id in base.about]
            else:
                about = [id for mention, id in spans if _is_in(mention, statement.content)]
            yield replace(statement, about=tuple(dict.fromkeys(id for id in about if id in standing)))

    def _statement(self, name: str, event: Event) -> Statement:
        base, before = self.edits.record(name, {each.id: each for each in self.edits.base.statements})
        content = self.edits.mentions(
            event.of("Content"), base.content if base else (), before.of("Content") if before else None
        )
        if not content:
            raise self.edits.error(name, "a Statement needs Content")
        cue = None if (name, NO_CUE) in self.edits.edited.attributes else self.edits.mention(event.trigger)
        speakers = self.edits.referred("Speaker", event, before, (base.speaker,) if base else ())
        if not speakers:
            raise self.edits.error(name, "a Statement needs a Speaker")
        spans = event.of("Speaker")
        same_speaker = (
            base is not None
            and before is not None
            and spans == before.of("Speaker")
            and not any(self.edits.is_moved(span) for span in spans)
        )
        stated_at = self.edits.referred("StatedAt", event, before, (base.stated_at,) if base and base.stated_at else ())
        changes: dict[str, Any] = {
            "speaker": speakers[0],
            "addressees": self.edits.referred("Addressee", event, before, base.addressees if base else ()),
            "content": content,
            "cue": cue,
            "cue_lemma": base.cue_lemma if base and base.cue == cue else None,
            "speaker_mention": base.speaker_mention if base and same_speaker else self.edits.first_mention(spans),
            "form": self.edits.value(name, "Form", Form, _form_of(content)),
            "act": self.edits.value(name, "Act", Act, Act.SAY),
            "polarity": self.edits.value(name, "Polarity", Polarity, Polarity.POSITIVE),
            "certainty": self.edits.value(name, "Certainty", Certainty, Certainty.CERTAIN),
            "stated_at": next(iter(stated_at), None),
            "based_on": self.edits.records("BasedOn", event),
            "presumably_based_on": self.edits.records("PresumablyBasedOn", event),
        }
        if base is None:
            return Statement(id=self.edits.ids[name], rule="by-hand", **changes)
        kept: Statement = replace(base, stated_in=self.edits.current(base.stated_in), **changes)
        return kept

    def _meeting(self, name: str, event: Event) -> Meeting:
        base, before = self.edits.record(name, {each.id: each for each in self.edits.base.meetings})
        (group,) = (
            group for group in self.edits.groups(lambda bound: bound.type == "Meeting") if event.trigger in group
        )
        mentions = tuple(self.edits.mention(span) for span in group)
        kind = self.edits.value(name, "MeetingKind", MeetingKind, MeetingKind.MEETING)
        parts = tuple(self._participations(event, base, before, mentions[0].begin))
        if not parts:
            raise self.edits.error(name, "a Meeting needs a participant")
        changes: dict[str, Any] = {
            "meeting_kind": kind,
            "mode": self.edits.value(name, "Mode", Mode, Mode.UNKNOWN),
            "mentions": mentions,
            "participations": parts,
            "assertions": tuple(self._assertions(name)),
            "prepares": next(iter(self.edits.records("Prepares", event)), None),
        }
        if base is None:
            names = [self.edits.edited.texts[span].text.split()[-1] for role, span in event.arguments if role in _ROLES]
            return Meeting(id=self.edits.ids[name], label=f"{'–'.join(names)} {kind}", **changes)
        kept: Meeting = replace(base, **changes)
        return kept

    def _participations(
        self, event: Event, base: Meeting | None, before: Event | None, begin: int
    ) -> Iterator[Participation]:
        """Parts that were there, wherever they are told by the same span or need none; then what is new."""
        former: dict[str, list[Participation]] = {}  # span -> the parts that it told
        spanless: list[Participation] = []
        if base is not None and before is not None:
            spans = iter(span for role, span in before.arguments if role in _ROLES)
            shown = set(self.edits.origins.things.values())
            for part in base.participations:
                if part.agent in shown:
                    former.setdefault(next(spans), []).append(part)
                else:
                    spanless.append(part)
        for role, span in event.arguments:
            if role not in _ROLES:
                continue
            agent, evidence = self.edits.mentioned(span, role), self.edits.mention(span)
            if not former.get(span):
                id = self.edits.new_id(f"participation-{begin}", evidence.begin)
                yield Participation(id=id, agent=agent, role=_ROLES[role], evidence=evidence)
                continue
            part = former[span].pop(0)
            changes = {
                "agent": agent,
                "role": _ROLES[role],
                "asserted_by": self.edits.surviving(part.asserted_by),
                "principal": self.edits.current(part.principal),
            }
            yield replace(part, **changes, evidence=evidence if self.edits.is_moved(span) else part.evidence)
        for part in spanless:
            agent_now = self.edits.current(part.agent)
            if agent_now is not None:
                yield replace(part, agent=agent_now, asserted_by=self.edits.surviving(part.asserted_by))

    def _assertions(self, meeting: str) -> Iterator[StatusAssertion]:
        known = {each.id: each for one in self.edits.base.meetings for each in one.assertions}
        for name, event in self.edits.events("Status"):
            if event.of("Meeting") != [meeting]:
                if len(event.of("Meeting")) != 1:
                    raise self.edits.error(name, "a Status needs one Meeting")
                continue
            base, before = self.edits.record(name, known)
            times = self.edits.referred("Time", event, before, (base.time,) if base and base.time else ())
            places = self.edits.referred("Place", event, before, (base.place,) if base and base.place else ())
            changes: dict[str, Any] = {
                "status": self.edits.value(name, "Status", Status, None),
                "certainty": self.edits.value(name, "Certainty", Certainty, Certainty.CERTAIN),
                "polarity": self.edits.value(name, "Polarity", Polarity, Polarity.POSITIVE),
                "evidence": self.edits.mention(event.trigger),
                "asserted_by": next(iter(self.edits.records("AssertedBy", event)), None),
                "time": next(iter(times), None),
                "place": next(iter(places), None),
            }
            if base is not None:
                yield replace(base, **changes)
            else:
                yield StatusAssertion(id=self.edits.ids[name], as_of=self.edits.base.article.published_date, **changes)

    def _post(self, name: str, event: Event) -> Membership:
        base, before = self.edits.record(name, {each.id: each for each in self.edits.base.memberships})
        holders = self.edits.referred("Holder", event, before, (base.member,) if base else ())
        bodies = self.edits.referred(
            "Organisation", event, before, (base.organisation,) if base and base.organisation else ()
        )
        if not holders:
            raise self.edits.error(name, "a Post needs a Holder")
        mention = self.edits.mention(event.trigger)
        title = fields_of(self.edits.edited.notes.get(name, "")).get("title") or self.edits.plain(event.trigger)
        if base is not None and self.edits.edited.notes.get(name) == self.edits.before.notes.get(name):
            title = base.title
        qualifier = (
            self.edits.value(name, "Qualifier", Qualifier, None)
            if (name, "Qualifier") in self.edits.edited.attributes
            else None
        )
        changes: dict[str, Any] = {
            "member": holders[0],
            "organisation": next(iter(bodies), None),
            "title": title,
            "mention": mention,
            "qualifier": qualifier,
        }
        return Membership(id=self.edits.ids[name], **changes) if base is None else replace(base, **changes)


def _is_in(mention: Mention, content: Iterable[Mention]) -> bool:
    return any(part.covers(mention.begin, mention.end) for part in content)


def _form_of(content: tuple[Mention, ...]) -> Form:
    whole = all(part.text[:1] in _MARKS and part.text.rstrip(".,")[-1:] in _MARKS for part in content)
    if whole:
        return Form.DIRECT
    return Form.MIXED if any(mark in part.text for part in content for mark in '"“«„') else Form.INDIRECT
