"""The simple peer for dates: spaCy's DATE spans, read by the package ``dateparser``.

``python -m benchmarks.baselines.dateparser_timex INPUT.jsonl OUTPUT.jsonl`` writes predictions for the task "timex". The package
is no dependency of the project: without it the command says so and ends with 0.
"""

import json
import sys
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from benchmarks.predict import article_of, read
from kgexport.extraction.nlp import load_model
from kgexport.extraction.parse import parse
from kgexport.model import Article


def timexes_of(doc: Doc, article: Article) -> list[dict[str, Any]]:
    """The baseline's dates of a parsed text, in the scorer's schema; a span that dateparser cannot read is left out."""
    reader: Any = import_module("dateparser.date").DateDataParser
    settings: dict[str, Any] = {"PREFER_DATES_FROM": "past"}
    if article.published_date is not None:
        settings["RELATIVE_BASE"] = datetime.combine(article.published_date, datetime.min.time())
    parser = reader(languages=["en"], settings=settings)
    found = []
    for span in doc.ents:
        if span.label_ != "DATE":
            continue
        reading = parser.get_date_data(span.text)
        if reading.date_obj is None:
            continue
        length = {"year": 4, "month": 7}.get(reading.period, 10)
        value = reading.date_obj.date().isoformat()[:length]
        found.append({"start": span.start_char, "end": span.end_char, "type": "DATE", "value": value})
    return found


def main(arguments: list[str]) -> int:
    """Runs the command; 2 for a wrong call."""
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    if find_spec("dateparser") is None:
        print("dateparser is not installed: the baseline is left out", file=sys.stderr)
        return 0
    documents = list(read(Path(arguments[0])))
    with Path(arguments[1]).open("w", encoding="utf-8") as out:
        for parsed in parse(map(article_of, documents), load_model().nlp):
            prediction = {"id": parsed.article.id, "timexes": timexes_of(parsed.doc, parsed.article)}
            out.write(json.dumps(prediction, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
