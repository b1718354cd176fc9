import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rdflib import URIRef

from kgexport.graph.terms import named_node
from kgexport.identifiers import (
    article_id,
    article_iri,
    canonical_url,
    graph_iri,
    local_iri,
    mention_iri,
    name_iri,
    percent_encoded,
    shared_iri,
    web_address,
)

BASE = "https://kg.example/"
ids = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


def test_iris_follow_the_pattern_of_the_design() -> None:
    article = article_iri(BASE, "2025/03 a")
    assert article == "https://kg.example/article/2025%2F03%20a"
    assert graph_iri(BASE, "a") == "https://kg.example/graph/a"
    assert local_iri(article, "person-126") == "https://kg.example/article/2025%2F03%20a#person-126"
    assert mention_iri(article, 3, 9) == "https://kg.example/article/2025%2F03%20a#char=3,9"
    assert shared_iri(BASE, "person", "Q42") == "https://kg.example/person/Q42"


@given(ids)
@example(".")
@example("..")
@example("é")
@example("%2E")
@example("https://a/b?c#d")
def test_any_id_makes_an_iri_that_resolves_to_itself(value: str) -> None:
    for iri in (
        article_iri(BASE, value),
        local_iri(article_iri(BASE, "a"), value),
        name_iri(BASE, "person", f"x{value}"),
    ):
        node = named_node(URIRef(iri))
        (quad,) = ox.parse(f"<{iri}> <{iri}> <{iri}> .", ox.RdfFormat.TURTLE, base_iri="https://other.example/x/y")
        assert quad.subject == node


@given(ids, ids)
@example(".", "%2E")
@example("a b", "a%20b")
@example("char=0,1", "char%3D0%2C1")
def test_different_ids_have_different_iris(one: str, other: str) -> None:
    assert (percent_encoded(one) == percent_encoded(other)) == (one == other)


@given(ids)
def test_no_local_id_is_taken_for_a_mention(value: str) -> None:
    assert "=" not in percent_encoded(value)


@pytest.mark.parametrize("value", ["", "\ud800"])
def test_an_id_that_cannot_be_encoded_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r"empty|surrogates"):
        percent_encoded(value)


def test_one_name_is_one_node_whatever_its_case_and_spaces() -> None:
    assert name_iri(BASE, "person", "Ada  MOREAU") == name_iri(BASE, "person", " ada moreau")
    assert name_iri(BASE, "person", "José") == name_iri(BASE, "person", "Jose\u0301")
    assert name_iri(BASE, "person", "Q42") != shared_iri(BASE, "person", "Q42")


def test_an_article_id_is_the_one_given_else_from_the_address_else_from_the_text() -> None:
    assert article_id(given=" a ", url="https://a.example/", text="t") == "a"
    assert article_id(url="https://a.example/x?utm_source=y#z") == article_id(url="HTTPS://A.example:443/x")
    assert article_id(text="t") == article_id(url=" ", text="t") != article_id(text="u")
    assert len(article_id(text="t")) == 16


@given(st.text(max_size=30))
@example("a/../../b/./c")
@example("\u202e%zz%41\ue000\U000f0000")
def test_a_web_address_is_always_an_iri_that_the_gate_admits(rest: str) -> None:
    address = web_address(f"https://a.example/{rest}")
    assert named_node(URIRef(address)).value == address
    assert web_address(address) == address
    assert canonical_url(canonical_url(address)) == canonical_url(address)


@pytest.mark.parametrize("url", ["", "a", "/a/b", "https://", "http:///x", "mailto:a@b.example", "https://[::1/"])
def test_what_is_no_address_on_the_web_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="absolute URL"):
        web_address(url)
