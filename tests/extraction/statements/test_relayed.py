"""Chains: who passes on what somebody else said, as the text states it or lets it be presumed."""

from collections.abc import Callable

import pytest

from kgexport.model import AnnotatedArticle, Organisation, Outlet
from tests.extraction.statements.reading import chains, name_of, said, words

Annotate = Callable[..., AnnotatedArticle]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("CNN reported that the port would be sold, citing two officials.", ("CNN", "two officials")),
        ("The port will be sold, CNN reported, citing two officials.", ("CNN", "two officials")),
        ("CNN, citing two officials, reported that the port would be sold.", ("CNN", "two officials")),
        ("CNN reported, citing two officials, that the port would be sold.", ("CNN", "two officials")),
        (
            "Reuters reported on Monday, citing two officials, that the port would be sold.",
            ("Reuters", "two officials"),
        ),
        ("The port will be sold, according to Reuters, which cited two officials.", ("Reuters", "two officials")),
        ("According to a CNN report citing two officials, the port will be sold.", ("a CNN report", "two officials")),
        ("Maria Keller, citing the ministry, said the port would be sold.", ("Maria Keller", "the ministry")),
        ("CNN quoted Maria Keller as saying that the port would be sold.", ("CNN", "Maria Keller")),
        ("The port will be sold, CNN quoted Maria Keller as saying.", ("CNN", "Maria Keller")),
        ("“The port will be sold,” Maria Keller was quoted as saying by CNN.", ("CNN", "Maria Keller")),
        ("Maria Keller was quoted by CNN as saying that the port would be sold.", ("CNN", "Maria Keller")),
        ("Peter Novak said Maria Keller told him that the port would be sold.", ("Peter Novak", "Maria Keller")),
        ("Maria Keller said that according to the ministry the port would be sold.", ("Maria Keller", "the ministry")),
        ("The report said that witnesses had told investigators the quay was unsafe.", ("The report", "witnesses")),
    ],
)
def test_a_relay_rests_on_the_one_whom_it_names(annotate: Annotate, text: str, chain: tuple[str, ...]) -> None:
    assert chains(annotate(text)) == [chain]


def test_three_links_are_three_statements(annotate: Annotate) -> None:
    text = "The port will be sold. The Herald reports this, referring to CNN, citing sources in the ministry."
    annotated = annotate(text, publisher="The Herald")
    ((herald, *rest),) = chains(annotated)
    assert (herald.removeprefix("The "), rest) == ("Herald", ["CNN", "sources in the ministry"])
    assert {words(each) for each in annotated.statements} == {"The port will be sold"}


def test_a_speaker_who_tells_of_his_own_words_is_no_relay(annotate: Annotate) -> None:
    assert chains(annotate("Peter Novak said he had ordered the crews to leave.")) == []


def test_whom_a_speaker_means_is_no_source(annotate: Annotate) -> None:
    assert chains(annotate("“He must go,” Maria Keller said, referring to the minister.")) == []


@pytest.mark.parametrize(
    "text",
    [
        "An official told CNN that the port would be sold.\n\nOne source said the buyer was foreign.",
        "CNN reported that the port would be sold, citing two officials.\n\nOne official said the buyer was foreign.",
        "An official told CNN that the port would be sold.\n\nThe official said the buyer was foreign.",
    ],
)
def test_a_later_bare_source_presumably_spoke_to_the_same_outlet(annotate: Annotate, text: str) -> None:
    annotated = annotate(text)
    by_id = {each.id: each for each in annotated.statements}
    later = next(each for each in annotated.statements if words(each) == "the buyer was foreign")
    assert later.based_on == ()
    assert [name_of(annotated, by_id[each].speaker) for each in later.presumably_based_on] == ["CNN"]


@pytest.mark.parametrize("later", ["Maria Keller said", "A Dutch broker told Reuters", "An analyst at Delta Bank said"])
def test_whoever_is_named_or_placed_inherits_nothing(annotate: Annotate, later: str) -> None:
    annotated = annotate(f"An official told CNN that the port would be sold.\n\n{later} the buyer was foreign.")
    assert all(each.presumably_based_on == () for each in annotated.statements)


def test_while_hands_over_to_another_speaker(annotate: Annotate) -> None:
    annotated = annotate(
        'Sharon Graham said workers "deserve answers, not rumours", while a spokesperson for the ministry said the minister '
        "had not discussed the merger."
    )
    assert said(annotated) == [
        ("Sharon Graham", 'workers "deserve answers, not rumours"'),
        ("a spokesperson for the ministry", "the minister had not discussed the merger"),
    ]
    assert chains(annotated) == []


def test_a_newspaper_is_the_outlet_that_its_noun_follows(annotate: Annotate) -> None:
    annotated = annotate(
        "The El Tiempo newspaper, quoting unnamed sources in the presidency, reported that the two had exchanged letters."
    )
    assert chains(annotated) == [("El Tiempo", "unnamed sources in the presidency")]


def test_a_charge_that_somebody_denies_is_nobody_s_name(annotate: Annotate) -> None:
    annotated = annotate("Russia accused Ukraine of shelling a hospital in Donetsk, a charge Kyiv denies.")
    assert "a charge Kyiv" not in {speaker for speaker, _ in said(annotated)}


def test_as_somebody_had_argued_takes_up_the_reported_clause(annotate: Annotate) -> None:
    annotated = annotate("Peter Frei said the vote was rigged, as Anna Lund had argued.")
    assert said(annotated) == [("Peter Frei", "the vote was rigged"), ("Anna Lund", "the vote was rigged")]
    assert chains(annotated) == []


def test_a_body_that_its_sort_names_speaks(annotate: Annotate) -> None:
    annotated = annotate("The state seismology agency, Phivolcs, said it had sent alerts within three minutes.")
    assert said(annotated) == [("Phivolcs", "it had sent alerts within three minutes")]


def test_asking_not_to_be_named_is_how_one_speaks_and_no_demand(annotate: Annotate) -> None:
    annotated = annotate("Two officials, who asked not to be named, said the port would close.")
    assert [content for _, content in said(annotated)] == ["the port would close"]


def test_what_the_words_contradict_is_the_writers(annotate: Annotate) -> None:
    annotated = annotate(
        "The foreign ministry said that it had no plans to meet the envoys, contradicting reports that Peter Frei would "
        "sit down with Anna Lund."
    )
    assert said(annotated) == [("The foreign ministry", "it had no plans to meet the envoys")]


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("The newspaper La Tribuna reported on Monday that the mayor had resigned.", "La Tribuna"),
        ("RPP radio reported that two miners were trapped.", "RPP"),
        ("The website El Faro said the bank had failed.", "El Faro"),
        ("Fars news agency reported that the ship had left.", "Fars"),
    ],
)
def test_what_sort_of_outlet_it_is_makes_no_second_speaker(annotate: Annotate, text: str, outlet: str) -> None:
    annotated = annotate(text)
    [agent] = annotated.agents
    assert isinstance(agent, Organisation)
    assert isinstance(agent, Outlet) is ("website" not in text)  # a firm may have one, too
    assert agent.name == outlet
    assert [statement.speaker for statement in annotated.statements] == [agent.id]


def test_a_rival_is_the_mayor_who_is_named_behind(annotate: Annotate) -> None:
    annotated = annotate("Her rival, Porto Mayor Rafael Soto of Popular Renewal, said he would fight corruption.")
    [statement] = annotated.statements
    assert {agent.id: getattr(agent, "name", None) for agent in annotated.agents}[statement.speaker] == "Rafael Soto"


def test_a_quoted_source_whose_clause_the_parser_lost_costs_only_that_clause(annotate: Annotate) -> None:
    text = "Korun News reported that the curfew would end on Monday, quoting the governor as saying calm had returned."
    assert ("Korun News", "the curfew would end on Monday") in said(annotate(text))
