"""What a client can find out about the service and its data: SPARQL 1.1 Service Description, and VoID.

https://www.w3.org/TR/sparql11-service-description/ · https://www.w3.org/TR/void/
"""

from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kgexport.dataset import Size
from kgexport.dataset.turtle import void_triples
from kgexport.vocab import KG, PREFIXES, RDF_TYPE

_SD, _VOID = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_TYPE = ox.NamedNode(RDF_TYPE)
_CLASSES = (KG.Article, KG.Person, KG.Organisation, KG.Meeting, KG.Statement)
_COUNTED_TO = 200_000  # a description is no reason to read a large store


def service_description(root: str) -> list[ox.Triple]:
    """Of the endpoint under ``root``."""
    service, data = ox.NamedNode(f"{root}sparql"), ox.NamedNode(f"{root}.well-known/void#dataset")
    formats: tuple[str, ...] = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
    formats += ("Turtle", "N-Triples", "JSON-LD", "RDF_XML")
    return [
        ox.Triple(service, _TYPE, _sd("Service")),
        ox.Triple(service, _sd("endpoint"), service),
        ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph")),
        *(ox.Triple(service, _sd("resultFormat"), ox.NamedNode(_FORMATS + name)) for name in formats),
        ox.Triple(service, _sd("defaultDataset"), data),
        ox.Triple(data, _TYPE, _sd("Dataset")),
    ]


@dataclass(frozen=True)
class Counts:
    """How much of what is in a store."""

    triples: int
    of_classes: dict[str, int]
    example: ox.NamedNode | None


def counts_of(store: ox.Store) -> Counts:
    """Counts a store, up to a limit a class."""
    first = next(store.quads_for_pattern(None, _TYPE, ox.NamedNode(KG.Article), None), None)
    example = first.subject if first is not None and isinstance(first.subject, ox.NamedNode) else None
    return Counts(len(store), {str(kind): _count(store, ox.NamedNode(kind)) for kind in _CLASSES}, example)


def void(counts: Counts, base: str, root: str) -> list[ox.Triple]:
    """Of the data, with counts of what is in them."""
    data = ox.NamedNode(f"{root}.well-known/void#dataset")
    size = Size(triples=counts.triples, classes=counts.of_classes)
    triples = [
        *void_triples(data, size, base),
        ox.Triple(data, _void("sparqlEndpoint"), ox.NamedNode(f"{root}sparql")),
    ]
    if counts.example is not None:
        triples.append(ox.Triple(data, _void("exampleResource"), counts.example))
    return triples


def _count(store: ox.Store, kind: ox.NamedNode) -> int:
    inner = f"SELECT ?node WHERE {{ ?node a {kind} }} LIMIT {_COUNTED_TO}"  # the kind is a term of our vocabulary
    query = f"SELECT (COUNT(DISTINCT ?node) AS ?count) WHERE {{ {inner} }}"
    rows: Any = store.query(query, use_default_graph_as_union=True)
    return int(next(rows)["count"].value)


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)


def _void(name: str) -> ox.NamedNode:
    return ox.NamedNode(_VOID + name)


PREFIXES_OF_DESCRIPTIONS = PREFIXES | {"void": _VOID, "sd": _SD}
