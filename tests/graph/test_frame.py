"""An article as one JSON-LD object: the same triples, each thing once, where one looks for it."""

import json
import re
import socket
from collections import Counter
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld
from rdflib import RDF, SDO

from kgexport.graph.formats import GraphFormat
from kgexport.graph.frame import LISTS, articles_in, framed, framed_articles
from kgexport.graph.jsonld import shipped_context
from kgexport.graph.read import parse_graph
from kgexport.graph.write import serialise
from kgexport.mappers import TextLevel
from kgexport.model import Link, Person
from kgexport.vocab import KG
from tests.builders import LAKESIDE, make_annotated, make_article, name_of
from tests.graphs import BASE, EXAMPLES, graph_of, turtle

LAKE, SECOND = f"{BASE}article/lakeside", f"{BASE}article/second"
ONE = graph_of(make_annotated())
SHARED = f"{BASE}person/Q7"


def offline(*_: object, **__: object) -> Any:
    raise AssertionError("a context was fetched")


def expanded(document: bytes) -> set[ox.Triple]:
    """The triples of a document, as PyLD sees them."""
    written = jsonld.to_rdf(json.loads(document), {"format": "application/n-quads", "documentLoader": offline})
    return triples(ox.parse(written, ox.RdfFormat.N_QUADS))


def triples(quads: Any) -> set[ox.Triple]:
    return {quad.triple for quad in quads}


def objects_in(value: Any) -> list[dict[str, Any]]:
    """Every object with an id, however deep."""
    if isinstance(value, list):
        return [found for each in value for found in objects_in(each)]
    if not isinstance(value, dict):
        return []
    inside = [found for each in value.values() for found in objects_in(each)]
    return [value, *inside] if "id" in value else inside


def document(annotated: Any = None, **options: Any) -> Any:
    quads = graph_of(annotated or make_annotated(), **options).quads
    (written,) = framed_articles(quads).values()
    found = json.loads(written)
    del found["@context"]
    return found


def with_shared_person(**article: Any) -> Any:
    """The lakeside article with Ada Moreau linked to an authority."""
    link = Link(agent="person-41", target="Q7", method="test", authority="test", score=1.0)
    return make_annotated(article=make_article(**article), links=(link,))


def test_the_article_is_the_root_and_its_people_stand_in_a_list() -> None:
    found = document()
    assert (found["id"], found["type"]) == (LAKE, ["Article", "prov:Entity"])
    assert [person["name"] for person in found["people"]] == ["Ada Moreau", "Jonas Brandt", "Kim Vale"]
    assert found["people"][0]["mention"][0] == {
        "id": "#char=41,51",
        "type": "Mention",
        "begin": 41,
        "end": 51,
        "exactText": "Ada Moreau",
        "referringKind": "kg:ReferringKind-name",
        "surfaceType": "kg:SurfaceType-PERSON",
        "inArticle": LAKE,
    }


def test_a_meeting_holds_its_participations_and_assertions() -> None:
    (meeting,) = document()["meetings"]
    assert {each["participant"] for each in meeting["participation"]} == {"#person-41", "#person-67"}
    assert all(each["type"] == "StatusAssertion" for each in meeting["statusAssertion"])
    held = {each["id"] for each in meeting["statusAssertion"]}
    assert meeting["statusFrom"] in held, "the second place that names an assertion refers to it"


def test_a_statement_refers_to_its_speaker_and_holds_its_words() -> None:
    found = document()
    agents = {
        each["id"] for name in ("people", "organisations", "sources", "unnamedAgents") for each in found.get(name, ())
    }
    for statement in found["statements"]:
        assert statement["speaker"] in agents
        words = statement["content"] if isinstance(statement["content"], list) else [statement["content"]]
        assert all(
            isinstance(each, str) or LAKESIDE[each["begin"] : each["end"]] == each["exactText"] for each in words
        )


def test_each_thing_stands_once() -> None:
    """An object with only an id would be a reference; ours are strings."""
    counted = Counter(each["id"] for each in objects_in(document()))
    assert set(counted.values()) == {1}
    subjects = {str(triple.subject.value) for triple in triples(ONE.quads)}
    assert {name if "://" in name else LAKE + name for name in counted} == subjects


def test_a_mention_of_a_thing_stands_in_the_thing() -> None:
    found = document()
    for name in LISTS:
        for thing in found.get(name, ()):
            mentions = thing.get("mention", [])
            assert all(isinstance(each, dict) for each in (mentions if isinstance(mentions, list) else [mentions]))


def test_what_kgexport_writes_leaves_nothing_for_others() -> None:
    assert not {"others", "@included"} & set(document())


@pytest.mark.parametrize("text", TextLevel)
def test_expanding_gives_the_triples_of_the_article(text: TextLevel) -> None:
    quads = graph_of(make_annotated(), text=text).quads
    ((article, written),) = framed_articles(quads).items()
    assert article == LAKE
    assert expanded(written) == triples(quads)


def test_a_real_article_is_given_back_triple_by_triple(annotate: Any, seed: Any) -> None:
    quads = graph_of(annotate(seed.read_text(encoding="utf-8"), publisher="The Gaze", published="2025-10-21")).quads
    (written,) = framed_articles(quads).values()
    assert expanded(written) == triples(quads)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    (written,) = framed_articles(ONE.quads).values()
    assert expanded(written) == triples(ONE.quads)


def test_the_context_is_the_shipped_one_with_the_lists() -> None:
    (written,) = framed_articles(ONE.quads).values()
    context = json.loads(written)["@context"]
    added = {key: value for key, value in context.items() if key not in shipped_context()}
    assert {key: context[key] for key in shipped_context()} == shipped_context()
    assert added.pop("@base") == LAKE
    assert all(value == {"@reverse": "kg:inArticle"} for value in added.values())
    assert set(LISTS) < set(added), "no list takes the name of another term"


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_triples_does_not_change_a_byte(random: Any) -> None:
    quads = list(ONE.quads)
    random.shuffle(quads)
    assert framed_articles(quads) == framed_articles(ONE.quads)


def test_agents_that_articles_share_stand_in_each_document() -> None:
    second = with_shared_person(id="second")
    quads = [*graph_of(with_shared_person()).quads, *graph_of(second).quads]
    found = framed_articles(quads)
    assert list(found) == [LAKE, SECOND]
    for article, written in found.items():
        person = next(each for each in json.loads(written)["people"] if each["id"] == SHARED)
        assert {each["inArticle"] for each in person["mention"]} == {article}
        assert expanded(written) == triples(
            quad for quad in quads if quad.graph_name.value == article.replace("article", "graph")
        )


@pytest.mark.parametrize("graph_format", GraphFormat)
def test_the_format_of_the_graph_does_not_matter(graph_format: GraphFormat) -> None:
    """Turtle and N-Triples name no graphs: the articles are told apart by what is in them."""
    quads = [*graph_of(with_shared_person()).quads, *graph_of(with_shared_person(id="second")).quads]
    read = parse_graph(serialise(quads, graph_format), "test", graph_format)
    assert framed_articles(read) == framed_articles(quads)


def test_names_that_graphs_without_names_mix_are_given_to_both() -> None:
    """A shared person who is Ada here and Moreau there: without named graphs nobody knows where."""
    person = Person(id="person-41", name="A. Moreau", mentions=(name_of(LAKESIDE, "Ada Moreau"),))
    renamed = make_annotated(article=make_article(id="second"))
    people = tuple(person if each.id == person.id else each for each in renamed.agents)
    renamed = make_annotated(article=make_article(id="second"), agents=people, links=with_shared_person().links)
    quads = [*graph_of(with_shared_person()).quads, *graph_of(renamed).quads]
    read = parse_graph(serialise(quads, GraphFormat.TURTLE), "test", GraphFormat.TURTLE)
    union = triples(read)
    parts = dict(articles_in(read))
    assert set(parts) == {LAKE, SECOND}
    for part in parts.values():
        names = {t.object.value for t in part if t.subject.value == SHARED and t.predicate.value == str(SDO.name)}
        assert names == {"Ada Moreau", "A. Moreau"}
    assert set.union(*parts.values()) == union, "nothing is lost"


HOSTILE = '</script><!--<script>&\u2028\u2029"\\ é 😀'


def test_text_cannot_leave_the_script_element() -> None:
    text = f"Talks {HOSTILE}\n\nAda Moreau met Jonas Brandt."
    annotated = make_annotated(
        article=make_article(text=text, title=None, publisher=None, authors=()),
        publisher=None,
        authors=(),
        agents=(Person(id="person-1", name="Ada Moreau", mentions=(name_of(text, "Ada Moreau"),)),),
        **dict.fromkeys(("memberships", "places", "times", "meetings", "statements", "links"), ()),
    )
    quads = graph_of(annotated).quads
    (written,) = framed_articles(quads).values()
    assert not re.search("[<\u2028\u2029]", written.decode())
    assert json.loads(written)["text"] == text
    assert expanded(written) == triples(quads)


def foreign(text: str) -> set[ox.Triple]:
    return turtle(f"<> a kg:Article . {text}")


@pytest.mark.parametrize(
    "text",
    [
        "<#x> kg:inArticle <> ; kg:description 'no class' .",
        "<#x> a kg:Person .",  # not tied to the article
        "<#char=1,2> a kg:Mention ; kg:inArticle <> .",  # a mention of nothing
        "<#char=1,2> a kg:Mention ; kg:mention <#char=1,2> , <#char=3,4> . <#char=3,4> a kg:Mention ; kg:mention <#char=1,2> .",
        "<#a> a kg:Link ; kg:link <#b> . <#b> a kg:Link ; kg:link <#a> ; kg:inArticle <> .",
        "<#a> a kg:Meeting , kg:Link ; kg:statusAssertion <#a> ; kg:inArticle <> , <https://x.example/article/2> .",
        "<#p> a kg:Person ; kg:inArticle <> ; kg:mention 'a literal' , <https://x.example/y> , <#m> . <#m> a kg:Mention .",
        "<> kg:inArticle <> ; kg:mention <> .",
        "<#a> <https://x.example/p> <#b> . <#b> a kg:Mention .",
        "<#a> kg:inArticle 'text' .",
    ],
)
def test_graphs_of_others_keep_every_triple(text: str) -> None:
    graph = foreign(text)
    assert expanded(framed(graph, LAKE)) == graph


NAMES = st.sampled_from(["", "#a", "#b", "#char=1,2", "#char=3,4", "#status-1"]).map(
    lambda name: ox.NamedNode(LAKE + name)
)
PROPERTIES = st.sampled_from([KG.mention, KG.statusAssertion, KG.inArticle, KG.meeting, KG.about, KG.link])
CLASSES = st.sampled_from([KG.Person, KG.Meeting, KG.StatusAssertion, KG.Mention, KG.Link, KG.Participation])
TRIPLES = st.one_of(
    st.builds(lambda s, p, o: ox.Triple(s, ox.NamedNode(p), o), NAMES, PROPERTIES, NAMES),
    st.builds(lambda s, o: ox.Triple(s, ox.NamedNode(RDF.type), ox.NamedNode(o)), NAMES, CLASSES),
)


@settings(max_examples=EXAMPLES * 4, deadline=None)
@given(st.sets(TRIPLES, max_size=25))
def test_however_things_refer_to_each_other_no_triple_is_lost_or_added(graph: set[ox.Triple]) -> None:
    graph |= foreign("")
    assert expanded(framed(graph, LAKE)) == graph
