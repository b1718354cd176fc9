"""``kgexport load``: graphs into a triple store."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kgexport.console import say
from kgexport.errors import UsageError

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
    with progress("loading", "graphs", quiet=quiet) as advance:
        loaded = server.load(inputs, advance)
    if not quiet:
        click.echo(f"{loaded.summary()} -> {endpoint}", err=True)


def load_into_folder(inputs: tuple[str, ...], store: Path, *, quiet: bool) -> None:
    """Loads, with progress on a terminal and a summary."""
    from kgexport.stores.folder import writing

    with writing(store) as folder, progress("loading", "graphs", quiet=quiet) as advance:
        loaded = folder.load(inputs, advance)
    if not quiet:
        click.echo(f"{loaded.summary()} -> {store}", err=True)


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
        with progress("loading", "graphs", quiet=quiet) as advance:
            loaded = folder.load([str(quads)], advance)
    if not quiet:
        click.echo(f"{loaded.summary()} -> {store}", err=True)


@contextmanager
def progress(what: str, of_what: str, *, quiet: bool) -> Iterator[Callable[[int], None]]:
    """How far a run is, on a terminal; nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn(f"{{task.completed}} {of_what}"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(what, total=None)
        yield lambda count: shown.advance(task, count)
