"""An article's metadata: from a sidecar ``NAME.meta.json``, YAML front matter, a JSON line or options."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

import msgspec

from kgexport.errors import ReadError
from kgexport.identifiers import web_address
from kgexport.readers.cleaning import clean
from kgexport.readers.encoding import decode

SIDECAR = ".meta.json"
_MAX_SIDECAR = 1_000_000
_MAX_FRONT_MATTER = 65_536
_FRONT_MATTER = re.compile(r"---[^\S\n]*\r?\n(.*?\n)?(?:---|\.\.\.)[^\S\n]*(?:\r?\n|\Z)", re.S)
_KEY = re.compile(r"(?:\s*#.*\n|\s*\n)*\s*[\"']?\w[\w -]*[\"']?\s*:(?:\s|$)", re.M)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_ALIASES = {"author": "authors", "date": "published", "lang": "language", "headline": "title"}
_SPACE = re.compile(r"\s+")


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """What is known about an article beside its text; None and () for what is not. Values are already valid."""

    id: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None

    def or_else(self, other: Self) -> Self:
        """These metadata, and what they do not say from ``other``."""
        return type(self)(**{name: getattr(self, name) or getattr(other, name) for name in self.__struct_fields__})


def metadata_of(values: Mapping[str, Any]) -> Metadata:
    """The metadata in a JSON or YAML object. Other keys are left alone.

    Raises ValueError with the name of the key for a value that cannot be meant.
    """
    found: dict[str, Any] = {}
    for key, value in values.items():
        field = _ALIASES.get(key, key)
        if field not in Metadata.__struct_fields__ or value in (None, "", [], ()):
            continue
        if field in found and key in _ALIASES:  # the plain name wins over its alias
            continue
        try:
            found[field] = _READERS[field](value)
        except ValueError as error:
            raise ValueError(f"{key}: {error}") from None
    return Metadata(**found)


def _words(value: Any) -> str | None:
    if isinstance(value, Mapping) and "name" in value:  # {"name": "…"}, as schema.org has it
        value = value["name"]
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f"text expected, not {_kind(value)}")
    return _SPACE.sub(" ", clean(str(value))).strip() or None


def _people(value: Any) -> tuple[str, ...]:
    names = map(_words, value) if isinstance(value, list | tuple) else (_words(value),)
    return tuple(dict.fromkeys(name for name in names if name))


def _address(value: Any) -> str | None:
    words = _words(value)
    return web_address(words) if words else None


def _day(value: Any) -> str | None:
    """ISO 8601 as XML Schema writes it: 2025-10-21, 2025-10-21T17:30:00+02:00."""
    words = _words(value)
    if words is None:
        return None
    try:
        if len(words) <= 10:
            return date.fromisoformat(words).isoformat()
        return datetime.fromisoformat(words).isoformat()
    except ValueError:
        raise ValueError(f"not an ISO 8601 date or date-time: {words[:40]!r}") from None


def _tag(value: Any) -> str | None:
    words = _words(value)
    if words is not None and not _LANGUAGE.fullmatch(words := words.replace("_", "-")):
        raise ValueError(f"not a language tag such as 'en': {words[:40]!r}")
    return words


def _kind(value: Any) -> str:
    names = {bool: "true or false", list: "a list", dict: "an object"}
    return names.get(type(value), type(value).__name__)


_READERS = {
    "id": _words,
    "title": _words,
    "url": _address,
    "publisher": _words,
    "authors": _people,
    "published": _day,
    "language": _tag,
}


def sidecar_of(path: Path) -> Metadata:
    """The metadata beside a text file: ``NAME.meta.json`` for ``NAME.txt``, else for ``NAME``; empty where there is none.

    Raises ReadError for a sidecar that is broken.
    """
    for sidecar in (path.with_suffix(SIDECAR), path.with_name(path.name + SIDECAR)):
        try:
            if not sidecar.is_file():
                continue
            if sidecar.stat().st_size > _MAX_SIDECAR:
                raise ReadError(sidecar, f"metadata of more than {_MAX_SIDECAR:,} bytes")
            values = json.loads(decode(sidecar.read_bytes()).text)
            if not isinstance(values, dict):
                raise ReadError(sidecar, f"metadata must be a JSON object, not {_kind(values)}")
            return metadata_of(values)
        except json.JSONDecodeError as error:
            raise ReadError(sidecar, f"not JSON: {error.msg}", error.lineno) from None
        except RecursionError:
            raise ReadError(sidecar, "nested too deeply") from None
        except ValueError as error:
            raise ReadError(sidecar, str(error)) from None
        except OSError as error:
            raise ReadError(sidecar, error.strerror or str(error)) from None
    return Metadata()


def front_matter(text: str, source: str) -> tuple[Metadata, int]:
    """The metadata in YAML front matter and the offset where the article begins; ``(Metadata(), 0)`` without it.

    A first line of dashes that no ``key:`` follows is part of the article. Raises ReadError for broken values.
    """
    match = _FRONT_MATTER.match(text[:_MAX_FRONT_MATTER]) if text.startswith("---") else None
    if match is None or not _KEY.match(match.group(1) or "key:"):
        return Metadata(), 0
    import yaml

    try:
        # BaseLoader builds strings only: no dates, no "no" as false, no Python objects.
        values = yaml.load(match.group(1) or "", Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else None
        raise ReadError(source, f"front matter is not YAML: {error.problem}", line) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise ReadError(source, f"front matter is not YAML: {type(error).__name__}") from None
    if values is None:
        return Metadata(), match.end()
    if not isinstance(values, dict):
        return Metadata(), 0
    try:
        return metadata_of({key: value for key, value in values.items() if isinstance(key, str)}), match.end()
    except ValueError as error:
        raise ReadError(source, f"front matter: {error}") from None
