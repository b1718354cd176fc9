"""One node per encounter, and what its mentions say of it together; ``matching`` tells which mentions are of one."""

from dataclasses import dataclass, field, replace

from kgexport.extraction.meetings.participants import Part
from kgexport.extraction.meetings.readings import CHANGES, Reading
from kgexport.extraction.meetings.syntax import near
from kgexport.extraction.meetings.trigger import Trigger
from kgexport.extraction.tree import Token
from kgexport.extraction.word_lists import words
from kgexport.model import MeetingKind, Mention, Mode, Role, Status, TimeReference

# The most specific word wins.
KIND_RANK = [
    MeetingKind.CALL,
    MeetingKind.SUMMIT,
    MeetingKind.CONFERENCE,
    MeetingKind.TALKS,
    MeetingKind.MEETING,
    MeetingKind.VISIT,
]
_VAGUE = words("discussion conversation dialogue dialog consult confer consultation")
# What was planned before one of these was said is a plan of the past.
_OVERTAKING = frozenset(Status) - {Status.SCHEDULED, Status.PROPOSED, Status.UNKNOWN}
_SETTLED = frozenset({Status.SCHEDULED, Status.RESCHEDULED, Status.HELD, Status.ONGOING})
OTHER = words("another second third separate further new other additional more fourth")
_COUNTED = words("fourth fifth sixth seventh eighth ninth tenth follow-up")
_BEFOREHAND = words("initial preparatory preliminary exploratory preparation")  # "a first meeting" may be the main one
PREPARATORY = _BEFOREHAND | {"first"}


def _specificity(trigger: Trigger) -> tuple[int, int]:
    vague = trigger.token.lemma_.lower() in _VAGUE and trigger.kind is MeetingKind.TALKS
    return KIND_RANK.index(MeetingKind.MEETING if vague else trigger.kind), int(vague)


@dataclass(slots=True)
class MeetingMention:
    """One trigger with everything that its sentence gives."""

    trigger: Trigger
    parts: list[Part]
    reading: Reading | None
    place: tuple[str, Mention] | None
    time: TimeReference | None
    delegates: list[Part] = field(default_factory=list)
    former_time: TimeReference | None = None  # from which it is moved
    owners: frozenset[str] = frozenset()  # whose visit it is, where it only points back ("his trip")
    country: str | None = None  # of the place: ISO 3166-1 alpha-2
    depth: int = field(init=False)  # of the trigger in its sentence's tree

    def __post_init__(self) -> None:
        self.depth = _depth(self.trigger.token)

    @property
    def changes(self) -> bool:
        """True where it tells of another day than the one in force: "was first scheduled", "was moved to"."""
        reading = self.reading
        return reading is not None and (reading.superseded or reading.status in CHANGES)

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
    """The mentions of one encounter, with what they add up to."""

    mentions: list[MeetingMention] = field(default_factory=list)
    agents: dict[str, Part] = field(default_factory=dict)
    kinds: set[MeetingKind] = field(default_factory=set)
    modes: set[Mode] = field(default_factory=set)
    lemmas: set[str] = field(default_factory=set)
    times: dict[str, TimeReference] = field(default_factory=dict)
    places: dict[str, Mention] = field(default_factory=dict)
    countries: set[str] = field(default_factory=set)  # in which the places lie, where known
    is_call: bool = False
    is_visit: bool = True  # every mention is of a visit as such
    is_preparatory: bool = False  # it comes before something bigger: "would meet first to lay the groundwork"
    is_past_history: bool = False  # told only in passing: "they have met before"
    changed: bool = False  # a mention says that it was postponed or moved
    reading: Reading | None = None  # the last one
    # What a word may point back to first: the latest sentence, and in it the mention highest in the tree (0 is its root).
    salience: tuple[int, int] = (-1, 0)
    _best: tuple[int, int] | None = None
    _kind: MeetingKind = MeetingKind.MEETING

    def add(self, mention: MeetingMention) -> None:
        """Takes one more mention; a role that says more than "participant" replaces it."""
        self._settle(mention)
        self.is_past_history = is_past_history(mention.trigger) and (self.is_past_history or not self.mentions)
        self.mentions.append(mention)
        begin = mention.trigger.sentence[0]
        self.salience = begin, -min(m.depth for m in self.mentions[-6:] if m.trigger.token.i >= begin)
        self.changed = self.changed or mention.changes
        trigger = mention.trigger
        self.kinds.add(trigger.kind)
        self.modes.add(trigger.mode)
        if not trigger.pronoun:
            self.lemmas.add(trigger.token.lemma_.lower())
        self.is_call = self.is_call or mention.is_call
        self.is_visit = self.is_visit and mention.is_visit
        self.is_preparatory = self.is_preparatory or is_preparatory(trigger)
        if mention.time is not None:
            self.times.setdefault(mention.time.id, mention.time)
        if mention.place is not None:
            self.places.setdefault(*mention.place)
        if mention.country is not None:
            self.countries.add(mention.country)
        rank = _specificity(trigger)
        if self._best is None or rank < self._best:
            self._best, self._kind = rank, trigger.kind
        if mention.reading is not None and (self.reading is None or not mention.reading.superseded):
            self.reading = mention.reading
        for part in (*mention.parts, *mention.delegates):
            self.join(part)

    def join(self, part: Part) -> None:
        """Takes one who takes part, told without a mention of the encounter ("Rashad also took part")."""
        known = self.agents.get(part.agent)
        if known is None or (known.role is Role.PARTICIPANT and part.role is not Role.PARTICIPANT):
            self.agents[part.agent] = part

    def _settle(self, mention: MeetingMention) -> None:
        """What the mention asserts beside what is known already."""
        if mention.reading is not None and mention.reading.past_plan and self._overtakes(mention.reading):
            mention.reading = replace(mention.reading, superseded=True)
        if mention.reading is not None and not mention.reading.superseded:
            bare = mention.reading.presumed and self.status is not None
            # Who invited whom is told after the announcement, and undoes nothing.
            if bare or (mention.reading.status is Status.PROPOSED and self.status in _SETTLED):
                mention.reading = None
        if mention.reading is None and (mention.place or mention.time):
            # A place or a time alone is asserted with the status as it stands.
            here = (mention.trigger.token.i, mention.trigger.token.i + 1)
            known = self.reading or Reading(Status.HELD)
            mention.reading = Reading(known.status, known.certainty, known.polarity, here, presumed=True)

    def _overtakes(self, told: Reading) -> bool:
        """True where what is known came after what is told: a plan before the meeting, a cancelling before a new plan."""
        if told.status not in CHANGES:
            return self.status in _OVERTAKING
        return self.reading is not None and not self.reading.past_plan and self.status in _SETTLED

    @property
    def kind(self) -> MeetingKind:
        """The most specific of the mentions' kinds; "discussions" and the like say less than "meeting"."""
        return self._kind

    @property
    def mode(self) -> Mode:
        """Phone or video if a mention says so, else in person if one does."""
        return next((mode for mode in (Mode.VIDEO, Mode.PHONE, Mode.IN_PERSON) if mode in self.modes), Mode.UNKNOWN)

    @property
    def status(self) -> Status | None:
        """The last status read."""
        return None if self.reading is None else self.reading.status

    @property
    def last_token(self) -> int:
        """Token index of the last mention."""
        return self.mentions[-1].trigger.token.i

    @property
    def sides(self) -> int | None:
        """How many meet, where a word says so: "a three-way meeting"; None where none does."""
        return next((sides for m in self.mentions[:_LOOKED_AT] if (sides := sides_of(m.trigger)) is not None), None)

    @property
    def is_next(self) -> bool:
        """True for "agreed to meet again", "another meeting"."""
        return is_another(self.mentions[0].trigger)


_LOOKED_AT = 12
_SIDES = {
    **dict.fromkeys(("bilateral", "two-way", "one-on-one", "tete-a-tete"), 2),
    **dict.fromkeys(("trilateral", "three-way", "tripartite"), 3),
    **dict.fromkeys(("four-way", "quadrilateral"), 4),
}


def sides_of(trigger: Trigger) -> int | None:
    """How many meet by "bilateral", "trilateral", "three-way", however the word is cut; None without such a word."""
    if trigger.is_verb:
        return None
    before = trigger.token.doc.words[max(trigger.sentence[0], trigger.token.i - 5) : trigger.token.i]
    own = [t for t in before if t in trigger.modifiers or t in trigger.token.lefts]
    written = "".join(t.text_with_ws for t in own).lower()
    return next((sides for word, sides in _SIDES.items() if word in written), None)


def is_another(trigger: Trigger) -> bool:
    """True for "meet again", "another meeting", "a fourth meeting"."""
    token = trigger.token
    return any(c.lower_ == "again" for c in near(token)) or any(
        t.lower_ in OTHER or t.lower_ in _COUNTED for t in token.lefts
    )


def is_past_history(trigger: Trigger) -> bool:
    """True for "has met previously with", "had once met"."""
    return trigger.is_verb and any(c.dep_ == "advmod" and c.lower_ in _EARLIER for c in near(trigger.token))


_EARLIER = words("previously before once already repeatedly")


def is_preparatory(trigger: Trigger) -> bool:
    """True for "meet first", "the initial meeting", "talks to prepare the summit", "to lay the groundwork"."""
    token = trigger.token
    if trigger.is_verb:
        around = list(near(token))
        if any(c.dep_ == "advmod" and c.lower_ in ("first", "beforehand") for c in around):
            return True
    else:
        around = [*near(token), *(near(trigger.carrier) if trigger.carrier is not None else ())]
        if any(t.lower_ in _BEFOREHAND for t in token.lefts):
            return True
    for clause in around:
        if clause.dep_ in ("advcl", "xcomp", "acl", "relcl"):
            if clause.lemma_ == "prepare":
                return True
            if any(c.lemma_ in ("groundwork", "ground") or c.lower_ == "way" for c in near(clause) if c.dep_ == "dobj"):
                return True
    return False


def _depth(token: Token) -> int:
    """How many words stand above the token in its sentence's tree (40 at most)."""
    depth = 0
    while token.head != token and depth < 40:
        token, depth = token.head, depth + 1
    return depth
