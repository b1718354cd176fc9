"""An article's metadata: from a sidecar ``NAME.meta.json``, YAML front matter, a JSON line or options."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Self

import msgspec

from kgexport.errors import ReadError
from kgexport.identifiers import web_address
from kgexport.readers.cleaning import clean
from kgexport.readers.dates import read_date
from kgexport.readers.encoding import decode

SIDECAR = ".meta.json"
MAX_ID = 2_000  # characters: the id is in each IRI of an article's graph
_MAX_SIDECAR = 1_000_000
_MAX_FRONT_MATTER = 65_536
_FRONT_MATTER = re.compile(r"---[^\S\n]*\r?\n(.*?\n)?(?:---|\.\.\.)[^\S\n]*(?:\r?\n|\Z)", re.S)
# Possessive: blank lines and blanks can be divided in many ways between repeats, and backtracking would try them all.
_KEY = re.compile(r"(?:\s*+#.*+\n)*+\s*+[\"']?\w[\w -]*+[\"']?\s*+:(?:\s|$)", re.M)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
ALIASES = {
    "author": "authors",
    "date": "published",
    "lang": "language",
    "headline": "title",
    "canonical": "canonical_url",
    "updated": "modified",
    "lastmod": "modified",
}
_DATES = ("published", "modified")
_MAX_KEYWORDS, _MAX_KEYWORD = 100, 200
# What is written where a tag belongs: names, and the codes of three letters for which BCP 47 has one of two.
_LANGUAGE_NAMES = {
    "english": "en",
    "eng": "en",
    "deu": "de",
    "ger": "de",
    "fra": "fr",
    "fre": "fr",
    "spa": "es",
    "ita": "it",
} | {
    **{
        "por": "pt",
        "nld": "nl",
        "dut": "nl",
        "rus": "ru",
        "ukr": "uk",
        "pol": "pl",
        "ara": "ar",
        "zho": "zh",
        "chi": "zh",
    },
    **{
        "jpn": "ja",
        "tur": "tr",
        "swe": "sv",
        "hin": "hi",
        "ell": "el",
        "gre": "el",
        "ron": "ro",
        "hun": "hu",
        "ces": "cs",
    },
}
_SPACE = re.compile(r"\s+")


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """What is known about an article beside its text; None and () for what is not. Values are already valid."""

    id: str | None = None
    title: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()

    def or_else(self, other: Self) -> Self:
        """These metadata, and what they do not say from ``other``."""
        return type(self)(**{name: getattr(self, name) or getattr(other, name) for name in self.__struct_fields__})


def metadata_of(values: Mapping[str, Any], say: Callable[[str], None] | None = None) -> Metadata:
    """The metadata in a JSON or YAML object. Other keys are left alone.

    A date that cannot be read is left out and said, where there is somebody to say it to. Raises ValueError with the name
    of the key for any other value that cannot be meant.
    """
    found: dict[str, Any] = {}
    for key, value in values.items():
        field = ALIASES.get(key, key)
        if field not in Metadata.__struct_fields__ or value in (None, "", [], ()):
            continue
        if field in found and key in ALIASES:  # the plain name wins over its alias
            continue
        try:
            found[field] = _READERS[field](value)
        except ValueError as error:
            if say is None or field not in _DATES:
                raise ValueError(f"{key}: {error}") from None
            say(f"{key} left out: {error}")
    return Metadata(**found)


def metadata_found(layers: Iterable[Mapping[str, Any]], say: Callable[[str], None]) -> Metadata:
    """The metadata of an article whose source gives them in several places, the most trusted first.

    Of each field the first value that can be meant; a day gets the time that another place gives it. Such a source cannot be
    corrected by whoever reads it, so that other values are left out, and of dates it is said.
    """
    found: dict[str, Any] = {}
    unread: dict[str, str] = {}
    for layer in layers:
        for field, value in layer.items():
            known = found.get(field)
            if value is None or (known and not (field in _DATES and len(known) == 10)):
                continue
            read: Any
            try:
                read = _READERS[field](value)
            except ValueError as error:
                unread.setdefault(field, str(error))
                continue
            if read and (not known or read.startswith(f"{known}T")):
                found[field] = read
    for field in _DATES:
        if field in unread and field not in found:
            say(f"{field} left out: {unread[field]}")
    return Metadata(**found)


def _words(value: Any) -> str | None:
    if isinstance(value, Mapping) and "name" in value:  # {"name": "…"}, as schema.org has it
        value = value["name"]
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f"text expected, not {_kind(value)}")
    return _SPACE.sub(" ", clean(str(value))).strip() or None


def _identifier(value: Any) -> str | None:
    words = _words(value)
    if words is not None and len(words) > MAX_ID:
        raise ValueError(f"an id of {len(words):,} characters; the limit is {MAX_ID:,}")
    return words


def _several(value: Any) -> tuple[str, ...]:
    found = map(_words, value) if isinstance(value, list | tuple) else (_words(value),)
    return tuple(dict.fromkeys(words for words in found if words))


def _people(value: Any) -> tuple[str, ...]:
    names = _several(value)
    for name in names:
        if not any(map(str.isalpha, name)):
            raise ValueError(f"not a name: {name[:40]!r}")
    return names


def _address(value: Any) -> str | None:
    words = _words(value)
    return web_address(words) if words else None


def _moment(value: Any) -> str | None:
    return None if isinstance(value, str) and not value.strip() else read_date(value)


def _keywords(value: Any) -> tuple[str, ...]:
    """A list, or one text with commas or semicolons."""
    if isinstance(value, str):
        value = value.split(";") if ";" in value else value.split(",")
    words = (word for word in _several(value) if len(word) <= _MAX_KEYWORD)
    return tuple(words)[:_MAX_KEYWORDS]


def _tag(value: Any) -> str | None:
    words = _words(value)
    words = words and _LANGUAGE_NAMES.get(words.lower(), words)
    if words is not None and not _LANGUAGE.fullmatch(words := words.replace("_", "-")):
        raise ValueError(f"not a language tag such as 'en': {words[:40]!r}")
    return words


def _kind(value: Any) -> str:
    names = {bool: "true or false", list: "a list", dict: "an object"}
    return names.get(type(value), type(value).__name__)


_READERS = {
    "id": _identifier,
    "title": _words,
    "url": _address,
    "canonical_url": _address,
    "publisher": _words,
    "authors": _people,
    "published": _moment,
    "modified": _moment,
    "language": _tag,
    "section": _words,
    "keywords": _keywords,
}


def sidecar_of(path: Path, say: Callable[[str], None] | None = None) -> Metadata:
    """The metadata beside a file of one article: ``NAME.meta.json`` for ``NAME.txt``, else for ``NAME``; empty where there
    is none. A date that cannot be read is left out and said, where there is somebody to say it to.

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
            return metadata_of(values, _told(sidecar, say))
        except json.JSONDecodeError as error:
            raise ReadError(sidecar, f"not JSON: {error.msg}", error.lineno, whole=True) from None
        except RecursionError:
            raise ReadError(sidecar, "nested too deeply") from None
        except ValueError as error:
            raise ReadError(sidecar, str(error)) from None
        except OSError as error:
            raise ReadError(sidecar, error.strerror or str(error)) from None
    return Metadata()


def _told(source: Path | str, say: Callable[[str], None] | None) -> Callable[[str], None] | None:
    return None if say is None else lambda remark: say(f"{source}: {remark}")


def front_matter(text: str, source: str, say: Callable[[str], None] | None = None) -> tuple[Metadata, int]:
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
        raise ReadError(source, f"front matter is not YAML: {error.problem}", line, whole=True) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise ReadError(source, f"front matter is not YAML: {type(error).__name__}") from None
    if values is None:
        return Metadata(), match.end()
    if not isinstance(values, dict):
        return Metadata(), 0
    try:
        named = {key: value for key, value in values.items() if isinstance(key, str)}
        return metadata_of(named, _told(source, say)), match.end()
    except ValueError as error:
        raise ReadError(source, f"front matter: {error}") from None
