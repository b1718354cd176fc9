"""Markdown, for the summary of a CI job: a headline, then each shape with a table of its nodes.

What stands in it comes from the data under test, so that everything which means something in Markdown or HTML is escaped.
"""

import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from kgexport.validation.formats.places import places
from kgexport.validation.formats.text import heading, headline, short
from kgexport.validation.report import Report

_SHAPES = 50  # shown; a job summary may have a megabyte
_NODES = 20  # of each
_LENGTH = 300  # characters of a cell
_MEANS_SOMETHING = re.compile(r"([\\`*_{}\[\]#|~:@$^]|(?<=www)\.|^[-+=]|(?<=^\d)[.)])")


def write(report: Report, sources: Sequence[str | Path] = ()) -> str:
    """GitHub's Markdown, a table a shape."""
    known = places(sources) if report.results else {}
    lines = [f"### {_escaped(headline(report, sources))}"]
    groups = [list(group) for _, group in groupby(report.results, key=heading)]
    for results in groups[:_SHAPES]:
        first = results[0]
        name = short(first.shape) or "unnamed shape"
        lines += ["", f"#### {first.severity.value}: {_escaped(name)} ({len(results)})", ""]
        lines += [_escaped(first.message), "", "| node | path | value | where | words |", "|---|---|---|---|---|"]
        for result in results[:_NODES]:
            cells = (
                result.focus_node,
                short(result.path or ""),
                short(result.value or ""),
                str(known.get(result.focus_node, "")),
                result.excerpt or "",
            )
            lines.append(f"| {' | '.join(map(_escaped, cells))} |")
        if len(results) > _NODES:
            lines += ["", f"… and {len(results) - _NODES:,} more"]
    if len(groups) > _SHAPES:
        lines += ["", f"… and {len(groups) - _SHAPES:,} more shapes"]
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    """Words only: no link, no mention of a user, no HTML, no cell that ends too soon."""
    line = " ".join(text.split())
    line = line if len(line) <= _LENGTH else f"{line[:_LENGTH]}…"
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MEANS_SOMETHING.sub(r"\\\1", line).encode("utf-8", "replace").decode()
