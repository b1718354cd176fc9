"""The simple peer for coreference: spaCy's names, the same name is the same entity, he and she are the last person.

A person's later surname joins the full name; "he", "him", "his", "she", "her" join the nearest person named before.
"""

from typing import Any

from kgexport.extraction import ParsedArticle
from kgexport.extraction.tree import Doc

_SURFACE = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}
_PRONOUNS = frozenset({"he", "him", "his", "she", "her"})


def prediction(parsed: ParsedArticle) -> dict[str, Any]:
    """The entities and pronouns of a parsed text in the schema of the task "entities"."""
    return {"mentions": mentions_of(parsed.doc)}


def mentions_of(doc: Doc) -> list[dict[str, Any]]:
    """The baseline's mentions of a parsed text, in the scorer's schema."""
    found: list[dict[str, Any]] = []
    surnames: dict[str, str] = {}
    for span in doc.ents:
        if span.label_ not in _SURFACE:
            continue
        surface, name = _SURFACE[span.label_], span.text
        entity = f"{surface}:{name}"
        if surface == "PERSON":
            words = name.split()
            if len(words) > 1:
                surnames.setdefault(words[-1], entity)
            else:
                entity = surnames.get(name, entity)
        found.append(_mention(span.start_char, span.end_char, surface, entity, "name"))
    people = [mention for mention in found if mention["type"] == "PERSON"]
    for token in doc:
        if token.lower_ in _PRONOUNS:
            before = [mention for mention in people if mention["end"] <= token.idx]
            if before:
                found.append(_mention(token.idx, token.idx + len(token), "PERSON", before[-1]["entity_id"], "pronoun"))
    return sorted(found, key=lambda mention: (mention["start"], mention["end"]))


def _mention(start: int, end: int, surface: str, entity: str, kind: str) -> dict[str, Any]:
    return {"start": start, "end": end, "type": surface, "entity_id": entity, "kind": kind}
