"""Many articles: which meetings are one encounter, which agents have one name. Beside copies the only step that looks across
articles.

It reads graphs that ``kgexport export`` wrote and gives a graph of its own, ``{base}merge``, that can be made again and dropped.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import RDF
from rdflib.term import Literal

from kgexport.graph.terms import literal, named_node
from kgexport.identifiers import DEFAULT_BASE
from kgexport.merge.meetings import Compared, Encounter, Grouping
from kgexport.merge.names import namesakes
from kgexport.merge.triples import Triple, encounter_triples, namesake_triples
from kgexport.merge.views import Coverage
from kgexport.vocab import KG

__all__ = ["Compared", "Encounter", "Merged", "merge", "without_merge"]

_MERGED = frozenset(ox.NamedNode(kind) for kind in (KG.MergedMeeting, KG.Join))
_TYPE, _SAME_NAME = ox.NamedNode(RDF.type), ox.NamedNode(KG.sameNameAs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What merge gives: its graph, and what it says in a form for Python."""

    quads: tuple[ox.Quad, ...]
    encounters: tuple[Encounter, ...]
    namesakes: tuple[tuple[str, str], ...]
    compared: tuple[Compared, ...]  # only where an explanation was asked for
    articles: int
    meetings: int

    def summary(self) -> str:
        """One line for people."""
        joined = sum(len(encounter.meetings) for encounter in self.encounters)
        told = f"{_counted(self.articles, 'article')}, {_counted(self.meetings, 'meeting')}"
        told += (
            f"; {joined:,} of these are {_counted(len(self.encounters), 'encounter')}" if joined else "; none joined"
        )
        return f"{told}; {_counted(len(self.namesakes), 'pair')} of one name" if self.namesakes else told

    def explanation(self) -> str:
        """A line for every two meetings that were compared: joined or apart, which, and why."""
        lines = (
            f"{'joined' if each.joined else 'apart '}  {each.first}  {each.second}  {each.reason}\n"
            for each in self.compared
        )
        return "".join(lines)


def merge(quads: Iterable[ox.Quad], *, names: bool = False, explain: bool = False) -> Merged:
    """Joins the meetings of several articles' graphs; with ``names`` proposes kg:sameNameAs too, with ``explain`` tells
    why. The order of the quads makes no difference.

    What an earlier merge wrote is not looked at.
    """
    coverage = Coverage(quads)
    meetings = coverage.meetings()
    grouping = Grouping(meetings)
    encounters = tuple(grouping.encounters())
    pairs = tuple(namesakes(coverage.agents())) if names else ()
    base = _base(coverage.articles)
    graph = ox.NamedNode(f"{base}merge")
    triples: list[Triple] = [triple for encounter in encounters for triple in encounter_triples(encounter, base)]
    triples += namesake_triples(pairs)
    return Merged(
        quads=tuple(dict.fromkeys(_quad(triple, graph) for triple in triples)),
        encounters=encounters,
        namesakes=pairs,
        compared=tuple(grouping.explained()) if explain else (),
        articles=len(coverage.articles),
        meetings=len(meetings),
    )


def without_merge(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """The quads but those that a merge wrote, also where formats without named graphs have mixed them with others."""
    kept = list(quads)
    ours = {quad.subject for quad in kept if quad.predicate == _TYPE and quad.object in _MERGED}
    return [quad for quad in kept if quad.subject not in ours and quad.predicate != _SAME_NAME]


def _base(articles: tuple[str, ...]) -> str:
    """What the IRIs of the first article begin with."""
    before, found, _ = articles[0].rpartition("article/") if articles else ("", "", "")
    return before if found else DEFAULT_BASE


def _quad(triple: Triple, graph: ox.NamedNode) -> ox.Quad:
    subject, predicate, value = triple
    term = literal(value)[1] if isinstance(value, Literal) else named_node(value)
    return ox.Quad(named_node(subject), named_node(predicate), term, graph)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
