"""The links between articles that are one report, as a graph of their own: ``{base}same-reports``.

It says nothing that is not in the articles: it is made anew by each run, and can be dropped.
"""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kgexport.copies.records import Repeated
from kgexport.identifiers import article_iri
from kgexport.vocab import KG

_SAME_REPORT_AS = ox.NamedNode(KG.sameReportAs)


def graph_of_links(base: str) -> str:
    """The name of the graph."""
    return f"{base}same-reports"


def link_quads(links: Iterable[Repeated], base: str) -> Iterator[ox.Quad]:
    """A quad a link, from the article that repeats to the first one."""
    graph = ox.NamedNode(graph_of_links(base))
    for each in links:
        article, first = (ox.NamedNode(article_iri(base, article)) for article in (each.article, each.first))
        yield ox.Quad(article, _SAME_REPORT_AS, first, graph)
