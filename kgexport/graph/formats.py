"""The RDF formats that are written and read."""

from enum import StrEnum
from pathlib import Path

import pyoxigraph as ox


class GraphFormat(StrEnum):
    """A format as the user names it."""

    TURTLE = "turtle"
    TRIG = "trig"
    NQUADS = "nquads"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"

    @property
    def extension(self) -> str:
        """The usual file name extension, without the dot."""
        return _EXTENSION[self]

    @property
    def names_graphs(self) -> bool:
        """True where a file keeps its named graphs; in the others their union is written."""
        return self in {GraphFormat.TRIG, GraphFormat.NQUADS, GraphFormat.JSONLD}

    @property
    def oxigraph(self) -> ox.RdfFormat:
        """Pyoxigraph's name for it."""
        return _OXIGRAPH[self]


_EXTENSION = {
    GraphFormat.TURTLE: "ttl",
    GraphFormat.TRIG: "trig",
    GraphFormat.NQUADS: "nq",
    GraphFormat.NTRIPLES: "nt",
    GraphFormat.JSONLD: "jsonld",
}
_OXIGRAPH = {
    GraphFormat.TURTLE: ox.RdfFormat.TURTLE,
    GraphFormat.TRIG: ox.RdfFormat.TRIG,
    GraphFormat.NQUADS: ox.RdfFormat.N_QUADS,
    GraphFormat.NTRIPLES: ox.RdfFormat.N_TRIPLES,
    GraphFormat.JSONLD: ox.RdfFormat.JSON_LD,
}
_BY_EXTENSION = {extension: name for name, extension in _EXTENSION.items()} | {
    "turtle": GraphFormat.TURTLE,
    "json": GraphFormat.JSONLD,
}


def format_of(path: str | Path) -> GraphFormat | None:
    """The format that a file's name promises; None where it promises none of ours."""
    return _BY_EXTENSION.get(Path(path).suffix.lower().removeprefix("."))
