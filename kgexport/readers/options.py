"""What a reader is given: a source with its bytes, and how it is to be read; and what it gives."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeAlias

from kgexport.errors import ReadError
from kgexport.model import AnnotatedArticle, Article
from kgexport.readers.article import USUAL_CHARACTERS, make_article
from kgexport.readers.mapping import FieldMapping
from kgexport.readers.metadata import Metadata

Read: TypeAlias = Article | AnnotatedArticle | ReadError

MAX_PAGE_BYTES = 4_000_000
MAX_EXPANSION = 250  # text in gzip or zstd is rarely more than 30 times as long as compressed
BYTES_PER_CHARACTER = 4
# An annotated article is some twenty times as long as its text.
LINE_BYTES_PER_CHARACTER = 40


class Place(NamedTuple):
    """Where an article was read: a file, and what of it. ``line`` is 1-based; ``part`` is "record 3" where lines do not tell."""

    source: str
    line: int | None = None
    part: str = ""

    def __str__(self) -> str:
        if self.line is not None:
            return f"{self.source}:{self.line}"
        return f"{self.source}: {self.part}" if self.part else self.source


def _silent(_: object) -> None:
    pass


@dataclass(frozen=True)
class ReadOptions:
    """How inputs are read. ``metadata`` hold for articles that do not say themselves; ``notice`` gets remarks for the user,
    ``placed`` is told where an article is before the article is given, ``consumed`` how many more bytes of a file were read.

    ``input_format`` is the name of a format (``kgexport.readers.formats.FORMATS``), None to tell by content and name.
    """

    metadata: Metadata = field(default_factory=Metadata)
    max_characters: int = USUAL_CHARACTERS
    notice: Callable[[str], None] = _silent
    placed: Callable[[Place], None] = _silent
    consumed: Callable[[int], None] = _silent
    mapping: FieldMapping = field(default_factory=FieldMapping)
    input_format: str | None = None
    max_page_bytes: int = MAX_PAGE_BYTES  # of one web page or one news item in XML
    max_expansion: int = MAX_EXPANSION  # how many times its size a compressed input may grow to


@dataclass(frozen=True)
class Source:
    """One input: its name as messages give it, its bytes (no longer compressed), and how to read it."""

    name: str
    stream: BinaryIO
    options: ReadOptions
    path: Path | None = None  # where a sidecar would be beside
    found: bool = False  # in a folder; not named by the user

    def all_bytes(self, limit: int, what: str, option: str | None = None) -> bytes:
        """Everything there is. Raises ValueError where that is more than ``limit`` bytes."""
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            raise ValueError(f"{what} of more than {limit:,} bytes{f'; {option} raises the limit' if option else ''}")
        return data

    def notice(self, remark: str, where: str | None = None) -> None:
        """Tells the user something about this source, or about one record of it."""
        self.options.notice(f"{self.name}: {f'{where}: ' if where else ''}{remark}")

    def placed(self, line: int | None = None, part: str = "") -> None:
        """Tells where the article is that comes next; a source of one article need not."""
        self.options.placed(Place(self.name, line, part))

    def article(self, text: str, metadata: Metadata) -> Article:
        """The article; what it does not say of itself, the options say. Raises ValueError for one without text, or too long."""
        return make_article(text, metadata.or_else(self.options.metadata), max_characters=self.options.max_characters)
