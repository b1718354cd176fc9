"""What an engine finds, before it becomes part of a report. Terms in N-Triples syntax, IRIs of SHACL in full."""

from dataclasses import dataclass

from rdflib.term import Node


@dataclass(frozen=True, slots=True)
class RawResult:
    """One result of either engine."""

    focus_node: str
    path: str | None
    value: str | None
    messages: tuple[str, ...]
    severity: str
    shape: Node
    component: str
