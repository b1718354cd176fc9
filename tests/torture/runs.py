"""Runs of kgexport in processes of their own, for tests that interrupt, repeat or starve them.

``make test`` takes a sample of these tests; ``make torture`` (KGEXPORT_TORTURE=1) takes all.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kgexport.model import AnnotatedArticle
from kgexport.readers.annotations import line_of
from tests.builders import make_annotated, make_article

TORTURE = bool(os.environ.get("KGEXPORT_TORTURE"))

_COUNT_LINES = """
import os, signal, sys
last = int(sys.argv.pop(1))
files = ("/kgexport/files.py", "/kgexport/graph/write.py")
done = 0
def line(frame, event, argument):
    global done
    if event == "line":
        done += 1
        if done == last:
            os.kill(os.getpid(), signal.SIGKILL)
    return line
def call(frame, event, argument):
    return line if frame.f_code.co_filename.endswith(files) else None
sys.settrace(call)
from kgexport.cli import _status
status = _status()
sys.settrace(None)
print(done)
sys.exit(status)
"""


def articles(count: int) -> Iterator[AnnotatedArticle]:
    """So many annotated articles, all alike but for their ids."""
    return (make_annotated(article=make_article(id=f"a{number}")) for number in range(count))


def write_articles(path: Path, count: int) -> Path:
    """A file of annotated articles, which need no language model."""
    path.write_bytes(b"".join(line_of(each) + b"\n" for each in articles(count)))
    return path


def start(
    *arguments: str | Path,
    last_line: int | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    new_group: bool = False,
) -> "subprocess.Popen[str]":
    """Starts a command; with ``last_line`` one that kills itself at that line of the modules that write files.

    Without a line to be killed at (0) it tells at its end how many there were.
    """
    counted: Sequence[str] = ("-c", _COUNT_LINES, str(last_line)) if last_line is not None else ("-m", "kgexport.cli")
    return subprocess.Popen(
        [sys.executable, *counted, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **(env or {})},
        cwd=cwd,
        start_new_session=new_group,
    )


def finished(process: "subprocess.Popen[str]") -> tuple[int, str, str]:
    """Its exit status, output and messages."""
    out, err = process.communicate(timeout=300)
    return process.returncode, out, err


def run(*arguments: str | Path, **more: object) -> tuple[int, str, str]:
    """The same from beginning to end."""
    return finished(start(*arguments, **more))  # type: ignore[arg-type]
