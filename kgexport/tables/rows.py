"""The rows of a table: the answers of its query, those of one key put together."""

from collections import defaultdict
from datetime import date

import pyoxigraph as ox

from kgexport.graph.order import natural_key
from kgexport.queries import Term
from kgexport.tables.definitions import Cell, Column, Datatype, Row, Table, Value


def rows_of(table: Table, store: ox.Store) -> list[Row]:
    """The rows of a table over the union of the store's graphs, in the order of their keys (offsets compare as numbers).

    A query may give a row in parts (UNION), and a node that several articles share may have several names: of the values of a
    column that is no list, the first in order is taken.
    """
    answers = store.query(table.sparql, use_default_graph_as_union=True)
    assert isinstance(answers, ox.QuerySolutions)
    positions = {variable.value: position for position, variable in enumerate(answers.variables)}
    order = [positions[column.name] for column in table.columns]
    gathered: dict[tuple[str, ...], list[set[Value]]] = defaultdict(lambda: [set() for _ in table.columns])
    for answer in answers:
        terms = [answer[position] for position in order]
        key = tuple("" if terms[position] is None else str(terms[position]) for position in table.key)
        for values, term, column in zip(gathered[key], terms, table.columns, strict=True):
            value = _value(term, column)
            if value is not None:
                values.add(value)
    return [
        tuple(_cell(values, column) for values, column in zip(gathered[key], table.columns, strict=True))
        for key in sorted(gathered, key=lambda key: tuple(map(natural_key, key)))
        if all(gathered[key][position] for position in table.key)
    ]


def _cell(values: set[Value], column: Column) -> Cell:
    ordered = tuple(sorted(values))
    return ordered if column.is_list else next(iter(ordered), None)


def _value(term: Term | None, column: Column) -> Value | None:
    if term is None or isinstance(term, ox.Triple | ox.BlankNode):
        return None
    text = term.value
    match column.datatype:
        case Datatype.INTEGER:
            return int(text)
        case Datatype.BOOLEAN:
            return text == "true"
        case Datatype.DATE:
            return date.fromisoformat(text)
        case _:
            return text
