"""Writes predictions for the evaluation data: ``python -m benchmarks.predict TASK INPUT.jsonl OUTPUT.jsonl``.

Reads documents ``{"id", "text", "date"?, "dct"?, "publisher"?, "title"?}``, looks at none of their gold fields, and writes
one JSON object a document in the schema of the scorers. TASK is one of quotes, entities, meetings, events, timex.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.tasks import entities, events, meetings, quotes, timex
from kgexport.extraction import Annotator
from kgexport.model import AnnotatedArticle, Article

Document = dict[str, Any]

Projection = Callable[[AnnotatedArticle, Document], Document]

TASKS: dict[str, Projection] = {
    "quotes": quotes.prediction,
    "entities": entities.prediction,
    "meetings": meetings.prediction,
    "events": events.prediction,
    "timex": timex.prediction,
}
READ = ("id", "text", "source", "date", "dct", "publisher", "title", "units")


def blind(document: Document) -> Document:
    """The document without its gold fields (the units of the events task keep their offsets only)."""
    kept = {key: document[key] for key in READ if document.get(key)}
    if "units" in kept:
        kept["units"] = [{"start": unit["start"], "end": unit["end"]} for unit in kept["units"]]
    return kept


def article_of(document: Document) -> Article:
    """The document as an article; a date that is not ISO 8601 counts as unknown."""
    published = document.get("date") or document.get("dct")
    fields = {"id": document["id"], "text": document["text"], "publisher": document.get("publisher"), "language": "en"}
    try:
        return Article(**fields, published=published)
    except ValueError:
        return Article(**fields)


def read(path: Path) -> Iterator[Document]:
    """The blind documents of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield blind(json.loads(line))


def predictions(
    project: Projection, documents: Iterable[Document], annotated: Iterable[AnnotatedArticle]
) -> Iterator[Document]:
    """The predictions for documents and their annotations, in order."""
    for document, article in zip(documents, annotated, strict=True):
        yield {"id": document["id"], **project(article, document)}


def write(target: Path, documents: Iterable[Document]) -> None:
    """Writes predictions as JSON Lines."""
    with target.open("w", encoding="utf-8") as out:
        for document in documents:
            out.write(json.dumps(document, ensure_ascii=False) + "\n")


def main(arguments: list[str]) -> int:
    """Runs the command; 2 for a wrong call."""
    if len(arguments) != 3 or arguments[0] not in TASKS:
        print(__doc__, file=sys.stderr)
        return 2
    task, source, target = arguments[0], Path(arguments[1]), Path(arguments[2])
    documents = list(read(source))
    annotated = Annotator().annotate(map(article_of, documents))
    write(target, predictions(TASKS[task], documents, annotated))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
