import io
import os
import random
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from kgexport.errors import WriteError
from kgexport.graph import write as writing
from kgexport.graph.formats import GraphFormat, format_of
from kgexport.graph.gate import admit
from kgexport.graph.order import in_reading_order, natural_key
from kgexport.graph.write import serialise, write
from kgexport.mappers import triples_of
from kgexport.model import Link
from tests.builders import make_annotated, make_article
from tests.graphs import BASE, EXAMPLES, graph_of

CHECKOUT = Path(__file__).parent.parent.parent
LINKED = make_annotated(links=(Link(agent="person-41", target="Q42", authority="toy", method="alias", score=0.9),))
OTHER = make_annotated(article=make_article(id="lakeside-2"), links=LINKED.links)
TWO = [*graph_of(LINKED).quads, *graph_of(OTHER).quads]


def triples(quads: object) -> set[ox.Triple]:
    return {quad.triple for quad in quads}  # type: ignore[attr-defined]


# What a person sees


def test_turtle_reads_from_the_article_to_its_spans() -> None:
    text = serialise(graph_of(make_annotated()).quads, GraphFormat.TURTLE).decode()
    head, *blocks = text.split("\n\n")
    assert head.startswith(
        "@base <https://kg.example/article/lakeside> .\n@prefix kg: <https://w3id.org/kgexport/ontology#> ."
    )
    assert blocks[0].startswith("<> a kg:Article , prov:Entity ;\n    dcterms:title ")
    assert [block.split()[0] for block in blocks[1:4]] == ["<#person-41>", "<#person-67>", "<#person-author-1>"]
    assert blocks[1] == (
        "<#person-41> a kg:Person , kg:Agent ;\n"
        '    schema:name "Ada Moreau" ;\n'
        "    kg:mention <#char=41,51> , <#char=209,215> ;\n"
        "    kg:inArticle <> ."
    )
    assert len(blocks) == len({quad.subject for quad in graph_of(make_annotated()).quads})


def test_trig_gives_each_article_its_graph() -> None:
    text = serialise(TWO, GraphFormat.TRIG).decode()
    assert "\n\n<graph/lakeside> {\n    <article/lakeside> a kg:Article" in text
    assert "}\n\n<graph/lakeside-2> {\n" in text
    assert "\n\n    <article/lakeside#person-67> a kg:Person , kg:Agent ;\n        schema:name" in text


def test_iris_of_other_places_are_written_in_full() -> None:
    text = serialise(graph_of(LINKED).quads, GraphFormat.TURTLE).decode()
    assert "schema:url <https://courier.example/2025/lakeside>" in text
    assert "schema:sameAs wd:Q42" in text
    assert "<//" not in text


def test_a_literal_that_looks_like_a_shortened_iri_stays_as_it_is() -> None:
    node = ox.NamedNode(f"{BASE}article/a")
    quads = [
        ox.Quad(node, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), ox.NamedNode(KG_ARTICLE)),
        ox.Quad(node, ox.NamedNode("https://other.example/p"), ox.Literal('a "<//x> \\" <//y\n<//z>\n\tb .\n<s> .')),
    ]
    for graph_format in (GraphFormat.TURTLE, GraphFormat.TRIG):
        assert triples(ox.parse(serialise(quads, graph_format), graph_format.oxigraph)) == triples(quads)


KG_ARTICLE = "https://w3id.org/kgexport/ontology#Article"


def test_numbers_in_iris_are_compared_as_numbers() -> None:
    names = ["a#person-126", "a#person-9", "a#person-10", "a#person-10-2", "a#person-009"]
    assert sorted(names, key=natural_key) == [
        "a#person-009",
        "a#person-9",
        "a#person-10",
        "a#person-10-2",
        "a#person-126",
    ]


@given(st.lists(st.text(st.sampled_from("ab-019²٣")), max_size=4))
def test_the_natural_order_is_total(names: list[str]) -> None:
    keys = [natural_key(name) for name in names]
    assert len(set(keys)) == len(set(names))
    assert len(list(enumerate(sorted(keys)))) == len(keys), "any two can be compared"


# The same quads, the same bytes


@pytest.mark.parametrize("graph_format", GraphFormat)
def test_the_order_of_triples_and_articles_changes_no_byte(graph_format: GraphFormat) -> None:
    expected = serialise(TWO, graph_format)
    for seed in range(3):
        shuffled = [*TWO, *TWO[:50]]
        random.Random(seed).shuffle(shuffled)
        assert serialise(shuffled, graph_format) == expected


def test_the_order_in_which_a_mapper_gives_triples_changes_nothing() -> None:
    given_triples = list(triples_of(LINKED))
    random.Random(1).shuffle(given_triples)
    assert admit(LINKED, given_triples, base=BASE).quads == graph_of(LINKED).quads


_PRINT_DIGESTS = """
from hashlib import sha256
from kgexport.graph.formats import GraphFormat
from kgexport.graph.write import serialise
from tests.graph.test_write import TWO
for graph_format in GraphFormat:
    print(graph_format, sha256(serialise(TWO, graph_format)).hexdigest())
"""


def test_hash_seed_locale_time_zone_and_folder_change_no_byte(tmp_path: Path) -> None:
    expected = "".join(f"{name} {sha256(serialise(TWO, name)).hexdigest()}\n" for name in GraphFormat)
    for number, surroundings in enumerate(
        ({"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C"})
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        environment = {**os.environ, **surroundings}
        command = [sys.executable, "-c", _PRINT_DIGESTS]
        done = subprocess.run(command, capture_output=True, check=True, text=True, env=environment, cwd=folder)
        assert done.stdout == expected


# What is written is what is read, by others too


@pytest.mark.parametrize("graph_format", GraphFormat)
def test_rdflib_reads_the_same(graph_format: GraphFormat) -> None:
    written = serialise(TWO, graph_format)
    names = {"turtle": "turtle", "trig": "trig", "nquads": "nquads", "ntriples": "nt", "jsonld": "json-ld"}
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=written, format=names[graph_format])
    read = rdflib.Graph()
    for triple in dataset.triples((None, None, None)):
        read.add(triple)
    expected = graph_of(LINKED).to_rdflib() + graph_of(OTHER).to_rdflib()
    assert isomorphic(read, expected)


@pytest.mark.parametrize("graph_format", GraphFormat)
def test_formats_that_name_graphs_keep_them(graph_format: GraphFormat) -> None:
    read = {quad.graph_name for quad in ox.parse(serialise(TWO, graph_format), graph_format.oxigraph)}
    named = {ox.NamedNode(f"{BASE}graph/lakeside"), ox.NamedNode(f"{BASE}graph/lakeside-2")}
    assert read == (named if graph_format.names_graphs else {ox.DefaultGraph()})


@pytest.mark.parametrize("graph_format", GraphFormat)
def test_a_graph_of_nothing_can_be_written_and_read(graph_format: GraphFormat) -> None:
    assert list(ox.parse(serialise([], graph_format), graph_format.oxigraph)) == []


iris = st.one_of(
    st.sampled_from(
        [f"{BASE}article/a", f"{BASE}article/a#b-1", f"{BASE}article/b#char=1,2", f"{BASE}x", BASE, "urn:x:y"]
    ),
    st.sampled_from(
        [KG_ARTICLE, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "http://www.wikidata.org/entity/Q1"]
    ),
    st.from_regex(
        r"https?://[a-z]{1,3}\.example(/[a-zA-Z0-9é~'()*,;=:@!$&%]{0,3}){0,3}([?#][a-z0-9/?]{0,4})?", fullmatch=True
    ),
).filter(lambda iri: "%" not in iri)
nodes = iris.map(ox.NamedNode)
literals = st.one_of(
    st.text().filter(lambda text: not any("\ud800" <= letter <= "\udfff" for letter in text)).map(ox.Literal),
    st.integers().map(
        lambda number: ox.Literal(str(number), datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    ),
    st.sampled_from(["+1", "01", "1.0", "1e3", "true", "1", "x", ""]).flatmap(
        lambda value: st.sampled_from(["integer", "decimal", "double", "boolean", "date"]).map(
            lambda kind: ox.Literal(value, datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{kind}"))
        )
    ),
    st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["en", "en-gb", "x-a"])).map(
        lambda pair: ox.Literal(pair[0], language=pair[1])
    ),
)
quads = st.builds(
    ox.Quad,
    nodes,
    nodes,
    st.one_of(nodes, literals),
    st.one_of(st.just(ox.DefaultGraph()), st.sampled_from([f"{BASE}graph/a", f"{BASE}graph/b"]).map(ox.NamedNode)),
)


@pytest.mark.parametrize("graph_format", GraphFormat)
@settings(max_examples=4 * EXAMPLES, deadline=None)
@given(st.lists(quads, max_size=12))
def test_any_graph_survives_writing_and_reading(graph_format: GraphFormat, graph: list[ox.Quad]) -> None:
    read = list(ox.parse(serialise(graph, graph_format), graph_format.oxigraph))
    if graph_format.names_graphs:
        assert set(read) == set(graph)
    assert triples(read) == triples(graph)
    assert read == in_reading_order(read) or graph_format is GraphFormat.JSONLD


# Files


@pytest.mark.parametrize("graph_format", GraphFormat)
def test_a_file_holds_what_a_stream_gets(graph_format: GraphFormat, tmp_path: Path) -> None:
    target, stream = tmp_path / f"out.{graph_format.extension}", io.BytesIO()
    write(TWO, target, graph_format)
    write(TWO, stream, graph_format)
    assert target.read_bytes() == stream.getvalue() == serialise(TWO, graph_format)
    assert format_of(target) is graph_format
    assert list(tmp_path.iterdir()) == [target]


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out.ttl"
    target.write_bytes(b"# old\n")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="No space left"):
        write(TWO, target, GraphFormat.TURTLE)
    assert target.read_bytes() == b"# old\n"
    assert list(tmp_path.iterdir()) == [target]


def test_output_that_says_something_else_is_never_handed_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    real = ox.serialize
    monkeypatch.setattr(writing, "_serialised", lambda quads, _: real(quads[1:], format=ox.RdfFormat.N_QUADS))
    with pytest.raises(WriteError, match="says something else"):
        write(TWO, tmp_path / "out.nq", GraphFormat.NQUADS)
    assert not list(tmp_path.iterdir())
