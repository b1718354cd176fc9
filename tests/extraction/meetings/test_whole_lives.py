"""Articles in which a meeting is planned, moved, refused, denied or broken off: its whole life in one node."""

from collections.abc import Callable

from kgexport.model import AnnotatedArticle, Meeting, Polarity, Role, Status, StatusAssertion, current_status

Annotate = Callable[..., AnnotatedArticle]
PUBLISHED = "2025-03-05"  # a Wednesday


def flowing(text: str) -> str:
    """The text with a line for each paragraph."""
    return "\n\n".join(" ".join(paragraph.split("\n")) for paragraph in text.strip().split("\n\n"))


def called(annotated: AnnotatedArticle, label: str) -> Meeting:
    """The one meeting whose label begins so."""
    found = [meeting for meeting in annotated.meetings if meeting.label.startswith(label)]
    assert len(found) == 1, [meeting.label for meeting in annotated.meetings]
    return found[0]


def parties(annotated: AnnotatedArticle, meeting: Meeting) -> dict[str, Role]:
    named = {agent.id: getattr(agent, "name", None) or getattr(agent, "description", "") for agent in annotated.agents}
    return {named[each.agent]: each.role for each in meeting.participations}


def day(annotated: AnnotatedArticle, time: str | None) -> str | None:
    return next((each.value for each in annotated.times if each.id == time), None)


def where(annotated: AnnotatedArticle, place: str | None) -> str | None:
    return next((each.name for each in annotated.places if each.id == place), None)


def source(annotated: AnnotatedArticle, assertion: StatusAssertion) -> str | None:
    statement = next((each for each in annotated.statements if each.id == assertion.asserted_by), None)
    named = {agent.id: getattr(agent, "name", None) or getattr(agent, "description", "") for agent in annotated.agents}
    return None if statement is None or statement.speaker is None else named[statement.speaker]


MOVED = """Foreign ministers to meet in Vienna

VIENNA — Austrian Foreign Minister Clara Holm will host her Serbian counterpart Milan Petrov in Vienna next Tuesday,
the ministry said on Monday. The two are expected to discuss border controls and a new rail link.

The meeting was first planned for February 10 in Belgrade but was put off after Holm fell ill. It was then moved to
February 24, and postponed once more because of a strike at the airport.

Senior diplomats of both countries will meet in Graz on Friday to prepare the talks, Holm's spokesman Jonas Weber
said. Petrov and Holm last met in November on the sidelines of a conference in Ljubljana.

"The minister is looking forward to the visit," Weber said. A dinner with business leaders, planned for Tuesday
evening, was cancelled.
"""


def test_what_was_first_planned_and_then_moved_does_not_undo_the_plan_in_force(annotate: Annotate) -> None:
    annotated = annotate(flowing(MOVED), published=PUBLISHED)
    meeting = called(annotated, "Holm–Petrov")
    assert current_status(meeting.assertions).status is Status.SCHEDULED
    assert parties(annotated, meeting) == {"Clara Holm": Role.HOST, "Milan Petrov": Role.VISITOR}
    past = {(each.status, day(annotated, each.time)) for each in meeting.assertions if each.superseded}
    assert past == {
        (Status.POSTPONED, None),
        (Status.SCHEDULED, "2025-02-10"),
        (Status.RESCHEDULED, "2025-02-24"),
    }
    assert where(annotated, current_status(meeting.assertions).place) == "Vienna"


def test_diplomats_prepare_what_ministers_will_hold_and_the_last_time_is_another_meeting(annotate: Annotate) -> None:
    annotated = annotate(flowing(MOVED), published=PUBLISHED)
    assert called(annotated, "Senior diplomats").prepares == called(annotated, "Holm–Petrov").id
    last = current_status(called(annotated, "Petrov–Holm").assertions)
    assert (last.status, day(annotated, last.time), where(annotated, last.place)) == (
        Status.HELD,
        "2024-11",
        "Ljubljana",
    )


MERGER = """Northgate and Halden break off merger talks

Northgate Energy said on Tuesday that it had ended merger talks with rival Halden Industries after six weeks of
negotiations. Northgate's chief executive, Laura Kent, and Halden's chairman, Peter Frei, met for the last time at a
hotel in Zurich on Sunday, two people familiar with the matter said.

The talks began in January after Frei telephoned Kent and proposed a combination.

Kent told analysts on a conference call that Northgate would remain independent.
"""


def test_talks_that_are_broken_off_and_those_that_were_held_are_the_same(annotate: Annotate) -> None:
    annotated = annotate(flowing(MERGER), published=PUBLISHED)
    assert [meeting.label for meeting in annotated.meetings] == [
        "Northgate Energy–Halden Industries talks",
        "Kent–Frei meeting",
        "Frei–Kent call",
    ]
    status = current_status(called(annotated, "Northgate Energy").assertions)
    assert (status.status, day(annotated, status.time)) == (Status.HELD, "2025-01")
    last = current_status(called(annotated, "Kent–Frei").assertions)
    assert (where(annotated, last.place), day(annotated, last.time)) == ("Zurich", "2025-03-02")


STRIKE = """Dockers' union to resume talks with port operators

The dockers' union and the port operators in Rotterdam will resume talks on Thursday, mediators said, after a
three-day strike that shut the harbour.

Labour Minister Eva Smit spoke by phone with the operators' chairman, Henk Visser, who agreed to meet the union's
leader, Joost Bakker, without conditions. A first meeting between Bakker and Visser on Sunday lasted four hours.
"""


def test_a_headline_without_a_verb_tells_a_plan_and_a_first_meeting_prepares_nothing(annotate: Annotate) -> None:
    annotated = annotate(flowing(STRIKE), published=PUBLISHED)
    talks = annotated.meetings[0]
    assert {each.status for each in talks.assertions} == {Status.SCHEDULED}
    assert all(meeting.prepares is None for meeting in annotated.meetings)
    agreed = called(annotated, "Visser–Bakker")
    assert current_status(agreed.assertions).status is Status.SCHEDULED


COUNCIL = """Mayor and residents fail to agree on landfill

Mayor Tom Reilly met residents of the Oakfield district on Monday evening to discuss the planned landfill. About 200
people attended the meeting at Oakfield Town Hall.

Councillor Jane Doyle, who boycotted the meeting, said Reilly had refused to meet the residents' association in
December.
"""


def test_who_boycotts_a_meeting_is_no_party_of_it(annotate: Annotate) -> None:
    annotated = annotate(flowing(COUNCIL), published=PUBLISHED)
    meeting = called(annotated, "Reilly–residents of the")
    assert "Jane Doyle" not in parties(annotated, meeting)
    assert current_status(meeting.assertions).status is Status.HELD
    assert len(annotated.meetings) == 2


def test_a_refusal_is_on_the_word_of_whoever_tells_it(annotate: Annotate) -> None:
    annotated = annotate(flowing(COUNCIL), published=PUBLISHED)
    (refusal,) = called(annotated, "Reilly–the residents'").assertions
    assert refusal.status is Status.REFUSED
    assert source(annotated, refusal) == "Jane Doyle"


COURT = """Court hears of secret meeting

OSLO — Former minister Anna Berg met the businessman Carl Rask at his villa in Lillehammer in May 2023, prosecutors
told a court in Oslo on Monday. Berg has denied meeting Rask. Her lawyer, Kari Lie, said that the alleged meeting
never took place.

According to the indictment, Rask and Berg also spoke on the phone at least nine times.
"""


def test_a_meeting_that_one_side_denies_has_both_words(annotate: Annotate) -> None:
    annotated = annotate(flowing(COURT), published=PUBLISHED)
    told = [(source(annotated, each), each.polarity) for each in called(annotated, "Berg–Rask").assertions]
    assert told == [
        ("prosecutors", Polarity.POSITIVE),
        ("Anna Berg", Polarity.NEGATIVE),
        ("Kari Lie", Polarity.NEGATIVE),
    ]


SUMMIT = """Summit of the Gulf and African states moved again

The summit between the Gulf Cooperation Council and the African Union, due to be held in Nairobi on March 20, will now
take place in Addis Ababa on April 2, the African Union said. It was originally to be held in Rabat in January.

Kenyan President William Ruto will not attend. Preparatory talks between officials of the two blocs opened in Cairo on
Monday.

It remains unclear whether Saudi Crown Prince Mohammed bin Salman will attend the summit.
"""


def test_a_summit_that_is_moved_twice_keeps_its_places_and_days(annotate: Annotate) -> None:
    annotated = annotate(flowing(SUMMIT), published=PUBLISHED)
    summit = called(annotated, "Gulf Cooperation Council–African Union")
    status = current_status(summit.assertions)
    assert (status.status, day(annotated, status.time), where(annotated, status.place)) == (
        Status.SCHEDULED,
        "2025-04-02",
        "Addis Ababa",
    )
    past = [(day(annotated, each.time), where(annotated, each.place)) for each in summit.assertions if each.superseded]
    assert past == [("2025-01", "Rabat")]
    assert set(parties(annotated, summit)) == {"Gulf Cooperation Council", "African Union"}
    assert called(annotated, "officials of the two blocs").prepares == summit.id


CALLS = """Trump and Carney speak by phone

U.S. President Donald Trump and Canadian Prime Minister Mark Carney spoke by phone on Tuesday, the White House said.
Carney's office confirmed the conversation and said that the prime minister would travel to Washington on March 12 to
meet Trump.

The two leaders have not met since the summit in Kananaskis last June.
"""


def test_who_has_not_met_since_has_no_meeting_there(annotate: Annotate) -> None:
    annotated = annotate(flowing(CALLS), published=PUBLISHED)
    planned = current_status(called(annotated, "Carney–Trump meeting").assertions)
    assert (planned.status, where(annotated, planned.place), day(annotated, planned.time)) == (
        Status.SCHEDULED,
        "Washington",
        "2025-03-12",
    )
    summit = current_status(called(annotated, "Trump–Carney summit").assertions)
    assert (where(annotated, summit.place), day(annotated, summit.time)) == ("Kananaskis", "2024-06")


TEACHERS = """Teachers reject offer of talks

The teachers' union rejected an offer of talks from Education Minister Ruth Adler on Tuesday and called a strike for
next week.

Union president Sam Cole said that he would only meet the minister if she put a new offer on the table. Prime Minister
Noa Levi is to receive Cole and Adler at her residence in Jerusalem on Sunday, her office said. It would be their
first meeting since the strike in September.
"""


def test_the_day_on_which_an_offer_is_rejected_is_not_that_of_the_talks(annotate: Annotate) -> None:
    annotated = annotate(flowing(TEACHERS), published=PUBLISHED)
    status = current_status(called(annotated, "Adler–The teachers' union").assertions)
    assert (status.status, status.time) == (Status.REFUSED, None)


def test_the_first_meeting_since_has_no_number_and_a_condition_is_no_plan(annotate: Annotate) -> None:
    annotated = annotate(flowing(TEACHERS), published=PUBLISHED)
    reception = next(m for m in annotated.meetings if Role.HOST in parties(annotated, m).values())
    assert reception.ordinal is None
    assert reception.prepares is None
    assert Status.PROPOSED in {each.status for each in reception.assertions}


def test_a_visit_that_was_due_to_begin_on_a_day_has_that_day(annotate: Annotate) -> None:
    annotated = annotate(
        "Prime Minister Anna Lund has cancelled a visit to Cyprus that was due to begin on Friday, her office said on Wednesday.",
        published=PUBLISHED,
    )
    status = current_status(annotated.meetings[0].assertions)
    assert (status.status, day(annotated, status.time)) == (Status.CANCELLED, "2025-03-07")


def test_what_is_suspended_until_the_summer_lies_ahead(annotate: Annotate) -> None:
    annotated = annotate("Talks between Kenya and Tanzania have been suspended until the summer.", published=PUBLISHED)
    assert day(annotated, current_status(annotated.meetings[0].assertions).time) == "2025-SU"
