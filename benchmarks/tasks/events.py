"""Predictions for the task "events": does this sentence hold a meeting.

Event schemes draw the line elsewhere than we do: the contact events of RAMS take in public debates, interviews, a body that
convenes and a deal that is negotiated, which are no meetings in our graph and count here as missed.
"""

from collections.abc import Iterator
from typing import Any

from kgexport.model import AnnotatedArticle


def prediction(annotated: AnnotatedArticle, document: dict[str, Any]) -> dict[str, Any]:
    """Every mention of a meeting as an event with its trigger."""
    return {"events": list(_meetings(annotated))}


def _meetings(annotated: AnnotatedArticle) -> Iterator[dict[str, Any]]:
    names = {agent.id: getattr(agent, "name", None) or getattr(agent, "description", "") for agent in annotated.agents}
    for meeting in annotated.meetings:
        participants = [
            {"role": "participant", "text": names.get(part.agent, part.evidence.text)}
            for part in meeting.participations
        ]
        for mention in meeting.mentions:
            yield {
                "is_meeting": True,
                "kind": meeting.meeting_kind.value,
                "trigger": [mention.begin, mention.end],
                "participants": participants,
            }
