"""``kgexport tables``: graphs as tables, networks and the files of other tools."""

from pathlib import Path

import click

from kgexport.errors import NothingReadable

FORMATS = ("csv", "parquet", "edges", "graphml", "ftm", "neo4j")


@click.command("tables")
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
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
    *, files: tuple[str, ...], output: str, formats: tuple[str, ...], no_formula_guard: bool, quiet: bool
) -> None:
    """Write people, organisations, meetings, statements, mentions … as tables, or as files of other tools.

    FILE is RDF that `kgexport export` wrote, or - for standard input. docs/tables.md explains every column.

    \b
    csv       a table a file, with csv-metadata.json (CSV on the Web)
    parquet   the same tables, typed
    edges     who is tied to whom, one row a claim: edges.csv
    graphml   the same as a network for Gephi and others: network.graphml
    ftm       entities of FollowTheMoney, for Aleph and OpenSanctions: entities.ftm.json
    neo4j     nodes and relationships for `neo4j-admin database import`: neo4j/
    """  # noqa: D301
    import pyoxigraph as ox

    from kgexport.files import made, replacing
    from kgexport.graph.read import read_graph
    from kgexport.tables.write import TableFormat, files_of

    target = made(Path(output))
    store = ox.Store()
    store.extend(quad for file in files for quad in read_graph(file))
    if not len(store):
        raise NothingReadable(f"{', '.join(files)}: no triples")
    written = 0
    for each in dict.fromkeys(formats or ("csv",)):
        for name, content in files_of(store, TableFormat(each), guarded=not no_formula_guard):
            path = target / name
            made(path.parent)
            with replacing(path) as stream:
                stream.write(content)
            written += 1
    if not quiet:
        click.echo(f"{written} file{'s' if written != 1 else ''} -> {target}", err=True)
