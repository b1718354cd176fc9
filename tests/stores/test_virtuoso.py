"""The same against Virtuoso (Debian: virtuoso-opensource-7-bin), which wants Digest authentication."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kgexport.errors import StoreError
from kgexport.model import AnnotatedArticle, Status
from kgexport.queries import Row, Rows, named_queries, question, run_query
from kgexport.stores.server import Server
from tests.stores.articles import graphs, lakeside, written
from tests.stores.servers import PASSWORD, VIRTUOSO, virtuoso

pytestmark = pytest.mark.skipif(
    VIRTUOSO is None, reason="virtuoso-t is not installed (Debian: virtuoso-opensource-7-bin)"
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as address:
        yield address


_BOOLEANS = {"true": "1", "false": "0"}


def _as_written(row: Row) -> Row:
    """Virtuoso gives a boolean another lexical form: 0 for false."""
    value = row[2]
    if isinstance(value, ox.Literal) and value.datatype.value.endswith("#boolean"):
        return (*row[:2], ox.Literal(value.value in {"1", "true"}))
    return row


def _read(answer: Rows) -> Counter[tuple[str, ...]]:
    """The rows as they are read, without what is not ASCII: where Virtuoso sorts, what stands so in a query (arrows, dashes)
    becomes a question mark. A boolean that a query works out is a number there."""
    rows: Any = answer.rows
    return Counter(
        tuple(
            _BOOLEANS.get(value, re.sub("[^\0-\x7f]", "?", value))
            for value in (term.value if term else "" for term in row)
        )
        for row in rows
    )


def test_load_replace_and_dump(root: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server(f"{root}/sparql", f"{root}/sparql-graph-crud-auth")
    monkeypatch.setenv("KGEXPORT_USER", "dba")
    monkeypatch.setenv("KGEXPORT_PASSWORD", "wrong")
    with pytest.raises(StoreError, match="wrong user or password"):
        server.load([str(written(tmp_path / "a.nq", lakeside(1)))])
    monkeypatch.setenv("KGEXPORT_PASSWORD", PASSWORD)
    assert server.load([str(written(tmp_path / "a.nq", lakeside(1), lakeside(2)))]).graphs == 2
    changed = lakeside(2, status=Status.HELD)
    assert server.load([str(written(tmp_path / "b.nq", changed))]).replaced == 1
    for graph in graphs(lakeside(1), changed):
        dump = server.ask(question(f"SELECT ?s ?p ?o WHERE {{ GRAPH {graph.name} {{ ?s ?p ?o }} }}"))
        assert set(map(_as_written, dump.rows)) == {(quad.subject, quad.predicate, quad.object) for quad in graph.quads}
    expected = [quad for graph in graphs(lakeside(1), changed) for quad in graph.quads]
    for name in ("who-met-whom", "groups"):
        asked = server.ask(question(name))
        assert asked.columns == run_query(name, expected).columns
        assert len(asked.rows) == len(run_query(name, expected).rows)


@pytest.fixture(scope="module")
def sample(
    tmp_path_factory: pytest.TempPathFactory, annotate: Callable[..., AnnotatedArticle], seed: Path
) -> Iterator[tuple[Server, list[ox.Quad]]]:
    """A server with the sample article as it is really read, and what was loaded."""
    text = seed.read_text(encoding="utf-8")
    article = annotate(text, publisher="The Gaze", published="2025-10-21", language="en")
    file = written(tmp_path_factory.mktemp("sample") / "sample.nq", article)
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as root, pytest.MonkeyPatch.context() as patch:
        patch.setenv("KGEXPORT_USER", "dba")
        patch.setenv("KGEXPORT_PASSWORD", PASSWORD)
        server = Server(f"{root}/sparql", f"{root}/sparql-graph-crud-auth")
        server.load([str(file)])
        yield server, list(ox.parse(path=str(file), format=ox.RdfFormat.N_QUADS))


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_every_named_query_is_answered_as_over_files(name: str, sample: tuple[Server, list[ox.Quad]]) -> None:
    server, quads = sample
    values = dict.fromkeys(named_queries()[name].about[:1], "Donald Trump")
    found, expected = server.ask(question(name, values)), run_query(name, quads, values)
    assert found.columns == expected.columns
    assert _read(found) == _read(expected)
