"""Asks graphs questions: ours by name (queries/*.rq), or SPARQL 1.1 as the user writes it.

Queries run on the union of all named graphs, so that the same text answers on Turtle, TriG and a store. Nothing is fetched:
SERVICE is refused, and updates (LOAD too) do not parse as queries. Values never become query text; a parameter is bound to a
variable of the query (SPARQL-dev SEP-0007).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kgexport.errors import QueryError
from kgexport.resources import QUERIES_DIR
from kgexport.vocab import PREFIXES

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row: TypeAlias = tuple[Term | None, ...]

_LONGEST_MESSAGE = 160
_PARAMETER = re.compile(r"parameter (\w+): *(.+)")
# What may hold the word "service" without meaning it. The order matters: what starts first, ends first.
_HARMLESS = re.compile(
    r"""\\.                                       # an escape in a local name
      | \"{3}(?:[^"\\]|\\.|"(?!""))*"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
      | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*'
      | <[^<>"{}|^`\\\x00-\x20]*>                 # an IRI
      | \#[^\r\n]*
      | [?$]\w+                                   # a variable
      | :[\w.-]*                                  # the local part of a prefixed name
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """A question of ours: the header of its file is its documentation."""

    name: str  # who-met-whom
    title: str  # one line
    description: str
    parameters: Mapping[str, str]  # name of a variable that may be bound -> what it means
    sparql: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The answer to any query as a table. ASK gives one row ``answer``; CONSTRUCT gives subject, predicate, object."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@cache
def named_queries() -> Mapping[str, NamedQuery]:
    """Our questions by name, in alphabetical order."""
    return {path.stem: _named_query(path) for path in sorted(QUERIES_DIR.glob("*.rq"))}


def run_query(query: str, quads: Iterable[ox.Quad], parameters: Mapping[str, str] | None = None) -> Rows:
    """The answer of a named query, or of a query in SPARQL, over the union of the graphs of ``quads``.

    The prefixes that we use need not be declared. Raises QueryError for a name or a parameter that does not exist, and for
    SPARQL that does not parse or that would fetch something.
    """
    store = ox.Store()
    store.extend(quads)
    return ask_store(query, store, parameters)


def ask_store(query: str, store: ox.Store, parameters: Mapping[str, str] | None = None) -> Rows:
    """As ``run_query``, over a store that is there already."""
    sparql = _sparql_of(query, parameters or {})
    values: dict[ox.Variable, Term] = {}
    values.update((ox.Variable(name), ox.Literal(value)) for name, value in (parameters or {}).items())
    try:
        result = store.query(sparql, use_default_graph_as_union=True, prefixes=PREFIXES, substitutions=values or None)
        return _rows(result)
    except SyntaxError as error:
        raise QueryError(f"not a SPARQL query: {_on_one_line(error.msg)}") from None
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query cannot be answered: {_on_one_line(str(error))}") from None


def _sparql_of(query: str, parameters: Mapping[str, str]) -> str:
    known = named_queries().get(query.strip())
    if known is not None:
        unknown = sorted(parameters.keys() - known.parameters.keys())
        if unknown:
            offered = ", ".join(known.parameters) or "none"
            raise QueryError(f"{known.name} has no parameter {unknown[0]!r}; there are: {offered}")
        return known.sparql
    if not re.search(r"[\s{]", query.strip()):
        raise QueryError(f"no query {query.strip()!r}; there are: {', '.join(named_queries())}")
    if "service" in _HARMLESS.sub(" ", query).lower():
        raise QueryError("SERVICE is refused: a query here fetches nothing (a prefix must not be called so either)")
    for name in parameters:
        if not re.search(rf"[?$]{re.escape(name)}\b", query):
            raise QueryError(f"the query has no variable ?{name}")
    return query


def _on_one_line(message: str) -> str:
    """Where the error is, and the beginning of what was expected: the parser lists every character there is."""
    text = " ".join(message.split())
    return text if len(text) <= _LONGEST_MESSAGE else f"{text[:_LONGEST_MESSAGE]}…"


def _rows(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Rows:
    if isinstance(result, ox.QueryBoolean):
        return Rows(columns=("answer",), rows=((ox.Literal(bool(result)),),))
    if isinstance(result, ox.QueryTriples):
        triples = sorted(((t.subject, t.predicate, t.object) for t in result), key=lambda row: tuple(map(str, row)))
        return Rows(columns=("subject", "predicate", "object"), rows=tuple(triples))
    return Rows(
        columns=tuple(variable.value for variable in result.variables), rows=tuple(tuple(row) for row in result)
    )


def _named_query(path: Path) -> NamedQuery:
    sparql = path.read_text(encoding="utf-8")
    header = []
    for line in sparql.splitlines():
        if not line.startswith("#"):
            break
        header.append(line.removeprefix("#").strip())
    parameters = {match[1]: match[2] for line in header if (match := _PARAMETER.fullmatch(line))}
    description = " ".join(line for line in header[1:] if line and not _PARAMETER.fullmatch(line))
    return NamedQuery(
        name=path.stem, title=header[0].rstrip("."), description=description, parameters=parameters, sparql=sparql
    )
