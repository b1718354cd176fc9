"""The tests watch for connections that would leave the machine (tests/no_network), in every Python that they start."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest


def attempt(code: str, log: Path) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "KGEXPORT_CONNECTIONS": str(log)}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=environment)


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)",
        "import socket; socket.socket(socket.AF_INET6).connect(('2001:db8::1', 80))",
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
        "import socket; socket.getaddrinfo('news.example', 80)",
        "import urllib.request; urllib.request.urlopen('http://news.example/')",
        "import rdflib; rdflib.Graph().parse('http://news.example/graph.ttl')",
        "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import socket; "
        'socket.create_connection(("192.0.2.1", 80))\'], check=True)',
    ],
)
def test_a_connection_out_is_refused_and_counted(code: str, tmp_path: Path) -> None:
    log = tmp_path / "connections"
    done = attempt(code, log)
    assert done.returncode != 0
    assert "the tests connect to nobody" in done.stderr
    assert len(log.read_text().splitlines()) == 1


def test_the_loopback_and_sockets_of_this_machine_are_free(tmp_path: Path) -> None:
    code = (
        "import socket\n"
        "server = socket.create_server(('127.0.0.1', 0))\n"
        "socket.create_connection(('localhost', server.getsockname()[1])).close()\n"
        "socket.socketpair()\n"
    )
    done = attempt(code, tmp_path / "connections")
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "connections").exists()


def test_this_process_is_watched_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KGEXPORT_CONNECTIONS", str(tmp_path / "connections"))  # this one is meant
    with pytest.raises(PermissionError, match="connect to nobody"):
        socket.getaddrinfo("news.example", 80)
    assert "news.example" in (tmp_path / "connections").read_text()
