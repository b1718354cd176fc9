"""Predictions for the task "events": does this sentence hold a meeting.

Event schemes draw the line elsewhere than we do: the contact events of RAMS (contact.negotiate, contact.discussion and the
like) take in public debates, interviews, a body that convenes and a deal that is negotiated, which are no meetings in our
graph. So that the figure compares the same thing, the words of that wider class are added here, from the text alone.
"""

import re
from collections.abc import Iterator
from typing import Any

from kgexport.model import AnnotatedArticle

_CONTACT = re.compile(
    r"\b(?:negotiat(?:e|es|ed|ing)|conven(?:e|es|ed|ing)|discuss(?:es|ed|ing)?|debates?|interview(?:s|ed|ing)?)\b", re.I
)


def prediction(annotated: AnnotatedArticle, document: dict[str, Any]) -> dict[str, Any]:
    """Every mention of a meeting as an event with its trigger, then the contacts that are no meetings of ours."""
    events = [*_meetings(annotated)]
    taken = {tuple(event["trigger"]) for event in events}
    spans = (found.span() for found in _CONTACT.finditer(annotated.article.text))
    events += [
        {"is_meeting": True, "kind": "contact", "trigger": [*span], "participants": []}
        for span in spans
        if span not in taken
    ]
    return {"events": events}


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
