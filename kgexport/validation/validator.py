"""A graph and shapes in, a report out; which engine looks."""

import zlib
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox
from rdflib import Dataset, Graph

from kgexport.errors import UsageError
from kgexport.validation.excerpt import excerpt
from kgexport.validation.fast import installed
from kgexport.validation.limited import results_within
from kgexport.validation.raw import RawResult
from kgexport.validation.report import Report, Result, Severity
from kgexport.validation.shapes import Shapes, load_shapes
from kgexport.validation.terms import Data, Triples

ENGINES = ("auto", "pyshacl", "fast")
_SH = "http://www.w3.org/ns/shacl#"
_SEVERITIES = {f"{_SH}{severity.value.capitalize()}": severity for severity in Severity}
_SAMPLE = 50  # one graph in so many that the fast engine passes is looked at by pySHACL too


def validate(graph: Triples, shapes: Shapes | None = None, *, engine: str = "auto") -> Report:
    """What the shapes (ours by default) say about a graph: an rdflib graph, or pyoxigraph triples or quads.

    Named graphs are taken together; ``validate_dataset`` looks at each. ``engine`` is one of

    - ``pyshacl``, the reference;
    - ``fast``, the ``shacl`` package, which pySHACL follows where it finds a violation and writes the report;
    - ``auto``: ``fast`` where it is installed, with a fixed sample of what it passes; else ``pyshacl``.

    Never raises for data that do not conform. Raises UsageError for an unknown engine, one that is not installed,
    shapes that are not well-formed, and triples as terms (RDF 1.2).
    """
    _check(engine)
    shapes = shapes or load_shapes()
    data = Data(graph)
    return Report.of(_results(data, _find(data, shapes, engine), shapes, None), shapes.graph)


def validate_dataset(
    graphs: Dataset | Mapping[str | None, Triples] | Iterable[ox.Quad],
    shapes: Shapes | None = None,
    *,
    engine: str = "auto",
    seconds: float | None = None,
) -> Report:
    """Looks at each graph by itself, then once at all together, and reports a fault where it was first seen.

    ``graphs`` is an rdflib Dataset, a mapping from names (None: the default graph) to triples, or quads. With
    ``seconds`` it is done in a process that is stopped after so long (UsageError): for shapes of somebody else.
    """
    _check(engine)
    shapes = shapes or load_shapes()
    parts = _parts(graphs)
    if seconds is not None:
        try:
            texts = [(name, data.n_triples) for name, data in parts.items()]
        except ValueError as error:
            raise UsageError(f"cannot be handed to another process: {error}") from error
        return Report.of(results_within(seconds, texts, shapes, engine), shapes.graph)
    found: list[Result] = []
    for name in sorted(parts, key=lambda name: (name is not None, name or "")):
        found += _results(parts[name], _find(parts[name], shapes, engine), shapes, name)
    if len(parts) > 1:
        seen = {result.key for result in found}
        everything = Graph()
        for part in parts.values():
            for triple in part.graph:
                everything.add(triple)
        union = Data(everything)
        together = _results(union, _find(union, shapes, engine), shapes, None)
        found += [result for result in together if result.key not in seen]
    return Report.of(found, shapes.graph)


def _check(engine: str) -> None:
    if engine not in ENGINES:
        raise UsageError(f"unknown engine {engine!r}: choose from {', '.join(ENGINES)}")
    if engine == "fast" and not installed():
        raise UsageError("the fast engine is not installed: pip install 'kgexport[fast]'")


def _find(data: Data, shapes: Shapes, engine: str) -> Iterable[RawResult]:
    if engine != "pyshacl" and shapes.fast is not None:
        try:
            found = shapes.fast.results(data.n_triples)
        except ValueError:
            return shapes.reference.results(data.graph)
        violated = any(_severity(result) is Severity.VIOLATION for result in found)
        if not violated and not (engine == "auto" and _sampled(data.n_triples)):
            return found
    return shapes.reference.results(data.graph)


def _sampled(text: bytes) -> bool:
    """True for a fixed sample of graphs, whatever the order of their triples."""
    return sum(zlib.crc32(line) for line in text.split(b"\n")) % _SAMPLE == 0


def _results(data: Data, found: Iterable[RawResult], shapes: Shapes, name: str | None) -> Iterator[Result]:
    for raw in found:
        severity = _severity(raw)
        terms = (
            () if severity is Severity.INFO else tuple(term for term in (raw.value, raw.focus_node) if term is not None)
        )
        yield Result(
            focus_node=_plain(raw.focus_node),
            path=raw.path,
            value=None if raw.value is None else _plain(raw.value),
            message=" ".join(raw.messages) or f"{_name(raw.component)} is not met.",
            severity=severity,
            shape=shapes.name_of(raw.shape),
            component=raw.component.removeprefix(_SH),
            graph=name,
            excerpt=excerpt(data.graph, *terms) if terms else None,
        )


def _name(component: str) -> str:
    return component.rpartition("#")[2].removesuffix("ConstraintComponent")


def _severity(raw: RawResult) -> Severity:
    return _SEVERITIES.get(raw.severity, Severity.VIOLATION)


def _plain(term: str) -> str:
    return term[1:-1] if term.startswith("<") and term.endswith(">") else term


def _parts(graphs: Dataset | Mapping[str | None, Triples] | Iterable[ox.Quad]) -> dict[str | None, Data]:
    if isinstance(graphs, Mapping):
        return {name: Data(triples) for name, triples in graphs.items()}
    if isinstance(graphs, Dataset):
        named: dict[str | None, Graph] = {}
        for s, p, o, context in graphs.quads():
            named.setdefault(None if context is None else str(context), Graph()).add((s, p, o))
        return {name: Data(graph) for name, graph in named.items()}
    quads: dict[str | None, list[ox.Quad]] = {}
    for quad in graphs:
        name = None if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name.value
        quads.setdefault(name, []).append(quad)
    return {name: Data(part) for name, part in quads.items()}
