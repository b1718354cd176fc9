"""Graphs as tables, networks and the files of other tools. All of them are made from the same tables (queries/tables/)."""

from kgexport.tables.definitions import Cell, Column, Datatype, Row, Table, tables
from kgexport.tables.rows import rows_of

__all__ = ["Cell", "Column", "Datatype", "Row", "Table", "rows_of", "tables"]
