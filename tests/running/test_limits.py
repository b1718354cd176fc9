"""Articles that cost more than they may, and articles by several processes."""

import json
import signal
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from threadpoolctl import threadpool_info

from kgexport.api import annotate, export
from kgexport.extraction.recogniser import EntitiesTogether
from kgexport.outcome import Outcome
from kgexport.pipeline import Running
from kgexport.running.pool import Limits

TEXT = "Ministers meet again\n\nForeign Minister Anna Huber met President {} in Vienna on Tuesday.\n"
NAMES = ("Peter Frei", "Jan Roth", "Karl Berg", "Ivan Lukin", "Tom Rowe")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in NAMES:
        (folder / f"{name.split()[1].lower()}.txt").write_text(TEXT.format(name))
    return folder


@pytest.mark.parametrize("suffix", ["ttl", "trig", "nq", "nt", "jsonld"])
def test_several_processes_write_the_same_bytes(nlp: Any, articles: Path, tmp_path: Path, suffix: str) -> None:
    written = set()
    for running in (None, Running(workers=1), Running(workers=3)):
        out = tmp_path / f"out.{suffix}"
        outcome = export(articles, out, running=running)
        assert (outcome.exit_code, outcome.articles) == (0, len(NAMES))
        written.add(out.read_bytes())
    assert len(written) == 1


def spin() -> None:
    while True:
        pass


class PanicException(BaseException):
    """What compiled code raises that gives up (PyO3): no Exception."""


def panic() -> None:
    raise PanicException("capacity overflow")


def exhausting(annotate: Callable[..., Any], do: Callable[[], None]) -> Callable[..., Any]:
    def annotate_parsed(self: Any, parsed: Any) -> Any:
        if "Roth" in parsed.text:
            do()
        return annotate(self, parsed)

    return annotate_parsed


@pytest.mark.parametrize(
    ("do", "reason"),
    [
        (spin, "took more than 3 seconds of the processor"),
        (lambda: bytearray(2_000_000_000), "needs more than 300 MB of memory"),
        (lambda: signal.raise_signal(signal.SIGSEGV), "ended by SIGSEGV"),
        (panic, "ended with status 78"),
    ],
)
def test_an_article_over_its_limit_is_put_aside_and_the_rest_goes_on(
    nlp: Any,
    articles: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    do: Callable[[], None],
    reason: str,
) -> None:
    from kgexport.extraction import Annotator

    monkeypatch.setattr(Annotator, "annotate_parsed", exhausting(Annotator.annotate_parsed, do))
    out = tmp_path / "out.nq"
    outcome: Outcome = export(articles, out, running=Running(workers=2, limits=Limits(seconds=3, megabytes=300)))
    assert outcome.exit_code == 4
    assert outcome.articles == len(NAMES) - 1
    assert b"Roth" not in out.read_bytes()
    assert b"Lukin" in out.read_bytes()
    (refused,) = outcome.refused
    assert refused.stage == "limit"
    assert reason in refused.reason
    assert "Traceback" not in capfd.readouterr().err
    outcome.write_quarantine(tmp_path / "quarantine.jsonl")
    (line,) = (tmp_path / "quarantine.jsonl").read_text().splitlines()
    assert json.loads(line)["stage"] == "limit"


def test_articles_that_are_worked_on_in_this_process_start_no_threads_for_numpy(
    nlp: Any, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: set[int] = set()
    found = EntitiesTogether.pipe
    monkeypatch.setattr(
        EntitiesTogether, "pipe", lambda *args, **named: threads.update(blas_threads()) or found(*args, **named)
    )
    before = blas_threads()
    export(articles, BytesIO(), running=None)
    annotate(TEXT)
    assert threads == {1}
    assert blas_threads() == before, "elsewhere the program's own setting holds"


def blas_threads() -> list[int]:
    return [each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"]
