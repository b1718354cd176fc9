"""``kgexport query`` and ``queries``: asks files, a store on disk or a server a question of ours, or one in SPARQL."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kgexport.console import print_text, say
from kgexport.errors import UsageError

if TYPE_CHECKING:
    from kgexport.queries import NamedQuery, Rows

TABLES = ("table", "csv", "tsv", "json", "markdown", "turtle")


class ParameterCommand(click.Command):
    """Reads ``--NAME VALUE`` as ``--parameter NAME=VALUE`` where NAME is no option of the command: which parameters there
    are depends on the question, and a question that has none of this name says so.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, list(self._spelled_out(ctx, args)))

    def _spelled_out(self, ctx: click.Context, args: list[str]) -> Iterator[str]:
        takes_value = {
            name: not (isinstance(option, click.Option) and (option.is_flag or option.count))
            for option in self.get_params(ctx)
            for name in option.opts
            if name.startswith("-")
        }
        waiting = iter(args)
        for arg in waiting:
            if arg == "--":
                yield from (arg, *waiting)
                return
            name, equals, value = arg.partition("=")
            if not arg.startswith("--") or name in takes_value:
                yield arg
                if not equals and takes_value.get(name) and (follows := next(waiting, None)) is not None:
                    yield follows
                continue
            if not equals:
                given = next(waiting, None)
                if given is None:
                    raise UsageError(f"{arg} needs a value")
                value = given
            yield from ("--parameter", f"{_in_camel_case(name[2:])}={value}")


@click.command(
    "query",
    cls=ParameterCommand,
    options_metavar="[OPTIONS] [--PARAMETER VALUE]…",
)
@click.argument("arguments", metavar="[NAME] [FILE…]", nargs=-1)
@click.option("--sparql", help="A SPARQL query instead of a NAME.")
@click.option(
    "-p",
    "--parameter",
    "parameters",
    metavar="NAME=VALUE",
    multiple=True,
    help="The same as --NAME VALUE. With --sparql: only rows where the variable ?NAME is VALUE; <…> is an IRI.",
)
@click.option(
    "-f", "--format", "syntax", type=click.Choice(TABLES), help="By default table; turtle where the answer is a graph."
)
@click.option("--store", metavar="DIR", type=click.Path(path_type=Path), help="Ask the store in this folder.")
@click.option(
    "--endpoint", metavar="URL", help="Ask a server (SPARQL 1.1 Protocol) whose default graph is the union of all."
)
@click.option("--explain", is_flag=True, help="Show the SPARQL instead of asking it.")
def query_command(
    *,
    arguments: tuple[str, ...],
    sparql: str | None,
    parameters: tuple[str, ...],
    syntax: str | None,
    store: Path | None,
    endpoint: str | None,
    explain: bool,
) -> None:
    """Ask graphs a question: the NAME of one of ours (see `kgexport queries`) or --sparql.

    Each question has parameters of its own; --explain shows them. Over a store or a server some need to be told about whom:
    `kgexport queries` says which.

    \b
    kgexport query who-met-whom article.ttl
    kgexport query who-met-whom article.ttl --person 'Marco Rubio' --status postponed
    kgexport query said-by article.ttl --speaker 'Marco Rubio' --since 2025-10-01 --format csv
    kgexport query meetings-as-events --store archive --format turtle
    kgexport query --sparql 'SELECT * WHERE { ?s ?p ?o } LIMIT 3' article.ttl
    """  # noqa: D301
    from kgexport.queries import named_queries, nearest, question

    name, files = _name_and_files(arguments, sparql)
    if sparql is None and name not in named_queries():
        near = nearest(name, named_queries())
        if not near and Path(name).exists():
            raise UsageError(f"{name} is a file: the NAME of a question comes first (`kgexport queries` lists them)")
        raise UsageError(f"no query named {name!r}{near}; `kgexport queries` lists them")
    values = dict(_parameter(each) for each in parameters)
    if explain:
        print_text(question(name, values).explained())
        return
    places = [text for text, given in (("FILEs", files), ("--store", store), ("--endpoint", endpoint)) if given]
    if not places:
        raise UsageError("whom to ask? Give one or more FILEs, or --store DIR, or --endpoint URL")
    if len(places) > 1:
        raise UsageError(f"{' and '.join(places)} are given: ask one of them")
    rows = _answer(name, values, files, store, endpoint)
    print_text(_formatted(rows, syntax))
    if rows.hint:
        say(rows.hint)


@click.command("queries")
def queries_command() -> None:
    """List the questions that can be asked by name, one a line, with what they need over a store or a server.

    \b
    kgexport queries
    kgexport query who-met-whom --explain
    """  # noqa: D301
    from kgexport.queries import named_queries

    queries = named_queries().values()
    width = max((len(query.name) for query in queries), default=0)
    print_text("".join(f"{query.name.ljust(width)}  {query.title}{_needs(query)}\n" for query in queries))


def _needs(query: "NamedQuery") -> str:
    return f" (over a store: {query.options_about})" if query.about else ""


def _answer(
    name: str, values: Mapping[str, str], files: tuple[str, ...], store: Path | None, endpoint: str | None
) -> "Rows":
    from kgexport.queries import ask_store, named_queries, question, run_query

    asked = question(name, values)  # what cannot be asked need not wait for the data
    if not files and (known := named_queries().get(name.strip())) is not None:
        known.check_about(values)
    if endpoint is not None:
        from kgexport.stores.server import Server

        return Server(endpoint, notice=say).ask(asked)
    if store is not None:
        from kgexport.stores.folder import reading

        with reading(store) as opened:
            return ask_store(name, opened, values)
    from kgexport.graph.read import read_graphs

    return run_query(name, read_graphs(files), values)


def _formatted(rows: Any, syntax: str | None) -> str:
    from kgexport.query_results import ResultFormat, format_rows

    return format_rows(rows, ResultFormat(syntax or ("turtle" if rows.is_graph else "table")))


def _name_and_files(arguments: tuple[str, ...], sparql: str | None) -> tuple[str, tuple[str, ...]]:
    if sparql is not None:
        return sparql, arguments
    if not arguments:
        raise UsageError("which question? Give the NAME of one (`kgexport queries` lists them) or --sparql")
    return arguments[0], arguments[1:]


def _parameter(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals or not name:
        raise UsageError(f"--parameter is NAME=VALUE, not {given!r}")
    return name, value


def _in_camel_case(name: str) -> str:
    """As variables are written: last-named-source is lastNamedSource."""
    return re.sub(r"-(\w)", lambda match: match[1].upper(), name)
