"""The rows of all tables by the names of their columns: what the files of other tools are made from."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from kgexport.tables.definitions import tables
from kgexport.tables.rows import rows_of

Record = Mapping[str, Any]


class Records:
    """The tables of a store, each asked for once, when it is needed."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._asked: dict[str, list[Record]] = {}

    def __getitem__(self, name: str) -> list[Record]:
        """The rows of a table. Raises KeyError for a table that there is not."""
        if name not in self._asked:
            table = tables()[name]
            names = [column.name for column in table.columns]
            self._asked[name] = [dict(zip(names, row, strict=True)) for row in rows_of(table, self._store)]
        return self._asked[name]

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The texts of the articles that the graph holds, by their IRIs."""
        query = "SELECT ?article ?text { ?article <https://w3id.org/kgexport/ontology#text> ?text }"
        answers = self._store.query(query, use_default_graph_as_union=True)
        assert isinstance(answers, ox.QuerySolutions)
        return {answer["article"].value: answer["text"].value for answer in answers}
