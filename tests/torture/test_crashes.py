"""However a run ends, the old output is intact or the new one complete, and the next run finds nothing in its way."""

import os
import random
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest

from kgexport.files import part_of
from tests.torture.runs import TORTURE, finished, run, start, write_articles

EARLIER = b"# what an earlier run wrote\n"
KILLS = 50 if TORTURE else 4  # in each part
PARTS = 4 if TORTURE else 1
SIGNALS = 20 if TORTURE else 1
RACES = 20 if TORTURE else 1


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_articles(tmp_path_factory.mktemp("articles") / "articles.jsonl", 20)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "graph.trig"
    path.write_bytes(EARLIER)
    return path


@pytest.fixture(scope="module")
def whole(source: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What an undisturbed run writes."""
    path = tmp_path_factory.mktemp("whole") / "whole.trig"
    assert run("export", source, "-o", path)[0] == 0
    return path.read_bytes()


def wait_for_workers_of(parent: int) -> None:
    """Until the processes that a killed one had started have gone, too; they are not ours to wait for."""
    deadline = monotonic() + 60
    while _group(parent) and monotonic() < deadline:
        sleep(0.01)
    assert not _group(parent), "a process has outlived its parent"


def _group(number: int) -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z" and fields[2] == str(number):  # state, process group
            found.append(path.parent.name)
    return found


def check(out: Path, whole: bytes) -> None:
    """One of two contents; beside it nothing but what the next run takes over."""
    assert out.read_bytes() in (EARLIER, whole)
    assert {path.name for path in out.parent.iterdir()} <= {out.name, part_of(out).name}


def check_next_run(source: Path, out: Path, whole: bytes) -> None:
    status, _, err = run("export", source, "-o", out)
    assert status == 0, err
    assert out.read_bytes() == whole
    assert [path.name for path in out.parent.iterdir()] == [out.name], "leftovers are cleaned"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to see processes in")
@pytest.mark.parametrize("part", range(PARTS))
def test_a_run_that_is_killed_anywhere_damages_nothing(source: Path, out: Path, whole: bytes, part: int) -> None:
    """Half of the points at any time of the run, half at any line of the code that writes the file."""
    draw = random.Random(part)
    begin = monotonic()
    status, lines, err = run("export", source, "-o", out, last_line=0)
    assert status == 0, err
    seconds, last = monotonic() - begin, int(lines)
    left = 0
    for number in range(KILLS):
        out.write_bytes(EARLIER)
        line = draw.randint(1, last) if number % 2 else None
        process = start("export", source, "-o", out, last_line=line, new_group=True)
        if line is None:
            sleep(draw.uniform(0, seconds))
            process.kill()
        status, _, err = finished(process)
        assert status in (-signal.SIGKILL, 0), err
        wait_for_workers_of(process.pid)
        check(out, whole)
        left += part_of(out).exists()
        if number % 10 == 9 or number == KILLS - 1:
            check_next_run(source, out, whole)
    assert left or not TORTURE, "so many kills, and none in the middle of writing?"


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_run_that_is_asked_to_stop_damages_nothing(source: Path, out: Path, whole: bytes, name: str) -> None:
    number = signal.Signals[name]
    draw = random.Random(name)
    begin = monotonic()
    run("export", source, "-o", out)
    seconds = monotonic() - begin
    for _ in range(SIGNALS):
        out.write_bytes(EARLIER)
        process = start("export", source, "-o", out, new_group=True)
        sleep(draw.uniform(0, seconds))
        process.send_signal(number)
        status, _, err = finished(process)
        # Before the command line is set up, the interpreter's own way applies.
        assert status in (0, 130, -number), err
        if status == 130:
            assert err.endswith("kgexport: interrupted\n")
            assert "Traceback" not in err
        wait_for_workers_of(process.pid)
        check(out, whole)
    check_next_run(source, out, whole)


def test_of_two_runs_on_one_output_one_writes_it_and_the_other_is_told(source: Path, out: Path, whole: bytes) -> None:
    told = 0
    for _ in range(RACES):
        out.write_bytes(EARLIER)
        results = [finished(process) for process in [start("export", source, "-o", out) for _ in range(3)]]
        assert any(status == 0 for status, _, _ in results), results
        for status, _, err in results:
            assert status in (0, 5)
            if status == 5:
                told += 1
                assert err == f"kgexport: {out}: cannot write: another run is writing it\n"
        assert out.read_bytes() == whole
        assert [path.name for path in out.parent.iterdir()] == [out.name]
    assert told or not TORTURE


@contextmanager
def file_system(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A file system of so many kilobytes. Only root may have one made."""
    folder.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small file system cannot be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small file system needs root")
@pytest.mark.parametrize(("command", "name"), [("export", "graph.trig"), ("annotate", "annotated.jsonl")])
def test_a_disk_that_is_full_damages_nothing(source: Path, tmp_path: Path, command: str, name: str) -> None:
    undisturbed = tmp_path / name
    assert run(command, source, "-o", undisturbed)[0] == 0
    whole = undisturbed.read_bytes()
    size = len(whole) // 1024
    for kilobytes in sorted({8, 16, size // 4, size // 2, size - 8} if TORTURE else {size // 2}):
        with file_system(tmp_path / "small", kilobytes) as small:
            out = small / name
            out.write_bytes(EARLIER)
            status, _, err = run(command, source, "-o", out)
            assert status == 5
            assert err == f"kgexport: {out}: cannot write: No space left on device\n"
            assert out.read_bytes() == EARLIER
            assert [path.name for path in small.iterdir()] == [out.name]
    with file_system(tmp_path / "small", 4 * size) as small:
        assert run(command, source, "-o", small / name)[0] == 0
        assert (small / name).read_bytes() == whole
