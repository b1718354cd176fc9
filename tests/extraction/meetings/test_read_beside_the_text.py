"""Wordings found by reading meetings beside their articles: statuses, parties, places and days that were told otherwise."""

from collections.abc import Callable

import pytest

from kgexport.model import AnnotatedArticle, Meeting, MeetingKind, Polarity, Role, Status
from kgexport.model.status import CurrentStatus, current_status

Annotate = Callable[..., AnnotatedArticle]
PUBLISHED = "2025-03-05"  # a Wednesday


def only(annotated: AnnotatedArticle) -> tuple[Meeting, CurrentStatus]:
    (meeting,) = annotated.meetings
    return meeting, current_status(meeting.assertions)


def parties(annotated: AnnotatedArticle, meeting: Meeting) -> set[str]:
    named = {agent.id: getattr(agent, "name", None) or getattr(agent, "description", "") for agent in annotated.agents}
    return {named[each.agent] for each in meeting.participations}


def place(annotated: AnnotatedArticle, status: CurrentStatus) -> str | None:
    return next((each.name for each in annotated.places if each.id == status.place), None)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Three days of talks between Norway and Latvia broke up on Tuesday.", Status.HELD),
        ("Acme is also said to be in talks with Zenith over a merger.", Status.ONGOING),
        ("Talks with the Northern Front, another armed group, remain on hold.", Status.POSTPONED),
        ("Anna Lund was offered a call with a junior official, which was cancelled that day.", Status.CANCELLED),
        ("Anna Lund cut short a visit to China on Thursday.", Status.HELD),
        ("Protesters gathered on Monday and demanded that Peter Frei meet with them.", Status.PROPOSED),
        ("Pope Francis had some 20 bilateral meetings scheduled.", Status.SCHEDULED),
        ("Norway and Latvia denied a report that their deputy ministers met last month.", Status.DENIED),
        ("Peter Frei dismissed reports of a meeting with Anna Lund.", Status.DENIED),
        ("Peter Frei failed to turn up to a public meeting with flood victims.", Status.HELD),
    ],
)
def test_the_words_around_tell_the_status(annotate: Annotate, text: str, status: Status) -> None:
    assert only(annotate(text, published=PUBLISHED))[1].status is status


@pytest.mark.parametrize(
    "text",
    [
        "“Peter Frei should have sat down with Anna Lund weeks ago,” Clara Holm said.",
        "Peter Frei was encouraged and Anna Lund called it a great meeting.",
    ],
)
def test_what_should_have_been_and_what_it_is_called_are_no_meetings(annotate: Annotate, text: str) -> None:
    assert not annotate(text, published=PUBLISHED).meetings


def test_what_is_not_counted_was_held_all_the_same(annotate: Annotate) -> None:
    annotated = annotate(
        "Anna Lund had several meetings with donors in May. The report did not include those meetings.",
        published=PUBLISHED,
    )
    meeting, status = only(annotated)
    assert status.status is Status.HELD
    assert all(each.polarity is Polarity.POSITIVE for each in meeting.assertions)
    assert parties(annotated, meeting) == {"Anna Lund", "donors"}


def test_talks_that_are_convened_are_one_encounter(annotate: Annotate) -> None:
    annotated = annotate(
        "The talks between Norway and Latvia, the first in years, were convened by the European Union.",
        published=PUBLISHED,
    )
    meeting, _ = only(annotated)
    assert {each.role for each in meeting.participations} == {Role.PARTICIPANT, Role.ORGANISER}


def test_a_first_plan_that_was_put_off_holds_no_longer(annotate: Annotate) -> None:
    annotated = annotate(
        "Peter Frei is to visit Caracas on 20 September. The visit, originally planned for July, was put off.",
        published=PUBLISHED,
    )
    assert only(annotated)[1].status is Status.SCHEDULED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Peter Frei met City's director of football Anna Lund at a hotel.",
            {"Peter Frei", "Anna Lund"},
        ),
        (
            "The U.S. Trade Representative, Peter Frei, will host Anna Lund in Washington.",
            {"Peter Frei", "Anna Lund"},
        ),
        (
            "Peter Frei held talks with his Swedish and Danish counterparts, Anna Lund and Clara Holm, on Monday.",
            {"Peter Frei", "Anna Lund", "Clara Holm"},
        ),
        (
            "“We read it,” said Anna Lund, president of the Bakers local in Toledo, who met with plant managers.",
            {"Anna Lund", "plant managers"},
        ),
        (
            "Peter Frei will meet Anna Lund of Acme Motors, Clara Holm of the Polish People's Party and the Left's Jonas Weber.",
            {"Peter Frei", "Anna Lund", "Clara Holm", "Jonas Weber"},
        ),
        (
            "Peter Frei approached Anna Lund in December. The two met again in January.",
            {"Peter Frei", "Anna Lund"},
        ),
        (
            "Peter Frei and Anna Lund presented the budget on Monday. They will meet again on Friday.",
            {"Peter Frei", "Anna Lund"},
        ),
        (
            "Anna Lund agreed after a meeting with representatives of the company at the offices of the mediator.",
            {"representatives of the company", "Anna Lund"},
        ),
        (
            "A former planning minister met a property developer in January.",
            {"A former planning minister", "a property developer"},
        ),
    ],
)
def test_the_parties_are_those_whom_the_words_name(annotate: Annotate, text: str, expected: set[str]) -> None:
    annotated = annotate(text, published=PUBLISHED)
    assert parties(annotated, only(annotated)[0]) == expected


def test_whoever_did_not_take_part_is_no_party(annotate: Annotate) -> None:
    annotated = annotate(
        "Peter Frei met Anna Lund in Paris on Friday. China, the biggest lender, did not take part.",
        published=PUBLISHED,
    )
    assert parties(annotated, only(annotated)[0]) == {"Peter Frei", "Anna Lund"}


def test_whoever_denies_what_was_said_in_a_meeting_is_no_party(annotate: Annotate) -> None:
    annotated = annotate(
        "Peter Frei met Anna Lund on Monday. She said he had used the word during the meeting, which Berlin denied.",
        published=PUBLISHED,
    )
    assert parties(annotated, only(annotated)[0]) == {"Peter Frei", "Anna Lund"}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Anna Lund and Peter Frei held talks on the war in Ukraine on Monday.", None),
        ("Ministers gathered in Madrid on Tuesday for a summit overshadowed by the war in Ukraine.", "Madrid"),
        ("Anna Lund and Peter Frei held their first meeting since October in Jakarta.", None),
    ],
)
def test_where_the_war_is_and_where_the_last_one_was_is_no_place_of_it(
    annotate: Annotate, text: str, where: str | None
) -> None:
    annotated = annotate(text, published=PUBLISHED)
    assert place(annotated, only(annotated)[1]) == where


@pytest.mark.parametrize(
    "text",
    [
        "On Tuesday Norway called for an emergency conference of the Organization of Petroleum Exporting Countries.",
        "Anna Lund will make a speech in Oslo in May; a date for a meeting with Peter Frei has been agreed.",
    ],
)
def test_the_day_of_the_call_and_of_another_clause_is_not_that_of_the_meeting(annotate: Annotate, text: str) -> None:
    assert only(annotate(text, published=PUBLISHED))[1].time is None


def test_a_three_way_meeting_is_none_of_two(annotate: Annotate) -> None:
    annotated = annotate(
        "Anna Lund is expected to meet Peter Frei on Friday. Clara Holm and Jonas Weber will hold a three-way meeting with "
        "Anna Lund on Friday. Clara Holm and Jonas Weber have no plans for a bilateral meeting.",
        published=PUBLISHED,
    )
    assert [parties(annotated, meeting) for meeting in annotated.meetings] == [
        {"Anna Lund", "Peter Frei"},
        {"Anna Lund", "Clara Holm", "Jonas Weber"},
        {"Clara Holm", "Jonas Weber"},
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Lund called Peter Frei on Sunday evening.",
        "Anna Lund called Peter Frei to express concern.",
        "Anna Lund spoke with Peter Frei on Sunday in a conference call.",
    ],
)
def test_who_rings_on_a_day_or_to_say_something_rings(annotate: Annotate, text: str) -> None:
    annotated = annotate(text, published=PUBLISHED)
    meeting, status = only(annotated)
    assert (meeting.meeting_kind, status.status) == (MeetingKind.CALL, Status.HELD)
    assert parties(annotated, meeting) == {"Anna Lund", "Peter Frei"}


def test_who_dines_with_somebody_meets_him(annotate: Annotate) -> None:
    annotated = annotate("Anna Lund dined with Peter Frei at a club in February.", published=PUBLISHED)
    assert parties(annotated, only(annotated)[0]) == {"Anna Lund", "Peter Frei"}


def test_whoever_took_part_in_the_meeting_was_at_the_one_just_told(annotate: Annotate) -> None:
    annotated = annotate(
        "Caribbean leaders met in Jamaica on Monday. Secretary of State Anna Lund, who took part in the meeting, left.",
        published=PUBLISHED,
    )
    assert parties(annotated, only(annotated)[0]) == {"Caribbean leaders", "Anna Lund"}


def test_whoever_has_not_taken_part_leaves_the_talks_as_they_are(annotate: Annotate) -> None:
    annotated = annotate(
        "Talks between Norway and Latvia collapsed on Tuesday. Anna Lund has not taken part in the talks.",
        published=PUBLISHED,
    )
    meeting, status = only(annotated)
    assert (len(meeting.participations), status.status) == (2, Status.HELD)


def test_a_trip_that_others_want_called_off_is_still_ahead(annotate: Annotate) -> None:
    annotated = annotate(
        "President Anna Lund will host President Peter Frei in Oslo next week. Politicians want the trip called off.",
        published=PUBLISHED,
    )
    assert only(annotated)[1].status is Status.SCHEDULED


def test_a_conversation_after_a_call_is_the_call(annotate: Annotate) -> None:
    annotated = annotate(
        "President Anna Lund will host President Peter Frei next week for talks. The two presidents spoke by telephone on "
        "Sunday. It was their first conversation since January.",
        published=PUBLISHED,
    )
    assert [[mention.text for mention in meeting.mentions] for meeting in annotated.meetings] == [
        ["host", "talks"],
        ["spoke", "conversation"],
    ]


def test_to_meet_somebody_first_is_no_former_plan(annotate: Annotate) -> None:
    annotated = annotate("Anna Lund was to meet Peter Frei first.", published=PUBLISHED)
    assert only(annotated)[1].status is Status.SCHEDULED


def test_who_rings_and_proposes_a_meeting_does_both(annotate: Annotate) -> None:
    annotated = annotate(
        "Anna Lund called President Peter Frei on Monday and proposed a face-to-face meeting in May.",
        published=PUBLISHED,
    )
    call, meeting = annotated.meetings
    assert call.meeting_kind is MeetingKind.CALL
    assert [(each.status, each.time) for each in meeting.assertions] == [(Status.PROPOSED, None)]


def test_a_meeting_that_others_want_with_one_of_two_is_another(annotate: Annotate) -> None:
    annotated = annotate(
        "Anna Lund met chairman Peter Frei in London. The fans' group wants a meeting with Anna Lund before any deal.",
        published=PUBLISHED,
    )
    assert [parties(annotated, meeting) for meeting in annotated.meetings] == [
        {"Anna Lund", "Peter Frei"},
        {"Anna Lund", "The fans' group"},
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A meeting of the full council was abandoned on Thursday.",
        "The party said its NEC meeting from July 2 to 4 had adopted a plan.",
        "The university summoned Anna Lund, a student of law and a left-wing activist of the party, to disciplinary proceedings.",
    ],
)
def test_an_organs_own_sitting_and_a_summons_to_court_are_no_meetings(annotate: Annotate, text: str) -> None:
    assert not annotate(text, published=PUBLISHED).meetings


def test_a_deadline_is_no_day(annotate: Annotate) -> None:
    annotated = annotate("Anna Lund and Peter Frei hope to resume talks by 18 April.", published=PUBLISHED)
    assert only(annotated)[1].time is None


def test_a_conversation_by_telephone_is_a_call(annotate: Annotate) -> None:
    annotated = annotate("Anna Lund had a conversation with Peter Frei by telephone on Sunday.", published=PUBLISHED)
    assert only(annotated)[0].meeting_kind is MeetingKind.CALL


def test_no_point_in_meeting_is_no_meeting(annotate: Annotate) -> None:
    annotated = annotate(
        "Anna Lund said there was no point in sitting down with Peter Frei, the minister.", published=PUBLISHED
    )
    assert not annotated.meetings


def test_a_visit_that_somebody_else_postponed_is_another(annotate: Annotate) -> None:
    annotated = annotate(
        "President Anna Lund arrived in Beijing on Tuesday for a state visit. Secretary of State Peter Frei postponed a visit "
        "in February over a balloon.",
        published=PUBLISHED,
    )
    assert current_status(annotated.meetings[0].assertions).status is Status.HELD
    assert parties(annotated, annotated.meetings[0]) == {"Anna Lund"}
