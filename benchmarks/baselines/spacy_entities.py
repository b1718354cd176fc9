"""Plain spaCy named entities as a baseline: ``python -m benchmarks.baselines.spacy_entities INPUT.jsonl OUTPUT.jsonl``.

The model's own spans and labels, without any rule of ours; the same parse and the same output schema as
``python -m benchmarks.predict entities``.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.predict import article_of, read
from kgexport.extraction import ParsedArticle, parse
from kgexport.extraction.nlp import load_model

TYPES = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}


def mentions(parsed: ParsedArticle) -> Iterator[dict[str, Any]]:
    """The persons, organisations and places among the model's entities."""
    for span in parsed.doc.ents:
        if span.label_ in TYPES:
            yield {"start": span.start_char, "end": span.end_char, "type": TYPES[span.label_], "kind": "name"}


def main(arguments: list[str]) -> int:
    """Runs the command; 2 for a wrong call."""
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    source, target = map(Path, arguments)
    articles = [article_of(document) for document in read(source)]
    with target.open("w", encoding="utf-8") as out:
        for parsed in parse(articles, load_model().nlp):
            out.write(json.dumps({"id": parsed.article.id, "mentions": list(mentions(parsed))}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
