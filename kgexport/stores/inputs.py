"""Files of RDF as named graphs: all are read, and found to fit together, before anything is loaded."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kgexport.compression import SUFFIXES
from kgexport.errors import NothingReadable, ReadError
from kgexport.graph.formats import GraphFormat, format_of
from kgexport.graph.read import STDIN, read_graph
from kgexport.stores.article_graphs import with_graph_names

GraphName: TypeAlias = ox.NamedNode | ox.BlankNode
_LARGE = 8 << 20  # bytes; what is larger goes through the engine's bulk loader, and is never in memory as a whole


def size_of(files: Iterable[str]) -> int:
    """Bytes that the files hold together, as far as that can be told."""
    return sum(Path(file).stat().st_size for file in files if file != STDIN and Path(file).is_file())


def gather(files: Sequence[str], store: ox.Store) -> None:
    """Puts the graphs of all files into an empty store.

    Raises ReadError for a file that is not RDF and for a graph that two files tell differently; NothingReadable where there is
    no triple.
    """
    origin: dict[GraphName, str] = {}
    for file in files:
        if _is_large(file) and _bulk_load(file, store, origin):
            continue
        graphs: dict[GraphName, list[ox.Quad]] = {}
        for quad in with_graph_names(read_graph(file), file):
            graphs.setdefault(quad.graph_name, []).append(quad)  # type: ignore[arg-type]
        for name, quads in graphs.items():
            _check_same(file, name, quads, store, origin)
        store.extend(quad for name, quads in graphs.items() if name not in origin for quad in quads)
        origin |= {name: file for name in graphs if name not in origin}
    if not origin:
        raise NothingReadable(f"{', '.join(files)}: no triples")


def same_graph(one: Sequence[ox.Quad], other: Sequence[ox.Quad]) -> bool:
    """Whether two graphs are isomorphic."""
    if len(one) != len(other):
        return False
    if not any(isinstance(term, ox.BlankNode) for quad in one for term in (quad.subject, quad.object)):
        return set(one) == set(other)
    datasets = ox.Dataset(one), ox.Dataset(other)
    for dataset in datasets:
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return datasets[0] == datasets[1]


def graph_in(store: ox.Store, name: GraphName | ox.DefaultGraph) -> list[ox.Quad]:
    """The quads of one named graph."""
    return list(store.quads_for_pattern(None, None, None, name))


def names_in(store: ox.Store) -> Iterator[GraphName]:
    """The names of the graphs of a store, in order."""
    yield from sorted(store.named_graphs(), key=str)


def _check_same(
    file: str,
    name: GraphName,
    quads: list[ox.Quad],
    store: ox.Store,
    origin: dict[GraphName, str],
) -> None:
    if name in origin and not same_graph(quads, graph_in(store, name)):
        raise ReadError(file, f"graph {name} is another in {origin[name]}; which of the two is it?")


def _is_large(file: str) -> bool:
    path = Path(file)
    return file != STDIN and path.is_file() and path.stat().st_size > _LARGE and path.suffix.lower() not in SUFFIXES


def _bulk_load(file: str, store: ox.Store, origin: dict[GraphName, str]) -> bool:
    """False where the file must be read graph by graph: it names no graphs, or has some that another file has."""
    chosen = format_of(file)
    if chosen not in {GraphFormat.NQUADS, GraphFormat.TRIG}:
        return False
    if origin and _has_graph_of(file, chosen, origin):
        return False
    try:
        store.bulk_load(path=file, format=chosen.oxigraph)
    except SyntaxError as error:
        raise ReadError(file, f"not {chosen}: {error.msg}", error.lineno) from None
    except (ValueError, OSError) as error:
        raise ReadError(file, f"cannot be loaded: {error}") from None
    nameless = graph_in(store, ox.DefaultGraph())
    if nameless:
        store.extend(with_graph_names(nameless, file))
        store.clear_graph(ox.DefaultGraph())
    origin |= {name: file for name in store.named_graphs() if name not in origin}
    return True


def _has_graph_of(file: str, chosen: GraphFormat, origin: dict[GraphName, str]) -> bool:
    try:
        return any(quad.graph_name in origin for quad in ox.parse(path=file, format=chosen.oxigraph))
    except SyntaxError as error:
        raise ReadError(file, f"not {chosen}: {error.msg}", error.lineno) from None
