"""Wordings of running news: what only looks like a meeting, who came and where, and what a plan or a journey tells."""

from collections.abc import Callable

import pytest

from kgexport.model import AnnotatedArticle, Meeting, Status
from kgexport.model.status import CurrentStatus, current_status

Annotate = Callable[..., AnnotatedArticle]
PUBLISHED = "2025-03-05"  # a Wednesday


def only(annotated: AnnotatedArticle) -> tuple[Meeting, CurrentStatus]:
    (meeting,) = annotated.meetings
    return meeting, current_status(meeting.assertions)


def place(annotated: AnnotatedArticle, status: CurrentStatus) -> str | None:
    return next((each.name for each in annotated.places if each.id == status.place), None)


def parties(annotated: AnnotatedArticle, meeting: Meeting) -> set[str]:
    named = {agent.id: getattr(agent, "name", None) or getattr(agent, "description", "") for agent in annotated.agents}
    return {named[each.agent] for each in meeting.participations}


@pytest.mark.parametrize(
    "text",
    [
        "Anna Lund and Peter Frei welcomed twins in June.",
        "Anna Lund welcomed her first child, a daughter, on Monday.",
        "Clara Holm and Jonas Weber star in Dinner With Anna.",
        "The Lakeside Times met Chairman Peter Frei in his office.",
        "Our critic sat down with Anna Lund.",
        "“I was ready for it,” Anna Lund told the Guardian over a video call.",
        "Anna Lund tweeted her call that Peter Frei publish the recording.",
        "In spite of phone calls from the Census Bureau he refuses to answer.",
        "Tips and racecards for the second day of the Ascot meeting on Saturday.",
        "The film shows Peter Frei's encounter with police.",
        "Asked about her youth, Anna Lund says she still meets up every year with Peter Frei.",
        "Anna Lund said she meets with families of young victims.",
        "The delegates are chosen at caucuses, small meetings of county leaders that typically end early.",
        "Rules of that sort are common in meetings of the Labour Party and the Green Party.",
        "Your only option is a dialogue with Peter Frei.",
        "Some students may have thought that they might meet Anna Lund.",
        "Anna Lund did not need to meet with Peter Frei.",
        "The Sami do not feel consulted by the ministers.",
        "A constructive discussion with President Anna Lund was necessary to rebuild confidence.",
        "Donald Trump seized on it to renew his call to view migrants as a threat.",
        "Anna Lund was fresh from the provincial ANC elective conference.",
        "The Labour Party said its NEC meeting from July 2 to 4 had adopted a plan.",
        "After his latest album, the singer Peter Frei was home from a tour of Morocco and France.",
        "Anna Lund said that in spite of monthly meetings between refugees and the United Nations nothing happened.",
    ],
)
def test_what_only_looks_like_a_meeting_is_none(annotate: Annotate, text: str) -> None:
    assert [meeting.label for meeting in annotate(text, published=PUBLISHED).meetings] == []


def test_what_is_received_later_is_no_guest(annotate: Annotate) -> None:
    annotated = annotate(
        "Daniel Ortega received Anna Lund in May. The nuns did not say where the donations they receive come from.",
        published=PUBLISHED,
    )
    meeting, _ = only(annotated)
    assert [mention.text for mention in meeting.mentions] == ["received"]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("During the meeting, held at Drottningholm Palace, Anna Lund told Peter Frei that it was over.", None),
        ("Anna Lund met the winners at the fair held at Halden Tower in Bergen.", "Halden Tower"),
        ("Anna Lund met Peter Frei at the CBS studios on Monday.", "CBS studios"),
        ("Norway took part in the summit of the Nordic Council (NC) Youth Network in Baku, Azerbaijan.", "Baku"),
        (
            "Anna Lund spoke of it in a meeting with Peter Frei, the army commander, and a group of other officers "
            "at the Halden barracks.",
            "Halden barracks",
        ),
        ("Anna Lund met the two envoys, Peter Frei and Carl Odd, in Oslo on Monday.", "Oslo"),
        ("Marco Rubio flew to Doha for talks.", "Doha"),
        ("The issue will dominate a NATO summit set for Washington in April.", "Washington"),
        ("Prime Minister Anna Lund made a visit to the border of Mexico and Guatemala on Monday.", None),
    ],
)
def test_where_a_meeting_was(annotate: Annotate, text: str, where: str | None) -> None:
    annotated = annotate(text, published=PUBLISHED)
    for meeting in annotated.meetings:
        assert place(annotated, current_status(meeting.assertions)) == where


def test_a_clause_behind_the_noun_tells_where(annotate: Annotate) -> None:
    annotated = annotate(
        "King Harald received Anna Lund on Sunday. During the meeting, held at Drottningholm Palace and attended by "
        "Peter Frei, the king said no.",
        published=PUBLISHED,
    )
    assert place(annotated, only(annotated)[1]) == "Drottningholm Palace"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Anna Lund met the two envoys, Peter Frei and Carl Odd, in Oslo on Monday.",
            {"Anna Lund", "Peter Frei", "Carl Odd"},
        ),
        (
            "Anna Lund has been huddling with the two oldest experts in the party - Peter Frei and Clara Dunn - for weeks.",
            {"Anna Lund", "Peter Frei", "Clara Dunn"},
        ),
        (
            "Anna Lund held talks with Peter Frei, the army commander, and a group of other officers.",
            {"Anna Lund", "Peter Frei", "a group of other officers"},
        ),
        ("SEOUL—Foreign Minister Anna Lund met with Peter Frei on Monday.", {"Anna Lund", "Peter Frei"}),
        ("Marco Rubio flew to Doha for talks.", {"Marco Rubio"}),
        (
            "Anna Lund was received by the Chief of Staff Maj. Gen. Peter Frei and the Speaker of Parliament.",
            {"Anna Lund", "Peter Frei", "the Speaker of Parliament"},
        ),
        (
            "Anna Lund met with victims of the storm and with officials of the ministry.",
            {"Anna Lund", "victims of the storm", "officials of the ministry"},
        ),
    ],
)
def test_who_met(annotate: Annotate, text: str, who: set[str]) -> None:
    annotated = annotate(text, published=PUBLISHED)
    assert parties(annotated, only(annotated)[0]) == who


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Anna Lund is not prepared to have a discussion with Peter Frei.", Status.REFUSED),
        ("Anna Lund is not willing to meet Peter Frei.", Status.REFUSED),
        (
            "Talks between Kenya and Tanzania began in May in Arusha, but William Ruto has put them on hold.",
            Status.POSTPONED,
        ),
        ("A meeting between Anna Lund and Peter Frei was planned for Monday, but Lund cancelled it.", Status.CANCELLED),
        ("Talks between Kenya and Tanzania have been going on for weeks.", Status.ONGOING),
        ("Talks between Kenya and Tanzania continue in Arusha.", Status.ONGOING),
        (
            "Anna Lund and Peter Frei are to meet on Wednesday, the ministry said. After the meeting, the two are to see "
            "the museum.",
            Status.SCHEDULED,
        ),
        ("Anna Lund will travel to Cairo on Friday for talks.", Status.SCHEDULED),
        ("Is there any hope that Washington will advance peace talks between Kenya and Tanzania?", Status.PROPOSED),
        ("The workers will be paid until Halden Industries negotiates a contract with the union.", Status.SCHEDULED),
        ("Anna Lund will raise it when she meets Peter Frei.", Status.SCHEDULED),
        (
            "Anna Lund met Carl Rask on Monday. Peter Frei said that nobody knew how the city would pay the bill, but that "
            "it would happen.",
            Status.HELD,
        ),
    ],
)
def test_what_becomes_of_it(annotate: Annotate, text: str, status: Status) -> None:
    assert only(annotate(text, published=PUBLISHED))[1].status is status


def test_a_meeting_told_in_passing_is_not_what_the_meeting_means(annotate: Annotate) -> None:
    annotated = annotate(
        "Anna Lund met Peter Frei on Monday. Lund has met previously with Clara Holm. Speaking to reporters after the "
        "meeting, Carl Odd praised her.",
        published=PUBLISHED,
    )
    told = {meeting.label: len(meeting.mentions) for meeting in annotated.meetings}
    assert told == {"Lund–Frei meeting": 2, "Lund–Holm meeting": 1}


def test_whoever_holds_meetings_of_its_own_did_not_join_the_one_before(annotate: Annotate) -> None:
    annotated = annotate(
        "The Eurogroup meeting in Brussels was the last of many. The World Bank held its autumn meetings in Washington.",
        published=PUBLISHED,
    )
    assert [meeting.label for meeting in annotated.meetings] == ["Eurogroup meeting", "World Bank meeting"]


def test_a_trip_to_another_country_is_another_one(annotate: Annotate) -> None:
    annotated = annotate(
        "Prime Minister Anna Lund visited Japan in May. Peter Frei thanked the envoy for arranging the trip to Prague.",
        published=PUBLISHED,
    )
    visit = annotated.meetings[0]
    assert [mention.text for mention in visit.mentions] == ["visited"]


def test_the_trip_of_a_ship_is_no_part_of_a_visit_and_her_own_trip_is(annotate: Annotate) -> None:
    annotated = annotate(
        "Speaker Nancy Pelosi planned to visit Taiwan in August. China protested after the Benfold's trip through the strait.",
        published=PUBLISHED,
    )
    assert only(annotated)[1].status is Status.SCHEDULED


def test_whose_account_it_is_made_the_visit(annotate: Annotate) -> None:
    annotated = annotate(
        "Donald Trump was referring to Hillary Clinton's account of coming under fire while visiting Bosnia.",
        published=PUBLISHED,
    )
    assert parties(annotated, only(annotated)[0]) == {"Hillary Clinton"}


def test_the_years_of_a_life_are_not_when_they_met(annotate: Annotate) -> None:
    annotated = annotate("The architect Peter Frei met Carl Rask (1960-2010) and said no.", published=PUBLISHED)
    assert only(annotated)[1].time is None


def test_a_nerve_that_is_touched_is_no_topic(annotate: Annotate) -> None:
    annotated = annotate(
        "The encounter between Anna Lund and Peter Frei at the White House touched a nerve.", published=PUBLISHED
    )
    assert only(annotated)[0].topic is None


def test_the_first_to_visit_under_a_condition_has_proposed_it(annotate: Annotate) -> None:
    annotated = annotate(
        "If the trip comes about, Nancy Pelosi would be the highest-ranking U.S. official to visit Taiwan.",
        published=PUBLISHED,
    )
    meeting, status = only(annotated)
    assert parties(annotated, meeting) == {"Nancy Pelosi"}
    assert status.status is Status.PROPOSED


def test_the_topic_is_no_day(annotate: Annotate) -> None:
    annotated = annotate("On Monday, officials of the council discussed the plan with Anna Lund.", published=PUBLISHED)
    topic = only(annotated)[0].topic
    assert topic is not None
    assert topic.text == "the plan"


def test_one_of_her_first_meetings_has_no_number(annotate: Annotate) -> None:
    annotated = annotate("At one of her first meetings with Peter Frei, Anna Lund said no.", published=PUBLISHED)
    assert [meeting.ordinal for meeting in annotated.meetings] == [None]
