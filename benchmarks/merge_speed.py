"""How merging grows with the number of articles: ``python -m benchmarks.merge_speed [N…]`` (default 500 1000 2000 4000).

The articles are made out of the one in seeds/: other people from one pool, some often and most seldom, other days over two years,
so that meetings of different articles have participants in common as in news. Given are, for each N, the meetings, the pairs that
were compared beside all pairs, and the CPU time of the merge, without reading and mapping, for one article.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from time import process_time

from benchmarks.varied import varied
from kgexport.extraction import Annotator
from kgexport.mappers import MappingOptions
from kgexport.merge import merge
from kgexport.model import Article
from kgexport.readers import read_inputs
from kgexport.work import graph_of

SIZES = (500, 1000, 2000, 4000)


def row(quads_of: Sequence[Sequence[object]], size: int) -> str:
    """A row of the table for the first ``size`` articles."""
    quads = [quad for quads in quads_of[:size] for quad in quads]
    begin = process_time()
    merged = merge(quads)  # type: ignore[arg-type]
    spent = process_time() - begin
    compared = len(merge(quads, explain=True).compared)  # type: ignore[arg-type]
    pairs = merged.meetings * (merged.meetings - 1) // 2
    joined = sum(len(encounter.meetings) for encounter in merged.encounters)
    return f"| {size:,} | {merged.meetings:,} | {compared:,} | {pairs:,} | {joined:,} | {spent:.2f} | {1000 * spent / size:.2f} |"


def main(arguments: Sequence[str]) -> int:
    """Runs the command."""
    sizes = [int(each) for each in arguments] or list(SIZES)
    articles = [each for each in read_inputs([Path("seeds")]) if isinstance(each, Article)]
    template = next(Annotator().annotate(articles[:1]))
    graphs = [graph_of(annotated, MappingOptions()).quads for annotated in varied(template, max(sizes))]
    print("| articles | meetings | pairs compared | all pairs | joined | CPU s | CPU ms an article |")
    print("|---|---|---|---|---|---|---|")
    for size in sizes:
        print(row(graphs, size), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
