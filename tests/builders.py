"""Builds records for tests: one valid default each, changed by keywords.

``LAKESIDE`` is a short invented article; ``make_annotated()`` is what a careful reader takes from it.
"""

from datetime import date
from typing import Any

from kgexport.model import (
    Act,
    AnnotatedArticle,
    AnonymousSource,
    Article,
    Certainty,
    Extraction,
    Form,
    Granularity,
    Meeting,
    MeetingKind,
    Membership,
    Mention,
    Mode,
    Organisation,
    OrganisationKind,
    Outlet,
    Participation,
    Person,
    Place,
    PlaceKind,
    Polarity,
    ReferringKind,
    Role,
    SourceKind,
    Statement,
    Status,
    StatusAssertion,
    SurfaceType,
    TimeReference,
    TimexType,
)

LAKESIDE = """Lakeside summit in doubt

Prime Minister Ada Moreau will meet President Jonas Brandt in Geneva on Friday, the Lake Courier reported, citing a diplomat.
“We have not agreed on anything,” Brandt told reporters. Moreau denied that the summit had been cancelled.
"""


def span(text: str, words: str, nth: int = 1, **fields: Any) -> Mention:
    """The mention of the nth occurrence of some words."""
    begin = -1
    for _ in range(nth):
        begin = text.index(words, begin + 1)
    return Mention.of(text, begin, begin + len(words), **fields)


def name_of(text: str, words: str, nth: int = 1, surface: SurfaceType = SurfaceType.PERSON) -> Mention:
    """The mention of a name."""
    return span(text, words, nth, kind=ReferringKind.NAME, surface=surface)


def make_article(**changes: Any) -> Article:
    """The lakeside article."""
    fields: dict[str, Any] = {
        "id": "lakeside",
        "text": LAKESIDE,
        "title": span(LAKESIDE, "Lakeside summit in doubt"),
        "url": "https://courier.example/2025/lakeside",
        "publisher": "Lake Courier",
        "authors": ("Kim Vale",),
        "published": "2025-03-04",
        "language": "en",
    }
    return Article(**fields | changes)


def make_person(**changes: Any) -> Person:
    """Ada Moreau."""
    fields: dict[str, Any] = {
        "id": "person-41",
        "name": "Ada Moreau",
        "mentions": (name_of(LAKESIDE, "Ada Moreau"), name_of(LAKESIDE, "Moreau", 2)),
    }
    return Person(**fields | changes)


def make_statement(**changes: Any) -> Statement:
    """What Brandt told reporters."""
    fields: dict[str, Any] = {
        "id": "statement-193",
        "speaker": "person-67",
        "speaker_mention": name_of(LAKESIDE, "Brandt", 2),
        "addressees": ("agent-reporters",),
        "cue": span(LAKESIDE, "told"),
        "cue_lemma": "tell",
        "form": Form.DIRECT,
        "act": Act.SAY,
        "content": (span(LAKESIDE, "“We have not agreed on anything,”"),),
        "rule": "quotation",
    }
    return Statement(**fields | changes)


def make_assertion(**changes: Any) -> StatusAssertion:
    """The summit is scheduled, the Lake Courier says."""
    fields: dict[str, Any] = {
        "id": "status-52",
        "status": Status.SCHEDULED,
        "certainty": Certainty.CERTAIN,
        "polarity": Polarity.POSITIVE,
        "evidence": span(LAKESIDE, "will meet"),
        "asserted_by": "statement-120",
        "as_of": date(2025, 3, 4),
        "time": "time-91",
        "place": "place-83",
    }
    return StatusAssertion(**fields | changes)


def make_meeting(**changes: Any) -> Meeting:
    """The summit of Moreau and Brandt."""
    evidence = span(LAKESIDE, "will meet")
    fields: dict[str, Any] = {
        "id": "meeting-9",
        "meeting_kind": MeetingKind.SUMMIT,
        "mode": Mode.IN_PERSON,
        "label": "Moreau–Brandt summit",
        "mentions": (span(LAKESIDE, "summit"), span(LAKESIDE, "meet"), span(LAKESIDE, "summit", 2)),
        "participations": (
            Participation(id="participation-9-41", agent="person-41", role=Role.PARTICIPANT, evidence=evidence),
            Participation(id="participation-9-67", agent="person-67", role=Role.PARTICIPANT, evidence=evidence),
        ),
        "assertions": (
            StatusAssertion(
                id="status-16",
                status=Status.IN_DOUBT,
                certainty=Certainty.CERTAIN,
                polarity=Polarity.POSITIVE,
                evidence=span(LAKESIDE, "in doubt"),
                as_of=date(2025, 3, 4),
            ),
            make_assertion(),
            StatusAssertion(
                id="status-281",
                status=Status.CANCELLED,
                certainty=Certainty.CERTAIN,
                polarity=Polarity.NEGATIVE,
                evidence=span(LAKESIDE, "cancelled"),
                asserted_by="statement-250",
                as_of=date(2025, 3, 4),
            ),
        ),
    }
    return Meeting(**fields | changes)


def make_annotated(**changes: Any) -> AnnotatedArticle:
    """Everything in the lakeside article."""
    fields: dict[str, Any] = {
        "article": make_article(),
        "extraction": Extraction(tool="kgexport test", model="none 1.0", model_sha256="0" * 64),
        "agents": (
            Person(id="person-author-1", name="Kim Vale"),
            make_person(),
            Person(
                id="person-67",
                name="Jonas Brandt",
                mentions=(name_of(LAKESIDE, "Jonas Brandt"), name_of(LAKESIDE, "Brandt", 2)),
            ),
            Outlet(
                id="org-105", name="Lake Courier", mentions=(name_of(LAKESIDE, "Lake Courier", 1, SurfaceType.ORG),)
            ),
            AnonymousSource(
                id="source-136",
                description="a diplomat",
                source_kind=SourceKind.DIPLOMAT,
                mentions=(span(LAKESIDE, "a diplomat", kind=ReferringKind.NOMINAL),),
            ),
            AnonymousSource(
                id="agent-reporters",
                description="reporters",
                mentions=(span(LAKESIDE, "reporters", kind=ReferringKind.NOMINAL),),
            ),
            Organisation(
                id="org-26",
                name="Government",
                organisation_kind=OrganisationKind.GOVERNMENT,
                country="FR",
                inferred_from=span(LAKESIDE, "Prime Minister"),
            ),
        ),
        "places": (
            Place(
                id="place-83",
                name="Geneva",
                mentions=(name_of(LAKESIDE, "Geneva", 1, SurfaceType.PLACE),),
                place_kind=PlaceKind.SETTLEMENT,
                country="CH",
            ),
        ),
        "times": (
            TimeReference(
                id="time-91",
                mention=span(LAKESIDE, "Friday"),
                timex_type=TimexType.DATE,
                value="2025-03-07",
                granularity=Granularity.DAY,
                earliest=date(2025, 3, 7),
                latest=date(2025, 3, 7),
                clock="17:30",
            ),
        ),
        "memberships": (
            Membership(
                id="membership-26",
                member="person-41",
                title="Prime Minister",
                mention=span(LAKESIDE, "Prime Minister"),
                organisation="org-26",
            ),
        ),
        "meetings": (make_meeting(),),
        "statements": (
            Statement(
                id="statement-120",
                speaker="org-105",
                cue=span(LAKESIDE, "reported"),
                cue_lemma="report",
                form=Form.REPORT,
                act=Act.SAY,
                content=(
                    span(LAKESIDE, "Prime Minister Ada Moreau will meet President Jonas Brandt in Geneva on Friday"),
                ),
                about=("person-41", "person-67", "place-83", "meeting-9"),
                based_on=("statement-136",),
            ),
            Statement(
                id="statement-136",
                speaker="source-136",
                form=Form.REPORT,
                act=Act.SAY,
                content=(
                    span(LAKESIDE, "Prime Minister Ada Moreau will meet President Jonas Brandt in Geneva on Friday"),
                ),
            ),
            make_statement(),
            Statement(
                id="statement-250",
                speaker="person-41",
                cue=span(LAKESIDE, "denied"),
                cue_lemma="deny",
                form=Form.INDIRECT,
                act=Act.DENY,
                content=(span(LAKESIDE, "the summit had been cancelled"),),
                about=("meeting-9",),
            ),
        ),
        "publisher": "org-105",
        "authors": ("person-author-1",),
    }
    return AnnotatedArticle(**fields | changes)
