"""Whether what goes into a store comes out again: ``python -m benchmarks.round_trip FILE.nq``.

Each article of a file that ``kgexport export`` has written is loaded, dumped by the engine's own means and compared with the
file: its graph is isomorphic there (without blank nodes: the same quads), and nothing else is in the store. Three ways: a first
load on disk (the bulk loader), a later one (graph by graph, into a store that holds the first article already), and servers on
loopback: Oxigraph, and Virtuoso where Debian's package is installed. Loading once more must find every graph unchanged.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

import httpx
import pyoxigraph as ox

from kgexport.queries import question
from kgexport.stores.folder import Loaded, reading, writing
from kgexport.stores.inputs import same_graph
from kgexport.stores.server import Server
from tests.stores.servers import PASSWORD, VIRTUOSO, oxigraph, virtuoso

Graphs: TypeAlias = Mapping[str, list[ox.Quad]]
Way: TypeAlias = tuple[str, Loaded, Graphs]  # its name, what one more load did, what was dumped

_NQUADS = ox.RdfFormat.N_QUADS


def main(arguments: list[str]) -> int:
    """Prints a line a way; 1 where one of them changes something."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.round_trip")
    parser.add_argument("file", type=Path)
    file: Path = parser.parse_args(arguments).file
    expected = _graphs(ox.parse(path=str(file), format=_NQUADS))
    good = True
    with tempfile.TemporaryDirectory(prefix="kgexport-") as name:
        for way, again, found in _ways(file, expected, Path(name)):
            same = sum(same_graph(quads, found.get(graph, [])) for graph, quads in expected.items())
            others = len(found.keys() - expected.keys())
            print(
                f"{way}: {same:,} of {len(expected):,} graphs are the same, {others:,} others; once more: {again.summary()}"
            )
            good &= same == len(expected) and not others and again == Loaded(unchanged=len(expected))
    return 0 if good else 1


def _ways(file: Path, expected: Graphs, folder: Path) -> Iterator[Way]:
    yield "on disk, a first load", *_on_disk(folder / "first", [file])
    one = folder / "one.nq"
    one.write_bytes(ox.serialize(next(iter(expected.values())), format=_NQUADS) or b"")
    yield "on disk, a later load", *_on_disk(folder / "later", [one, file])
    with oxigraph() as root:
        server = Server(f"{root}/query", f"{root}/store")
        server.load([str(file)])
        again = server.load([str(file)])
        answer = httpx.get(f"{root}/store", headers={"accept": "application/n-quads"}, timeout=None)
        yield "an Oxigraph server", again, _graphs(ox.parse(answer.content, _NQUADS))
    if VIRTUOSO is None:
        print("Virtuoso is not installed (Debian: virtuoso-opensource-7-bin)")
        return
    (folder / "virtuoso").mkdir()
    with virtuoso(folder / "virtuoso") as root:
        yield "a Virtuoso server", *_on_virtuoso(root, file)


def _on_virtuoso(root: str, file: Path) -> tuple[Loaded, Graphs]:
    os.environ |= {"KGEXPORT_USER": "dba", "KGEXPORT_PASSWORD": PASSWORD}
    crud = f"{root}/sparql-graph-crud-auth"
    server = Server(f"{root}/sparql", crud)
    articles = question("SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?article a kg:Article } }")
    server.load([str(file)])
    again, found = server.load([str(file)]), dict[str, list[ox.Quad]]()
    with httpx.Client(auth=httpx.DigestAuth("dba", PASSWORD), timeout=None) as client:
        for (name,) in server.ask(articles).rows:  # to list all names takes it minutes
            assert isinstance(name, ox.NamedNode)
            answer = client.get(crud, params={"graph": name.value}, headers={"accept": "application/n-triples"})
            read = ox.parse(answer.raise_for_status().content, ox.RdfFormat.N_TRIPLES)
            found[str(name)] = [ox.Quad(each.subject, each.predicate, each.object, name) for each in read]
    return again, found


def _on_disk(store: Path, files: Iterable[Path]) -> tuple[Loaded, Graphs]:
    for file in files:
        with writing(store) as opened:
            opened.load([str(file)])
    with writing(store) as opened:
        again = opened.load([str(file)])
    with reading(store) as found:
        return again, _graphs(ox.parse(found.dump(format=_NQUADS) or b"", _NQUADS))


def _graphs(quads: Iterable[ox.Quad]) -> Graphs:
    graphs: dict[str, list[ox.Quad]] = {}
    for quad in quads:
        graphs.setdefault(str(quad.graph_name), []).append(quad)
    return graphs


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
