"""Streams of bytes: looking at the beginning without taking it, and lines of bounded length."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_BUFFER = 65_536


class _Rejoined(io.RawIOBase):
    """Bytes that have been read from a stream, then the rest of it."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = head, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer).cast("B")
        # What is there, so that nothing is lost which came before an error.
        data = self._head or self._stream.read1(len(view))  # type: ignore[attr-defined]
        view[: len(data)] = data[: len(view)]
        self._head = self._head[len(view) :]
        return min(len(data), len(view))


class _Counted(io.FileIO):
    """A file that tells how many more of its bytes were read."""

    def __init__(self, path: Path, consumed: Callable[[int], None]) -> None:
        super().__init__(path, "rb")
        self._consumed = consumed

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        count = super().readinto(buffer)
        self._consumed(count or 0)
        return count or 0

    def readall(self) -> bytes:
        data = super().readall()
        self._consumed(len(data))
        return data


def opened_and_counted(path: Path, consumed: Callable[[int], None]) -> BinaryIO:
    """A file for reading; ``consumed`` is told how many more bytes of it were read."""
    return io.BufferedReader(_Counted(path, consumed))


def rejoined(head: bytes, stream: BinaryIO) -> BinaryIO:
    """A stream that begins with ``head`` and goes on with what is left of ``stream``."""
    return io.BufferedReader(_Rejoined(head, stream), buffer_size=max(_BUFFER, len(head)))


def read_fully(stream: BinaryIO, size: int) -> bytes:
    """``size`` bytes, fewer only at the end or before an error, which the next one to read will meet."""
    data = b""
    while len(data) < size:
        try:
            more = stream.read1(size - len(data))  # type: ignore[attr-defined]
        except ValueError:
            if data:
                return data
            raise
        if not more:
            break
        data += more
    return data


def lines_of(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The lines in UTF-8, with their ends; None in the place of each that is longer than ``limit`` bytes.

    UTF-16 and UTF-32 with a byte-order mark are converted, as a line's end can only be seen after that.
    """
    head = read_fully(stream, 4)
    wide = next((name for mark, name in _WIDE.items() if head.startswith(mark)), None)
    whole = rejoined(head.removeprefix(b"\xef\xbb\xbf"), stream)
    yield from _bounded(whole, limit) if wide is None else _converted(whole, wide, limit)


_WIDE = {b"\xff\xfe\x00\x00": "utf-32", b"\x00\x00\xfe\xff": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def _bounded(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    while line := stream.readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield line
            continue
        while (rest := stream.readline(_BUFFER)) and not rest.endswith(b"\n"):
            pass
        yield None


def _converted(stream: BinaryIO, encoding: str, limit: int) -> Iterator[bytes | None]:
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="\n")
    while line := text.readline(limit + 1):
        if len(line) <= limit or line.endswith("\n"):
            yield line.encode("utf-8", "surrogatepass")
            continue
        while (rest := text.readline(_BUFFER)) and not rest.endswith("\n"):
            pass
        yield None
