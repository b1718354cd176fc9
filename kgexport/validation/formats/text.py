"""For people: grouped by shape, the worst first, with the words of the article."""

import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from kgexport.validation.formats.places import Place, places
from kgexport.validation.report import Report, Result
from kgexport.vocab import PREFIXES

_SHOWN = 20  # results of one shape; the rest is counted


def write(report: Report, sources: Sequence[str | Path] = ()) -> str:
    """A headline, then each shape's message once with the nodes that it speaks of."""
    lines = [headline(report, sources)]
    known = places(sources) if report.results else {}
    for (_, shape, _message), group in groupby(report.results, key=heading):
        results = list(group)
        first = results[0]
        lines += ["", f"{first.severity.value.upper()}  {short(shape) or 'unnamed shape'}  ({len(results)})"]
        general = _is_general(results)
        if general:
            lines.append(f"  {_line(first.message)}")
        for result in results[:_SHOWN]:
            lines += _entry(result, known.get(result.focus_node), with_message=not general)
        if len(results) > _SHOWN:
            lines.append(f"  … and {len(results) - _SHOWN} more")
    return "\n".join(lines) + "\n"


def headline(report: Report, sources: Sequence[str | Path]) -> str:
    """One line: which file, whether it conforms, and how many results of which severity there are."""
    counts = [
        f"{count} {severity.value}{'s' if count != 1 else ''}" for severity, count in report.counts.items() if count
    ]
    what = f"{sources[0]}: " if len(sources) == 1 else ""
    return f"{what}{'conforms' if report.conforms else 'does not conform'} ({', '.join(counts) or 'no results'})"


def heading(result: Result) -> tuple[str, str, str]:
    """What results stand together by: severity and shape; the message, where the shape has no name."""
    return result.severity, result.shape, "" if result.shape else result.message


def _is_general(results: list[Result]) -> bool:
    return len({result.message for result in results}) == 1


def _entry(result: Result, place: Place | None, *, with_message: bool) -> list[str]:
    about = [result.focus_node]
    if result.path is not None:
        about.append(short(result.path))
    if result.value is not None and result.value != result.focus_node:
        about.append(f"= {short(result.value)}")
    lines = [f"  - {' '.join(about)}  [{result.component.removesuffix('ConstraintComponent')}]"]
    if place is not None:
        lines.append(f"    {place}")
    if result.graph is not None:
        lines.append(f"    in graph {result.graph}")
    if with_message:
        lines.append(f"    {_line(result.message)}")
    if result.excerpt is not None:
        lines.append(f"    {result.excerpt}")
    return lines


def _line(text: str) -> str:
    return " ".join(text.split())


def short(text: str) -> str:
    """Known IRIs in a term or path as prefixed names, for reading only; anything else as it is."""
    for prefix, namespace in _NAMESPACES:
        if text.startswith(namespace):
            return f"{prefix}:{text.removeprefix(namespace)}"
    return _BRACKETED.sub(_prefixed, text)


def _prefixed(match: re.Match[str]) -> str:
    return next((f"{p}:{match[1].removeprefix(n)}" for p, n in _NAMESPACES if match[1].startswith(n)), match[0])


_BRACKETED = re.compile(r"<([^<>\s]*)>")
_NAMESPACES = [*PREFIXES.items(), ("kgs", "https://w3id.org/kgexport/shapes#")]
