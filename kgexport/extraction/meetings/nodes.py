"""From an encounter to its Meeting: participations, assertions with their sources, mode, label."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from kgexport.extraction.coreference.spelling import short_name
from kgexport.extraction.draft import Draft
from kgexport.extraction.meetings.details import ordinal_of, outcome_of, prepared_by, topic_of
from kgexport.extraction.meetings.encounters import Encounter, MeetingMention
from kgexport.extraction.meetings.participants import Resolver
from kgexport.extraction.meetings.readings import Reading
from kgexport.extraction.parse import ParsedArticle
from kgexport.gazetteer import government_seat, is_building, is_capital
from kgexport.model import (
    Act,
    Certainty,
    Meeting,
    MeetingKind,
    Mention,
    Mode,
    Participation,
    Person,
    Place,
    PlaceKind,
    Polarity,
    Statement,
    Status,
    StatusAssertion,
    UnnamedAgent,
)

_LOOKING_BACK = 40  # encounters among which the one is sought that another prepares


def meetings_of(encounters: Sequence[Encounter], resolver: Resolver) -> Iterator[Meeting]:
    """The meetings, one an encounter, in the same order."""
    statements = _Statements(resolver.draft)
    taken: dict[str, int] = {}
    ids: dict[int, str] = {}
    for number, encounter in enumerate(encounters):
        wanted = resolver.draft.free_id("meeting", encounter.mentions[0].trigger.token.idx)
        taken[wanted] = taken.get(wanted, 0) + 1
        ids[number] = wanted if taken[wanted] == 1 else f"{wanted}-{taken[wanted]}"
    for number, encounter in enumerate(encounters):
        meeting = _meeting(encounter, ids[number], resolver, statements)
        first = max(0, number - _LOOKING_BACK)
        prepared = prepared_by(encounter, encounters[first : number + _LOOKING_BACK])
        if prepared is not None:
            other = next(
                first + k for k, each in enumerate(encounters[first : number + _LOOKING_BACK]) if each is prepared
            )
            meeting = replace(meeting, prepares=ids[other])
        yield meeting


_RELAYS = 8  # of one chain


class _Statements:
    """The innermost statement whose content covers a span."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
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
        return None if best is None else self._source_of(best[1], begin, end)

    def _source_of(self, statement: Statement, begin: int, end: int) -> Statement:
        """The statement that the given one relays, if its content has the words too: "CNN quoted a source as saying"."""
        for _ in range(_RELAYS):
            relayed = (self._draft.statements.get(each) for each in statement.based_on)
            found = next((s for s in relayed if s and any(p.begin <= begin and end <= p.end for p in s.content)), None)
            if found is None:
                break
            statement = found
        return statement

    def day_of(self, statement: Statement) -> date | None:
        return self._days.get(statement.stated_at) if statement.stated_at else None


def _meeting(encounter: Encounter, identifier: str, resolver: Resolver, statements: _Statements) -> Meeting:
    parsed = resolver.parsed
    triggers = [mention.trigger for mention in encounter.mentions]
    ordinals = (ordinal_of(trigger) for trigger in triggers)
    return Meeting(
        id=identifier,
        meeting_kind=encounter.kind,
        mode=_mode(encounter, resolver),
        mentions=tuple(parsed.mention(t.token.idx, t.token.idx + len(t.token)) for t in triggers if t.denotes),
        participations=tuple(_participations(encounter, resolver, statements)),
        assertions=tuple(_assertions(encounter, resolver, statements)),
        label=_label(encounter, resolver),
        topic=next((found for trigger in triggers if (found := topic_of(trigger, parsed))), None),
        outcome=next((found for trigger in triggers if (found := outcome_of(trigger, parsed))), None),
        ordinal=next((ordinal for ordinal in ordinals if ordinal is not None), None),
    )


def _participations(encounter: Encounter, resolver: Resolver, statements: _Statements) -> Iterator[Participation]:
    first = encounter.mentions[0].trigger.token.idx
    taken: dict[str, int] = {}
    for part in encounter.agents.values():
        agent = resolver.agent(part.agent)
        begin = agent.mentions[0].begin if agent is not None and agent.mentions else part.evidence.begin
        name = f"participation-{first}-{begin}"
        taken[name] = taken.get(name, 0) + 1
        inside = statements.around(part.evidence.begin, part.evidence.end)
        yield Participation(
            id=name if taken[name] == 1 else f"{name}-{taken[name]}",
            agent=part.agent,
            role=part.role,
            evidence=part.evidence,
            asserted_by=inside.id if inside else None,
            principal=part.principal,
        )


def _assertions(encounter: Encounter, resolver: Resolver, statements: _Statements) -> Iterator[StatusAssertion]:
    narrowest: Place | None = None
    for mention in encounter.mentions:
        if mention.reading is None:
            continue
        place = mention.place[0] if mention.place is not None else None
        if place is not None:
            named = resolver.draft.places.get(place) or resolver.new_places.get(place)
            if named is not None and narrowest is not None and _lies_in(narrowest, named):
                place = narrowest.id
            else:
                narrowest = named
        assertion = _assertion(mention, mention.reading, place, resolver.parsed, statements)
        yield assertion
        if mention.former_time is not None:
            # "postponed from February": what was planned before.
            yield replace(
                assertion,
                id=f"status-{mention.former_time.mention.begin}",
                status=Status.SCHEDULED,
                certainty=Certainty.CERTAIN,
                polarity=Polarity.POSITIVE,
                evidence=Mention.of(
                    resolver.parsed.text, mention.former_time.mention.begin, mention.former_time.mention.end
                ),
                time=mention.former_time.id,
                place=None,
                superseded=True,
            )


def _mode(encounter: Encounter, resolver: Resolver) -> Mode:
    """In person where there is a place or people meet; unknown for bodies, for series and for what is only proposed."""
    mode = encounter.mode
    agents = [resolver.agent(identifier) for identifier in encounter.agents]
    if encounter.places:
        return Mode.IN_PERSON if mode is Mode.UNKNOWN else mode
    if mode is Mode.UNKNOWN and encounter.status is Status.HELD:
        two_people = len(agents) >= 2 and all(isinstance(agent, Person) for agent in agents)
        return Mode.IN_PERSON if two_people else mode
    if encounter.kind in (MeetingKind.MEETING, MeetingKind.CONFERENCE):
        bodies = not any(isinstance(agent, Person | UnnamedAgent) for agent in agents)
        nouns_only = not any(mention.trigger.is_verb for mention in encounter.mentions)
        series = all(mention.trigger.token.tag_ in ("NNS", "NNPS") for mention in encounter.mentions)
        if series or encounter.status is Status.PROPOSED or (bodies and nouns_only):
            return Mode.UNKNOWN
    return mode


def _lies_in(inner: Place, outer: Place) -> bool:
    """True for a seat of government and its capital: "at the White House" and, later, "in Washington" are one place."""
    if inner.within == outer.id:
        return True
    if inner.place_kind is not PlaceKind.BUILDING or not is_building(inner.name) or not is_capital(outer.name):
        return False
    seat = government_seat(inner.name)
    return seat is not None and seat == outer.country


def _assertion(
    mention: MeetingMention, reading: Reading, place: str | None, parsed: ParsedArticle, statements: _Statements
) -> StatusAssertion:
    low, high = reading.evidence
    token = mention.trigger.token
    if high <= low:
        low, high = token.i, token.i + 1
    span = parsed.doc[low:high]
    evidence = Mention.of(parsed.text, span.start_char, span.end_char)
    inside = statements.around(token.idx, token.idx + len(token))
    if inside is not None and inside.act is not Act.DENY:
        # "Lund said he had refused to meet": it is she who says so, though "to meet" is what he refused
        whole = statements.around(min(evidence.begin, token.idx), max(evidence.end, token.idx + len(token)))
        inside = whole or inside
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
        place=place,
        superseded=reading.superseded,
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
            names.append(short_name(agent.name, [mention.text for mention in agent.mentions]))
        elif agent is not None:
            names.append(getattr(agent, "name", "") or getattr(agent, "description", ""))
    shown = "–".join(names[:3]) + (" and others" if len(names) > 3 else "")
    return f"{shown} {_KIND_WORDS[encounter.kind]}"
