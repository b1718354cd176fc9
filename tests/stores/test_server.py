"""Graphs onto servers, and questions to them: a real Oxigraph server, and one that fails as it is told."""

import itertools
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import stamina

from kgexport.errors import QueryError, ReadError, StoreError, UsageError
from kgexport.model import Status
from kgexport.queries import named_queries, question, run_query
from kgexport.stores.credentials import AsAsked, Credentials, credentials_for
from kgexport.stores.folder import Loaded
from kgexport.stores.server import ATTEMPTS, Server
from tests.conftest import CHECKOUT
from tests.stores.articles import graphs, lakeside, written
from tests.stores.servers import Request, answering, free_port, oxigraph

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with oxigraph() as root:
        yield root


@pytest.fixture
def empty(server: str) -> str:
    httpx.delete(f"{server}/store").raise_for_status()
    return server


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("KGEXPORT_USER", "KGEXPORT_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", "/dev/null")
    with stamina.set_testing(True, attempts=ATTEMPTS):
        yield


def dump(root: str) -> set[ox.Quad]:
    answer = httpx.get(f"{root}/store", headers={"accept": "application/n-quads"})
    return set(ox.parse(answer.content, ox.RdfFormat.N_QUADS))


def quads_of(*articles: object) -> set[ox.Quad]:
    return {quad for graph in graphs(*articles) for quad in graph.quads}  # type: ignore[arg-type]


def test_what_was_loaded_is_on_the_server_graph_by_graph(empty: str, tmp_path: Path) -> None:
    two = lakeside(1), lakeside(2, status=Status.HELD)
    counted: list[int] = []
    loaded = Server(f"{empty}/query").load([str(written(tmp_path / "two.trig", *two))], counted.append)
    assert (loaded, counted) == (Loaded(added=2), [1, 1])
    assert dump(empty) == quads_of(*two)


def test_loading_again_sends_only_what_has_changed(empty: str, tmp_path: Path) -> None:
    server = Server(f"{empty}/query", f"{empty}/store")
    file = str(written(tmp_path / "a.nq", lakeside(1), lakeside(2)))
    server.load([file])
    assert server.load([file]) == Loaded(unchanged=2)
    changed = lakeside(2, status=Status.CANCELLED)
    loaded = server.load([str(written(tmp_path / "b.ttl", changed)), str(written(tmp_path / "c.ttl", lakeside(3)))])
    assert loaded == Loaded(added=1, replaced=1)
    assert dump(empty) == quads_of(lakeside(1), changed, lakeside(3))


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_a_server_answers_every_named_query_as_files_do(server: str, name: str, tmp_path: Path) -> None:
    two = lakeside(1), lakeside(2, status=Status.HELD, name="Ada Maria Moreau")
    if name == min(named_queries()) or dump(server) != quads_of(*two):
        httpx.delete(f"{server}/store").raise_for_status()
        Server(f"{server}/query").load([str(written(tmp_path / "two.trig", *two))])
    expected = run_query(name, quads_of(*two))
    assert Server(f"{server}/query").ask(question(name)) == expected
    for parameter, condition in named_queries()[name].conditions.items():
        index = expected.columns.index(condition.columns[0])
        value = next((row[index].value for row in expected.rows if row[index] is not None), None)  # type: ignore[union-attr]
        if value is not None:
            asked = question(name, {parameter: value})
            assert Server(f"{server}/query").ask(asked) == run_query(name, quads_of(*two), {parameter: value})


def test_ask_construct_and_bound_parameters_work_on_a_server(empty: str, tmp_path: Path) -> None:
    server = Server(f"{empty}/query")
    server.load([str(written(tmp_path / "one.ttl", lakeside(1)))])
    assert server.ask(question("ASK { ?p a kg:Person }")).rows == ((ox.Literal(True),),)
    assert server.ask(question("CONSTRUCT { ?p a kg:Person } WHERE { ?p a kg:Person }")).is_graph
    query = "SELECT ?p ?name WHERE { ?p a kg:Person ; schema:name ?name }"
    assert server.ask(question(query, {"name": "Ada Moreau"})) == run_query(
        query, quads_of(lakeside(1)), {"name": "Ada Moreau"}
    )


def test_a_syntax_error_that_a_server_finds_has_the_line_of_the_query_that_was_written(server: str) -> None:
    with pytest.raises(QueryError, match=r"not a SPARQL query: line 2, column \d+: "):
        Server(f"{server}/query").ask(question("SELECT *\nWHERE { ?s }"))


_KILLED = """
import os, signal, sys
from kgexport.stores.server import Server
left = [int(sys.argv[1])]
def advance(by):
    left[0] -= by
    if left[0] <= 0:
        os.kill(os.getpid(), signal.SIGKILL)
Server(sys.argv[2]).load([sys.argv[3]], advance)
"""


def test_a_load_that_was_killed_leaves_whole_graphs_and_is_finished_by_the_next(empty: str, tmp_path: Path) -> None:
    numbers = range(1, 13)
    old, new = [lakeside(n) for n in numbers], [lakeside(n, status=Status.HELD) for n in numbers]
    whole = {frozenset(graph.quads) for graph in graphs(*old, *new)}
    for articles, after in ((old, 5), (new, 1), (new, 4)):
        file = written(tmp_path / "articles.nq", *articles)
        command = [sys.executable, "-c", _KILLED, str(after), f"{empty}/query", str(file)]
        ended = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=60, check=False)
        assert ended.returncode == -signal.SIGKILL, ended.stderr
        by_graph: dict[object, set[ox.Quad]] = {}
        for quad in dump(empty):
            by_graph.setdefault(quad.graph_name, set()).add(quad)
        assert {frozenset(quads) for quads in by_graph.values()} <= whole
    file = written(tmp_path / "articles.nq", *new)
    again = Server(f"{empty}/query").load([str(file)])
    assert again.graphs == 12
    assert again.unchanged >= 4  # what was in place is not sent again
    assert dump(empty) == quads_of(*new)


def always(status: int, body: bytes = b"", **headers: str) -> Callable[[Request], tuple[int, dict[str, str], bytes]]:
    return lambda _: (status, headers, body)


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [(400, b"bad\nTurtle", "400 Bad Request: bad Turtle"), (507, b"", "507 Insufficient Storage"), (301, b"", "301")],
)
def test_an_error_in_the_middle_of_a_load_says_what_is_in_place(
    tmp_path: Path, status: int, body: bytes, said: str
) -> None:
    def answer(request: Request) -> tuple[int, dict[str, str], bytes]:
        if request.method == "GET":
            return 404, {}, b""
        return (204, {}, b"") if "lakeside-1" in request.path else (status, {"Content-Type": "text/plain"}, body)

    file = str(written(tmp_path / "a.nq", lakeside(1), lakeside(2), lakeside(3)))
    with answering(answer) as other, pytest.raises(StoreError) as error:
        Server(f"{other.root}/query", connections=1).load([file])
    assert str(error.value).startswith(f"{other.root}/store: {said}")
    assert str(error.value).endswith("lakeside-2>; 1 of 3 graphs are in place; start it again to go on")
    assert [r.path.rpartition("-")[2] for r in other.requests if r.method == "PUT"] == ["1", "2"]


def test_several_graphs_are_on_their_way_at_a_time_and_never_more(tmp_path: Path) -> None:
    busy, most, lock = [0], [0], threading.Lock()

    def answer(request: Request) -> tuple[int, dict[str, str], bytes]:
        with lock:
            busy[0] += 1
            most[0] = max(most[0], busy[0])
        time.sleep(0.02)
        with lock:
            busy[0] -= 1
        return (404 if request.method == "GET" else 201), {}, b""

    file, counted = str(written(tmp_path / "a.nq", *map(lakeside, range(1, 14)))), list[int]()
    with answering(answer) as other:
        assert Server(f"{other.root}/query", connections=3).load([file], counted.append) == Loaded(added=13)
    assert most[0] == 3
    assert counted == [1] * 13
    assert sum(request.method == "PUT" for request in other.requests) == 13


def test_after_an_error_nothing_more_is_sent_and_what_is_in_place_is_counted(tmp_path: Path) -> None:
    """The others that were on their way are waited for."""

    def answer(request: Request) -> tuple[int, dict[str, str], bytes]:
        if request.method == "GET":
            return 404, {}, b""
        time.sleep(0.05)
        return (500, {}, b"") if request.path.endswith("lakeside-12") else (201, {}, b"")

    file = str(written(tmp_path / "a.nq", *map(lakeside, range(1, 29))))
    with answering(answer) as other, pytest.raises(StoreError) as error:
        Server(f"{other.root}/query").load([file])
    put = sum(request.method == "PUT" for request in other.requests)
    assert f"lakeside-12>; {put - 1} of 28 graphs are in place" in str(error.value)
    assert put < 12


def test_a_server_that_is_not_there_or_knows_no_such_password_is_asked_once(tmp_path: Path) -> None:
    file = str(written(tmp_path / "a.nq", *map(lakeside, range(1, 9))))
    with answering(always(403, b"no")) as other, pytest.raises(StoreError, match=r"403.*0 of 8 graphs are in place"):
        Server(f"{other.root}/query").load([file])
    assert len(other.requests) == 1


def test_what_may_pass_is_tried_again(tmp_path: Path) -> None:
    seen: list[int] = []

    def answer(request: Request) -> tuple[int, dict[str, str], bytes]:
        seen.append(1)
        if len(seen) in {1, 3, 4}:
            return 503, {}, b"busy"
        return (404 if request.method == "GET" else 201), {}, b""

    notices: list[str] = []
    with answering(answer) as other:
        loaded = Server(f"{other.root}/query", notice=notices.append).load(
            [str(written(tmp_path / "a.ttl", lakeside(1)))]
        )
    assert loaded == Loaded(added=1)
    assert len(notices) == 3
    with answering(always(503, b"busy")) as other, pytest.raises(StoreError, match=r"503 .*: busy after 5 attempts"):
        Server(f"{other.root}/query").load([str(tmp_path / "a.ttl")])
    assert len(other.requests) == ATTEMPTS


_DEADLOCKED = b"""<html><head><title>Request failed</title></head><body><h1>HTTP/1.1 500 Request Failed</h1>
<h3>Error 40001</h3> <xmp>SR172: Transaction deadlocked</xmp></body></html>"""


def test_a_transaction_that_gave_way_to_another_is_tried_again(tmp_path: Path) -> None:
    """Virtuoso says so with 500, on a page, when several graphs are on their way at once."""
    put = itertools.count()

    def answer(request: Request) -> tuple[int, dict[str, str], bytes]:
        if request.method == "GET":
            return 404, {}, b""
        return (500, {"Content-Type": "text/html"}, _DEADLOCKED) if next(put) == 0 else (201, {}, b"")

    with answering(answer) as other:
        file = str(written(tmp_path / "a.ttl", lakeside(1)))
        assert Server(f"{other.root}/query").load([file]) == Loaded(added=1)
    assert next(put) == 2


def test_what_a_page_says_is_the_reason(tmp_path: Path) -> None:
    page = b"<html><head><style>p {}</style></head><body><h1>Disk full</h1><p>4 &lt; 5 GB</p></body></html>"
    with answering(lambda _: (507, {"Content-Type": "text/html"}, page)) as other, pytest.raises(StoreError) as error:
        Server(f"{other.root}/query").load([str(written(tmp_path / "a.ttl", lakeside(1)))])
    assert "507 Insufficient Storage: Disk full 4 < 5 GB, for graph" in str(error.value)


def test_a_server_that_is_not_there_is_one_line(tmp_path: Path, run: Run) -> None:
    address = f"http://127.0.0.1:{free_port()}/query"
    with pytest.raises(StoreError, match="no answer: "):
        Server(address).ask(question("articles"))


def test_nothing_is_sent_before_all_inputs_are_read(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("<a> <b> .", encoding="utf-8")
    with answering(always(204)) as other, pytest.raises(ReadError):
        Server(f"{other.root}/query").load([str(written(tmp_path / "a.ttl", lakeside(1))), str(tmp_path / "bad.ttl")])
    assert not other.requests


@pytest.mark.parametrize("scheme", ["Basic", "Digest"])
def test_credentials_are_given_when_they_are_asked_for_and_appear_nowhere_else(
    tmp_path: Path, scheme: str, run: Run
) -> None:
    challenge = f'{scheme} realm="r"' + (', nonce="n", qop="auth", algorithm=MD5' if scheme == "Digest" else "")

    def answer(request: Request) -> tuple[int, dict[str, str], bytes]:
        if "authorization" not in request.headers:
            return 401, {"WWW-Authenticate": challenge}, b""
        return (404 if request.method == "GET" else 201), {}, b""

    file = written(tmp_path / "a.nq", lakeside(1), lakeside(2))
    with answering(answer) as other:
        done = run(
            "load",
            file,
            "--endpoint",
            f"{other.root}/query",
            env={"KGEXPORT_USER": "eve", "KGEXPORT_PASSWORD": "s3cret"},
        )
    assert done.returncode == 0, done.stderr
    given = [request.headers.get("authorization", "") for request in other.requests]
    schemes = [each.split(" ")[0] for each in given]
    assert schemes == ["", scheme, scheme] * 2  # asked for once a connection
    assert b"s3cret" not in done.stderr + done.stdout
    assert not any("s3cret" in request.path + request.body.decode() for request in other.requests)


def test_a_wrong_password_is_one_line_and_not_repeated(tmp_path: Path, run: Run) -> None:
    file = written(tmp_path / "a.ttl", lakeside(1))
    with answering(always(401, b"no", **{"WWW-Authenticate": 'Basic realm="r"'})) as other:
        address = f"{other.root}/query"
        wrong = run("load", file, "--endpoint", address, env={"KGEXPORT_USER": "eve", "KGEXPORT_PASSWORD": "s3cret"})
        none = run("load", file, "--endpoint", address, env={"NETRC": "/dev/null"})
    assert (wrong.returncode, none.returncode) == (5, 5)
    assert b"wrong user or password (401)" in wrong.stderr
    assert b"s3cret" not in wrong.stderr
    assert b"user and password wanted (401)" in none.stderr
    assert wrong.stderr.count(b"\n") == none.stderr.count(b"\n") == 1


def test_netrc_knows_who_we_are_where_the_environment_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "netrc"
    file.write_text("machine store.example login ada password pw\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(file))
    assert credentials_for("https://store.example/sparql") == Credentials("ada", "pw")
    assert credentials_for("https://elsewhere.example/") is None
    monkeypatch.setenv("KGEXPORT_USER", "eve")
    assert credentials_for("https://store.example/sparql") == Credentials("eve", "")
    monkeypatch.delenv("KGEXPORT_USER")
    file.write_text("machine store.example nonsense pw\n", encoding="utf-8")
    with pytest.raises(UsageError, match="netrc: "):
        credentials_for("https://store.example/sparql")
    assert "pw" not in repr(Credentials("ada", "pw"))
    assert AsAsked(None).requires_request_body


@pytest.mark.parametrize("url", ["http://eve:s3cret@localhost/query", "http://eve@localhost/query"])
def test_an_address_with_a_password_is_refused_without_repeating_it(tmp_path: Path, url: str) -> None:
    for make in (lambda: Server(url), lambda: Server("http://localhost/query", url)):
        with pytest.raises(UsageError, match="no user or password in an address") as error:
            make()
        assert "s3cret" not in str(error.value)


@pytest.mark.parametrize("url", ["localhost:7878", "ftp://localhost/", "http://", "http://[", "http://h:99999/q"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="not the address of a server"):
        Server(url)


def test_the_graph_store_of_other_servers_must_be_given(tmp_path: Path) -> None:
    file = str(written(tmp_path / "a.ttl", lakeside(1)))
    with pytest.raises(UsageError, match="Give --graph-store URL"):
        Server("http://localhost:3030/ds/sparql").load([file])


@pytest.mark.parametrize("body", [b"<html>", b"{", b'{"head": {}}'])
def test_an_answer_that_is_none_is_one_line(body: bytes) -> None:
    json = {"Content-Type": "application/sparql-results+json"}
    with answering(lambda _: (200, json, body)) as other, pytest.raises(StoreError, match="cannot be read"):
        Server(f"{other.root}/query").ask(question("articles"))


def test_from_the_command_line(empty: str, tmp_path: Path, run: Run) -> None:
    file = written(tmp_path / "a.ttl", lakeside(1))
    done = run("load", file, "--endpoint", f"{empty}/query")
    assert (done.returncode, done.stderr.decode()) == (
        0,
        f"1 graph: 1 added, 0 replaced, 0 unchanged -> {empty}/query\n",
    )
    asked = ("query", "who-met-whom", "--person", "Ada Moreau", "--format", "csv")
    assert run("load", file, "--store", tmp_path / "store", "-q").returncode == 0
    answers = [
        run(*asked, *where) for where in ((file,), ("--store", tmp_path / "store"), ("--endpoint", f"{empty}/query"))
    ]
    assert len({answer.stdout for answer in answers}) == 1
    assert answers[0].stdout.count(b"\r\n") == 2
    assert run(*asked, file, "--store", tmp_path / "store").returncode == 2
    assert run(*asked).returncode == 2
    assert run("load", file, "--store", tmp_path / "store", "--endpoint", f"{empty}/query").returncode == 2
    assert run("load", file, "--graph-store", f"{empty}/store").returncode == 2
    missing = run("query", "articles", "--store", tmp_path / "nothing")
    assert (missing.returncode, missing.stderr.count(b"\n")) == (5, 1)
