"""The step that finds meetings: triggers, their participants, encounters, assertions."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from kgexport.extraction.draft import Claim, Draft
from kgexport.extraction.meetings.acceptance import accepted, waiting_parties
from kgexport.extraction.meetings.details import delegates_of, ordinal_of, outcome_of, prepared_by, topic_of
from kgexport.extraction.meetings.encounters import Encounter, MeetingMention, place_among
from kgexport.extraction.meetings.participants import Resolver
from kgexport.extraction.meetings.place_time import place_of, time_of
from kgexport.extraction.meetings.readings import Reading
from kgexport.extraction.meetings.status import is_habitual, is_hypothetical, reading_of
from kgexport.extraction.meetings.trigger import Trigger
from kgexport.extraction.meetings.triggers import triggers_of
from kgexport.extraction.parse import ParsedArticle
from kgexport.model import (
    Meeting,
    MeetingKind,
    Mention,
    Mode,
    Participation,
    Person,
    Place,
    PlaceKind,
    Statement,
    Status,
    StatusAssertion,
    TimeReference,
    UnnamedAgent,
)


class MeetingExtractor:
    """Finds encounters: one node for each, with its participants and every assertion about it."""

    def extract(self, parsed: ParsedArticle, draft: Draft) -> Iterator[Claim]:
        """The meetings of the article, in reading order, each after the agents that had to be made for it."""
        resolver = Resolver(parsed, draft)
        times = _Times(parsed, draft.times)
        statements = _Statements(draft)
        encounters: list[Encounter] = []
        by_token: dict[int, Encounter] = {}
        waiting: dict[int, MeetingMention] = {}
        for trigger in triggers_of(parsed):
            if resolver.is_inside_name(trigger.token):
                continue
            parts = None if is_habitual(trigger) else accepted(trigger, resolver)
            sentence = trigger.token.sent
            mention = MeetingMention(
                trigger=trigger,
                parts=parts or [],
                reading=reading_of(trigger),
                place=place_of(trigger, resolver),
                time=time_of(trigger, parsed, times.in_sentence(sentence.start_char)),
            )
            encounter = _beside(trigger, by_token, encounters)
            if encounter is None:
                if parts is None:
                    waiting[trigger.token.i] = mention
                    continue
                encounter = place_among(mention, encounters)
            hypothetical = is_hypothetical(trigger)
            if encounter is None:
                if not mention.parts and not hypothetical:
                    mention.parts = waiting_parties(trigger, resolver)
                if not mention.parts or hypothetical:
                    waiting[trigger.token.i] = mention
                    continue
                encounter = Encounter()
                encounters.append(encounter)
                before = waiting.get(_noun_before(trigger)) or _presupposed(mention, waiting)
                if before is not None:
                    encounter.add(before)
                    by_token[before.trigger.token.i] = encounter
            elif hypothetical:
                mention.reading = None
            mention.delegates = list(delegates_of(trigger, resolver))
            encounter.add(mention)
            by_token[trigger.token.i] = encounter
            if trigger.carrier is not None and not trigger.is_verb:
                by_token.setdefault(-trigger.carrier.i - 1, encounter)
        used = {part for encounter in encounters for part in encounter.agents}
        used |= {part.principal for encounter in encounters for part in encounter.agents.values() if part.principal}
        for identifier, agent in resolver.made.items():
            if identifier in used:
                yield agent
        placed = {m.place[0] for encounter in encounters for m in encounter.mentions if m.place and m.reading}
        for identifier, place in resolver.new_places.items():
            if identifier in placed:
                yield place
        ids: dict[int, str] = {}
        for encounter in encounters:
            identifier = draft.free_id("meeting", encounter.mentions[0].trigger.token.idx)
            ids[id(encounter)] = identifier
        for encounter in encounters:
            prepared = prepared_by(encounter, encounters)
            meeting = _meeting(encounter, ids[id(encounter)], resolver, statements)
            yield meeting if prepared is None else replace(meeting, prepares=ids[id(prepared)])


def _noun_before(trigger: Trigger) -> int:
    """Token index of the noun that the trigger hangs on by a preposition: "discussions during a meeting"; else -1."""
    token = trigger.token
    if not trigger.is_verb and token.dep_ == "pobj" and token.head.head.pos_ == "NOUN":
        return token.head.head.i
    return -1


def _presupposed(mention: MeetingMention, waiting: dict[int, MeetingMention]) -> MeetingMention | None:
    """The word without parties that a definite one takes up: "at the Mercosur Summit … Benítez opened the meeting"."""
    trigger = mention.trigger
    determiner = next((t for t in trigger.token.lefts if t.dep_ == "det"), None)
    if trigger.is_verb or determiner is None or determiner.lower_ not in ("the", "that", "this"):
        return None
    for number, (index, other) in enumerate(reversed(waiting.items())):
        if number >= 4 or trigger.token.i - index > 120:
            return None
        word = other.trigger.token.lemma_.lower()
        if other.trigger.is_verb or other.is_call != mention.is_call or other.is_visit != mention.is_visit:
            continue
        if index == trigger.token.i or (other.trigger.definite and not other.trigger.named):
            continue
        if other.trigger.kind in (MeetingKind.SUMMIT, mention.trigger.kind) or word == trigger.token.lemma_.lower():
            return other
    return None


def _beside(trigger: Trigger, by_token: dict[int, Encounter], encounters: list[Encounter]) -> Encounter | None:
    """The encounter that the grammar itself gives: "hosted Putin for talks", "a meeting at a lunch", "a call or meeting"."""
    token, carrier = trigger.token, trigger.carrier
    if trigger.is_verb:
        # "visited the Capitol to meet senators"
        if token.dep_ in ("xcomp", "advcl") and any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children):
            return by_token.get(token.head.i)
        return None
    if token.dep_ in ("appos", "attr"):
        head = token.head
        if token.dep_ == "attr":
            head = next((c for c in head.children if c.dep_ == "nsubj"), head)
        return by_token.get(head.i)
    if token.dep_ == "conj" and any(c.dep_ == "cc" and c.lower_ == "or" for c in token.head.children):
        return by_token.get(token.head.i)
    if carrier is None:
        return None
    if trigger.carried_as in ("for", "at", "in", "during", "over"):
        if _noun_before(trigger) >= 0:
            found = by_token.get(_noun_before(trigger))
            return found if trigger.carried_as in ("at", "during", "over") else None
        found = by_token.get(carrier.i)
        if found is not None and trigger.carried_as in ("for", "at", "in", "over"):
            return found
        if trigger.carried_as in ("at", "over") and token.lemma_.lower() in ("lunch", "dinner", "breakfast", "session"):
            return by_token.get(-carrier.i - 1)
    if (
        trigger.carried_as == "object"
        and carrier.dep_ in ("xcomp", "advcl")
        and carrier.lemma_ in ("hold", "have", "attend")
    ):
        # "met in Moscow to hold talks"
        if any(c.lower_ == "to" and c.dep_ == "aux" for c in carrier.children):
            return by_token.get(carrier.head.i)
    return None


class _Times:
    """The temporal expressions by sentence."""

    def __init__(self, parsed: ParsedArticle, times: list[TimeReference]) -> None:
        self._by_sentence: dict[int, list[TimeReference]] = {}
        for time in times:
            sentence = parsed.sentence_at(time.mention.begin)
            if sentence is not None:
                self._by_sentence.setdefault(sentence.start_char, []).append(time)

    def in_sentence(self, begin: int) -> list[TimeReference]:
        return self._by_sentence.get(begin, [])


class _Statements:
    """The innermost statement whose content covers a span."""

    def __init__(self, draft: Draft) -> None:
        self._days = {time.id: time.earliest for time in draft.times}
        self._parts = sorted(
            (
                (part.begin, part.end, statement)
                for statement in draft.statements.values()
                for part in statement.content
            ),
            key=lambda item: (item[0], item[1], item[2].id),
        )
        self._longest = max((end - begin for begin, end, _ in self._parts), default=0)

    def around(self, begin: int, end: int) -> Statement | None:
        best: tuple[int, Statement] | None = None
        index = bisect_left(self._parts, begin - self._longest, key=lambda item: item[0])
        for start, stop, statement in self._parts[index:]:
            if start > begin:
                break
            if stop >= end and (best is None or stop - start < best[0]):
                best = stop - start, statement
        return None if best is None else best[1]

    def day_of(self, statement: Statement) -> date | None:
        return self._days.get(statement.stated_at) if statement.stated_at else None


def _meeting(encounter: Encounter, identifier: str, resolver: Resolver, statements: _Statements) -> Meeting:
    parsed, draft = resolver.parsed, resolver.draft
    mentions = encounter.mentions
    first = mentions[0].trigger.token
    participations = []
    taken: dict[str, int] = {}
    for part in encounter.agents.values():
        agent = resolver.agent(part.agent)
        begin = agent.mentions[0].begin if agent is not None and agent.mentions else part.evidence.begin
        name = f"participation-{first.idx}-{begin}"
        taken[name] = taken.get(name, 0) + 1
        if taken[name] > 1:
            name = f"{name}-{taken[name]}"
        inside = statements.around(part.evidence.begin, part.evidence.end)
        participations.append(
            Participation(
                id=name,
                agent=part.agent,
                role=part.role,
                evidence=part.evidence,
                asserted_by=inside.id if inside else None,
                principal=part.principal,
            )
        )
    assertions = []
    seen: dict[str, int] = {}
    narrowest: Place | None = None
    for mention in mentions:
        if mention.reading is None:
            continue
        if mention.place is not None:
            place = draft.places.get(mention.place[0]) or resolver.new_places.get(mention.place[0])
            if place is not None and narrowest is not None and _lies_in(narrowest, place):
                mention.place = (narrowest.id, mention.place[1])
            else:
                narrowest = place
        assertion = _assertion(mention, mention.reading, parsed, statements)
        count = seen[assertion.id] = seen.get(assertion.id, 0) + 1
        if count > 1:
            assertion = replace(assertion, id=f"{assertion.id}-{count}")
        assertions.append(assertion)
    mode = encounter.mode
    agents = [resolver.agent(a) for a in encounter.agents]
    if encounter.places:
        mode = Mode.IN_PERSON if mode is Mode.UNKNOWN else mode
    elif mode is Mode.UNKNOWN and len(agents) >= 2 and all(isinstance(a, Person) for a in agents):
        mode = Mode.IN_PERSON if encounter.status is Status.HELD else mode
    elif encounter.kind in (MeetingKind.MEETING, MeetingKind.CONFERENCE):
        bodies_only = not any(isinstance(a, Person | UnnamedAgent) for a in agents)
        series = all(m.trigger.token.tag_ in ("NNS", "NNPS") for m in mentions)
        if (
            series
            or encounter.status is Status.PROPOSED
            or (bodies_only and not any(m.trigger.is_verb for m in mentions))
        ):
            mode = Mode.UNKNOWN
    return Meeting(
        id=identifier,
        meeting_kind=encounter.kind,
        mode=mode,
        mentions=tuple(
            parsed.mention(m.trigger.token.idx, m.trigger.token.idx + len(m.trigger.token)) for m in mentions
        ),
        participations=tuple(participations),
        assertions=tuple(assertions),
        label=_label(encounter, resolver),
        topic=next((found for m in mentions if (found := topic_of(m.trigger, parsed))), None),
        outcome=next((found for m in mentions if (found := outcome_of(m.trigger, parsed))), None),
        ordinal=next((found for m in mentions if (found := ordinal_of(m.trigger))), None),
    )


def _lies_in(inner: Place, outer: Place) -> bool:
    """True for a building and the town around it: "at the White House" and, later, "in Washington" are one place."""
    if inner.within == outer.id:
        return True
    return (
        inner.place_kind is PlaceKind.BUILDING
        and outer.place_kind is PlaceKind.SETTLEMENT
        and inner.country is not None
        and inner.country == outer.country
    )


def _assertion(
    mention: MeetingMention, reading: Reading, parsed: ParsedArticle, statements: _Statements
) -> StatusAssertion:
    low, high = reading.evidence
    token = mention.trigger.token
    if high <= low:
        low, high = token.i, token.i + 1
    span = parsed.doc[low:high]
    evidence = Mention.of(parsed.text, span.start_char, span.end_char)
    inside = statements.around(token.idx, token.idx + len(token))
    as_of = statements.day_of(inside) if inside is not None else None
    return StatusAssertion(
        id=f"status-{token.idx}",
        status=reading.status,
        certainty=reading.certainty,
        polarity=reading.polarity,
        evidence=evidence,
        asserted_by=inside.id if inside is not None else None,
        as_of=as_of or parsed.article.published_date,
        time=mention.time.id if mention.time is not None else None,
        place=mention.place[0] if mention.place is not None else None,
    )


_KIND_WORDS = {
    MeetingKind.CALL: "call",
    MeetingKind.SUMMIT: "summit",
    MeetingKind.CONFERENCE: "conference",
    MeetingKind.TALKS: "talks",
    MeetingKind.MEETING: "meeting",
    MeetingKind.VISIT: "visit",
}


def _label(encounter: Encounter, resolver: Resolver) -> str:
    names = []
    for identifier in encounter.agents:
        agent = resolver.agent(identifier)
        if isinstance(agent, Person):
            names.append(agent.name.split()[-1])
        elif agent is not None:
            names.append(getattr(agent, "name", "") or getattr(agent, "description", ""))
    shown = "–".join(names[:3]) + (" and others" if len(names) > 3 else "")
    return f"{shown} {_KIND_WORDS[encounter.kind]}"
