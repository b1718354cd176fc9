"""Writes quads: the same bytes for the same quads, and never half a file.

The RDF is pyoxigraph's; what is added is layout (a line of prefixes each, a blank line between things), and every output is
parsed again and compared before anybody sees it. A file is written beside its target, synced, read back from the disk and put
in place with ``os.replace``: what stood there stays until the new one is whole.
"""

import os
import re
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox
from rdflib import RDF

from kgexport.errors import WriteError
from kgexport.graph.formats import GraphFormat
from kgexport.graph.jsonld import jsonld
from kgexport.graph.order import in_reading_order
from kgexport.vocab import KG, PREFIXES

_TYPE, _ARTICLE = ox.NamedNode(RDF.type), ox.NamedNode(KG.Article)
_DEFAULT_GRAPH = ox.DefaultGraph()

# pyoxigraph writes one line a predicate and indents with tabs; in literals it escapes newlines and tabs.
_SUBJECT_LINE = re.compile(rb"\n(?=[^\t\n])")
_SUBJECT_LINE_IN_GRAPH = re.compile(rb"(?<!\{)\n(?=\t[^\t\n])")
_GRAPH_LINE = re.compile(rb"(?<=\})\n(?=[^\n])")
# A string, or an IRI that was shortened to its host and path: "<//host/path>".
_STRING_OR_SHORTENED = re.compile(rb'"(?:[^"\\]|\\.)*"|<//')
_INDENT = re.compile(rb"^\t+", re.MULTILINE)


def serialise(quads: Iterable[ox.Quad], graph_format: GraphFormat) -> bytes:
    """The quads, sorted, without repetitions, in UTF-8. Formats that name no graphs get the union of all graphs.

    Raises WriteError where reading the result back does not give the same quads.
    """
    if not graph_format.names_graphs:
        quads = (ox.Quad(quad.subject, quad.predicate, quad.object, _DEFAULT_GRAPH) for quad in quads)
    ordered = in_reading_order(quads)
    base = _base(ordered)
    match graph_format:
        case GraphFormat.TURTLE | GraphFormat.TRIG:
            written = _turtle(ordered, graph_format, base)
        case GraphFormat.JSONLD:
            written = jsonld(ordered, base)
        case _:
            written = _lines(ordered, graph_format)
    _prove(written, ordered, graph_format, "output")
    return written


def write(quads: Iterable[ox.Quad], target: Path | BinaryIO, graph_format: GraphFormat) -> None:
    """Writes to a file or to a binary stream. Raises WriteError; a file that was there is then as it was."""
    written = serialise(quads, graph_format)
    if isinstance(target, Path):
        replace_file(target, written)
        return
    try:
        target.write(written)
        target.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise WriteError(getattr(target, "name", "output"), _reason(error)) from None


def replace_file(target: Path, content: bytes) -> None:
    """Puts ``content`` in place of a file in one step, after it has been read back from the disk.

    A link is followed, and the file keeps its permissions. Raises WriteError; the file that was there is then as it was.
    """
    temporary: Path | None = None
    try:
        target = target.resolve()
        if target.exists() and not target.is_file():
            if target.is_dir():
                raise IsADirectoryError(21, "Is a directory")
            # A device or a pipe (/dev/stdout) cannot be replaced, only written to.
            target.write_bytes(content)
            return
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".partial", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if temporary.read_bytes() != content:
            raise OSError("what was read back is not what was written")
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        temporary.replace(target)
        temporary = None
        _sync_folder(target.parent)
    except (OSError, ValueError) as error:
        raise WriteError(target, _reason(error)) from None
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()


def _turtle(ordered: list[ox.Quad], graph_format: GraphFormat, base: str | None) -> bytes:
    items: list[ox.Quad] | list[ox.Triple] = ordered
    if graph_format is GraphFormat.TURTLE:
        items = [quad.triple for quad in ordered]
    whole = ox.serialize(items, format=graph_format.oxigraph, prefixes=PREFIXES, base_iri=base)
    assert whole is not None
    # pyoxigraph would write namespaces and other hosts relative to the base; they read better in full.
    body = whole.split(b"\n", len(PREFIXES) + (1 if base else 0))[-1]
    if base:
        scheme = base.partition("//")[0].encode()
        body = _STRING_OR_SHORTENED.sub(lambda found: b"<" + scheme + b"//" if found[0] == b"<//" else found[0], body)
    head = [f"@base <{base}> ."] if base else []
    head += [f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in PREFIXES.items()]
    if graph_format is GraphFormat.TURTLE:
        body = _SUBJECT_LINE.sub(b"\n\n", body)
    else:
        body = _GRAPH_LINE.sub(b"\n\n", _SUBJECT_LINE_IN_GRAPH.sub(b"\n\n", body))
    body = _INDENT.sub(lambda tabs: b"    " * len(tabs.group()), body)
    return "\n".join(head).encode() + b"\n" + (b"\n" + body if body else b"")


def _lines(ordered: list[ox.Quad], graph_format: GraphFormat) -> bytes:
    items: list[ox.Quad] | list[ox.Triple] = ordered
    if graph_format is GraphFormat.NTRIPLES:
        items = [quad.triple for quad in ordered]
    written = ox.serialize(items, format=graph_format.oxigraph)
    assert written is not None
    return written


def _base(quads: Iterable[ox.Quad]) -> str | None:
    """The article where there is one; the folder that all articles are in where there are more; else None."""
    articles: set[str] = set()
    for quad in quads:
        if quad.predicate == _TYPE and quad.object == _ARTICLE and isinstance(quad.subject, ox.NamedNode):
            articles.add(quad.subject.value)
    articles = {article for article in articles if "/article/" in article and "#" not in article}
    if len(articles) == 1:
        return articles.pop()
    folders = {article[: article.rindex("/article/") + 1] for article in articles}
    return folders.pop() if len(folders) == 1 else None


def _prove(written: bytes, quads: list[ox.Quad], graph_format: GraphFormat, target: str) -> None:
    try:
        read = list(ox.parse(written, graph_format.oxigraph))
    except (SyntaxError, ValueError) as error:
        raise WriteError(target, f"what was written cannot be read: {error}") from None
    if len(read) != len(quads) or set(read) != set(quads):
        raise WriteError(target, "what was written says something else when it is read")


def _umask() -> int:
    current = os.umask(0o077)
    os.umask(current)
    return current


def _sync_folder(folder: Path) -> None:
    # Not every system can sync a folder; the file itself is safe by now.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) and error.strerror else str(error)) or type(error).__name__
