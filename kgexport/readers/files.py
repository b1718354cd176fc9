"""Which files the inputs mean: files, folders (with all that is in them), patterns, standard input."""

import os
import re
import stat
from collections.abc import Iterator
from glob import has_magic, iglob
from pathlib import Path

from kgexport.errors import ReadError
from kgexport.readers.formats import ARTICLE_SUFFIXES, suffix_of, uncompressed_name
from kgexport.readers.metadata import SIDECAR

_MARKDOWN = (".md", ".markdown")
_DASHES = re.compile(rb"(?:\xef\xbb\xbf)?---")


def files_of(name: str | Path) -> Iterator[tuple[Path, bool] | ReadError]:
    """The files that an input means, in the order of their names, each with whether it was found (True) or named (False).

    A ReadError stands in the place of a folder that cannot be looked into, and of a pattern that nothing matches. What does
    not exist is given as it is, for whoever opens it to say so.
    """
    path = Path(name)
    if path.is_dir():
        yield from _files_in(path)
    elif not os.path.lexists(path) and has_magic(str(name)):
        yield from _matches(str(name))
    else:
        yield path, False


def _matches(pattern: str) -> Iterator[tuple[Path, bool] | ReadError]:
    found = False
    for match in sorted(iglob(pattern, recursive=True)):  # noqa: PTH207 - a pattern may be absolute
        if not Path(match).is_dir():
            found = True
            yield Path(match), False
    if not found:
        yield ReadError(pattern, "no file matches this pattern")


def _files_in(folder: Path) -> Iterator[tuple[Path, bool] | ReadError]:
    """Hidden files are left out, and links to folders are not followed, so that none is met twice."""
    errors: list[OSError] = []
    found = False
    for parent, folders, names in os.walk(folder, onerror=errors.append):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for error in errors:
            found = True
            yield ReadError(error.filename or folder, error.strerror or str(error))
        errors.clear()
        for name in sorted(names):
            path = Path(parent, name)
            if _may_hold_articles(path):
                found = True
                yield path, True
    for error in errors:
        found = True
        yield ReadError(error.filename or folder, error.strerror or str(error))
    if not found:
        yield ReadError(folder, f"no articles here ({', '.join(sorted(ARTICLE_SUFFIXES - {'.md', '.markdown'}))})")


def _may_hold_articles(path: Path) -> bool:
    suffix = suffix_of(path.name)
    if path.name.startswith(".") or suffix not in ARTICLE_SUFFIXES or uncompressed_name(path.name).endswith(SIDECAR):
        return False
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return False  # opening a pipe would wait for ever
        if suffix in _MARKDOWN and path.suffix.lower() in _MARKDOWN:
            with path.open("rb") as stream:
                return _DASHES.match(stream.read(8)) is not None  # else a README, not an article
    except OSError:
        return True  # whoever opens it will say what is wrong
    return True
