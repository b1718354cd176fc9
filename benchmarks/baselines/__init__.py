"""Simple peers to measure against, on the same parse: ``python -m benchmarks.baselines TASK NAME INPUT OUTPUT``."""

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from benchmarks.baselines import coref_baseline, dateparser_timex, keyword_meetings, quote_marks, spacy_entities
from kgexport.extraction import ParsedArticle

Baseline = Callable[[ParsedArticle], dict[str, Any]]

BASELINES: dict[str, dict[str, Baseline]] = {
    "quotes": {"quotation marks": quote_marks.prediction},
    "entities": {"plain spaCy": spacy_entities.prediction, "same name, he and she": coref_baseline.prediction},
    "meetings": {"keywords": keyword_meetings.prediction},
    "events": {"keywords": keyword_meetings.event_prediction},
    "timex": {"dateparser": dateparser_timex.prediction} if find_spec("dateparser") else {},
}
