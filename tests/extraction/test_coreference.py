"""Coreference: who is who in an article, seen through whole annotations."""

from collections.abc import Callable
from typing import Any
from unicodedata import normalize

import pytest

from kgexport.extraction.assemble import assemble
from kgexport.extraction.coreference import CoreferenceExtractor
from kgexport.extraction.draft import Draft, NameSpan
from kgexport.extraction.names import NameExtractor
from kgexport.extraction.parse import parse
from kgexport.extraction.posts import PostExtractor
from kgexport.extraction.quotations import QuotationExtractor
from kgexport.model import (
    AnnotatedArticle,
    AnonymousSource,
    Article,
    Mention,
    Organisation,
    OrganisationKind,
    Outlet,
    Person,
    PlaceKind,
    ReferringKind,
    SurfaceType,
    UnnamedAgent,
)

Found = Callable[..., Draft]


@pytest.fixture(scope="session")
def found(nlp: Any) -> Found:
    """``found(text, names)``: the draft after coreference over names that are given as ``Text/PERSON``, each occurrence."""

    def drafted(text: str, *names: str, **fields: Any) -> Draft:
        parsed = next(parse([Article(id="test", text=text, **fields)], nlp.nlp))
        draft = Draft()
        spans: list[NameSpan] = []
        for entry in names:
            name, surface = entry.rsplit("/", 1)
            adjective = surface.endswith("+")
            position = text.find(name)
            while position >= 0:
                taken = any(s.begin < position + len(name) and position < s.end for s in spans)
                if not taken:
                    spans.append(
                        NameSpan(
                            begin=position,
                            end=position + len(name),
                            text=name,
                            surface=SurfaceType(surface.removesuffix("+")),
                            adjective=adjective,
                        )
                    )
                position = text.find(name, position + len(name))
        spans.sort(key=lambda span: span.begin)
        draft.add(spans)
        draft.add(CoreferenceExtractor().extract(parsed, draft))
        return draft

    return drafted


def words(draft: Draft, name: str) -> list[str]:
    """The mentions of the one agent or place of that name, in reading order."""
    records = [*draft.agents.values(), *draft.places.values()]
    [record] = [r for r in records if name in (getattr(r, "name", None), getattr(r, "description", None))]
    return [mention.text for mention in record.mentions]


def people(draft: Draft) -> list[str]:
    return [agent.name for agent in draft.agents.values() if isinstance(agent, Person)]


def test_a_surname_and_a_polite_form_join_the_full_name(found: Found) -> None:
    draft = found("Angela Merkel spoke. Merkel left. Mrs. Merkel returned.", "Angela Merkel/PERSON", "Merkel/PERSON")
    assert people(draft) == ["Angela Merkel"]
    assert words(draft, "Angela Merkel") == ["Angela Merkel", "Merkel", "Merkel"]


def test_two_people_of_one_surname_stay_apart_and_courtesy_titles_tell_them(found: Found) -> None:
    text = "Hillary Clinton spoke first. Bill Clinton came later. Mr. Clinton was late. Mrs. Clinton was not."
    draft = found(text, "Hillary Clinton/PERSON", "Bill Clinton/PERSON", "Clinton/PERSON")
    bill, hillary = (next(a for a in draft.agents.values() if getattr(a, "name", "") == n) for n in people(draft)[::-1])
    assert [m.begin for m in hillary.mentions] == [0, text.index("Mrs. Clinton") + 5]
    assert [m.begin for m in bill.mentions] == [text.index("Bill"), text.index("Mr. Clinton") + 4]


def test_a_surname_before_two_full_names_belongs_to_neither(found: Found) -> None:
    draft = found(
        "Koch won. Later David Koch met Charles Koch.", "David Koch/PERSON", "Charles Koch/PERSON", "Koch/PERSON"
    )
    assert sorted(people(draft)) == ["Charles Koch", "David Koch", "Koch"]


def test_transliterations_and_particles_are_one_surname(found: Found) -> None:
    draft = found(
        "Volodymyr Zelenskyy left. Zelensky slept. Louis van Gaal spoke. Van Gaal went.",
        "Volodymyr Zelenskyy/PERSON",
        "Zelensky/PERSON",
        "Louis van Gaal/PERSON",
        "Van Gaal/PERSON",
    )
    assert people(draft) == ["Volodymyr Zelenskyy", "Louis van Gaal"]


def test_a_body_owns_its_acronym_its_short_form_and_its_name_without_country(found: Found) -> None:
    text = (
        "The International Energy Agency met. The IEA agreed. Lockheed Martin paid. Lockheed won. "
        "The U.S. State Department wrote. The State Department waited."
    )
    names = (
        "International Energy Agency",
        "IEA",
        "Lockheed Martin",
        "Lockheed",
        "U.S. State Department",
        "State Department",
    )
    draft = found(text, *(f"{name}/ORG" for name in names))
    assert words(draft, "International Energy Agency") == ["International Energy Agency", "IEA"]
    assert words(draft, "Lockheed Martin") == ["Lockheed Martin", "Lockheed"]
    assert words(draft, "U.S. State Department") == ["U.S. State Department", "State Department"]


def test_a_short_form_of_two_bodies_is_neither(found: Found) -> None:
    text = "Delta Airlines sued Delta Motors. Delta refused."
    draft = found(text, "Delta Airlines/ORG", "Delta Motors/ORG", "Delta/ORG")
    assert words(draft, "Delta") == ["Delta"]


def test_all_names_of_a_country_are_one_place(found: Found) -> None:
    text = "The United States voted. U.S. troops stayed. American exports rose in America."
    draft = found(text, "United States/PLACE", "U.S./PLACE+", "American/PLACE+", "America/PLACE")
    assert words(draft, "United States") == ["United States", "U.S.", "American", "America"]
    assert next(iter(draft.places.values())).country == "US"


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Moscow rejected the plan.", True),
        ("Talks between Moscow and Kyiv resumed.", True),
        ("Officials praised Moscow's decision to wait.", True),
        ("The minister landed in Moscow.", False),
        ("They flew from Moscow to Kyiv.", False),
        ("The court upheld a ban by Moscow's mayor.", False),
    ],
)
def test_a_capital_is_a_government_where_it_acts_and_a_place_elsewhere(found: Found, text: str, actor: bool) -> None:
    draft = found(text, "Moscow/PLACE", "Kyiv/PLACE")
    [(target, mention)] = [(t, m) for t, m in draft.mentions_in(0, len(text)) if m.text == "Moscow"]
    assert (target in draft.agents) is actor
    assert (mention.kind is ReferringKind.METONYM) is actor
    assert mention.surface is SurfaceType.PLACE


def test_an_acting_country_is_a_place_and_has_a_government(found: Found) -> None:
    draft = found("Iran rejected the demand. Iran lies east of Iraq.", "Iran/PLACE", "Iraq/PLACE")
    assert words(draft, "Iran") == ["Iran", "Iran"]
    assert words(draft, "Government of Iran") == ["Iran"]


def test_a_seat_is_a_building_after_at_and_a_body_elsewhere(found: Found) -> None:
    draft = found("They met at the White House. A White House aide smiled.", "White House/PLACE")
    body = next(a for a in draft.agents.values() if isinstance(a, Organisation))
    assert body.organisation_kind is OrganisationKind.GOVERNMENT
    assert [m.begin for m in body.mentions] == [31]
    assert [m.begin for m in next(iter(draft.places.values())).mentions] == [16]


def test_pronouns_follow_gender_and_subject(found: Found) -> None:
    text = "Angela Merkel met Emmanuel Macron. She thanked him. He praised her."
    draft = found(text, "Angela Merkel/PERSON", "Emmanuel Macron/PERSON")
    assert words(draft, "Angela Merkel") == ["Angela Merkel", "She", "her"]
    assert words(draft, "Emmanuel Macron") == ["Emmanuel Macron", "him", "He"]


def test_a_pronoun_is_not_its_own_subjects_object(found: Found) -> None:
    draft = found("Paul Smith called. Robert Jones met him.", "Paul Smith/PERSON", "Robert Jones/PERSON")
    assert words(draft, "Paul Smith") == ["Paul Smith", "him"]


def test_it_in_it_is_clear_means_nobody(found: Found) -> None:
    draft = found("Boeing won. It is clear that the price mattered.", "Boeing/ORG")
    assert words(draft, "Boeing") == ["Boeing"]


def test_the_company_and_its_mean_the_one_company_named(found: Found) -> None:
    draft = found("Acme Corp lost money. The company cut its staff.", "Acme Corp/ORG")
    assert words(draft, "Acme Corp") == ["Acme Corp", "The company", "its"]


def test_the_company_of_two_companies_is_unresolved(found: Found) -> None:
    draft = found("Acme Corp sued Globex Corp. The company lost.", "Acme Corp/ORG", "Globex Corp/ORG")
    assert "The company" not in words(draft, "Acme Corp") + words(draft, "Globex Corp")


def test_titles_tell_whom_a_description_means(found: Found) -> None:
    text = (
        "French President Emmanuel Macron met German Chancellor Friedrich Merz. The German leader smiled. "
        "The French president left."
    )
    draft = found(text, "Emmanuel Macron/PERSON", "Friedrich Merz/PERSON", "French/PLACE+", "German/PLACE+")
    assert words(draft, "Friedrich Merz") == ["Friedrich Merz", "The German leader"]
    assert words(draft, "Emmanuel Macron") == ["Emmanuel Macron", "The French president"]


def test_a_description_that_fits_two_people_is_unresolved(found: Found) -> None:
    text = "President Emmanuel Macron met President Javier Milei. The president smiled."
    draft = found(text, "Emmanuel Macron/PERSON", "Javier Milei/PERSON")
    assert "The president" not in words(draft, "Emmanuel Macron") + words(draft, "Javier Milei")


def test_the_president_is_not_the_former_president(found: Found) -> None:
    draft = found("Former President Barack Obama spoke. The president listened.", "Barack Obama/PERSON")
    assert words(draft, "Barack Obama") == ["Barack Obama"]


def test_the_head_of_something_else_is_somebody_else(found: Found) -> None:
    draft = found("President Javier Milei spoke. The president of the committee left.", "Javier Milei/PERSON")
    assert words(draft, "Javier Milei") == ["Javier Milei"]


def test_a_noun_with_its_name_after_it_is_that_name(found: Found) -> None:
    draft = found("The airline, Globex Air, said it would fly.", "Globex Air/ORG")
    assert words(draft, "Globex Air") == ["Globex Air", "it"]


def test_an_object_that_is_forced_to_act_owns_what_it_acts_on(found: Found) -> None:
    draft = found("Brussels fined the firm. The regulator forced Acme to cut its prices.", "Acme/ORG")
    assert "its" in words(draft, "Acme")


def test_her_majesty_is_no_pronoun(found: Found) -> None:
    draft = found("Jane Smith wrote. Her Majesty answered.", "Jane Smith/PERSON")
    assert words(draft, "Jane Smith") == ["Jane Smith"]


def test_a_place_lies_in_the_country_after_its_comma(found: Found) -> None:
    draft = found("A bomb fell on Aden, Yemen. Envoys left Oslo, Geneva and Rome.", *(f"{n}/PLACE" for n in _TOWNS))
    within = {place.name: place.within for place in draft.places.values()}
    assert within == {"Aden": "place-21", "Yemen": None, "Oslo": None, "Geneva": None, "Rome": None}


_TOWNS = ("Aden", "Yemen", "Oslo", "Geneva", "Rome")


def test_his_administration_is_the_government_of_his_country(found: Found) -> None:
    text = "French President Emmanuel Macron spoke. He said his administration would wait."
    draft = found(text, "Emmanuel Macron/PERSON", "French/PLACE+")
    assert words(draft, "Government of France") == ["his administration"]


def test_a_post_implies_the_government_without_a_mention_of_it(found: Found) -> None:
    draft = found("French President Emmanuel Macron spoke.", "Emmanuel Macron/PERSON", "French/PLACE+")
    [government] = [a for a in draft.agents.values() if isinstance(a, Organisation)]
    assert (government.name, government.country, government.mentions) == ("Government of France", "FR", ())
    assert government.inferred_from is not None and government.inferred_from.text == "French"


def test_the_two_leaders_are_the_pair_named_before(found: Found) -> None:
    text = "Emmanuel Macron called Friedrich Merz. The two leaders agreed."
    draft = found(text, "Emmanuel Macron/PERSON", "Friedrich Merz/PERSON")
    [group] = [a for a in draft.agents.values() if isinstance(a, UnnamedAgent)]
    assert (group.description, group.members) == ("The two leaders", ("person-0", "person-23"))


def test_the_two_leaders_of_three_have_no_members(found: Found) -> None:
    text = "Emmanuel Macron, Friedrich Merz and Keir Starmer met. The two leaders agreed."
    draft = found(text, "Emmanuel Macron/PERSON", "Friedrich Merz/PERSON", "Keir Starmer/PERSON")
    assert all(not a.members for a in draft.agents.values() if isinstance(a, UnnamedAgent))


def test_both_sides_are_the_two_countries_and_not_who_urges_them(found: Found) -> None:
    text = "Egypt hosted envoys from Sudan and Ethiopia. Egypt urged both sides to agree."
    draft = found(text, "Egypt/PLACE", "Sudan/PLACE", "Ethiopia/PLACE")
    [group] = [a for a in draft.agents.values() if isinstance(a, UnnamedAgent) and a.members]
    names = [draft.places[member].name for member in group.members]
    assert names == ["Sudan", "Ethiopia"]


def test_an_outlet_is_told_by_the_gazetteer_or_as_the_publisher(found: Found) -> None:
    text = "The Valley Courier reported it. Reuters confirmed it. Acme did not."
    draft = found(text, "Valley Courier/ORG", "Reuters/ORG", "Acme/ORG", publisher="The Valley Courier")
    assert [a.name for a in draft.agents.values() if isinstance(a, Outlet)] == ["Valley Courier", "Reuters"]


def test_i_in_a_quotation_is_its_speaker(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate('"I will not resign," Angela Merkel said on Tuesday. "My work goes on."')
    [merkel] = [a for a in annotated.agents if isinstance(a, Person)]
    assert [m.text for m in merkel.mentions][:2] == ["I", "Angela Merkel"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "it rained",
        "TRUMP MET PUTIN. THE TWO LEADERS AGREED. HE LEFT.",
        "trump met putin and he left. the two leaders said both sides agreed.",
        "🙂🙂 Ahmed 😀 said he 🙂 left.",
        "قال محمد إن الرئيس سافر. Ahmed said he left.",
        "he " * 300,
        "the two leaders both sides " * 50,
        "( ( ( the official ) ) ) said: — said he, she, it",
    ],
)
def test_any_text_is_taken_and_every_mention_is_its_text(nlp: Any, text: str) -> None:
    parsed = next(parse([Article(id="test", text=text)], nlp.nlp))
    draft = Draft()
    for step in (NameExtractor(), QuotationExtractor(), CoreferenceExtractor(), PostExtractor()):
        draft.add(step.extract(parsed, draft))
    annotated = assemble(parsed, draft)
    for record in (*annotated.agents, *annotated.places):
        assert all(mention.text == text[mention.begin : mention.end] for mention in record.mentions)
    assert len(set(annotated.ids())) == len(list(annotated.ids()))


def test_one_name_thousands_of_times_is_one_agent(found: Found) -> None:
    draft = found("Obama spoke. " * 2000, "Obama/PERSON")
    assert [len(agent.mentions) for agent in draft.agents.values()] == [2000]


def test_a_name_in_brackets_in_its_own_script_is_the_same_person(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "President Volodymyr Zelensky (Володимир Зеленський) met Xi Jinping (习近平) in Astana on Monday."
    )
    people = {
        each.name: [mention.text for mention in each.mentions] for each in annotated.agents if isinstance(each, Person)
    }
    assert people["Xi Jinping"] == ["Xi Jinping", "习近平"]
    assert people["Volodymyr Zelensky"] == ["Volodymyr Zelensky", "Володимир Зеленський"]


def places_of(annotated: AnnotatedArticle) -> dict[str, tuple[str | None, str | None]]:
    """Name -> (country, name of the place it lies in)."""
    names = {place.id: place.name for place in annotated.places}
    return {place.name: (place.country, names.get(place.within or "")) for place in annotated.places}


@pytest.mark.parametrize(
    ("text", "name", "country", "within"),
    [
        ("He was born in Tillabéri, Niger, in 1960.", "Tillabéri", "NE", "Niger"),
        ("Floods swept through Char Kolmi district, Bangladesh, on Sunday.", "Char Kolmi", "BD", "Bangladesh"),
        ("A fire broke out in White Plains, New York, on Sunday.", "White Plains", "US", "New York"),
        ("The storm hit Florida's West Palm Beach on Sunday.", "West Palm Beach", "US", "Florida"),
        ("The storm hit Palm Beach County in Florida on Sunday.", "Palm Beach County", "US", "Florida"),
        ("Talks were held in Geneva, Germany and France on Sunday.", "Geneva", "CH", None),
        ("Voters in Alabama, Arkansas and Colorado chose on Sunday.", "Alabama", "US", None),
    ],
)
def test_a_place_lies_in_another_where_the_text_says_so_and_not_in_a_list(
    annotate: Callable[..., AnnotatedArticle], text: str, name: str, country: str, within: str | None
) -> None:
    assert places_of(annotate(text))[name] == (country, within)


def test_a_state_that_is_called_like_a_city_is_a_region(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("A fire broke out in White Plains, New York, on Sunday.")
    assert [place.place_kind for place in annotated.places if place.name == "New York"] == [PlaceKind.REGION]


def test_a_counterpart_holds_the_same_post_so_that_the_post_alone_means_neither(
    annotate: Callable[..., AnnotatedArticle],
) -> None:
    annotated = annotate(
        "Turkey's foreign minister, Hakan Yilmaz, and his Ukrainian counterpart, Andrii Bondar, met in Ankara. "
        "The foreign minister said the deal would help. The Ukrainian minister said that talks went on."
    )
    people = {each.name: {m.text for m in each.mentions} for each in annotated.agents if isinstance(each, Person)}
    assert "The foreign minister" not in people["Hakan Yilmaz"] | people["Andrii Bondar"]
    assert "The Ukrainian minister" in people["Andrii Bondar"]
    assert not any(isinstance(each, AnonymousSource) for each in annotated.agents)


def test_a_surname_of_two_who_are_spoken_of_together_is_neither(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("Kyoko Kimura and her daughter Hana Kimura lived in Tokyo. Kimura said that she was sad.")
    people = {each.name: [m.text for m in each.mentions] for each in annotated.agents if isinstance(each, Person)}
    assert "Kimura" not in people["Kyoko Kimura"] + people["Hana Kimura"]


def test_a_surname_stays_with_the_one_whom_the_article_calls_so_all_along(
    annotate: Callable[..., AnnotatedArticle],
) -> None:
    annotated = annotate(
        "Karl Brandt opened the port. Brandt thanked the crews. Brandt praised the town. Brandt had built the quay. "
        "Brandt had paid for it. His son Emil Brandt runs the ferries and lives by the sea with the ferrymen of the town. "
        "Brandt said the port was safe."
    )
    people = {each.name: [m.text for m in each.mentions] for each in annotated.agents if isinstance(each, Person)}

    assert people["Karl Brandt"].count("Brandt") == 5
    assert people["Emil Brandt"].count("Brandt") == 0


def test_ministers_of_two_countries_have_no_single_affiliation(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("The foreign ministers of France and Germany said on Monday that they had agreed.")
    assert [each.affiliation for each in annotated.agents if isinstance(each, UnnamedAgent)] == [None]


def test_an_acting_country_is_spoken_of_as_its_government(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("Turkey agreed on Thursday to extend the deal, it said in a statement.")
    [government] = [each for each in annotated.agents if isinstance(each, Organisation)]
    assert [mention.text for mention in government.mentions] == ["Turkey", "it"]


@pytest.mark.parametrize(
    ("text", "country", "kind"),
    [
        ("Georgia will hold elections, officials in Tbilisi said.", "GE", PlaceKind.COUNTRY),
        ("Voters in Georgia, Texas and Alabama stayed at home, officials in Atlanta said.", "US", PlaceKind.REGION),
        ("A man was arrested in Georgia on Monday.", None, PlaceKind.OTHER),
    ],
)
def test_georgia_is_a_country_a_state_or_left_open(
    annotate: Callable[..., AnnotatedArticle], text: str, country: str | None, kind: PlaceKind
) -> None:
    [place] = [place for place in annotate(text).places if place.name == "Georgia"]
    assert (place.country, place.place_kind) == (country, kind)


def people_of(annotated: AnnotatedArticle) -> dict[str, list[str]]:
    """Name -> the texts of the mentions."""
    return {each.name: [m.text for m in each.mentions] for each in annotated.agents if isinstance(each, Person)}


def bodies_of(annotated: AnnotatedArticle) -> dict[str, list[str]]:
    """Name -> the texts of the mentions."""
    return {each.name: [m.text for m in each.mentions] for each in annotated.agents if isinstance(each, Organisation)}


def test_a_name_in_the_capitals_of_a_dateline_is_shown_in_small_letters(
    annotate: Callable[..., AnnotatedArticle],
) -> None:
    annotated = annotate("TALLINN — Ministers met in Tallinn on Monday. UNESCO sent an observer.")
    assert "UNESCO" in bodies_of(annotated)
    assert [place.name for place in annotated.places] == ["Tallinn"]
    annotated = annotate("TASHKENT (Agency) — Ministers met on Monday.")
    assert [place.name for place in annotated.places] == ["Tashkent"]
    assert set(bodies_of(annotated)) == {"Agency"}, "a dateline is a place and no government"


def test_new_york_is_a_state_or_a_city_by_what_stands_around_it(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "The governor of New York spoke in Albany, New York. Police in New York arrested three men, and the mayor of "
        "New York City thanked them."
    )
    texts = {
        place.place_kind: [m.begin for m in place.mentions] for place in annotated.places if place.name == "New York"
    }
    text = annotated.article.text
    assert texts[PlaceKind.REGION] == [text.index("New York spoke"), text.index("New York. Police")]
    assert texts[PlaceKind.SETTLEMENT] == [text.index("New York arrested")]


def test_one_city_has_one_place_with_and_without_city_behind_its_name(
    annotate: Callable[..., AnnotatedArticle],
) -> None:
    annotated = annotate("The mayor of New York City spoke on Monday. Police in New York arrested three men.")
    assert [[m.text for m in place.mentions] for place in annotated.places] == [["New York City", "New York"]]


def test_the_president_is_neither_the_former_vice_president_nor_the_president_elect(
    annotate: Callable[..., AnnotatedArticle],
) -> None:
    annotated = annotate(
        "Nico Brandt, the former vice-president of Namibia, died on Sunday. President-elect Ana Lima thanked President "
        "Peter Frei. The president said that he was sad. The incoming president agreed."
    )
    people = people_of(annotated)
    assert people["Nico Brandt"] == ["Nico Brandt"]
    assert "The president" in people["Peter Frei"]
    assert "The incoming president" in people["Ana Lima"]


def test_a_model_of_something_is_nobody(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "Planetary scientist Vlada Tomic developed a new chemical model of oxygen. The model was published in May. "
        "Reporters caught up with him on Monday."
    )
    assert people_of(annotated)["Vlada Tomic"] == ["Vlada Tomic", "him"]


def test_two_people_who_act_together_are_they_rather_than_a_body(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "Peter Frei and Paul Brandt work for the Kestrel Institute. Frei and Brandt said that they would return in May."
    )
    assert bodies_of(annotated) == {"Kestrel Institute": ["Kestrel Institute"]}


def test_an_acronym_from_another_language_is_told_by_its_brackets(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("Scientists used a model of the German Aerospace Center (DLR) in Bonn. The DLR published it.")
    assert bodies_of(annotated)["German Aerospace Center"] == ["German Aerospace Center", "DLR", "DLR"]


def test_a_city_that_mourns_is_no_government(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("Paris is mourning its dead after the fire, the mayor said.")
    assert bodies_of(annotated) == {}
    assert [place.name for place in annotated.places] == ["Paris"]


def test_a_surname_that_opens_a_sentence_is_its_bearer(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("Chris Fallows went to sea in May. Fallows remarked that the water was cold.")
    assert people_of(annotated) == {"Chris Fallows": ["Chris Fallows", "Fallows"]}
    assert not any(isinstance(each, UnnamedAgent) for each in annotated.agents)


def test_accents_that_are_written_apart_change_nothing(annotate: Callable[..., AnnotatedArticle]) -> None:
    text = "José Martínez met Zoë Müller in Málaga. Martínez said the São Paulo office would close."
    composed, apart = (annotate(normalize(form, text)) for form in ("NFC", "NFD"))
    assert people_of(composed).keys() == people_of(apart).keys() == {"José Martínez", "Zoë Müller"}
    assert (
        [place.name for place in composed.places] == [place.name for place in apart.places] == ["Málaga", "São Paulo"]
    )
    assert [len(agent.mentions) for agent in apart.agents] == [len(agent.mentions) for agent in composed.agents]
    assert all(m.text == apart.article.text[m.begin : m.end] for agent in apart.agents for m in agent.mentions)


def test_a_post_in_a_headline_is_whom_the_lead_names(annotate: Callable[..., AnnotatedArticle]) -> None:
    title = "Senator says she was misled about the sale"
    annotated = annotate(
        f"{title}\n\nSenator Elena Marsh accused Thomas Keane on Tuesday of hiding the sale of the port.",
        title=Mention.of(title, 0, len(title)),
    )
    (marsh,) = [each for each in annotated.agents if isinstance(each, Person) and each.name == "Elena Marsh"]
    assert {mention.text for mention in marsh.mentions} >= {"Senator", "she", "Elena Marsh"}
    assert not [each for each in annotated.agents if isinstance(each, AnonymousSource)]


def test_the_newspaper_is_the_paper_that_reported_and_nobody_anonymous(
    annotate: Callable[..., AnnotatedArticle],
) -> None:
    annotated = annotate(
        "The Harbour Ledger reported last month that Thomas Keane had met Rita Calloway. The newspaper cited three people with "
        "direct knowledge of the meeting."
    )
    (paper,) = [each for each in annotated.agents if isinstance(each, Outlet)]
    assert [mention.text for mention in paper.mentions] == ["Harbour Ledger", "The newspaper"]
    sources = [each.description for each in annotated.agents if isinstance(each, AnonymousSource)]
    assert all("newspaper" not in source for source in sources)


@pytest.mark.parametrize("name", ["Georgetown", "San José", "Kingston"])
def test_a_capital_that_shares_its_name_has_no_country_by_its_name(
    name: str, annotate: Callable[..., AnnotatedArticle]
) -> None:
    annotated = annotate(f"Anna Lund met Peter Frei at a restaurant in {name} on Monday.")
    assert {place.country for place in annotated.places} == {None}


def test_belonging_to_a_party_is_no_post(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("Elena Marsh, a Democrat from Oregon, said that she would resign.")
    assert annotated.memberships == ()


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("On Sunday, President of Argentina Alberto Ferrero announced that he will send a bill.", "Alberto Ferrero"),
        (
            "The director of Argentina's Amnesty International, Mariela Belsky, said that she was glad.",
            "Mariela Belsky",
        ),
        ("Ana Lima, the mayor of Porto, Portugal, said that she was glad.", "Ana Lima"),
        (
            "Leader of the opposition in the assembly Omar Farid Khan said on Monday that he was glad.",
            "Omar Farid Khan",
        ),
        ("Green Party mayoral candidate Lin Mei-hua (林美華) yesterday vowed to reopen the harbour.", "Lin Mei-hua"),
    ],
)
def test_a_title_with_its_name_beside_it_is_nobody_else(
    annotate: Callable[..., AnnotatedArticle], text: str, person: str
) -> None:
    annotated = annotate(text)
    assert list(people_of(annotated)) == [person]
    assert not any(isinstance(each, UnnamedAgent) for each in annotated.agents)


def test_what_merely_happens_to_a_country_is_not_done_by_its_government(
    annotate: Callable[..., AnnotatedArticle],
) -> None:
    assert bodies_of(annotate("Portugal can go forward now, and France saw few protests.")) == {}
    assert list(bodies_of(annotate("Portugal rejected the deal."))) == ["Government of Portugal"]


def test_an_acronym_that_is_known_by_itself_is_the_body_before_its_brackets(
    annotate: Callable[..., AnnotatedArticle],
) -> None:
    annotated = annotate("The Federal Security Service (FSB) denied it on Monday. The FSB gave no reason.")
    assert bodies_of(annotated) == {"Federal Security Service": ["Federal Security Service", "FSB", "FSB"]}
    assert len(bodies_of(annotate("Photographs came from Reuters (AFP) on Monday."))) == 2


def test_a_company_in_full_is_not_short_for_another(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "Kestrel Motors Acceptance Corp sued on Monday. Kestrel Motors Corp said that it was surprised."
    )
    assert list(bodies_of(annotated)) == ["Kestrel Motors Acceptance Corp", "Kestrel Motors Corp"]


def test_a_relative_of_nearly_the_same_name_is_somebody_else(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "Gloria Vandermeer died on Monday. She was raised in a town by her widowed mother, Gloria Morgan Vandermeer, and by "
        "an aunt who had come from the north. Her son Anders Cooper said that he was sad. Vandermeer was 95."
    )
    people = people_of(annotated)
    assert people["Gloria Morgan Vandermeer"] == ["Gloria Morgan Vandermeer"]
    assert people["Gloria Vandermeer"][-1] == "Vandermeer"
    assert people["Anders Cooper"][0] == "Anders Cooper"
    assert not any(isinstance(each, UnnamedAgent) and "Cooper" in each.description for each in annotated.agents)


def test_who_comes_as_a_fan_is_nobody_new(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        'Alice Tipton came as a fan. "It was easier then," Tipton said. She held a panel on her career.'
    )
    assert people_of(annotated)["Alice Tipton"] == ["Alice Tipton", "Tipton", "She", "her"]


def test_the_next_chair_is_not_the_one_of_today(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "Elena Marsh, the chair of the committee, left. The next permanent chair will be chosen in May."
    )
    assert people_of(annotated)["Elena Marsh"] == ["Elena Marsh"]


def test_a_country_of_two_words_keeps_both(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("He wanted to reassure Burkina Faso that Ghana remained a friend.")
    assert {(place.name, place.country) for place in annotated.places} == {("Burkina Faso", "BF"), ("Ghana", "GH")}


def test_they_are_no_place(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("Angela Merkel met Barack Obama in Lisbon in August, their first encounter in seven years.")
    assert [[mention.text for mention in place.mentions] for place in annotated.places] == [["Lisbon"]]


def test_they_in_a_quotation_are_no_body_that_the_article_speaks_of(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "Beijing has said that it hopes for talks.\n\nRahul Varma mocked the plan: “They call it strategy. I call it hiding.”"
    )
    assert not any(
        "They" in [m.text for m in each.mentions] for each in annotated.agents if isinstance(each, Organisation)
    )


def test_a_mediator_whose_name_follows_is_no_source_without_one(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "The African Union's mediator, President Faure Kolani, is expected in Doha, though his minister, Robert Dossou, "
        "told reporters that no date had been fixed."
    )
    assert not any(isinstance(each, AnonymousSource) for each in annotated.agents)
    assert "his" in people_of(annotated)["Faure Kolani"]


@pytest.mark.parametrize(
    "text",
    [
        "The minister removed the head of Jakarta's police on Tuesday.",
        "A fan died, and Nairobi's police denied that they had fired. A court ruled.",
    ],
)
def test_a_capitals_police_are_the_citys_and_make_it_no_government(
    annotate: Callable[..., AnnotatedArticle], text: str
) -> None:
    assert not any(name.startswith("Government of") for name in bodies_of(annotate(text)))


def test_a_name_told_as_the_acronym_of_another_one_is_the_same_body(
    annotate: Callable[..., AnnotatedArticle],
) -> None:
    annotated = annotate(
        "The Zawra Liberation Front, known by its French acronym FLZ, denied it on Monday. The FLZ said the drivers fled."
    )
    said = bodies_of(annotated)["Zawra Liberation Front"]
    assert [name for name in said if name != "its"] == ["Zawra Liberation Front", "FLZ", "FLZ"]


def test_a_first_name_is_whose_it_is_rather_than_one_of_whom_it_is_the_middle_name(
    annotate: Callable[..., AnnotatedArticle],
) -> None:
    annotated = annotate(
        "Contractor Hussein Abdi Noor was charged on Monday. His lawyer accused the agency's chief, Abdi Mohamud, of bias. "
        "Abdi could not be reached."
    )
    assert people_of(annotated)["Abdi Mohamud"] == ["Abdi Mohamud", "Abdi"]


def test_whom_the_article_calls_by_the_first_name_is_not_meant_by_the_last(
    annotate: Callable[..., AnnotatedArticle],
) -> None:
    annotated = annotate(
        "General Listyo Sigit Prabowo removed an officer on Tuesday, and Listyo told reporters why. "
        "President Prabowo Subianto had been told. Prabowo would meet the families, an aide said."
    )
    people = people_of(annotated)
    assert people["Listyo Sigit Prabowo"][:2] == ["Listyo Sigit Prabowo", "Listyo"]
    assert people["Prabowo Subianto"] == ["Prabowo Subianto", "Prabowo"]


@pytest.mark.parametrize("name", ["Dodge City Police Department", "International Crisis Group"])
def test_a_towns_police_are_no_ministry_and_a_group_of_analysts_is_no_company(
    annotate: Callable[..., AnnotatedArticle], name: str
) -> None:
    annotated = annotate(f"The {name} said on Monday that nobody had been hurt.")
    (body,) = [agent for agent in annotated.agents if isinstance(agent, Organisation)]
    assert body.name == name
    assert body.organisation_kind not in (OrganisationKind.MINISTRY, OrganisationKind.COMPANY)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The M23 rebel group seized the town on Wednesday. M23 denied it.", "M23"),
        ("The Wagner mercenary group left Mali in June. Wagner had been there since 2021.", "Wagner"),
        ("The Nikkei newspaper said on Monday that the deal was signed. The Nikkei had seen it.", "The Nikkei"),
    ],
)
def test_what_a_body_is_behind_its_name_is_nobody_else(
    annotate: Callable[..., AnnotatedArticle], text: str, body: str
) -> None:
    annotated = annotate(text)
    assert set(bodies_of(annotated)) == {body}
    assert not any(
        isinstance(agent, UnnamedAgent | AnonymousSource) and body in agent.description for agent in annotated.agents
    )


def test_a_friend_of_somebody_is_somebody_else(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("A friend of activist Ana Lima said that the port was shut.")
    unnamed = [each.description for each in annotated.agents if isinstance(each, UnnamedAgent)]
    assert unnamed == ["A friend of activist Ana Lima"]


@pytest.mark.parametrize(
    ("text", "group", "members"),
    [
        (
            "Her lawyers Tom Rust and Eva Lind told the court that Ana Keller was ill. They said she would not come.",
            "Her lawyers Tom Rust and Eva Lind",
            ["Tom Rust", "Eva Lind"],
        ),
        (
            "The foreign ministers Tom Rust, Eva Lind and Ana Keller said the ship was late.",
            "The foreign ministers Tom Rust, Eva Lind and Ana Keller",
            ["Tom Rust", "Eva Lind", "Ana Keller"],
        ),
    ],
)
def test_a_plural_with_the_names_of_all_behind_it_is_the_group_of_these(
    annotate: Callable[..., AnnotatedArticle], text: str, group: str, members: list[str]
) -> None:
    annotated = annotate(text)
    names = {each.id: each.name for each in annotated.agents if isinstance(each, Person)}
    groups = [each for each in annotated.agents if isinstance(each, UnnamedAgent) and each.members]
    assert [(each.description, [names[member] for member in each.members]) for each in groups] == [(group, members)]
    assert {each.speaker for each in annotated.statements} == {groups[0].id}


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Ana Lima was seen in tears. The 32-year-old said that she was tired.", ["The 32-year-old", "she"]),
        ("Ana Lima was seen in tears. The mother-of-two left when she was told.", ["The mother-of-two", "she"]),
        ("Ana Lima met a 32-year-old. She said that it was late.", ["She"]),
        ("Ana Lima met Tom Berg. The 32-year-old said that it was late.", ["The 32-year-old"]),
    ],
)
def test_an_age_or_the_number_of_children_is_the_person_spoken_of(
    annotate: Callable[..., AnnotatedArticle], text: str, mentions: list[str]
) -> None:
    found = next(each for each in annotate(text).agents if isinstance(each, Person) and each.name == "Ana Lima")
    assert [mention.text for mention in found.mentions if mention.kind is not ReferringKind.NAME] == mentions


@pytest.mark.parametrize(
    ("text", "former"),
    [
        ("Tom Berg served as mayor of Lund. The former mayor said that it was late.", "The former mayor"),
        ("Mr Berg stepped down as chairman in May. The former chairman said that it was late.", "The former chairman"),
        (
            "Mr Berg said he could have continued as Prime Minister. The former Prime Minister said that it was late.",
            "The former Prime Minister",
        ),
    ],
)
def test_who_served_as_something_is_the_former_one_and_the_office_is_nobody(
    annotate: Callable[..., AnnotatedArticle], text: str, former: str
) -> None:
    annotated = annotate(text)
    (person,) = annotated.agents
    assert former in [mention.text for mention in person.mentions]


def pronouns_of(annotated: AnnotatedArticle, name: str) -> list[str]:
    person = next(each for each in annotated.agents if getattr(each, "name", None) == name)
    return [mention.text for mention in person.mentions if mention.kind is ReferringKind.PRONOUN]


def test_who_is_asked_is_whoever_answers(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "Vera Holm arrived. Asked if she would stand again, Ana Keller said she had not decided. "
        "Asked to point him out, Tom Berg nodded."
    )
    assert pronouns_of(annotated, "Ana Keller") == ["she", "she"]
    assert pronouns_of(annotated, "Vera Holm") == []
    assert pronouns_of(annotated, "Tom Berg") == []


@pytest.mark.parametrize(
    "text",
    [
        "Reporters from the Lund Post fought the stars who flaunt their wealth and brag about their houses.",
        "Ana Keller thanked Acme Corp and Zenith Labs for their help.",
        "The Lund City Council had passed a law. Tom Berg sued, but it was rejected by the council.",
        "The Lund Post has asked two of them. Tom Berg makes it three.",
        "The Lund Post is late when it comes to sports.",
    ],
)
def test_pronouns_that_mean_no_single_body_stay_open(annotate: Callable[..., AnnotatedArticle], text: str) -> None:
    bodies = [each for each in annotate(text).agents if isinstance(each, Organisation)]
    assert [m.text for each in bodies for m in each.mentions if m.kind is ReferringKind.PRONOUN] == []


def test_he_in_what_somebody_said_is_who_said_it(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("Tom Berg left. He met a man that said he had slept.")
    assert pronouns_of(annotated, "Tom Berg") == ["He"]


def test_a_name_that_somebody_is_known_by_is_the_same_person(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "Wang Xuanli, known as Wang Chengli to her fans, left on Monday. Wang said that it was late. "
        "Ana Lima, better known as Anita Sol, stayed."
    )
    assert people_of(annotated) == {
        "Wang Xuanli": ["Wang Xuanli", "Wang Chengli", "her", "Wang"],
        "Ana Lima": ["Ana Lima", "Anita Sol"],
    }


def test_an_acronym_between_commas_is_the_body_before_and_a_list_names_several(
    annotate: Callable[..., AnnotatedArticle],
) -> None:
    annotated = annotate(
        "The Confederation of Dock Unions, CDU, said it would strike. The BBC, CNN, and others were there."
    )
    assert set(bodies_of(annotated)) == {"Confederation of Dock Unions", "BBC", "CNN"}


def test_many_who_do_something_are_they(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "Acme Corp grew. Many joined Acme Corp believing that they had no other way to defend their homes."
    )
    bodies = [each for each in annotated.agents if isinstance(each, Organisation)]
    assert [m.text for each in bodies for m in each.mentions if m.kind is ReferringKind.PRONOUN] == []


def test_the_only_court_is_not_the_court(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "The only court with more power is in Lund. The court found that the law was void, and the court told the town so."
    )
    (statement,) = annotated.statements
    speaker = next(each for each in annotated.agents if each.id == statement.speaker)
    assert isinstance(speaker, UnnamedAgent)
    assert speaker.description == "The court"
