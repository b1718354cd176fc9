"""The cue lexicon: what each reporting verb and noun does, and how it takes its content and its addressee.

The shipped one is ``lexicons/cues.toml``; a user's file of the same form adds entries and replaces those of the same lemma. The
fields are explained in docs/cues.md.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from kgexport.errors import ReadError
from kgexport.model import Act, Certainty, Polarity

CUES_FILE = Path(__file__).parent.parent / "lexicons" / "cues.toml"

STANCES = ("neutral", "factive", "nonfactive", "counterfactive")
PATTERNS = (
    *("clause", "quote", "infinitive", "gerund", "object", "small", "as", "of", "for", "after", "source", "claims"),
    *("text", "finding", "outlet"),
)
FIELDS = (
    "lemmas",
    "act",
    "stance",
    "certainty",
    "polarity",
    "takes",
    "prepositions",
    "addressee",
    "continues",
    "plain",
)
_NOUN_FIELDS = frozenset({"lemmas", "act", "stance", "certainty", "polarity"})
_TABLES = ("verb", "noun")
_LONGEST_LEMMA = 2  # words: a verb and its particle

_Value = TypeVar("_Value", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of the lexicon; the fields are explained in docs/cues.md."""

    lemma: str
    act: Act = Act.SAY
    stance: str = "neutral"
    certainty: Certainty = Certainty.CERTAIN
    polarity: Polarity = Polarity.POSITIVE
    takes: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    addressee: frozenset[str] = frozenset()
    continues: bool = False
    plain: bool = True


@dataclass(frozen=True)
class CueLexicon:
    """Cues by lemma; a verb with a particle or preposition of its own stands under both words ("call for")."""

    verbs: Mapping[str, Cue] = field(default_factory=dict)
    nouns: Mapping[str, Cue] = field(default_factory=dict)

    def extended(self, *paths: Path) -> "CueLexicon":
        """The lexicon with the entries of users' files of the same form; they replace entries of the same lemma.

        Raises ReadError, with the line, for a file that cannot be read or an entry that cannot be meant.
        """
        verbs, nouns = dict(self.verbs), dict(self.nouns)
        for path in paths:
            more = read_cues(path)
            verbs |= more.verbs
            nouns |= more.nouns
        return CueLexicon(verbs, nouns)

    @cached_property
    def sha256(self) -> str:
        """A digest of all entries, whatever the order and the layout of the files they come from."""
        entries = [
            [kind, *(sorted(value) if isinstance(value, frozenset) else value for value in _values(cue))]
            for kind, cues in (("verb", self.verbs), ("noun", self.nouns))
            for cue in cues.values()
        ]
        return hashlib.sha256(json.dumps(sorted(entries, key=lambda e: e[:2])).encode()).hexdigest()


def _values(cue: Cue) -> Iterator[Any]:
    return (getattr(cue, name) for name in Cue.__slots__)


def read_cues(path: Path) -> CueLexicon:
    """The lexicon in a TOML file. Raises ReadError as ``CueLexicon.extended`` does."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ReadError(path, f"not UTF-8: {error.reason} at byte {error.start}") from None
    except OSError as error:
        raise ReadError(path, error.strerror or str(error)) from None
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r" \(at line (\d+), column \d+\)", str(error))
        line = int(where[1]) if where else None
        raise ReadError(path, f"not TOML: {str(error).split(' (at ')[0]}", line) from None
    source = _Source(path, text)
    for name in data:
        if name not in _TABLES:
            raise source.error(f"unknown table {name!r}; only [[verb]] and [[noun]] are known", name)
    return CueLexicon(*(_entries(source, name, data.get(name, [])) for name in _TABLES))


@lru_cache(maxsize=1)
def default_cues() -> CueLexicon:
    """The lexicon that ships with kgexport."""
    return read_cues(CUES_FILE)


@dataclass(frozen=True, slots=True)
class _Source:
    """Where entries come from; TOML readers give no positions, so that the line of an error is looked up in the text."""

    path: Path
    text: str

    def error(self, reason: str, table: str, number: int | None = None, key: str | None = None) -> ReadError:
        return ReadError(self.path, reason, self._line(table, number, key))

    def _line(self, table: str, number: int | None, key: str | None) -> int | None:
        lines = self.text.splitlines()
        headers = [i for i, line in enumerate(lines) if re.match(rf"\s*\[\[?\s*{re.escape(table)}\s*\]", line)]
        if number is None or number >= len(headers):
            named = (i for i, line in enumerate(lines) if re.match(rf"\s*\[*\s*{re.escape(table)}\b", line))
            return next((i + 1 for i in named), None)
        start = headers[number]
        for index in range(start + 1, len(lines)):
            if lines[index].lstrip().startswith("["):
                break
            if key is not None and re.match(rf"\s*[\"']?{re.escape(key)}\b", lines[index]):
                return index + 1
        return start + 1


def _entries(source: _Source, table: str, groups: Any) -> dict[str, Cue]:
    if not isinstance(groups, list) or not all(isinstance(group, dict) for group in groups):
        raise source.error(f"{table!r} must be an array of tables, each headed [[{table}]]", table)
    entries: dict[str, Cue] = {}
    for number, group in enumerate(groups):
        entry = _Entry(source, table, number, group)
        known = FIELDS if table == "verb" else [name for name in FIELDS if name in _NOUN_FIELDS]
        for name in group:
            if name not in known:
                raise entry.error(f"unknown field {name!r} of a {table}; one of {', '.join(known)}", name)
        lemmas = entry.words("lemmas", ())
        if not lemmas:
            raise entry.error("an entry needs its lemmas", "lemmas")
        for lemma in lemmas:
            if lemma != lemma.lower() or len(lemma.split()) not in range(1, _LONGEST_LEMMA + 1):
                raise entry.error(f"{lemma!r}: a lemma is one small-letter word, or a verb and its particle", "lemmas")
            entries[lemma] = Cue(
                lemma=lemma,
                act=entry.value("act", Act, Act.SAY),
                stance=entry.one_of("stance", STANCES, "neutral"),
                certainty=entry.value("certainty", Certainty, Certainty.CERTAIN),
                polarity=entry.value("polarity", Polarity, Polarity.POSITIVE),
                takes=frozenset(entry.words("takes", PATTERNS)),
                prepositions=frozenset(entry.words("prepositions", ())),
                addressee=frozenset(entry.words("addressee", ())),
                continues=entry.flag("continues", False),
                plain=entry.flag("plain", True),
            )
    return entries


@dataclass(frozen=True, slots=True)
class _Entry:
    """One group of a file, read field by field."""

    source: _Source
    table: str
    number: int
    group: Mapping[str, Any]

    def error(self, reason: str, key: str) -> ReadError:
        return self.source.error(reason, self.table, self.number, key)

    def words(self, key: str, allowed: Iterable[str]) -> list[str]:
        """A list of strings, each of them one of ``allowed`` where that says anything."""
        given, choices = self.group.get(key, []), list(allowed)
        if not isinstance(given, list) or not all(isinstance(word, str) and word.strip() for word in given):
            raise self.error(f"{key!r} must be a list of words", key)
        for word in given:
            if choices and word not in choices:
                raise self.error(f"unknown value {word!r} of {key!r}; one of {', '.join(choices)}", key)
        return given

    def one_of(self, key: str, allowed: Iterable[str], default: str) -> str:
        given, choices = self.group.get(key, default), list(allowed)
        if given not in choices:
            raise self.error(f"unknown {key} {given!r}; one of {', '.join(choices)}", key)
        return str(given)

    def value(self, key: str, kind: type[_Value], default: _Value) -> _Value:
        return kind(self.one_of(key, [each.value for each in kind], default.value))

    def flag(self, key: str, default: bool) -> bool:
        given = self.group.get(key, default)
        if not isinstance(given, bool):
            raise self.error(f"{key!r} must be true or false", key)
        return given
