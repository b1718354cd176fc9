"""Tables as CSV (RFC 4180), described by CSVW metadata: https://www.w3.org/TR/tabular-metadata/."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from kgexport.tables.definitions import Cell, Column, Datatype, Row, Table, Value

SEPARATOR = "|"  # between the values of a list
_SEPARATOR_IN_VALUES = "\N{FULLWIDTH VERTICAL LINE}"
# What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_DATATYPES = {Datatype.IRI: "anyURI"}


def csv_of(table: Table, rows: Iterable[Row], *, guarded: bool = True) -> bytes:
    """The table in UTF-8, names of columns first. Where ``guarded``, text that a spreadsheet would take for a formula begins
    with an apostrophe.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    for row in rows:
        writer.writerow(_text(cell, column, guarded) for cell, column in zip(row, table.columns, strict=True))
    return out.getvalue().encode("utf-8", "replace")


def csvw_of(tables: Iterable[Table]) -> bytes:
    """The metadata of the files ``{table}.csv`` of one folder, as CSV on the Web has them."""
    described = {
        "@context": "http://www.w3.org/ns/csvw",
        "tables": [
            {
                "url": f"{table.name}.csv",
                "dc:title": table.title,
                "tableSchema": {
                    "columns": [_csvw_column(column) for column in table.columns],
                    "primaryKey": [column.name for column in table.columns if column.is_key],
                },
            }
            for table in tables
        ],
    }
    return json.dumps(described, ensure_ascii=False, indent=2).encode() + b"\n"


def _csvw_column(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.description,
        "datatype": _DATATYPES.get(column.datatype, str(column.datatype)),
    }
    if column.is_list:
        described["separator"] = SEPARATOR
    if column.is_key:
        described["required"] = True
    return described


def _text(cell: Cell, column: Column, guarded: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        joined = SEPARATOR.join(_plain(value).replace(SEPARATOR, _SEPARATOR_IN_VALUES) for value in cell)
        return _guard(joined) if guarded and column.datatype is Datatype.STRING else joined
    text = _plain(cell)
    return _guard(text) if guarded and column.datatype is Datatype.STRING else text


def _plain(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _guard(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
