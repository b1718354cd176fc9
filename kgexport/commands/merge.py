"""``kgexport merge``: what several articles tell of one encounter."""

import click

from kgexport.commands.output import format_option, is_among, keep, output_option, target_of
from kgexport.console import say, stdout, summarise
from kgexport.errors import NothingReadable


@click.command("merge")
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@output_option
@format_option("trig")
@click.option("--names", is_flag=True, help="Propose kg:sameNameAs for agents of one full name; they stay two.")
@click.option("--explain", is_flag=True, help="Say on standard error why meetings were joined or kept apart.")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Write the graphs that were read, too; Turtle and N-Triples do not keep them apart.",
)
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def merge_command(
    *,
    files: tuple[str, ...],
    output: str | None,
    syntax: str | None,
    names: bool,
    explain: bool,
    everything: bool,
    quiet: bool,
) -> None:
    """Find meetings of several articles that are one encounter, and write them as a graph of their own.

    FILE is RDF that `kgexport export` wrote, a folder of it, or - for standard input. What an earlier
    merge wrote is left out and made again.

    \b
    kgexport merge articles.trig -o merged.trig --explain
    kgexport query meeting-life articles.trig merged.trig
    """  # noqa: D301
    from kgexport.files import check_writable
    from kgexport.graph.formats import GraphFormat, format_of
    from kgexport.graph.read import files_of, read_graph, read_graphs
    from kgexport.graph.write import write
    from kgexport.merge import merge, without_merge

    target = target_of(output)
    if target is not None:
        check_writable(target)
    files = tuple(files_of(files))
    if target is not None and not everything and is_among(files, target) and without_merge(read_graph(target)):
        keep(files, target)  # what an earlier merge wrote is made again
    quads = without_merge(read_graphs(files))
    merged = merge(quads, names=names, explain=explain)
    if not merged.articles:
        raise NothingReadable(f"{', '.join(files)}: no article; merge reads graphs that `kgexport export` wrote")
    chosen = GraphFormat(syntax) if syntax else (target and format_of(target)) or GraphFormat.TRIG
    if everything and not chosen.names_graphs:
        say(
            f"{chosen} has no named graphs: what was read and what was merged are one; trig, nquads and jsonld keep them apart"
        )
    write([*quads, *merged.quads] if everything else merged.quads, target or stdout(), chosen)
    if explain:
        for line in merged.explanation().splitlines():
            summarise(line, event="explanation")
    if not quiet:
        summarise(f"{merged.summary()}{f' -> {target}' if target else ''}")
