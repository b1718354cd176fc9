"""Shapes are code: what could reach out of the graph under test is refused, before it runs and again where it runs.

A query is judged by its grammar, never by looking for words in its text: SPARQL lets a word be written in escapes, and text that
looks like the inside of a string may not be one.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from pyparsing import ParseResults
from rdflib import SH, Graph
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kgexport.errors import UsageError

_REACHES_OUT = {"ServiceGraphPattern": "SERVICE", "DatasetClause": "FROM"}
_QUERIES = (SH.select, SH.ask, SH.construct)
_UPDATES = (SH.update,)
_SCRIPTS = (SH.js, SH.jsFunctionName, SH.jsLibrary)
# What becomes a PREFIX line before a query: nothing that ends the line.
_NAMESPACE = re.compile(r"[^\x00-\x20<>\"{}|\\^`]*")
_PREFIX = re.compile(r"(?:[^\W\d_](?:[\w.-]*[\w-])?)?")
_DEEPEST = 100  # brackets in one another; beyond that a parser, ours or another, may end


def check_confined(graph: Graph, path: Path) -> None:
    """Raises UsageError for shapes of somebody's own that name another graph or server, or that hold scripts."""
    for predicate in _QUERIES:
        for query in graph.objects(None, predicate):
            reason = why_not_confined(str(query))
            if reason is not None:
                raise UsageError(f"{path}: {reason}")
    for predicate, pattern in ((SH.namespace, _NAMESPACE), (SH.prefix, _PREFIX)):
        for value in graph.objects(None, predicate):
            if not pattern.fullmatch(str(value)):
                raise UsageError(f"{path}: not a {str(predicate).rpartition('#')[2]}: {ascii(str(value))[:80]}")
    if any((None, predicate, None) in graph for predicate in _UPDATES):
        raise UsageError(f"{path}: shapes may not hold updates")
    if any((None, predicate, None) in graph for predicate in _SCRIPTS):
        raise UsageError(f"{path}: shapes may not hold scripts (SHACL-JS)")


def why_not_confined(query: str) -> str | None:
    """What is wrong with a query in a shape: it cannot be parsed, or sees more than the graph under test; else None."""
    try:
        if max(query.count("{"), query.count("(")) > _DEEPEST:
            raise RecursionError
        parsed = parseQuery(query)
    except RecursionError:
        return "a query that is nested too deeply"
    except Exception as error:  # pyparsing's own, and a few bare ones
        return f"not a SPARQL query: {' '.join(str(error).split())[:200]}"
    found = next((_REACHES_OUT[name] for name in _names(parsed) if name in _REACHES_OUT), None)
    return None if found is None else f"a shape may not use {found}: shapes see only the graph they check"


def _names(parsed: object) -> Iterator[str]:
    """The names of all parts of a parsed query."""
    if isinstance(parsed, CompValue):
        yield parsed.name
        for part in parsed.values():
            yield from _names(part)
    elif isinstance(parsed, ParseResults | list | tuple):
        for part in parsed:
            yield from _names(part)
