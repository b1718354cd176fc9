"""From files, folders and standard input to articles. One bad article never stops the rest.

text.py (plain text) · jsonlines.py (articles and annotated articles) · annotations.py (their JSON form and schema) ·
metadata.py (sidecars, front matter) · encoding.py, cleaning.py, article.py (bytes -> characters -> Article)
"""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from kgexport.errors import ReadError
from kgexport.model import AnnotatedArticle, Article
from kgexport.readers.article import MAX_CHARACTERS
from kgexport.readers.encoding import decode
from kgexport.readers.jsonlines import from_json, read_jsonlines
from kgexport.readers.metadata import Metadata
from kgexport.readers.text import read_text

__all__ = ["Metadata", "Read", "ReadOptions", "read_inputs"]

Read = Article | AnnotatedArticle | ReadError

STDIN = "-"
_LINES = (".jsonl", ".ndjson")
_TEXTS = (".txt", ".text")
_MARKDOWN = (".md", ".markdown")
_NOT_ARTICLES = {
    "RDF is not read as an article": (".ttl", ".trig", ".nq", ".nt", ".jsonld", ".rdf", ".owl", ".n3"),
    "HTML is not read; extract its text first": (".html", ".htm", ".xhtml"),
    "tables are not read; make them JSON Lines": (".csv", ".tsv", ".xlsx", ".parquet"),
}
_BYTES_PER_CHARACTER = 4
# An annotated article is some twenty times as long as its text.
_LINE_BYTES_PER_CHARACTER = 40
_HTML = (b"<!doctype html", b"<html")


def _silent(_: str) -> None:
    pass


@dataclass(frozen=True)
class ReadOptions:
    """How inputs are read. ``metadata`` hold for articles that do not say themselves; ``notice`` gets remarks for the user."""

    metadata: Metadata = field(default_factory=Metadata)
    max_characters: int = MAX_CHARACTERS
    notice: Callable[[str], None] = _silent


def read_inputs(inputs: Iterable[str | Path], options: ReadOptions | None = None) -> Iterator[Read]:
    """The articles of files, folders and ``-`` (standard input), in order; a ReadError in the place of each that is broken.

    A folder is read recursively, in the order of the names: text files (.txt; .md where it begins with front matter) and
    JSON Lines (.jsonl, .ndjson). Any other file that is named is read by its content.
    """
    chosen = options or ReadOptions()
    for each in inputs:
        if str(each) == STDIN:
            yield from _guarded("<stdin>", lambda: _read_stdin(chosen))
        else:
            path = Path(each)
            yield from _read_folder(path, chosen) if path.is_dir() else _read_path(path, chosen)


def _read_stdin(options: ReadOptions) -> Iterator[Read]:
    if sys.stdin is None:  # closed by whoever started us
        raise ReadError("<stdin>", "there is no standard input")
    yield from _read_stream(sys.stdin.buffer, "<stdin>", options)


def _read_folder(folder: Path, options: ReadOptions) -> Iterator[Read]:
    found = False
    try:
        for path in _files(folder):
            found = True
            yield from _read_path(path, options)
    except OSError as error:
        yield ReadError(error.filename or folder, error.strerror or str(error))
        return
    if not found:
        yield ReadError(folder, "no articles here (.txt, .jsonl, or .md with front matter)")


def _files(folder: Path) -> Iterator[Path]:
    """The files that hold articles, sorted; hidden ones left out, links to folders not followed."""

    def refuse(error: OSError) -> None:
        raise error

    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            suffix = path.suffix.lower()
            if name.startswith(".") or not (suffix in _TEXTS or suffix in _LINES or suffix in _MARKDOWN):
                continue
            if suffix in _MARKDOWN and not _begins_with_dashes(path):
                continue  # a README, not an article
            yield path


def _begins_with_dashes(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(8).removeprefix(b"\xef\xbb\xbf").startswith(b"---")


def _read_path(path: Path, options: ReadOptions) -> Iterator[Read]:
    yield from _guarded(str(path), lambda: _read_file(path, options))


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
    except ValueError as error:
        yield ReadError(source, str(error))


def _read_file(path: Path, options: ReadOptions) -> Iterator[Read]:
    suffix = path.suffix.lower()
    for reason, suffixes in _NOT_ARTICLES.items():
        if suffix in suffixes and path.exists():
            raise ReadError(path, reason)
    with path.open("rb") as stream:
        if suffix in _LINES:
            yield from _read_lines(stream, str(path), options)
        elif suffix in _TEXTS or suffix in _MARKDOWN:
            yield _article(_all_of(stream, options), str(path), options, path)
        else:
            yield from _read_stream(stream, str(path), options, path)


def _read_stream(stream: BinaryIO, source: str, options: ReadOptions, path: Path | None = None) -> Iterator[Read]:
    """By content: JSON Lines, one JSON document (an article or a list of them), else plain text."""
    limit = options.max_characters * _LINE_BYTES_PER_CHARACTER
    head = b""
    while not head.strip() and (line := stream.readline(limit)):
        head += line
    begin = head.lstrip().removeprefix(b"\xef\xbb\xbf").lstrip()
    if begin[:1] == b"{" and begin.strip() != b"{" and _is_object(begin):
        yield from _read_lines(stream, source, options, head)
        return
    data = head + _all_of(stream, options)
    if begin[:1] in (b"{", b"["):
        try:
            document = json.loads(data)
        except (ValueError, RecursionError):
            document = None
        if isinstance(document, dict):
            yield from_json(data, options.metadata, options.max_characters)
            return
        if isinstance(document, list) and document and all(isinstance(each, dict) for each in document):
            lines = (json.dumps(each).encode() for each in document)
            yield from read_jsonlines(lines, source, options.metadata, max_characters=options.max_characters)
            return
    yield _article(data, source, options, path)


def _is_object(line: bytes) -> bool:
    """True for a JSON object, a broken one too: its error belongs to its line."""
    if line[:64].replace(b" ", b"").startswith((b'{"', b"{}")):
        return True
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _read_lines(stream: BinaryIO, source: str, options: ReadOptions, head: bytes = b"") -> Iterator[Read]:
    limit = options.max_characters * _LINE_BYTES_PER_CHARACTER
    lines: Iterable[bytes] = _lines_of(stream, limit, head)
    if not head:
        head = next(iter(lines), b"")
        lines = chain([head], lines)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16: lines are to be found after decoding
        decoded = decode(b"".join(lines))
        options.notice(f"{source}: {decoded.note}")
        lines = (line.encode("utf-8", "surrogatepass") for line in decoded.text.split("\n"))
    yield from read_jsonlines(lines, source, options.metadata, max_characters=options.max_characters)


def _lines_of(stream: BinaryIO, limit: int, head: bytes) -> Iterator[bytes]:
    """The lines, those of ``head`` first; of one beyond the limit only its beginning, which no JSON decoder takes."""
    first = head.splitlines(keepends=True) or [stream.readline(limit)]
    yield from first
    line = first[-1]
    while line:
        while not line.endswith(b"\n") and (rest := stream.readline(limit)):
            line = rest
        line = stream.readline(limit)
        if line:
            yield line


def _all_of(stream: BinaryIO, options: ReadOptions) -> bytes:
    limit = options.max_characters * _BYTES_PER_CHARACTER + 100_000
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise ValueError(f"more than {options.max_characters:,} characters; the limit can be raised")
    return data


def _article(data: bytes, source: str, options: ReadOptions, path: Path | None) -> Article:
    if not data:
        raise ReadError(source, "the file is empty")
    if data[:1000].lstrip().lower().startswith(_HTML):
        raise ReadError(source, "HTML is not read; extract its text first")
    decoded = decode(data)
    if decoded.note:
        options.notice(f"{source}: {decoded.note}")
    return read_text(decoded.text, source, options.metadata, path=path, max_characters=options.max_characters)
