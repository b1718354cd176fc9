"""The same against Virtuoso (Debian: virtuoso-opensource-7-bin), which wants Digest authentication."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgexport.errors import StoreError
from kgexport.model import Status
from kgexport.queries import Row, question, run_query
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


def _as_written(row: Row) -> Row:
    """Virtuoso gives a boolean another lexical form: 0 for false."""
    value = row[2]
    if isinstance(value, ox.Literal) and value.datatype.value.endswith("#boolean"):
        return (*row[:2], ox.Literal(value.value in {"1", "true"}))
    return row


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
