"""The gate: nothing reaches a writer, a store or a user that has not come through here.

Before mapping: exact text = ``text[begin:end]``, ids unique, references to records of the right class, chains without
cycle. While mapping: every term converts (``graph.terms``), every node of the article that is spoken of is described. After:
what the triples say about spans, chains, statuses and event codes is what text and rule give. One article that does not hold is
refused whole, with a reason; the others go on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

import pyoxigraph as ox
from rdflib.graph import Graph
from rdflib.term import Literal, Node

from kgexport.errors import GateError
from kgexport.graph.checks import check_records, cycle_in
from kgexport.graph.order import Described, OrderedQuads, Value, arranged
from kgexport.graph.terms import TermError, literal, named_node, printable, to_rdflib
from kgexport.identifiers import article_iri, graph_iri, local_iri
from kgexport.model import AnnotatedArticle, EventCoder, current_status
from kgexport.vocab import KG, RDF_TYPE, value_iri

Triple: TypeAlias = tuple[Node, Node, Node]

_BEGIN, _END, _EXACT, _TEXT = map(str, (KG.begin, KG.end, KG.exactText, KG.text))
_BASED_ON, _STATUS, _CERTAINTY, _FROM = map(str, (KG.basedOn, KG.currentStatus, KG.statusCertainty, KG.statusFrom))
_TYPE, _MEETING, _CAMEO, _PLOVER = map(str, (RDF_TYPE, KG.Meeting, KG.cameoCode, KG.ploverCode))


@dataclass(frozen=True, slots=True)
class CheckedGraph:
    """The graph of one article, admitted: quads in the order in which they are written."""

    article: str  # the article's id
    name: ox.NamedNode  # of its named graph
    quads: OrderedQuads

    def to_rdflib(self) -> Graph:
        """The same as an rdflib graph (its triples, without the graph's name)."""
        return to_rdflib(self.quads)


def admit(
    annotated: AnnotatedArticle, triples: Iterable[Triple], *, base: str, max_triples: int | None = None
) -> CheckedGraph:
    """The graph of an article. ``triples`` is a mapper's generator; it starts when the records have been checked.

    Raises GateError with the article, the stage (``spans``, ``ids``, ``references``, ``chains``, ``mapping``, ``terms``,
    ``nodes``, ``status``, ``codes``) and the reason.
    """
    check_records(annotated)
    article = annotated.article.id
    try:
        name = ox.NamedNode(graph_iri(base, article))
        own = article_iri(base, article)
        given = iter(triples)
        # Not one more than may be, so that what has too many is not held in memory first.
        described, iris = _converted(article, islice(given, max_triples), name)
        if next(given, None) is not None:
            many = f"more than {max_triples:,} triples; the limit can be raised (--max-triples)"
            raise GateError(article, "limit", many)
    except (ValueError, KeyError) as error:
        raise GateError(article, "mapping", printable(str(error)[:200])) from None
    _check_nodes(article, own, described, iris)
    _check_spans(annotated, described)
    _check_chains(article, described)
    _check_statuses(annotated, own, described)
    _check_codes(annotated, own, described)
    return CheckedGraph(article, name, OrderedQuads(arranged(described)))


def _converted(article: str, triples: Iterable[Triple], graph: ox.NamedNode) -> tuple[Described, Iterable[str]]:
    """What is said of each subject, and all IRIs that occur."""
    described: Described = {}
    iris: dict[Node, tuple[str, ox.NamedNode]] = {}

    def new(term: Node) -> tuple[str, ox.NamedNode]:
        found = iris[term] = (str(term), named_node(term))
        return found

    known, quad = iris.get, ox.Quad
    last: object = iris  # no term
    key: Value
    converted: ox.NamedNode | ox.Literal
    about: dict[str, dict[Value, ox.Quad]] = {}
    for subject, predicate, value in triples:
        try:
            # An rdflib term of another kind equals no IRI, so that `known` answers for IRIs only.
            if subject is not last:  # a mapper says one thing after the other about the same node
                subject_iri, subject_node = known(subject) or new(subject)
                about = described.setdefault(subject_iri, {})
                last = subject
            predicate_iri, predicate_node = known(predicate) or new(predicate)
            if type(value) is Literal:
                key, converted = literal(value)
            else:
                key, converted = known(value) or new(value)
            said = quad(subject_node, predicate_node, converted, graph)
        except TermError as error:
            raise GateError(article, "terms", f"{error}") from None
        if predicate_iri in about:
            about[predicate_iri][key] = said
        else:
            about[predicate_iri] = {key: said}
    return described, [iri for iri, _ in iris.values()]


def _check_nodes(article: str, own: str, described: Described, iris: Iterable[str]) -> None:
    """Every node of the article that a triple speaks of is described."""
    prefix = f"{own}#"
    for iri in iris:
        if iri.startswith(prefix) and iri not in described:
            raise GateError(article, "nodes", f"nothing is said about <{iri}>")


def _check_spans(annotated: AnnotatedArticle, described: Described) -> None:
    article, text = annotated.article.id, annotated.article.text
    for node, about in described.items():
        if _BEGIN in about or _END in about or _EXACT in about:
            begin, end = _only(article, node, about, _BEGIN), _only(article, node, about, _END)
            if begin is None or end is None:
                raise GateError(article, "spans", f"<{node}> has no begin or no end")
            exact = _only(article, node, about, _EXACT)
            if exact is not None and text[int(begin) : int(end)] != exact:
                raise GateError(article, "spans", f"<{node}> is not {exact[:40]!r}")
        if _TEXT in about and _only(article, node, about, _TEXT) != text:
            raise GateError(article, "spans", "the text in the graph is not the article's")


def _check_chains(article: str, described: Described) -> None:
    edges = {
        node: [str(value) for value in about[_BASED_ON]] for node, about in described.items() if _BASED_ON in about
    }
    cycle = cycle_in(edges)
    if cycle:
        raise GateError(article, "chains", f"a chain of statements comes back to itself: {' -> '.join(cycle)}")


def _check_statuses(annotated: AnnotatedArticle, own: str, described: Described) -> None:
    """The graph gives each meeting of the records, and no other node, the status that the rule derives."""
    article = annotated.article.id
    expected: dict[str, tuple[str, str, str | None]] = {}
    for meeting in annotated.meetings:
        current = current_status(meeting.assertions)
        origin = None if current.assertion is None else local_iri(own, current.assertion.id)
        status, certainty = value_iri(KG.Status, current.status), value_iri(KG.Certainty, current.certainty)
        expected[local_iri(own, meeting.id)] = (str(status), str(certainty), origin)
    found = {
        node: tuple(_only(article, node, about, predicate) for predicate in (_STATUS, _CERTAINTY, _FROM))
        for node, about in described.items()
        if _MEETING in about.get(_TYPE, ()) or _STATUS in about or _CERTAINTY in about or _FROM in about
    }
    if found.keys() != expected.keys():
        raise GateError(article, "status", "a meeting that is in no record")
    for node, statuses in expected.items():
        if found[node] != statuses:
            raise GateError(article, "status", f"<{node}> has another status than the rule derives from its assertions")


def _check_codes(annotated: AnnotatedArticle, own: str, described: Described) -> None:
    """The graph gives each meeting the event codes that the rule derives, and no other node any."""
    article = annotated.article.id
    coder = EventCoder(annotated)
    expected: dict[str, tuple[set[str], set[str]]] = {}
    for meeting in annotated.meetings:
        codes = coder.codes_of(meeting)
        if codes.plover is not None:
            expected[local_iri(own, meeting.id)] = set(codes.cameo), {codes.plover}
    found = {
        node: (_texts(about, _CAMEO), _texts(about, _PLOVER))
        for node, about in described.items()
        if _CAMEO in about or _PLOVER in about
    }
    for node in sorted(expected.keys() | found.keys()):
        if expected.get(node) != found.get(node):
            raise GateError(article, "codes", f"<{node}> has other event codes than the rule derives from its status")


def _texts(about: dict[str, dict[Value, ox.Quad]], predicate: str) -> set[str]:
    return {value if isinstance(value, str) else value[0] for value in about.get(predicate, ())}


def _only(article: str, node: str, about: dict[str, dict[Value, ox.Quad]], predicate: str) -> str | None:
    values = about.get(predicate)
    if values is None:
        return None
    if len(values) > 1:
        raise GateError(article, "nodes", f"<{node}> has more than one <{predicate}>")
    value = next(iter(values))
    return value if isinstance(value, str) else value[0]
