"""The CAMEO and PLOVER codes that follow from a meeting's status, kind, roles and place."""

import pytest

from kgexport.model import (
    AnnotatedArticle,
    Article,
    Certainty,
    EventCoder,
    EventCodes,
    Meeting,
    MeetingKind,
    Membership,
    Mention,
    Mode,
    Organisation,
    OrganisationKind,
    Participation,
    Person,
    Place,
    Polarity,
    Qualifier,
    Role,
    Status,
    StatusAssertion,
)

TEXT = "." * 40
WORDS = Mention.of(TEXT, 0, 1)


def government(country: str) -> Organisation:
    return Organisation(
        id=f"org-{country}",
        name=country,
        country=country,
        organisation_kind=OrganisationKind.GOVERNMENT,
        mentions=(WORDS,),
    )


def place(identifier: str, country: str | None, within: str | None = None) -> Place:
    return Place(id=identifier, name=identifier, country=country, within=within, mentions=(WORDS,))


def codes(
    status: Status,
    *,
    kind: MeetingKind = MeetingKind.MEETING,
    mode: Mode = Mode.IN_PERSON,
    roles: tuple[Role, Role] = (Role.PARTICIPANT, Role.PARTICIPANT),
    where: str | None = None,
    qualifier: Qualifier | None = None,
    certainty: Certainty = Certainty.CERTAIN,
) -> EventCodes:
    """The codes of a meeting of somebody who holds a post of Norway's with the government of Chad."""
    people = ("person-1", "org-TD")
    meeting = Meeting(
        id="meeting-0",
        label="meeting",
        meeting_kind=kind,
        mode=mode,
        mentions=(WORDS,),
        participations=tuple(
            Participation(id=f"participation-{agent}", agent=agent, role=role, evidence=WORDS)
            for agent, role in zip(people, roles, strict=True)
        ),
        assertions=(
            StatusAssertion(
                id="status-0",
                status=status,
                certainty=certainty,
                polarity=Polarity.POSITIVE,
                evidence=WORDS,
                place=where,
            ),
        ),
    )
    annotated = AnnotatedArticle(
        article=Article(id="a", text=TEXT),
        agents=(Person(id="person-1", name="Kari Nordby", mentions=(WORDS,)), government("NO"), government("TD")),
        memberships=(
            Membership(
                id="membership-0",
                member="person-1",
                title="envoy",
                mention=WORDS,
                organisation="org-NO",
                qualifier=qualifier,
            ),
        ),
        places=(place("Oslo", "NO"), place("Vienna", "AT"), place("Hofburg", None, "Vienna"), place("Nowhere", None)),
        meetings=(meeting,),
    )
    return EventCoder(annotated).codes_of(meeting)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status.HELD, EventCodes("CONSULT", ("040",))),
        (Status.ONGOING, EventCodes("CONSULT", ("040",))),
        (Status.SCHEDULED, EventCodes("AGREE", ("036",))),
        (Status.RESCHEDULED, EventCodes("AGREE", ("036",))),
        (Status.REFUSED, EventCodes("REJECT", ("125",))),
        (Status.CANCELLED, EventCodes("REJECT", ())),
        (Status.PROPOSED, EventCodes(None, ())),
        (Status.POSTPONED, EventCodes(None, ())),
        (Status.IN_DOUBT, EventCodes(None, ())),
        (Status.UNKNOWN, EventCodes(None, ())),
    ],
)
def test_the_status_decides_first(status: Status, expected: EventCodes) -> None:
    assert codes(status) == expected


def test_talks_that_are_broken_off_are_a_halt_of_negotiations() -> None:
    assert codes(Status.CANCELLED, kind=MeetingKind.TALKS).cameo == ("164",)


def test_the_code_that_says_most_is_given() -> None:
    assert codes(Status.HELD, kind=MeetingKind.TALKS).cameo == ("046",)
    assert codes(Status.HELD, kind=MeetingKind.CALL, mode=Mode.PHONE).cameo == ("041",)
    assert codes(Status.HELD, kind=MeetingKind.CALL, mode=Mode.VIDEO).cameo == ("040",)
    mediated = codes(Status.HELD, kind=MeetingKind.TALKS, roles=(Role.MEDIATOR, Role.PARTICIPANT))
    assert mediated.cameo == ("045",)


def test_a_visit_has_the_codes_of_the_sides_that_are_told() -> None:
    assert codes(Status.HELD, kind=MeetingKind.VISIT, roles=(Role.VISITOR, Role.HOST)).cameo == ("042", "043")
    assert codes(Status.HELD, kind=MeetingKind.VISIT, roles=(Role.VISITOR, Role.PARTICIPANT)).cameo == ("042",)


def test_a_third_place_lies_in_no_participant_s_country() -> None:
    assert codes(Status.HELD, where="Vienna").cameo == ("044",)
    assert codes(Status.HELD, where="Hofburg").cameo == ("044",), "a building lies where its city lies"
    assert codes(Status.HELD, where="Oslo").cameo == ("040",)
    assert codes(Status.HELD, where="Nowhere").cameo == ("040",)
    # Whoever held a post once does not speak for the country: one party's country is unknown then.
    assert codes(Status.HELD, where="Vienna", qualifier=Qualifier.FORMER).cameo == ("040",)
