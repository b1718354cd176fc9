"""The simple peer for names: the model's own entities, without any rule of ours."""

from collections.abc import Iterator
from typing import Any

from kgexport.extraction import ParsedArticle

TYPES = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}


def prediction(parsed: ParsedArticle) -> dict[str, Any]:
    """The entities of a parsed text in the schema of the task "entities"."""
    return {"mentions": list(_mentions(parsed))}


def _mentions(parsed: ParsedArticle) -> Iterator[dict[str, Any]]:
    for span in parsed.doc.ents:
        if span.label_ in TYPES:
            yield {"start": span.start_char, "end": span.end_char, "type": TYPES[span.label_], "kind": "name"}
