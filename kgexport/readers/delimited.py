"""CSV and tab-separated values with a header: one article a row (RFC 4180; also ``;``, tab and ``|`` between the fields).

A quotation mark that is not closed swallows what follows it. Here it costs its own row: that is reported with the line it
begins on, and reading goes on with the next line.
"""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice

from kgexport.errors import ReadError
from kgexport.readers.encoding import decode
from kgexport.readers.formats import suffix_of
from kgexport.readers.mapping import TEXT
from kgexport.readers.options import BYTES_PER_CHARACTER, Read, Source
from kgexport.readers.records import record_article, why_no_text
from kgexport.readers.streams import lines_of

_DELIMITERS = (",", ";", "\t", "|")
_MAX_COLUMNS = 5000


def read(source: Source) -> Iterator[Read]:
    """The articles in the order of the rows, and a ReadError in the place of each that is broken."""
    limit = source.options.max_characters * BYTES_PER_CHARACTER + 100_000
    csv.field_size_limit(max(csv.field_size_limit(), source.options.max_characters + 1))
    lines = _Lines(_decoded(lines_of(source.stream, limit), source), limit)
    tabs = source.options.input_format == "tsv" or suffix_of(source.name) in (".tsv", ".tab")
    header: list[str] | None = None
    lists = (*source.options.mapping.source_names("authors"), "author")
    delimiter = "\t" if tabs else ","
    while True:
        if header is None and not tabs:
            delimiter = _delimiter(lines.next_one())
        try:
            row = lines.row(delimiter, None if header is None else len(header))
        except _BrokenRow as error:
            yield ReadError(source.name, str(error), error.line)
            continue
        if row is None:
            break
        number, cells = row
        if not any(cells):
            continue
        if header is None:
            header = [name.strip() for name in cells]
            problem = _why_no_articles(header, source)
            if problem is not None and source.found:
                source.notice(f"left out: {problem}")
                return
            if problem is not None:
                raise ReadError(source.name, problem, number, whole=True)
            continue
        source.placed(number)
        try:
            yield record_article(_record(header, cells, lists), source, f"line {number}")
        except ValueError as error:
            yield ReadError(source.name, str(error), number)
    if header is None:
        raise ReadError(source.name, "the file is empty")


def _why_no_articles(header: list[str], source: Source) -> str | None:
    if len(header) > _MAX_COLUMNS:
        return f"{len(header):,} columns"
    named = [name for name in header if name]
    if len(set(named)) < len(named):
        return f"two columns have one name: {next(name for name in named if named.count(name) > 1)[:40]!r}"
    known = _record(header, [name or "-" for name in header], ())
    for wanted in source.options.mapping.source_names(TEXT):
        if wanted not in known:
            return f"not a table of articles: {why_no_text(wanted, dict.fromkeys(named))}"
    return None


def _record(header: list[str], cells: list[str], lists: tuple[str, ...]) -> dict[str, str | list[str]]:
    """The cells that are not empty, by the names of their columns and by these in small letters.

    The values of columns that hold ``lists`` are separated by ``;`` or ``|``.
    """
    record: dict[str, str | list[str]] = {
        name: cell for name, cell in zip(header, cells, strict=True) if name and cell.strip()
    }
    for name in list(record):
        record.setdefault(name.lower(), record[name])
    for name in lists:
        value = record.get(name)
        if isinstance(value, str):
            record[name] = [part for part in value.replace("|", ";").split(";") if part.strip()]
    return record


def _delimiter(line: str | None) -> str:
    """The one that gives the header most columns."""
    if line is None:
        return ","
    return max(_DELIMITERS, key=lambda each: len(next(csv.reader([line], delimiter=each), [])))


def _decoded(lines: Iterable[bytes | None], source: Source) -> Iterator[str | None]:
    guessed = False
    for number, line in enumerate(lines, start=1):
        if line is None:
            yield None
            continue
        try:
            yield line.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            try:
                decoded = decode(line)
            except ValueError as error:
                raise ReadError(source.name, str(error), number, whole=True) from None
            if not guessed:
                guessed = True
                source.notice(f"{decoded.note}; as may be other lines", f"line {number}")
            yield decoded.text


class _BrokenRow(Exception):
    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


class _Lines:
    """Rows, from lines that can be read again where a row turns out to be broken."""

    def __init__(self, lines: Iterator[str | None], limit: int) -> None:
        self._lines, self._limit = lines, limit
        self._again: deque[str | None] = deque()
        self._number = 0  # of the last line that was taken

    def next_one(self) -> str | None:
        """The line that comes next, which stays there; None at the end."""
        if not self._again:
            self._again.extend(islice(self._lines, 1))
        return self._again[0] if self._again else None

    def row(self, delimiter: str, width: int | None) -> tuple[int, list[str]] | None:
        """The next row and the line it begins on; None at the end. Raises _BrokenRow."""
        while (line := self.next_one()) is not None and not line.strip("\r\n"):
            self._again.popleft()
            self._number += 1
        begin, taken = self._number + 1, list[str]()

        def feed() -> Iterator[str]:
            while self.next_one() is not None or self._again:
                line = self._again.popleft()
                self._number += 1
                if line is None:
                    raise _BrokenRow(self._number, f"a line of more than {self._limit:,} bytes")
                taken.append(line)
                yield line

        def broken(reason: str) -> _BrokenRow:
            self._again.extendleft(reversed(taken[1:]))
            self._number -= len(taken) - 1
            return _BrokenRow(begin, reason)

        try:
            cells = next(csv.reader(feed(), delimiter=delimiter, strict=True), None)
        except _BrokenRow as error:
            if error.line > begin:  # the line that is too long is inside quotation marks
                self._again.appendleft(None)
                self._number -= 1
                raise broken("a quotation mark that is not closed") from None
            raise
        except csv.Error as error:
            unclosed = len(taken) > 1 or "unexpected end" in str(error)
            what = "a quotation mark that is not closed" if unclosed else "quotation marks in the wrong place"
            raise broken(f"broken quoting: {what} ({error})") from None
        if cells is None:
            return None
        if width is not None and cells and len(cells) != width:
            raise broken(f"{len(cells):,} columns; the header has {width:,}{_MANY_LINES if len(taken) > 1 else ''}")
        return begin, cells


_MANY_LINES = "; is a quotation mark not closed?"
