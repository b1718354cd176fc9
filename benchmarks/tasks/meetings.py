"""Predictions for the task "meetings"."""

from typing import Any

from kgexport.model import AnnotatedArticle


def prediction(annotated: AnnotatedArticle, document: dict[str, Any]) -> dict[str, Any]:
    """The annotated article in the scorer's schema."""
    return {"meetings": []}
