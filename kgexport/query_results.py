"""Answers to queries as text: a table for people, CSV and TSV (SPARQL 1.1 Query Results CSV and TSV Formats), JSON, Markdown;
Turtle for an answer that is a graph.

https://www.w3.org/TR/sparql11-results-csv-tsv/ · https://www.w3.org/TR/sparql11-results-json/
"""

import csv
import io
import json
import re
import unicodedata
from enum import StrEnum
from typing import Any

import pyoxigraph as ox

from kgexport.errors import UsageError
from kgexport.queries import Rows, Term
from kgexport.vocab import PREFIXES

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_STEERING = {"Cc", "Cf", "Zl", "Zp"}
_MARKUP = re.compile(r"[\\`*_\[\]|&~#]")
_WIDEST = 60  # characters of a cell of the table; the other formats shorten nothing


class ResultFormat(StrEnum):
    """A format as the user names it."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    MARKDOWN = "markdown"
    TURTLE = "turtle"


def format_rows(rows: Rows, result_format: ResultFormat) -> str:
    """The rows as text that ends with a newline. Raises UsageError for Turtle where the answer is no graph."""
    match result_format:
        case ResultFormat.TABLE:
            return _table(rows)
        case ResultFormat.CSV:
            return _csv(rows)
        case ResultFormat.TSV:
            return _tsv(rows)
        case ResultFormat.JSON:
            return _json(rows)
        case ResultFormat.MARKDOWN:
            return _markdown(rows)
        case ResultFormat.TURTLE:
            return _turtle(rows)


def _table(rows: Rows) -> str:
    cells = [[_shortened(_for_people(term)) for term in row] for row in rows.rows]
    widths = [
        max([_width(column), *(_width(row[index]) for row in cells)]) for index, column in enumerate(rows.columns)
    ]
    lines = [list(rows.columns), ["-" * width for width in widths], *cells]
    printed = [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    count = len(cells)
    return "\n".join([*printed, "", f"{count} row{'s' if count != 1 else ''}"]) + "\n"


def _csv(rows: Rows) -> str:
    # Lines end with CR LF (RFC 4180, which the standard points to).
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(rows.columns)
    writer.writerows([_bare(term) for term in row] for row in rows.rows)
    return out.getvalue()


def _tsv(rows: Rows) -> str:
    lines = ["\t".join(f"?{column}" for column in rows.columns)]
    lines += ["\t".join("" if term is None else _encoded(term) for term in row) for row in rows.rows]
    return "\n".join(lines) + "\n"


def _json(rows: Rows) -> str:
    bindings = [
        {column: _json_term(term) for column, term in zip(rows.columns, row, strict=True) if term is not None}
        for row in rows.rows
    ]
    document = {"head": {"vars": list(rows.columns)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _markdown(rows: Rows) -> str:
    lines = [rows.columns, ["---"] * len(rows.columns)]
    lines += [[_in_markdown(_for_people(term)) for term in row] for row in rows.rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _turtle(rows: Rows) -> str:
    if not rows.is_graph:
        raise UsageError("only CONSTRUCT and DESCRIBE give Turtle; this query gives a table")
    from kgexport.graph.formats import GraphFormat
    from kgexport.graph.write import serialise

    triples: Any = rows.rows
    return serialise([ox.Quad(*triple) for triple in triples], GraphFormat.TURTLE).decode()


def _in_markdown(text: str) -> str:
    """On one line, and as it is: nothing in it is markup."""
    return _MARKUP.sub(r"\\\g<0>", _one_line(text)).replace("<", "&lt;")


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        return {"type": "literal", "value": str(term)}
    found: dict[str, Any] = {"type": "literal", "value": term.value}
    if term.language is not None:
        found["xml:lang"] = term.language
    elif term.datatype.value != _XSD_STRING:
        found["datatype"] = term.datatype.value
    return found


def _encoded(term: Term) -> str:
    """In Turtle, on one line."""
    return str(term).replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _bare(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    return str(term) if isinstance(term, ox.Triple) else term.value


def _for_people(term: Term | None) -> str:
    if isinstance(term, ox.NamedNode):
        for prefix, namespace in PREFIXES.items():
            if term.value.startswith(namespace):
                return f"{prefix}:{term.value[len(namespace) :]}"
    return _bare(term)


def _shortened(text: str) -> str:
    """On one line, and not too wide."""
    clean = _one_line(text[:1000])
    return clean if len(clean) <= _WIDEST and len(text) <= 1000 else f"{clean[: _WIDEST - 1]}…"


def _one_line(text: str) -> str:
    """Without characters that move a terminal's cursor or turn the direction of text around."""
    return " ".join("".join(" " if unicodedata.category(each) in _STEERING else each for each in text).split())


def _width(text: str) -> int:
    """Columns on a terminal."""
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
