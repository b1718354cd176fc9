"""One node per encounter: mentions with the same participants, kind, time and place, and words that point back."""

from dataclasses import dataclass, field

from kgexport.extraction.meetings.participants import Part
from kgexport.extraction.meetings.status import Reading
from kgexport.extraction.meetings.triggers import Trigger
from kgexport.model import MeetingKind, Mention, Mode, Polarity, Status, TimeReference

# The most specific word wins.
KIND_RANK = [
    MeetingKind.CALL,
    MeetingKind.SUMMIT,
    MeetingKind.CONFERENCE,
    MeetingKind.TALKS,
    MeetingKind.MEETING,
    MeetingKind.VISIT,
]
_AHEAD = frozenset({Status.SCHEDULED, Status.PROPOSED, Status.IN_DOUBT, Status.RESCHEDULED, Status.POSTPONED})
_NOT_HELD = frozenset({Status.CANCELLED, Status.REFUSED, Status.DENIED}) | _AHEAD
_OTHER = frozenset(
    {"another", "second", "third", "separate", "further", "new", "other", "additional", "more", "fourth"}
)
_REACH = 12  # how many encounters back a word may point


@dataclass(slots=True)
class MeetingMention:
    """One trigger with everything that its sentence gives."""

    trigger: Trigger
    parts: list[Part]
    reading: Reading | None
    place: tuple[str, Mention] | None
    time: TimeReference | None

    @property
    def agents(self) -> set[str]:
        """The ids of the participants."""
        return {part.agent for part in self.parts}

    @property
    def is_call(self) -> bool:
        """True for a call by phone or video."""
        return self.trigger.kind is MeetingKind.CALL

    @property
    def is_visit(self) -> bool:
        """True for a visit as such (hosting somebody is a meeting too)."""
        return self.trigger.kind is MeetingKind.VISIT and self.trigger.token.lemma_ not in (
            "host",
            "welcome",
            "receive",
        )


@dataclass(slots=True)
class Encounter:
    """The mentions of one encounter."""

    mentions: list[MeetingMention] = field(default_factory=list)
    agents: dict[str, Part] = field(default_factory=dict)

    def add(self, mention: MeetingMention) -> None:
        """Takes one more mention; a role that says more than "participant" replaces it."""
        self.mentions.append(mention)
        for part in mention.parts:
            known = self.agents.get(part.agent)
            if known is None or (known.role.value == "participant" and part.role.value != "participant"):
                self.agents[part.agent] = part

    @property
    def kind(self) -> MeetingKind:
        """The most specific of the mentions' kinds."""
        return min((m.trigger.kind for m in self.mentions), key=KIND_RANK.index)

    @property
    def mode(self) -> Mode:
        """Phone or video if a mention says so, else in person if one does."""
        modes = [m.trigger.mode for m in self.mentions]
        for mode in (Mode.VIDEO, Mode.PHONE, Mode.IN_PERSON):
            if mode in modes:
                return mode
        return Mode.UNKNOWN

    @property
    def is_call(self) -> bool:
        """True for a call."""
        return any(m.is_call for m in self.mentions)

    @property
    def is_visit(self) -> bool:
        """True where every mention is of a visit as such."""
        return all(m.is_visit for m in self.mentions)

    @property
    def status(self) -> Status | None:
        """The last status read."""
        return next((m.reading.status for m in reversed(self.mentions) if m.reading is not None), None)

    @property
    def last_token(self) -> int:
        """Token index of the last mention."""
        return self.mentions[-1].trigger.token.i

    def values(self) -> set[str]:
        """Days or longer stretches that the mentions give."""
        return {m.time.value for m in self.mentions if m.time is not None}

    def places(self) -> set[str]:
        """Places that the mentions give."""
        return {m.place[0] for m in self.mentions if m.place is not None}


def _same_time(mention: MeetingMention, encounter: Encounter) -> bool:
    if mention.time is None:
        return True
    for other in encounter.mentions:
        if other.time is None or other.time.id == mention.time.id:
            continue
        a, b = other.time, mention.time
        if a.earliest and a.latest and b.earliest and b.latest:
            if a.latest < b.earliest or b.latest < a.earliest:
                return False
        elif (
            a.value != b.value
            and a.value[:1].isdigit()
            and b.value[:1].isdigit()
            and not (a.value.startswith(b.value) or b.value.startswith(a.value))
        ):
            return False
    return True


def _same_medium(mention: MeetingMention, encounter: Encounter) -> bool:
    if mention.is_call != encounter.is_call:
        word = mention.trigger.token.lemma_.lower()
        return (
            encounter.is_call and word in ("conversation", "discussion", "talk", "talks") and mention.trigger.definite
        )
    return True


def _settled_otherwise(mention: MeetingMention, encounter: Encounter) -> bool:
    """True where one is over and the other still ahead, without a word that points back."""
    if mention.reading is None or encounter.status is None:
        return False
    a, b = mention.reading.status, encounter.status
    if mention.reading.polarity is Polarity.NEGATIVE:
        return b is Status.HELD and a is not Status.HELD
    return (a is Status.HELD and b in _NOT_HELD) or (b is Status.HELD and a in _NOT_HELD)


def belongs(mention: MeetingMention, encounter: Encounter) -> bool:
    """True where a mention that names its participants speaks of a known encounter."""
    agents, known = mention.agents, set(encounter.agents)
    trigger = mention.trigger
    if not _same_medium(mention, encounter) or not _same_time(mention, encounter):
        return False
    if mention.is_visit != encounter.is_visit and not (agents & known and _nearby_visit(mention, encounter)):
        return False
    lefts = {t.lower_ for t in trigger.token.lefts}
    if lefts & _OTHER or (trigger.is_verb and any(c.lower_ == "again" for c in trigger.token.children)):
        return False
    shared = agents & known
    if not shared:
        return False
    if len(agents) >= 2 and len(known) >= 2:
        if len(shared) < 2:
            return False
        if _settled_otherwise(mention, encounter):
            return trigger.definite and not trigger.is_verb and mention.time is None
        return True
    # One side named only: a definite noun close by, or a visit of the same person.
    if mention.is_visit and encounter.is_visit:
        if mention.place and encounter.places() and mention.place[0] not in encounter.places():
            return False
        return not _settled_otherwise(mention, encounter)
    return (trigger.definite or trigger.is_verb is False) and not _settled_otherwise(mention, encounter)


def _nearby_visit(mention: MeetingMention, encounter: Encounter) -> bool:
    return False


def points_back(mention: MeetingMention, encounter: Encounter) -> bool:
    """True where a mention without participants of its own ("that meeting", "the call") can mean the encounter."""
    if mention.is_call != encounter.is_call:
        if not encounter.is_call or mention.trigger.token.lemma_.lower() not in (
            "conversation",
            "discussion",
            "talk",
            "talks",
        ):
            return False
    kinds = {m.trigger.kind for m in encounter.mentions}
    word = mention.trigger.token.lemma_.lower()
    if word in ("visit", "trip", "tour"):
        return encounter.is_visit or any(m.trigger.kind is MeetingKind.VISIT for m in encounter.mentions)
    if encounter.is_visit:
        return False
    if word == "summit" and MeetingKind.SUMMIT not in kinds:
        return len(encounter.agents) >= 2
    if word == "conference" and MeetingKind.CONFERENCE not in kinds and MeetingKind.SUMMIT not in kinds:
        return False
    return _same_time(mention, encounter)


def place_among(mention: MeetingMention, encounters: list[Encounter]) -> Encounter | None:
    """The encounter that the mention belongs to; None where it opens a new one (or, unnamed, points to nothing)."""
    recent = sorted(encounters[-200:], key=lambda e: -e.last_token)[:_REACH]
    if mention.agents:
        scored = [(len(mention.agents & set(e.agents)), e.last_token, e) for e in recent if belongs(mention, e)]
        return max(scored, key=lambda item: item[:2])[2] if scored else None
    for encounter in recent:
        if points_back(mention, encounter):
            return encounter
    return None
