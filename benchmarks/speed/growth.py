"""What an article costs and the memory that is needed as there are more of them: 100 and 10,000 short annotated articles.

The language model would take most of an hour; it is left out (``again`` has the same for real text). Start-up is taken off.
"""

import tempfile
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median

from benchmarks.speed import corpus
from benchmarks.speed.measure import Row, Run, at_most, command, commands, told

FEW, MANY = 100, 10_000


def rows(rounds: int) -> Iterator[Row]:
    """The many are exported once, the few in every round."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sizes = (1, FEW, MANY)
        for size in sizes:
            corpus.lines(folder / f"{size}.jsonl", islice(corpus.short_annotated(MANY), size))
        runs = commands({str(size): partial(_export, folder, size) for size in (1, FEW)}, rounds)
        few = [run.cpu - start.cpu for start, run in zip(runs["1"], runs[str(FEW)], strict=True)]
        many = _export(folder, MANY)
    start = median(run.cpu for run in runs["1"])
    each_of_few, each_of_many = median(few) / (FEW - 1), (many.cpu - start) / (MANY - 1)
    yield told(f"an article of {FEW}, annotated", 1000 * each_of_few, "ms CPU", f"start-up {start:.1f} s")
    yield at_most(f"an article of {MANY:,} / of {FEW}, annotated", each_of_many / each_of_few, 1.15)
    memory = median(run.megabytes for run in runs[str(FEW)])
    yield at_most(
        "peak memory, grown by", many.megabytes - memory, 100, "MB", f"{memory:,.0f} and {many.megabytes:,.0f} MB"
    )


def _export(folder: Path, size: int) -> Run:
    with tempfile.TemporaryDirectory(dir=folder) as out:
        return command("export", folder / f"{size}.jsonl", "-q", "-o", f"{out}/out/")
