"""Predictions for the task "entities".

A mention has the type of its surface ("Moscow" is a PLACE where it acts as a government, too), since that is what the data
annotate. Adjectives of countries are mentions of the country for us, but no names in most data ("Russian"), unless they are
spelt like the country ("U.S."). A town and the state behind it ("Houston, Texas") are two places for us, one within the other;
most data take them for one name. The projection follows the convention of the document's data set.
"""

from collections.abc import Iterable
from typing import Any

from benchmarks.conventions import COMMON, Convention, convention_of, is_demonym, is_state
from kgexport.gazetteer import place_kind
from kgexport.model import (
    AnnotatedArticle,
    AnyAgent,
    Document,
    Mention,
    Organisation,
    Person,
    Place,
    PlaceKind,
    ReferringKind,
)

_KINDS = {ReferringKind.METONYM: ReferringKind.NAME}


def prediction(annotated: AnnotatedArticle, document: dict[str, Any]) -> dict[str, Any]:
    """The annotated article in the scorer's schema, by the convention of the document's data set."""
    return _prediction(annotated, convention_of(document))


def common_prediction(annotated: AnnotatedArticle, document: dict[str, Any]) -> dict[str, Any]:
    """The same by the convention of most data sets, whatever the document's own is."""
    return _prediction(annotated, COMMON)


def _prediction(annotated: AnnotatedArticle, convention: Convention) -> dict[str, Any]:
    linked = {link.agent: link.target for link in annotated.links}
    found: dict[tuple[int, int], dict[str, Any]] = {}
    for record in (*annotated.agents, *annotated.places):
        if isinstance(record, Document):
            continue
        for mention in record.mentions:
            if mention.kind is None:
                continue
            if _is_name(mention) and is_demonym(mention.text) and not convention.adjectives:
                continue
            kind = _KINDS.get(mention.kind, mention.kind)
            found[(mention.begin, mention.end)] = {
                "start": mention.begin,
                "end": mention.end,
                "type": mention.surface.value if mention.surface else _type_of(record),
                "kind": kind.value,
                "entity_id": record.id,
                **({"wikidata": linked[record.id]} if record.id in linked else {}),
            }
    mentions = [found[span] for span in sorted(found)]
    return {"mentions": mentions if convention.states_apart else with_states(annotated.article.text, mentions)}


def with_states(text: str, mentions: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The mentions, in order, with a state or province joined to the town before it."""
    joined: list[dict[str, Any]] = []
    for each in mentions:
        last = joined[-1] if joined else None
        if last and text[last["end"] : each["start"]] == ", " and _is_place(last) and _is_place(each):
            town, state = text[last["start"] : last["end"]], text[each["start"] : each["end"]]
            if is_state(state) and place_kind(town) not in (PlaceKind.REGION, PlaceKind.COUNTRY, PlaceKind.OTHER):
                last["end"] = each["end"]
                continue
        joined.append(dict(each))
    return joined


def _is_place(mention: dict[str, Any]) -> bool:
    return bool(mention["type"] == "PLACE" and mention["kind"] == "name")


def _is_name(mention: Mention) -> bool:
    return mention.kind in (ReferringKind.NAME, ReferringKind.METONYM)


def _type_of(record: AnyAgent | Place) -> str:
    if isinstance(record, Person):
        return "PERSON"
    if isinstance(record, Place):
        return "PLACE"
    return "ORG" if isinstance(record, Organisation) else "PERSON"
