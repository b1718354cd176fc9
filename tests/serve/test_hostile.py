"""Nothing gets in, nothing breaks it, and it still answers afterwards."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgexport.serve.guard import DEEPEST, why_refused
from kgexport.stores.folder import reading
from tests.conftest import CHECKOUT
from tests.serve.conftest import SECONDS, command
from tests.stores.servers import free_port

Process = "tuple[str, subprocess.Popen[bytes]]"


@pytest.fixture(autouse=True)
def _still_answers(site: httpx.Client) -> "object":
    yield
    end = time.monotonic() + 20
    while (response := site.post("/sparql", data={"query": "ASK { ?p a kg:Person }"})).status_code == 503:
        assert time.monotonic() < end  # a worker that was killed starts anew, on a busy machine slowly
    assert response.json() == {"head": {}, "boolean": True}


def status_of(site: httpx.Client, query: str) -> int:
    start = time.monotonic()
    response = site.post("/sparql", content=query, headers={"content-type": "application/sparql-query"})
    assert time.monotonic() - start < SECONDS + 1 + 2  # a busy machine gets two seconds more
    assert response.status_code != 200 or len(response.content) < 9 << 20
    return response.status_code


@pytest.mark.parametrize("depth", [1000, 20_000])
@pytest.mark.parametrize(("opening", "closing"), [("{", "}"), ("{ FILTER (", ")}"), ("{ ?s ?p [ ?q (", ")] }")])
def test_deep_queries_are_refused(site: httpx.Client, depth: int, opening: str, closing: str) -> None:
    depth = min(depth, 120_000 // len(opening + closing))
    query = f"SELECT * {opening * depth} {closing * depth}"
    assert status_of(site, query) in {400, 413}


@pytest.mark.parametrize("part", ["!", "-", "+1", "/<urn:a>", "|<urn:a>", "&& ?x ", "UNION {} ", "OPTIONAL {} ", "{} "])
@pytest.mark.parametrize("times", [1000, 20_000])
def test_what_is_deep_without_brackets_ends_no_more_than_its_worker(site: httpx.Client, part: str, times: int) -> None:
    where = {
        "!": "FILTER ({} ?x)",
        "-": "FILTER ({} 1)",
        "+1": "FILTER (1 {})",
        "&& ?x ": "FILTER (?x {})",
        "/<urn:a>": "?s <urn:b>{} ?o",
        "|<urn:a>": "?s <urn:b>{} ?o",
    }.get(part, "{{}} {}")
    assert status_of(site, f"ASK {{ {where.format(part * times)} }}") in {200, 400, 413, 503}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service\tSILENT?x{ ?s ?p ?o } }",
        "SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }",
        "SELECT * FROM NAMED <urn:g> { GRAPH ?g { ?s ?p ?o } }",
        "LOAD <http://127.0.0.1:9/>",
        "SELECT * { ?s ?p '#' } #'\nFROM <urn:x>",
    ],
)
def test_what_would_fetch_something_is_refused(site: httpx.Client, query: str) -> None:
    assert status_of(site, query) == 403


@pytest.mark.parametrize(
    "query",
    [
        'SELECT ?from { ?from kg:from \'SERVICE\' ; <urn:load> """FROM""" } # LOAD',
        "SELECT * { ?s ?p 'a\\'FROM' }",
    ],
)
def test_words_in_names_and_strings_are_no_offence(site: httpx.Client, query: str) -> None:
    assert status_of(site, query) == 200


def test_updates_and_other_datasets_are_refused(site: httpx.Client) -> None:
    update = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"
    kind = {"content-type": "application/sparql-update"}
    assert site.post("/sparql", content=update, headers=kind).status_code == 403
    assert site.post("/sparql", data={"update": update}).status_code == 403
    assert status_of(site, update) == 400
    for name in ("default-graph-uri", "named-graph-uri"):
        assert site.get("/sparql", params={"query": "ASK {}", name: "urn:g"}).status_code == 403
    for method in ("PUT", "DELETE", "PATCH"):
        assert site.request(method, "/sparql").status_code == 405
        assert site.request(method, "/article/lakeside-1").status_code == 405


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?f ?i",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "SELECT (GROUP_CONCAT(?c) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "CONSTRUCT { ?a ?e ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    ],
)
def test_endless_queries_end_at_the_limit(site: httpx.Client, query: str) -> None:
    assert status_of(site, query) in {422, 503}


@pytest.mark.parametrize("size", [200_000, 1 << 20])
def test_who_sends_all_of_a_large_body_before_reading_gets_the_answer(site: httpx.Client, size: int) -> None:
    """A connection that is closed over unread bytes is reset, and the answer lost."""
    size -= size % 20
    with socket.create_connection((site.base_url.host, site.base_url.port or 80), timeout=10) as client:
        client.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n")
        client.sendall(b"Content-Length: %d\r\n\r\n" % size)
        for _ in range(20):
            client.sendall(b"#" * (size // 20))
            time.sleep(0.01)
        assert client.recv(64).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize("size", [200_000, 1 << 20])
def test_large_bodies_are_refused(site: httpx.Client, size: int) -> None:
    kind = {"content-type": "application/sparql-query"}
    assert site.post("/sparql", content=b"x" * size, headers=kind).status_code == 413
    chunks = (b"x" * 10_000 for _ in range(size // 10_000))
    assert site.post("/sparql", content=chunks, headers=kind).status_code == 413
    assert site.post("/sparql", content=b"#" * 70_000, headers=kind).status_code == 413


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"\xff", "application/sparql-query", 400),
        (b"query=%ff", "application/x-www-form-urlencoded", 400),
        (b"query=ASK%20{}&query=ASK%20{}", "application/x-www-form-urlencoded", 400),
        (b"&".join([b"a=b"] * 50), "application/x-www-form-urlencoded", 400),
        (b"", "application/x-www-form-urlencoded", 400),
        (b"{}", "application/json", 415),
        (b"ASK {}", "", 415),
    ],
)
def test_requests_that_are_none(site: httpx.Client, content: bytes, kind: str, status: int) -> None:
    assert site.post("/sparql", content=content, headers={"content-type": kind}).status_code == status


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "localhost.evil.example", "", "[::2]:1"])
def test_another_host_is_refused(site: httpx.Client, host: str) -> None:
    assert site.get("/", headers={"host": host}).status_code == 421


def test_loopback_names_are_known(site: httpx.Client) -> None:
    for host in ("localhost", "LOCALHOST:1", "[::1]:80", "127.0.0.1"):
        assert site.get("/-/style.css", headers={"host": host}).status_code == 200


def test_no_other_site_may_read_and_pages_may_load_nothing(site: httpx.Client) -> None:
    for path in ("/", "/article/lakeside-1", "/sparql?query=ASK%20%7B%7D", "/nothing", "/person/%3E"):
        headers = site.get(path, headers={"origin": "https://evil.example", "accept": "text/html, */*;q=0.1"}).headers
        assert "access-control-allow-origin" not in headers
        assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self';")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_other_sites_may_read_where_that_was_asked_for(store: Path) -> None:
    from tests.stores.servers import started

    root = f"http://localhost:{(port := free_port())}"
    more = ("--cors", "https://good.example", "--workers", "1")
    with started(command(store, port, *more), f"{root}/-/style.css", cwd=CHECKOUT):
        for origin, allowed in (("https://good.example", "https://good.example"), ("https://evil.example", None)):
            answer = httpx.get(f"{root}/-/style.css", headers={"origin": origin})
            assert answer.headers.get("access-control-allow-origin") == allowed


def test_many_clients_at_once_are_answered_or_turned_away(process: Process, site: httpx.Client) -> None:
    """200 clients, at most four seconds: every answer is one of these, and memory stays within its limit."""
    root, running = process
    heavy = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    end, seen, most = time.monotonic() + 4, Counter[int](), 0
    lock = threading.Lock()

    def client(number: int) -> None:
        with httpx.Client(base_url=root, timeout=20) as mine:
            while time.monotonic() < end:
                query = heavy if number % 10 == 0 else "ASK { ?p a kg:Person }"
                status = mine.post("/sparql", data={"query": query}).status_code
                with lock:
                    seen[status] += 1

    threads = [threading.Thread(target=client, args=(number,)) for number in range(200)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        most = max(most, _resident(running.pid))
        time.sleep(0.1)
    for thread in threads:
        thread.join()
    assert set(seen) <= {200, 503}
    assert seen[503]
    assert most < 500 << 20


def _resident(pid: int) -> int:
    """Bytes of a process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    total = 0
    for each in (str(pid), *children):
        try:
            total += int(Path(f"/proc/{each}/statm").read_text(encoding="ascii").split()[1])
        except FileNotFoundError:
            continue
    return total * os.sysconf("SC_PAGE_SIZE")


_BYPASSED = """
import sys, socket
from pathlib import Path
from kgexport.serve import confinement, worker
from kgexport.stores.folder import open_for_reading
store = open_for_reading(Path(sys.argv[1]))
store.query("ASK { ?s ?p ?o }")
assert confinement.refuse_connections()
answer = worker.Worker(store, "https://kg.example/", 1000).answer({"task": "query", "accept": "*/*"}, sys.argv[2].encode())
print(answer[0])
try:
    socket.socket()
except OSError as error:
    print(error.strerror)
"""


def test_a_worker_could_not_connect_even_if_a_query_got_past_the_guard(store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        query = f"SELECT * {{ SERVICE <http://127.0.0.1:{listening.getsockname()[1]}/> {{ ?s ?p ?o }} }}"
        command = [sys.executable, "-c", _BYPASSED, str(store), query]
        done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=60, check=False)
        assert done.stdout.splitlines() == ["400", "Permission denied"], done.stderr
        with pytest.raises(TimeoutError):
            listening.accept()


@given(st.text("{}()[]<>\"'#\\ \n?:.aSERVICEFROM", max_size=60))
def test_no_query_that_the_guard_lets_through_fetches_anything(query: str) -> None:
    """Whatever parses as a query with SERVICE or FROM, the guard has refused."""
    if why_refused(query) is None:
        try:
            result = ox.Store().query(query)
        except (SyntaxError, ValueError, OSError, RuntimeError):
            return
        assert "SERVICE" not in str(result)


def test_the_guard_counts_brackets_that_are_open_at_once() -> None:
    assert why_refused("ASK { " + "{} " * 1000 + "}") is None
    assert why_refused("ASK " + "{" * DEEPEST + "}" * DEEPEST) is None
    assert why_refused("ASK " + "{" * (DEEPEST + 1) + "}" * (DEEPEST + 1)) is not None
    assert why_refused(f"ASK {{ ?s ?p '{'(' * 1000}' }}") is None


def test_the_engine_knows_no_keyword_that_is_written_in_escapes() -> None:
    """The guard does not decode them either."""
    with pytest.raises(SyntaxError):
        ox.Store().query("SELECT * { SERV\\u0049CE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_a_store_that_is_served_can_be_read_and_not_loaded(process: Process, store: Path, tmp_path: Path) -> None:
    from kgexport.errors import StoreError
    from kgexport.stores.folder import writing

    with reading(store) as other:
        assert len(other)
    with pytest.raises(StoreError, match="in use"), writing(store):
        pass
