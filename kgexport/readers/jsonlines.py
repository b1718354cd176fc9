"""JSON: one article, or one annotated article, a line; or one document that is an article or a list of them.

A broken line is reported and the rest goes on. An article is an object with ``text`` and any of the fields of ``Metadata``
(docs/readers.md); other keys are left alone. News items as IPTC ninjs and entities of FollowTheMoney are told by their keys.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from kgexport.errors import ReadError
from kgexport.model import AnnotatedArticle, Article
from kgexport.readers import followthemoney, ninjs, text
from kgexport.readers.annotations import annotated_of, is_annotated
from kgexport.readers.article import MAX_CHARACTERS
from kgexport.readers.encoding import decode
from kgexport.readers.formats import is_json_object, suffix_of
from kgexport.readers.mapping import TEXT
from kgexport.readers.metadata import MAX_ID
from kgexport.readers.options import LINE_BYTES_PER_CHARACTER, Read, Source
from kgexport.readers.records import kind, record_article
from kgexport.readers.streams import lines_of, rejoined

_ALWAYS_LINES = (".jsonl", ".ndjson", ".ftm", ".ijson")


class Skipped(Exception):
    """An object that is no article and does not claim to be one; said once for all of its kind."""


def read(source: Source) -> Iterator[Read]:
    """The articles in order, and a ReadError in the place of each line that is broken."""
    limit = source.options.max_characters * LINE_BYTES_PER_CHARACTER
    whole = MAX_CHARACTERS * LINE_BYTES_PER_CHARACTER  # a document may hold many articles
    if suffix_of(source.name) in _ALWAYS_LINES or _first_line_is_all(source):
        yield from _read_lines(lines_of(source.stream, limit), source, limit)
        return
    data = source.stream.read(whole + 1)
    begin = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    try:
        document = _loaded(data) if len(data) <= whole else None
    except ValueError as error:
        if begin.startswith(b'{"'):  # lines, of which the first is broken
            document = None
        elif source.options.input_format is None and suffix_of(source.name) != ".json":
            yield text.article_in(data, source)  # {Curly} words are words
            return
        else:
            raise ReadError(source.name, str(error)) from None
    if document is None:
        yield from _read_lines(lines_of(rejoined(data, source.stream), limit), source, limit)
    elif isinstance(document, list):
        yield from _read_values(((f"item {n}", None, each) for n, each in enumerate(document, start=1)), source)
    elif is_annotated(data):
        yield _checked(annotated_of(data), source)
    else:
        yield from _read_values([("", None, document)], source)


def _first_line_is_all(source: Source) -> bool:
    """True where the first line is an object by itself, or longer than what is looked at."""
    head = source.stream.peek()  # type: ignore[attr-defined]
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    line, end, _ = begin.partition(b"\n")
    return begin[:1] == b"{" and (is_json_object(line) if end else begin[1:64].lstrip()[:1] == b'"')


def _read_lines(lines: Iterable[bytes | None], source: Source, limit: int) -> Iterator[Read]:
    def values() -> Iterator[tuple[str, int, Any]]:
        guessed = False
        for number, line in enumerate(lines, start=1):
            if line is None:
                yield "", number, ValueError(f"a line of more than {limit:,} bytes (--max-characters)")
            elif line.strip():
                try:
                    if is_annotated(line):
                        yield "", number, _checked(annotated_of(line), source)
                        continue
                    value = _loaded(line)
                    if not guessed and not _is_utf_8(line):
                        guessed = True
                        source.notice("not UTF-8; converted by a guess, as may be other lines", f"line {number}")
                    yield "", number, value
                except ValueError as error:
                    yield "", number, error

    yield from _read_values(values(), source)


def _read_values(values: Iterable[tuple[str, int | None, Any]], source: Source) -> Iterator[Read]:
    """``values`` are (place in the document, line, what is there); a ValueError is a value too."""
    skipped: Counter[str] = Counter()
    for place, line, value in values:
        source.placed(line, place)
        try:
            if isinstance(value, ValueError):
                raise value
            yield (
                value
                if isinstance(value, AnnotatedArticle)
                else article_of(value, source, place or (f"line {line}" if line else ""))
            )
        except Skipped as error:
            skipped[str(error)] += 1
        except ValueError as error:
            yield ReadError(
                source.name, f"{place}: {error}" if place else str(error), line, whole=not place and not line
            )
    for what, number in sorted(skipped.items()):
        source.notice(f"{number:,} left out: {what}")


def article_of(value: Any, source: Source, where: str) -> Article:
    """The article in a decoded JSON value. Raises ValueError where it is broken, Skipped where it is something else."""
    if not isinstance(value, dict):
        raise ValueError(f"not an article: an object expected, not {kind(value)}")
    chosen = source.options.input_format
    if chosen == "ftm" or (chosen is None and not source.options.mapping and followthemoney.is_entity(value)):
        schema = value.get("schema")
        if followthemoney.is_entity(value) and schema not in followthemoney.DOCUMENTS:
            raise Skipped(f"entities of FollowTheMoney that are no documents with text ({str(schema)[:40]})")
        return followthemoney.article_of(value, source, where)
    if chosen == "ninjs" or (chosen is None and not source.options.mapping and ninjs.is_item(value)):
        return ninjs.article_of(value, source, where)
    if (
        source.found
        and suffix_of(source.name) == ".json"
        and not any(name.split(".")[0] in value for name in source.options.mapping.source_names(TEXT))
    ):
        raise Skipped("JSON that is no article")  # somebody's settings
    return record_article(value, source, where)


def _checked(annotated: AnnotatedArticle, source: Source) -> AnnotatedArticle:
    if len(annotated.article.text) > source.options.max_characters:
        raise ValueError(f"an article of more than {source.options.max_characters:,} characters (--max-characters)")
    if len(annotated.article.id) > MAX_ID:
        raise ValueError(f"an id of {len(annotated.article.id):,} characters; the limit is {MAX_ID:,}")
    return annotated


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _loaded(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig", "surrogatepass"))
    except UnicodeDecodeError:
        pass
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        raise ValueError(f"not JSON: {error.msg} ({where})") from None
    except (RecursionError, ValueError):  # nesting, and integers of more than 4,300 digits
        raise ValueError("not an article: nested too deeply, or a number too long") from None
    try:
        return json.loads(decode(data).text)
    except (ValueError, RecursionError):
        raise ValueError("neither UTF-8 nor JSON") from None
