"""A triple store in a folder: an Oxigraph database, a file that says which format it has, and a lock.

    DIR/store.json    the format; written last, so that a folder has it only when its database is whole
    DIR/lock          held by one writer, or by any number of readers
    DIR/oxigraph/     the database; other tools of Oxigraph can open it
    DIR/loading/      what a first load, or a large one, gathers; of no use to anybody when nobody loads

A first load is built aside and put in place in one step. Later loads replace graph by graph, each in one transaction: an
interrupted one has changed some graphs and not the others, none by half, and when it is started again it does the rest.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kgexport.errors import StoreError
from kgexport.graph.read import files_of
from kgexport.stores.inputs import GraphName, gather, graph_in, names_in, same_graph, size_of

FORMAT = "kgexport-store-1"
_IN_USE = "in use by {who}; try again when it is done"
_GATHERED_IN_MEMORY = 64 << 20  # bytes of input


@dataclass(kw_only=True)
class Loaded:
    """What a load did, in graphs."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0

    @property
    def graphs(self) -> int:
        """How many there were."""
        return self.added + self.replaced + self.unchanged

    def summary(self) -> str:
        """One line for people."""
        told = f"{self.graphs:,} graph{'' if self.graphs == 1 else 's'}: {self.added:,} added"
        return f"{told}, {self.replaced:,} replaced, {self.unchanged:,} unchanged"


class StoreFolder:
    """A store that this process may write to; ``writing`` gives one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database, self._loading = path / "oxigraph", path / "loading"

    def load(self, inputs: Sequence[str], advance: Callable[[int], None] = lambda _: None) -> Loaded:
        """Loads files and folders of RDF, each named graph in place of the one of that name; ``advance`` gets how many graphs
        there are, then 1 for each that is done.

        Raises ReadError and NothingReadable, then nothing was changed, and StoreError.
        """
        files = files_of(inputs)
        shutil.rmtree(self._loading, ignore_errors=True)  # of a load that was interrupted
        try:
            if not self._database.exists():
                return self._first_load(files, advance)
            aside = size_of(files) > _GATHERED_IN_MEMORY
            with _told(self.path):
                gathered = ox.Store(self._loading) if aside else ox.Store()
                gather(files, gathered)
                return self._replace_graphs(gathered, advance)
        finally:
            shutil.rmtree(self._loading, ignore_errors=True)

    def _first_load(self, files: Sequence[str], advance: Callable[[int], None]) -> Loaded:
        with _told(self.path):
            store = ox.Store(self._loading)
            gather(files, store)
            store.flush()
            store.optimize()  # the bulk loader leaves a file a million quads, and a look-up goes to each of them
            graphs = sum(1 for _ in store.named_graphs())
            del store  # closes it
            self._loading.rename(self._database)
            _write_format(self.path)
        advance(graphs)
        return Loaded(added=graphs)

    def _replace_graphs(self, gathered: ox.Store, advance: Callable[[int], None]) -> Loaded:
        loaded = Loaded()
        store = ox.Store(self._database)
        _write_format(self.path)  # a first load may have been interrupted just before this
        names = list(names_in(gathered))
        advance(0)
        for name in names:
            quads, known = graph_in(gathered, name), graph_in(store, name)
            if not known:
                store.extend(quads)
                loaded.added += 1
            elif same_graph(quads, known):
                loaded.unchanged += 1
            else:
                replace_graph(store, name, quads)
                loaded.replaced += 1
            advance(1)
        store.flush()
        return loaded


def replace_graph(store: ox.Store, name: GraphName, quads: Sequence[ox.Quad]) -> None:
    """Puts quads in place of everything that the graph of this name holds, in one transaction.

    The engine has transactions for updates in SPARQL only. Its text is the same for any data, row numbers apart: the terms are
    handed over as terms, by functions that give the one of a row.
    """
    rows = " ".join(map(str, range(len(quads))))
    functions: dict[ox.NamedNode, Callable[..., Any]] = {
        ox.NamedNode("urn:kgexport:subject"): lambda row: quads[int(row.value)].subject,
        ox.NamedNode("urn:kgexport:predicate"): lambda row: quads[int(row.value)].predicate,
        ox.NamedNode("urn:kgexport:object"): lambda row: quads[int(row.value)].object,
    }
    store.update(
        f"""CLEAR SILENT GRAPH {name} ;
            INSERT {{ GRAPH {name} {{ ?subject ?predicate ?object }} }} WHERE {{
              VALUES ?row {{ {rows} }}
              BIND (<urn:kgexport:subject>(?row) AS ?subject)
              BIND (<urn:kgexport:predicate>(?row) AS ?predicate)
              BIND (<urn:kgexport:object>(?row) AS ?object)
            }}""",
        custom_functions=functions,
    )


@contextmanager
def writing(path: Path) -> Iterator[StoreFolder]:
    """The store in a folder, made where there is none. Raises StoreError where it is in use, of another version or no store."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        names = {entry.name for entry in path.iterdir()}
    except FileExistsError:
        raise StoreError(path, "it is a file, not a folder") from None
    except OSError as error:
        raise StoreError(path, error.strerror or str(error)) from None
    if names and not names & {"store.json", "lock"}:
        raise StoreError(path, "the folder is not empty, and no store of kgexport")
    with _locked(path, for_writing=True):
        _check_format(path, must_exist=False)
        try:
            yield StoreFolder(path)
        finally:
            if not (path / "oxigraph").exists():  # nothing came of it
                shutil.rmtree(path, ignore_errors=True)


@contextmanager
def reading(path: Path) -> Iterator[ox.Store]:
    """The store in a folder, for reading; others may read it at the same time. Raises StoreError as ``writing`` does."""
    with held_for_reading(path):
        yield open_for_reading(path)


@contextmanager
def held_for_reading(path: Path) -> Iterator[None]:
    """Keeps writers away, without opening the store. Raises StoreError as ``writing`` does."""
    if not path.is_dir():
        raise StoreError(path, "no such store; `kgexport load FILE… --store DIR` makes one")
    _check_format(path, must_exist=True)
    with _locked(path, for_writing=False):
        _check_no_engine_writes(path)
        yield


def open_for_reading(path: Path) -> ox.Store:
    """The database itself, for one who holds the lock. Raises StoreError."""
    with _told(path):
        return ox.Store.read_only(str(path / "oxigraph"))


def _write_format(path: Path) -> None:
    from kgexport.files import replacing

    if not (path / "store.json").exists():
        with replacing(path / "store.json") as stream:
            stream.write(json.dumps({"format": FORMAT}).encode() + b"\n")


def _check_format(path: Path, *, must_exist: bool) -> None:
    marker = path / "store.json"
    try:
        found = json.loads(marker.read_bytes()).get("format")
    except FileNotFoundError:
        if must_exist:
            raise StoreError(path, "no store of kgexport; `kgexport load FILE… --store DIR` makes one") from None
        return
    except (OSError, ValueError, AttributeError, RecursionError) as error:
        raise StoreError(path, f"cannot read store.json: {error}") from None
    if found != FORMAT:
        raise StoreError(
            path, f"a store of another version: {found!r}, not {FORMAT!r}; load the articles into a new one"
        )


@contextmanager
def _locked(path: Path, *, for_writing: bool) -> Iterator[None]:
    if sys.platform == "win32":  # pragma: no cover
        yield  # the database's own lock has to do
        return
    import fcntl

    try:
        # Readers need no right to write, where the lock is there already.
        handle = os.open(path / "lock", os.O_RDONLY if (path / "lock").exists() else os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise StoreError(path, error.strerror or str(error)) from None
    try:
        try:
            fcntl.flock(handle, (fcntl.LOCK_EX if for_writing else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except OSError:
            who = "another process" if for_writing else "a process that writes to it"
            raise StoreError(path, _IN_USE.format(who=who)) from None
        yield
    finally:
        os.close(handle)


def _check_no_engine_writes(path: Path) -> None:
    """Other tools of the engine know nothing of our lock, but hold the database's."""
    if sys.platform == "win32":  # pragma: no cover
        return
    import fcntl

    with suppress(FileNotFoundError), (path / "oxigraph" / "LOCK").open("rb") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            raise StoreError(path, _IN_USE.format(who="a process that writes to it")) from None


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the engine has to say, in one line."""
    try:
        yield
    except StoreError:
        raise
    except OSError as error:
        if "lock file" in str(error).lower():
            raise StoreError(path, _IN_USE.format(who="another process")) from None
        raise StoreError(path, f"cannot be opened or written: {_one_line(error)}") from None
    except RuntimeError as error:  # "Corruption: …", and a database of a later version
        raise StoreError(path, f"the database is damaged or of another version: {_one_line(error)}") from None


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
