"""Everything hostile at once: ``python -m benchmarks.serve_load [STORE]``; without a store, one of 100 articles is made.

Starts ``kgexport serve`` with its usual limits on loopback, asks it what would break a server that trusts its clients, each
thing alone, then lets 200 clients ask for ten seconds, and asks whether it still answers. Prints for each request the status, the
seconds and whether both are as they should be; then memory (the resident sets of all its processes added up, shared pages as
often as they are mapped) and the connections that it opened. Exit status 1 where anything is not as it should be. Linux.
"""

import asyncio
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from benchmarks.varied import varied_graphs
from kgexport.serve.workers import Limits
from kgexport.stores.folder import writing
from tests.stores.servers import free_port, started

CLIENTS, SECONDS, MOST_MEMORY = 200, 10.0, 500 << 20
SLACK = 1.0  # seconds after the limit
_QUERY = "application/sparql-query"
_JOIN = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
_REFUSED = {400, 403, 413, 414}


@dataclass(frozen=True)
class Case:
    """A request and the statuses that it may have."""

    name: str
    expected: set[int]
    query: str = ""
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    path: str = "/sparql"
    method: str = "POST"

    def request(self, port: int) -> bytes:
        """The bytes to send."""
        body = self.body or self.query.encode()
        headers = {
            "host": f"127.0.0.1:{port}",
            "content-type": _QUERY,
            "content-length": str(len(body)),
            **dict(self.headers),
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"{self.method} {self.path} HTTP/1.1\r\n{head}\r\n".encode() + body


def cases(trap: int) -> list[Case]:
    """What is asked alone. ``trap``: a port to which nobody may connect."""
    there = f"<http://127.0.0.1:{trap}/>"

    def deep(opens: str, closes: str, depth: int) -> str:
        return f"SELECT * {opens * depth}{closes * depth}"

    def chained(part: str, times: int) -> str:
        return f"ASK {{ FILTER ({part * times}?x) }}"

    form = (("content-type", "application/x-www-form-urlencoded"),)
    return [
        *(
            Case(f"{depth:,} {what} deep", _REFUSED, deep(opens, closes, depth))
            for depth in (1_000, 20_000)
            for what, opens, closes in (
                ("groups", "{", "}"),
                ("brackets", "{ ?s ?p [", "] }"),
                ("filters", "{ FILTER (", ") }"),
            )
        ),
        *(Case(f"{times:,} times !", {200, 400, 413, 503}, chained("!", times)) for times in (1_000, 20_000)),
        Case("3,000 unions", {200, 400, 503}, f"ASK {{ {{}} {'UNION {} ' * 3_000}}}"),
        Case("3,000 steps of a path", {200, 400, 503}, f"ASK {{ ?s <urn:b>{'/<urn:a>' * 3_000} ?o }}"),
        Case("SERVICE", {403}, f"SELECT * {{ SERVICE {there} {{ ?s ?p ?o }} }}"),
        Case("SERVICE SILENT ?x", {403}, f"SELECT * {{ VALUES ?x {{ {there} }} SERVICE SILENT ?x {{ ?s ?p ?o }} }}"),
        Case("FROM", {403}, f"SELECT * FROM {there} {{ ?s ?p ?o }}"),
        Case("FROM NAMED", {403}, f"SELECT * FROM NAMED {there} {{ GRAPH ?g {{ ?s ?p ?o }} }}"),
        Case("LOAD", {403}, f"LOAD {there}"),
        Case("LOAD as an update", {403}, body=f"update=LOAD%20{there}".encode(), headers=form),
        Case("INSERT", {400, 403}, "INSERT DATA { <urn:a> <urn:b> <urn:c> }"),
        Case("default-graph-uri", {403}, "ASK {}", path=f"/sparql?default-graph-uri=http://127.0.0.1:{trap}/"),
        Case("cross join, ORDER BY", {422, 503}, f"SELECT * {{ {_JOIN} }} ORDER BY ?a ?f ?i"),
        Case("cross join, all of it", {422, 503}, f"SELECT * {{ {_JOIN} }}"),
        Case("cross join, counted", {422, 503}, f"SELECT (COUNT(*) AS ?n) {{ {_JOIN} }}"),
        Case("cross join, concatenated", {422, 503}, f"SELECT (GROUP_CONCAT(?c) AS ?n) {{ {_JOIN} }}"),
        Case("cross join, as a graph", {422, 503}, f"CONSTRUCT {{ ?a ?e ?i }} {{ {_JOIN} }}"),
        Case(
            "a regular expression that backtracks",
            {200, 400, 503},
            'ASK { ?s ?p ?o FILTER regex(str(?o), "(a+)+$|(x|x)*y") }',
        ),
        Case("strings that double", {200, 400, 503}, _doubling()),
        Case("body of 1 MB", {413}, body=b"#" * (1 << 20)),
        Case("form of 1 MB", {413}, body=b"query=" + b"+" * (1 << 20), headers=form),
        Case("query of 1 MB in the address", {400, 413, 414}, method="GET", path="/sparql?query=" + "%20" * (1 << 18)),
        Case("a body that is longer than it says", {200, 400}, body=b"ASK {}", headers=(("content-length", "3"),)),
        Case("another Host", {421}, "ASK {}", headers=(("host", "evil.example"),)),
        Case("no query", {400}, body=b"x=y", headers=form),
        Case("a thing of a thousand steps", {404}, method="GET", path="/" + "../" * 600),
    ]


def _doubling() -> str:
    binds = "".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1}) " for n in range(40))
    return f'SELECT ?x40 {{ BIND("0123456789" AS ?x0) {binds}}}'


@dataclass
class Watched:
    """What the server's processes took and did."""

    pid: int
    port: int
    memory: int = 0
    outbound: set[str] = field(default_factory=set)

    def look(self) -> None:
        """Notes memory and connections as they are now."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii").split()
        pids, total = [str(self.pid), *children], 0
        sockets: set[str] = set()
        for pid in pids:
            try:
                total += int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf(
                    "SC_PAGE_SIZE"
                )
                sockets |= {str(each.readlink()) for each in Path(f"/proc/{pid}/fd").iterdir()}
            except (FileNotFoundError, PermissionError, ProcessLookupError):
                continue  # it has ended meanwhile
        self.memory = max(self.memory, total)
        for table in ("tcp", "tcp6", "udp", "udp6"):
            for line in Path(f"/proc/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
                parts = line.split()
                if f"socket:[{parts[9]}]" in sockets and int(parts[1].rpartition(":")[2], 16) != self.port:
                    self.outbound.add(f"{table} {parts[2]}")

    async def looking(self) -> None:
        """Looks until it is cancelled."""
        while True:
            self.look()
            await asyncio.sleep(0.05)


async def asked(port: int, case: Case, seconds: float = 60.0) -> int:
    """The status of the answer; 0 where the connection ended without one."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        return await asyncio.wait_for(_answer(reader, writer, case.request(port)), seconds)
    except (OSError, asyncio.IncompleteReadError, TimeoutError):
        return 0
    finally:
        writer.close()


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> int:
    """A server that refuses a body may do so before it has all of it."""

    async def sent() -> None:
        try:
            writer.write(request)
            await writer.drain()
        except OSError:
            pass

    sending = asyncio.ensure_future(sent())
    try:
        status = int((await reader.readuntil(b"\r\n")).split()[1])
        headers = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = next((line[15:] for line in headers.split(b"\r\n") if line.startswith(b"content-length:")), b"0")
        await reader.readexactly(int(length))
        return status
    finally:
        sending.cancel()


async def one_by_one(port: int, watched: Watched, trap: int, limit: float) -> int:
    """Prints a line a request; gives how many went wrong."""
    wrong = 0
    for case in cases(trap):
        start = time.monotonic()
        status = await asked(port, case)
        taken = time.monotonic() - start
        fine = status in case.expected and taken <= limit + SLACK
        wrong += not fine
        print(f"{'   ' if fine else 'NO '}{status:3} {taken:6.2f} s  {case.name}", flush=True)
    return wrong


async def all_at_once(port: int, trap: int, limit: float) -> int:
    """200 clients, one after the other's heels; gives how many answers were none or came too late."""
    quick = [
        Case("ASK", {200, 503}, "ASK { ?p a kg:Person }"),
        Case("a page", {200, 503}, method="GET", path="/", headers=(("accept", "text/html"),)),
        Case("names", {200, 503}, "SELECT DISTINCT ?name { ?p a kg:Person ; schema:name ?name } LIMIT 50"),
    ]
    hostile = cases(trap)
    seen, wrong, slowest = Counter[int](), Counter[str](), 0.0
    end = time.monotonic() + SECONDS

    async def client(number: int) -> None:
        nonlocal slowest
        chosen = random.Random(number)
        while time.monotonic() < end:
            case = chosen.choice(quick) if chosen.random() < 0.8 else chosen.choice(hostile)
            start = time.monotonic()
            status = await asked(port, case)
            taken = time.monotonic() - start
            seen[status] += 1
            slowest = max(slowest, taken)
            if status not in case.expected | {503}:  # whatever it is, it may also be turned away
                wrong[f"{case.name}: {status}"] += 1
            if taken > limit + SLACK:
                wrong["too late"] += 1

    await asyncio.gather(*map(client, range(CLIENTS)))
    told = ", ".join(f"{count:,} × {status}" for status, count in sorted(seen.items()))
    print(f"{CLIENTS} clients for {SECONDS:g} s: {told}; the slowest took {slowest:.1f} s")
    for what, count in sorted(wrong.items()):
        print(f"NO  {count:,} × {what}")
    return wrong.total()


async def ask_everything(port: int, pid: int, trap: int) -> int:
    """Gives how many things went wrong."""
    limit, watched = Limits().seconds, Watched(pid, port)
    looking = asyncio.ensure_future(watched.looking())
    wrong = await one_by_one(port, watched, trap, limit)
    print(f"memory so far: {watched.memory >> 20} MB")
    wrong += await all_at_once(port, trap, limit)
    await asyncio.sleep(limit / 2)  # what is being killed is killed
    status = await asked(port, Case("afterwards", {200}, "ASK { ?p a kg:Person }"))
    looking.cancel()
    opened = ", ".join(sorted(watched.outbound)) or "none"
    print(f"afterwards: {status}; memory at most {watched.memory >> 20} MB; connections opened: {opened}")
    return wrong + (status != 200) + (watched.memory > MOST_MEMORY) + len(watched.outbound)


@contextmanager
def some_store() -> Iterator[Path]:
    """A store of 100 articles."""
    with tempfile.TemporaryDirectory(prefix="kgexport-") as name:
        quads, store = Path(name) / "a.nq", Path(name) / "store"
        with quads.open("wb") as stream:
            for graph in varied_graphs([Path("seeds")], 100):
                stream.write(ox.serialize(graph.quads, format=ox.RdfFormat.N_QUADS) or b"")
        with writing(store) as folder:
            folder.load([str(quads)])
        yield store


def main(arguments: list[str]) -> int:
    """1 where anything is not as it should be."""

    def asked_of(store: Path) -> int:
        port = free_port()
        command = [sys.executable, "-m", "kgexport.cli", "serve", "--store", str(store), "--port", str(port)]
        process: subprocess.Popen[bytes]
        with (
            socket.create_server(("127.0.0.1", 0)) as trap,
            started(command, f"http://127.0.0.1:{port}/-/style.css") as process,
        ):
            trap.settimeout(0.1)
            wrong = asyncio.run(ask_everything(port, process.pid, trap.getsockname()[1]))
            try:
                trap.accept()
                print("NO  somebody connected to where a query pointed")
                return wrong + 1
            except TimeoutError:
                return wrong

    run: Callable[[Path], int] = asked_of
    if arguments:
        return 1 if run(Path(arguments[0])) else 0
    with some_store() as store:
        return 1 if run(store) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
