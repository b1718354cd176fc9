"""What can go wrong, and the exit status each thing means.

KgExportError                 5  internal or backend
├── UsageError                2  an option or a name that does not exist
│   ├── MissingModel          2  the language model is not installed
│   └── MissingExtra          2  a library that only some formats and commands need is not installed
├── NothingReadable           3  no article could be read from the inputs
├── ReadError                 3  one input, or one line of it, could not be understood
├── WriteError                5  the output could not be written; what stood there before is untouched
├── StoreError                5  a triple store cannot be opened, is in use, or did not take what it was given
├── QueryError                2  a SPARQL query that does not parse or may not run
└── GateError                 4  an article's graph was refused (term, span, chain or status); the article is quarantined

Not conforming to a shape is a result (validation.Report), not an exception; it is exit status 1.
"""

from pathlib import Path
from typing import ClassVar

FINE, NOT_CONFORMING, USAGE, NOTHING_READABLE, PARTIAL, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130


class KgExportError(Exception):
    """Any error that kgexport raises itself. The message is one line that a user can act on."""

    exit_code: ClassVar[int] = INTERNAL


class UsageError(KgExportError):
    """An option, a name or a combination that cannot be meant."""

    exit_code = USAGE


class MissingModel(UsageError):
    """The language model is not installed, or is not the one it says it is."""


class MissingExtra(UsageError):
    """A library is not installed that comes with an extra. ``what`` needs it: "Parquet", "`kgexport serve`"."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs more than is installed: pip install 'kgexport[{extra}]'")
        self.what, self.extra = what, extra


class QueryError(UsageError):
    """A query that does not parse, or that may not be run here."""


class NothingReadable(KgExportError):
    """None of the inputs held an article or a graph."""

    exit_code = NOTHING_READABLE


class ReadError(KgExportError):
    """An input, or one article of it, could not be understood.

    ``line`` is 1-based; None where lines do not tell. ``whole`` is False where it is one article only, and the rest was read.
    """

    exit_code = NOTHING_READABLE

    def __init__(self, source: str | Path, reason: str, line: int | None = None, *, whole: bool | None = None) -> None:
        where = f"{source}:{line}" if line is not None else f"{source}"
        super().__init__(f"{where}: {reason}")
        self.source, self.line, self.reason = str(source), line, reason
        self.whole = line is None if whole is None else whole


class WriteError(KgExportError):
    """The output could not be written; an earlier output is as it was."""

    def __init__(self, target: str | Path, reason: str) -> None:
        super().__init__(f"{target}: cannot write: {reason}")
        self.target, self.reason = str(target), reason


class StoreError(KgExportError):
    """A triple store cannot be opened, is in use, or did not take what it was given. ``store`` is its folder or address."""

    def __init__(self, store: str | Path, reason: str) -> None:
        super().__init__(f"{store}: {reason}")
        self.store, self.reason = str(store), reason


class GateError(KgExportError):
    """An article's graph was refused. ``stage`` and ``reason`` go into the quarantine record."""

    exit_code = PARTIAL

    def __init__(self, article: str, stage: str, reason: str) -> None:
        super().__init__(f"{article}: {stage}: {reason}")
        self.article, self.stage, self.reason = article, stage, reason
