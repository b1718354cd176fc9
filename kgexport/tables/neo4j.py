"""CSV files for ``neo4j-admin database import``: nodes by label, relationships by type.

Headers are those of https://neo4j.com/docs/operations-manual/current/import/ : ``iri:ID``, ``:START_ID``, ``:END_ID``; lists are
separated by ``;``. Nothing is guarded against spreadsheets here: the importer would take the guard for a part of the text.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kgexport.tables.definitions import Column, Datatype, tables
from kgexport.tables.records import Record, Records

_TYPES = {Datatype.INTEGER: "long", Datatype.BOOLEAN: "boolean", Datatype.DATE: "date"}
# table -> (labels; those of a row may be in a column, in braces)
_NODES = {
    "articles": "Article",
    "people": "Agent;Person",
    "organisations": "Agent;Organisation",
    "unnamed_agents": "Agent;{type}",
    "places": "Place",
    "meetings": "Meeting",
    "statements": "Statement",
}


@dataclass(frozen=True, slots=True)
class _Relationship:
    """Rows of a table as relationships from one column to another, which may be a list."""

    table: str
    source: str
    target: str
    properties: tuple[str, ...] = ()


_RELATIONSHIPS: Mapping[str, _Relationship] = {
    "PARTICIPATES_IN": _Relationship("participations", "agent", "meeting", ("role", "source", "words")),
    "ASSERTS_STATUS": _Relationship(
        "status_assertions", "asserted_by", "meeting", ("status", "polarity", "certainty", "as_of", "words")
    ),
    "PREPARES": _Relationship("meetings", "meeting", "prepares"),
    "TAKES_PLACE_IN": _Relationship("meetings", "meeting", "place"),
    "SAID": _Relationship("statements", "speaker", "statement"),
    "SAID_TO": _Relationship("statements", "statement", "addressees"),
    "BASED_ON": _Relationship("statements", "statement", "based_on"),
    "PRESUMABLY_BASED_ON": _Relationship("statements", "statement", "presumably_based_on"),
    "ABOUT": _Relationship("statements", "statement", "about"),
    "HOLDS_POST_IN": _Relationship("posts", "person", "organisation", ("title", "qualifier", "article")),
    "MENTIONED_IN": _Relationship("mentions", "subject", "article", ("text", "begin", "end", "kind")),
    "REPORTED_IN": _Relationship("statements", "statement", "article"),
}


def neo4j_files(records: Records) -> Iterator[tuple[str, bytes]]:
    """(name, content) of each file, nodes first. A relationship to what is no node here is left out."""
    known: set[str] = set()
    for table, labels in _NODES.items():
        key, *others = tables()[table].columns
        known |= {record[key.name] for record in records[table]}
        header = ["iri:ID", *map(_header, others), ":LABEL"]
        rows = ([*_cells(record, [key, *others]), labels.format(**record)] for record in records[table])
        yield f"{table}.csv", _csv(header, rows)
    for name, relationship in _RELATIONSHIPS.items():
        columns = [column for column in tables()[relationship.table].columns if column.name in relationship.properties]
        header = [":START_ID", *map(_header, columns), ":END_ID", ":TYPE"]
        ties = (
            [source, *_cells(record, columns), target, name]
            for record in records[relationship.table]
            for source, target in _ends(record, relationship)
            if source in known and target in known
        )
        yield f"{name.lower()}.csv", _csv(header, ties)


def _ends(record: Record, relationship: _Relationship) -> Iterator[tuple[str, str]]:
    targets = record[relationship.target]
    for target in targets if isinstance(targets, tuple) else (targets,):
        yield record[relationship.source], target


def _header(column: Column) -> str:
    return f"{column.name}:{_TYPES.get(column.datatype, 'string')}{'[]' if column.is_list else ''}"


def _cells(record: Record, columns: Iterable[Column]) -> list[str]:
    return [_text(record[column.name]) for column in columns]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ";".join(_text(each).replace(";", "\N{FULLWIDTH SEMICOLON}") for each in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _csv(header: list[str], rows: Iterable[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8", "replace")
