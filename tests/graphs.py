"""Comparing graphs in tests: expectations are Turtle that a reader can check by eye."""

import os

import pyoxigraph as ox

from kgexport.graph.gate import CheckedGraph, admit
from kgexport.mappers import MappingOptions, triples_of
from kgexport.model import AnnotatedArticle
from kgexport.vocab import PREFIXES

BASE = "https://kg.example/"
EXAMPLES = int(os.environ.get("KGEXPORT_EXAMPLES", "25"))  # of each property; the long runs ask for more


def graph_of(annotated: AnnotatedArticle, **options: object) -> CheckedGraph:
    """The graph of an article, through mapper and gate."""
    chosen = MappingOptions(**options)  # type: ignore[arg-type]
    return admit(annotated, triples_of(annotated, chosen), base=chosen.base)


def turtle(text: str, base: str = f"{BASE}article/lakeside") -> set[ox.Triple]:
    """The triples of Turtle with our prefixes; relative IRIs are of the lakeside article."""
    head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    return {quad.triple for quad in ox.parse(head + text, ox.RdfFormat.TURTLE, base_iri=base)}


def about(graph: CheckedGraph, *subjects: str) -> set[ox.Triple]:
    """What the graph says about some nodes of the lakeside article."""
    wanted = {f"{BASE}article/lakeside{subject}" if subject[:1] in {"#", ""} else subject for subject in subjects}
    return {quad.triple for quad in graph.quads if quad.subject.value in wanted}


def assert_says(graph: CheckedGraph, expected: str, *subjects: str) -> None:
    """The graph says exactly this about the subjects; a failure prints what is missing and what is too much."""
    found, wanted = about(graph, *subjects), turtle(expected)
    missing, extra = sorted(map(str, wanted - found)), sorted(map(str, found - wanted))
    assert not missing and not extra, "\n".join(["missing:", *missing, "extra:", *extra])
