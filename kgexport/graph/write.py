"""Writes quads: the same bytes for the same quads, and never half a file.

The RDF is pyoxigraph's; what is added is layout (a line of prefixes each, a blank line between things), and every output is
parsed again and compared before anybody sees it. A file is put in place in one step (``kgexport.files``), after its bytes
have been read back.
"""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

import pyoxigraph as ox
from rdflib import RDF

from kgexport.errors import WriteError
from kgexport.files import replacing, write_bytes
from kgexport.graph.formats import GraphFormat
from kgexport.graph.jsonld import jsonld
from kgexport.graph.order import OrderedQuads, in_reading_order
from kgexport.vocab import KG, PREFIXES

Items: TypeAlias = Sequence[ox.Quad] | Sequence[ox.Triple]

_TYPE, _ARTICLE = ox.NamedNode(RDF.type), ox.NamedNode(KG.Article)
_DEFAULT_GRAPH = ox.DefaultGraph()

# pyoxigraph writes one line a predicate and indents with tabs; in literals it escapes newlines and tabs.
_SUBJECT_LINE = re.compile(rb"\n(?=[^\t\n])")
_SUBJECT_LINE_IN_GRAPH = re.compile(rb"(?<!\{)\n(?=\t[^\t\n])")
_GRAPH_LINE = re.compile(rb"(?<=\})\n(?=[^\n])")
# A string, or an IRI that was shortened to its host and path: "<//host/path>".
_STRING_OR_SHORTENED = re.compile(rb'"(?:[^"\\]|\\.)*+"?|<//')  # every string ends


def serialise(quads: Iterable[ox.Quad], graph_format: GraphFormat, prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """The quads, sorted, without repetitions, in UTF-8. Formats that name no graphs get the union of all graphs.

    ``prefixes`` are for Turtle and TriG.

    Raises WriteError where reading the result back does not give the same quads.
    """
    if not graph_format.names_graphs and not isinstance(quads, OrderedQuads):
        quads = (ox.Quad(subject, predicate, value, _DEFAULT_GRAPH) for subject, predicate, value, _ in quads)
    ordered = in_reading_order(quads)
    items = ordered if graph_format.names_graphs else [quad.triple for quad in ordered]
    match graph_format:
        case GraphFormat.TURTLE | GraphFormat.TRIG:
            written = _turtle(items, graph_format, _base(ordered), prefixes)
        case GraphFormat.JSONLD:
            written = jsonld(ordered, _base(ordered))
        case _:
            written = _serialised(items, graph_format)
    prove(written, items, graph_format)
    return written


def write(quads: Iterable[ox.Quad], target: Path | BinaryIO, graph_format: GraphFormat) -> None:
    """Writes to a file or to a binary stream. Raises WriteError; a file that was there is then as it was."""
    _write(serialise(quads, graph_format), target)


def write_joined(graphs: Mapping[str, bytes], target: Path | BinaryIO) -> None:
    """Writes named graphs by their names, each as ``serialise`` made N-Quads of it: the bytes that all their quads would give.
    They have been read back already. Raises WriteError.
    """
    _write(b"".join(graphs[name] for name in sorted(graphs)), target)


def _write(written: bytes, target: Path | BinaryIO) -> None:
    if isinstance(target, Path):
        with replacing(target) as stream:
            _put(written, stream)
    else:
        _put(written, target)


def _put(written: bytes, stream: BinaryIO) -> None:
    write_bytes(stream, written)
    if stream.readable() and stream.seekable():
        stream.seek(-len(written), io.SEEK_CUR)
        if stream.read(len(written)) != written:
            raise WriteError("output", "what was read back is not what was written")


def _turtle(items: Items, graph_format: GraphFormat, base: str | None, prefixes: Mapping[str, str]) -> bytes:
    whole = _serialised(items, graph_format, prefixes=prefixes, base_iri=base)
    # pyoxigraph would write namespaces and other hosts relative to the base; they read better in full.
    body = whole.split(b"\n", len(prefixes) + (1 if base else 0))[-1]
    if base and b"<//" in body:
        scheme = base.partition("//")[0].encode()
        body = _STRING_OR_SHORTENED.sub(lambda found: b"<" + scheme + b"//" if found[0] == b"<//" else found[0], body)
    head = [f"@base <{base}> ."] if base else []
    head += [f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in prefixes.items()]
    if graph_format is GraphFormat.TURTLE:
        body = _SUBJECT_LINE.sub(b"\n\n", body)
    else:
        body = _GRAPH_LINE.sub(b"\n\n", _SUBJECT_LINE_IN_GRAPH.sub(b"\n\n", body))
    body = body.replace(b"\n\t\t", b"\n        ").replace(b"\n\t", b"\n    ")
    return "\n".join(head).encode() + b"\n" + (b"\n" + body if body else b"")


def _serialised(items: Items, graph_format: GraphFormat, **layout: Any) -> bytes:
    written = ox.serialize(items, format=graph_format.oxigraph, **layout)
    assert written is not None
    return written


def _base(quads: Iterable[ox.Quad]) -> str | None:
    """The article where there is one; the folder that all articles are in where there are more; else None."""
    articles: set[str] = set()
    for quad in quads:
        if quad.predicate == _TYPE and quad.object == _ARTICLE and isinstance(quad.subject, ox.NamedNode):
            articles.add(quad.subject.value)
            if isinstance(quads, OrderedQuads):  # of one article, which comes first
                break
    articles = {article for article in articles if "/article/" in article and "#" not in article}
    if len(articles) == 1:
        return articles.pop()
    folders = {article[: article.rindex("/article/") + 1] for article in articles}
    return folders.pop() if len(folders) == 1 else None


def prove(written: bytes, items: Items, graph_format: GraphFormat) -> None:
    """Raises WriteError where reading ``written`` does not give the items: quads where the format names graphs, else triples."""
    try:
        quads = ox.parse(written, graph_format.oxigraph)
        read = list(quads) if graph_format.names_graphs else [quad.triple for quad in quads]
    except (SyntaxError, ValueError) as error:
        raise WriteError("output", f"what was written cannot be read: {error}") from None
    # Most formats give back the order; where one does not, the sets must be the same.
    if read != list(items) and (len(read) != len(items) or set(read) != set(items)):
        raise WriteError("output", "what was written says something else when it is read")
