"""Speed, everything beside its peer in one run: ``python -m benchmarks.speed [--only NAME]… [--rounds 5]``.

Prints a Markdown table of what was reached beside its target. With the real corpus all of it takes some ten minutes on two quiet
cores; ``KGEXPORT_CORPUS`` names another file of articles.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from time import perf_counter

from benchmarks.speed import extraction, graph, growth, running, shacl
from benchmarks.speed.measure import Row

BENCHMARKS: Mapping[str, Callable[[int], Iterator[Row]]] = {
    "extraction": extraction.rows,
    "graph": graph.rows,
    "shacl": shacl.rows,
    "longest": running.longest,
    "startup": running.start_up,
    "workers": running.workers,
    "again": running.again,
    "growth": growth.rows,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table, and how many targets are missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__.splitlines()[0])
    parser.add_argument("--only", action="append", choices=list(BENCHMARKS), help="may be given several times")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    missed = 0
    print("| | target | reached | |\n|---|---|---|---|")
    for name in options.only or BENCHMARKS:
        started = perf_counter()
        for row in BENCHMARKS[name](options.rounds):
            verdict = {True: "yes", False: "**no**", None: ""}[row.holds]
            print(f"| {row.what} | {row.target} | {row.reached} | {verdict} |", flush=True)
            missed += row.holds is False
        print(f"{name}: {perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
    print(f"{missed} targets missed", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
