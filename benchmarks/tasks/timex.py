"""Predictions for the task "timex"."""

from typing import Any

from kgexport.model import AnnotatedArticle


def prediction(annotated: AnnotatedArticle, document: dict[str, Any]) -> dict[str, Any]:
    """The annotated article in the scorer's schema."""
    return {
        "timexes": [
            {"start": time.mention.begin, "end": time.mention.end, "type": time.timex_type.value, "value": time.value}
            for time in annotated.times
        ]
    }
