"""Which words of an article name whom."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgexport.extraction.draft import Draft, NameSpan
from kgexport.extraction.names import NameExtractor
from kgexport.extraction.parse import ParsedArticle, paragraphs_of, parse, text_for_parser
from kgexport.extraction.tree import Doc
from kgexport.model import Article, SurfaceType

Finder = Callable[[str], list[NameSpan]]

SUMMIT = """Merkel–Macron Summit Moved to Strasbourg

BERLIN — German Chancellor Angela Merkel and French President Emmanuel Macron will meet in Strasbourg, her office said on Friday.
Merkel told Reuters that the meeting had been moved. Macron's spokesman confirmed it.
The International Monetary Fund (IMF) welcomed the talks. The IMF had asked for them. U.S. Secretary of the Treasury Janet Yellen
said the U.S. Treasury Department would send an observer, and Russian officials declined to comment. "We hope," Yellen said."""

CONTINENTS = """Ngozi Okonjo-Iweala, director-general of the World Trade Organization, met Mohammed bin Salman in Riyadh.
Okonjo-Iweala was joined by Ursula von der Leyen and by José Luis Rodríguez Zapatero, the former prime minister of Spain.
Tsai Ing-wen, who led Taiwan until 2024, sent a letter. Tsai said she was sorry. Indian Foreign Minister Subrahmanyam Jaishankar
and Abdel Fattah al-Sisi stayed away. A spokeswoman for Jaishankar, Meera Iyer, 43, gave no reason."""


@pytest.fixture(scope="session")
def names(nlp: Any) -> Finder:
    """``names(text)``: the names of a text."""

    def found(text: str) -> list[NameSpan]:
        parsed = next(parse([Article(id="test", text=text)], nlp.nlp))
        return list(NameExtractor().extract(parsed, Draft()))

    return found


def of_type(spans: list[NameSpan], surface: SurfaceType) -> list[str]:
    return [span.text for span in spans if span.surface is surface]


@pytest.fixture(scope="session")
def summit(names: Finder) -> list[NameSpan]:
    return names(SUMMIT)


@pytest.fixture(scope="session")
def continents(names: Finder) -> list[NameSpan]:
    return names(CONTINENTS)


def test_a_person_is_found_everywhere_in_headlines_and_compounds_too(summit: list[NameSpan]) -> None:
    persons = of_type(summit, SurfaceType.PERSON)
    assert persons.count("Merkel") == 2
    assert persons.count("Macron") == 2
    assert summit[0].text == "Merkel"
    assert summit[1].text == "Macron"


def test_nobody_else_is_a_person(summit: list[NameSpan]) -> None:
    known = {"Merkel", "Macron", "Angela Merkel", "Emmanuel Macron", "Janet Yellen", "Yellen"}
    assert set(of_type(summit, SurfaceType.PERSON)) == known


def test_titles_are_outside_the_name_and_kept_whole(summit: list[NameSpan]) -> None:
    titles = {span.text: span.title.text for span in summit if span.title}
    assert titles["Angela Merkel"] == "German Chancellor"
    assert titles["Emmanuel Macron"] == "French President"
    assert titles["Janet Yellen"] == "U.S. Secretary of the Treasury"


def test_an_acronym_has_the_type_of_the_name_it_stands_for(summit: list[NameSpan]) -> None:
    organisations = of_type(summit, SurfaceType.ORG)
    assert "International Monetary Fund" in organisations
    assert organisations.count("IMF") == 2


def test_a_department_takes_in_its_country(summit: list[NameSpan]) -> None:
    assert "U.S. Treasury Department" in of_type(summit, SurfaceType.ORG)


def test_country_adjectives_before_a_noun_stand_for_the_country(summit: list[NameSpan]) -> None:
    adjectives = {span.text: span.surface for span in summit if span.adjective}
    assert adjectives["Russian"] is SurfaceType.PLACE
    assert adjectives["German"] is SurfaceType.PLACE


def test_a_dateline_in_capitals_is_a_place(summit: list[NameSpan]) -> None:
    assert "BERLIN" in of_type(summit, SurfaceType.PLACE)


@pytest.mark.parametrize(
    "person",
    [
        "Ngozi Okonjo-Iweala",
        "Mohammed bin Salman",
        "Ursula von der Leyen",
        "José Luis Rodríguez Zapatero",
        "Tsai Ing-wen",
        "Subrahmanyam Jaishankar",
        "Abdel Fattah al-Sisi",
        "Meera Iyer",
    ],
)
def test_names_of_all_continents_are_whole(continents: list[NameSpan], person: str) -> None:
    assert person in of_type(continents, SurfaceType.PERSON)


def test_a_surname_that_comes_first_is_found_alone(continents: list[NameSpan]) -> None:
    assert "Tsai" in of_type(continents, SurfaceType.PERSON)


def test_places_and_bodies_keep_their_type(continents: list[NameSpan]) -> None:
    assert {"Riyadh", "Spain", "Taiwan"} <= set(of_type(continents, SurfaceType.PLACE))
    assert of_type(continents, SurfaceType.ORG) == ["World Trade Organization"]


def test_a_region_named_like_its_city_keeps_the_word_that_tells_them_apart(names: Finder) -> None:
    places = of_type(
        names("Drones hit the Kharkiv region overnight, the governor of Anhui province said."), SurfaceType.PLACE
    )
    assert "Kharkiv region" in places
    assert "Anhui" in places


def test_a_newspaper_keeps_the_article_that_it_writes_with_a_capital(names: Finder) -> None:
    text = "The Guardian said so first. As The Guardian reported on Tuesday, the Guardian office was closed."
    assert [span.text for span in names(text)] == ["The Guardian", "The Guardian", "Guardian"]


def test_possessives_and_credentials_are_no_part_of_a_name(names: Finder) -> None:
    spans = names("Anthony Fauci, M.D., spoke. Fauci's office thanked Dr. Maria Van Kerkhove.")
    assert of_type(spans, SurfaceType.PERSON) == ["Anthony Fauci", "Fauci", "Maria Van Kerkhove"]
    assert not of_type(spans, SurfaceType.ORG)


def test_a_country_compound_is_two_places(names: Finder) -> None:
    spans = names("Talks on US-China trade went on. US-China talks are slow.")
    assert of_type(spans, SurfaceType.PLACE) == ["US", "China", "US", "China"]


def test_a_title_does_not_reach_over_the_name_before_it(names: Finder) -> None:
    spans = names("He met Marco Rubio and Russian Foreign Minister Sergey Lavrov.")
    assert {span.text: span.title.text for span in spans if span.title} == {"Sergey Lavrov": "Russian Foreign Minister"}


def test_addresses_are_no_names(names: Finder) -> None:
    assert names("See https://www.example.org/Paris/Angela-Merkel or write to Angela@Merkel.example.") == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "😀😀😀",
        "قال الرئيس محمد بن سلمان في الرياض إن المملكة",
        "习近平在北京会见普京。",
        '"' * 2000,
        "( ((( NATO ))) " * 50,
        "lower case only , no names here",
    ],
)
def test_odd_texts_are_read_without_error(names: Finder, text: str) -> None:
    for span in names(text):
        assert text[span.begin : span.end] == span.text


def test_names_are_the_same_in_every_run(names: Finder, summit: list[NameSpan]) -> None:
    assert names(SUMMIT) == summit


_PIECES = st.sampled_from(
    [
        "Paris",
        "Mr.",
        "President",
        "of",
        "the",
        "U.S.",
        "–",
        "-",
        "/",
        "'s",
        "(",
        ")",
        "IMF",
        "al",
        "Ann",
        "Lee",
        ",",
        "45",
        "²",
        "\n\n",
        "Ministry",
        "and",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=40))
def test_spans_hold_their_text_in_order_without_overlap(nlp: Any, pieces: list[str]) -> None:
    text = " ".join(pieces)
    paragraphs = paragraphs_of(text)
    doc = nlp.nlp.make_doc(text_for_parser(text, paragraphs))
    for token in doc:
        token.tag_ = "NNP" if token.text[0].isupper() else "NN"
    spans = list(NameExtractor().extract(ParsedArticle(Article(id="x", text=text), Doc(doc), paragraphs), Draft()))
    assert all(text[span.begin : span.end] == span.text for span in spans)
    assert all(before.end <= after.begin for before, after in pairwise(spans))
    for span in spans:
        assert span.title is None or span.title.end <= span.begin


@pytest.mark.parametrize(
    ("headline", "people", "places"),
    [
        ("JOHN SMITH AND MARY JONES ARRESTED IN MANCHESTER", {"JOHN SMITH", "MARY JONES"}, {"MANCHESTER"}),
        ("FRENCH PRESIDENT EMMANUEL MACRON SPEAKS TO REPORTERS IN PARIS.", {"EMMANUEL MACRON"}, {"FRENCH", "PARIS"}),
        ("MINISTER ANNA HUBER MEETS US ENVOY IN VIENNA", {"ANNA HUBER"}, {"US", "VIENNA"}),
    ],
)
def test_headlines_and_captions_in_capitals_name_whom_they_would_name_otherwise(
    names: Finder, headline: str, people: set[str], places: set[str]
) -> None:
    found = names(f"{headline}\n\nThe talks went on for three hours, an official said.")
    assert set(of_type(found, SurfaceType.PERSON)) == people
    assert set(of_type(found, SurfaceType.PLACE)) == places


@given(st.text(alphabet="ABCß ÄÖİŁ,.\n-–'’aé1", max_size=80))
@settings(max_examples=200)
def test_capitals_are_rewritten_for_the_parser_without_moving_a_character(text: str) -> None:
    given_to_parser = text_for_parser(text, paragraphs_of(text))
    assert len(given_to_parser) == len(text)
    assert all(a.casefold() == b.casefold() or a.isspace() for a, b in zip(text, given_to_parser, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "Residents of Char Kolmi, a village near the river, said on Sunday that the water had come at night.",
        "Char Kolmi, a village near the river, was flooded on Sunday.",
        "The flood reached the town of Char Kolmi on Sunday.",
    ],
)
def test_a_village_that_nobody_has_heard_of_is_no_person(names: Finder, text: str) -> None:
    assert [(span.text, span.surface) for span in names(text)] == [("Char Kolmi", SurfaceType.PLACE)]


@pytest.mark.parametrize("line", ["KHARKOT, June 3 — Police", "KHARKOT (AFP) – Police", "Srinagar- Police"])
def test_a_dateline_begins_with_a_place(names: Finder, line: str) -> None:
    assert names(f"{line} said two men had died in the fire.")[0].surface is SurfaceType.PLACE


def test_words_of_another_script_are_no_names_unless_they_say_one_again(names: Finder) -> None:
    foreign = (
        "मैंने उससे कहा कि वह नहीं आएगा और फिर हम चले गए. Он сказал что не придёт, Иван Петров и Анна уехали домой вчера."
    )
    text = f"Xi Jinping (习近平) met Volodymyr Zelensky (Володимир Зеленський) in Astana.\n\n{foreign}"
    assert of_type(names(text), SurfaceType.PERSON) == [
        "Xi Jinping",
        "习近平",
        "Volodymyr Zelensky",
        "Володимир Зеленський",
    ]


def test_a_storm_a_technique_and_a_law_are_nobody(names: Finder) -> None:
    text = (
        "Hurricane Dorian hit the Bahamas on Sunday. Dorian weakened on Monday. Critics of digital rights management (DRM) "
        "said DRM failed. The Digital Services Act (DSA) is a law; the DSA applies to all."
    )
    assert {span.text for span in names(text)} == {"Bahamas"}


def test_a_word_with_a_capital_inside_is_a_company_unless_it_begins_like_a_surname(names: Finder) -> None:
    found = names("GitHub said on Monday that LiveLeak was down. Senator McConnell met Leonardo DiCaprio.")
    assert set(of_type(found, SurfaceType.ORG)) == {"GitHub", "LiveLeak"}
    assert set(of_type(found, SurfaceType.PERSON)) == {"McConnell", "Leonardo DiCaprio"}


def test_the_given_name_of_one_and_the_surname_of_another_are_a_third_persons_name(names: Finder) -> None:
    found = names(
        "Anna Frei and Peter Huber Resign After Meeting\n\n"
        "Peter Frei and Anna Huber said on Monday that they were sorry, according to a statement."
    )
    assert set(of_type(found, SurfaceType.PERSON)) == {"Anna Frei", "Peter Huber", "Peter Frei", "Anna Huber"}


@pytest.mark.parametrize(
    ("text", "persons", "organisations"),
    [
        ("The board confirmed Priya Raman as Chief Executive Officer on Friday.", ["Priya Raman"], []),
        ("He met Muqtada as-Sadr and Bingu wa Mutharika on Friday.", ["Muqtada as-Sadr", "Bingu wa Mutharika"], []),
        (
            "Podcaster Spike Cohen left. Instagram did not answer. The recorder of Kestrel Air Flight 610 was found.",
            ["Spike Cohen"],
            ["Instagram"],
        ),
        (
            "The Philippine Institute of Volcanology (Phivolcs) reported it. Phivolcs said that it was strong.",
            [],
            ["Philippine Institute of Volcanology", "Phivolcs", "Phivolcs"],
        ),
        ("Shares of Kestrel Holdings Inc KHLD.F rose.", [], ["Kestrel Holdings Inc"]),
        (
            "Shells fell near KTF police posts on Friday. The Kestrel Task Force [KTF] fired first. The KTF denied it.",
            [],
            ["KTF", "Kestrel Task Force", "KTF", "KTF"],
        ),
        ("Law firm Sidley Brand declined to comment.", [], ["Sidley Brand"]),
        (
            "Ford was told to stop. Ford Motor Company said on Friday that it would appeal. Ford denied it.",
            [],
            ["Ford", "Ford Motor Company", "Ford"],
        ),
        (
            "Oxygen keeps us alive. Researchers say that oxygen is rare there. Hydrogen burns, and hydrogen is light.",
            [],
            [],
        ),
        ("The current president of Namibia, Hage Tolm, left.", ["Hage Tolm"], []),
        ("The probe is told to look at the Sun, and it was built at the Kestrel Space Center.", [], []),
        ("Peter Frei told The Sun newspaper that he was ready.", ["Peter Frei"], ["The Sun"]),
        (
            "Pacific Gateway Inc. said it was over. Pacific Gateway chief executive Colin Ward thanked Labour Minister Ana Lima.",
            ["Colin Ward", "Ana Lima"],
            ["Pacific Gateway Inc.", "Pacific Gateway"],
        ),
        ("He wanted to reassure Burkina Faso that Ghana remained a friend.", [], []),
        ("The state seismology agency, Phivolcs, denied the claim.", [], ["Phivolcs"]),
        ("His advocate, Pieter Marais SC, said that they would appeal.", ["Pieter Marais"], []),
        ("Imran Sheikh leads the council. Mr Sheikh said it was over.", ["Imran Sheikh", "Sheikh"], []),
    ],
)
def test_words_around_a_name_tell_what_it_names(
    names: Finder, text: str, persons: list[str], organisations: list[str]
) -> None:
    found = names(text)
    assert of_type(found, SurfaceType.PERSON) == persons
    assert [each for each in of_type(found, SurfaceType.ORG) if each not in persons] == organisations


@pytest.mark.parametrize(
    ("text", "person", "organisation"),
    [
        (
            "Marbeck served as a naval officer in the north. Marbeck, though a long shot, would be the youngest.",
            "Marbeck",
            "",
        ),
        ("Quandel beat Bernard Tomaz 6-2, 6-4 and has lost only once.", "Quandel", ""),
        ("El-Fayyad has said that his rule is needed. In Lyon, el-Fayyad said nothing.", "El-Fayyad", ""),
        ("Quarterback Jon Hale and safety LaRon Pickett played key roles.", "LaRon Pickett", ""),
        (
            "Howard Pell analyst Stephanie Hoff said she sees growth. Howard Pell analyst Ana Lima agreed.",
            "",
            "Howard Pell",
        ),
        ("Fleet Financial said its profit rose. Terrence Moor is chairman of Fleet Financial.", "", "Fleet Financial"),
    ],
)
def test_what_one_does_tells_people_from_bodies(names: Finder, text: str, person: str, organisation: str) -> None:
    found = names(text)
    persons, bodies = of_type(found, SurfaceType.PERSON), of_type(found, SurfaceType.ORG)
    assert (person in persons and person not in bodies) if person else organisation in bodies
    assert organisation not in persons


def test_a_lake_with_a_surname_is_a_place_and_so_is_where_somebody_is_of(names: Finder) -> None:
    places = of_type(
        names("He retired to Lake Burton. Philip Barnham of Lansford, who saw it, wept."), SurfaceType.PLACE
    )
    assert places == ["Lake Burton", "Lansford"]


def test_a_team_goes_by_its_name_without_the_town(names: Finder) -> None:
    text = "Pat Riley is the Miami Heat president. As the Heat have struggled, Riley worried. The Heat lost again."
    assert of_type(names(text), SurfaceType.ORG) == ["Miami Heat", "Heat", "Heat"]


def test_sums_file_formats_and_the_state_are_no_bodies(names: Finder) -> None:
    found = names(
        "Prices were around HK$35. He paid N$15 000 to the State. A PDF and a SIM card came by post. Rs 500 is due."
    )
    assert found == []


def test_a_company_called_after_its_founder_keeps_the_apostrophe(names: Finder) -> None:
    found = names("Photos from a McDonald's restaurant showed him. He bought it at Macy’s. Ana Lima's lawyer said no.")
    assert [(span.text, span.surface) for span in found] == [
        ("McDonald's", SurfaceType.ORG),
        ("Macy’s", SurfaceType.ORG),
        ("Ana Lima", SurfaceType.PERSON),
    ]


def test_a_hospital_is_a_place_unless_it_says_something(names: Finder) -> None:
    assert of_type(names("She was taken to Viva Lima Hospital on Monday."), SurfaceType.PLACE) == ["Viva Lima Hospital"]
    assert of_type(names("Viva Lima Hospital said it would hire nurses."), SurfaceType.ORG) == ["Viva Lima Hospital"]


def test_a_body_ends_before_the_clause_behind_it(names: Finder) -> None:
    found = names(
        "He will remain active in the Colorado House of Representatives until Union and Public Service agree."
    )
    assert "Colorado House of Representatives" in of_type(found, SurfaceType.ORG)
    assert not any("until" in span.text for span in found)


def test_a_given_name_that_the_model_does_not_know_is_kept_with_its_surname(names: Finder) -> None:
    found = names("The safety and receiver Jered Marlow both left. Manager Ana Lima said Marlow is tired.")
    assert of_type(found, SurfaceType.PERSON) == ["Jered Marlow", "Ana Lima", "Marlow"]


@pytest.mark.parametrize(
    "text",
    [
        "Morgenbladet Ekstra, citing an internal memo, reported on Monday that the fund had sold its shares.",
        "Morgenbladet Ekstra reported on Monday that the fund had sold its shares, quoting two directors.",
        "The fund sold its shares, Morgenbladet Ekstra reported on Monday, citing an internal memo.",
    ],
)
def test_who_reports_citing_somebody_is_a_newspaper_not_a_person(names: Finder, text: str) -> None:
    assert "Morgenbladet Ekstra" in of_type(names(text), SurfaceType.ORG)


def test_who_only_cites_somebody_may_be_a_person(names: Finder) -> None:
    spans = names("Marta Lindholm, citing a family illness, resigned as the fund's chair on Monday.")
    assert of_type(spans, SurfaceType.PERSON) == ["Marta Lindholm"]


def test_an_officer_of_a_countys_police_is_of_a_body_not_of_a_place(names: Finder) -> None:
    spans = names("Detective Inspector Karen Boyle of North Yorkshire Police said the man was armed.")
    assert "North Yorkshire Police" in of_type(spans, SurfaceType.ORG)


def test_a_capital_that_denies_something_is_no_person(names: Finder) -> None:
    spans = names("Kigali denies backing the rebels. Congo's army accused Rwanda of sending troops.")
    assert of_type(spans, SurfaceType.PERSON) == []
    assert "Kigali" in of_type(spans, SurfaceType.PLACE)


def test_a_known_body_is_found_whole_where_the_model_leaves_out_its_first_word(names: Finder) -> None:
    spans = names("Médecins Sans Frontières said it had evacuated its staff from the town.")
    assert of_type(spans, SurfaceType.ORG) == ["Médecins Sans Frontières"]


def test_a_sum_of_shillings_and_a_lawmakers_district_are_no_names(names: Finder) -> None:
    spans = names(
        "The county paid Sh200 million for a stadium, and Sh5m for its gate. Rep. Chip Alvarez, R-Elmira, called it waste."
    )
    shown = {span.text for span in spans}
    assert not any("Sh" in text or "R-" in text for text in shown), shown


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("He told state broadcaster RTVB that the road was open.", "RTVB"),
        ("Lawyers said the Ethics and Anti-Corruption Commission had left it out.", "Ethics and Anti-Corruption Commission"),
        ("ABUJA — The Nigeria Labour Congress on Monday suspended a strike.", "Nigeria Labour Congress"),
        ("The All Progressives Congress said it had bought nobody.", "All Progressives Congress"),
        ("The minister said the Superintendency of the Environment had acted.", "Superintendency of the Environment"),
        ("Aston Villa stunned Manchester City on Saturday.", "Manchester City"),
        ("Aston Villa stunned Manchester City on Saturday.", "Aston Villa"),
    ],
)  # fmt: skip
def test_bodies_are_found_whole_and_are_no_persons(names: Finder, text: str, body: str) -> None:
    assert body in of_type(names(text), SurfaceType.ORG)


def test_an_acronym_from_another_language_is_a_body_like_the_one_whose_initials_it_has(names: Finder) -> None:
    spans = names(
        "The Zawra Liberation Front, known by its French acronym FLZ, denied it. The FLZ said the drivers fled."
    )
    assert of_type(spans, SurfaceType.ORG).count("FLZ") == 2


def test_the_surname_that_the_model_leaves_out_belongs_to_the_name(names: Finder) -> None:
    spans = names(
        "The families were visited on Monday by Health Minister Budi Gunadi Sadikin. They said that Sadikin was late."
    )
    assert of_type(spans, SurfaceType.PERSON) == ["Budi Gunadi Sadikin", "Sadikin"]


def test_somebodys_side_does_not_make_him_a_body(names: Finder) -> None:
    spans = names(
        "The goal left Pep Guardiola's side four points behind Arsenal. Guardiola complained about the referee."
    )
    assert of_type(spans, SurfaceType.PERSON) == ["Pep Guardiola", "Guardiola"]


def test_telescopes_rockets_and_oil_are_nobody(names: Finder) -> None:
    spans = names(
        "Astronomers using the James Webb Space Telescope found water. Webb was launched on an Ariane 5 rocket. "
        "Hubble had seen nothing. Brent crude fell."
    )
    assert [span.text for span in spans] == []


@pytest.mark.parametrize(
    "body", ["U.N. Environment Programme", "United Nations Development Programme", "U.N. World Food Program"]
)
def test_programmes_of_the_united_nations_are_bodies(names: Finder, body: str) -> None:
    assert of_type(names(f"The {body} offered on Monday to send experts."), SurfaceType.ORG) == [body]


@pytest.mark.parametrize("post", ["governor", "mayor"])
def test_whose_governor_somebody_is_is_a_place(names: Finder, post: str) -> None:
    spans = names(f"The president will first receive the {post} of Mendoza, Alfredo Cornejo, who has asked for money.")
    assert of_type(spans, SurfaceType.PLACE) == ["Mendoza"]
    assert of_type(spans, SurfaceType.PERSON) == ["Alfredo Cornejo"]


def test_a_product_is_neither_its_maker_nor_a_person(names: Finder) -> None:
    spans = names(
        "Corvid Systems said on Monday that it would end support for Corvid Systems Enterprise Linux in June.\n\nMary Linden, "
        "who runs Corvid Systems, said users of Birch Linux could move to its own servers. Birch Linux has a million users.\n"
    )
    assert of_type(spans, SurfaceType.ORG) == ["Corvid Systems"] * 2
    assert of_type(spans, SurfaceType.PERSON) == ["Mary Linden"]


def test_a_title_does_not_begin_in_the_sentence_before_that_ends_in_x(names: Finder) -> None:
    spans = names(
        "He will be succeeded by a general, the presidency said on X. Prime Minister Ernesto Alvarez keeps his post."
    )
    titles = [span.title.text for span in spans if span.text == "Ernesto Alvarez" and span.title]
    assert titles == ["Prime Minister"]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Seventh seed Mirjana Kovac beat Britain's Sophie Draper-Hill on Friday.", "Sophie Draper-Hill"),
        ("Alcaraz needed four sets to beat Jan-Lennard Struff of Germany.", "Jan-Lennard Struff"),
        ("The leaders spoke of rare earths, Japan's chief secretary, Minoru Kihara, told reporters.", "Minoru Kihara"),
        ("He went home.\n\nLawmaker Dachung Bagos, representing the south, told the house that it was late.", "Dachung Bagos"),
    ],
)  # fmt: skip
def test_people_whose_names_look_like_places_dates_or_nothing_are_found_whole(
    names: Finder, text: str, person: str
) -> None:
    assert person in of_type(names(text), SurfaceType.PERSON)


def test_a_surname_of_two_halves_is_its_bearers_alone_too(names: Finder) -> None:
    spans = names(
        "Seventh seed Mirjana Kovac beat Britain's Sophie Draper-Hill on Friday. Draper-Hill's father said he was proud."
    )
    assert of_type(spans, SurfaceType.PERSON)[-2:] == ["Sophie Draper-Hill", "Draper-Hill"]


def test_a_family_is_no_place(names: Finder) -> None:
    spans = names("The deputy, Marcus Webb, was flown to Wichita. The governor said she was praying for the Webbs.")
    assert "Webbs" not in {span.text for span in spans}


def test_a_surname_has_its_particles_wherever_it_stands_alone(names: Finder) -> None:
    spans = names(
        "Union leader Marijke de Wit left the room in Utrecht. “They lie,” de Wit told Ludovico di Rienzo. "
        "De Wit's deputy said nothing, and di Rienzo left with de Wit."
    )
    assert of_type(spans, SurfaceType.PERSON) == [
        "Marijke de Wit",
        "de Wit",
        "Ludovico di Rienzo",
        "De Wit",
        "di Rienzo",
        "de Wit",
    ]


def test_a_country_before_a_hyphen_is_found_behind_an_abbreviation_too(names: Finder) -> None:
    spans = names(
        "U.S.-backed rebels met a U.K.-based group in Amman. U.S.–China talks failed, a U.N.-backed court said."
    )
    assert [span.text for span in spans] == ["U.S.", "U.K.", "Amman", "U.S.", "China", "U.N."]


def test_vietnamese_names_are_found_whole(names: Finder) -> None:
    spans = names(
        "President To Lam met his counterpart for talks about a railway that crosses the border. To Lam said it would reach "
        "Lao Cai, and the minister visited Yen Bai. In the storm, Haiphong closed its port."
    )
    assert of_type(spans, SurfaceType.PERSON) == ["To Lam", "To Lam"]
    assert of_type(spans, SurfaceType.PLACE) == ["Lao Cai", "Yen Bai", "Haiphong"]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            "Amnesty International Kenya said police had used live bullets. A judge asked Amnesty International Kenya to act.",
            ["Amnesty International Kenya"] * 2,
        ),
        ("Greenpeace Germany protested, and Save the Children UK sent help.", ["Greenpeace Germany", "Save the Children UK"]),
        ("He told Reuters Kenya was ready. NATO Sweden talks began.", ["Reuters", "NATO"]),
    ],
)  # fmt: skip
def test_a_charity_keeps_the_country_of_its_branch(names: Finder, text: str, bodies: list[str]) -> None:
    assert of_type(names(text), SurfaceType.ORG) == bodies


def test_a_news_agency_is_not_called_news(names: Finder) -> None:
    assert of_type(names("Fars news agency reported that the ship had left."), SurfaceType.ORG) == ["Fars"]


@pytest.mark.parametrize(
    ("text", "clubs", "towns"),
    [
        (
            "Liverpool have won four matches. Liverpool defender Jan Berg said the fans in Liverpool were proud.",
            ["Liverpool", "Liverpool"],
            ["Liverpool"],
        ),
        (
            "Valencia signed the striker Diego Ruiz from Sevilla on Tuesday. Valencia play at Getafe next week.",
            ["Valencia", "Sevilla", "Valencia"],
            ["Getafe"],
        ),
        ("Napoli beat Bologna 2-1 on Sunday. Napoli coach Mario Ferri was happy.", ["Napoli", "Bologna", "Napoli"], []),
        ("Mayor Ana Lima of Boston left. Chicago lost to Boston 102-98.", ["Chicago", "Boston"], ["Boston"]),
        ("The storm hit Valencia on Tuesday. Valencia and Seville have opened shelters.", [], ["Valencia"] * 2 + ["Seville"]),
        ("Kyiv have agreed to it. Wales have made no rule.", [], ["Kyiv", "Wales"]),
        (
            "Wrexham have signed the goalkeeper Ana Lima from Cardiff. Cardiff is the capital of Wales.",
            ["Wrexham", "Cardiff"],
            ["Cardiff", "Wales"],
        ),
    ],
)  # fmt: skip
def test_a_club_is_told_from_the_town_that_it_is_called_like(
    names: Finder, text: str, clubs: list[str], towns: list[str]
) -> None:
    spans = names(text)
    assert of_type(spans, SurfaceType.ORG) == clubs
    assert of_type(spans, SurfaceType.PLACE) == towns


def test_both_halves_of_two_nationalities_name_their_countries(names: Finder) -> None:
    assert of_type(names("The British-Kenyan, who was not named, left."), SurfaceType.PLACE) == ["British", "Kenyan"]


def test_a_museum_that_is_visited_is_a_building_and_a_town_is_no_body(names: Finder) -> None:
    spans = names("Online lists at the Harwick Museum helped. The shell fell near the town of Yeoncheon on Friday.")
    assert of_type(spans, SurfaceType.PLACE) == ["Harwick Museum", "Yeoncheon"]


def test_money_is_called_by_its_country_and_does_not_name_it(names: Finder) -> None:
    spans = names("It cost a million U.S. dollars. The price in Canadian dollars fell, U.S. officials said.")
    assert of_type(spans, SurfaceType.PLACE) == ["U.S."]


def test_a_name_goes_on_behind_a_sheikh_in_it(names: Finder) -> None:
    spans = names("Somali President Hassan Sheikh Mohamud met Abiy Ahmed on Monday. Mohamud left.")
    assert of_type(spans, SurfaceType.PERSON) == ["Hassan Sheikh Mohamud", "Abiy Ahmed", "Mohamud"]


@pytest.mark.parametrize(
    ("text", "bodies", "places"),
    [
        ("The fund bought shares in Bioforma Inc of Dayton, Ohio.", ["Bioforma Inc"], ["Dayton", "Ohio"]),
        ("It lent money to Luzon Development Corp of Manila, which fell.", ["Luzon Development Corp"], ["Manila"]),
        ("Norwood Pastoral (Australia) Ltd said so on Monday.", ["Norwood Pastoral (Australia) Ltd"], []),
        ("The union KLB Havens called a strike. The strike hurt KLB Havens.", ["KLB Havens", "KLB Havens"], []),
        ("The receiver took over the Perth office of Norwood Corp.", ["Norwood Corp."], ["Perth"]),
        ("Peru said Perus miners had gone to Arica, Chiles port.", [], ["Peru", "Arica"]),
        ("Iran continued its Tabuk-8 operation near Basra.", [], ["Iran", "Basra"]),
        ("The principal U. S. makers are few.", [], ["U. S."]),
        ("A package was found at 12th Street and Third Avenue, police said.", [], ["12th Street and Third Avenue"]),
        ("Judges sat in The Hague. The Hague is a city.", [], ["The Hague", "The Hague"]),
        (
            "Her friends gave to the Peter and Anna Holm Foundation.",
            ["Peter and Anna Holm Foundation"],
            [],
        ),
    ],
)
def test_companies_crossings_and_foundations_are_cut_where_their_names_end(
    names: Finder, text: str, bodies: list[str], places: list[str]
) -> None:
    found = names(text)
    assert of_type(found, SurfaceType.ORG) == bodies
    assert of_type(found, SurfaceType.PLACE) == places
    assert of_type(found, SurfaceType.PERSON) == []


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ('"[Carlos] Moya was here," she said.', ["[Carlos] Moya"]),
        ('"Jerry [O\'Malley] and I are talking," she said.', ["Jerry [O'Malley]"]),
        ("The talks were led by Foreign Secretary Ma. Carmela Santos on Monday.", ["Ma. Carmela Santos"]),
        ("Police said Md. Rafiqul Islam was arrested.", ["Md. Rafiqul Islam"]),
    ],
)
def test_brackets_abbreviations_and_faiths_inside_a_personal_name_are_part_of_it(
    names: Finder, text: str, persons: list[str]
) -> None:
    assert of_type(names(text), SurfaceType.PERSON) == persons


def test_ranks_of_two_words_are_titles_and_end_no_sentence(names: Finder) -> None:
    spans = names(
        "He met Lt. Gen. Marcus Webb, and Maj. Gen. Ana Lima said that Lt. Col. Tom Hart had left. Brig. Gen. Omar Diaz agreed."
    )
    titles = {span.text: span.title.text for span in spans if span.title}
    assert titles == {
        "Marcus Webb": "Lt. Gen.",
        "Ana Lima": "Maj. Gen.",
        "Tom Hart": "Lt. Col.",
        "Omar Diaz": "Brig. Gen.",
    }
    assert len(spans) == 4
