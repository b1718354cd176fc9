import json
from typing import Any

import pyoxigraph as ox
import pytest

from kgexport.graph.formats import GraphFormat
from kgexport.graph.jsonld import Compactor, shipped_context
from kgexport.graph.write import serialise
from kgexport.vocab import KG, PREFIXES
from tests.builders import make_annotated, make_article
from tests.graphs import BASE, graph_of

INTEGER, BOOLEAN = PREFIXES["xsd"] + "integer", PREFIXES["xsd"] + "boolean"
ONE = graph_of(make_annotated()).quads
TWO = [*ONE, *graph_of(make_annotated(article=make_article(id="lakeside-2"))).quads]


def document(quads: Any) -> Any:
    return json.loads(serialise(quads, GraphFormat.JSONLD))


def node(found: Any, identifier: str) -> Any:
    return next(item for item in found["@graph"] if item["id"] == identifier)


def test_a_document_carries_its_context() -> None:
    found = document(ONE)
    assert found["@context"] == {"@base": f"{BASE}article/lakeside", **shipped_context()}
    assert list(found) == ["@context", "id", "@graph"]
    assert found["id"] == f"{BASE}graph/lakeside"


def test_nodes_read_as_plain_json() -> None:
    found = document(ONE)
    assert node(found, "#person-41") == {
        "id": "#person-41",
        "type": ["Person", "Agent"],
        "name": "Ada Moreau",
        "mention": ["#char=41,51", "#char=209,215"],
        "inArticle": f"{BASE}article/lakeside",
    }
    assert node(found, "#char=41,51")["begin"] == 41
    assert node(found, "#time-91")["earliest"] == "2025-03-07"
    assert node(found, "#time-91")["fuzzy"] is False
    assert node(found, "#meeting-9")["currentStatus"] == "kg:Status-scheduled"


def test_several_graphs_stand_side_by_side() -> None:
    found = document(TWO)
    assert [item["id"] for item in found["@graph"]] == [f"{BASE}graph/lakeside", f"{BASE}graph/lakeside-2"]
    assert all(item["@graph"] for item in found["@graph"])


def test_the_context_shortens_every_term_that_is_written() -> None:
    keys = {key for item in document(ONE)["@graph"] for key in item}
    assert not {key for key in keys if ":" in key}


@pytest.mark.parametrize("name", sorted(name for name in KG.__annotations__ if name[0].islower()))
def test_every_property_of_ours_has_a_short_name(name: str) -> None:
    assert name in Compactor(shipped_context()).terms.values()


def test_the_prefixes_of_the_context_are_ours() -> None:
    for prefix, namespace in Compactor(shipped_context()).prefixes.items():
        assert PREFIXES[prefix] == namespace


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (ox.Literal("x"), "x"),
        (ox.Literal("x", language="en"), {"@value": "x", "@language": "en"}),
        (ox.Literal("12", datatype=ox.NamedNode(INTEGER)), 12),
        (
            ox.Literal("012", datatype=ox.NamedNode(INTEGER)),
            {"@value": "012", "@type": INTEGER},
        ),
        (
            ox.Literal("1", datatype=ox.NamedNode(BOOLEAN)),
            {"@value": "1", "@type": BOOLEAN},
        ),
        (ox.Literal("true", datatype=ox.NamedNode(BOOLEAN)), True),
        (ox.NamedNode("https://other.example/x"), {"id": "https://other.example/x"}),
    ],
)
def test_values_keep_what_json_would_lose(value: Any, written: Any) -> None:
    subject, predicate = ox.NamedNode(f"{BASE}x"), ox.NamedNode(str(KG.description))
    assert document([ox.Quad(subject, predicate, value)])["@graph"] == [{"id": f"{BASE}x", "description": written}]


def test_a_value_of_another_kind_does_not_take_a_term_that_would_change_it() -> None:
    """A literal where the context expects an IRI, and a plain string where it expects a date."""
    subject = ox.NamedNode(f"{BASE}x")
    quads = [
        ox.Quad(subject, ox.NamedNode(str(KG.inArticle)), ox.Literal("x")),
        ox.Quad(subject, ox.NamedNode(str(KG.earliest)), ox.Literal("2025")),
    ]
    assert document(quads)["@graph"] == [{"id": f"{BASE}x", "kg:earliest": "2025", "kg:inArticle": "x"}]
