"""The command line: reads options, calls the library, prints, sets the exit status (errors.py).

Data go to standard output, everything else to standard error. Nothing heavy is imported before a command needs it.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kgexport import __version__
from kgexport.cli_authority import authority_commands
from kgexport.commands.query import query_command
from kgexport.console import print_text as _print
from kgexport.console import say as _say
from kgexport.console import shown as _shown
from kgexport.console import stdout as _stdout
from kgexport.errors import (
    FINE,
    INTERNAL,
    INTERRUPTED,
    NOT_CONFORMING,
    PARTIAL,
    KgExportError,
    NothingReadable,
)
from kgexport.errors import UsageError as WrongUse

if TYPE_CHECKING:
    from kgexport.pipeline import Observer, Outcome
    from kgexport.readers import ReadOptions

FORMATS = ("turtle", "trig", "nquads", "ntriples", "jsonld")
REPORTS = ("text", "json", "turtle", "sarif", "junit", "github")
_SECONDS = 300.0  # for shapes of the user's own, which may never end


class ShortErrors(click.Group):
    """Our own errors are shown as one line; anything else keeps its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KgExportError as error:
            _say(" ".join(str(error).splitlines()))
            ctx.exit(error.exit_code)  # ClickException would say 1, which means "does not conform"
        except BrokenPipeError:  # whoever read our output has gone; there is nobody to tell
            _silence_stdout()
            ctx.exit(INTERNAL)  # click would say 1 here too


@click.group(cls=ShortErrors, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="kgexport")
def cli() -> None:
    """Turn news articles into a knowledge graph: who met whom, who said what, on whose word.

    \b
    kgexport export article.txt -o article.ttl
    kgexport query who-met-whom article.ttl
    """  # noqa: D301


def _inputs(command: Callable[..., Any]) -> Callable[..., Any]:
    """INPUT… and how they are read."""
    for option in reversed(
        (
            click.argument("inputs", metavar="INPUT…", nargs=-1, required=True),
            click.option("--title", help="Title, for articles that do not give theirs."),
            click.option("--url", help="Address, for articles that do not give theirs."),
            click.option("--publisher", help="Publisher, for articles that do not give theirs."),
            click.option("--author", "authors", multiple=True, help="Author, likewise; may be given several times."),
            click.option("--published", help="Day or time of publication (ISO 8601), likewise."),
            click.option("--language", help="Language tag such as 'en', likewise."),
            click.option(
                "--max-characters",
                type=click.IntRange(1, 1_000_000),
                default=1_000_000,
                show_default=True,
                help="Articles that are longer are refused.",
            ),
            click.option("--model", help="Language model: md, sm or an official en_core_web_*.  [default: md]"),
            click.option(
                "--allow-unknown-model", is_flag=True, help="Load a model whose files are not the known ones."
            ),
            click.option(
                "--authority",
                "authorities",
                metavar="FILE",
                multiple=True,
                help="Link agents and places to this authority too; may be given several times, the first decides.",
            ),
            click.option("--no-starter", is_flag=True, help="Do not link to the starter authority that ships."),
            click.option(
                "--quarantine",
                type=click.Path(path_type=Path),
                help="Write refused articles, with reasons, to this file.",
            ),
            click.option("-q", "--quiet", is_flag=True, help="No progress and no summary; errors only."),
        )
    ):
        command = option(command)
    return command


_INPUTS_HELP = """INPUT is a text file, a JSON Lines file of articles or of annotated articles, a folder of these, or - for
    standard input. Metadata come from NAME.meta.json beside NAME.txt, from YAML front matter, from the JSON line, or from
    options."""


@cli.command("export", help=f"Write what articles say as RDF, validated.\n\n    {_INPUTS_HELP}")
@_inputs
@click.option("-o", "--output", metavar="FILE", help="Where to write; standard output otherwise.")
@click.option(
    "-f", "--format", "syntax", type=click.Choice(FORMATS), help="By default that of FILE's name, else turtle."
)
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
@click.pass_context
def export_command(  # noqa: D103
    ctx: click.Context,
    /,
    *,
    output: str | None,
    syntax: str | None,
    base_iri: str | None,
    text: str,
    identity: str,
    quarantine: Path | None,
    model: str | None,
    allow_unknown_model: bool,
    authorities: tuple[str, ...],
    no_starter: bool,
    quiet: bool,
    **reading: Any,
) -> None:
    from kgexport.api import export

    _check(quarantine)
    target = None if output in (None, "-") else Path(str(output))
    inputs, read = _reading(reading)
    with _watched(quiet) as observer:
        outcome = export(
            inputs,
            target or _stdout(),
            format=syntax,
            base_iri=base_iri,
            text=text,
            identity=identity,
            read=read,
            model=model,
            allow_unknown_model=allow_unknown_model,
            authorities=authorities,
            starter=not no_starter,
            observer=observer,
        )
    _finish(ctx, outcome, quarantine, quiet, f" -> {target}" if target else "")


@cli.command(
    "annotate", help=f"Write what articles say as JSON Lines, one annotated article a line.\n\n    {_INPUTS_HELP}"
)
@_inputs
@click.option("-o", "--output", metavar="FILE", help="Where to write; standard output otherwise.")
@click.pass_context
def annotate_command(  # noqa: D103
    ctx: click.Context,
    /,
    *,
    output: str | None,
    quarantine: Path | None,
    model: str | None,
    allow_unknown_model: bool,
    authorities: tuple[str, ...],
    no_starter: bool,
    quiet: bool,
    **reading: Any,
) -> None:
    from kgexport.linking import Authorities
    from kgexport.pipeline import annotate_to

    _check(quarantine)
    target = None if output in (None, "-") else Path(str(output))
    inputs, read = _reading(reading)
    known = Authorities.of_files(map(Path, authorities), starter=not no_starter)
    with _watched(quiet) as observer:
        outcome = annotate_to(
            inputs,
            target or _stdout(),
            read=read,
            model=model,
            allow_unknown_model=allow_unknown_model,
            authorities=known,
            observer=observer,
        )
    _finish(ctx, outcome, quarantine, quiet, f" -> {target}" if target else "")


@cli.command("validate")
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
    _print(report.format(syntax, sources=files))
    ctx.exit(NOT_CONFORMING if report.fails(fail_on) else FINE)


@cli.command("merge")
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.option("-o", "--output", metavar="FILE", help="Where to write; standard output otherwise.")
@click.option("-f", "--format", "syntax", type=click.Choice(FORMATS), help="By default that of FILE's name, else trig.")
@click.option("--names", is_flag=True, help="Propose kg:sameNameAs for agents of one full name; they stay two.")
@click.option("--explain", is_flag=True, help="Say on standard error why meetings were joined or kept apart.")
@click.option("--all", "everything", is_flag=True, help="Write the graphs that were read, too.")
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

    FILE is RDF that `kgexport export` wrote, or - for standard input. What an earlier merge wrote is left out and made again.

    \b
    kgexport merge articles.trig -o merged.trig --explain
    kgexport query meeting-life articles.trig merged.trig
    """  # noqa: D301
    from kgexport.files import check_writable
    from kgexport.graph.formats import GraphFormat, format_of
    from kgexport.graph.read import read_graph
    from kgexport.graph.write import write
    from kgexport.merge import merge, without_merge

    target = None if output in (None, "-") else Path(str(output))
    if target is not None:
        check_writable(target)
    quads = without_merge(quad for file in files for quad in read_graph(file))
    merged = merge(quads, names=names, explain=explain)
    if not merged.articles:
        raise NothingReadable(f"{', '.join(files)}: no article; merge reads graphs that `kgexport export` wrote")
    chosen = GraphFormat(syntax) if syntax else (target and format_of(target)) or GraphFormat.TRIG
    write([*quads, *merged.quads] if everything else merged.quads, target or _stdout(), chosen)
    if explain:
        click.echo(_shown(merged.explanation()), err=True, nl=False)
    if not quiet:
        click.echo(f"{merged.summary()}{f' -> {target}' if target else ''}", err=True)


cli.add_command(authority_commands)
cli.add_command(query_command)


@cli.command("queries")
def queries_command() -> None:
    """List the questions that can be asked by name, one a line."""
    from kgexport.queries import named_queries

    queries = named_queries().values()
    width = max((len(query.name) for query in queries), default=0)
    _print("".join(f"{query.name.ljust(width)}  {query.title}\n" for query in queries))


@cli.command("schema")
@click.argument("name", type=click.Choice(["annotations"]))
def schema_command(name: str) -> None:
    """Print the JSON Schema of the lines that `kgexport annotate` writes."""
    import json

    from kgexport.readers.annotations import schema

    _print(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n")


def _reading(values: dict[str, Any]) -> tuple[tuple[str, ...], "ReadOptions"]:
    """The inputs and the options they are read with."""
    from kgexport.readers import ReadOptions
    from kgexport.readers.metadata import metadata_of

    inputs = values.pop("inputs")
    limit = values.pop("max_characters")
    try:
        metadata = metadata_of({key: value for key, value in values.items() if value})
    except ValueError as error:
        raise WrongUse(f"--{error}") from None
    return inputs, ReadOptions(metadata=metadata, max_characters=limit, notice=_say)


def _check(quarantine: Path | None) -> None:
    if quarantine is not None:
        from kgexport.files import check_writable

        check_writable(quarantine)


@contextmanager
def _watched(quiet: bool) -> Iterator["Observer"]:
    """Tells the user about refused articles and, on a terminal, how far the run is."""
    from kgexport.pipeline import Observer

    if quiet or not sys.stderr.isatty():
        yield Observer(notice=_say)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed} articles"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=None)
        yield Observer(
            notice=lambda message: progress.console.print(
                f"kgexport: {_shown(message)}", markup=False, highlight=False
            ),
            advance=lambda: progress.advance(task),
        )


def _finish(ctx: click.Context, outcome: "Outcome", quarantine: Path | None, quiet: bool, where: str) -> None:
    if quarantine is not None:
        outcome.write_quarantine(quarantine)
    if not quiet and outcome.articles:
        click.echo(f"{outcome.summary()}{where}", err=True)
    if outcome.exit_code == NothingReadable.exit_code:
        _say("nothing readable: no article in the inputs")
    elif outcome.exit_code == PARTIAL and not outcome.articles:
        _say("no article got through; nothing was written")
    ctx.exit(outcome.exit_code)


def main() -> None:
    """The entry point: exit status 130 when interrupted, 5 for a bug, which keeps its traceback."""
    sys.exit(_status())


def _status() -> int:
    try:
        status = cli.main(prog_name="kgexport", standalone_mode=False)
        return status if isinstance(status, int) else FINE
    except (click.Abort, KeyboardInterrupt):
        _say("interrupted")
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return WrongUse.exit_code
    except Exception:
        import traceback

        traceback.print_exc()
        _say("this is a bug in kgexport; please report it with the lines above")
        return INTERNAL


def _silence_stdout() -> None:
    import os

    # The interpreter flushes standard output once more at its end; without this it would complain about the pipe again.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
