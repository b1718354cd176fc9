"""What a run tells: who is told what, what was refused and why, what was done."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from kgexport.errors import FINE, INTERNAL, NOTHING_READABLE, PARTIAL
from kgexport.files import replacing

_SINGULAR = {
    "people": "person",
    "organisations": "organisation",
    "anonymous sources": "anonymous source",
    "meetings": "meeting",
    "statements": "statement",
}


class Refused(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One article, or one line of an input, that did not get through, and why: a line of the quarantine file."""

    stage: str  # read, extraction, spans, ids, …, validation, identity
    reason: str
    article: str | None = None  # its id, where it got that far
    source: str | None = None  # the file it was in, where it did not
    line: int | None = None

    def __str__(self) -> str:
        where = self.article if self.source is None else self.source
        said = f"{where}{f':{self.line}' if self.line else ''}: {'' if self.source else f'{self.stage}: '}{self.reason}"
        return " ".join(said.splitlines())


def _silent(_: object = None) -> None:
    pass


@dataclass(frozen=True)
class Observer:
    """Whom a run tells what: remarks for the user, and each article that is done."""

    notice: Callable[[str], None] = _silent
    advance: Callable[[], None] = _silent
    refuse: Callable[[Refused], None] | None = None  # who tells of what is put aside; None: a notice does
    waiting: Callable[[], None] = _silent  # called now and then while others work


@dataclass
class Outcome:
    """What a run did."""

    articles: int = 0  # written
    triples: int = 0
    counts: Counter[str] = field(default_factory=Counter)  # people, organisations, … that were written
    repeats: int = 0  # articles that repeat another one, and are linked to it
    skipped: int = 0  # likewise, and are left out
    refused: list[Refused] = field(default_factory=list)
    failed: bool = False  # a bug of ours kept an article out

    @property
    def exit_code(self) -> int:
        """0 fine · 3 nothing readable · 4 some articles were refused · 5 a bug was met."""
        if self.failed:
            return INTERNAL
        if not self.articles and all(each.stage == "read" for each in self.refused):
            return NOTHING_READABLE
        return PARTIAL if self.refused else FINE

    def summary(self) -> str:
        """One line for people."""
        counts = {name: self.counts[name] for name in _SINGULAR if name in self.counts}
        parts = [_counted(self.articles, "articles"), ", ".join(_counted(n, name) for name, n in counts.items())]
        parts += [_counted(self.triples, "triples")] if self.triples else []
        parts += [f"{self.repeats:,} of another's report"] if self.repeats else []
        parts += [f"{self.skipped:,} left out, as repeats of others"] if self.skipped else []
        parts += [f"{len(self.refused):,} refused"] if self.refused else []
        return "; ".join(parts)

    def fields(self) -> dict[str, int]:
        """The same for machines."""
        counts = {name.replace(" ", "_"): self.counts[name] for name in _SINGULAR if name in self.counts}
        whole = {"articles": self.articles, "triples": self.triples, "repeats": self.repeats, "skipped": self.skipped}
        return whole | {"quarantined": len(self.refused)} | counts

    def write_quarantine(self, path: Path) -> None:
        """Writes what was refused as JSON Lines; an empty file where nothing was. Raises WriteError."""
        with replacing(path) as stream:
            for each in sorted(self.refused, key=_place):  # which process was first must not show
                # A file's name need not be UTF-8; Python keeps such bytes as lone surrogates, which JSON cannot hold.
                fields = {key: _printable(value) for key, value in msgspec.to_builtins(each).items()}
                stream.write(msgspec.json.encode(fields) + b"\n")


def _place(refused: Refused) -> tuple[str, str, int, str, str]:
    return refused.source or "", refused.article or "", refused.line or 0, refused.stage, refused.reason


def _printable(value: object) -> object:
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


def _counted(number: int, plural: str) -> str:
    return f"{number:,} {_SINGULAR.get(plural, plural.removesuffix('s')) if number == 1 else plural}"
