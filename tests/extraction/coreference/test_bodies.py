"""Organisations: acronyms, short forms, and which body a common noun means."""

from collections.abc import Callable

import pytest

from kgexport.model import (
    AnnotatedArticle,
    AnonymousSource,
    Organisation,
    OrganisationKind,
    Outlet,
    UnnamedAgent,
)
from tests.extraction.coreference.reading import Found, bodies_of, words

Annotate = Callable[..., AnnotatedArticle]


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


def test_the_company_and_its_mean_the_one_company_named(found: Found) -> None:
    draft = found("Acme Corp lost money. The company cut its staff.", "Acme Corp/ORG")
    assert words(draft, "Acme Corp") == ["Acme Corp", "The company", "its"]


def test_the_company_of_two_companies_is_unresolved(found: Found) -> None:
    draft = found("Acme Corp sued Globex Corp. The company lost.", "Acme Corp/ORG", "Globex Corp/ORG")
    assert "The company" not in words(draft, "Acme Corp") + words(draft, "Globex Corp")


def test_an_outlet_is_told_by_the_gazetteer_or_as_the_publisher(found: Found) -> None:
    text = "The Valley Courier reported it. Reuters confirmed it. Acme did not."
    draft = found(text, "Valley Courier/ORG", "Reuters/ORG", "Acme/ORG", publisher="The Valley Courier")
    assert [a.name for a in draft.agents.values() if isinstance(a, Outlet)] == ["Valley Courier", "Reuters"]


def test_an_acronym_from_another_language_is_told_by_its_brackets(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate("Scientists used a model of the German Aerospace Center (DLR) in Bonn. The DLR published it.")
    assert bodies_of(annotated)["German Aerospace Center"] == ["German Aerospace Center", "DLR", "DLR"]


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


def test_a_name_told_as_the_acronym_of_another_one_is_the_same_body(
    annotate: Callable[..., AnnotatedArticle],
) -> None:
    annotated = annotate(
        "The Zawra Liberation Front, known by its French acronym FLZ, denied it on Monday. The FLZ said the drivers fled."
    )
    said = bodies_of(annotated)["Zawra Liberation Front"]
    assert [name for name in said if name != "its"] == ["Zawra Liberation Front", "FLZ", "FLZ"]


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


def test_an_acronym_between_commas_is_the_body_before_and_a_list_names_several(
    annotate: Callable[..., AnnotatedArticle],
) -> None:
    annotated = annotate(
        "The Confederation of Dock Unions, CDU, said it would strike. The BBC, CNN, and others were there."
    )
    assert set(bodies_of(annotated)) == {"Confederation of Dock Unions", "BBC", "CNN"}


def test_the_only_court_is_not_the_court(annotate: Callable[..., AnnotatedArticle]) -> None:
    annotated = annotate(
        "The only court with more power is in Lund. The court found that the law was void, and the court told the town so."
    )
    (statement,) = annotated.statements
    speaker = next(each for each in annotated.agents if each.id == statement.speaker)
    assert isinstance(speaker, UnnamedAgent)
    assert speaker.description == "The court"


def test_a_bank_without_a_name_is_not_the_next_one_that_has_a_name(annotate: Annotate) -> None:
    annotated = annotate(
        "The governor of the central bank, Selim Aksoy, resigned on Tuesday. His letter, published on the bank's website, "
        "gave no reason. He had been due in Frankfurt for talks with European Central Bank President Christine Lagarde. "
        "The bank said that his deputy would go."
    )
    assert bodies_of(annotated)["European Central Bank"] == ["European Central Bank"]


def test_a_company_that_is_named_stays_the_company(annotate: Annotate) -> None:
    annotated = annotate(
        "Halden Semiconductor will close its plant in Tucson. The company said that 200 people worked there. "
        "The company has another plant in Lund."
    )
    assert bodies_of(annotated)["Halden Semiconductor"].count("The company") == 2


def test_a_club_is_called_without_its_sort(annotate: Annotate) -> None:
    annotated = annotate("Real Betis want to sign Diego Pereira, a newspaper said. Betis denied it on Friday.")
    assert bodies_of(annotated)["Real Betis"] == ["Real Betis", "Betis"]


def test_the_code_of_a_share_is_no_part_of_who_speaks(annotate: Annotate) -> None:
    annotated = annotate(
        "Halden Group Plc HLD.L said on Monday that it would close a plant. Alder Foods Inc <ALD.N> said it was for sale. "
        "Zenith Motors (NYSE: ZEN) said nothing had changed."
    )
    assert set(bodies_of(annotated)) == {"Halden Group Plc", "Alder Foods Inc", "Zenith Motors"}
    speakers = {statement.speaker for statement in annotated.statements}
    assert {agent.name for agent in annotated.agents if agent.id in speakers and isinstance(agent, Organisation)} == {
        "Halden Group Plc",
        "Alder Foods Inc",
        "Zenith Motors",
    }


def test_an_acronym_may_leave_the_country_out(annotate: Annotate) -> None:
    annotated = annotate(
        "The U.S. Federal Trade Commission sued to stop the merger on Friday. The FTC won, and FTC Chair Ana Lima was pleased."
    )
    assert bodies_of(annotated)["U.S. Federal Trade Commission"] == ["U.S. Federal Trade Commission", "FTC", "FTC"]


def test_two_companies_behind_a_plural_are_two(annotate: Annotate) -> None:
    annotated = annotate(
        "A judge blocked the merger of hospital operators Lakeshore Health and Prairie Medical on Friday."
    )
    assert set(bodies_of(annotated)) == {"Lakeshore Health", "Prairie Medical"}


@pytest.mark.parametrize(
    ("whole", "organ"),
    [
        ("UN", "UN Security Council"),
        ("NATO", "NATO Military Committee"),
        ("African Union", "African Union Commission"),
        ("FIFA", "FIFA Appeals Committee"),
    ],
)
def test_a_body_is_not_its_organ(found: Found, whole: str, organ: str) -> None:
    draft = found(
        f"The {organ} met on Monday. The {whole} said later that it would not pay.", f"{organ}/ORG", f"{whole}/ORG"
    )
    assert words(draft, organ)[0] == organ
    assert words(draft, whole)[0] == whole


def test_a_company_goes_by_its_acronym_alone(found: Found) -> None:
    draft = found("KBR Industries closed a plant. KBR said it was too old.", "KBR Industries/ORG", "KBR/ORG")
    assert words(draft, "KBR Industries") == ["KBR Industries", "KBR", "it"]


def test_an_agency_of_a_body_is_neither_the_body_nor_another_agency(annotate: Annotate) -> None:
    annotated = annotate(
        "The UN refugee agency said on Monday that tents had run out. The UN health agency warned of cholera. "
        "The UN said it would send more."
    )
    speakers = [statement.speaker_mention.text for statement in annotated.statements if statement.speaker_mention]
    assert speakers == ["The UN refugee agency", "The UN health agency", "The UN"]
    assert len({statement.speaker for statement in annotated.statements}) == 3
    assert not any(isinstance(agent, Outlet) for agent in annotated.agents)


def test_a_union_with_a_name_before_it_is_no_other_body_that_is_a_union(annotate: Annotate) -> None:
    annotated = annotate(
        "The African Union suspended the country in May. The Unison union said on Monday that it would strike."
    )
    (statement,) = annotated.statements
    (speaker,) = (agent for agent in annotated.agents if agent.id == statement.speaker)
    assert "African Union" not in {mention.text for mention in speaker.mentions}
