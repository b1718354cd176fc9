"""What the named queries cost over many articles: ``python -m benchmarks.query_speed [COUNT]``, 1,000 unless it is said.

The articles are made out of the one in seeds/ (``benchmarks.varied``) and loaded into a store on disk. Each query runs in a
process of its own, on the store and (``--rdflib``) on rdflib over the same triples; it is stopped after LIMIT seconds, for rdflib
after 30 times what the store took. Times are CPU of the query alone, the better of two.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import pyoxigraph as ox

from benchmarks.varied import varied_graphs
from kgexport.queries import named_queries
from kgexport.stores.folder import writing

LIMIT = 20.0
TARGET = 0.5
_ONE = """
import sys, time
from pathlib import Path
from kgexport.queries import ask_store
from kgexport.stores.folder import open_for_reading
store = open_for_reading(Path(sys.argv[1]))
best = 1e9
for _ in range(2):
    start = time.process_time()
    rows = ask_store(sys.argv[2], store).rows
    best = min(best, time.process_time() - start)
print(best, len(rows))
"""
_RDFLIB = """
import sys, time
from rdflib import Graph
from kgexport.queries import named_queries
graph = Graph().parse(sys.argv[1], format="nt")
print("read", flush=True)
start = time.process_time()
rows = list(graph.query(named_queries()[sys.argv[2]].sparql))
print(time.process_time() - start)
"""


def seconds(store: Path, name: str) -> tuple[float, int] | None:
    """CPU and rows of a query; None where it takes longer than LIMIT."""
    try:
        command = [sys.executable, "-c", _ONE, str(store), name]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=LIMIT * 2)
    except subprocess.TimeoutExpired:
        return None
    taken, rows = done.stdout.split()
    return float(taken), int(rows)


def with_rdflib(triples: Path, name: str, most: float) -> str:
    """CPU of the same query in rdflib, or that it takes longer than ``most``."""
    command = [sys.executable, "-c", _RDFLIB, str(triples), name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            out, _ = process.communicate(timeout=most)
            return f"{float(out) * 1000:,.0f} ms"
        except subprocess.TimeoutExpired:
            process.kill()
            return f"> {most * 1000:,.0f} ms"


def main(arguments: list[str]) -> int:
    """Prints a line a query; 1 where one is slower than TARGET."""
    numbers = [argument for argument in arguments if argument.isdigit()]
    count, slow = int(numbers[0]) if numbers else 1000, 0
    with tempfile.TemporaryDirectory(prefix="kgexport-") as folder:
        quads, triples, store = Path(folder) / "a.nq", Path(folder) / "a.nt", Path(folder) / "store"
        with quads.open("wb") as named, triples.open("wb") as plain:
            for graph in varied_graphs([Path("seeds")], count):
                named.write(ox.serialize(graph.quads, format=ox.RdfFormat.N_QUADS) or b"")
                plain.write(ox.serialize([q.triple for q in graph.quads], format=ox.RdfFormat.N_TRIPLES) or b"")
        with writing(store) as opened:
            opened.load([str(quads)])
        for name in named_queries():
            found = seconds(store, name)
            told = f"> {LIMIT * 1000:,.0f} ms" if found is None else f"{found[0] * 1000:,.0f} ms, {found[1]:,} rows"
            slow += found is None or found[0] > TARGET
            peer = with_rdflib(triples, name, max(1.0, 30 * found[0])) if found and "--rdflib" in arguments else ""
            print(f"{name:28} {told:28} {peer}", flush=True)
    print(f"{slow} of {len(named_queries())} queries are slower than {TARGET * 1000:,.0f} ms")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
