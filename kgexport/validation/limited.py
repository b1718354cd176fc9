"""Validation in a process of its own that can be killed: shapes of somebody else are code, and may never end.

A regular expression in sh:pattern can take longer than the universe lasts, and Python cannot interrupt one. The process is also
told its limits itself, so that it ends even where nobody is left to stop it.
"""

import math
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeAlias

import pyoxigraph as ox
from rdflib import Graph

from kgexport.errors import KgExportError, UsageError
from kgexport.validation.report import Report, Result
from kgexport.validation.shapes import Shapes

_MEGABYTES = 4_000  # of memory, beside what is there at the beginning

Part: TypeAlias = tuple[str | None, bytes]  # name of a graph, its triples as N-Triples


def results_within(seconds: float, parts: Sequence[Part], shapes: Shapes, engine: str) -> tuple[Result, ...]:
    """The results of ``validate_dataset``. Raises UsageError where they take longer, or the shapes are not well-formed."""
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    prefixes = [(prefix, str(namespace)) for prefix, namespace in shapes.graph.namespaces()]
    text = shapes.graph.serialize(format="nt")
    process = context.Process(target=_work, args=(there, seconds, list(parts), (text, prefixes), engine), daemon=True)
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


def _work(
    connection: Connection, seconds: float, parts: list[Part], shapes: tuple[str, list[tuple[str, str]]], engine: str
) -> None:
    from kgexport.validation.validator import validate_dataset

    _limit(seconds)
    outcome: tuple[Result, ...] | str
    try:
        graph = Graph()
        text, prefixes = shapes
        for prefix, namespace in prefixes:
            graph.bind(prefix, namespace, override=False)
        graph.parse(data=text, format="nt")
        quads = {name: list(ox.parse(triples, format=ox.RdfFormat.N_TRIPLES)) for name, triples in parts}
        report: Report = validate_dataset(quads, Shapes(graph), engine=engine)
        outcome = report.results
    except UsageError as error:
        outcome = str(error)
    except MemoryError:
        outcome = f"the validation needed more than {_MEGABYTES:,} MB and was stopped"
    connection.send(outcome)
    connection.close()


def _limit(seconds: float) -> None:
    """CPU time and memory of this process, where the system has such limits."""
    try:
        import resource
    except ImportError:
        return
    cpu = math.ceil(seconds) + 5  # the parent's clock comes first, if there is a parent
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (used + _MEGABYTES * 1_000_000,) * 2)
