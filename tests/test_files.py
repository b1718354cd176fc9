"""Files are replaced whole or not at all, by one run at a time, and what a killed run left is taken over by the next."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kgexport.errors import WriteError
from kgexport.files import part_of, replacing

CHECKOUT = Path(__file__).parent.parent
_HOLD = """
import sys
from pathlib import Path
from kgexport.files import replacing
with replacing(Path(sys.argv[1])) as stream:
    stream.write(b"half of it")
    stream.flush()
    print("ready", flush=True)
    sys.stdin.read()
    stream.write(b", and the rest")
"""


@contextmanager
def another_run(target: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process that is in the middle of writing the file."""
    command = [sys.executable, "-c", _HOLD, str(target)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "out.ttl"
    path.write_bytes(b"earlier")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_until_the_end_the_earlier_file_stands(target: Path) -> None:
    with replacing(target) as stream:
        stream.write(b"later")
        stream.flush()
        assert target.read_bytes() == b"earlier"
    assert target.read_bytes() == b"later"
    assert names(target.parent) == ["out.ttl"]


def test_a_block_that_fails_leaves_the_earlier_file_and_nothing_else(target: Path) -> None:
    with pytest.raises(ZeroDivisionError), replacing(target) as stream:
        stream.write(b"later")
        _ = 1 / 0
    assert target.read_bytes() == b"earlier"
    assert names(target.parent) == ["out.ttl"]


def test_an_error_of_something_else_is_no_failure_to_write(target: Path) -> None:
    with pytest.raises(FileNotFoundError), replacing(target):
        (target.parent / "no such input").read_bytes()


def test_what_is_not_to_be_kept_is_not(target: Path) -> None:
    with replacing(target, keep=lambda: False) as stream:
        stream.write(b"later")
    assert target.read_bytes() == b"earlier"
    assert names(target.parent) == ["out.ttl"]


def test_a_second_run_is_told_at_once_and_disturbs_nothing(target: Path) -> None:
    with another_run(target) as first:
        with pytest.raises(WriteError, match=r"out\.ttl: cannot write: another run is writing it"), replacing(target):
            pytest.fail("the second run got in")
        assert target.read_bytes() == b"earlier"
        first.communicate("", timeout=60)
    assert target.read_bytes() == b"half of it, and the rest"
    assert names(target.parent) == ["out.ttl"]


def test_in_one_process_too_a_file_is_written_once_at_a_time(target: Path) -> None:
    with replacing(target) as stream:
        stream.write(b"first")
        with pytest.raises(WriteError, match="another run is writing it"), replacing(target):
            pytest.fail("the second got in")
    assert target.read_bytes() == b"first"


def test_files_beside_each_other_are_written_at_the_same_time(target: Path) -> None:
    other = target.with_name("out.nt")
    with another_run(target), replacing(other) as stream:
        stream.write(b"other")
    assert other.read_bytes() == b"other"


def test_what_a_killed_run_left_is_recognised_and_cleaned_by_the_next(target: Path) -> None:
    with another_run(target) as killed:
        killed.send_signal(signal.SIGKILL)
        killed.wait(timeout=60)
    assert target.read_bytes() == b"earlier"
    assert part_of(target).read_bytes() == b"half of it"
    with replacing(target) as stream:
        stream.write(b"new")
    assert target.read_bytes() == b"new"
    assert names(target.parent) == ["out.ttl"]


@pytest.mark.parametrize("kind", ["symbolic link", "hard link", "folder"])
def test_what_somebody_has_put_in_the_way_is_not_written_to(target: Path, kind: str) -> None:
    precious = target.with_name("precious")
    precious.write_bytes(b"precious")
    match kind:
        case "symbolic link":
            part_of(target).symlink_to(precious)
        case "hard link":
            part_of(target).hardlink_to(precious)
        case "folder":
            part_of(target).mkdir()
    with pytest.raises(WriteError, match="is in the way"), replacing(target):
        pytest.fail("it was written to")
    assert precious.read_bytes() == b"precious"
    assert target.read_bytes() == b"earlier"


@pytest.mark.parametrize("name", ["ö" * 125 + ".ttl", "x" * 251 + ".ttl"])
def test_a_name_may_be_as_long_as_the_file_system_lets_it(tmp_path: Path, name: str) -> None:
    with replacing(tmp_path / name) as stream:
        stream.write(b"new")
    assert names(tmp_path) == [name]


def test_permissions_are_those_of_the_earlier_file_else_those_of_the_mask(target: Path) -> None:
    target.chmod(0o640)
    mask = os.umask(0o027)
    try:
        for path in (target, target.with_name("fresh")):
            with replacing(path) as stream:
                assert part_of(path).stat().st_mode & 0o777 == 0o600, "nobody else reads what is not finished"
                stream.write(b"new")
            assert path.stat().st_mode & 0o777 == 0o640
    finally:
        os.umask(mask)


def test_a_link_stays_a_link(target: Path) -> None:
    link = target.with_name("link.ttl")
    link.symlink_to(target)
    with replacing(link) as stream:
        stream.write(b"later")
    assert link.is_symlink()
    assert target.read_bytes() == b"later"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_device_is_written_as_it_is() -> None:
    with pytest.raises(WriteError, match="/dev/full: cannot write: No space left"), replacing(Path("/dev/full")) as out:
        out.write(b"x")
        out.flush()
