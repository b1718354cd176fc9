"""Who is the same across articles: seen in the nodes of whole graphs."""

import unicodedata
from collections.abc import Callable

import pytest
from rdflib import RDF, SDO, Literal, URIRef

from kgexport.api import to_graph
from kgexport.linking import Authorities
from kgexport.model import AnnotatedArticle
from kgexport.vocab import KG

Annotate = Callable[..., AnnotatedArticle]
STARTER = Authorities.of_files([])


@pytest.fixture(scope="session")
def people(annotate: Annotate) -> Callable[..., dict[str, str]]:
    """``people(text, id, …)``: name -> node of the persons of an article, linked to the starter."""

    def found(text: str, identifier: str, **options: str) -> dict[str, str]:
        linked = STARTER.link(annotate(text, id=identifier, published="2025-10-22"))
        graph = to_graph(linked, base_iri="https://kg.example/", **options)
        nodes = {node for node in graph.subjects(RDF.type, KG.Person) if isinstance(node, URIRef)}
        return {
            str(name): str(node)
            for node in nodes
            for name in graph.objects(node, SDO.name)
            if isinstance(name, Literal)
        }

    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("President Volodymyr Zelensky spoke in Kyiv.", "President Volodymyr Zelenskyy spoke in Kyiv."),
        ("President Volodymyr Zelenskiy spoke in Kyiv.", "PRESIDENT VOLODYMYR ZELENSKY SPOKE IN KYIV."),
        ("Foreign Minister Sergei Lavrov spoke in Moscow.", "Foreign Minister Sergey Lavrov spoke in Moscow."),
        ("President Recep Tayyip Erdogan spoke in Ankara.", "President Recep Tayyip Erdoğan spoke in Ankara."),
        (
            "President Recep Tayyip Erdoğan spoke in Ankara.",
            unicodedata.normalize("NFD", "President Recep Tayyip Erdoğan spoke in Ankara."),
        ),
        ("President Vladimir Putin spoke in Moscow.", "President Putin (Владимир Путин) spoke. Vladimir Putin left."),
        ("President Xi Jinping spoke in Beijing.", "Chinese leader Xi Jinping (习近平) spoke in Beijing."),
        ("Prime Minister Viktor Orban spoke.", "Hungarian Prime Minister Viktor Orbán spoke."),
        ("Crown Prince Mohammed bin Salman spoke in Riyadh.", "Crown Prince Mohammad bin Salman spoke in Riyadh."),
    ],
)
def test_spellings_of_one_person_of_an_authority_are_one_node(
    people: Callable[..., dict[str, str]], one: str, other: str
) -> None:
    first, second = people(one, "a"), people(other, "b")
    assert len(set(first.values())) == len(set(second.values())) == 1
    assert set(first.values()) == set(second.values())


def test_two_people_of_one_full_name_that_no_authority_knows_are_two_nodes(
    people: Callable[..., dict[str, str]],
) -> None:
    mayor, pilot = people("Mayor Jonas Falkner spoke.", "a"), people("The pilot, Jonas Falkner, survived.", "b")
    assert mayor["Jonas Falkner"] != pilot["Jonas Falkner"]
    by_choice = [people("Mayor Jonas Falkner spoke.", identifier, identity="name") for identifier in ("a", "b")]
    assert by_choice[0] == by_choice[1]


def test_a_namesake_of_somebody_well_known_in_another_office_and_country_is_not_taken_for_them(
    people: Callable[..., dict[str, str]],
) -> None:
    known = people("British Prime Minister Boris Johnson spoke in London.", "a")
    namesake = people("Australian Senator Boris Johnson spoke in Canberra.", "b")
    assert known["Boris Johnson"] == "https://kg.example/person/Q180589"
    assert namesake["Boris Johnson"] != known["Boris Johnson"]


def test_a_surname_alone_is_nobody_of_an_authority(people: Callable[..., dict[str, str]]) -> None:
    assert not any("/person/Q" in node for node in people("Johnson said that he was sorry.", "a").values())
