"""``kgexport validate``: graphs against shapes."""

from pathlib import Path

import click

from kgexport.console import print_text
from kgexport.errors import FINE, NOT_CONFORMING, NothingReadable

REPORTS = ("text", "json", "turtle", "sarif", "junit", "github")
_SECONDS = 300.0  # for shapes of the user's own, which may never end


@click.command("validate")
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.option("-f", "--format", "syntax", type=click.Choice(REPORTS), default="text", show_default=True)
@click.option(
    "--fail-on",
    type=click.Choice(["violation", "warning", "info", "never"]),
    default="violation",
    show_default=True,
    help="The mildest result that makes the exit status 1.",
)
@click.option("--engine", type=click.Choice(["auto", "pyshacl", "fast"]), default="auto", show_default=True)
@click.option(
    "--shapes", metavar="FILE", multiple=True, help="Shapes of your own, beside ours; may be given several times."
)
@click.pass_context
def validate_command(
    ctx: click.Context,
    /,
    *,
    files: tuple[str, ...],
    syntax: str,
    fail_on: str,
    engine: str,
    shapes: tuple[str, ...],
) -> None:
    """Check graphs against the shapes; exit status 1 where they do not conform.

    FILE is RDF (Turtle, TriG, N-Triples, N-Quads or JSON-LD, by its name, else by its content), or - for standard input.
    Named graphs are checked one by one, then all together.
    """
    from kgexport.graph.read import read_graph
    from kgexport.validation import load_shapes, validate_dataset

    quads = [quad for file in files for quad in read_graph(file)]
    if not quads:
        raise NothingReadable(f"{', '.join(files)}: no triples")
    known = load_shapes([Path(each) for each in shapes], sparql=True)
    report = validate_dataset(quads, known, engine=engine, seconds=_SECONDS if shapes else None)
    print_text(report.format(syntax, sources=files))
    ctx.exit(NOT_CONFORMING if report.fails(fail_on) else FINE)
