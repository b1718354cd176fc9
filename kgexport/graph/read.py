"""Reads RDF files."""

import codecs
import io
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from kgexport.compression import SUFFIXES, decompressed, is_compressed
from kgexport.errors import NothingReadable, ReadError
from kgexport.graph.formats import GraphFormat, format_of

STDIN = "-"
DESCRIPTION = "void.ttl"  # of the dataset, in a folder (kgexport.dataset)
_MAGIC = 4  # bytes by which gzip and zstd are known
_HEAD = 4096  # bytes that are looked at where content is not what it should be
_ANNOTATED = re.compile(rb'"format"\s{0,9}:\s{0,9}"kgexport-annotations')
# How Turtle, TriG and N-Quads begin: a directive, an IRI, a blank node, a comment, a prefixed name.
_MAY_BE_RDF = re.compile(rb"[@<#(\[]|_:|(?:PREFIX|BASE|VERSION|GRAPH)\b|[\w.-]{0,99}:[^\s/]", re.I)
_MAX_EXPANSION = 250  # times; a graph repeats itself, and is some twenty times as long as what is left of it


def read_graphs(inputs: Sequence[str | Path]) -> Iterator[ox.Quad]:
    """The quads of files, of the RDF files in folders, and of standard input for ``-``, file after file.

    Raises ReadError as ``read_graph`` does, NothingReadable where a folder holds no RDF.
    """
    for file in files_of(inputs):
        yield from read_graph(file)


def files_of(inputs: Sequence[str | Path], *, descriptions: bool = False) -> list[str]:
    """The files that the inputs name: a folder stands for the RDF files in it, with ``descriptions`` those too that tell of the
    folder itself (void.ttl) and belong to no article. Raises NothingReadable where there are none.
    """
    files: list[str] = []
    for each in map(str, inputs):
        path = Path(each)
        if each != STDIN and path.is_dir():
            graphs = (file for file in path.rglob("*") if file.is_file() and _is_graph(file))
            files += sorted(str(file) for file in graphs if descriptions or file.name != DESCRIPTION)
        else:
            files.append(each)
    if not files:
        raise NothingReadable(f"{', '.join(map(str, inputs))}: no RDF files")
    return files


def _format_by_name(file: Path) -> GraphFormat | None:
    """As the name promises; compressed or not."""
    return format_of(file.with_suffix("") if file.suffix.lower() in SUFFIXES else file)


def _is_graph(file: Path) -> bool:
    """By its name. Of JSON files in a folder, most are something else: a manifest, metadata."""
    return _format_by_name(file) is not None and file.suffix.lower() != ".json"


def read_graph(source: str | Path, graph_format: GraphFormat | None = None) -> ox.Dataset:
    """The quads of a file, or of standard input for ``-``; format by name, else by content; also with gzip or zstd.

    Blank nodes get new names, so that those of two files never meet. Raises ReadError with the line where there is one.
    """
    if str(source) == STDIN:
        return parse_graph(_plain(sys.stdin.buffer.read(), "standard input"), "standard input", graph_format)
    path = Path(source)
    try:
        content = _plain(path.read_bytes(), source)
    except OSError as error:
        raise ReadError(source, error.strerror or str(error)) from None
    except ValueError as error:  # a NUL in the name
        raise ReadError(ascii(str(source)), str(error)) from None
    return parse_graph(content, source, graph_format or _format_by_name(path))


def _plain(content: bytes, source: str | Path) -> bytes:
    """Without gzip or zstd. Raises ReadError for what is broken or expands beyond measure."""
    if not is_compressed(content):
        return content
    try:
        return decompressed(io.BytesIO(content[_MAGIC:]), content[:_MAGIC], _MAX_EXPANSION).read()
    except ValueError as error:
        raise ReadError(source, str(error)) from None


def parse_graph(
    content: bytes, source: str | Path, graph_format: GraphFormat | None = None, base: str | None = None
) -> ox.Dataset:
    """The quads of what was read from ``source``. Raises ReadError, for relative IRIs too where no ``base`` is given."""
    content = content.removeprefix(codecs.BOM_UTF8)
    chosen = graph_format or _format_by_content(content)
    # A name that promises RDF is believed: its mistake is in a line. Any JSON is JSON-LD that says nothing.
    other = None if graph_format not in (None, GraphFormat.JSONLD) else _what_else(content)
    dataset = ox.Dataset()
    try:
        for quad in ox.parse(content, chosen.oxigraph, base_iri=base, rename_blank_nodes=True):
            dataset.add(quad)
    except SyntaxError as error:
        reason, line = (f"not {chosen}: {error.msg}", error.lineno) if other is None else (_instead(other), None)
        raise ReadError(source, reason, line) from None
    except (ValueError, RecursionError) as error:
        raise ReadError(source, f"not {chosen}: {error}" if other is None else _instead(other)) from None
    if other is not None and not len(dataset):
        raise ReadError(source, _instead(other))
    return dataset


def _instead(what: str) -> str:
    return f"{what}, not RDF; `kgexport export` makes RDF of articles"


def _what_else(content: bytes) -> str | None:
    """What content seems to be that is no RDF, as users give articles where graphs are wanted; None where it may be RDF."""
    begin = content[:_HEAD].lstrip()
    if not begin:
        return None
    if begin[:1] in (b"{", b"["):
        if _ANNOTATED.search(begin):
            return "annotated articles"
        return "JSON that is no JSON-LD" if _looks_like_json(begin) and b'"@' not in content else None
    if begin[:14].lower().startswith((b"<!doctype html", b"<html")):
        return "a web page"
    return None if _MAY_BE_RDF.match(begin) or b"\x00" in begin else "text"


def written_quads(nquads: bytes) -> list[ox.Quad]:
    """The quads that ``graph.write`` wrote as N-Quads, in the order they have there."""
    return list(ox.parse(nquads, ox.RdfFormat.N_QUADS))


def _format_by_content(content: bytes) -> GraphFormat:
    start = content.lstrip(b" \t\r\n")[:1]
    if start in {b"{", b"["} and _looks_like_json(content):
        return GraphFormat.JSONLD
    first = next((line for line in content.splitlines() if line.strip() and not line.lstrip().startswith(b"#")), b"")
    try:
        list(ox.parse(first, ox.RdfFormat.N_QUADS))
    except (SyntaxError, ValueError):
        return GraphFormat.TRIG  # which Turtle is a part of
    return GraphFormat.NQUADS  # which N-Triples is a part of


def _looks_like_json(content: bytes) -> bool:
    after = content.lstrip(b" \t\r\n")[1:].lstrip()[:1]
    return after in {b'"', b"{", b"}", b"]"}
