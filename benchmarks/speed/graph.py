"""What it costs to get from annotations to Turtle, beside rdflib doing the same: ``python -m benchmarks.graph_speed [FILE]``.

FILE holds annotated articles (``kgexport annotate``); without it the articles of seeds/ are annotated first, outside the
clock. Both sides map with the same mappers. rdflib adds the triples to a graph and serialises it; ours sends them through
the gate, sorts, serialises, and reads the result back. Times are CPU, the best of several rounds, for 1,000 triples.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from time import process_time

from rdflib import Graph

from kgexport.graph.formats import GraphFormat
from kgexport.graph.gate import admit
from kgexport.graph.write import serialise
from kgexport.mappers import MappingOptions, triples_of
from kgexport.model import AnnotatedArticle
from kgexport.vocab import PREFIXES

ROUNDS = 15
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


Work = Callable[[AnnotatedArticle], None]


def milliseconds(works: Mapping[str, Work], articles: Sequence[AnnotatedArticle]) -> dict[str, float]:
    """CPU time for 1,000 triples of each: the best round. All take turns, so that a busy machine is busy for all."""
    triples = sum(len(admit(article, triples_of(article, OPTIONS), base=OPTIONS.base).quads) for article in articles)
    best = dict.fromkeys(works, float("inf"))
    for _ in range(ROUNDS):
        for name, work in works.items():
            start = process_time()
            for article in articles:
                work(article)
            best[name] = min(best[name], process_time() - start)
    return {name: seconds * 1e6 / triples for name, seconds in best.items()}


def read(arguments: Sequence[str]) -> list[AnnotatedArticle]:
    """The annotated articles of a file, else those of seeds/."""
    from kgexport.errors import ReadError
    from kgexport.readers import read_inputs
    from kgexport.work import Annotations

    inputs = [Path(argument) for argument in arguments] or [Path(__file__).parent.parent / "seeds"]
    articles = [each for each in read_inputs(inputs) if not isinstance(each, ReadError)]
    return [annotated for annotated, _ in Annotations().of(articles) if annotated is not None]


def main(arguments: Sequence[str]) -> int:
    """Prints the table."""
    works: dict[str, Work] = {"rdflib: map + add + Turtle": with_rdflib, "map alone (shared by both)": only_map}
    works |= {f"map + gate + write, {name}": partial(with_ours, graph_format=name) for name in GraphFormat}
    times = milliseconds(works, read(arguments))
    peer = next(iter(times.values()))
    print(f"{'for 1,000 triples':40} {'ms':>8} {'rdflib / ours':>14}")
    for name, ours in times.items():
        print(f"{name:40} {ours:8.1f} {peer / ours:14.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
