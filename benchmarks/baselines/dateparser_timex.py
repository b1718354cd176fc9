"""The simple peer for dates: spaCy's DATE spans, read by the package ``dateparser``.

The package is no dependency of the project: the baseline is run where it is installed (pip install dateparser).
"""

from datetime import datetime
from importlib import import_module
from typing import Any

from kgexport.extraction import ParsedArticle
from kgexport.extraction.tree import Doc
from kgexport.model import Article


def prediction(parsed: ParsedArticle) -> dict[str, Any]:
    """The dates of a parsed text in the schema of the task "timex". Raises ModuleNotFoundError without dateparser."""
    return {"timexes": timexes_of(parsed.doc, parsed.article)}


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
