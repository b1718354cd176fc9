"""Writing so that a failed run damages nothing: a temporary file in the same folder, synced, then put in place.

The temporary file of NAME is ``.NAME.part``, and it is locked while a run is writing it. The lock goes with the process that
holds it, however that ends: a second run is told at once, and what a killed one left is taken over by the next.
"""

import errno
import io
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kgexport.errors import WriteError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]
if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

_NAME_IN_MESSAGES = "<stdout>"
_NAME_BYTES = 255  # the longest name of a file on the usual file systems
_NO_LOCKS = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)


def check_writable(path: Path) -> None:
    """Raises WriteError where a file could not be put, before hours of work are spent on it."""
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise WriteError(path, "it is a folder")
    if not target.parent.is_dir():
        raise WriteError(path, f"no such folder: {target.parent}")
    if not os.access(target.parent if _is_replaceable(target) else target, os.W_OK):
        raise WriteError(path, "permission denied")


def made(folder: Path) -> Path:
    """The folder, made if need be. Raises WriteError where there cannot be one."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise WriteError(folder, "it is a file, not a folder") from None
    except OSError as error:
        raise WriteError(folder, error.strerror or str(error)) from None
    return folder


@contextmanager
def replacing(path: Path, keep: Callable[[], bool] = lambda: True) -> Iterator[BinaryIO]:
    """A stream whose content becomes the file's when the block ends well and ``keep`` says so.

    What stood there before is untouched until then, and nobody else can write the file by this way until the block has
    ended. A link stays a link; a device or a pipe is written as it is. Raises WriteError, at once where another run is writing
    the file.
    """
    check_writable(path)
    target = Path(os.path.realpath(path))
    if not _is_replaceable(target):
        with _told(path), target.open("wb") as device:
            yield device
        return
    with _told(path):
        part, handle = _begun(target)
    is_ours = True
    stream = None
    try:
        stream = io.BufferedRandom(_Told(handle, path))
        yield stream
        stream.flush()
        with _told(path):
            os.fsync(handle)
            if keep():
                part.chmod(_mode_of(target))
                part.replace(target)
                is_ours = False  # a file of this name is that of the next run
                _sync_folder(target.parent)
    finally:
        if is_ours:  # while the lock is held: afterwards it might be another run's
            part.unlink(missing_ok=True)
        with suppress(OSError, WriteError):  # of bytes that no longer matter: the others have been synced
            os.close(handle) if stream is None else stream.close()


class _Told(io.FileIO):
    """A file whose failures to write are WriteErrors; whatever else fails while it is open is something else."""

    def __init__(self, handle: int, path: Path) -> None:
        super().__init__(handle, "r+b")
        self._path = path

    def write(self, data: "Buffer", /) -> int:
        with _told(self._path):
            return super().write(data)


def part_of(target: Path) -> Path:
    """The temporary file in which ``target`` is written."""
    name = f".{target.name}.part"
    if len(os.fsencode(name)) > _NAME_BYTES:
        name = f".{sha256(os.fsencode(target.name)).hexdigest()[:32]}.part"
    return target.with_name(name)


def _begun(target: Path) -> tuple[Path, int]:
    """An empty temporary file, locked, and its descriptor."""
    part = part_of(target)
    if fcntl is not None:
        try:
            return part, _locked(part)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
            part.unlink(missing_ok=True)
    handle, name = tempfile.mkstemp(prefix=part.name[:50], suffix=".part", dir=target.parent)
    return Path(name), handle


def _locked(part: Path) -> int:
    while True:
        try:
            # No link is followed: in a folder that others may write to, it could lead to a file of ours that matters.
            handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except OSError as error:
            if error.errno in (errno.ELOOP, errno.EISDIR):
                raise _in_the_way(part) from None
            raise
        is_ours = False
        try:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1 or status.st_uid != os.geteuid():
                raise _in_the_way(part)
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Whoever held the lock until now may have put the file in place, or removed it.
            is_ours = _is_still_there(part, status)
            if is_ours:
                os.ftruncate(handle, 0)
                os.fchmod(handle, 0o600)
                return handle
        except BlockingIOError:
            os.close(handle)
            raise OSError(errno.EBUSY, "another run is writing it") from None
        except BaseException:  # an interrupt too
            if is_ours:
                part.unlink(missing_ok=True)
            os.close(handle)
            raise
        os.close(handle)


def _in_the_way(part: Path) -> OSError:
    return OSError(errno.EEXIST, f"{part} is in the way; remove it")


def _is_still_there(part: Path, status: os.stat_result) -> bool:
    try:
        return os.path.samestat(status, part.lstat())
    except FileNotFoundError:
        return False


def _sync_folder(folder: Path) -> None:
    """So that the new name survives a loss of power too. Not every file system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


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
