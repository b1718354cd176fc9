"""What it costs to get from annotations to RDF, beside rdflib, and to write RDF, beside rdflib, pyoxigraph and a plain file.

Both sides map with the same mappers. rdflib adds the triples to a graph and serialises it; ours sends them through the gate,
sorts, serialises, and reads the result back.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median

import pyoxigraph as ox
from rdflib import Graph

from benchmarks.speed import corpus
from benchmarks.speed.measure import Row, at_least, interleaved, ratio, told
from kgexport.graph.formats import GraphFormat
from kgexport.graph.gate import CheckedGraph
from kgexport.graph.write import serialise
from kgexport.mappers import triples_of
from kgexport.mapping import MappingOptions
from kgexport.model import AnnotatedArticle
from kgexport.vocab import PREFIXES
from kgexport.work import graph_of

_OPTIONS = MappingOptions()
_TIMES = 10  # each article in a round


def rows(rounds: int) -> Iterator[Row]:
    """Map and serialise, then serialise alone."""
    annotated = corpus.annotated(corpus.seeds()) * _TIMES
    graphs = [graph_of(each, _OPTIONS) for each in annotated]
    triples = sum(len(graph.quads) for graph in graphs)
    yield from _mapped(annotated, triples, rounds)
    yield from _written(graphs, triples, rounds)


def _mapped(annotated: Sequence[AnnotatedArticle], triples: int, rounds: int) -> Iterator[Row]:
    works = {
        "rdflib": partial(_each, _with_rdflib, annotated),
        "Turtle": partial(_each, partial(_with_ours, GraphFormat.TURTLE), annotated),
        "N-Quads": partial(_each, partial(_with_ours, GraphFormat.NQUADS), annotated),
    }
    times = interleaved(works, rounds)
    yield told("map + rdflib add + Turtle, 1,000 triples", _milliseconds(times["rdflib"], triples), "ms")
    for name in ("Turtle", "N-Quads"):
        value, spread = ratio(times, "rdflib", name)
        ours = _milliseconds(times[name], triples)
        yield at_least(f"rdflib / map + gate + write, {name}", value, 8, detail=f"{spread}; ours {ours:.1f} ms")


def _written(graphs: Sequence[CheckedGraph], triples: int, rounds: int) -> Iterator[Row]:
    in_rdflib = [graph.to_rdflib() for graph in graphs]
    quads = [list(graph.quads) for graph in graphs]
    shuffled = [sorted(each, key=lambda quad: str(quad.object)) for each in quads]
    written = [serialise(graph.quads, GraphFormat.NQUADS) for graph in graphs]
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "plain"
        turtle, n_quads = GraphFormat.TURTLE, GraphFormat.NQUADS
        works: dict[str, Callable[[], object]] = {
            "rdflib, Turtle": lambda: [graph.serialize(format="turtle") for graph in in_rdflib],
            "rdflib, N-Triples": lambda: [graph.serialize(format="nt") for graph in in_rdflib],
            "pyoxigraph, N-Quads": lambda: [ox.serialize(each, format=ox.RdfFormat.N_QUADS) for each in quads],
            "a plain file of the same bytes": lambda: [file.write_bytes(each) for each in written],
            "ours, Turtle": lambda: [serialise(graph.quads, turtle) for graph in graphs],
            "ours, N-Quads": lambda: [serialise(graph.quads, n_quads) for graph in graphs],
            "ours, N-Quads, sorted first": lambda: [serialise(each, n_quads) for each in shuffled],
        }
        times = interleaved(works, rounds)
    for name in works:
        yield told(f"serialise 1,000 triples: {name}", _milliseconds(times[name], triples), "ms")
    for over in ("rdflib, Turtle", "pyoxigraph, N-Quads"):
        ours = "ours, Turtle" if "Turtle" in over else "ours, N-Quads"
        value, spread = ratio(times, over, ours)
        yield told(f"{over} / {ours} (written, and read back)", value, "×", spread)


def _with_rdflib(annotated: AnnotatedArticle) -> None:
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in triples_of(annotated, _OPTIONS):
        graph.add(triple)
    graph.serialize(format="turtle")


def _with_ours(graph_format: GraphFormat, annotated: AnnotatedArticle) -> None:
    serialise(graph_of(annotated, _OPTIONS).quads, graph_format)


def _each(work: Callable[[AnnotatedArticle], None], annotated: Sequence[AnnotatedArticle]) -> None:
    for each in annotated:
        work(each)


def _milliseconds(seconds: Sequence[float], triples: int) -> float:
    return median(seconds) * 1e6 / triples
