"""``kgexport export``: the main job."""

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click
from click.core import ParameterSource

from kgexport.commands.inputs import INPUTS_HELP, ArticleInputs, article_inputs
from kgexport.commands.load import exported_to_store, store_option
from kgexport.commands.output import format_option, is_folder, output_option
from kgexport.console import stdout
from kgexport.errors import UsageError

if TYPE_CHECKING:
    from kgexport.dataset import About
    from kgexport.dataset.turtle import Description
    from kgexport.outcome import Outcome


_EXAMPLES = """

    \b
    kgexport export article.txt -o article.ttl
    kgexport export news/ -o articles.trig --published 2025-10-22 --quarantine refused.jsonl
    kgexport export corpus.jsonl -o graph/ --workers 4
    cat article.txt | kgexport export - > article.ttl"""


@click.command("export", help=f"Write what articles say as RDF, validated.\n\n    {INPUTS_HELP}{_EXAMPLES}")
@article_inputs
@output_option
@format_option("turtle")
@click.option("--base-iri", help="What the IRIs of articles begin with.  [default: https://kg.example/]")
@click.option(
    "--text",
    type=click.Choice(["full", "mentions", "none"]),
    default="full",
    show_default=True,
    help="Whether the article's text, only the mentions' words, or offsets only go into the graph.",
)
@click.option(
    "--identity",
    type=click.Choice(["article", "name"]),
    default="article",
    show_default=True,
    help="Whether agents of one full name in several articles are one node.",
)
@click.option(
    "--max-triples",
    type=click.IntRange(1),
    default=1_000_000,
    show_default=True,
    help="Articles that give more triples are refused.",
)
@click.option(
    "--shards", type=click.IntRange(1, 9999), default=16, show_default=True, help="Files, where FILE is a folder."
)
@click.option(
    "--compress",
    type=click.Choice(["none", "gzip", "zstd"]),
    default="none",
    show_default=True,
    help="How they are compressed.",
)
@click.option(
    "--ledger",
    "working",
    metavar="DIR",
    help="Where a folder at an address (s3://…/) is kept on this machine, for the next run to go on from.",
)
@click.option(
    "--engine",
    type=click.Choice(["processes", "dask"]),
    default="processes",
    show_default=True,
    help="Work in processes of our own, or on a Dask cluster.",
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="Address of the cluster's scheduler; else a cluster here is started."
)
@click.option(
    "--duplicates",
    type=click.Choice(["link", "skip", "ignore"]),
    default="link",
    show_default=True,
    help="Whether articles that repeat another one (wire copy) are linked to it or left out.",
)
@click.option(
    "--describe",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Describe what is written, in this file; a folder has its void.ttl.",
)
@click.option("--dataset-title", help="Its title there.  [default: News articles as a knowledge graph]")
@click.option("--licence", metavar="URL", help="Its licence there, by the address.")
@click.option("--rights", help="Who holds which rights, in words, likewise.")
@click.option("--issued", metavar="DAY", help="When it is published (YYYY-MM-DD), likewise; no clock is read.")
@click.option("--published-at", metavar="URL", help="What the addresses of the files will begin with, likewise.")
@click.option("--add", is_flag=True, help="Keep articles of a folder that the inputs do not hold.")
@store_option
@click.pass_context
def export_command(  # noqa: D103
    ctx: click.Context,
    /,
    *,
    given: ArticleInputs,
    output: str | None,
    syntax: str | None,
    base_iri: str | None,
    text: str,
    identity: str,
    max_triples: int,
    shards: int,
    compress: str,
    working: str | None,
    engine: str,
    scheduler: str | None,
    duplicates: str,
    describe: Path | None,
    dataset_title: str | None,
    licence: str | None,
    rights: str | None,
    issued: str | None,
    published_at: str | None,
    add: bool,
    store: Path | None,
) -> None:
    from kgexport.api import graph_format, mapping_options
    from kgexport.copies.records import Duplicates
    from kgexport.dataset import About
    from kgexport.pipeline import export
    from kgexport.running.folder import export_folder
    from kgexport.running.remote import is_remote, written_to
    from kgexport.running.shards import Compression, Layout

    _check_folder_options(ctx, output)
    if scheduler is not None and engine != "dask":
        raise UsageError("--scheduler is for --engine dask")
    running = replace(given.running, engine=engine, scheduler=scheduler)
    said = {
        "title": dataset_title,
        "licence": licence,
        "rights": rights,
        "issued": issued,
        "published_at": published_at,
    }
    about = About(**{name: value for name, value in said.items() if value is not None})
    options = mapping_options(base_iri, text, identity, max_triples)
    local = given.target(output)
    if output is not None and is_folder(output):
        if syntax not in (None, "nquads") or store is not None:
            raise UsageError(f"{output} is a folder: it gets N-Quads (--format nquads), and no --store")
        if describe is not None:
            raise UsageError(f"{output} is a folder: it is described in its void.ttl, and gets no --describe")
        layout = Layout(shards=shards, compression=Compression(compress))
        place = (
            written_to(output, None if working is None else Path(working))
            if is_remote(output)
            else nullcontext(Path(output))
        )
        with place as folder, given.watched() as observer:
            outcome = export_folder(
                given.inputs,
                folder,
                options=options,
                read=given.read,
                annotation=given.annotation,
                observer=observer,
                running=running,
                layout=layout,
                duplicates=Duplicates(duplicates),
                about=about,
                add=add,
            )
        ctx.exit(given.finish(outcome, output))
    chosen = graph_format(local, syntax)
    description = _description(describe, about, given, local, store)

    def run(to: Path | BinaryIO, written: str) -> "Outcome":
        with given.watched() as observer:
            return export(
                given.inputs,
                to,
                syntax=written,
                options=options,
                read=given.read,
                annotation=given.annotation,
                observer=observer,
                running=running,
                duplicates=Duplicates(duplicates),
                description=description,
            )

    with written_to(output) if output is not None and is_remote(output) else nullcontext(local) as target:
        if store is None:
            outcome = run(target or stdout(), chosen)
        else:
            from kgexport.files import check_writable
            from kgexport.graph.formats import GraphFormat
            from kgexport.graph.read import read_graph
            from kgexport.graph.write import write

            if target is not None:
                check_writable(target)
            with exported_to_store(store, quiet=given.quiet) as quads:
                outcome = run(quads, "nquads")
                if outcome.articles and output is not None:
                    write(read_graph(quads), target or stdout(), GraphFormat(chosen))
    ctx.exit(given.finish(outcome, target and output))


def _check_folder_options(ctx: click.Context, output: str | None) -> None:
    """Raises UsageError for what is only for folders, where the output is none, and for --ledger where nobody asks for one."""
    given = [f"--{name}" for name in ("shards", "compress", "add") if _is_given(ctx, name)]
    if given and not is_folder(output):
        raise UsageError(f"{', '.join(given)}: only for a folder (-o DIR/)")
    if _is_given(ctx, "working") and not (is_folder(output) and "://" in str(output)):
        raise UsageError("--ledger: only for a folder at an address (-o s3://…/); other folders keep their own")


def _is_given(ctx: click.Context, name: str) -> bool:
    return ctx.get_parameter_source(name) not in (ParameterSource.DEFAULT, ParameterSource.DEFAULT_MAP)


def _description(
    describe: Path | None, about: "About", given: ArticleInputs, target: Path | None, store: Path | None
) -> "Description | None":
    """Where a file is described. Raises UsageError where nothing could be, and for a file that would be lost."""
    from kgexport.dataset import About
    from kgexport.files import check_writable

    if describe is None:
        if about != About():
            raise UsageError("a licence, rights, a title and the like are said in a description: give --describe FILE")
        return None
    if store is not None:
        raise UsageError("--describe tells of a file; it does not go with --store")
    if target is not None and describe.absolute() == target.absolute():
        raise UsageError(f"{describe}: the description is a file of its own; --output and --describe are one")
    check_writable(describe)
    given.keep(describe)
    from kgexport.dataset.turtle import Description

    return Description(path=describe, about=about)
