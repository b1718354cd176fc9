"""What the named queries cost over many articles: ``python -m benchmarks.query_speed [COUNT]``, 1,000 unless it is said.

    --real FILE    articles that are exported for it (JSON Lines), a quarter; the others are made out of the one in seeds/
                   (``benchmarks.varied``)
    --news         all of them are made out of those in FILE instead, with other people: as dense as news is
    --keep DIR     where the graphs and the store are kept for the next run
    --rdflib       ask rdflib the same, over the same triples

The store is made by our own load. Each query runs in a process of its own that opens the store for reading: the median of five,
CPU of the query and of taking its rows, in ms. Those that a store answers about somebody only are asked about the one whom most
articles name. rdflib is asked the same once, with the name as a binding, and stopped at 30 times what the store took or after a
minute of CPU; ">" says so.
"""

import argparse
import multiprocessing
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from itertools import groupby, islice
from math import ceil
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from benchmarks.varied import varied_graphs, varied_news
from kgexport import export
from kgexport.pipeline import annotate_to
from kgexport.queries import ask_store, named_queries
from kgexport.readers.annotations import annotated_of
from kgexport.stores.folder import reading, writing

TARGET_MS, TIMES = 500.0, 30
_LIMIT = 60.0  # seconds of CPU
_REAL_OF_1000 = 274
_ONE = """
import statistics, sys, time
from pathlib import Path
from kgexport.queries import ask_store
from kgexport.stores.folder import open_for_reading
store, values, times = open_for_reading(Path(sys.argv[1])), dict(zip(sys.argv[3::2], sys.argv[4::2])), []
for _ in range(5):
    start = time.process_time()
    rows = ask_store(sys.argv[2], store, values).rows
    times.append(time.process_time() - start)
print(statistics.median(times) * 1000, len(rows))
"""


def main(arguments: list[str]) -> int:
    """Prints a line a query; 1 where one is slower than TARGET_MS, or less than TIMES times as fast as rdflib."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.query_speed")
    parser.add_argument("count", nargs="?", type=int, default=1000)
    parser.add_argument("--real", type=Path)
    parser.add_argument("--news", action="store_true")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--rdflib", action="store_true")
    given = parser.parse_args(arguments)
    if given.news and given.real is None:
        parser.error("--news is made out of the articles of --real FILE")
    with tempfile.TemporaryDirectory(prefix="kgexport-") as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        name = f"news-{given.count}" if given.news else str(given.count)
        quads, store = folder / f"{name}.nq", folder / f"store-{name}"
        if not quads.exists() and given.news:
            _write_news(quads, given.count, given.real)
        elif not quads.exists():
            _write_articles(quads, given.count, given.real, folder)
        if not store.exists():
            with writing(store) as opened:
                opened.load([str(quads)])
        return _compare(quads, store, with_rdflib=given.rdflib)


def _compare(quads: Path, store: Path, *, with_rdflib: bool) -> int:
    graph = _in_rdflib(quads) if with_rdflib else None
    missed = 0
    print("| query | rows | ms | rdflib, ms | times |\n|---|---|---|---|---|")
    for name, values in _questions(store):
        taken, rows = _milliseconds(store, name, values)
        cells = [" ".join([name, *values.values()]), f"{rows:,}", f"{taken:,.0f}", "", ""]
        good = taken <= TARGET_MS
        if graph is not None:
            peer = _milliseconds_of_rdflib(graph, name, values, min(_LIMIT, max(1.0, TIMES * taken / 1000)))
            cells[3:] = [f"{'' if peer[1] else '> '}{peer[0]:,.0f}", f"{'' if peer[1] else '> '}{peer[0] / taken:,.0f}"]
            good &= peer[0] >= TIMES * taken
        missed += not good
        print(f"| {' | '.join(cells)} |", flush=True)
    print(f"\n{missed} miss {TARGET_MS:,.0f} ms{f' or {TIMES} times rdflib' if with_rdflib else ''}")
    return 1 if missed else 0


def _write_articles(target: Path, count: int, real: Path | None, folder: Path) -> None:
    graphs: list[bytes] = []
    if real is not None:
        exported = folder / "real.nq"
        if not exported.exists():
            export([str(real)], str(exported))
        graphs = list(islice(_graphs_of(exported), count * _REAL_OF_1000 // 1000))
    with target.open("wb") as out:
        out.writelines(graphs)
        for graph in varied_graphs([Path("seeds")], count - len(graphs)):
            out.write(ox.serialize(graph.quads, format=ox.RdfFormat.N_QUADS) or b"")


def _write_news(target: Path, count: int, real: Path) -> None:
    annotations = target.with_suffix(".jsonl")
    if not annotations.exists():
        with annotations.open("wb") as stream:
            annotate_to([real], stream)
    templates = [annotated_of(line) for line in annotations.read_bytes().splitlines()]
    with target.open("wb") as out:
        for graph in varied_news(templates, count):
            out.write(ox.serialize(graph.quads, format=ox.RdfFormat.N_QUADS) or b"")


def _graphs_of(quads: Path) -> Iterator[bytes]:
    """Graph by graph: they are written one after the other."""
    with quads.open("rb") as lines:
        for _, graph in groupby(lines, key=lambda line: line.rsplit(b" ", 2)[1]):
            yield b"".join(graph)


def _questions(store: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    with reading(store) as opened:
        names = [row[0] for row in ask_store("people", opened).rows[:1]]
    often = names[0].value if names and isinstance(names[0], ox.Literal) else ""
    for query in named_queries().values():
        yield query.name, {query.about[0]: often} if query.about else {}


def _milliseconds(store: Path, name: str, values: Mapping[str, str]) -> tuple[float, int]:
    pairs = [each for pair in values.items() for each in pair]
    done = subprocess.run(
        [sys.executable, "-c", _ONE, str(store), name, *pairs], capture_output=True, text=True, check=True
    )
    taken, rows = done.stdout.split()
    return float(taken), int(rows)


def _in_rdflib(quads: Path) -> Any:
    from rdflib import Graph

    graph = Graph()
    with quads.open("rb") as stream:
        triples = (quad.triple for quad in ox.parse(stream, ox.RdfFormat.N_QUADS))
        while some := list(islice(triples, 100_000)):
            graph.parse(ox.serialize(some, format=ox.RdfFormat.N_TRIPLES), format="nt")
    return graph


def _milliseconds_of_rdflib(graph: Any, name: str, values: Mapping[str, str], most: float) -> tuple[float, bool]:
    """What it took, and whether it came to an end; a child has the graph without reading it again."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_ask_rdflib, args=(graph, name, values, ceil(most), there))
    process.start()
    there.close()
    try:
        return float(here.recv()), True
    except EOFError:
        return ceil(most) * 1000.0, False
    finally:
        process.join()


def _ask_rdflib(graph: Any, name: str, values: Mapping[str, str], most: int, answer: Connection) -> None:
    from rdflib import Literal

    bound = {variable: Literal(value) for variable, value in values.items()}
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    start = time.process_time()
    for _ in graph.query(named_queries()[name].sparql, initBindings=bound):
        pass
    answer.send((time.process_time() - start) * 1000)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
