"""The simple peer for meetings: keywords, the names of the sentence, always held.

Every keyword of a sentence that names somebody belongs to one meeting.
"""

import re
from collections.abc import Iterator
from typing import Any

from kgexport.extraction import ParsedArticle
from kgexport.extraction.tree import Doc

_KEYWORD = re.compile(
    r"\b(?:met|meets?|meetings?|summits?|talks|negotiations?|visit(?:s|ed)?|hosted|phone calls?|spoke by phone|conversations?)\b",
    re.I,
)
_KINDS = {"summit": "summit", "talks": "talks", "negotiat": "talks", "visit": "visit", "phone": "call", "spoke": "call"}
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def prediction(parsed: ParsedArticle) -> dict[str, Any]:
    """The meetings of a parsed text in the schema of the task "meetings"."""
    return {"meetings": list(meetings_of(parsed.doc))}


def event_prediction(parsed: ParsedArticle) -> dict[str, Any]:
    """The same keywords in the schema of the task "events"."""
    triggers = [mention for meeting in meetings_of(parsed.doc) for mention in meeting["mentions"]]
    return {"events": [{"is_meeting": True, "trigger": trigger} for trigger in triggers]}


def meetings_of(doc: Doc) -> Iterator[dict[str, Any]]:
    """The baseline's meetings of a parsed text, in the scorer's schema."""
    for sentence in doc.sents:
        triggers = [
            (m.start() + sentence.start_char, m.end() + sentence.start_char) for m in _KEYWORD.finditer(sentence.text)
        ]
        names = [span for span in doc.ents if span.label_ in _NAMES and sentence.start <= span.start < sentence.end]
        if not triggers or not names:
            continue
        word = doc.text[triggers[0][0] : triggers[0][1]].lower()
        kind = next((kind for start, kind in _KINDS.items() if word.startswith(start)), "meeting")
        yield {
            "mentions": [[begin, end] for begin, end in triggers],
            "kind": kind,
            "mode": "phone" if kind == "call" else "inPerson",
            "status": "held",
            "certainty": "certain",
            "participants": [
                {"name": span.text, "span": [span.start_char, span.end_char], "role": "participant"} for span in names
            ],
            "place": None,
            "time": None,
            "reported_by": None,
        }
