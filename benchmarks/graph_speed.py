"""What it costs to get from annotations to Turtle, beside rdflib doing the same: ``python -m benchmarks.graph_speed [FILE]``.

FILE holds annotated articles (``kgexport annotate``); without it the articles of seeds/ are annotated first, outside the
clock. Both sides map with the same mappers. rdflib adds the triples to a graph and serialises it; ours sends them through
the gate, sorts, serialises, and reads the result back. Times are CPU, the best of several rounds, for 1,000 triples.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

from rdflib import Graph

from kgexport.graph.formats import GraphFormat
from kgexport.graph.gate import admit
from kgexport.graph.write import serialise
from kgexport.mappers import MappingOptions, triples_of
from kgexport.model import AnnotatedArticle
from kgexport.vocab import PREFIXES

ROUNDS = 7
OPTIONS = MappingOptions()


def with_rdflib(annotated: AnnotatedArticle) -> None:
    """Map, add, serialise."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in triples_of(annotated, OPTIONS):
        graph.add(triple)
    graph.serialize(format="turtle")


def with_ours(annotated: AnnotatedArticle, graph_format: GraphFormat = GraphFormat.TURTLE) -> None:
    """Map, gate, order, write, read back."""
    serialise(admit(annotated, triples_of(annotated, OPTIONS), base=OPTIONS.base).quads, graph_format)


def only_map(annotated: AnnotatedArticle) -> None:
    """The mappers alone, which both sides share."""
    for _ in triples_of(annotated, OPTIONS):
        pass


def milliseconds(work: Callable[[AnnotatedArticle], None], articles: Sequence[AnnotatedArticle]) -> float:
    """CPU time for 1,000 triples: the best round."""
    triples = sum(len(admit(article, triples_of(article, OPTIONS), base=OPTIONS.base).quads) for article in articles)
    best = float("inf")
    for _ in range(ROUNDS):
        start = process_time()
        for article in articles:
            work(article)
        best = min(best, process_time() - start)
    return best * 1e6 / triples


def read(arguments: Sequence[str]) -> list[AnnotatedArticle]:
    """The annotated articles of a file, else those of seeds/."""
    from kgexport.pipeline import Annotations, Observer, Outcome
    from kgexport.readers import read_inputs

    inputs = [Path(argument) for argument in arguments] or [Path(__file__).parent.parent / "seeds"]
    return list(Annotations(Outcome(), Observer(), None, False).of(read_inputs(inputs, None)))


def main(arguments: Sequence[str]) -> int:
    """Prints the table."""
    articles = read(arguments)
    peer = milliseconds(with_rdflib, articles)
    print(f"{'for 1,000 triples':40} {'ms':>8} {'rdflib / ours':>14}")
    rows: list[tuple[str, Callable[[AnnotatedArticle], None]]] = [("map alone (shared by both)", only_map)]
    rows += [
        (f"map + gate + write, {name}", lambda article, name=name: with_ours(article, name))  # type: ignore[misc]
        for name in GraphFormat
    ]
    print(f"{'rdflib: map + add + Turtle':40} {peer:8.1f} {1:14.1f}")
    for name, work in rows:
        ours = milliseconds(work, articles)
        print(f"{name:40} {ours:8.1f} {peer / ours:14.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
