"""What it costs to validate, beside pySHACL used as it comes: ``python -m benchmarks.shacl_speed [FILE…]``.

FILE is RDF; without it the articles of seeds/ are exported first, outside the clock. Every row checks the same things:

- *naive* is ``pyshacl.validate`` on files, the shapes read each time, and what compares two values written as a SPARQL
  constraint on every node (begin < end, earliest <= latest; with "+ text", exact text = substring of the text);
- *as it comes* is ``pyshacl.validate`` with our shapes, read once;
- the others are ours; "+ text, chain, status" adds shapes/sparql/, one query an article.

Times are CPU, the best of several rounds, for 1,000 triples, graph by graph.
"""

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

import pyoxigraph as ox
import pyshacl
from rdflib import RDF, SH, Graph
from rdflib.term import BNode, Literal, URIRef

from kgexport.validation import Shapes, load_shapes, validate
from kgexport.validation.fast import installed
from kgexport.validation.terms import Data
from kgexport.vocab import KG

ROUNDS = 5
_PREFIX = f"PREFIX kg: <{KG._NS}> "
_BEGIN = _PREFIX + "SELECT $this WHERE { $this kg:begin ?b ; kg:end ?e . FILTER(?b >= ?e) }"
_DAYS = _PREFIX + "SELECT $this WHERE { $this kg:earliest ?a ; kg:latest ?b . FILTER(?a > ?b) }"
_TEXT = _PREFIX + (
    "SELECT $this WHERE { $this kg:inArticle/kg:text ?t ; kg:begin ?b ; kg:end ?e ; kg:exactText ?x ."
    " FILTER(?x != SUBSTR(?t, ?b + 1, ?e - ?b)) }"
)


def naive_shapes(text: bool) -> Graph:
    """Our Core shapes, with a SPARQL query a node where we use sh:lessThan and sh:lessThanOrEquals."""
    shapes = Graph()
    for triple in load_shapes().graph:
        if triple[1] not in (SH.lessThan, SH.lessThanOrEquals):
            shapes.add(triple)
    queries = [(KG.Mention, _BEGIN), (KG.TimeReference, _DAYS)] + ([(KG.Mention, _TEXT)] if text else [])
    for number, (target, query) in enumerate(queries):
        shape, constraint = URIRef(f"urn:naive:{number}"), BNode()
        shapes.add((shape, RDF.type, SH.NodeShape))
        shapes.add((shape, SH.targetClass, target))
        shapes.add((shape, SH.sparql, constraint))
        shapes.add((constraint, SH.select, Literal(query)))
    return shapes


class Case:
    """One graph in every form that a row starts from."""

    def __init__(self, quads: Sequence[ox.Quad], folder: Path, name: str) -> None:
        self.quads = quads
        self.graph = Data(quads).graph
        self.file = folder / f"{name}.nt"
        self.file.write_bytes(Data(quads).n_triples)


def cases(arguments: Sequence[str], folder: Path) -> list[Case]:
    """The named graphs of the files, else the seeds, exported."""
    files = [Path(argument) for argument in arguments]
    if not files:
        from kgexport.api import export

        files = [folder / "seeds.nq"]
        export([Path(__file__).parent.parent / "seeds"], files[0])
    graphs: dict[str, list[ox.Quad]] = {}
    for file in files:
        for quad in ox.parse(path=file):
            graphs.setdefault(f"{file} {quad.graph_name}", []).append(quad)
    return [Case(quads, folder, str(number)) for number, quads in enumerate(graphs.values())]


def milliseconds(work: Callable[[Case], object], cases: Sequence[Case], rounds: int = ROUNDS) -> float:
    """CPU time for 1,000 triples: the best round."""
    for case in cases[:1]:
        work(case)
    best = float("inf")
    for _ in range(rounds):
        start = process_time()
        for case in cases:
            work(case)
        best = min(best, process_time() - start)
    return best * 1e6 / sum(len(case.quads) for case in cases)


def naive(folder: Path, text: bool) -> Callable[[Case], object]:
    """pyshacl.validate on files."""
    file = folder / f"naive-{text}.ttl"
    naive_shapes(text).serialize(file, format="turtle")
    return lambda case: pyshacl.validate(str(case.file), shacl_graph=str(file))


def ours(shapes: Shapes, engine: str) -> Callable[[Case], object]:
    """From the quads that the gate hands on."""

    def work(case: Case) -> None:
        report = validate(case.quads, shapes, engine=engine)
        assert report.conforms, report.format("text")

    return work


def from_rdflib(shapes: Shapes, engine: str) -> Callable[[Case], object]:
    """From an rdflib graph in memory."""
    return lambda case: validate(case.graph, shapes, engine=engine)


def main(arguments: Sequence[str]) -> int:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        graphs = cases(arguments, folder)
        core, full = load_shapes(), load_shapes(sparql=True)
        print(f"{len(graphs)} graphs, {sum(len(case.quads) for case in graphs):,} triples")
        print(f"{'for 1,000 triples':48} {'ms':>8} {'naive / this':>13}")
        rows: list[tuple[str, bool, Callable[[Case], object]]] = [
            ("pySHACL naive", False, naive(folder, False)),
            ("pySHACL as it comes", False, lambda case: pyshacl.validate(case.graph, shacl_graph=core.graph)),
            ("ours, pySHACL, from rdflib", False, from_rdflib(core, "pyshacl")),
            ("ours, pySHACL, from quads", False, ours(core, "pyshacl")),
        ]
        sparql: list[tuple[str, bool, Callable[[Case], object]]] = [
            ("pySHACL naive + text", True, naive(folder, True)),
            ("ours, pySHACL + text, chain, status", True, ours(full, "pyshacl")),
        ]
        if installed():
            rows += [
                ("ours, fast, from rdflib", False, from_rdflib(core, "fast")),
                ("ours, fast, from quads", False, ours(core, "fast")),
            ]
            sparql.append(("ours, fast + text, chain, status", True, ours(full, "fast")))
        peers: dict[bool, float] = {}
        for label, text, work in rows + sparql:
            cost = milliseconds(work, graphs, 2 if "naive" in label else ROUNDS)
            peers.setdefault(text, cost)
            print(f"{label:48} {cost:8.1f} {peers[text] / cost:13.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
