"""The command line as a process: what it loads, full disks, closed pipes, interrupts, terminals."""

import fcntl
import json
import os
import resource
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from kgexport.files import part_of
from kgexport.readers.annotations import line_of
from tests.cli.articles import annotated, lines, one_line
from tests.conftest import Run


def test_mapping_annotations_loads_no_nlp(tmp_path: Path) -> None:
    source = lines(tmp_path, annotated())
    code = (
        "import sys; from kgexport.cli import _status\n"
        f"sys.argv = ['kgexport', 'export', {str(source)!r}, '-o', {str(tmp_path / 'out.ttl')!r}]\n"
        "assert _status() == 0\n"
        "print(sorted({'spacy', 'thinc', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_loads_nothing_heavy(argument: str) -> None:
    code = (
        "import sys; from kgexport.cli import _status\n"
        f"sys.argv = ['kgexport', '{argument}']\n"
        "_status()\n"
        "heavy = {'rdflib', 'pyshacl', 'spacy', 'pyoxigraph', 'msgspec', 'yaml', 'rich', 'numpy'}\n"
        "print('loaded', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines()[-1] == "loaded []"


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, kgexport\n"
        "print(sorted({'rdflib', 'pyshacl', 'spacy', 'pyoxigraph', 'click', 'msgspec'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


def test_a_full_disk_leaves_earlier_output_untouched(tmp_path: Path) -> None:
    source, out = lines(tmp_path, annotated()), tmp_path / "out.ttl"
    out.write_text("earlier")

    def small_files_only() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    command = [sys.executable, "-B", "-m", "kgexport.cli", "export", str(source), "-o", str(out)]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=small_files_only,
    )
    assert done.returncode == 5
    assert "cannot write" in one_line(done.stderr)
    assert out.read_text() == "earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["annotated.jsonl", "out.ttl"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("command", ["export", "annotate"])
def test_standard_output_that_is_full_is_told(tmp_path: Path, command: str) -> None:
    source = lines(tmp_path, annotated())
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kgexport.cli", command, str(source)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 5
    assert "cannot write" in one_line(done.stderr)


def test_a_reader_that_goes_away_causes_no_noise(tmp_path: Path) -> None:
    source = lines(tmp_path, *(annotated(f"a{number}") for number in range(200)))
    process = subprocess.Popen(
        [sys.executable, "-m", "kgexport.cli", "annotate", str(source), "--quiet"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) == 5
    process.stderr.close()


def _bytes_in(pipe: int) -> int:
    """How many bytes wait in a pipe."""
    return int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), sys.byteorder)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_an_interrupt_is_exit_status_130_and_leaves_earlier_output(tmp_path: Path, name: str) -> None:
    out = tmp_path / "out.ttl"
    out.write_text("earlier")
    read_end, write_end = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "kgexport.cli", "export", "-", "-o", str(out)],
        stdin=read_end,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.write(write_end, line_of(annotated()) + b"\n")
    while _bytes_in(read_end) and process.poll() is None:  # once it reads, it has locked the file that it writes to
        time.sleep(0.01)
    os.close(read_end)
    assert part_of(out).exists()
    process.send_signal(signal.Signals[name])
    _, err = process.communicate(timeout=60)
    os.close(write_end)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert out.read_text() == "earlier"
    assert [path.name for path in tmp_path.iterdir()] == ["out.ttl"]


def test_names_that_would_steer_a_terminal_are_shown_not_sent(kgexport: Run, tmp_path: Path) -> None:
    name = os.fsdecode(b"bad\x1b[31m\xff\nname.txt")
    (tmp_path / name).write_bytes(b"")
    aside = tmp_path / "aside.jsonl"
    result = kgexport("export", tmp_path / name, "--quarantine", aside)
    assert result.status == 3
    assert "\x1b" not in result.err
    assert "bad\\x1b[31m" in result.err.splitlines()[0]
    assert json.loads(aside.read_text())["reason"] == "the file is empty"


def test_a_quarantine_that_cannot_be_written_is_told_before_the_work(kgexport: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.ttl"
    result = kgexport(
        "export", lines(tmp_path, annotated()), "-o", out, "--quarantine", tmp_path / "no" / "aside.jsonl"
    )
    assert result.status == 5
    assert not out.exists()


def test_closed_standard_streams_are_told(tmp_path: Path) -> None:
    source = lines(tmp_path, annotated())
    for redirection, status in ((f"export {source} >&-", 5), ("export - <&-", 3)):
        command = f"{sys.executable} -m kgexport.cli {redirection}"
        done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == status, done.stderr
        assert "there is no standard" in done.stderr
        assert "Traceback" not in done.stderr
