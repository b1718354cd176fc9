"""Which body a common noun means: "the bank", "the company"."""

from collections.abc import Callable

from kgexport.model import AnnotatedArticle, Organisation

Annotate = Callable[..., AnnotatedArticle]


def called(annotated: AnnotatedArticle) -> dict[str, list[str]]:
    """By the name of each organisation everything that it is called."""
    return {
        agent.name: [mention.text for mention in agent.mentions]
        for agent in annotated.agents
        if isinstance(agent, Organisation)
    }


def test_a_bank_without_a_name_is_not_the_next_one_that_has_a_name(annotate: Annotate) -> None:
    annotated = annotate(
        "The governor of the central bank, Selim Aksoy, resigned on Tuesday. His letter, published on the bank's website, "
        "gave no reason. He had been due in Frankfurt for talks with European Central Bank President Christine Lagarde. "
        "The bank said that his deputy would go."
    )
    assert called(annotated)["European Central Bank"] == ["European Central Bank"]


def test_a_company_that_is_named_stays_the_company(annotate: Annotate) -> None:
    annotated = annotate(
        "Halden Semiconductor will close its plant in Tucson. The company said that 200 people worked there. "
        "The company has another plant in Lund."
    )
    assert called(annotated)["Halden Semiconductor"].count("The company") == 2


def test_a_club_is_called_without_its_sort(annotate: Annotate) -> None:
    annotated = annotate("Real Betis want to sign Diego Pereira, a newspaper said. Betis denied it on Friday.")
    assert called(annotated)["Real Betis"] == ["Real Betis", "Betis"]


def test_the_code_of_a_share_is_no_part_of_who_speaks(annotate: Annotate) -> None:
    annotated = annotate(
        "Halden Group Plc HLD.L said on Monday that it would close a plant. Alder Foods Inc <ALD.N> said it was for sale. "
        "Zenith Motors (NYSE: ZEN) said nothing had changed."
    )
    assert set(called(annotated)) == {"Halden Group Plc", "Alder Foods Inc", "Zenith Motors"}
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
    assert called(annotated)["U.S. Federal Trade Commission"] == ["U.S. Federal Trade Commission", "FTC", "FTC"]


def test_two_companies_behind_a_plural_are_two(annotate: Annotate) -> None:
    annotated = annotate(
        "A judge blocked the merger of hospital operators Lakeshore Health and Prairie Medical on Friday."
    )
    assert set(called(annotated)) == {"Lakeshore Health", "Prairie Medical"}
