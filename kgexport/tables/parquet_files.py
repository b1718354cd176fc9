"""Tables as Apache Parquet: typed columns, lists as lists, descriptions as metadata of the fields."""

import io
from collections.abc import Sequence
from typing import Any

from kgexport.errors import MissingExtra
from kgexport.tables.definitions import Column, Datatype, Row, Table


def parquet_of(table: Table, rows: Sequence[Row]) -> bytes:
    """The table as a Parquet file. Raises MissingExtra where pyarrow is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise MissingExtra("Parquet", "tables") from None

    def field(column: Column) -> Any:
        datatype = {
            Datatype.INTEGER: pa.int64(),
            Datatype.BOOLEAN: pa.bool_(),
            Datatype.DATE: pa.date32(),
        }.get(column.datatype, pa.string())
        return pa.field(
            column.name,
            pa.list_(datatype) if column.is_list else datatype,
            nullable=not column.is_key,
            metadata={"description": column.description},
        )

    schema = pa.schema([field(column) for column in table.columns], metadata={"title": table.title})
    columns = [[_cell(row[position]) for row in rows] for position in range(len(table.columns))]
    filled = pa.table(
        [pa.array(values, each.type) for values, each in zip(columns, schema, strict=True)], schema=schema
    )
    out = io.BytesIO()
    pq.write_table(filled, out, compression="zstd")
    return out.getvalue()


def _cell(cell: Any) -> Any:
    return list(cell) if isinstance(cell, tuple) else cell
