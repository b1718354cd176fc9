"""Predictions for the task "meetings"."""

from typing import Any

from kgexport.gazetteer import country_of_adjective
from kgexport.model import (
    AnnotatedArticle,
    AnyAgent,
    Certainty,
    Meeting,
    Mention,
    Organisation,
    OrganisationKind,
    Person,
    Place,
    Polarity,
    ReferringKind,
    Status,
)
from kgexport.model.status import current_status


def prediction(annotated: AnnotatedArticle, document: dict[str, Any]) -> dict[str, Any]:
    """The meetings in the scorer's schema."""
    agents = {agent.id: agent for agent in annotated.agents}
    return {"meetings": [_meeting(annotated, meeting, agents) for meeting in annotated.meetings]}


def _meeting(annotated: AnnotatedArticle, meeting: Meeting, agents: dict[str, AnyAgent]) -> dict[str, Any]:
    current = current_status(meeting.assertions)
    places = {place.id: place for place in annotated.places}
    times = {time.id: time for time in annotated.times}
    place = places.get(current.place or "")
    near = current.assertion.evidence.begin if current.assertion else 0
    time = times.get(current.time or "")
    status, certainty = _status(meeting)
    speaker = None
    if current.assertion is not None and current.assertion.asserted_by:
        statement = next((s for s in annotated.statements if s.id == current.assertion.asserted_by), None)
        speaker = agents.get(statement.speaker) if statement else None
    return {
        "mentions": [[m.begin, m.end] for m in meeting.mentions],
        "kind": meeting.meeting_kind.value,
        "mode": meeting.mode.value,
        "status": status,
        "certainty": certainty,
        "participants": [
            {
                "name": _name(agents.get(part.agent), part.evidence),
                "span": [part.evidence.begin, part.evidence.end],
                "role": part.role.value,
            }
            for part in meeting.participations
        ],
        "place": _place(place, near) if place else None,
        "time": {"expr": time.mention.text, "span": _span((time.mention,)), "value": _day(time.value)}
        if time
        else None,
        "reported_by": _name(speaker, None) if speaker else None,
    }


def _status(meeting: Meeting) -> tuple[str, str]:
    """The derived status; a meeting of which nothing is said counts as held, as a mere mention presupposes it."""
    if not meeting.assertions:
        return Status.HELD.value, Certainty.CERTAIN.value
    current = current_status(meeting.assertions)
    if current.assertion is not None and current.assertion.polarity is Polarity.NEGATIVE:
        return Status.DENIED.value, current.certainty.value
    return current.status.value, current.certainty.value


def _place(place: Place, near: int) -> dict[str, Any]:
    """The place by its mention nearest to the words that tell the status."""
    mention = min(place.mentions, key=lambda m: (country_of_adjective(m.text) is not None, abs(m.begin - near)))
    return {"name": mention.text, "span": [mention.begin, mention.end]}


def _name(agent: AnyAgent | None, evidence: Mention | None) -> str:
    """The fullest name of a person or a body; of governments and others the words at the meeting, or a name or description."""
    if isinstance(agent, Person):
        return agent.name
    if isinstance(agent, Organisation) and agent.organisation_kind is not OrganisationKind.GOVERNMENT:
        return agent.name
    if evidence is not None and (evidence.surface is not None or evidence.kind is ReferringKind.METONYM):
        return evidence.text
    named = next((m for m in getattr(agent, "mentions", ()) if m.surface is not None), None)
    if named is not None:
        return str(named.text)
    return str(getattr(agent, "name", "") or getattr(agent, "description", "") or (evidence.text if evidence else ""))


def _day(value: str) -> str | None:
    """The first ten characters of a TIMEX3 value that names a day, month or year ("2025-10-20TEV": the day)."""
    head = value[:10].split("T", maxsplit=1)[0]
    return head if head[:4].isdigit() and "W" not in head and not head.endswith(("SP", "SU", "FA", "WI")) else None


def _span(mentions: tuple[Mention, ...]) -> list[int] | None:
    return [mentions[0].begin, mentions[0].end] if mentions else None
