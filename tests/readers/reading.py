"""Short ways to what a reader gives."""

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kgexport.errors import ReadError
from kgexport.model import AnnotatedArticle, Article
from kgexport.readers import FieldMapping, ReadOptions, read_inputs

FILES = Path(__file__).parent / "files"


def read(
    *inputs: Path | str, map: tuple[str, ...] = (), **options: Any
) -> list[Article | AnnotatedArticle | ReadError]:
    return list(read_inputs(inputs, ReadOptions(mapping=FieldMapping.parse(map), **options)))


def articles(*inputs: Path | str, **options: Any) -> list[Article]:
    """All of them; a ReadError among them fails the test."""
    found = read(*inputs, **options)
    assert all(isinstance(each, Article) for each in found), found
    return found  # type: ignore[return-value]


def one(path: Path | str, **options: Any) -> Article:
    (article,) = articles(path, **options)
    return article


def problem(path: Path | str, **options: Any) -> ReadError:
    (error,) = read(path, **options)
    assert isinstance(error, ReadError), error
    assert "\n" not in str(error)
    return error


def written(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def paragraphs(article: Article) -> list[str]:
    return article.text.split("\n\n")


@contextmanager
def bounded(*, seconds: float, megabytes: float) -> Iterator[None]:
    """Fails where what is done takes more processor time or memory (at its peak, in this process) than is allowed.

    Both are generous: they are there to catch what would take minutes or gigabytes.
    """
    begin, peak = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    taken = time.process_time() - begin
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak) / 1000
    assert taken <= seconds, f"{taken:.1f} s"
    assert grown <= megabytes, f"{grown:.0f} MB"
