"""What a client can find out about the service and its data: SPARQL 1.1 Service Description, and VoID.

https://www.w3.org/TR/sparql11-service-description/ · https://www.w3.org/TR/void/
"""

from collections.abc import Iterator

import pyoxigraph as ox

from kgexport.vocab import KG, ONTOLOGY, PREFIXES, RDF_TYPE

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


def void(store: ox.Store, base: str, root: str) -> list[ox.Triple]:
    """Of the data, with counts of what is in them."""
    data = ox.NamedNode(f"{root}.well-known/void#dataset")
    triples = [
        ox.Triple(data, _TYPE, _void("Dataset")),
        ox.Triple(data, _void("uriSpace"), ox.Literal(base)),
        ox.Triple(data, _void("sparqlEndpoint"), ox.NamedNode(f"{root}sparql")),
        ox.Triple(data, _void("vocabulary"), ox.NamedNode(ONTOLOGY)),
        ox.Triple(data, _void("triples"), ox.Literal(len(store))),
    ]
    example = next(store.quads_for_pattern(None, _TYPE, ox.NamedNode(KG.Article), None), None)
    if example is not None and isinstance(example.subject, ox.NamedNode):
        triples.append(ox.Triple(data, _void("exampleResource"), example.subject))
    for kind in _CLASSES:
        part = ox.NamedNode(f"{data.value}-{kind.rpartition('#')[2]}")
        triples += [
            ox.Triple(data, _void("classPartition"), part),
            ox.Triple(part, _void("class"), ox.NamedNode(kind)),
            ox.Triple(part, _void("entities"), ox.Literal(_count(store, ox.NamedNode(kind)))),
        ]
    return triples


def _count(store: ox.Store, kind: ox.NamedNode) -> int:
    return len(set(_subjects(store, kind)))


def _subjects(store: ox.Store, kind: ox.NamedNode) -> Iterator[str]:
    for number, quad in enumerate(store.quads_for_pattern(None, _TYPE, kind, None)):
        if number >= _COUNTED_TO:
            return
        yield str(quad.subject)


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)


def _void(name: str) -> ox.NamedNode:
    return ox.NamedNode(_VOID + name)


PREFIXES_OF_DESCRIPTIONS = PREFIXES | {"void": _VOID, "sd": _SD}
