"""Predictions for the task "quotes"."""

import re
from typing import Any

from kgexport.model import AnnotatedArticle, Organisation, Person, Statement

# The corpora count the complementiser, and the one who is urged to do something, as part of the content, and take a relative
# pronoun for the speaker ("voters who say"); we do not.
_COMPLEMENTISER = re.compile(r"\b(?:that|to)\s+$", re.I)
_RELATIVE = re.compile(r",?\s+(?:who|which|that)\b", re.I)
_LONGEST_ADDRESSEE = 80


def prediction(annotated: AnnotatedArticle, document: dict[str, Any]) -> dict[str, Any]:
    """The statements in the scorer's schema. Of a chain with one content, the link that has a cue and stands first.

    The corpora do not look into quotations for what those who are quoted say of others; what we find there is left out.
    """
    names = {agent.id: agent.name for agent in annotated.agents if isinstance(agent, Person | Organisation)}
    quotes, seen = [], set()
    for statement in sorted(annotated.statements, key=lambda s: s.cue is None):
        content = tuple((part.begin, part.end) for part in statement.content)
        if content in seen or statement.rule == "within-quotation":
            continue
        seen.add(content)
        cue, speaker = statement.cue, statement.speaker_mention
        quotes.append(
            {
                "content": _as_annotated(annotated.article.text, statement),
                "cue": [[cue.begin, cue.end]] if cue else [],
                "speaker": [_speaker(annotated.article.text, speaker.begin, speaker.end)] if speaker else [],
                "speaker_name": names.get(statement.speaker) if speaker else None,
                "type": statement.form.value,
            }
        )
    return {"quotes": quotes}


def _speaker(text: str, begin: int, end: int) -> list[int]:
    match = _RELATIVE.match(text, end)
    return [begin, match.end() if match else end]


def _as_annotated(text: str, statement: Statement) -> list[list[int]]:
    parts = [[part.begin, part.end] for part in statement.content]
    first, cue = parts[0], statement.cue
    if cue is not None and cue.end < first[0]:
        if statement.rule == "infinitive" and first[0] - cue.end <= _LONGEST_ADDRESSEE:
            first[0] = cue.end + 1
        elif match := _COMPLEMENTISER.search(text, max(cue.end, first[0] - 12), first[0]):
            first[0] = match.start()
    return parts
