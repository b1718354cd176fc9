"""Servers on loopback for tests: Oxigraph from its wheel, Virtuoso where Debian's package is installed, and one that fails."""

import http.server
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def wait_for(url: str, process: "subprocess.Popen[bytes]", seconds: float = 30) -> None:
    """Until something answers there."""
    end = time.monotonic() + seconds
    while True:
        try:
            httpx.get(url, timeout=5)
            return
        except httpx.TransportError:
            if process.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.05)


@contextmanager
def started(command: list[str], url: str, **more: object) -> Iterator["subprocess.Popen[bytes]"]:
    """A process that answers at ``url``, for as long as the block lasts."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)  # type: ignore[call-overload]
    try:
        wait_for(url, process)
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def oxigraph() -> Iterator[str]:
    """The address of a new, empty server."""
    beside = Path(sys.executable).with_name("oxigraph")
    program = str(beside) if beside.exists() else shutil.which("oxigraph")
    assert program, "the wheel oxigraph is among the development dependencies"
    root = f"http://127.0.0.1:{free_port()}"
    command = [program, "serve", "--union-default-graph", "--bind", root.removeprefix("http://")]
    with started(command, f"{root}/query?query=ASK%20%7B%7D"):
        yield root


@dataclass
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Answers:
    """What a server of ours answers: a function of the request, which it also keeps."""

    answer: Callable[[Request], tuple[int, dict[str, str], bytes]]
    requests: list[Request] = field(default_factory=list)
    root: str = ""


@contextmanager
def answering(answer: Callable[[Request], tuple[int, dict[str, str], bytes]]) -> Iterator[Answers]:
    """A server that answers as it is told."""
    answers = Answers(answer)

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def respond(self) -> None:
            length = int(self.headers.get("content-length", 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Request(self.command, self.path, headers, self.rfile.read(length))
            answers.requests.append(request)
            status, more, body = answers.answer(request)
            self.send_response(status)
            for name, value in {**more, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_PUT = do_POST = respond  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    answers.root = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield answers
    finally:
        server.shutdown()
        server.server_close()


_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = .
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
ServerThreads = 10
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 1000000
"""
VIRTUOSO = shutil.which("virtuoso-t")
PASSWORD = "of-the-test-only"


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """The address of a new, empty Virtuoso; its user dba has PASSWORD."""
    assert VIRTUOSO
    ports = {"sql": free_port(), "http": free_port()}
    (folder / "virtuoso.ini").write_text(_INI.format(**ports), encoding="utf-8")
    command = [VIRTUOSO, "+foreground", "+configfile", "virtuoso.ini"]
    passwords = ["+pwdold", "dba", "+pwddba", PASSWORD, "+pwddav", PASSWORD]
    subprocess.run(
        [*command, *passwords], cwd=folder, check=True, capture_output=True, timeout=120
    )  # makes the database
    root = f"http://127.0.0.1:{ports['http']}"
    with started(command, f"{root}/sparql", cwd=folder):
        yield root
