"""What the tables are: one SPARQL query each (queries/tables/*.rq), whose header names and explains the columns."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypeAlias

from kgexport.resources import QUERIES_DIR

# "column name (string): …" · "column article (iri, key): …" · "column about (iri list): …"
_COLUMN = re.compile(r"# column (\w+) \((\w+)( list)?(, key)?\): (.+)")

Value: TypeAlias = str | int | bool | date
Cell: TypeAlias = Value | tuple[Value, ...] | None
Row: TypeAlias = tuple[Cell, ...]


class Datatype(StrEnum):
    """What a cell holds. An IRI is text too, but is never a formula."""

    IRI = "iri"
    STRING = "string"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column. One that is a list holds a tuple of values, in order and without repetition; any other a value or None."""

    name: str
    datatype: Datatype
    is_list: bool
    is_key: bool
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its rows are told apart by the key columns."""

    name: str  # meetings
    title: str
    columns: tuple[Column, ...]
    sparql: str

    @property
    def key(self) -> tuple[int, ...]:
        """The positions of the key columns."""
        return tuple(position for position, column in enumerate(self.columns) if column.is_key)


@cache
def tables() -> Mapping[str, Table]:
    """The tables by name, in alphabetical order."""
    return {path.stem: _table(path) for path in sorted((QUERIES_DIR / "tables").glob("*.rq"))}


def _table(path: Path) -> Table:
    sparql = path.read_text(encoding="utf-8")
    declared = [match for line in sparql.splitlines() if (match := _COLUMN.fullmatch(line))]
    return Table(
        name=path.stem,
        title=sparql.splitlines()[0].removeprefix("# "),
        columns=tuple(
            Column(
                name=match[1],
                datatype=Datatype(match[2]),
                is_list=match[3] is not None,
                is_key=match[4] is not None,
                description=match[5],
            )
            for match in declared
        ),
        sparql=sparql,
    )
