"""Articles for tests of stores: the same people in several, with links, so that nodes are shared."""

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
from msgspec.structs import replace

from kgexport.graph.formats import GraphFormat, format_of
from kgexport.graph.gate import CheckedGraph
from kgexport.graph.write import write
from kgexport.model import AnnotatedArticle, Link, Person, Status
from tests.builders import make_annotated, make_article, make_assertion, make_meeting
from tests.graphs import graph_of

LINKS = (
    Link(agent="person-41", target="Q41", authority="toy", method="alias", score=0.9),
    Link(agent="person-67", target="Q67", authority="toy", method="alias", score=0.9),
)


def lakeside(number: int = 1, *, status: Status = Status.SCHEDULED, name: str = "Ada Moreau") -> AnnotatedArticle:
    """One of a series of articles about one summit."""
    base = make_annotated()
    agents = tuple(
        replace(agent, name=name) if isinstance(agent, Person) and agent.id == "person-41" else agent
        for agent in base.agents
    )
    article = make_article(id=f"lakeside-{number}", published=f"2025-03-{number % 28 + 1:02}", url=None)
    meeting = make_meeting(assertions=(make_assertion(status=status),))
    return make_annotated(article=article, agents=agents, meetings=(meeting,), links=LINKS)


def graphs(*articles: AnnotatedArticle) -> list[CheckedGraph]:
    return [graph_of(article) for article in articles]


def written(path: Path, *articles: AnnotatedArticle) -> Path:
    """A file with the graphs of the articles, in the format of its name."""
    chosen = format_of(path)
    assert chosen is not None
    write([quad for graph in graphs(*articles) for quad in graph.quads], path, GraphFormat(chosen))
    return path


def triples(quads: Iterable[ox.Quad]) -> set[ox.Triple]:
    return {quad.triple for quad in quads}
