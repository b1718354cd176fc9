"""Which words are meetings, and which only look like it."""

from collections.abc import Callable

import pytest

from kgexport.model import AnnotatedArticle, Meeting, MeetingKind, Mode, Person, Role

Annotate = Callable[..., AnnotatedArticle]


def names(annotated: AnnotatedArticle, meeting: Meeting) -> set[str]:
    agents = {agent.id: agent for agent in annotated.agents}
    found = (agents[part.agent] for part in meeting.participations)
    return {getattr(agent, "name", None) or getattr(agent, "description", "") for agent in found}


def only_meeting(annotated: AnnotatedArticle) -> Meeting:
    assert len(annotated.meetings) == 1, [meeting.label for meeting in annotated.meetings]
    return annotated.meetings[0]


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        ("Angela Merkel met Barack Obama in Berlin on Friday.", MeetingKind.MEETING, Mode.IN_PERSON),
        ("Angela Merkel held talks with Barack Obama in Berlin.", MeetingKind.TALKS, Mode.IN_PERSON),
        ("Angela Merkel and Barack Obama spoke by phone on Friday.", MeetingKind.CALL, Mode.PHONE),
        ("Angela Merkel spoke with Barack Obama via video link on Friday.", MeetingKind.CALL, Mode.VIDEO),
        ("A summit between Angela Merkel and Barack Obama took place in Berlin.", MeetingKind.SUMMIT, Mode.IN_PERSON),
        ("Barack Obama visited Germany in June.", MeetingKind.VISIT, Mode.IN_PERSON),
        ("Barack Obama was received by Angela Merkel at the airport.", MeetingKind.MEETING, Mode.IN_PERSON),
    ],
)
def test_the_kind_is_the_word_s_and_the_mode_its_medium(
    annotate: Annotate, text: str, kind: MeetingKind, mode: Mode
) -> None:
    meeting = only_meeting(annotate(text))
    assert (meeting.meeting_kind, meeting.mode) == (kind, mode)


@pytest.mark.parametrize(
    "text",
    [
        "Angela Merkel met the deadline for the budget.",
        "The company failed to meet demand for its cars.",
        "The proposal met with criticism from farmers.",
        "Angela Merkel called for calm on Friday.",
        "Barack Obama held a news conference in Washington.",
        "Barack Obama said so on a conference call with reporters.",
        "The annual meeting of shareholders approved the merger.",
        "The cabinet meeting lasted three hours.",
        "She gave TED talks about gardening.",
        "Angela Merkel remained in communication with Barack Obama.",
        "The museum receives many visits from pupils.",
        "Angela Merkel frequently meets with mayors.",
        "The two teams met in Cardiff and drew 1-1.",
        "According to the National Conference of State Legislatures, turnout rose.",
        "Helen Carter, who has called the mogul turned candidate an obvious phony, declined to comment.",
        "Helen Carter said she would welcome Pavel Ivanov.",
        "The call is being paid for by the Riverside Committee.",
        "The agency decided that Pavel Ivanov met the test that calls for custody.",
        "Helen Carter and Pavel Ivanov pledged to consult each other regularly.",
        "Helen Carter spoke of Brexit talks.",
    ],
)
def test_look_alikes_are_no_meetings(annotate: Annotate, text: str) -> None:
    assert annotate(text).meetings == ()


def test_a_compound_names_both_parties(annotate: Annotate) -> None:
    annotated = annotate(
        "Emmanuel Macron and Olaf Scholz disagree on gas. Officials still expect a Macron–Scholz summit in May."
    )
    meeting = only_meeting(annotated)
    assert names(annotated, meeting) == {"Emmanuel Macron", "Olaf Scholz"}
    assert meeting.label == "Macron–Scholz summit"


def test_a_host_and_a_visitor_have_their_roles(annotate: Annotate) -> None:
    annotated = annotate("Emmanuel Macron hosted Olaf Scholz for talks at the Elysee Palace on Monday.")
    agents = {agent.id: agent for agent in annotated.agents}
    roles = {}
    for part in only_meeting(annotated).participations:
        agent = agents[part.agent]
        assert isinstance(agent, Person)
        roles[agent.name] = part.role
    assert roles == {"Emmanuel Macron": Role.HOST, "Olaf Scholz": Role.VISITOR}


def test_parties_without_a_name_are_kept_as_described(annotate: Annotate) -> None:
    annotated = annotate("Emmanuel Macron met a delegation of Breton fishermen on Tuesday.")
    assert any("delegation" in name for name in names(annotated, only_meeting(annotated)))


def test_every_mention_of_a_meeting_is_grounded(annotate: Annotate) -> None:
    text = "Emmanuel Macron met Olaf Scholz in Paris. After the meeting, Macron spoke of progress."
    annotated = annotate(text)
    meeting = only_meeting(annotated)
    assert [mention.text for mention in meeting.mentions] == ["met", "meeting"]
    spans = [
        *meeting.mentions,
        *(a.evidence for a in meeting.assertions),
        *(p.evidence for p in meeting.participations),
    ]
    assert all(text[span.begin : span.end] == span.text for span in spans)


def test_a_title_before_two_names_is_no_third_participant(annotate: Annotate) -> None:
    annotated = annotate("Helen Carter met officers Antoine Morel and Nicolas Petit at the harbour on Friday.")
    assert names(annotated, only_meeting(annotated)) == {"Helen Carter", "Antoine Morel", "Nicolas Petit"}


def test_their_meeting_is_that_of_the_clause(annotate: Annotate) -> None:
    annotated = annotate(
        "Lawyers for the family emerged from their third meeting with federal officials, but said little."
    )
    meeting = only_meeting(annotated)
    assert len(meeting.participations) == 2
    assert meeting.ordinal == 3


def test_the_other_side_may_stand_in_a_relative_clause(annotate: Annotate) -> None:
    annotated = annotate("Anna Berg spoke about a meeting she had with Pavel Ivanov at a later date.")
    assert names(annotated, only_meeting(annotated)) == {"Anna Berg", "Pavel Ivanov"}


def test_who_tells_whom_in_a_meeting_has_met(annotate: Annotate) -> None:
    annotated = annotate(
        "In a meeting that day Pavel Ivanov was told by Energy Minister Anna Berg that the dam would hold."
    )
    assert names(annotated, only_meeting(annotated)) == {"Pavel Ivanov", "Anna Berg"}


def test_an_envoy_is_summoned_by_whom_the_text_names_or_nobody(annotate: Annotate) -> None:
    annotated = annotate("Ambassador Xie Feng was summoned to the State Department on Tuesday.")
    meeting = only_meeting(annotated)
    assert names(annotated, meeting) == {"Xie Feng", "State Department"}
    assert {part.role for part in meeting.participations} == {Role.VISITOR, Role.HOST}


def test_a_body_s_summit_is_where_others_meet(annotate: Annotate) -> None:
    annotated = annotate("Anna Berg and Pavel Ivanov agreed to meet in person at the G20 summit in November.")
    meeting = only_meeting(annotated)
    assert meeting.meeting_kind is MeetingKind.MEETING
    assert names(annotated, meeting) == {"Anna Berg", "Pavel Ivanov"}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "Prime Minister Narendra Modi met Xi Jinping in Tianjin. Xi told Modi that trade would grow.",
            "Modi–Xi meeting",
        ),
        ("President Emmanuel Macron met Wang Yi in Paris on Monday.", "Macron–Wang meeting"),
        ("President Emmanuel Macron met Lee Jae-myung in Paris on Monday.", "Macron–Lee meeting"),
        (
            "President Emmanuel Macron met Orbán Viktor in Paris on Monday. Orbán said it went well.",
            "Macron–Orbán meeting",
        ),
        (
            "President Emmanuel Macron met Pham Minh Chinh in Paris on Monday. Chinh thanked him.",
            "Macron–Chinh meeting",
        ),
        ("President Emmanuel Macron met Harvey Lee in Paris on Monday.", "Macron–Lee meeting"),
    ],
)
def test_a_label_calls_people_as_the_article_does_for_short_and_else_by_the_family_name(
    annotate: Annotate, text: str, label: str
) -> None:
    assert [meeting.label for meeting in annotate(text).meetings] == [label]
