"""Predictions for the task "quotes"."""

from typing import Any

from kgexport.model import AnnotatedArticle, Organisation, Person


def prediction(annotated: AnnotatedArticle, document: dict[str, Any]) -> dict[str, Any]:
    """The statements in the scorer's schema; links of a chain that only pass a content on are left out."""
    names = {agent.id: agent.name for agent in annotated.agents if isinstance(agent, Person | Organisation)}
    quotes, seen = [], set()
    for statement in annotated.statements:
        content = tuple((part.begin, part.end) for part in statement.content)
        if content in seen:
            continue
        seen.add(content)
        cue, speaker = statement.cue, statement.speaker_mention
        quotes.append(
            {
                "content": [list(part) for part in content],
                "cue": [[cue.begin, cue.end]] if cue else [],
                "speaker": [[speaker.begin, speaker.end]] if speaker else [],
                "speaker_name": names.get(statement.speaker) if speaker else None,
                "type": statement.form.value,
            }
        )
    return {"quotes": quotes}
