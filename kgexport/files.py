"""Writing so that a failed run damages nothing: a temporary file in the same folder, synced, then put in place."""

import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kgexport.errors import WriteError

_NAME_IN_MESSAGES = "<stdout>"


def check_writable(path: Path) -> None:
    """Raises WriteError where a file could not be put, before hours of work are spent on it."""
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise WriteError(path, "it is a folder")
    if not target.parent.is_dir():
        raise WriteError(path, f"no such folder: {target.parent}")
    if not os.access(target.parent if _is_replaceable(target) else target, os.W_OK):
        raise WriteError(path, "permission denied")


@contextmanager
def replacing(path: Path, keep: Callable[[], bool] = lambda: True) -> Iterator[BinaryIO]:
    """A stream whose content becomes the file's when the block ends well and ``keep`` says so.

    What stood there before is untouched until then. A link stays a link; a device or a pipe is written as it is. Raises
    WriteError.
    """
    check_writable(path)
    target = Path(os.path.realpath(path))
    if not _is_replaceable(target):
        with _told(path), target.open("wb") as stream:
            yield stream
        return
    with _told(path):
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".part", dir=target.parent)
    try:
        with _told(path):
            with os.fdopen(handle, "w+b") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            if keep():
                Path(name).chmod(_mode_of(target))
                Path(name).replace(target)
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()


def write_bytes(stream: BinaryIO, data: bytes) -> None:
    """Writes and flushes. Raises WriteError; BrokenPipeError where the reader has gone."""
    with _told(_NAME_IN_MESSAGES):
        stream.write(data)
        stream.flush()


@contextmanager
def _told(path: Path | str) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise WriteError(path, error.strerror or str(error)) from None


def _is_replaceable(target: Path) -> bool:
    return not target.exists() or target.is_file()


def _mode_of(target: Path) -> int:
    """That of the file which is replaced, else what the user's mask leaves."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
