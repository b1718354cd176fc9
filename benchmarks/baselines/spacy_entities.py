"""The simple peer for names: the model's own entities, without any rule of ours.

It takes adjectives of countries for a kind of their own (NORP, with peoples and faiths); where a data set counts them as places,
so does the second prediction.
"""

from collections.abc import Iterator
from typing import Any

from benchmarks.conventions import is_demonym
from kgexport.extraction import ParsedArticle
from kgexport.extraction.tree import Span

TYPES = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}


def prediction(parsed: ParsedArticle) -> dict[str, Any]:
    """The entities of a parsed text in the schema of the task "entities"."""
    return {"mentions": list(_mentions(parsed))}


def with_adjectives(parsed: ParsedArticle) -> dict[str, Any]:
    """The same, with the adjectives of countries as places."""
    adjectives = (
        _mention(span, "PLACE") for span in parsed.doc.ents if span.label_ == "NORP" and is_demonym(span.text)
    )
    return {"mentions": sorted((*_mentions(parsed), *adjectives), key=lambda mention: mention["start"])}


def _mentions(parsed: ParsedArticle) -> Iterator[dict[str, Any]]:
    return (_mention(span, TYPES[span.label_]) for span in parsed.doc.ents if span.label_ in TYPES)


def _mention(span: Span, surface: str) -> dict[str, Any]:
    return {"start": span.start_char, "end": span.end_char, "type": surface, "kind": "name"}
