"""Annotated articles as Web Annotations (https://www.w3.org/TR/annotation-model/), for tools that show notes on a text.

Each mention is an annotation: its target is the article with a TextPositionSelector and a TextQuoteSelector, its body the thing
that is mentioned, by the IRI that it has in the exported graph, and its class as a tag.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kgexport.corrections.to_brat import label_of
from kgexport.identifiers import percent_encoded
from kgexport.mappers import MappingOptions
from kgexport.mappers.nodes import Nodes
from kgexport.model import AnnotatedArticle, Mention

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # characters of the text before and after, by which a tool finds the words again


def web_annotations_of(articles: Iterable[AnnotatedArticle], options: MappingOptions | None = None) -> bytes:
    """A JSON-LD document: an AnnotationCollection for each article. Offsets are Unicode code points, as the standard asks."""
    collections = [_collection(annotated, Nodes(annotated, options or MappingOptions())) for annotated in articles]
    document = {"@context": _CONTEXT, "@graph": collections}
    return json.dumps(document, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"


def _collection(annotated: AnnotatedArticle, nodes: Nodes) -> dict[str, Any]:
    article = annotated.article
    items = [
        {
            "id": f"{nodes.article}#annotation-{mention.begin}-{mention.end}-{percent_encoded(id)}",
            "type": "Annotation",
            "motivation": "identifying",
            "body": [
                {"type": "SpecificResource", "source": nodes.of(id), "purpose": "identifying"},
                {"type": "TextualBody", "value": kind, "purpose": "tagging"},
                {"type": "TextualBody", "value": label, "purpose": "describing"},
            ],
            "target": {"source": article.url or nodes.article, "selector": _selectors(article.text, mention)},
        }
        for id, kind, label, mention in _mentions(annotated)
    ]
    return {
        "id": f"{nodes.article}#annotations",
        "type": "AnnotationCollection",
        "label": article.title.text if article.title else article.id,
        "total": len(items),
        "first": {"type": "AnnotationPage", "startIndex": 0, "items": items},
    }


def _selectors(text: str, mention: Mention) -> list[dict[str, Any]]:
    return [
        {"type": "TextPositionSelector", "start": mention.begin, "end": mention.end},
        {
            "type": "TextQuoteSelector",
            "exact": mention.text,
            "prefix": text[max(0, mention.begin - _AROUND) : mention.begin],
            "suffix": text[mention.end : mention.end + _AROUND],
        },
    ]


def _mentions(annotated: AnnotatedArticle) -> Iterator[tuple[str, str, str, Mention]]:
    """(id, class, label, span) of everything that was read, in reading order of each class."""
    for thing in (*annotated.agents, *annotated.places):
        yield from ((thing.id, type(thing).__name__, label_of(thing), mention) for mention in thing.mentions)
    for time in annotated.times:
        yield time.id, "TimeReference", time.value, time.mention
    for post in annotated.memberships:
        yield post.id, "Membership", post.title, post.mention
    for meeting in annotated.meetings:
        yield from ((meeting.id, "Meeting", meeting.label, mention) for mention in meeting.mentions)
    for statement in annotated.statements:
        yield from ((statement.id, "Statement", str(statement.act), part) for part in statement.content)
