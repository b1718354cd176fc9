"""What it costs to validate, beside pySHACL used as it comes.

Every row checks the same things:

- *naive* is ``pyshacl.validate`` on files, the shapes read each time, and what compares two values written as a SPARQL
  constraint on every node (begin < end, earliest <= latest);
- *as it comes* is ``pyshacl.validate`` with our shapes, read once;
- the others are ours; "text, chain, status" adds shapes/sparql/, one query an article.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median

import pyoxigraph as ox
import pyshacl
from rdflib import RDF, SH, Graph
from rdflib.term import BNode, Literal, URIRef

from benchmarks.speed import corpus
from benchmarks.speed.measure import Row, at_least, at_most, interleaved, ratio, told
from kgexport.mapping import MappingOptions
from kgexport.validation import Shapes, load_shapes, validate
from kgexport.validation.fast import installed
from kgexport.validation.terms import Data
from kgexport.vocab import KG
from kgexport.work import graph_of

_PREFIX = f"PREFIX kg: <{KG._NS}> "
_BEGIN = _PREFIX + "SELECT $this WHERE { $this kg:begin ?b ; kg:end ?e . FILTER(?b >= ?e) }"
_DAYS = _PREFIX + "SELECT $this WHERE { $this kg:earliest ?a ; kg:latest ?b . FILTER(?a > ?b) }"


def naive_shapes() -> Graph:
    """Our Core shapes, with a SPARQL query a node where we use sh:lessThan and sh:lessThanOrEquals."""
    shapes = Graph()
    for triple in load_shapes().graph:
        if triple[1] not in (SH.lessThan, SH.lessThanOrEquals):
            shapes.add(triple)
    for number, (target, query) in enumerate(((KG.Mention, _BEGIN), (KG.TimeReference, _DAYS))):
        shape, constraint = URIRef(f"urn:naive:{number}"), BNode()
        shapes.add((shape, RDF.type, SH.NodeShape))
        shapes.add((shape, SH.targetClass, target))
        shapes.add((shape, SH.sparql, constraint))
        shapes.add((constraint, SH.select, Literal(query)))
    return shapes


def rows(rounds: int) -> Iterator[Row]:
    """The graphs of seeds/, one by one."""
    graphs = [list(graph_of(each, MappingOptions()).quads) for each in corpus.annotated(corpus.seeds())]
    triples = sum(map(len, graphs))
    with tempfile.TemporaryDirectory() as name:
        times = interleaved(_works(graphs, Path(name)), rounds)

    def milliseconds(name: str) -> float:
        return median(times[name]) * 1e6 / triples

    yield told("pySHACL used naively, 1,000 triples", milliseconds("naive"), "ms")
    yield told("pySHACL with our shapes, read once", milliseconds("as it comes"), "ms")
    for engine, name, most, least in (("pyshacl", "pySHACL", 75, 15), ("fast", "the fast engine", 6, 250)):
        if engine in times:
            yield at_most(f"ours over {name}, 1,000 triples", milliseconds(engine), most, "ms")
            value, spread = ratio(times, "naive", engine)
            yield at_least(f"naive / ours over {name}", value, least, detail=spread)
            yield told(f"… with text, chain, status, over {name}", milliseconds(f"{engine}, all"), "ms")


def _works(graphs: Sequence[Sequence[ox.Quad]], folder: Path) -> dict[str, Callable[[], object]]:
    shapes = folder / "naive.ttl"
    naive_shapes().serialize(shapes, format="turtle")
    files = [folder / f"{number}.nt" for number in range(len(graphs))]
    for file, quads in zip(files, graphs, strict=True):
        file.write_bytes(Data(quads).n_triples)
    in_rdflib = [Data(quads).graph for quads in graphs]
    core, full = load_shapes(), load_shapes(sparql=True)
    works: dict[str, Callable[[], object]] = {
        "naive": lambda: [pyshacl.validate(str(file), shacl_graph=str(shapes)) for file in files],
        "as it comes": lambda: [pyshacl.validate(graph, shacl_graph=core.graph) for graph in in_rdflib],
    }
    for engine in ("pyshacl", "fast") if installed() else ("pyshacl",):
        works[engine] = partial(_validated, graphs, core, engine)
        works[f"{engine}, all"] = partial(_validated, graphs, full, engine)
        _validated(graphs, full, engine)  # what is prepared once
    return works


def _validated(graphs: Sequence[Sequence[ox.Quad]], shapes: Shapes, engine: str) -> None:
    for quads in graphs:
        assert validate(quads, shapes, engine=engine).conforms
