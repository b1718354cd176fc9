"""One node for each encounter: what is the same, what is not, and what one meeting has to do with another."""

from collections.abc import Callable

from kgexport.model import AnnotatedArticle, MeetingKind, Person, Role, Status
from kgexport.model.status import current_status

Annotate = Callable[..., AnnotatedArticle]


def test_a_word_that_points_back_joins_the_encounter(annotate: Annotate) -> None:
    annotated = annotate(
        "Emmanuel Macron and Olaf Scholz spoke by phone on Monday. The call lasted an hour. "
        "During that conversation they discussed gas."
    )
    (meeting,) = annotated.meetings
    assert [mention.text for mention in meeting.mentions] == ["spoke", "call", "conversation"]


def test_a_call_and_a_summit_of_the_same_people_are_two(annotate: Annotate) -> None:
    annotated = annotate("Emmanuel Macron and Olaf Scholz agreed to hold a summit after a phone call between them.")
    assert {meeting.meeting_kind for meeting in annotated.meetings} == {MeetingKind.SUMMIT, MeetingKind.CALL}


def test_meetings_with_different_partners_are_two(annotate: Annotate) -> None:
    annotated = annotate("Emmanuel Macron met Olaf Scholz in Paris. Later Macron met Pedro Sanchez in Madrid.")
    assert len(annotated.meetings) == 2


def test_talks_that_somebody_is_hosted_for_are_the_same(annotate: Annotate) -> None:
    (meeting,) = annotate("Emmanuel Macron hosted Olaf Scholz in Paris for talks on gas.").meetings
    assert meeting.meeting_kind is MeetingKind.TALKS
    assert [mention.text for mention in meeting.mentions] == ["hosted", "talks"]


def test_they_will_meet_again_is_another_meeting_of_the_same_people(annotate: Annotate) -> None:
    first, second = annotate("Emmanuel Macron met Olaf Scholz in Paris. They will meet again in May.").meetings
    assert {p.agent for p in first.participations} == {p.agent for p in second.participations}
    assert current_status(first.assertions).status is Status.HELD
    assert current_status(second.assertions).status is Status.SCHEDULED


def test_the_summit_that_others_prepare_is_linked(annotate: Annotate) -> None:
    annotated = annotate(
        "Emmanuel Macron and Olaf Scholz agreed to hold a summit in Paris. "
        "Senior advisers will meet first to lay the groundwork."
    )
    summit, advisers = annotated.meetings
    assert summit.meeting_kind is MeetingKind.SUMMIT
    assert advisers.prepares == summit.id
    assert summit.prepares is None


def test_topic_outcome_and_number_are_the_text_s_words(annotate: Annotate) -> None:
    (meeting,) = annotate(
        "Emmanuel Macron and Olaf Scholz held their third meeting on gas prices in Paris. "
        "The meeting ended without agreement."
    ).meetings
    assert meeting.topic is not None
    assert meeting.topic.text == "gas prices"
    assert meeting.outcome is not None
    assert meeting.outcome.text == "ended without agreement"
    assert meeting.ordinal == 3


def test_a_delegate_goes_for_somebody(annotate: Annotate) -> None:
    annotated = annotate(
        "Officials from both countries will meet in Geneva, with Marco Rubio leading Washington's delegation."
    )
    (meeting,) = annotated.meetings
    delegates = [part for part in meeting.participations if part.role is Role.DELEGATE]
    assert len(delegates) == 1
    assert delegates[0].principal in {agent.id for agent in annotated.agents}


def test_a_thousand_mentions_are_one_meeting(annotate: Annotate) -> None:
    (meeting,) = annotate("Emmanuel Macron met Olaf Scholz in Paris. " * 100).meetings
    assert len(meeting.mentions) == 100


def test_a_broken_text_gives_nothing_and_no_error(annotate: Annotate) -> None:
    for text in ("", "met with ", "talks with " * 200, "😀 met 😀 with " * 50, "THE MEETING MET THE MEETING " * 20):
        annotated = annotate(text)
        for meeting in annotated.meetings:
            assert all(text[m.begin : m.end] == m.text for m in meeting.mentions)


def test_meeting_again_presupposes_the_meeting_before(annotate: Annotate) -> None:
    annotated = annotate(
        "Emmanuel Macron and Olaf Scholz agreed to meet again in the coming weeks. Both sides praised Thursday's meeting.",
        published="2025-03-07",
    )
    again, before = annotated.meetings
    assert {p.agent for p in again.participations} == {p.agent for p in before.participations}
    times = {time.id: time.value for time in annotated.times}
    assert [times[a.time] for a in before.assertions if a.time] == ["2025-03-06"]


def test_they_are_the_two_of_whom_was_spoken_last(annotate: Annotate) -> None:
    annotated = annotate(
        "The club's director, Mateo Lund, met Kiat Berg on Monday; they will not meet again, the club said. "
        "Anna Huber spoke to Peter Frei. They agreed to meet in May."
    )
    names = {agent.id: agent.name for agent in annotated.agents if isinstance(agent, Person)}
    parties = [{names.get(part.agent) for part in meeting.participations} for meeting in annotated.meetings]
    assert parties
    assert all(each == {"Mateo Lund", "Kiat Berg"} for each in parties)
    assert "Huber" not in {meeting.label for meeting in annotated.meetings}
    told = [annotated.article.text[m.begin : m.end] for meeting in annotated.meetings for m in meeting.mentions]
    assert len(told) == 2


def test_a_name_beside_a_noun_does_not_stand_between_they_and_the_two_who_met(annotate: Annotate) -> None:
    annotated = annotate(
        "Mateo Lund met Kiat Berg several times during the Anna Huber administration. They had a meeting in Riga in 2013."
    )
    names = {agent.id: agent.name for agent in annotated.agents if isinstance(agent, Person)}
    parties = [{names.get(part.agent) for part in meeting.participations} for meeting in annotated.meetings]
    assert parties
    assert all(each == {"Mateo Lund", "Kiat Berg"} for each in parties)
    assert sum(len(meeting.mentions) for meeting in annotated.meetings) == 2
