"""JSON Lines: one article, or one annotated article, a line. A broken line is reported and the rest goes on.

An article is an object with ``text`` and, optionally, ``id``, ``title``, ``url``, ``publisher``, ``authors`` (or ``author``),
``published`` (or ``date``) and ``language``; other keys are left alone.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kgexport.errors import ReadError
from kgexport.model import AnnotatedArticle, Article
from kgexport.readers.annotations import annotated_of, is_annotated
from kgexport.readers.article import MAX_CHARACTERS, make_article
from kgexport.readers.encoding import decode
from kgexport.readers.metadata import Metadata, metadata_of


def read_jsonlines(
    lines: Iterable[bytes], source: str, defaults: Metadata | None = None, *, max_characters: int = MAX_CHARACTERS
) -> Iterator[Article | AnnotatedArticle | ReadError]:
    """The articles of JSON Lines in order, and a ReadError in the place of each line that holds none."""
    for number, line in enumerate(lines, start=1):
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")  # noqa: PLW2901
        if not line.strip():
            continue
        try:
            yield from_json(line, defaults or Metadata(), max_characters)
        except ValueError as error:
            yield ReadError(source, str(error), number)


def from_json(line: bytes, defaults: Metadata, max_characters: int) -> Article | AnnotatedArticle:
    """The article in one JSON object. Raises ValueError for anything else."""
    if is_annotated(line):
        annotated = annotated_of(line)
        if len(annotated.article.text) > max_characters:
            raise ValueError(f"an article of more than {max_characters:,} characters")
        return annotated
    return from_object(_loaded(line), defaults, max_characters)


def _loaded(line: bytes) -> Any:
    try:
        return json.loads(line.decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError:
        pass
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} (column {error.colno})") from None
    except RecursionError:
        raise ValueError("not an article: nested too deeply") from None
    try:
        return json.loads(decode(line).text)
    except (ValueError, RecursionError):
        raise ValueError("neither UTF-8 nor JSON") from None


def from_object(value: Any, defaults: Metadata, max_characters: int) -> Article:
    """The article in a decoded JSON object. Raises ValueError for anything else."""
    if not isinstance(value, dict):
        raise ValueError(f"not an article: an object expected, not {_KINDS.get(type(value), 'null')}")
    text = value.get("text")
    if not isinstance(text, str):
        missing = "no 'text'" if text is None else f"'text' is {_KINDS.get(type(text), 'null')}, not a string"
        raise ValueError(f"not an article: {missing}")
    return make_article(text, metadata_of(value).or_else(defaults), max_characters=max_characters)


_KINDS = {list: "a list", dict: "an object", str: "a string", int: "a number", float: "a number", bool: "true or false"}
