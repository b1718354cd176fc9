"""The SPARQL 1.1 Protocol, the descriptions, and things by their IRI."""

import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest

from kgexport.errors import QueryError
from kgexport.queries import named_queries, question, run_query
from kgexport.serve.media import wanted
from kgexport.stores.server import Server
from tests.stores.articles import graphs, lakeside

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
SELECT = "SELECT DISTINCT ?name WHERE { ?p a kg:Person ; schema:name ?name } ORDER BY ?name"
NAMES = ["Ada Maria Moreau", "Ada Moreau", "Jonas Brandt", "Kim Vale"]
QUADS = [quad for graph in graphs(lakeside(1), lakeside(2, name="Ada Maria Moreau")) for quad in graph.quads]


def names(response: httpx.Response) -> list[str]:
    return [row["name"]["value"] for row in response.json()["results"]["bindings"]]


def test_all_three_ways_to_ask(site: httpx.Client) -> None:
    kind = {"content-type": "application/sparql-query"}
    for response in (
        site.get("/sparql", params={"query": SELECT}),
        site.post("/sparql", data={"query": SELECT}),
        site.post("/sparql", content=SELECT, headers=kind),
        site.post("/sparql", content=SELECT, headers={"content-type": "application/sparql-query; charset=utf-8"}),
    ):
        assert response.status_code == 200, response.text
        assert names(response) == NAMES


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_a_served_store_answers_every_named_query_as_files_do(site: httpx.Client, name: str) -> None:
    expected = run_query(name, QUADS)
    response = site.post("/sparql", data={"query": named_queries()[name].sparql})
    assert response.status_code == 200, response.text
    if expected.is_graph:
        triples = {tuple(quad.triple) for quad in ox.parse(response.content, ox.RdfFormat.TURTLE)}
        assert triples == set(expected.rows)
    else:
        read: Any = ox.parse_query_results(response.content, ox.QueryResultsFormat.JSON)
        assert tuple(tuple(row) for row in read) == expected.rows


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.5, application/*;q=0.1", "text/csv; charset=utf-8"),
        ("*/*", "application/sparql-results+json"),
        ("", "application/sparql-results+json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/plain; charset=utf-8"),
    ],
)
def test_a_table_comes_as_the_client_likes_it(site: httpx.Client, accept: str, media: str) -> None:
    response = site.get("/sparql", params={"query": SELECT}, headers={"accept": accept})
    assert (response.status_code, response.headers["content-type"]) == (200, media)
    assert all(name in response.text for name in NAMES)


def test_a_graph_comes_as_the_client_likes_it(site: httpx.Client) -> None:
    query = "CONSTRUCT { ?p a kg:Person } WHERE { ?p a kg:Person }"
    sizes = set()
    for media, syntax in (
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    ):
        response = site.get("/sparql", params={"query": query}, headers={"accept": media})
        assert response.headers["content-type"].partition(";")[0] == media
        sizes.add(len({quad.triple for quad in ox.parse(response.content, syntax)}))
    assert sizes == {len({quad.subject for quad in QUADS if str(quad.object).endswith("#Person>")})}
    assert site.get("/sparql", params={"query": query}, headers={"accept": "image/png"}).status_code == 406


def test_ask_is_answered_in_json_and_xml(site: httpx.Client) -> None:
    json = {"accept": "application/sparql-results+json"}
    assert site.get("/sparql", params={"query": "ASK { ?p a kg:Person }"}, headers=json).json()["boolean"] is True
    xml = site.get("/sparql", params={"query": "ASK {}"}, headers={"accept": "application/sparql-results+xml"})
    assert ElementTree.fromstring(xml.text)[-1].text == "true"


def test_a_syntax_error_has_its_line_and_column(site: httpx.Client) -> None:
    response = site.get("/sparql", params={"query": "SELECT *\nWHERE { ?s }"})
    assert response.status_code == 400
    assert response.text.startswith("not a SPARQL query: line 2, column 13: ")


def test_a_query_to_a_served_store_has_its_syntax_error_where_it_was_written(site: httpx.Client) -> None:
    server = Server(f"{site.base_url}/sparql".replace("//sparql", "/sparql"))
    assert server.ask(question(SELECT)).rows == run_query(SELECT, QUADS).rows
    with pytest.raises(QueryError, match=r"^not a SPARQL query: line 2, column 13: expected"):
        server.ask(question("SELECT *\nWHERE { ?s }"))


def test_a_port_that_is_taken_and_a_store_that_is_none_are_one_line(
    process: "tuple[str, subprocess.Popen[bytes]]", store: Path, tmp_path: Path, run: Run
) -> None:
    port = process[0].rpartition(":")[2]
    taken = run("serve", "--store", store, "--port", port)
    assert (taken.returncode, taken.stderr.count(b"\n")) == (5, 1)
    assert f"kgexport: cannot listen at 127.0.0.1, port {port}: Address already in use" in taken.stderr.decode()
    none = run("serve", "--store", tmp_path / "nothing", "--port", port)
    assert (none.returncode, none.stderr.count(b"\n")) == (5, 1)


def test_without_a_query_the_service_describes_itself(site: httpx.Client) -> None:
    response = site.get("/sparql", headers={"accept": "text/turtle"})
    triples = {quad.triple for quad in ox.parse(response.content, ox.RdfFormat.TURTLE)}
    sd = "http://www.w3.org/ns/sparql-service-description#"
    service = ox.NamedNode(f"{site.base_url}/sparql".replace("//sparql", "/sparql"))
    assert ox.Triple(service, ox.NamedNode(f"{sd}supportedLanguage"), ox.NamedNode(f"{sd}SPARQL11Query")) in triples
    assert ox.Triple(service, ox.NamedNode(f"{sd}feature"), ox.NamedNode(f"{sd}UnionDefaultGraph")) in triples


def test_void_counts_what_there_is(site: httpx.Client) -> None:
    response = site.get("/.well-known/void")
    assert response.headers["content-type"].startswith("text/turtle")
    void = "http://rdfs.org/ns/void#"
    triples = {quad.triple for quad in ox.parse(response.content, ox.RdfFormat.TURTLE)}
    values = {triple.object.value for triple in triples if triple.predicate == ox.NamedNode(f"{void}triples")}  # type: ignore[union-attr]
    assert values == {str(len(QUADS))}
    entities = {
        t.subject.value.rpartition("-")[2]: t.object.value for t in triples if t.predicate.value == f"{void}entities"
    }  # type: ignore[union-attr]
    assert (entities["Article"], entities["Meeting"]) == ("2", "2")


def test_things_under_the_base_can_be_looked_up(site: httpx.Client) -> None:
    graph = graphs(lakeside(1))[0]
    for path in ("/article/lakeside-1", "/graph/lakeside-1"):
        response = site.get(path, headers={"accept": "text/turtle"})
        assert {quad.triple for quad in ox.parse(response.content, ox.RdfFormat.TURTLE)} == {
            q.triple for q in graph.quads
        }
    shared = site.get("/person/Q41", headers={"accept": "application/ld+json"})
    said = {quad.triple for quad in ox.parse(shared.content, ox.RdfFormat.JSON_LD)}
    assert {t.object.value for t in said if t.predicate.value.endswith("/name")} == {"Ada Moreau", "Ada Maria Moreau"}  # type: ignore[union-attr]
    assert any(triple.predicate.value.endswith("#hasParticipant") for triple in said)
    assert site.get("/person/Q99").status_code == 404
    assert site.get("/person/%3E%20").status_code == 404
    assert site.get("/person/Q41", headers={"accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("text/turtle;q=0.2, text/html", "text/html"),
        ("*/*", "text/turtle"),
        ("text/*;q=0.3, application/ld+json;q=0.4", "application/ld+json"),
        ("text/turtle;q=0, */*;q=0.1", "text/html"),
        ("text/turtle;q=nonsense, application/ld+json;q=0.1", "application/ld+json"),
        ("image/png", None),
        ("TEXT/HTML", "text/html"),
        (" , ,", "text/turtle"),
    ],
)
def test_accept_headers(accept: str, expected: str | None) -> None:
    assert wanted(accept, ("text/turtle", "text/html", "application/ld+json")) == expected
