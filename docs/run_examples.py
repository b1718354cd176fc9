"""Runs the examples of the pages beside it and writes what they print: ``python docs/run_examples.py``. A test keeps them true.

In a block marked ``console``, a line that begins with ``$ `` is a command and the lines below are what it printed, on either
stream. A block marked ``python`` is run in the same folder; a ``text`` block after it is what it printed. Every page has a
folder of its own, in which its articles (the folder beside it with its name) stand as ``articles/``. Other blocks are not run.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
PAGES = ("tutorial.md",)

_BLOCK = re.compile(r"^```(?P<kind>console|python)\n(?P<body>.*?)^```\n(?P<after>\n```text\n.*?^```\n)?", re.S | re.M)
_COMMAND = re.compile(r"^\$ ", re.M)


def run_page(page: Path, run: Callable[[str, str], str] | None = None) -> str:
    """The page with what its examples print now. ``run(command, folder)`` may stand in for a shell: it gives what is printed."""
    run = run or run_command
    with tempfile.TemporaryDirectory() as folder:
        articles = page.with_suffix("")
        if articles.is_dir():
            shutil.copytree(articles, Path(folder, "articles"))
        return _BLOCK.sub(lambda block: _rewritten(block, folder, run), page.read_text(encoding="utf-8"))


def run_command(command: str | list[str], folder: str | Path) -> str:
    """What a command prints, on either stream, in the order in which it comes."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "COLUMNS": "200", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-c", command] if isinstance(command, str) else command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=300,
        check=False,
    )
    return done.stdout.decode()


def _rewritten(block: re.Match[str], folder: str, run: Callable[[str, str], str]) -> str:
    if block["kind"] == "console":
        return "```console\n" + "".join(_session(block["body"], folder, run)) + "```\n" + (block["after"] or "")
    printed = _ended(run_command([sys.executable, "-c", block["body"]], folder))
    after = f"\n```text\n{printed}```\n" if printed else ""
    return f"```python\n{block['body']}```\n{after}"


def _session(body: str, folder: str, run: Callable[[str, str], str]) -> Iterator[str]:
    for part in _COMMAND.split(body)[1:]:
        command = part.splitlines()[0]
        yield f"$ {command}\n{_ended(run(command, folder))}"


def _ended(printed: str) -> str:
    lines = [line.rstrip() for line in printed.splitlines()]  # nobody sees spaces at the end of a line
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    for name in PAGES:
        page = HERE / name
        page.write_text(run_page(page), encoding="utf-8")
