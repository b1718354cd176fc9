"""From files, folders and standard input to articles. One bad article never stops the rest.

files.py (which files) · compression.py, streams.py (their bytes) · formats.py (which format) · then a module a format, each
with ``read(source)``: text, jsonlines (with ninjs, followthemoney), delimited, parquet, html, feed, warc, news_xml ·
metadata.py, dates.py, bylines.py, pages.py, mapping.py (what is known of an article) · markup.py, fragments.py, html_tree.py,
encoding.py, cleaning.py, article.py (its text) · annotations.py (annotated articles and their schema)
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, cast

from kgexport.compression import decompressed, is_compressed
from kgexport.errors import MissingExtra, ReadError
from kgexport.readers.files import files_of
from kgexport.readers.formats import FORMATS, HEAD, Format, format_of, suffix_of, uncompressed_name, why_not_read
from kgexport.readers.mapping import FieldMapping
from kgexport.readers.metadata import Metadata
from kgexport.readers.options import Place, Read, ReadOptions, Source
from kgexport.readers.streams import opened_and_counted, read_fully, rejoined

__all__ = ["FieldMapping", "Metadata", "Place", "Read", "ReadOptions", "read_inputs"]

STDIN = "-"
_STDIN_NAME = "<stdin>"
_ONE_ARTICLE = ("text", "html", "nitf")  # formats of which a file may have a sidecar


def read_inputs(inputs: Iterable[str | Path], options: ReadOptions | None = None) -> Iterator[Read]:
    """The articles of files, folders, patterns and ``-`` (standard input), in order; a ReadError in the place of each that
    is broken.

    A folder is read recursively, in the order of the names. All may be compressed with gzip or zstd. The format is that of the
    options, else it is told by signature, name and content.
    """
    chosen = options or ReadOptions()
    for each in inputs:
        if str(each) == STDIN:
            yield from _guarded(_STDIN_NAME, lambda: _read_stdin(chosen))
            continue
        for file in files_of(each):
            yield from [file] if isinstance(file, ReadError) else _read_path(*file, chosen)


def _read_stdin(options: ReadOptions) -> Iterator[Read]:
    if sys.stdin is None:  # closed by whoever started us
        raise ReadError(_STDIN_NAME, "there is no standard input")
    yield from _read_stream(sys.stdin.buffer, _STDIN_NAME, options)


def _read_path(path: Path, found: bool, options: ReadOptions) -> Iterator[Read]:
    def opened() -> Iterator[Read]:
        with opened_and_counted(path, options.consumed) as stream:
            reason = why_not_read(path.name) if options.input_format is None else None
            if reason:
                raise ReadError(path, reason)
            yield from _read_stream(stream, str(path), options, path, found)

    yield from _guarded(str(path), opened)


def _guarded(source: str, read: Callable[[], Iterator[Read]]) -> Iterator[Read]:
    """What ``read`` gives, its errors as one more item."""
    try:
        yield from read()
    except FileNotFoundError:
        yield ReadError(source, "no such file or folder")
    except OSError as error:
        yield ReadError(source, error.strerror or str(error))
    except ReadError as error:
        yield error
    except (ValueError, MissingExtra) as error:
        yield ReadError(source, str(error))


def _read_stream(
    stream: BinaryIO, name: str, options: ReadOptions, path: Path | None = None, found: bool = False
) -> Iterator[Read]:
    head = read_fully(stream, HEAD)
    if is_compressed(head):
        stream = decompressed(stream, head, options.max_expansion)
        head = read_fully(stream, HEAD)
        if is_compressed(head):
            raise ReadError(name, "compressed twice")
    chosen = FORMATS[options.input_format or format_of(name, head)]
    if chosen.name == "text" and suffix_of(name) == ".xml" and options.input_format is None:
        if found:
            return  # somebody's settings
        raise ReadError(name, "XML, but no news: neither RSS, Atom, NewsML-G2 nor NITF")
    beside = path if path is None or path.name == uncompressed_name(path.name) else path.with_name(path.stem)
    source = Source(name, rejoined(head, stream), options, beside if chosen.name in _ONE_ARTICLE else None, found)
    source.placed()
    yield from _reader(chosen)(source)


def _reader(chosen: Format) -> Callable[[Source], Iterator[Read]]:
    """The reader of a format; its library is imported when the first file of the format is met. Raises MissingExtra."""
    try:
        module = import_module(f"kgexport.readers.{chosen.module}")
    except ImportError:
        if chosen.extra is None:
            raise
        raise MissingExtra(f"reading {chosen.title}", chosen.extra) from None
    return cast(Callable[[Source], Iterator[Read]], module.read)
