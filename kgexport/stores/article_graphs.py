"""Which named graph a triple belongs to where a file names none (Turtle, N-Triples): that of the article it was read from."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import pyoxigraph as ox

from kgexport.errors import ReadError
from kgexport.vocab import KG, RDF_TYPE

_TYPE, _ARTICLE, _IN_ARTICLE = ox.NamedNode(RDF_TYPE), ox.NamedNode(KG.Article), ox.NamedNode(KG.inArticle)


def with_graph_names(quads: Iterable[ox.Quad], source: str) -> Iterator[ox.Quad]:
    """The quads, those of the default graph in the graphs of their articles.

    What is said of a node that several articles share is in the graph of each, but for what points into one of them. Raises
    ReadError (naming ``source``) for a triple that belongs to no article.
    """
    nameless: list[ox.Quad] = []
    for quad in quads:
        if isinstance(quad.graph_name, ox.DefaultGraph):
            nameless.append(quad)
        else:
            yield quad
    if nameless:
        yield from _Owners(nameless, source).quads()


class _Owners:
    def __init__(self, quads: list[ox.Quad], source: str) -> None:
        self._quads, self._source = quads, source
        articles = sorted(
            quad.subject.value
            for quad in quads
            if quad.predicate == _TYPE and quad.object == _ARTICLE and isinstance(quad.subject, ox.NamedNode)
        )
        self._graphs: Mapping[str, ox.NamedNode] = {article: graph_of_article(article) for article in articles}
        self._of_graph = {graph.value: graph for graph in self._graphs.values()}
        self._sharing: dict[str, list[ox.NamedNode]] = {}
        for quad in quads:
            if quad.predicate == _IN_ARTICLE and (graph := self._own(quad.object)) is not None:
                self._sharing.setdefault(str(quad.subject), []).append(graph)

    def quads(self) -> Iterator[ox.Quad]:
        for subject, predicate, value, _ in self._quads:
            own = self._own(subject) or self._own(value)
            graphs = [own] if own is not None else self._sharing.get(str(subject), [])
            if not graphs:
                reason = f"{subject} belongs to no article; only formats with named graphs (TriG, N-Quads) can hold it"
                raise ReadError(self._source, reason)
            yield from (ox.Quad(subject, predicate, value, graph) for graph in graphs)

    def _own(self, term: object) -> ox.NamedNode | None:
        """The graph of the one article that a node is of."""
        if not isinstance(term, ox.NamedNode):
            return None
        article, _, _ = term.value.partition("#")
        return self._graphs.get(article) or self._of_graph.get(term.value)


@lru_cache(maxsize=1 << 12)
def graph_of_article(article: str) -> ox.NamedNode:
    """``{base}graph/{id}`` for ``{base}article/{id}``; for an article of another form, its IRI."""
    base, found, identifier = article.rpartition("article/")
    return ox.NamedNode(f"{base}graph/{identifier}" if found and identifier else article)
