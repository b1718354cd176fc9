"""The gate: nothing reaches a writer, a store or a user that has not come through here.

Before mapping: exact text = ``text[begin:end]``, ids unique, references to records of the right class, chains without
cycle. While mapping: every term converts (``graph.terms``), every node of the article that is spoken of is described. After:
what the triples say about spans, chains and current statuses is what text and rule give. One article that does not hold is
refused whole, with a reason; the others go on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import pyoxigraph as ox
from rdflib import RDF
from rdflib.graph import Graph
from rdflib.term import Literal, Node

from kgexport.errors import GateError
from kgexport.graph.checks import check_records, cycle_in
from kgexport.graph.order import in_reading_order
from kgexport.graph.terms import TermError, literal, named_node, printable, to_rdflib
from kgexport.identifiers import article_iri, graph_iri, local_iri
from kgexport.model import AnnotatedArticle, current_status
from kgexport.vocab import KG, value_iri

Triple: TypeAlias = tuple[Node, Node, Node]
Facts: TypeAlias = dict[ox.NamedNode, list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]]

_BEGIN, _END, _EXACT, _TEXT = (ox.NamedNode(iri) for iri in (KG.begin, KG.end, KG.exactText, KG.text))
_BASED_ON, _CURRENT = ox.NamedNode(KG.basedOn), ox.NamedNode(KG.currentStatus)
_CERTAINTY, _FROM = ox.NamedNode(KG.statusCertainty), ox.NamedNode(KG.statusFrom)
_TYPE, _MEETING = ox.NamedNode(RDF.type), ox.NamedNode(KG.Meeting)


@dataclass(frozen=True, slots=True)
class CheckedGraph:
    """The graph of one article, admitted: quads in the order in which they are written."""

    article: str  # the article's id
    name: ox.NamedNode  # of its named graph
    quads: tuple[ox.Quad, ...]

    def to_rdflib(self) -> Graph:
        """The same as an rdflib graph (its triples, without the graph's name)."""
        return to_rdflib(self.quads)


def admit(annotated: AnnotatedArticle, triples: Iterable[Triple], *, base: str) -> CheckedGraph:
    """The graph of an article. ``triples`` is a mapper's generator; it starts when the records have been checked.

    Raises GateError with the article, the stage (``spans``, ``ids``, ``references``, ``chains``, ``mapping``, ``terms``,
    ``nodes``, ``status``) and the reason.
    """
    article = annotated.article.id
    check_records(annotated)
    try:
        name = ox.NamedNode(graph_iri(base, article))
        own = article_iri(base, article)
        quads, facts = _converted(article, triples, name)
    except GateError:
        raise
    except (ValueError, KeyError) as error:
        raise GateError(article, "mapping", printable(str(error)[:200])) from None
    _check_nodes(article, own, quads)
    _check_spans(annotated, facts)
    _check_chains(article, facts)
    _check_statuses(annotated, own, facts)
    return CheckedGraph(article, name, tuple(in_reading_order(quads)))


def _converted(article: str, triples: Iterable[Triple], graph: ox.NamedNode) -> tuple[list[ox.Quad], Facts]:
    """The triples as quads, and those that are checked again, by predicate."""
    nodes: dict[Node, ox.NamedNode] = {}
    facts: Facts = {p: [] for p in (_BEGIN, _END, _EXACT, _TEXT, _BASED_ON, _CURRENT, _CERTAINTY, _FROM)}
    facts[_MEETING] = []
    quads: list[ox.Quad] = []
    known = nodes.get
    quad = ox.Quad
    for s, p, o in triples:
        try:
            # `known` answers for URIRefs only: nothing else was put in, and an rdflib literal equals no IRI.
            subject = known(s) or nodes.setdefault(s, named_node(s))
            predicate = known(p) or nodes.setdefault(p, named_node(p))
            value: ox.NamedNode | ox.Literal
            value = literal(o) if type(o) is Literal else known(o) or nodes.setdefault(o, named_node(o))
        except TermError as error:
            raise GateError(article, "terms", f"{error}") from None
        quads.append(quad(subject, predicate, value, graph))
        if predicate in facts:
            facts[predicate].append((subject, value))
        elif value == _MEETING and predicate == _TYPE:
            facts[_MEETING].append((subject, value))
    return quads, facts


def _check_nodes(article: str, own: str, quads: Iterable[ox.Quad]) -> None:
    """Every node of the article that a triple speaks of is described."""
    described: set[object] = set()
    spoken_of: dict[object, None] = {}
    for quad in quads:
        described.add(quad.subject)
        spoken_of[quad.object] = None
    prefix = f"{own}#"
    for node in spoken_of:
        if isinstance(node, ox.NamedNode) and node not in described and node.value.startswith(prefix):
            raise GateError(article, "nodes", f"nothing is said about <{node.value}>")


def _check_spans(annotated: AnnotatedArticle, facts: Facts) -> None:
    article, text = annotated.article.id, annotated.article.text
    begins, ends = _one_value_each(article, facts, _BEGIN), _one_value_each(article, facts, _END)
    if begins.keys() != ends.keys():
        raise GateError(article, "spans", "a mention without begin or end")
    for node, exact in _one_value_each(article, facts, _EXACT).items():
        if node not in begins or text[int(begins[node]) : int(ends[node])] != exact:
            raise GateError(article, "spans", f"<{node.value}> is not {exact[:40]!r}")
    if any(value != text for value in _one_value_each(article, facts, _TEXT).values()):
        raise GateError(article, "spans", "the text in the graph is not the article's")


def _check_chains(article: str, facts: Facts) -> None:
    edges: dict[str, list[str]] = {}
    for subject, value in facts[_BASED_ON]:
        edges.setdefault(subject.value, []).append(value.value)
    cycle = cycle_in(edges)
    if cycle:
        raise GateError(article, "chains", f"a chain of statements comes back to itself: {' -> '.join(cycle)}")


def _check_statuses(annotated: AnnotatedArticle, own: str, facts: Facts) -> None:
    article = annotated.article.id
    given = {p: _one_value_each(article, facts, p) for p in (_CURRENT, _CERTAINTY, _FROM)}
    expected: dict[ox.NamedNode, dict[ox.NamedNode, str]] = {p: {} for p in given}
    for meeting in annotated.meetings:
        node, current = ox.NamedNode(local_iri(own, meeting.id)), current_status(meeting.assertions)
        expected[_CURRENT][node] = str(value_iri(KG.Status, current.status))
        expected[_CERTAINTY][node] = str(value_iri(KG.Certainty, current.certainty))
        if current.assertion is not None:
            expected[_FROM][node] = local_iri(own, current.assertion.id)
    for predicate, values in expected.items():
        if given[predicate] != values:
            raise GateError(article, "status", f"{predicate.value} is not what the rule derives from the assertions")
    if {node for node, _ in facts[_MEETING]} != expected[_CURRENT].keys():
        raise GateError(article, "status", "a meeting that is in no record")


def _one_value_each(article: str, facts: Facts, predicate: ox.NamedNode) -> dict[ox.NamedNode, str]:
    values: dict[ox.NamedNode, str] = {}
    for subject, value in facts[predicate]:
        if values.setdefault(subject, value.value) != value.value:
            raise GateError(article, "nodes", f"<{subject.value}> has two values of <{predicate.value}>")
    return values
