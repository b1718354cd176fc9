"""A Dask cluster: a real scheduler and two worker processes on loopback."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from kgexport.api import export, mapping_options
from kgexport.errors import UsageError
from kgexport.outcome import Observer
from kgexport.pipeline import Running
from kgexport.running.folder import export_folder
from tests.running.test_folder import articles, content, lines

pytest.importorskip("distributed")
LOOPBACK = "127.0.0.1"


def started(stack: ExitStack, *arguments: str) -> subprocess.Popen[str]:
    process = stack.enter_context(
        subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
    )
    stack.callback(process.kill)
    return process


def line_with(process: subprocess.Popen[str], words: str) -> str:
    assert process.stderr is not None
    return next(line for line in process.stderr if words in line)


@pytest.fixture
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """The scheduler's address, and the two workers."""
    with ExitStack() as stack:
        scheduler = started(stack, "scheduler", "--host", LOOPBACK, "--port", "0", "--no-dashboard")
        address = line_with(scheduler, "Scheduler at:").split()[-1]
        options = ("--host", LOOPBACK, "--nthreads", "1", "--no-nanny", "--no-dashboard")
        workers = [started(stack, "worker", address, *options) for _ in range(2)]
        for worker in workers:
            line_with(worker, "Registered to:")
        yield address, workers


def test_a_worker_that_is_killed_in_the_middle_changes_no_byte(
    cluster: tuple[str, list[subprocess.Popen[str]]], tmp_path: Path
) -> None:
    address, (victim, _) = cluster
    source = lines(tmp_path / "articles.jsonl", articles(*(f"article-{number}" for number in range(160))))
    done = []

    def advance() -> None:
        done.append(1)
        if len(done) == 20:
            os.kill(victim.pid, signal.SIGKILL)

    export_folder([source], tmp_path / "here", options=mapping_options())
    outcome = export_folder(
        [source],
        tmp_path / "there",
        options=mapping_options(),
        running=Running(engine="dask", scheduler=address),
        observer=Observer(advance=advance),
    )
    assert (outcome.articles, outcome.exit_code) == (160, 0)
    assert victim.wait() == -signal.SIGKILL
    assert content(tmp_path / "there") == content(tmp_path / "here")


def test_texts_are_annotated_on_the_cluster_as_here(
    nlp: Any, cluster: tuple[str, list[subprocess.Popen[str]]], tmp_path: Path
) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for name in ("Peter Frei", "Jan Roth", "Karl Berg"):
        (texts / f"{name.split()[1]}.txt").write_text(
            f"Ministers meet\n\nForeign Minister Anna Huber met President {name} in Vienna on Tuesday.\n"
        )
    export(texts, tmp_path / "here.ttl")
    export(texts, tmp_path / "there.ttl", running=Running(engine="dask", scheduler=cluster[0]))
    assert (tmp_path / "there.ttl").read_bytes() == (tmp_path / "here.ttl").read_bytes()


def test_a_scheduler_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kgexport.running.cluster._PATIENCE", "1s")
    source = lines(tmp_path / "articles.jsonl", articles("one"))
    with pytest.raises(UsageError, match="no Dask scheduler"):
        export(source, tmp_path / "out.nq", running=Running(engine="dask", scheduler=f"tcp://{LOOPBACK}:9"))
