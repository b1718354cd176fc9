"""``kgexport tables``: graphs as tables, networks and the files of other tools."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgexport.commands.output import keep
from kgexport.console import summarise
from kgexport.errors import NothingReadable, UsageError

if TYPE_CHECKING:
    import pyoxigraph as ox

FORMATS = ("csv", "parquet", "edges", "graphml", "ftm", "neo4j")


@click.command("tables")
@click.argument("files", metavar="[FILE…]", nargs=-1)
@click.option("--store", metavar="DIR", type=click.Path(path_type=Path), help="Read the store in this folder instead.")
@click.option("-o", "--output", metavar="DIR", required=True, help="The folder to write to; made if need be.")
@click.option(
    "-f",
    "--format",
    "formats",
    type=click.Choice(FORMATS),
    multiple=True,
    help="What to write; may be given several times.  [default: csv]",
)
@click.option(
    "--no-formula-guard",
    is_flag=True,
    help="In CSV, leave text that a spreadsheet would take for a formula as it is.",
)
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def tables_command(
    *,
    files: tuple[str, ...],
    store: Path | None,
    output: str,
    formats: tuple[str, ...],
    no_formula_guard: bool,
    quiet: bool,
) -> None:
    """Write people, organisations, meetings, statements, mentions … as tables, or as files of other tools.

    FILE is RDF that `kgexport export` wrote, a folder of it, or - for standard input. docs/tables.md explains every column.

    \b
    csv       a table a file, with csv-metadata.json (CSV on the Web)
    parquet   the same tables, typed
    edges     who is tied to whom, one row a claim: edges.csv
    graphml   the same as a network for Gephi and others: network.graphml
    ftm       entities of FollowTheMoney, for Aleph and OpenSanctions: entities.ftm.json
    neo4j     nodes and relationships for `neo4j-admin database import`: neo4j/

    \b
    kgexport tables articles.trig -o tables/
    kgexport tables --store archive -o tables/ --format parquet --format graphml
    """  # noqa: D301
    from kgexport.files import made, replacing
    from kgexport.graph.read import files_of as graph_files
    from kgexport.tables.write import TableFormat, files_of

    if bool(files) == (store is not None):
        raise UsageError("tables of what? Give one or more FILEs, or --store DIR")
    sources = graph_files(files) if files else []
    target = made(Path(output))
    written = 0
    with _opened(files, store) as opened:
        for each in dict.fromkeys(formats or ("csv",)):
            for name, content in files_of(opened, TableFormat(each), guarded=not no_formula_guard):
                path = target / name
                keep(sources, path)
                made(path.parent)
                with replacing(path) as stream:
                    stream.write(content)
                written += 1
    if not quiet:
        summarise(f"{written} file{'s' if written != 1 else ''} -> {target}")


@contextmanager
def _opened(files: tuple[str, ...], folder: Path | None) -> "Iterator[ox.Store]":
    if folder is not None:
        from kgexport.stores.folder import reading

        with reading(folder) as store:
            yield store
        return
    import pyoxigraph as ox

    from kgexport.graph.read import read_graphs

    store = ox.Store()
    store.extend(read_graphs(files))
    if not len(store):
        raise NothingReadable(f"{', '.join(files)}: no triples")
    yield store
