"""Predictions for the task "events": does this sentence hold a meeting."""

from typing import Any

from kgexport.model import AnnotatedArticle


def prediction(annotated: AnnotatedArticle, document: dict[str, Any]) -> dict[str, Any]:
    """Every mention of a meeting as an event with its trigger."""
    names = {agent.id: getattr(agent, "name", None) or getattr(agent, "description", "") for agent in annotated.agents}
    return {
        "events": [
            {
                "is_meeting": True,
                "trigger": [mention.begin, mention.end],
                "participants": [
                    {"role": "participant", "text": names.get(part.agent, part.evidence.text)}
                    for part in meeting.participations
                ],
            }
            for meeting in annotated.meetings
            for mention in meeting.mentions
        ]
    }
