"""Plain text: one article a file, its metadata in front matter or in a sidecar."""

from collections.abc import Iterator

from kgexport.errors import ReadError
from kgexport.model import Article
from kgexport.readers.encoding import decode
from kgexport.readers.metadata import Metadata, front_matter, sidecar_of
from kgexport.readers.options import BYTES_PER_CHARACTER, Read, Source


def read(source: Source) -> Iterator[Read]:
    """The one article. Raises ReadError and ValueError for what is not text, empty or too long, and for broken metadata."""
    limit = source.options.max_characters * BYTES_PER_CHARACTER + 100_000
    data = source.stream.read(limit + 1)
    if len(data) > limit:
        raise ValueError(
            f"more than {source.options.max_characters:,} characters, which is the limit (--max-characters)"
        )
    yield article_in(data, source)


def article_in(data: bytes, source: Source) -> Article:
    """The article in the bytes of a text. What the sidecar says goes before the front matter, and that before the options.

    Offsets count from the first character after the front matter. Raises ReadError and ValueError as ``read``.
    """
    if not data:
        raise ReadError(source.name, "the file is empty")
    decoded = decode(data)
    if decoded.note:
        source.notice(decoded.note)
    text = decoded.text
    beside = sidecar_of(source.path, source.options.notice) if source.path is not None else Metadata()
    inside, begin = front_matter(text, source.name, source.options.notice)
    if begin:
        text = text[begin:].lstrip("\r\n")
    return source.article(text, beside.or_else(inside))
