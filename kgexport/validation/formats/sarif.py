"""SARIF 2.1.0 (OASIS), for code scanning: one run, one rule a shape, one result a SHACL result."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from kgexport import __version__
from kgexport.validation.formats.places import Place, places, whole_file
from kgexport.validation.formats.text import short
from kgexport.validation.report import Report, Result, Severity

_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def write(report: Report, sources: Sequence[str | Path] = ()) -> str:
    """One SARIF log. A result without a place in a file points to the first file as a whole, if there is one."""
    known = places(sources)
    rules = sorted({(_rule(result), result.severity) for result in report.results})
    names = [name for name, _ in rules]
    fallback = whole_file(sources)
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "kgexport",
                        "version": __version__,
                        "rules": [_description(report, name, severity) for name, severity in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(result, names.index(_rule(result)), known.get(result.focus_node, fallback))
                    for result in report.results
                ],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(result: Result) -> str:
    return short(result.shape) or result.component


def _description(report: Report, name: str, severity: Severity) -> dict[str, object]:
    messages = sorted({result.message for result in report.results if _rule(result) == name})
    text = messages[0] if len(messages) == 1 else name
    return {
        "id": name,
        "shortDescription": {"text": text or name},
        "defaultConfiguration": {"level": _LEVELS[severity]},
    }


def _result(result: Result, rule: int, place: Place | None) -> dict[str, object]:
    text = result.message or result.component
    if result.excerpt:
        text += f" — {result.excerpt}"
    location: dict[str, object] = {
        "logicalLocations": [{"fullyQualifiedName": result.focus_node, "kind": "resource"}],
    }
    if place is not None:
        physical: dict[str, object] = {"artifactLocation": {"uri": _uri(Path(place.file))}}
        if place.line is not None:
            physical["region"] = {"startLine": place.line}
        location["physicalLocation"] = physical
    fingerprint = hashlib.sha256("\n".join(result.key).encode("utf-8", "replace")).hexdigest()
    return {
        "ruleId": _rule(result),
        "ruleIndex": rule,
        "level": _LEVELS[result.severity],
        "message": {"text": text},
        "locations": [location],
        "partialFingerprints": {"shaclResult/v1": fingerprint},
        "properties": {
            "path": result.path,
            "value": result.value,
            "component": result.component,
            "graph": result.graph,
        },
    }


def _uri(path: Path) -> str:
    """Relative to the folder of the run, as code scanning wants it, unless the path says otherwise."""
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
