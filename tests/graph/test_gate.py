from functools import cache
from itertools import chain, pairwise
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rdflib import RDF, XSD, BNode, Literal, URIRef, Variable

from kgexport.errors import GateError
from kgexport.graph.checks import cycle_in
from kgexport.graph.formats import GraphFormat
from kgexport.graph.gate import CheckedGraph, admit
from kgexport.graph.write import serialise
from kgexport.mappers import MappingOptions, triples_of
from kgexport.model import AnnotatedArticle, Link, Mention, Person, UnnamedAgent
from kgexport.vocab import KG, value_iri
from tests.builders import make_annotated, make_article, make_assertion, make_meeting, make_person, make_statement
from tests.graphs import BASE, EXAMPLES, graph_of
from tests.hostile import ARTICLE, FIELDS, NASTY, POSITIONS, P, with_text

MEETING = URIRef(f"{ARTICLE}#meeting-9")

hostile = st.one_of(
    st.text(st.sampled_from(NASTY), max_size=8),
    st.text(max_size=12),
    st.tuples(st.text(max_size=5), st.sampled_from(NASTY), st.text(max_size=5)).map("".join),
    st.sampled_from(
        [
            '"> . <https://evil.example/s> <https://evil.example/p> "',
            "https://evil.example/> <https://evil.example/p",
            '"""',
            "\\u003e",
            "en\n",
            'x"@en . <a:b> <a:c> "y',
            "<<a>>",
        ]
    ),
)


def refused(annotated: AnnotatedArticle, *extra: tuple[Any, Any, Any]) -> GateError:
    with pytest.raises(GateError) as caught:
        admit(annotated, chain(triples_of(annotated), extra), base=BASE)
    assert caught.value.article == annotated.article.id
    return caught.value


def test_what_holds_together_is_admitted() -> None:
    graph = graph_of(make_annotated())
    assert graph.article == "lakeside"
    assert {quad.graph_name for quad in graph.quads} == {graph.name}
    assert len(graph.quads) == len(set(graph.quads)) == len(graph.to_rdflib())


# What the records must be


@pytest.mark.parametrize(
    ("changes", "stage", "reason"),
    [
        ({"agents": (make_person(mentions=(Mention(begin=0, end=3, text="Ada"),)),)}, "spans", "0..3 is not 'Ada'"),
        ({"article": make_article(title=Mention(begin=900, end=902, text="ab"))}, "spans", "900..902"),
        ({"agents": (*make_annotated().agents, make_person())}, "ids", "'person-41' is given twice"),
        ({"agents": (*make_annotated().agents, make_person(id=""))}, "ids", "empty"),
        ({"agents": (*make_annotated().agents, make_person(id="extraction"))}, "ids", "reserved"),
        ({"agents": (*make_annotated().agents, make_person(id="link-person-41-Q1"))}, "ids", "reserved"),
        ({"publisher": "org-404"}, "references", "publisher 'org-404' is not in the article"),
        ({"publisher": "person-41"}, "references", "publisher 'person-41' is a Person"),
        ({"authors": ("place-83",)}, "references", "author 'place-83' is a Place"),
        ({"statements": (make_statement(speaker="place-83"),)}, "references", "is not in the article"),
    ],
)
def test_records_that_do_not_hold_together_are_refused(changes: dict[str, Any], stage: str, reason: str) -> None:
    error = refused(make_annotated(**changes))
    assert error.stage == stage
    assert reason in error.reason or stage == "references"


def test_a_place_does_not_take_part_in_a_meeting() -> None:
    meeting = make_meeting()
    participations = tuple(replace(part, agent="place-83") for part in meeting.participations)
    error = refused(make_annotated(meetings=(make_meeting(participations=participations),)))
    assert (error.stage, error.reason) == ("references", "participation-9-41: participant 'place-83' is a Place")


def test_a_statement_is_no_place_and_a_time_no_statement() -> None:
    for assertion in (
        make_assertion(asserted_by="time-91"),
        make_assertion(place="person-41"),
        make_assertion(time="x"),
    ):
        assert refused(make_annotated(meetings=(make_meeting(assertions=(assertion,)),))).stage == "references"


def test_nobody_without_a_name_is_linked() -> None:
    link = Link(agent="source-136", target="Q1", authority="toy", method="alias", score=1.0)
    assert "AnonymousSource" in refused(make_annotated(links=(link,))).reason


def test_a_chain_that_comes_back_to_itself_is_refused() -> None:
    first, second, *rest = make_annotated().statements
    statements = (first, replace(second, based_on=(first.id,)), *rest)
    error = refused(make_annotated(statements=statements))
    assert error.stage == "chains"
    assert "statement-120 -> statement-136 -> statement-120" in error.reason


@given(st.dictionaries(st.integers(0, 7), st.lists(st.integers(0, 7), max_size=4), max_size=8))
def test_a_cycle_is_found_exactly_where_there_is_one(graph: dict[int, list[int]]) -> None:
    edges = {str(node): [str(other) for other in others] for node, others in graph.items()}
    reach: dict[str, set[str]] = {node: set(others) for node, others in edges.items()}
    for _ in edges:
        for found in reach.values():
            found.update(*(reach.get(node, set()) for node in tuple(found)))
    cycle = cycle_in(edges)
    assert bool(cycle) == any(node in found for node, found in reach.items())
    assert all(after in edges[before] for before, after in pairwise(cycle))
    assert not cycle or cycle[0] == cycle[-1]


def test_a_very_long_chain_is_no_trouble() -> None:
    assert cycle_in({str(n): [str(n + 1)] for n in range(50_000)}) == []


# What the triples must be


@pytest.mark.parametrize(
    ("triple", "stage"),
    [
        ((URIRef(f"{ARTICLE}#char=0,24"), KG.exactText, Literal("another text")), "nodes"),
        ((URIRef(f"{ARTICLE}#char=0,9"), KG.exactText, Literal("Lakeside ")), "spans"),
        ((ARTICLE, KG.text, Literal("another text")), "nodes"),
        ((MEETING, KG.currentStatus, value_iri(KG.Status, "held")), "nodes"),
        ((URIRef(f"{ARTICLE}#meeting-1"), RDF.type, KG.Meeting), "status"),
        ((URIRef(f"{ARTICLE}#meeting-1"), KG.currentStatus, value_iri(KG.Status, "held")), "status"),
        ((MEETING, KG.cameoCode, Literal("040")), "codes"),
        ((MEETING, KG.ploverCode, Literal("CONSULT")), "codes"),
        ((URIRef(f"{ARTICLE}#person-41"), KG.ploverCode, Literal("CONSULT")), "codes"),
        ((URIRef(f"{ARTICLE}#statement-136"), KG.basedOn, URIRef(f"{ARTICLE}#statement-120")), "chains"),
        ((ARTICLE, P, URIRef(f"{ARTICLE}#nobody")), "nodes"),
        ((ARTICLE, P, BNode()), "terms"),
        ((BNode(), P, ARTICLE), "terms"),
        ((ARTICLE, BNode(), ARTICLE), "terms"),
        ((Literal("x"), P, ARTICLE), "terms"),
        ((ARTICLE, Literal("x"), ARTICLE), "terms"),
        ((ARTICLE, P, Variable("x")), "terms"),
        ((ARTICLE, P, "a plain string"), "terms"),
        ((ARTICLE, P, None), "terms"),
        ((None, P, ARTICLE), "terms"),
        ((ARTICLE, P, URIRef("relative")), "terms"),
        ((ARTICLE, P, URIRef("https://a.example/../b")), "terms"),
        ((ARTICLE, P, Literal("x", datatype=RDF.langString)), "terms"),
        ((ARTICLE, P, Literal("2025-02-30", datatype=XSD.date)), "terms"),
        ((ARTICLE, P, URIRef("https://a.example/\u202eb")), "terms"),
        ((ARTICLE, P, URIRef("https://a.example/\u3000b")), "terms"),
        ((ARTICLE, P, Literal("a\x00b")), "terms"),
        ((ARTICLE, P, Literal("a\uffffb")), "terms"),
        ((ARTICLE, P, Literal("\ud83d")), "terms"),
    ],
)
def test_triples_that_no_record_vouches_for_are_refused(triple: tuple[Any, Any, Any], stage: str) -> None:
    assert refused(make_annotated(), triple).stage == stage


def test_a_mapper_that_does_not_derive_the_status_is_refused() -> None:
    annotated = make_annotated()
    triples = [
        (s, p, value_iri(KG.Status, "held") if p == KG.currentStatus else o) for s, p, o in triples_of(annotated)
    ]
    with pytest.raises(GateError, match="another status than the rule derives"):
        admit(annotated, triples, base=BASE)


# Nothing extra, nothing lost: every term position, every format


def _assert_travels(graph: CheckedGraph) -> None:
    """What is new in the graph comes back from every format as it went in."""
    new = [quad for quad in graph.quads if quad not in _plain_quads()]
    for graph_format in GraphFormat:
        read = {quad.triple for quad in ox.parse(serialise(new, graph_format), graph_format.oxigraph)}
        assert read == {quad.triple for quad in new}


@cache
def _plain_quads() -> frozenset[ox.Quad]:
    return frozenset(_plain().quads)


@cache
def _plain() -> CheckedGraph:
    return graph_of(make_annotated())


@pytest.mark.parametrize("position", POSITIONS)
@settings(max_examples=EXAMPLES, deadline=None)
@given(text=hostile)
@example("")
@example("https://other.example/x> . <a:b> <a:c> <a:d")
@example("a\r\nb")
@example("_:b0")
def test_a_hostile_term_is_refused_or_comes_back_as_it_was(position: str, text: str) -> None:
    annotated = make_annotated()
    try:
        triple = POSITIONS[position](text)
    except (TypeError, ValueError, UnicodeError):
        return  # rdflib refuses it already
    plain = _plain()
    try:
        graph = admit(annotated, chain(triples_of(annotated), [triple]), base=BASE)
    except GateError as error:
        assert error.stage in {"terms", "nodes"}
        return
    (extra,) = set(graph.quads) - set(plain.quads)
    assert (extra.subject.value, extra.predicate.value, extra.object.value) == tuple(map(str, triple))
    _assert_travels(graph)


@settings(max_examples=EXAMPLES, deadline=None)
@given(tag=hostile)
@example("en-GB")
@example("en> . <a:b> <a:c> <a:d")
def test_a_hostile_language_tag_is_refused_or_comes_back(tag: str) -> None:
    try:
        literal = Literal("x", lang=tag)
    except ValueError:
        return
    annotated = make_annotated()
    try:
        graph = admit(annotated, chain(triples_of(annotated), [(ARTICLE, P, literal)]), base=BASE)
    except GateError:
        return
    (found,) = [quad.object for quad in graph.quads if quad.predicate.value == str(P)]
    assert found.language == (tag.lower() or None)


# … and every text field of every record


@pytest.mark.parametrize("field", FIELDS)
@settings(max_examples=EXAMPLES, deadline=None)
@given(text=hostile)
@example("https://courier.example/a/../b?q=\u202e<>")
@example("2025-03-04T10:00:00+05")
@example("..")
@example("char=0,24")
def test_a_hostile_text_field_is_refused_or_comes_back_as_it_was(field: str, text: str) -> None:
    link = Link(agent="person-67", target="Q1", authority="toy", method="alias", score=1.0)
    plain = make_annotated(links=(link,))
    try:
        annotated = with_text(plain, field, text)
    except ValueError:
        return  # the model refuses it already
    try:
        graph = graph_of(annotated)
    except GateError as error:
        assert error.reason
        return
    # The same number of triples: nothing was smuggled in, nothing fell out.
    # An id of the user's own authority has no schema:sameAs; nothing else may differ.
    assert _apart_from_same_as(graph) == _apart_from_same_as(graph_of(plain))
    assert len(graph.quads) <= len(graph_of(plain).quads)
    if field != "links/0/target":
        assert len(graph.quads) == len(graph_of(plain).quads)
    _assert_travels(graph)
    if field.endswith(("name", "description", "label", "title", "rule", "method", "tool", "model", "value", "lemma")):
        assert text in {quad.object.value for quad in graph.quads if isinstance(quad.object, ox.Literal)}


def _apart_from_same_as(graph: CheckedGraph) -> int:
    return sum(quad.predicate.value != "https://schema.org/sameAs" for quad in graph.quads)


def test_an_empty_article_is_admitted() -> None:
    graph = graph_of(AnnotatedArticle(article=make_article(text="", title=None, authors=())))
    assert len(graph.quads) > 2


def test_the_graph_does_not_depend_on_the_options_of_another_base() -> None:
    annotated = make_annotated()
    with pytest.raises(GateError):
        admit(annotated, triples_of(annotated, MappingOptions(base="https://b.example/")), base="https://a.example/")


def test_unnamed_agents_and_people_share_nothing_but_ids() -> None:
    both = (Person(id="x-1", name="A"), UnnamedAgent(id="x-1", description="A"))
    assert refused(make_annotated(agents=(*make_annotated().agents, *both))).stage == "ids"


def test_reasons_are_short_and_printable() -> None:
    error = refused(make_annotated(), (ARTICLE, P, URIRef("https://a.example/\n" + "x" * 5000)))
    assert len(error.reason) < 300
    assert error.reason.isprintable()


@pytest.mark.parametrize("space", [letter for letter in map(chr, range(0x3001)) if letter.isspace()], ids=ascii)
def test_an_iri_with_white_space_of_whatever_kind_is_refused(space: str) -> None:
    error = refused(make_annotated(), (URIRef(ARTICLE), URIRef(f"https://other.example/a{space}b"), Literal("c")))
    assert error.stage == "terms"
