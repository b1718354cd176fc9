"""What a validation found. Sorted, so that the same graph gives the same report."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from kgexport.errors import UsageError

if TYPE_CHECKING:
    from rdflib import Graph


class Severity(StrEnum):
    """How bad it is. A violation: the graph must not be used. A warning: look at it. An info: something is missing."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


_RANK = {severity: rank for rank, severity in enumerate(Severity)}

FORMATS = ("text", "json", "turtle", "sarif", "junit", "github", "markdown")
FAIL_ON = (*(severity.value for severity in Severity), "never")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One validation result (SHACL, section 3.6.2). Nodes are IRIs; a literal or blank node is in N-Triples syntax."""

    focus_node: str
    path: str | None = None  # an IRI, or a SPARQL property path
    value: str | None = None  # an IRI, or a term in N-Triples syntax
    message: str
    severity: Severity
    shape: str  # the IRI of the shape, or of the nearest shape around it that has one
    component: str  # local name of the SHACL component: MinCountConstraintComponent
    graph: str | None = None  # the named graph it was found in; None: the default graph, or all of them together
    excerpt: str | None = field(default=None, compare=False)  # the words of the article that the focus node stands on

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What makes two results the same, whichever engine and graph they come from."""
        return self.shape, self.focus_node, self.path or "", self.component, self.value or ""


@dataclass(frozen=True, slots=True)
class Report:
    """All results of one validation.

    ``conforms`` is true where nothing is a violation. (SHACL's own ``sh:conforms`` is true only where there is no
    result at all; that is what the Turtle report says.)
    """

    results: tuple[Result, ...] = ()
    shapes: "Graph | None" = field(default=None, repr=False, compare=False)  # to write paths and rules

    @classmethod
    def of(cls, results: Iterable[Result], shapes: "Graph | None" = None) -> "Report":
        """The report of these results, sorted: the worst first, then by shape and node; none twice."""
        return cls(tuple(sorted(set(results), key=_reading_order)), shapes)

    @property
    def conforms(self) -> bool:
        """True where nothing is a violation."""
        return not self.fails()

    @property
    def violations(self) -> tuple[Result, ...]:
        """The results that are violations."""
        return tuple(result for result in self.results if result.severity is Severity.VIOLATION)

    @property
    def counts(self) -> dict[Severity, int]:
        """How many results of each severity, none left out."""
        counts = dict.fromkeys(Severity, 0)
        for result in self.results:
            counts[result.severity] += 1
        return counts

    def fails(self, on: str = "violation") -> bool:
        """True where a result is as bad as ``on`` (violation, warning, info, never) or worse."""
        if on not in FAIL_ON:
            raise UsageError(f"unknown severity {on!r}: choose from {', '.join(FAIL_ON)}")
        return on != "never" and any(_RANK[result.severity] <= _RANK[Severity(on)] for result in self.results)

    def format(
        self, name: str = "text", *, source: "str | Path | None" = None, sources: "Sequence[str | Path]" = ()
    ) -> str:
        """The report in one of ``FORMATS``. ``sources`` (or ``source``, one) are the files that were checked."""
        if name not in FORMATS:
            raise UsageError(f"unknown report format {name!r}: choose from {', '.join(FORMATS)}")
        write: Callable[[Report, Sequence[str | Path]], str] = import_module(
            f"kgexport.validation.formats.{name}"
        ).write
        return write(self, [*([] if source is None else [source]), *sources])


def _reading_order(result: Result) -> tuple[object, ...]:
    shape, focus_node, *rest = result.key
    # Numbers in IRIs are offsets: statement-3 comes before statement-11.
    parts = [(part.zfill(12) if part.isdigit() else part) for part in _NUMBER.split(focus_node)]
    return (_RANK[result.severity], shape, parts, focus_node, rest, result.message, result.graph or "")


_NUMBER = re.compile(r"([0-9]+)")
