"""For programs."""

import json
from collections.abc import Sequence
from pathlib import Path

from kgexport.validation.formats.places import Place, places
from kgexport.validation.report import Report


def write(report: Report, sources: Sequence[str | Path] = ()) -> str:
    """One object: ``conforms``, ``counts`` by severity, and ``results`` with the fields of ``Result`` and, where it is known,
    the ``file`` and ``line`` of the focus node.
    """
    known = places(sources)
    nowhere = Place("")
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
                "file": known.get(result.focus_node, nowhere).file or None,
                "line": known.get(result.focus_node, nowhere).line,
            }
            for result in report.results
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
