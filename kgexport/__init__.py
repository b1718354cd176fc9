"""Turns news articles into a knowledge graph of people, organisations, meetings and statements.

    >>> import kgexport
    >>> annotated = kgexport.annotate("Moscow, Monday. …", published="2025-10-21")
    >>> graph = kgexport.to_graph(annotated)       # an rdflib.Graph
    >>> kgexport.validate(graph).conforms
    True

Importing this package loads neither rdflib nor spaCy; the first call does.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

__all__ = ["AnnotatedArticle", "Article", "__version__", "annotate", "export", "to_graph", "validate"]

if TYPE_CHECKING:
    from kgexport.api import annotate, export, to_graph, validate
    from kgexport.model import AnnotatedArticle, Article

_LAZY = {
    "annotate": "kgexport.api",
    "export": "kgexport.api",
    "to_graph": "kgexport.api",
    "validate": "kgexport.api",
    "AnnotatedArticle": "kgexport.model",
    "Article": "kgexport.model",
}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LAZY[name]), name)
