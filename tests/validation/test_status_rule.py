"""The SPARQL form of the status rule says the same as ``model.status``."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, Graph, Literal, URIRef

from kgexport.model import Certainty, Mention, Polarity, Status, StatusAssertion, current_status
from kgexport.resources import SHAPES_DIR
from kgexport.validation import Shapes, validate
from kgexport.vocab import KG, value_iri

ARTICLE = URIRef("https://kg.example/article/a1")
MEETING = URIRef(f"{ARTICLE}#meeting-1")
RULE = Shapes(Graph().parse(SHAPES_DIR / "sparql" / "status.ttl", format="turtle"))


def node(local_id: str) -> URIRef:
    return URIRef(f"{ARTICLE}#{local_id}")


@st.composite
def histories(draw: st.DrawFn) -> list[StatusAssertion]:
    begins = draw(st.lists(st.integers(0, 2000), max_size=5))
    return [
        StatusAssertion(
            id=f"status-{begin}-{number}",
            status=draw(st.sampled_from(Status)),
            certainty=draw(st.sampled_from(Certainty)),
            polarity=draw(st.sampled_from(Polarity)),
            evidence=Mention(begin=begin, end=begin + 1, text="x"),
            as_of=draw(st.none() | st.integers(0, 3).map(lambda days: date(2025, 12, 30) + timedelta(days=days))),
            superseded=draw(st.booleans()),
        )
        for number, begin in enumerate(begins)
    ]


def graph_of(
    history: list[StatusAssertion], status: Status, certainty: Certainty, winner: StatusAssertion | None
) -> Graph:
    graph = Graph()
    graph.add((ARTICLE, RDF.type, KG.Article))
    graph.add((MEETING, KG.inArticle, ARTICLE))
    graph.add((MEETING, KG.currentStatus, value_iri(KG.Status, status)))
    graph.add((MEETING, KG.statusCertainty, value_iri(KG.Certainty, certainty)))
    if winner is not None:
        graph.add((MEETING, KG.statusFrom, node(winner.id)))
    for assertion in history:
        subject, evidence = node(assertion.id), node(f"char={assertion.evidence.begin},{assertion.evidence.end}")
        graph.add((MEETING, KG.statusAssertion, subject))
        graph.add((subject, KG.assertedStatus, value_iri(KG.Status, assertion.status)))
        graph.add((subject, KG.certainty, value_iri(KG.Certainty, assertion.certainty)))
        graph.add((subject, KG.polarity, value_iri(KG.Polarity, assertion.polarity)))
        graph.add((subject, KG.evidence, evidence))
        graph.add((evidence, KG.begin, Literal(assertion.evidence.begin)))
        if assertion.superseded:
            graph.add((subject, KG.superseded, Literal(True)))
        if assertion.as_of is not None:
            graph.add((subject, KG.asOf, Literal(assertion.as_of)))
    return graph


@settings(max_examples=60, deadline=None)
@given(histories())
def test_the_derived_status_satisfies_the_query_in_both_engines(history: list[StatusAssertion]):
    current = current_status(history)
    graph = graph_of(history, current.status, current.certainty, current.assertion)
    assert validate(graph, RULE, engine="pyshacl").results == ()
    if RULE.fast is not None:
        assert validate(graph, RULE, engine="fast").results == ()


@settings(max_examples=40, deadline=None)
@given(histories(), st.sampled_from(Status))
def test_any_other_status_does_not(history: list[StatusAssertion], status: Status):
    current = current_status(history)
    graph = graph_of(history, status, current.certainty, current.assertion)
    assert validate(graph, RULE, engine="pyshacl").conforms == (status is current.status)
