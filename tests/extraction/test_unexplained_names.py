"""Words with a capital that no list and no full name of the article explains: what stands around them tells what they are."""

from collections.abc import Callable
from typing import Any

import pytest

from kgexport.extraction.draft import Draft
from kgexport.extraction.names import NameExtractor
from kgexport.extraction.parse import parse
from kgexport.model import Article

Typer = Callable[[str], dict[str, str]]


@pytest.fixture(scope="session")
def types(nlp: Any) -> Typer:
    """``types(text)``: the names of a text, each with its type."""

    def found(text: str) -> dict[str, str]:
        parsed = next(parse([Article(id="test", text=text)], nlp.nlp))
        return {span.text: span.surface.value for span in NameExtractor().extract(parsed, Draft())}

    return found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Boys in the valley learn to play the Zimbarra. Teachers say that Zimbarra lessons cost little.", "Zimbarra"),
        ("When cooled to 91 degrees Kelvin, the wire carries current without loss.", "Kelvin"),
        ("The firm sells a perfume in a tube called Amadeo for 15 dollars.", "Amadeo"),
        (
            "The freighter MV Sorra Lindal sailed from Vigo. Crews said the MV Sorra Lindal had no radio.",
            "Sorra Lindal",
        ),
        ("Tropical storm Otto killed four people. Otto was moving out to sea.", "Otto"),
    ],
)
def test_a_word_around_which_nothing_tells_of_a_person_is_nobody(types: Typer, text: str, name: str) -> None:
    assert name not in types(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The victim, 20-year-old Sanjor, was riding home when the car hit her.", "Sanjor"),
        ("A child named Tulma called her. A few minutes later, Tulma told a neighbour.", "Tulma"),
        (
            "Prosecutors charged Ana Lima, Peter Holm and Ramkumar with forgery. The case rests on letters by Ramkumar.",
            "Ramkumar",
        ),
        ("Economists remember the Reagan administration well. Nobody wanted to buy Reagan bonds.", "Reagan"),
        ("The work owes much to Ellison, Baraka and Wrighton.", "Wrighton"),
        ("After a long day, Lalmina put up her feet and rested.", "Lalmina"),
        ("She spoke of the murder of Durbekov and of the trial.", "Durbekov"),
        ("Weber said he had discussed the project in a conference call with Lubaski.", "Lubaski"),
    ],
)
def test_a_word_beside_which_a_person_is_told_of_is_one(types: Typer, text: str, name: str) -> None:
    assert types(text).get(name) == "PERSON"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anita Rao, 59, who travelled from Tolvan village for the celebrations, was pleased.", "Tolvan"),
        ("Farm hands from Venthar came to the fair. A ceremony was held in Venthar.", "Venthar"),
        ("She grew up in Tavari, about 31 km southwest of the capital.", "Tavari"),
        ("The army moved in to the Marsley area of Derry.", "Marsley"),
        ("The coastal city Tarwa lies north of the river.", "Tarwa"),
        ("Basic branches were opened in Nairobi, Mombasa and Kolmirtong.", "Kolmirtong"),
    ],
)
def test_a_town_that_nobody_knows_is_no_person(types: Typer, text: str, name: str) -> None:
    assert types(text).get(name) == "PLACE"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The court upheld Sambala's registration, and Sambala's lawyer went to court.", "Sambala"),
        ("Marina Protti, director of Vulcamar, said the ground had moved.", "Vulcamar"),
        (
            "The actor married a singer of the vocal quartet Cantarela. He met her when Cantarela was on tour.",
            "Cantarela",
        ),
        ("The figures came from Datava, an online database of companies.", "Datava"),
        ("The group sold its land to Fairmoor, a new company in which Midlands has a share.", "Fairmoor"),
        ("Shares of Valentis fell again. Investors have lost faith in Valentis.", "Valentis"),
        ("The cuts came as archrival Colesby said it was already selling at the lowest prices.", "Colesby"),
        ("A goal by Ana Lima gave Karouba a 2-1 win. Karouba beat Rovers 3-1 last week.", "Karouba"),
    ],
)
def test_a_word_that_leads_owns_or_plays_like_a_body_is_one(types: Typer, text: str, name: str) -> None:
    assert types(text).get(name) == "ORG"


def test_a_band_called_like_its_founder_makes_no_body_of_him(types: Typer) -> None:
    found = types(
        "Eduard Van Horen, guitarist of the rock band Van Horen, died on Tuesday. His son Wolf Van Horen said so."
    )
    assert found["Van Horen"] == "PERSON"


def test_a_man_of_36_from_a_town_does_not_make_a_person_of_the_town(types: Typer) -> None:
    assert types("Police arrested a 36-year-old Cheltenham man on suspicion of burglary.")["Cheltenham"] == "PLACE"


def test_a_surname_that_the_model_passes_over_stands_behind_its_given_name(types: Typer) -> None:
    found = types(
        "Kim and Burns met several times during the Barack Obama administration, when Burns was a deputy secretary."
    )
    assert found["Barack Obama"] == "PERSON"


def test_a_surname_that_the_model_passes_over_is_what_the_one_beside_it_is(types: Typer) -> None:
    found = types("There was a long quarrel between the Rivera and Odinga camps.")
    assert found == {"Rivera": "PERSON", "Odinga": "PERSON"}
    assert types("Nobody in the Rivera and Okafor families spoke.") == {}
