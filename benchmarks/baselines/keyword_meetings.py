"""The simple peer for meetings: keywords, the names of the sentence, always held.

``python -m benchmarks.baselines.keyword_meetings INPUT.jsonl OUTPUT.jsonl`` writes predictions for the task "meetings"; with
``--events`` before the paths, for the task "events". Every keyword of a sentence that names somebody belongs to one meeting.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from benchmarks.predict import article_of, read
from kgexport.extraction.nlp import load_model
from kgexport.extraction.parse import parse

_KEYWORD = re.compile(
    r"\b(?:met|meets?|meetings?|summits?|talks|negotiations?|visit(?:s|ed)?|hosted|phone calls?|spoke by phone|conversations?)\b",
    re.I,
)
_KINDS = {"summit": "summit", "talks": "talks", "negotiat": "talks", "visit": "visit", "phone": "call", "spoke": "call"}
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def meetings_of(doc: Doc) -> Iterator[dict[str, Any]]:
    """The baseline's meetings of a parsed text, in the scorer's schema."""
    for sentence in doc.sents:
        triggers = [
            (m.start() + sentence.start_char, m.end() + sentence.start_char) for m in _KEYWORD.finditer(sentence.text)
        ]
        names = [span for span in sentence.ents if span.label_ in _NAMES]
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


def main(arguments: list[str]) -> int:
    """Runs the command; 2 for a wrong call."""
    events = arguments[:1] == ["--events"]
    paths = arguments[1:] if events else arguments
    if len(paths) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    documents = list(read(Path(paths[0])))
    with Path(paths[1]).open("w", encoding="utf-8") as out:
        for document, parsed in zip(documents, parse(map(article_of, documents), load_model().nlp), strict=True):
            meetings = list(meetings_of(parsed.doc))
            found: dict[str, Any] = {"meetings": meetings}
            if events:
                triggers = [mention for meeting in meetings for mention in meeting["mentions"]]
                found = {"events": [{"is_meeting": True, "trigger": trigger} for trigger in triggers]}
            out.write(json.dumps({"id": document["id"], **found}, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
