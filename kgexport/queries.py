"""Asks graphs questions: ours by name (queries/*.rq), or SPARQL 1.1 as the user writes it.

Queries run on the union of all named graphs, so that the same text answers on Turtle, TriG and a store. Nothing is fetched:
SERVICE is refused, and updates (LOAD too) do not parse as queries. Values never become query text: a parameter of
a named query chooses among its rows (``Condition``), which gives the same on files, a store and a server, for columns that may be
empty too; where a column cannot be, and one of a query in SPARQL, it is bound to its variable as a term (SPARQL-dev SEP-0007).
"""

import gc
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kgexport.errors import QueryError
from kgexport.model import Act, OrganisationKind, Role, Status
from kgexport.resources import QUERIES_DIR
from kgexport.vocab import KG, PREFIXES

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row: TypeAlias = tuple[Term | None, ...]

# The closed lists that a parameter may name.
_CLOSED_LISTS = {each.__name__: tuple(map(str, each)) for each in (Act, OrganisationKind, Role, Status)}
_LONGEST_MESSAGE = 160
# "parameter who: …" · "parameter person (who | whom): …" · "parameter since (published >=): …" · "parameter status [Status]: …"
# "parameter name (= name): …" where the engine may be told the name before it looks
_PARAMETER = re.compile(r"parameter (\w+)(?: \(([\w |<>=]+)\))?(?: \[([\w |]+)\])?: *(.+)")
_ABOUT = re.compile(r"needed over a store: ([\w |]+), such as (.+)")  # which of the parameters, one of them
_AT = re.compile(
    r"error at (\d+):(\d+): |not a SPARQL query: line (\d+), column (\d+): "
)  # of the engine; of a server like ours
# What a day may look like: a year, a month, a day or a time; they are compared as far as the one that is asked for goes.
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?)?)?")
_FIRST_WORD = re.compile(
    r"\s*(?:(?:PREFIX\s+[\w.-]*|BASE)\s+)*(\w+)", re.IGNORECASE
)  # after the prefixes, of what is harmful
_UPDATES = frozenset(["ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"])
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
    parameters: Mapping[str, str]  # name -> what it means
    sparql: str
    conditions: Mapping[str, "Condition"]  # name -> what it asks of a row
    about: tuple[str, ...] = ()  # of these parameters a store needs one: nobody reads a listing of everything
    example: str = ""  # --speaker 'Marco Rubio'

    @property
    def options_about(self) -> str:
        """The parameters of which one is needed, for people."""
        *others, last = [option_of(name) for name in self.about] or [""]
        return f"{', '.join(others)} or {last}" if others else last

    def check_about(self, given: Iterable[str]) -> None:
        """Raises QueryError where a store or a server would be asked about nobody."""
        if self.about and not set(self.about) & set(given):
            raise QueryError(
                f"{self.name} over a store or a server needs {self.options_about}, such as {self.example}; "
                "`kgexport tables` writes everything"
            )

    @property
    def gives_graph(self) -> bool:
        """Whether the answer is a graph (CONSTRUCT), not a table."""
        return re.search(r"^CONSTRUCT\b", self.sparql, re.MULTILINE) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Which rows a parameter leaves: those where one of the columns is the value, or where a day is not before or after it."""

    columns: tuple[str, ...]
    comparison: str = "="  # or ">=" or "<=", of days
    bound: bool = False  # whether the engine is told beforehand, so that it finds nothing else
    values: tuple[str, ...] = ()  # that there are; none where any text may be

    def holds(self, row: Mapping[str, Term | None], value: str) -> bool:
        """Whether a row has what is asked for; a row that has nothing in these columns has not."""
        found = [_text_of(row.get(column)) for column in self.columns]
        match self.comparison:
            case ">=":
                return any(each is not None and each[: len(value)] >= value for each in found)
            case "<=":
                return any(each is not None and each[: len(value)] <= value for each in found)
            case _:
                return value in found


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The answer to any query as a table. ASK gives one row ``answer``; CONSTRUCT gives subject, predicate, object."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    is_graph: bool = False  # from CONSTRUCT or DESCRIBE
    hint: str = ""  # where a condition left no row: what may have been meant


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
    asked = question(query, parameters)
    values: dict[ox.Variable, Term] = {ox.Variable(name): term for name, term in asked.told_beforehand().items()}
    try:
        result = store.query(
            asked.sparql, use_default_graph_as_union=True, prefixes=PREFIXES, substitutions=values or None
        )
        with _no_search_for_garbage():
            rows = _rows(result)
        rows = asked.chosen(rows)
        return rows if rows.rows or query in named_queries() else replace(rows, hint=_unknown_terms(asked.sparql))
    except SyntaxError as error:
        raise not_a_query(error.msg, asked.sparql) from None
    except (OSError, ValueError, RuntimeError) as error:
        if values and "SELECT projection" in str(error):
            raise QueryError(
                "a parameter is bound to a variable that a SELECT gives; this query gives none such"
            ) from None
        raise QueryError(f"the query cannot be answered: {_on_one_line(str(error))}") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query with the values of its parameters, which are no part of its text."""

    sparql: str
    bound: Mapping[str, Term]  # variables of the query
    conditions: tuple[tuple[Condition, str], ...] = ()  # on the rows

    def chosen(self, rows: Rows) -> Rows:
        """The rows that fulfil the conditions."""
        if not self.conditions:
            return rows
        kept = (
            row
            for row in rows.rows
            if all(
                condition.holds(dict(zip(rows.columns, row, strict=True)), value)
                for condition, value in self.conditions
            )
        )
        chosen = tuple(kept)
        return replace(rows, rows=chosen, hint="" if chosen or not rows.rows else self._hint(rows))

    def _hint(self, rows: Rows) -> str:
        """Which values no row has, each with those that look like it."""
        hints = []
        for condition, value in self.conditions:
            if condition.comparison == "=" and not condition.values:
                places = [rows.columns.index(each) for each in condition.columns if each in rows.columns]
                there = sorted({text for row in rows.rows for place in places if (text := _text_of(row[place]))})
                if value not in there:
                    hints.append(f"nothing found for {value!r}{_nearest_value(value, there)}")
        return "; ".join(hints)

    def told_beforehand(self) -> Mapping[str, Term]:
        """Variables with the terms that they are bound to while the engine looks."""
        known = {
            condition.columns[0]: ox.Literal(value) for condition, value in reversed(self.conditions) if condition.bound
        }
        return {**known, **self.bound}

    def without_variables(self) -> "Question":
        """The same for a server, to which the protocol can hand over no values: everything is a condition on the rows."""
        bound = tuple((Condition(columns=(name,)), _text_of(term) or "") for name, term in self.bound.items())
        return replace(self, bound={}, conditions=(*bound, *self.conditions))

    def explained(self) -> str:
        """The query for people, with the values of its parameters in comments."""
        values = [f"?{name} is {term}" for name, term in self.bound.items()]
        values += [
            f"{' or '.join(f'?{column}' for column in condition.columns)} {condition.comparison} {ox.Literal(value)}"
            for condition, value in self.conditions
        ]
        head = "".join(f"# only rows where {value}\n" for value in values)
        return f"{self.sparql.rstrip()}\n{head}"


def question(query: str, parameters: Mapping[str, str] | None = None) -> Question:
    """A named query, or one in SPARQL, with its parameters. A value in angle brackets is an IRI, any other a string.

    Raises QueryError as ``run_query`` does.
    """
    values = dict(parameters or {})
    known = named_queries().get(query.strip())
    sparql = known.sparql if known is not None else _sparql_of(query)
    conditions = []
    bound: dict[str, Term] = {}
    for name, value in values.items():
        if known is not None and name not in known.parameters:
            offered = ", ".join(known.parameters) or "none"
            raise QueryError(
                f"{known.name} has no parameter {name!r}{nearest(name, known.parameters)}; there are: {offered}"
            )
        if known is None and not re.search(rf"[?$]{re.escape(name)}\b", sparql):
            raise QueryError(f"the query has no variable ?{name}")
        if known is None:
            bound[name] = _term(name, value)
            continue
        condition = known.conditions[name]
        if condition.comparison != "=" and not _DAY.fullmatch(value):
            raise QueryError(f"{name} is a day such as 2025-10-01 (or 2025-10, or 2025), not {value!r}")
        if condition.values and value not in condition.values:
            raise QueryError(
                f"no {name} {value!r}{nearest(value, condition.values)}; there are: {', '.join(condition.values)}"
            )
        conditions.append((condition, _term(name, value).value))
    return Question(sparql=sparql, bound=bound, conditions=tuple(conditions))


def option_of(parameter: str) -> str:
    """How a parameter is given on the command line: lastNamedSource is --last-named-source."""
    return "--" + re.sub(r"[A-Z]", lambda letter: f"-{letter[0].lower()}", parameter)


def nearest(name: str, names: Iterable[str]) -> str:
    """The end of a message about a name that does not exist: those that look like it, if any."""
    near = get_close_matches(name, list(names), n=3)
    return f"; did you mean {' or '.join(near)}?" if near else ""


def _nearest_value(value: str, values: Iterable[str]) -> str:
    """As ``nearest``, of names that people have: in other letters, of which only some words are given, misspelt."""
    by_folded = {each.casefold(): each for each in values}
    folded = value.casefold()
    words = set(folded.split())
    near = [each for name, each in by_folded.items() if words and words <= set(name.split())][:3]
    near = near or [by_folded[name] for name in get_close_matches(folded, list(by_folded), n=3)]
    return f"; did you mean {' or '.join(map(repr, near))}?" if near else ""


def not_a_query(message: str, query: str = "", lines_before: int = 0) -> QueryError:
    """The error for SPARQL that does not parse, with the line and the column that the parser names; ``lines_before`` of what
    was parsed were ours. A prefix that nobody has declared is told by its name, where the query is given.
    """
    if (
        "Prefix not found" in message
        and (at := _AT.search(message))
        and (prefix := _prefix_before(query, at)) is not None
    ):
        line, near = int(at[1]) - lines_before, nearest(prefix, PREFIXES)
        reason = f"nothing declares the prefix {prefix}:{near}; without PREFIX there are {', '.join(PREFIXES)}"
        return QueryError(f"not a SPARQL query: line {line}: {reason}")

    def ours(at: re.Match[str]) -> str:
        return f"line {int(at[1] or at[3]) - lines_before}, column {at[2] or at[4]}: "

    return QueryError(f"not a SPARQL query: {_AT.sub(ours, _on_one_line(message))}")


def _prefix_before(query: str, at: "re.Match[str]") -> str | None:
    """The prefix of the name that ends where the parser stopped."""
    line = query.split("\n")[int(at[1]) - 1 : int(at[1])]
    found = re.search(r"(?<![\w.-])([\w.-]*+):[^\s:]*$", line[0][: int(at[2]) - 1]) if line else None
    return found[1] if found is not None else None


def _unknown_terms(query: str) -> str:
    """Terms of our ontology that a query asks for and that there are not, with those that look like them."""
    known = set(KG.__annotations__)
    asked = dict.fromkeys(re.findall(r"(?<![\w.:<-])kg:(\w[\w-]*)", query))
    unknown = (name for name in asked if name.partition("-")[0] not in known)
    return "; ".join(f"the ontology has no kg:{name}{nearest(name, known)}" for name in unknown)


def _term(name: str, value: str) -> ox.NamedNode | ox.Literal:
    if not (value.startswith("<") and value.endswith(">")):
        return ox.Literal(value)
    try:
        return ox.NamedNode(value[1:-1])
    except ValueError:
        raise QueryError(f"{name}: {value!r} is not an IRI") from None


def _text_of(term: Term | None) -> str | None:
    return None if term is None or isinstance(term, ox.Triple) else term.value


def _sparql_of(query: str) -> str:
    if not re.search(r"[\s{]", query.strip()):
        raise QueryError(f"no query {query.strip()!r}; there are: {', '.join(named_queries())}")
    plain = without_harmless(query)
    first = _FIRST_WORD.match(plain)
    if first is not None and first[1].upper() in _UPDATES:
        raise QueryError(
            f"not a SPARQL query: {first[1].upper()} changes data; SELECT, ASK, CONSTRUCT and DESCRIBE ask"
        )
    if "service" in plain.lower():
        raise QueryError("SERVICE is refused: a query here fetches nothing (a prefix must not be called so either)")
    return query


def without_harmless(query: str) -> str:
    """The query without its strings, IRIs, comments, variables and local names: what is left are keywords and punctuation."""
    return _HARMLESS.sub(" ", query)


def _on_one_line(message: str) -> str:
    """Where the error is, and the beginning of what was expected: the parser lists every character there is."""
    text = " ".join(message.split())
    return text if len(text) <= _LONGEST_MESSAGE else f"{text[:_LONGEST_MESSAGE]}…"


@contextmanager
def _no_search_for_garbage() -> Iterator[None]:
    """Python's collector looks through all rows again whenever there are more of them, and finds none that is garbage: two
    thirds of what it takes to hand over a graph of 38,000 triples.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _rows(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Rows:
    if isinstance(result, ox.QueryBoolean):
        return Rows(columns=("answer",), rows=((ox.Literal(bool(result)),),))
    if isinstance(result, ox.QueryTriples):
        rows = tuple((t.subject, t.predicate, t.object) for t in sorted(result, key=str))  # as N-Triples are sorted
        return Rows(columns=("subject", "predicate", "object"), rows=rows, is_graph=True)
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
    declared = [match for line in header if (match := _PARAMETER.fullmatch(line))]
    about = next((match for line in header if (match := _ABOUT.fullmatch(line))), None)
    described = (line for line in header[1:] if line and not (_PARAMETER.fullmatch(line) or _ABOUT.fullmatch(line)))
    return NamedQuery(
        name=path.stem,
        title=header[0].rstrip("."),
        description=" ".join(described),
        parameters={match[1]: match[4] for match in declared},
        conditions={match[1]: _condition(match[2] or match[1], match[3] or "") for match in declared},
        sparql=sparql,
        about=tuple(re.findall(r"\w+", about[1])) if about else (),
        example=about[2] if about else "",
    )


def _condition(declared: str, closed: str) -> Condition:
    """What stands in the round brackets of a parameter ("who | whom", "= name", "published >=" or "published <="), else its name;
    and in its square ones: what values there are, by the name of the closed list in the model ("Status") or one by one.

    "=" promises that every answer binds the column to a plain string, by a pattern that is not optional.
    """
    comparison = next((each for each in (">=", "<=") if each in declared), "=")
    values = tuple(value for each in re.findall(r"\w+", closed) for value in _CLOSED_LISTS.get(each, (each,)))
    columns = tuple(re.findall(r"\w+", declared))
    return Condition(columns=columns, comparison=comparison, bound=declared.startswith("="), values=values)
