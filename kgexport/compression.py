"""gzip (RFC 1952) and Zstandard (RFC 8878), read as a stream. What expands beyond measure is refused before it fills the memory.

One read gives what was asked for at most, whatever the input holds; how much may come out in all depends on how much went in.
"""

import io
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Protocol

from kgexport.errors import MissingExtra

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

SUFFIXES = (".gz", ".zst", ".zstd")
GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_CHUNK = 16_384
_ZSTD_CHUNK = 1024  # a block of 4 bytes can mean 128 KB, and the library has no limit on what one call gives
_ALLOWED_AT_LEAST = 5_000_000  # bytes: what little input may expand to, however much that is of it
_MAX_WINDOW = 1 << 27


class _Member(Protocol):
    """One gzip member or zstd frame."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, limit: int) -> bytes: ...

    @property
    def pending(self) -> bool:
        """True while it holds input that it has not given yet."""
        ...


class _Gzip:
    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._inflate.eof

    @property
    def unused_data(self) -> bytes:
        return self._inflate.unused_data

    @property
    def pending(self) -> bool:
        return bool(self._inflate.unconsumed_tail)

    def decompress(self, data: bytes, limit: int) -> bytes:
        return self._inflate.decompress(self._inflate.unconsumed_tail + data, limit)


class _Zstd:
    pending = False

    def __init__(self) -> None:
        try:
            import zstandard
        except ImportError:
            raise MissingExtra("Zstandard", "zstd") from None
        self._error = zstandard.ZstdError
        self._frame = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW).decompressobj()

    @property
    def eof(self) -> bool:
        return self._frame.eof

    @property
    def unused_data(self) -> bytes:
        return self._frame.unused_data

    def decompress(self, data: bytes, limit: int) -> bytes:
        del limit  # see _ZSTD_CHUNK
        try:
            return self._frame.decompress(data)
        except self._error as error:
            raise zlib.error(str(error)) from None


class _Kind(NamedTuple):
    name: str
    magic: bytes
    new: Callable[[], _Member]
    chunk: int  # bytes that one call is given


_KINDS = (_Kind("gzip", GZIP, _Gzip, _CHUNK), _Kind("zstd", ZSTD, _Zstd, _ZSTD_CHUNK))


def is_compressed(head: bytes) -> bool:
    """True where a file that begins so is gzip or zstd."""
    return head.startswith((GZIP, ZSTD))


def decompressed(stream: BinaryIO, head: bytes, max_expansion: int) -> BinaryIO:
    """What is in a stream of which ``head`` has been read already.

    Reading from it raises ValueError for data that are broken, cut off, or larger than ``max_expansion`` times the input.
    Raises MissingExtra where the library for zstd is not installed.
    """
    kind = next(kind for kind in _KINDS if head.startswith(kind.magic))
    return io.BufferedReader(_Decompressed(kind, stream, head, max_expansion), buffer_size=4 * _CHUNK)


class _Decompressed(io.RawIOBase):
    def __init__(self, kind: _Kind, stream: BinaryIO, head: bytes, max_expansion: int) -> None:
        self._kind, self._stream, self._input, self._max_expansion = kind, stream, head, max_expansion
        self._member: _Member | None = kind.new()
        self._taken, self._given = 0, 0
        self._output = b""  # given by the library, not yet asked for

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer).cast("B")
        while not self._output and self._more(len(view)):
            pass
        size = min(len(view), len(self._output))
        view[:size] = self._output[:size]
        self._output = self._output[size:]
        return size

    def _more(self, limit: int) -> bool:
        """Fills the output, perhaps with nothing yet; False at the end."""
        if self._member is None and not self._next_member():
            return False
        member = self._member
        assert member is not None
        data = b""
        if not member.pending:
            data = self._take()
            if not data and not member.eof:
                raise ValueError(f"the {self._kind.name} data are cut off; what came whole before that has been read")
        try:
            self._output = member.decompress(data, limit)
        except zlib.error as error:
            raise ValueError(f"the {self._kind.name} data are broken: {' '.join(str(error).split())[:100]}") from None
        self._given += len(self._output)
        if member.eof:
            self._input = member.unused_data + self._input
            self._taken -= len(member.unused_data)
            self._member = None
        allowed = max(_ALLOWED_AT_LEAST, self._max_expansion * self._taken)
        if self._given > allowed:
            raise ValueError(
                f"a {self._kind.name} bomb: {self._taken:,} bytes expand to more than {allowed:,}; refused after that"
            )
        return True

    def _take(self) -> bytes:
        if not self._input:
            self._input = self._stream.read(_CHUNK)
        data, self._input = self._input[: self._kind.chunk], self._input[self._kind.chunk :]
        self._taken += len(data)
        return data

    def _next_member(self) -> bool:
        while len(self._input) < len(self._kind.magic) and (more := self._stream.read(_CHUNK)):
            self._input += more
        if self._input.startswith(self._kind.magic):
            self._member = self._kind.new()
            return True
        if self._kind.name == "gzip":  # tapes and some servers pad with zeros
            while self._input and not self._input.strip(b"\x00"):
                self._input = self._stream.read(_CHUNK)
        if self._input:
            raise ValueError(f"after the {self._kind.name} data comes something else; what was before has been read")
        return False
