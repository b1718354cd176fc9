"""The files of a folder: N-Quads, each article in one of a fixed number of shards, in the order of the ids.

Which shard is decided by the id alone (the first 32 bits of its SHA-256, mod the number of shards), so that neither the order of
the inputs nor the number of processes, nor an interruption, changes a byte.
"""

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from hashlib import file_digest, sha256
from pathlib import Path
from typing import BinaryIO, cast

from kgexport.errors import MissingExtra
from kgexport.files import replacing
from kgexport.running.ledger import Ledger, bucket_of

LINKS = "same-reports.nq"  # links between articles that are one report
_LEVEL = {"gzip": 6, "zstd": 3}


class Compression(StrEnum):
    """How shards are compressed."""

    NONE = "none"
    GZIP = "gzip"
    ZSTD = "zstd"

    @property
    def suffix(self) -> str:
        """What the name of a file ends with."""
        return {"none": "", "gzip": ".gz", "zstd": ".zst"}[self]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How a folder is laid out."""

    shards: int = 16
    compression: Compression = Compression.NONE

    def __post_init__(self) -> None:
        if self.compression is Compression.ZSTD:
            try:
                import zstandard  # noqa: F401
            except ImportError:
                raise MissingExtra("zstd", "zstd") from None

    def name(self, shard: int) -> str:
        """The name of a shard's file."""
        digits = max(2, len(str(self.shards)))
        return f"articles-{shard:0{digits}}-of-{self.shards:0{digits}}.nq{self.compression.suffix}"

    def shard_of(self, article: str) -> int:
        """The shard that an article is in."""
        return bucket_of(article) % self.shards


@dataclass(frozen=True, kw_only=True)
class Written:
    """A file that is there."""

    name: str
    sha256: str
    bytes: int


def write_shards(
    ledger: Ledger,
    folder: Path,
    layout: Layout,
    changing: Callable[[], None],
) -> Iterator[Written]:
    """Brings the files of the shards up to date; those that are as they should be are not touched. Raises WriteError.

    Shards without articles have no file; files of other layouts are removed. ``changing`` is called before any change.
    """
    names: set[str] = set()
    for shard in range(layout.shards):
        content = content_of(ledger.keys(shard, layout.shards))
        if content is None:
            continue
        names.add(name := layout.name(shard))
        path = folder / name

        def write(stream: BinaryIO, shard: int = shard) -> bool:
            with _compressing(stream, layout.compression) as compressed:
                for article, _ in ledger.keys(shard, layout.shards):
                    compressed.write(zlib.decompress(ledger.graph(article)))
            return True

        written = up_to_date(ledger, path, content, write, changing)
        assert written is not None
        yield written
    for path in sorted(folder.glob("articles-*-of-*.nq*")):
        if path.name not in names:
            changing()
            path.unlink()


def write_links(
    ledger: Ledger,
    folder: Path,
    layout: Layout,
    changing: Callable[[], None],
    *,
    lines: Iterable[bytes],
    content: bytes,
) -> Written | None:
    """Brings the file of the links between articles up to date; None, and no file, without any. Raises WriteError.

    ``lines`` are N-Quads, taken only where ``content``, which decides them, is not what the file was made of.
    """
    path = folder / f"{LINKS}{layout.compression.suffix}"

    def write(stream: BinaryIO) -> bool:
        found = False
        with _compressing(stream, layout.compression) as compressed:
            for line in lines:
                found = True
                compressed.write(line)
        return found

    written = up_to_date(ledger, path, content, write, changing)
    for other in sorted(folder.glob(f"{LINKS}*")):
        if other != path:
            changing()
            other.unlink()
    return written


def up_to_date(
    ledger: Ledger, path: Path, content: bytes, write: Callable[[BinaryIO], bool], changing: Callable[[], None]
) -> Written | None:
    """A file as ``write`` makes it; None, and no file, where that is False. Raises WriteError.

    It is made only where ``content``, which decides its bytes, is not what the file was made of, or its bytes are others.
    """
    noted = ledger.shard(path.name)
    if noted is None or noted[0] != content or _digest_if_there(path) != noted[1]:
        changing()
        found = False
        with replacing(path, keep=lambda: found) as stream:
            found = write(stream)
        if not found:
            path.unlink(missing_ok=True)
        noted = content, _digest_if_there(path)
        ledger.note_shard(path.name, *noted)
        ledger.commit()
    return Written(name=path.name, sha256=noted[1].hex(), bytes=path.stat().st_size) if noted[1] else None


def _digest_if_there(path: Path) -> bytes:
    return _digest(path) if path.is_file() else b""


def content_of(articles: Iterable[tuple[str, bytes]]) -> bytes | None:
    """What decides the bytes of a file: its articles and how each was made. None without any."""
    total, found = sha256(), False
    for article, key in articles:
        found = True
        total.update(sha256(article.encode("utf-8", "surrogatepass")).digest() + key)
    return total.digest() if found else None


def _digest(path: Path) -> bytes:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").digest()


@contextmanager
def _compressing(stream: BinaryIO, compression: Compression) -> Iterator[BinaryIO]:
    match compression:
        case Compression.NONE:
            yield stream
        case Compression.GZIP:  # neither a name nor a time in the header
            with gzip.GzipFile("", "wb", _LEVEL[compression], stream, mtime=0) as compressed:
                yield cast(BinaryIO, compressed)
        case Compression.ZSTD:
            import zstandard

            with zstandard.ZstdCompressor(_LEVEL[compression]).stream_writer(stream, closefd=False) as compressed:
                yield cast(BinaryIO, compressed)
