"""How far a run is, and what is logged: for people on a terminal and in files, and for machines."""

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kgexport import console
from kgexport.cli import _status
from kgexport.commands import progress as module
from kgexport.commands.progress import Progress
from kgexport.outcome import Refused
from kgexport.readers import ReadOptions, read_inputs
from kgexport.readers.annotations import line_of
from tests.builders import make_annotated, make_article

REFUSED = Refused(stage="read", reason="no text", source="a.jsonl", line=3)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    lines = [line_of(make_annotated(article=make_article(id=f"a{n}"))) for n in range(3)]
    path = tmp_path / "articles.jsonl"
    path.write_bytes(b"\n".join([*lines, b'{"no": "article"}', b""]))
    return path


@pytest.fixture
def kgexport(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, list[Any]]]:
    """The exit status, and what is on standard error: each line an object."""

    def call(*arguments: str | Path) -> tuple[int, list[Any]]:
        monkeypatch.setattr(sys, "argv", ["kgexport", *map(str, arguments)])
        status = _status()
        return status, [json.loads(line) for line in capsys.readouterr().err.splitlines()]

    return call


class Clock:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_what_is_done_per_second_quarantined_and_left_is_told() -> None:
    clock = Clock()
    progress = Progress(clock=clock)
    progress.total_of = lambda: 1000
    assert str(progress) == "0 articles, 0.0 per second"
    clock.now += 60
    progress.consume(250)
    progress.advance(1500)
    progress.refused = 2
    assert str(progress) == "1,500 articles, 25.0 per second, 2 quarantined, about 3 min left"
    assert progress.fields() == {
        "done": 1500,
        "per_second": 25.0,
        "quarantined": 2,
        "seconds": 60.0,
        "seconds_left": 180,
    }


@pytest.mark.parametrize(
    ("total", "read", "said"),
    [
        (None, 500, None),
        (0, 0, None),
        (1_000_000, 100, None),
        (1000, 500, "60 s"),
        (1000, 1000, "0 s"),
        (10, 20, "0 s"),
    ],
)
def test_the_time_left_is_told_only_where_it_is_known(total: int | None, read: int, said: str | None) -> None:
    clock = Clock()
    progress = Progress(clock=clock)
    progress.total_of = lambda: total
    progress.consume(read)
    clock.now += 60
    assert ("left" in str(progress)) == (said is not None)
    assert said is None or f"about {said.replace('60 s', '1 min')} left" in str(progress)


def test_durations_are_said_as_people_say_them() -> None:
    told = {5.2: "5 s", 59: "59 s", 89: "1 min", 3599: "1 h 00 min", 12_000: "3 h 20 min"}
    assert {seconds: module._duration(seconds) for seconds in told} == told


def test_where_nobody_watches_a_line_comes_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    progress = Progress(clock=clock)
    with progress.shown(quiet=False) as observer:
        for _ in range(100):
            clock.now += 1
            observer.advance()
    lines = capsys.readouterr().err.splitlines()
    assert lines == [f"kgexport: {n} articles, 1.0 per second" for n in (30, 60, 90)]


def test_who_wants_quiet_gets_what_is_refused_only(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    with Progress(clock=clock).shown(quiet=True) as observer:
        clock.now += 1000
        observer.advance()
        assert observer.refuse is not None
        observer.refuse(REFUSED)
    assert capsys.readouterr().err == "kgexport: a.jsonl:3: no text\n"


def test_bytes_are_counted_as_they_are_read(tmp_path: Path, source: Path) -> None:
    (tmp_path / "one.txt").write_text("Ministers met.\n\nThey met in Oslo.\n", encoding="utf-8")
    counted: list[int] = []
    assert list(read_inputs([tmp_path / "one.txt", source], ReadOptions(consumed=counted.append)))
    assert sum(counted) == sum(path.stat().st_size for path in (tmp_path / "one.txt", source))


def test_a_log_for_machines_has_an_object_a_line(kgexport: Any, source: Path, tmp_path: Path) -> None:
    status, log = kgexport("export", source, "-o", tmp_path / "out.ttl", "--log-format", "json")
    assert status == 4
    assert all(
        re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", each["time"]) and each["message"] for each in log
    )
    (refused,) = [each for each in log if each["event"] == "refused"]
    assert (refused["level"], refused["source"], refused["line"]) == ("warning", str(source), 4)
    assert refused["reason"] in refused["message"]
    (summary,) = [each for each in log if each["event"] == "summary"]
    assert (summary["articles"], summary["repeats"], summary["quarantined"]) == (3, 2, 1)
    assert summary["output"] == str(tmp_path / "out.ttl")
    assert summary["seconds"] >= 0


def test_progress_is_in_the_log_for_machines(
    kgexport: Any, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "INTERVAL", 0.0)
    _, log = kgexport("export", source, "-o", f"{tmp_path}/out/", "--log-format", "json")
    last = [each for each in log if each["event"] == "progress"][-1]
    assert (last["done"], last["quarantined"], last["seconds_left"]) == (3, 1, 0)
    _, log = kgexport("load", tmp_path / "out", "--store", tmp_path / "store", "--log-format", "json")
    assert {each["event"] for each in log} == {"progress", "summary"}
    assert log[-1]["added"] == 4


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("export", "missing.txt"), 3, "nothing readable"),
        (("export", "missing.txt", "--licence", "x"), 2, "--licence"),
        (("query", "nobody", "x.ttl"), 2, "nobody"),
        (("export", "missing.txt", "--workers", "none"), 2, "none"),
        (("annotations", "to-brat", "missing.jsonl", "-o", "x"), 3, "missing.jsonl"),
    ],
)
def test_errors_are_objects_too(
    kgexport: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], status: int, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    found, log = kgexport(*arguments, "--log-format", "json")
    assert found == status
    assert log[-1]["level"] == "error"
    assert words in log[-1]["message"]


def test_a_bug_is_an_object_with_its_traceback(
    kgexport: Any, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kgexport.pipeline.export", None)
    status, log = kgexport("export", source, "-o", tmp_path / "out.ttl", "--log-format", "json")
    assert status == 5
    assert (log[-1]["status"], "TypeError" in log[-1]["traceback"]) == (5, True)


def test_names_that_are_no_text_do_not_break_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    console.log_as("json")
    try:
        console.say("caf\udce9: \x1b[31m", source="caf\udce9")
    finally:
        console.log_as("text")
    logged = json.loads(capsys.readouterr().err)
    assert logged["source"] == "caf\\udce9"
    assert logged["message"] == "caf\\udce9: \x1b[31m"


def test_the_next_command_logs_for_people_again(kgexport: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    kgexport("export", "missing.txt", "--log-format", "json")
    monkeypatch.setattr(sys, "argv", ["kgexport", "export", "missing.txt"])
    assert _status() == 3
    assert capsys.readouterr().err.startswith("kgexport: ")


def test_on_a_terminal_a_line_moves_and_is_gone_at_the_end(source: Path, tmp_path: Path) -> None:
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "kgexport.cli", "export", str(source), "-o", str(tmp_path / "out.ttl")]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    with subprocess.Popen(command, stderr=follower, stdin=follower, env=environment) as process:
        os.close(follower)
        written = b""
        while True:
            try:
                chunk = os.read(leader, 65_536)
            except OSError:  # Linux says so when the other side is closed
                break
            if not chunk:
                break
            written += chunk
    os.close(leader)
    assert process.returncode == 4
    told = written.decode()
    assert "3 articles, " in told
    assert "per second" in told
    assert "1 quarantined" in told
    assert re.search(r"kgexport: \S*articles\.jsonl:4: ", told)
    assert re.match(r"(\x1b\[\w+)*3 articles; ", told.rstrip().splitlines()[-1])
