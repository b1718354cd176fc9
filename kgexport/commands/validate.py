"""``kgexport validate``: graphs against shapes."""

from pathlib import Path

import click

from kgexport.commands.output import keep
from kgexport.console import print_text
from kgexport.errors import FINE, NOT_CONFORMING, NothingReadable, UsageError

REPORTS = ("text", "json", "turtle", "sarif", "junit", "github", "markdown")
_SECONDS = 300.0  # for shapes of the user's own, which may never end


@click.command("validate")
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.option("-f", "--format", "syntax", type=click.Choice(REPORTS), default="text", show_default=True)
@click.option(
    "--report",
    "reports",
    metavar="FORMAT=FILE",
    multiple=True,
    help="Write the report in another format to a file, too; may be given several times.",
)
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
@click.option(
    "--seconds",
    type=click.FloatRange(1),
    default=_SECONDS,
    show_default=True,
    help="How long shapes of your own may take.",
)
@click.pass_context
def validate_command(
    ctx: click.Context,
    /,
    *,
    files: tuple[str, ...],
    syntax: str,
    reports: tuple[str, ...],
    fail_on: str,
    engine: str,
    shapes: tuple[str, ...],
    seconds: float,
) -> None:
    """Check graphs against the shapes; exit status 1 where they do not conform.

    FILE is RDF (Turtle, TriG, N-Triples, N-Quads or JSON-LD, by its name, else by its content), a folder of such
    files, or - for standard input. Named graphs are checked one by one, then all together.

    \b
    kgexport validate article.ttl
    kgexport validate graph/ --fail-on warning --report junit=report.xml
    kgexport export article.txt | kgexport validate - --format json
    """  # noqa: D301
    from kgexport.files import replacing, write_bytes
    from kgexport.graph.read import files_of, read_graphs
    from kgexport.validation import load_shapes, validate_dataset

    targets = [_report_file(each) for each in reports]
    files = tuple(files_of(files, descriptions=True))
    for _, target in targets:
        keep((*files, *shapes), target)
    quads = list(read_graphs(files))
    if not quads:
        raise NothingReadable(f"{', '.join(files)}: no triples")
    known = load_shapes([Path(each) for each in shapes], sparql=True)
    report = validate_dataset(quads, known, engine=engine, seconds=seconds if shapes else None)
    for name, target in targets:
        with replacing(target) as stream:
            write_bytes(stream, report.format(name, sources=files).encode("utf-8", "replace"))
    print_text(report.format(syntax, sources=files))
    ctx.exit(NOT_CONFORMING if report.fails(fail_on) else FINE)


def _report_file(given: str) -> tuple[str, Path]:
    from kgexport.files import check_writable

    name, equals, file = given.partition("=")
    if not equals or not file or name not in REPORTS:
        raise UsageError(f"--report is FORMAT=FILE, with FORMAT one of {', '.join(REPORTS)}; not {given!r}")
    check_writable(Path(file))
    return name, Path(file)
