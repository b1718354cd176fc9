"""The ontology, the code and the shapes say the same words."""

import json
from enum import StrEnum

import pytest
from rdflib import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, TIME, XSD, Graph, Literal, URIRef
from rdflib.collection import Collection

from kgexport import model
from kgexport.resources import ONTOLOGY_DIR, SHAPES_DIR
from kgexport.vocab import KG, ONTOLOGY, PREFIXES, value_iri

NS = str(KG._NS)
SHIPPED = (DCTERMS, FOAF, ORG, PROV, SDO, SKOS, TIME)
LISTS: dict[str, type[StrEnum]] = {
    name: kind for name in model.__all__ if isinstance(kind := getattr(model, name), type) and issubclass(kind, StrEnum)
}
HEAD = "@base <https://kg.example/article/a1> .\n" + "".join(f"@prefix {p}: <{n}> .\n" for p, n in PREFIXES.items())


def read(*names: str) -> Graph:
    graph = Graph()
    for name in names:
        graph.parse(ONTOLOGY_DIR / name, format="turtle")
    return graph


ONTOLOGY_GRAPH = read("kgexport.ttl")
TERMS = {name: KG[name] for name in KG.__annotations__ if not name.startswith("_")}
INDIVIDUALS = {value_iri(KG[name], value.value) for name, kind in LISTS.items() for value in kind}


def declared() -> set[URIRef]:
    return {s for s in ONTOLOGY_GRAPH.subjects(RDF.type) if isinstance(s, URIRef) and s.startswith(NS)}


def test_every_term_in_the_code_is_in_the_ontology_and_the_other_way_round():
    assert declared() == set(TERMS.values()) | INDIVIDUALS


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_value_list_of_the_model_is_a_class_with_exactly_its_individuals(name: str):
    members = next(iter(ONTOLOGY_GRAPH.objects(KG[name], OWL.oneOf)))
    values = {value_iri(KG[name], value.value) for value in LISTS[name]}
    assert set(Collection(ONTOLOGY_GRAPH, members)) == values
    assert set(ONTOLOGY_GRAPH.subjects(RDF.type, KG[name])) == values
    assert {str(ONTOLOGY_GRAPH.value(value, RDF.value)) for value in values} == {v.value for v in LISTS[name]}


def test_every_term_has_one_label_and_one_definition():
    for term in declared():
        for predicate in (RDFS.label, SKOS.definition):
            texts = list(ONTOLOGY_GRAPH.objects(term, predicate))
            assert len(texts) == 1, (term, predicate)
            assert isinstance(texts[0], Literal), term
            assert texts[0].language == "en", term


@pytest.mark.parametrize("name", sorted(TERMS))
def test_the_example_of_a_term_is_turtle_that_uses_the_term(name: str):
    example = ONTOLOGY_GRAPH.value(TERMS[name], SKOS.example)
    assert example is not None
    graph = Graph().parse(data=HEAD + str(example), format="turtle")
    used = {part for triple in graph for part in triple}
    if name in LISTS:
        assert used & {value_iri(KG[name], value.value) for value in LISTS[name]}
    else:
        assert TERMS[name] in used
    for part in used:
        if isinstance(part, URIRef) and part.startswith(NS):
            assert part in declared()


def test_a_domain_or_a_range_is_one_class_that_exists():
    known = set(declared()) | {ORG.Membership}
    for term in TERMS.values():
        domains, ranges = (list(ONTOLOGY_GRAPH.objects(term, p)) for p in (RDFS.domain, RDFS.range))
        assert len(domains) <= 1, term
        assert len(ranges) <= 1, term
        for domain in domains:
            assert domain in known, term
        for target in ranges:
            if (term, RDF.type, OWL.ObjectProperty) in ONTOLOGY_GRAPH:
                assert target in known, term
            else:
                assert target in XSD, term


def test_the_class_tree_is_that_of_the_design():
    supers = dict(ONTOLOGY_GRAPH.subject_objects(RDFS.subClassOf))
    assert supers == {
        KG.Person: KG.Agent,
        KG.Organisation: KG.Agent,
        KG.Outlet: KG.Organisation,
        KG.UnnamedAgent: KG.Agent,
        KG.AnonymousSource: KG.UnnamedAgent,
    }


def test_the_ontology_has_a_version_a_licence_and_the_rule_of_the_status_in_words():
    assert str(ONTOLOGY_GRAPH.value(ONTOLOGY, OWL.versionIRI)).startswith(str(ONTOLOGY) + "/")
    assert ONTOLOGY_GRAPH.value(ONTOLOGY, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    rule = str(ONTOLOGY_GRAPH.value(ONTOLOGY, SKOS.scopeNote))
    for words in ("A negative assertion never erases a positive one", "becomes inDoubt", "the status is unknown"):
        assert words in rule


def test_relays_are_derivations():
    assert (KG.basedOn, RDFS.subPropertyOf, PROV.wasDerivedFrom) in ONTOLOGY_GRAPH


ALIGNMENTS = read("alignments.ttl")


def test_each_aligned_term_of_ours_is_in_the_ontology():
    for term in ALIGNMENTS.all_nodes() | set(ALIGNMENTS.subjects()):
        if isinstance(term, URIRef) and term.startswith(NS):
            assert term in declared(), term


def test_each_aligned_term_exists_in_the_vocabulary_that_it_points_to():
    checked = 0
    for triple in ALIGNMENTS:
        for term in triple:
            for vocabulary in SHIPPED:
                if isinstance(term, URIRef) and term.startswith(str(vocabulary._NS)):
                    assert term in vocabulary, term
                    checked += 1
    assert checked > 50


def test_every_prefix_of_the_alignments_is_an_iri_and_is_used():
    text = (ONTOLOGY_DIR / "alignments.ttl").read_text(encoding="utf-8")
    for prefix, namespace in ALIGNMENTS.namespaces():
        if f"@prefix {prefix}:" in text:
            assert str(namespace).startswith(("http://", "https://")), prefix
            assert text.count(f"{prefix}:") > 1, prefix


def test_a_meeting_is_neither_an_event_nor_an_activity_by_type():
    assert (KG.Meeting, RDFS.subClassOf, None) not in ALIGNMENTS
    assert (KG.Meeting, SKOS.closeMatch, SDO.Event) in ALIGNMENTS


CONTEXT = json.loads((ONTOLOGY_DIR / "context.jsonld").read_text(encoding="utf-8"))["@context"]


def expanded(entry: object) -> str:
    iri = entry["@id"] if isinstance(entry, dict) else str(entry)
    prefix, _, local = iri.partition(":")
    return CONTEXT[prefix] + local if prefix in CONTEXT and not local.startswith("//") else iri


def test_the_context_names_every_class_and_property_and_nothing_that_does_not_exist():
    names = {
        expanded(entry)
        for entry in CONTEXT.values()
        if not (isinstance(entry, str) and entry.startswith(("@", "http")))
    }
    names.discard("1.1")
    ours = {name for name in names if name.startswith(NS)}
    assert ours == {str(term) for name, term in TERMS.items() if name not in LISTS}
    for name in names - ours:
        assert any(URIRef(name) in vocabulary for vocabulary in (*SHIPPED, RDFS)), name


def test_the_context_types_object_properties_as_iris():
    for name, term in TERMS.items():
        if (term, RDF.type, OWL.ObjectProperty) in ONTOLOGY_GRAPH:
            assert CONTEXT[name] == {"@id": f"kg:{name}", "@type": "@id"}


def test_the_context_reads_back_what_it_abbreviates():
    document = {
        "@context": CONTEXT,
        "id": "https://kg.example/article/a1#meeting-9",
        "type": "Meeting",
        "currentStatus": "kg:Status-held",
        "ordinal": 3,
        "hasParticipant": ["https://kg.example/article/a1#person-1"],
    }
    graph = Graph().parse(data=json.dumps(document), format="json-ld")
    meeting = URIRef("https://kg.example/article/a1#meeting-9")
    assert set(graph) == {
        (meeting, RDF.type, KG.Meeting),
        (meeting, KG.currentStatus, value_iri(KG.Status, "held")),
        (meeting, KG.ordinal, Literal(3)),
        (meeting, KG.hasParticipant, URIRef("https://kg.example/article/a1#person-1")),
    }


def test_the_shapes_use_only_terms_of_the_ontology_and_constrain_every_class():
    shapes = Graph()
    for path in sorted(SHAPES_DIR.rglob("*.ttl")):
        shapes.parse(path, format="turtle")
    used = {part for triple in shapes for part in triple if isinstance(part, URIRef) and part.startswith(NS)}
    used.discard(URIRef(NS))
    assert used <= declared()
    properties = {term for name, term in TERMS.items() if name not in LISTS}
    assert properties <= used
