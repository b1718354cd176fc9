"""Parquet: one article a row, by the names of the columns and ``--map``. Only the columns needed are read, a row at a time."""

import math
import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from kgexport.errors import ReadError
from kgexport.readers.mapping import PARTS, TEXT
from kgexport.readers.metadata import ALIASES
from kgexport.readers.options import BYTES_PER_CHARACTER, Read, Source
from kgexport.readers.records import record_article, why_no_text

# Rows that are read together. One text may stand in a thousand rows, and more than one at a time would be more than one copy;
# read as dictionaries, on the other hand, all texts of a row group stay in memory, and a group may have a million.
_BATCH = 1
_MAX_SPOOLED = 16_000_000_000  # bytes of a file that comes through a pipe or compressed, and must be kept to be read
_IN_MEMORY = 50_000_000
_COPY = 1 << 20
_MAX_FOOTER = 100_000_000
# What a column chunk may expand to: a page of nothing but one letter can be ten thousand times as long as its bytes.
_MAX_EXPANDED, _MAX_RATIO = 200_000_000, 100


def read(source: Source) -> Iterator[Read]:
    """The articles in the order of the rows, and a ReadError in the place of each that is broken."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as kept:
        stream = _seekable(source, kept)  # type: ignore[arg-type]
        try:
            file = pq.ParquetFile(
                stream,
                pre_buffer=False,
                buffer_size=_COPY,
                thrift_string_size_limit=_MAX_FOOTER,
                thrift_container_size_limit=_MAX_FOOTER // 100,
            )
            wanted = _columns(file.schema_arrow.names, source)
            if not wanted:
                return
            _check_sizes(file, wanted)
            yield from _rows(file, wanted, source)
        except (pa.ArrowException, OSError, OverflowError, UnicodeDecodeError) as error:
            raise ReadError(source.name, f"broken Parquet: {' '.join(str(error).split())[:150]}") from None


def _seekable(source: Source, kept: BinaryIO) -> BinaryIO:
    """A stream that can be read from its end: the source is one that cannot, as it may be compressed or a pipe."""
    size = 0
    while data := source.stream.read(_COPY):
        size += len(data)
        if size > _MAX_SPOOLED:
            raise ValueError(f"a Parquet file of more than {_MAX_SPOOLED:,} bytes")
        kept.write(data)
    kept.seek(0)
    return kept


def _columns(names: list[str], source: Source) -> list[str]:
    """The columns that hold parts of an article; none for a table in a folder that is not of articles. Raises ReadError where
    the user named it.
    """
    mapping = source.options.mapping
    wanted = {name for part in PARTS for name in mapping.source_names(part)}
    wanted |= {name.split(".")[0] for name in wanted} | set(ALIASES)
    found = [name for name in names if name in wanted]
    for name in mapping.source_names(TEXT):
        if name not in found and name.split(".")[0] not in found:
            problem = f"not a table of articles: {why_no_text(name, dict.fromkeys(names))}"
            if not source.found:
                raise ReadError(source.name, problem)
            source.notice(f"left out: {problem}")
            return []
    return found


def _check_sizes(file: pq.ParquetFile, wanted: list[str]) -> None:
    for group in range(file.metadata.num_row_groups):
        for index in range(file.metadata.num_columns):
            column = file.metadata.row_group(group).column(index)
            small, large = column.total_compressed_size, column.total_uncompressed_size
            if column.path_in_schema.split(".")[0] in wanted and large > max(_MAX_EXPANDED, _MAX_RATIO * small):
                raise ValueError(
                    f"a Parquet bomb: {small:,} bytes of the column {column.path_in_schema[:40]} expand to {large:,}"
                )


def _rows(file: pq.ParquetFile, wanted: list[str], source: Source) -> Iterator[Read]:
    number = 0
    for batch in file.iter_batches(batch_size=_BATCH, columns=wanted, use_threads=False):
        for index in range(batch.num_rows):
            number += 1
            where = f"row {number}"
            source.placed(part=where)
            try:
                record = {name: _value(batch.column(name)[index], name, source) for name in wanted}
                yield record_article({name: each for name, each in record.items() if each is not None}, source, where)
            except ValueError as error:
                yield ReadError(source.name, f"{where}: {error}", whole=False)


def _value(scalar: Any, name: str, source: Source) -> Any:
    if isinstance(scalar, pa.DictionaryScalar):
        scalar = scalar.value
    if not scalar.is_valid:
        return None
    if pa.types.is_timestamp(scalar.type):  # Python has no nanoseconds
        scalar = scalar.cast(pa.timestamp("us", tz=scalar.type.tz), safe=False)
    if isinstance(scalar, pa.StringScalar | pa.LargeStringScalar | pa.BinaryScalar):
        size = len(scalar.as_buffer() or b"")
        if size > source.options.max_characters * BYTES_PER_CHARACTER:
            raise ValueError(f"{name}: more than {source.options.max_characters:,} characters (--max-characters)")
    try:
        value = scalar.as_py()
    except (ValueError, ArithmeticError, LookupError):
        return scalar  # a day that Python cannot count to, a zone that nobody knows: no value of any field
    if isinstance(value, float) and math.isnan(value):  # as data frames write what is missing
        return None
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
