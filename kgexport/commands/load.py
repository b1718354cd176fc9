"""``kgexport load``: graphs into a triple store."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgexport.commands.progress import Progress
from kgexport.console import say, summarise
from kgexport.errors import UsageError

if TYPE_CHECKING:
    from kgexport.stores.folder import Loaded

store_option = click.option(
    "--store",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Load into the store in this folder, which is made where there is none.",
)


@click.command("load")
@click.argument("inputs", metavar="OUT…", nargs=-1, required=True)
@store_option
@click.option("--endpoint", metavar="URL", help="Load onto the server that answers SPARQL there.")
@click.option("--graph-store", metavar="URL", help="Where that server has its SPARQL 1.1 Graph Store (docs/stores.md).")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary; errors only.")
def load_command(
    *, inputs: tuple[str, ...], store: Path | None, endpoint: str | None, graph_store: str | None, quiet: bool
) -> None:
    """Load graphs into a triple store, one named graph an article.

    OUT is RDF that `kgexport export` wrote, a folder of such files, or - for standard input. Loading again changes nothing; an
    article that has changed replaces what the store held of it. Nothing else in the store is touched. User and password of a
    server come from KGEXPORT_USER and KGEXPORT_PASSWORD, or from netrc.

    \b
    kgexport load articles.trig --store archive
    kgexport load articles.trig --endpoint http://localhost:7878/query
    kgexport query who-met-whom --store archive
    """  # noqa: D301
    if (store is None) == (endpoint is None):
        raise UsageError("where to? Give --store DIR or --endpoint URL")
    if graph_store is not None and endpoint is None:
        raise UsageError("--graph-store goes with --endpoint")
    if store is not None:
        load_into_folder(inputs, store, quiet=quiet)
        return
    from kgexport.stores.server import Server

    server = Server(str(endpoint), graph_store, notice=say)
    with _progress(quiet=quiet) as advance:
        loaded = server.load(inputs, advance)
    if not quiet:
        _loaded(loaded, endpoint)


def load_into_folder(inputs: tuple[str, ...], store: Path, *, quiet: bool) -> None:
    """Loads, with progress on a terminal and a summary."""
    from kgexport.stores.folder import writing

    with writing(store) as folder, _progress(quiet=quiet) as advance:
        loaded = folder.load(inputs, advance)
    if not quiet:
        _loaded(loaded, store)


@contextmanager
def exported_to_store(store: Path, *, quiet: bool) -> Iterator[Path]:
    """A file for N-Quads, which are loaded when the block ends well; the store is this process's own from the beginning."""
    import tempfile

    from kgexport.stores.folder import writing

    with writing(store) as folder, tempfile.TemporaryDirectory(prefix="kgexport-") as aside:
        quads = Path(aside) / "export.nq"
        yield quads
        if not quads.exists():  # no article got through
            return
        with _progress(quiet=quiet) as advance:
            loaded = folder.load([str(quads)], advance)
    if not quiet:
        _loaded(loaded, store)


def _loaded(loaded: "Loaded", store: object) -> None:
    counts: dict[str, int] = {"added": loaded.added, "replaced": loaded.replaced, "unchanged": loaded.unchanged}
    summarise(f"{loaded.summary()} -> {store}", {"output": str(store), **counts})


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[int], None]]:
    """How far a load is."""
    progress = Progress("graphs")
    with progress.shown(quiet=quiet):
        yield progress.advance
