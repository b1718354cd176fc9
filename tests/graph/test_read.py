import gzip
import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pyoxigraph as ox
import pytest

from kgexport.errors import NothingReadable, ReadError
from kgexport.graph.formats import GraphFormat
from kgexport.graph.read import files_of, parse_graph, read_graph, read_graphs
from kgexport.graph.write import serialise
from tests.builders import make_annotated
from tests.graphs import graph_of

QUADS = graph_of(make_annotated()).quads


@pytest.mark.parametrize("graph_format", GraphFormat)
@pytest.mark.parametrize("named", [True, False])
def test_a_file_is_read_by_its_name_and_else_by_its_content(
    graph_format: GraphFormat, named: bool, tmp_path: Path
) -> None:
    path = tmp_path / (f"out.{graph_format.extension}" if named else "out")
    path.write_bytes(serialise(QUADS, graph_format))
    assert {quad.triple for quad in read_graph(path)} == {quad.triple for quad in QUADS}


@pytest.mark.parametrize("graph_format", GraphFormat)
def test_standard_input_is_read_by_its_content(graph_format: GraphFormat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(serialise(QUADS, graph_format))))
    assert len(read_graph("-")) == len(QUADS)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n# nothing\n"])
def test_nothing_is_a_graph_of_nothing(content: bytes) -> None:
    assert len(parse_graph(content, "x.ttl", GraphFormat.TURTLE)) == 0


def test_an_error_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text("<urn:a> <urn:b> <urn:c> .\n\n<urn:a> <urn:b> .\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"broken\.ttl:3: not turtle") as caught:
        read_graph(path)
    assert (caught.value.line, caught.value.source) == (3, str(path))


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\x01",
        b"\xff\xfe<\x00",
        b"{",
        b"[",
        b'{"@context": "https://other.example/c"}',
        b"hello",
        b"<a> <b> <c> .",
        b"[" * 9999,
    ],
)
@pytest.mark.parametrize("graph_format", GraphFormat)
def test_what_is_no_graph_is_a_clear_error(content: bytes, graph_format: GraphFormat) -> None:
    with pytest.raises(ReadError) as caught:
        parse_graph(content, "input", graph_format)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="No such file"):
        read_graph(tmp_path / "missing.ttl")
    with pytest.raises(ReadError, match="directory"):
        read_graph(tmp_path)
    with pytest.raises(ReadError, match="null byte"):
        read_graph("a\0b")


def test_blank_nodes_of_two_files_never_meet() -> None:
    one, two = (parse_graph(b"_:a <urn:p> <urn:o> .", name, GraphFormat.TURTLE) for name in ("1", "2"))
    assert len({quad.subject for quad in [*one, *two] if isinstance(quad.subject, ox.BlankNode)}) == 2


def test_a_folder_stands_for_the_rdf_files_in_it(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.ttl").write_bytes(serialise(QUADS, GraphFormat.TURTLE))
    (tmp_path / "a.nq").write_text("<a:s> <a:p> <a:o> .\n", encoding="utf-8")
    (tmp_path / "manifest.json").write_text("{}", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    assert files_of([tmp_path, "-"]) == [str(tmp_path / "a.nq"), str(tmp_path / "deep" / "b.ttl"), "-"]
    assert len(list(read_graphs([tmp_path]))) == len(QUADS) + 1


def test_a_folder_without_rdf_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NothingReadable, match="no RDF files"):
        files_of([tmp_path])


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_a_compressed_file_is_read_by_the_name_before(suffix: str, tmp_path: Path) -> None:
    zstd = pytest.importorskip("zstandard").ZstdCompressor()
    compress = gzip.compress if suffix == ".gz" else zstd.compress
    path = tmp_path / f"out.nq{suffix}"
    path.write_bytes(compress(serialise(QUADS, GraphFormat.NQUADS)))
    assert set(read_graphs([tmp_path])) == set(QUADS)
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(ReadError, match="cut off"):
        read_graph(path)
