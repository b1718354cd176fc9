"""One node per encounter: mentions with the same participants, kind, time and place, and words that point back."""

from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from kgexport.extraction.meetings.lexicon import words
from kgexport.extraction.meetings.participants import Part
from kgexport.extraction.meetings.readings import CHANGES, Reading
from kgexport.extraction.meetings.syntax import near
from kgexport.extraction.meetings.trigger import Trigger
from kgexport.model import MeetingKind, Mention, Mode, Polarity, Role, Status, TimeReference

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
_AHEAD = frozenset({Status.SCHEDULED, Status.PROPOSED, Status.IN_DOUBT, Status.RESCHEDULED, Status.POSTPONED})
_NOT_HELD = frozenset({Status.CANCELLED, Status.REFUSED, Status.DENIED}) | _AHEAD
# What was planned before one of these was said is a plan of the past.
_OVERTAKING = frozenset(Status) - {Status.SCHEDULED, Status.PROPOSED, Status.UNKNOWN}
_SETTLED = frozenset({Status.SCHEDULED, Status.HELD, Status.ONGOING})
_OTHER = words("another second third separate further new other additional more fourth")
_COUNTED = words("fourth fifth sixth seventh eighth ninth tenth follow-up")
_TIMES = 12  # how many of an encounter's times are compared
_WINDOW = 60  # encounters that are looked at
_REACH = 12  # how many encounters back a word may point


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
    is_call: bool = False
    is_visit: bool = True  # every mention is of a visit as such
    is_preparatory: bool = False  # it comes before something bigger: "would meet first to lay the groundwork"
    changed: bool = False  # a mention says that it was postponed or moved
    reading: Reading | None = None  # the last one
    _best: tuple[int, int] | None = None
    _kind: MeetingKind = MeetingKind.MEETING

    def add(self, mention: MeetingMention) -> None:
        """Takes one more mention; a role that says more than "participant" replaces it."""
        self._settle(mention)
        self.mentions.append(mention)
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
    def salience(self) -> tuple[int, int]:
        """What a word may point back to first: the latest sentence, and in it the mention highest in the tree."""
        begin = self.mentions[-1].trigger.sentence[0]
        depths = [m.depth for m in self.mentions[-6:] if m.trigger.token.i >= begin]
        return begin, -min(depths)

    @property
    def is_next(self) -> bool:
        """True for "agreed to meet again", "another meeting"."""
        return is_another(self.mentions[0].trigger)


def is_another(trigger: Trigger) -> bool:
    """True for "meet again", "another meeting", "a fourth meeting"."""
    token = trigger.token
    return any(c.lower_ == "again" for c in near(token)) or any(
        t.lower_ in _OTHER or t.lower_ in _COUNTED for t in token.lefts
    )


def is_same_sort(mention: MeetingMention, encounter: Encounter) -> bool:
    """True where both are calls, visits or meetings, of times that can be one, and not one over and the other ahead."""
    return (
        mention.is_call == encounter.is_call
        and mention.is_visit == encounter.is_visit
        and _same_time(mention, encounter)
        and not _settled_otherwise(mention, encounter)
    )


def is_preparatory(trigger: Trigger) -> bool:
    """True for "meet first", "the initial meeting", "talks to prepare the summit", "to lay the groundwork"."""
    token = trigger.token
    if trigger.is_verb:
        around = list(near(token))
        if any(c.dep_ == "advmod" and c.lower_ in ("first", "beforehand") for c in around):
            return True
    else:
        around = [*near(token), *(near(trigger.carrier) if trigger.carrier is not None else ())]
        if any(t.lower_ in PREPARATORY for t in token.lefts):
            return True
    for clause in around:
        if clause.dep_ in ("advcl", "xcomp", "acl", "relcl"):
            if clause.lemma_ == "prepare":
                return True
            if any(c.lemma_ in ("groundwork", "ground") or c.lower_ == "way" for c in near(clause) if c.dep_ == "dobj"):
                return True
    return False


def _same_time(mention: MeetingMention, encounter: Encounter) -> bool:
    mine = mention.time
    if mine is None or mention.changes or (encounter.changed and mention.trigger.definite):
        return True
    return all(other.id == mine.id or _compatible(other, mine) for other in list(encounter.times.values())[-_TIMES:])


def _compatible(a: TimeReference, b: TimeReference) -> bool:
    if a.earliest and a.latest and b.earliest and b.latest:
        return a.latest >= b.earliest and b.latest >= a.earliest
    if a.value[:1].isdigit() and b.value[:1].isdigit():
        return a.value.startswith(b.value) or b.value.startswith(a.value)
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
    if mention.reading is None or mention.reading.presumed or encounter.status is None:
        return False
    a, b = mention.reading.status, encounter.status
    denied = encounter.reading is not None and encounter.reading.polarity is Polarity.NEGATIVE
    if mention.reading.polarity is Polarity.NEGATIVE:
        return b is Status.HELD and not denied and a is not Status.HELD
    if denied and a is Status.HELD:  # "No talks with Oslo, Berlin says … They last met in May"
        return mention.time is not None
    return (a is Status.HELD and b in _NOT_HELD) or (b is Status.HELD and a in _NOT_HELD)


def belongs(mention: MeetingMention, encounter: Encounter) -> bool:
    """True where a mention that names its participants speaks of a known encounter."""
    agents, known = mention.agents, set(encounter.agents)
    trigger = mention.trigger
    if not _same_medium(mention, encounter) or not _same_time(mention, encounter):
        return False
    if mention.is_visit != encounter.is_visit:
        return False
    lefts = {t.lower_ for t in trigger.token.lefts}
    if lefts & _OTHER or (trigger.is_verb and any(c.lower_ == "again" for c in near(trigger.token))):
        return False
    shared = agents & known
    if _prepares_as_advisers(mention, encounter):
        return True
    if not shared:
        return _joins(mention, encounter)
    if len(agents) >= 2 and len(known) >= 2:
        if len(shared) < 2:
            return False
        if _settled_otherwise(mention, encounter):
            return not encounter.is_next and trigger.definite and not trigger.is_verb and mention.time is None
        return True
    if len(known) == 1 and len(agents) >= 2 and _names_the_pronoun(mention, encounter):
        return True
    # One side named only: a definite noun close by, or a visit of the same person.
    if mention.is_visit and encounter.is_visit:
        if mention.place and encounter.places and mention.place[0] not in encounter.places:
            return False
        return not _settled_otherwise(mention, encounter)
    return (trigger.definite or trigger.is_verb is False) and not _settled_otherwise(mention, encounter)


def _names_the_pronoun(mention: MeetingMention, encounter: Encounter) -> bool:
    """True for a headline's "Anna Berg will meet him" and the sentence that names him: same verb, same status."""
    first = encounter.mentions[0].trigger
    if not first.is_verb or mention.trigger.token.lemma_ != first.token.lemma_ or mention.reading is None:
        return False
    if encounter.status is not mention.reading.status or len(encounter.mentions) > 1:
        return False
    return any(token.pos_ == "PRON" for token, _ in first.arguments)


def _joins(mention: MeetingMention, encounter: Encounter) -> bool:
    """True for "Safadi attended the meeting": a definite noun that names only who was there too."""
    trigger = mention.trigger
    if not trigger.definite or trigger.carrier is None or trigger.carried_as != "object":
        return False
    return (
        trigger.carrier.lemma_ in _JOINING
        and not any(c.dep_ == "prep" and c.lower_ in ("with", "between") for c in near(trigger.token))
        and points_back(mention, encounter)
    )


_JOINING = words("attend join open chair host address lead mediate broker leave hold")
_ADVISERS = words(
    "adviser advisor aide official minister negotiator delegation team diplomat envoy representative expert "
    "side leader delegate staff deputy"
)


def _prepares_as_advisers(mention: MeetingMention, encounter: Encounter) -> bool:
    """True for "Senior advisers would meet first" … "the initial meeting between Rubio and Lavrov": one encounter ahead."""
    trigger = mention.trigger
    if trigger.is_verb or not trigger.definite or mention.reading is None:
        return False
    if not any(t.lower_ in PREPARATORY for t in trigger.token.lefts) or encounter.status not in _AHEAD:
        return False
    return encounter.is_preparatory and all(
        head.lemma_.lower() in _ADVISERS for m in encounter.mentions[:_TIMES] for head, _ in m.trigger.arguments
    )


_MEALS = words("audience lunch dinner breakfast roundtable")
PREPARATORY = words("initial first preparatory preliminary exploratory preparation")


def points_back(mention: MeetingMention, encounter: Encounter) -> bool:
    """True where a mention without participants of its own ("that meeting", "the call") can mean the encounter."""
    token = mention.trigger.token
    word = token.lemma_.lower()
    if mention.trigger.named:
        return any(m.trigger.named and m.trigger.token.text == token.text for m in encounter.mentions[:_TIMES])
    if mention.is_call != encounter.is_call and (not encounter.is_call or word not in ("conversation", "discussion")):
        return False
    if word in _MEALS and word not in encounter.lemmas:
        return False
    kinds = encounter.kinds
    plural = token.tag_ in ("NNS", "NNPS")
    if (
        plural
        and MeetingKind.TALKS not in kinds
        and word not in encounter.lemmas
        and encounter.status is not Status.HELD
        and not mention.changes
    ):
        return False
    if word in ("visit", "trip", "tour"):
        return MeetingKind.VISIT in kinds
    if encounter.is_visit:
        return False
    if word == "summit" and MeetingKind.SUMMIT not in kinds:
        return len(encounter.agents) >= 2
    if word == "conference" and MeetingKind.CONFERENCE not in kinds and MeetingKind.SUMMIT not in kinds:
        return False
    if encounter.is_next and mention.time is not None:
        return False
    told = mention.reading is not None and not mention.reading.presumed and mention.reading.status is Status.HELD
    if told and encounter.reading is not None and encounter.reading.polarity is Polarity.NEGATIVE:
        return False  # "has no plans to meet … The meeting came hours before": of another one
    if told and encounter.status in (Status.SCHEDULED, Status.PROPOSED) and encounter.is_next:
        return False
    return _same_time(mention, encounter)


def _lies_ahead(mention: MeetingMention) -> bool:
    reading = mention.reading
    if reading is None or reading.presumed or reading.past_plan or reading.superseded:
        return False
    return reading.status in _AHEAD and reading.polarity is Polarity.POSITIVE


def _depth(token: Token) -> int:
    """How many words stand above the token in its sentence's tree (40 at most)."""
    depth = 0
    while token.head != token and depth < 40:
        token, depth = token.head, depth + 1
    return depth


_OF_MANY = words("summit conference forum")


def place_among(mention: MeetingMention, encounters: list[Encounter]) -> Encounter | None:
    """The encounter that the mention belongs to; None where it opens a new one (or, unnamed, points to nothing)."""
    recent = sorted(encounters[-_WINDOW:], key=lambda e: e.salience, reverse=True)[:_REACH]
    if not mention.agents:
        fitting = [encounter for encounter in recent if points_back(mention, encounter)]
        word = mention.trigger.token.lemma_.lower()
        if word in _OF_MANY and any(word in encounter.lemmas for encounter in recent):
            # "Wong will meet Napat … The summit was delayed": the one that is called so, not two who meet meanwhile
            fitting = [encounter for encounter in fitting if word in encounter.lemmas]
        if _lies_ahead(mention):
            # "… had dinner on Monday. The meeting would take place next week": of the one that is not over, where one is known
            fitting.sort(key=lambda encounter: encounter.status is Status.HELD)
        return fitting[0] if fitting else None
    word = mention.trigger.token.lemma_.lower()
    scored = [
        (word in e.lemmas, mention.trigger.kind is e.kind, len(mention.agents & set(e.agents)), e.salience, -number)
        for number, e in enumerate(recent)
        if belongs(mention, e)
    ]
    return recent[-max(scored)[4]] if scored else None
