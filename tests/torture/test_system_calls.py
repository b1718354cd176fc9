"""Connections as the system sees them, those of compiled libraries too: no command makes one that is not told to."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.torture.runs import TORTURE, write_articles

pytestmark = pytest.mark.skipif(not TORTURE or shutil.which("strace") is None, reason="`make torture`, with strace")
_OUT = re.compile(r"AF_INET6?\b")


def calls(folder: Path, command: list[str]) -> list[str]:
    """What a program and all its processes did about connections."""
    log = folder / "calls"
    traced = ["strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", str(log), *command]
    done = subprocess.run(traced, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return [line for line in log.read_text().splitlines() if _OUT.search(line)]


def test_a_connection_would_be_seen(tmp_path: Path) -> None:
    code = "import socket; s = socket.create_server(('127.0.0.1', 0)); socket.create_connection(s.getsockname())"
    assert calls(tmp_path, [sys.executable, "-c", code])


def test_no_command_connects_to_anybody(nlp: Any, seed: Path, tmp_path: Path) -> None:
    write_articles(tmp_path / "annotated.jsonl", 2)
    (tmp_path / "mine.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "<https://x.example/> owl:imports <http://x.example/shapes> .\n"
        "<https://x.example/s> a sh:NodeShape ; sh:targetNode <https://x.example/n> ; sh:nodeKind sh:IRI ."
    )
    (tmp_path / "remote.jsonld").write_text(
        '{"@id": "https://x.example/n", "https://x.example/p": {"@id": "https://x.example/o"}}'
    )
    for arguments in (
        f"export {seed} -o graph.trig --workers 2",
        f"annotate {seed} -o annotated-too.jsonl",
        "export annotated.jsonl -o mapped.ttl",
        "validate graph.trig --shapes mine.ttl --fail-on never --report sarif=out.sarif",
        "validate remote.jsonld --engine pyshacl",
        "query who-met-whom graph.trig",
        "merge graph.trig mapped.ttl -o merged.trig --names",
    ):
        command = [sys.executable, "-m", "kgexport.cli", *arguments.split()]
        assert calls(tmp_path, command) == [], arguments
