"""For programs."""

import json
from collections.abc import Sequence
from pathlib import Path

from kgexport.validation.report import Report


def write(report: Report, sources: Sequence[str | Path] = ()) -> str:
    """One object: ``conforms``, ``counts`` by severity, and ``results`` with the fields of ``Result``."""
    document: dict[str, object] = {"sources": [str(source) for source in sources]} if sources else {}
    document |= {
        "conforms": report.conforms,
        "counts": {severity.value: count for severity, count in report.counts.items()},
        "results": [
            {
                "severity": result.severity.value,
                "focusNode": result.focus_node,
                "path": result.path,
                "value": result.value,
                "message": result.message,
                "shape": result.shape,
                "component": result.component,
                "graph": result.graph,
                "excerpt": result.excerpt,
            }
            for result in report.results
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
