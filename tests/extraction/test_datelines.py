"""Where a dateline ends, and that nobody is called after it."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgexport.extraction.datelines import dateline_of
from kgexport.model import AnnotatedArticle, Outlet, Person

Annotate = Callable[..., AnnotatedArticle]


@pytest.mark.parametrize(
    "dateline",
    [
        "LONDON (Reuters) - ",
        "NAIROBI, March 3 — ",
        "WASHINGTON, D.C. (AP) -- ",
        "Kyiv, Ukraine (AP) _ ",
        "RIO DE JANEIRO, Brazil – ",
        "SEOUL, Oct. 3 (Yonhap) -- ",
        "JERUSALEM, 4 May 2011 (IRIN) - ",
        "Port-au-Prince, 4 May (AlterPresse) -- ",
        "(CNN) -- ",
        "Nov 24 (Meridian Wire) - ",
        "HOUSTON, Feb. 27, 2014 /BizWire/ -- ",
        "BULAWAYO, Zimbabwe , Jun 21 2022 (IPS) - ",
        "KARACHI: ",
        "JAKARTA—",
        "OSAKA--",
    ],
)
def test_a_dateline_ends_behind_its_dash(dateline: str) -> None:
    text = f"{dateline}The minister resigned."
    found = dateline_of(text, 0, len(text))
    assert found is not None
    assert found.end == len(dateline)


@pytest.mark.parametrize(
    "text",
    [
        "NATO - the alliance - met in Brussels.",
        "UNESCO – The Organization for Culture – said no.",
        "Trump - Who else?",
        "Mr Smith (Labour) - a rebel - voted against.",
        "TRUMP TO MEET PUTIN - KREMLIN",
        "The minister resigned.",
        "Halden — Maker of chips — said so.",
        "UNECOM—The Commission for Commas—met in Riga.",
        "Brussels—The alliance met.",
    ],
)
def test_other_beginnings_have_no_dateline(text: str) -> None:
    assert dateline_of(text, 0, len(text)) is None


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_the_end_lies_inside_the_paragraph(text: str, begin: int, end: int) -> None:
    begin, end = sorted((min(begin, len(text)), min(end, len(text))))
    found = dateline_of(text, begin, end)
    assert found is None or begin < found.end < end
    for part in (found.place, found.agency) if found else ():
        assert part is None or begin <= part[0] < part[1] <= found.end


def test_a_company_is_not_called_after_the_dateline(annotate: Annotate) -> None:
    annotated = annotate("LONDON (Reuters) - Halden Industries said on Wednesday that it would close a plant in Wales.")
    names = {agent.name for agent in annotated.agents if hasattr(agent, "name")}
    assert "Halden Industries" in names
    (statement,) = annotated.statements
    assert statement.speaker_mention is not None
    assert statement.speaker_mention.text == "Halden Industries"


def test_a_name_of_two_words_behind_a_dateline_is_one_name(annotate: Annotate) -> None:
    article = annotate("TUSCALOOSA, Ala. - Mark Ritter couldn't keep his promise. Ritter was sorry.")
    assert [(agent.name, agent.mentions[0].text) for agent in article.agents if agent.name] == [("Mark Ritter",) * 2]


def test_a_town_of_several_words_in_a_dateline_is_no_person_of_the_article_who_is_called_like_its_last(
    annotate: Annotate,
) -> None:
    annotated = annotate("LA PAZ — President Rodrigo Paz met miners on Tuesday. Paz told them that the road was open.")
    paz = next(agent for agent in annotated.agents if isinstance(agent, Person))
    assert [mention.text for mention in paz.mentions][:2] == ["Rodrigo Paz", "Paz"]
    assert [place.name for place in annotated.places] == ["La Paz"]


def test_a_short_word_may_begin_the_town_of_a_dateline(annotate: Annotate) -> None:
    annotated = annotate("EL ALTO — Teachers in the city struck on Monday, the union said.")
    assert "El Alto" in {place.name for place in annotated.places}


def test_a_town_in_capitals_before_a_colon_says_nothing(annotate: Annotate) -> None:
    annotated = annotate("KARACHI: The mayor said on Monday that the port was shut. He left at noon.")
    assert [each.cue.text for each in annotated.statements if each.cue] == ["said"]


def test_what_stands_in_capitals_before_a_colon_need_not_be_a_town(annotate: Annotate) -> None:
    annotated = annotate("UPDATE: Ana Keller said that the port was shut.")
    assert [each.name for each in annotated.places] == []


def test_the_agency_in_the_brackets_of_a_dateline_is_an_outlet(annotate: Annotate) -> None:
    annotated = annotate("ANKARA (Bosphorus News) - The governor resigned on Tuesday. The lira fell.")
    assert [agent.name for agent in annotated.agents if isinstance(agent, Outlet)] == ["Bosphorus News"]


def test_the_agency_behind_a_day_is_no_person(annotate: Annotate) -> None:
    annotated = annotate(
        "Nov 24 (Meridian Wire) - Halden Group reported a loss on Monday and said that it would close a plant."
    )
    assert [agent.name for agent in annotated.agents if isinstance(agent, Outlet)] == ["Meridian Wire"]
    assert not [agent for agent in annotated.agents if isinstance(agent, Person)]
