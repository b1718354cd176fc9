"""Which encounter a mention speaks of: one with the same participants, kind, time and place, or what a word points back to."""

from kgexport.extraction.meetings.encounters import OTHER, PREPARATORY, Encounter, MeetingMention, sides_of
from kgexport.extraction.meetings.syntax import near
from kgexport.extraction.tree import Token
from kgexport.extraction.word_lists import words
from kgexport.model import MeetingKind, Polarity, Status, TimeReference

_AHEAD = frozenset({Status.SCHEDULED, Status.PROPOSED, Status.IN_DOUBT, Status.RESCHEDULED, Status.POSTPONED})
_NOT_HELD = frozenset({Status.CANCELLED, Status.REFUSED, Status.DENIED}) | _AHEAD
_TIMES = 12  # how many of an encounter's times are compared
_WINDOW = 60  # encounters that are looked at
_REACH = 12  # how many encounters back a word may point
_MEALS = words("audience lunch dinner breakfast roundtable")


def is_same_sort(mention: MeetingMention, encounter: Encounter) -> bool:
    """True where both are calls, visits or meetings, of times that can be one, and not one over and the other ahead."""
    return (
        mention.is_call == encounter.is_call
        and mention.is_visit == encounter.is_visit
        and _same_time(mention, encounter)
        and not _settled_otherwise(mention, encounter)
    )


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


def _same_number(mention: MeetingMention, encounter: Encounter) -> bool:
    """False for "a three-way meeting" beside a bilateral one, and beside one of two people or bodies with names."""
    mine = sides_of(mention.trigger)
    if mine is None:
        return True
    told = encounter.sides
    if told is not None:
        return told == mine
    return (len(encounter.agents) <= mine) if mine == 2 else (len(encounter.agents) != 2)


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
    if {a, b} == {Status.HELD, Status.CANCELLED} and _are_talks(mention, encounter):
        return False  # "broke off talks", "had ended talks": the same ones
    return (a is Status.HELD and b in _NOT_HELD) or (b is Status.HELD and a in _NOT_HELD)


def _are_talks(mention: MeetingMention, encounter: Encounter) -> bool:
    return mention.trigger.kind is MeetingKind.TALKS and encounter.kind is MeetingKind.TALKS


def belongs(mention: MeetingMention, encounter: Encounter) -> bool:
    """True where a mention that names its participants speaks of a known encounter."""
    agents, known = mention.agents, set(encounter.agents)
    trigger = mention.trigger
    if not _same_medium(mention, encounter) or not _same_time(mention, encounter) or _is_elsewhere(mention, encounter):
        return False
    if not _same_number(mention, encounter):
        return False
    if mention.is_visit != encounter.is_visit:
        return False
    lefts = {t.lower_ for t in trigger.token.lefts}
    if lefts & OTHER or (trigger.is_verb and any(c.lower_ == "again" for c in near(trigger.token))):
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
    if _is_somebody_elses(mention, encounter):
        return False
    return (trigger.definite or trigger.is_verb is False) and not _settled_otherwise(mention, encounter)


def _is_somebody_elses(mention: MeetingMention, encounter: Encounter) -> bool:
    """True for "the fans want a meeting with Berg" after one of Berg and Lund: one that others would like to have."""
    trigger, reading = mention.trigger, mention.reading
    if trigger.definite or not trigger.with_parties or not trigger.optional or len(encounter.agents) < 2:
        return False
    return reading is not None and reading.status is Status.PROPOSED and encounter.status is not Status.PROPOSED


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
    if not trigger.definite or trigger.carrier is None or trigger.carried_as not in ("object", "in"):
        return False
    if trigger.carried_as == "in" and not _took_part(trigger.carrier):
        return False
    if any(c.dep_ == "poss" for c in near(trigger.token)):
        return False  # "held their autumn meetings": their own
    return (
        (trigger.carrier.lemma_ in _JOINING or trigger.carried_as == "in")
        and not any(c.dep_ == "prep" and c.lower_ in ("with", "between") for c in near(trigger.token))
        and points_back(mention, encounter)
    )


def _took_part(verb: Token) -> bool:
    """True for "took part in" and "participated in", told as done."""
    return verb.lemma_ in ("take", "participate") and verb.tag_ in ("VBD", "VBN")


_JOINING = words("attend join open chair host address lead mediate broker leave hold crash")
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


def points_back(mention: MeetingMention, encounter: Encounter) -> bool:
    """True where a mention without participants of its own ("that meeting", "the call") can mean the encounter."""
    token = mention.trigger.token
    word = token.lemma_.lower()
    if not _same_number(mention, encounter):
        return False
    if _is_elsewhere(mention, encounter) or (mention.owners and mention.owners.isdisjoint(encounter.agents)):
        return False
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
    reading = mention.reading
    told = reading is not None and not reading.presumed and reading.status is Status.HELD
    told = told and reading is not None and reading.polarity is Polarity.POSITIVE
    if told and encounter.reading is not None and encounter.reading.polarity is Polarity.NEGATIVE:
        return False  # "has no plans to meet … The meeting came hours before": of another one
    if told and encounter.status in (Status.SCHEDULED, Status.PROPOSED) and encounter.is_next:
        return False
    return _same_time(mention, encounter)


def _is_elsewhere(mention: MeetingMention, encounter: Encounter) -> bool:
    """True for "the trip to Prague" after a visit to Taipei: other countries, where nobody tells of a change."""
    if mention.country is None or mention.changes or encounter.changed:
        return False
    return bool(encounter.countries) and mention.country not in encounter.countries


def _lies_ahead(mention: MeetingMention) -> bool:
    reading = mention.reading
    if reading is None or reading.presumed or reading.past_plan or reading.superseded:
        return False
    return reading.status in _AHEAD and reading.polarity is Polarity.POSITIVE


def _is_of_kind(mention: MeetingMention, encounter: Encounter) -> bool:
    """True for the same kind; "their first conversation" may well be of a call."""
    if mention.trigger.kind is encounter.kind:
        return True
    return encounter.is_call and mention.trigger.token.lemma_.lower() in ("conversation", "discussion")


_OF_MANY = words("summit conference forum")


def place_among(mention: MeetingMention, encounters: list[Encounter]) -> Encounter | None:
    """The encounter that the mention belongs to; None where it opens a new one (or, unnamed, points to nothing)."""
    recent = sorted(encounters[-_WINDOW:], key=lambda e: e.salience, reverse=True)[:_REACH]
    agents = mention.agents
    if not agents:
        fitting = [encounter for encounter in recent if points_back(mention, encounter)]
        word = mention.trigger.token.lemma_.lower()
        if word in _OF_MANY and any(word in encounter.lemmas for encounter in recent):
            # "Wong will meet Napat … The summit was delayed": the one that is called so, not two who meet meanwhile
            fitting = [encounter for encounter in fitting if word in encounter.lemmas]
        # "met her on Monday. He has met him before. After the meeting …": not of what is told in passing
        fitting.sort(key=lambda encounter: encounter.is_past_history)
        if _lies_ahead(mention):
            # "… had dinner on Monday. The meeting would take place next week": of the one that is not over, where one is known
            fitting.sort(key=lambda encounter: encounter.status is Status.HELD)
        return fitting[0] if fitting else None
    word = mention.trigger.token.lemma_.lower()
    scored = [
        (word in e.lemmas, _is_of_kind(mention, e), len(agents & e.agents.keys()), e.salience, -number)
        for number, e in enumerate(recent)
        if belongs(mention, e)
    ]
    return recent[-max(scored)[4]] if scored else None
