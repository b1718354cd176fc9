"""JUnit XML, for test reports: one test case a shape; a violation fails it, the rest is told as its output."""

import re
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from rdflib import SH

from kgexport.validation.formats.text import short
from kgexport.validation.report import Report, Result, Severity

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2


def write(report: Report, sources: Sequence[str | Path] = ()) -> str:
    """One test suite. Shapes without a result pass."""
    by_shape: dict[str, list[Result]] = {shape: [] for shape in _shapes(report)}
    for result in report.results:
        by_shape.setdefault(short(result.shape) or result.component, []).append(result)
    failed = sum(any(r.severity is Severity.VIOLATION for r in results) for results in by_shape.values())
    counts = {"tests": str(len(by_shape)), "failures": str(failed), "errors": "0", "skipped": "0"}
    root = ElementTree.Element("testsuites", {"name": "kgexport validate", **counts})
    suite = ElementTree.SubElement(
        root, "testsuite", {"name": _clean(", ".join(map(str, sources))) or "graph", **counts}
    )
    for shape, results in sorted(by_shape.items()):
        case = ElementTree.SubElement(suite, "testcase", {"classname": "shacl", "name": _clean(shape)})
        violations = [result for result in results if result.severity is Severity.VIOLATION]
        if violations:
            failure = ElementTree.SubElement(
                case, "failure", {"type": violations[0].component, "message": _clean(violations[0].message)}
            )
            failure.text = "\n".join(map(_line, violations))
        others = [result for result in results if result.severity is not Severity.VIOLATION]
        if others:
            ElementTree.SubElement(case, "system-out").text = "\n".join(map(_line, others))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _shapes(report: Report) -> list[str]:
    if report.shapes is None:
        return []
    return [short(str(shape)) for shape in report.shapes.subjects(SH.message, unique=True) if ":" in str(shape)]


def _line(result: Result) -> str:
    parts = [result.severity.value, result.focus_node, short(result.path or ""), result.message, result.excerpt or ""]
    return _clean("  ".join(part for part in parts if part))


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
