"""Workflow commands of GitHub Actions: annotations beside the lines of the files."""

from collections.abc import Sequence
from pathlib import Path

from kgexport.validation.formats.places import places, whole_file
from kgexport.validation.formats.text import short
from kgexport.validation.report import Report, Severity

_COMMANDS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write(report: Report, sources: Sequence[str | Path] = ()) -> str:
    """One line a result; nothing for a report without results."""
    known = places(sources)
    fallback = whole_file(sources)
    lines = []
    for result in report.results:
        place = known.get(result.focus_node, fallback)
        properties = {"title": short(result.shape) or result.component}
        if place is not None:
            properties |= {"file": place.file} | ({} if place.line is None else {"line": str(place.line)})
        text = f"{result.focus_node}: {result.message}" + (f" — {result.excerpt}" if result.excerpt else "")
        settings = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
        lines.append(f"::{_COMMANDS[result.severity]} {settings}::{_data(text)}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
