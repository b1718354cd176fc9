"""Validation in a process of its own that can be killed: shapes of somebody else are code, and may never end.

A regular expression in sh:pattern can take longer than the universe lasts, and Python cannot interrupt one.
"""

from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeAlias

import pyoxigraph as ox
from rdflib import Graph

from kgexport.errors import KgExportError, UsageError
from kgexport.validation.report import Report, Result
from kgexport.validation.shapes import Shapes

Part: TypeAlias = tuple[str | None, bytes]  # name of a graph, its triples as N-Triples


def results_within(seconds: float, parts: Sequence[Part], shapes: Shapes, engine: str) -> tuple[Result, ...]:
    """The results of ``validate_dataset``. Raises UsageError where they take longer, or the shapes are not well-formed."""
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    prefixes = [(prefix, str(namespace)) for prefix, namespace in shapes.graph.namespaces()]
    text = shapes.graph.serialize(format="nt")
    process = context.Process(target=_work, args=(there, list(parts), text, prefixes, engine), daemon=True)
    process.start()
    there.close()
    try:
        if not here.poll(seconds):
            raise UsageError(f"the validation took longer than {seconds:g} seconds and was stopped")
        outcome: tuple[Result, ...] | str = here.recv()
    except EOFError:
        raise KgExportError("the validation ended without a report: out of memory, or killed") from None
    finally:
        process.kill()
        process.join()
        here.close()
    if isinstance(outcome, str):
        raise UsageError(outcome)
    return outcome


def _work(connection: Connection, parts: list[Part], text: str, prefixes: list[tuple[str, str]], engine: str) -> None:
    from kgexport.validation.validator import validate_dataset

    graph = Graph()
    for prefix, namespace in prefixes:
        graph.bind(prefix, namespace, override=False)
    graph.parse(data=text, format="nt")
    quads = {name: list(ox.parse(triples, format=ox.RdfFormat.N_TRIPLES)) for name, triples in parts}
    try:
        report: Report = validate_dataset(quads, Shapes(graph), engine=engine)
    except UsageError as error:
        connection.send(str(error))
    else:
        connection.send(report.results)
    connection.close()
