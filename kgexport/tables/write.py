"""Which files each format gives."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum

import pyoxigraph as ox

from kgexport.tables.csv_files import csv_of, csvw_of
from kgexport.tables.definitions import tables
from kgexport.tables.followthemoney import followthemoney_of
from kgexport.tables.neo4j import neo4j_files
from kgexport.tables.network import EDGES, edges, graphml_of
from kgexport.tables.parquet_files import parquet_of
from kgexport.tables.records import Records
from kgexport.tables.rows import rows_of

Files = Iterator[tuple[str, bytes]]


class TableFormat(StrEnum):
    """A format as the user names it."""

    CSV = "csv"
    PARQUET = "parquet"
    EDGES = "edges"
    GRAPHML = "graphml"
    FOLLOWTHEMONEY = "ftm"
    NEO4J = "neo4j"


def files_of(store: ox.Store, format: TableFormat, *, guarded: bool = True) -> Files:
    """(name relative to the folder, content) of each file of a format, in a fixed order.

    ``guarded``: whether CSV for people is made safe for spreadsheets. Raises MissingExtra.
    """
    return _WRITERS[format](store, guarded)


def _csv(store: ox.Store, guarded: bool) -> Files:
    for name, table in tables().items():
        yield f"{name}.csv", csv_of(table, rows_of(table, store), guarded=guarded)
    yield "csv-metadata.json", csvw_of(tables().values())


def _parquet(store: ox.Store, _: bool) -> Files:
    for name, table in tables().items():
        yield f"{name}.parquet", parquet_of(table, rows_of(table, store))


def _edges(store: ox.Store, guarded: bool) -> Files:
    yield "edges.csv", csv_of(EDGES, edges(Records(store)), guarded=guarded)


def _graphml(store: ox.Store, _: bool) -> Files:
    yield "network.graphml", graphml_of(Records(store))


def _followthemoney(store: ox.Store, _: bool) -> Files:
    yield "entities.ftm.json", followthemoney_of(Records(store))


def _neo4j(store: ox.Store, _: bool) -> Files:
    for name, content in neo4j_files(Records(store)):
        yield f"neo4j/{name}", content


_WRITERS: Mapping[TableFormat, Callable[[ox.Store, bool], Files]] = {
    TableFormat.CSV: _csv,
    TableFormat.PARQUET: _parquet,
    TableFormat.EDGES: _edges,
    TableFormat.GRAPHML: _graphml,
    TableFormat.FOLLOWTHEMONEY: _followthemoney,
    TableFormat.NEO4J: _neo4j,
}
