"""Plain text: one article a file, its metadata in front matter or in a sidecar."""

from pathlib import Path

from kgexport.errors import ReadError
from kgexport.model import Article
from kgexport.readers.article import MAX_CHARACTERS, make_article
from kgexport.readers.metadata import Metadata, front_matter, sidecar_of


def read_text(
    text: str,
    source: str,
    defaults: Metadata | None = None,
    *,
    path: Path | None = None,
    max_characters: int = MAX_CHARACTERS,
) -> Article:
    """The article in a text. What the sidecar says goes before the front matter, and that before ``defaults``.

    Offsets count from the first character after the front matter. Raises ReadError for a text that is empty or too
    long and for metadata that are broken.
    """
    beside = sidecar_of(path) if path is not None else Metadata()
    inside, begin = front_matter(text, source)
    metadata = beside.or_else(inside).or_else(defaults or Metadata())
    if begin:
        text = text[begin:].lstrip("\r\n")
    try:
        return make_article(text, metadata, max_characters=max_characters)
    except ValueError as error:
        raise ReadError(source, str(error)) from None
