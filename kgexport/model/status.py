"""The rule that derives a meeting's current status from its assertions (never stored, always computed).

Assertions are put in order: those first that the wording itself puts into the past (``superseded``: "were first scheduled
for May"); then by ``as_of`` (one without a day is the article's own word and comes last), else by position.

1. The latest positive certain one wins, except that *scheduled*, *rescheduled* or *proposed*, followed by positive
   doubt (*inDoubt*, or a probable or possible *postponed* or *cancelled*), becomes ``inDoubt``. Doubt weakens nothing
   else: a certain postponed, cancelled, refused or held stays what it is.
2. Else the latest probable, else the latest possible one, with its certainty kept.
3. Only negative ones: ``denied``. A negative assertion never erases a positive one.

Nothing known: ``unknown``.
"""

from collections.abc import Iterable
from datetime import date

from kgexport.model.meeting import Status, StatusAssertion
from kgexport.model.record import Record
from kgexport.model.statement import Certainty, Polarity

_OPEN = frozenset({Status.SCHEDULED, Status.RESCHEDULED, Status.PROPOSED})
_WEAKENING = frozenset({Status.POSTPONED, Status.CANCELLED})


class CurrentStatus(Record, frozen=True, kw_only=True):
    """The derived status, how certain its wording is, and the assertion it came from (None: nothing is known)."""

    status: Status
    certainty: Certainty
    assertion: StatusAssertion | None = None
    time: str | None = None  # id of the TimeReference in force
    place: str | None = None  # id of the Place in force


def in_order(assertions: Iterable[StatusAssertion]) -> list[StatusAssertion]:
    """The assertions from the earliest word to the latest."""
    return sorted(assertions, key=lambda a: (not a.superseded, a.as_of or date.max, a.evidence.begin, a.id))


def current_status(assertions: Iterable[StatusAssertion]) -> CurrentStatus:
    """The status that the rule above derives, with the time and place of the winner, else the latest that are given."""
    ordered = in_order(assertions)
    if not ordered:
        return CurrentStatus(status=Status.UNKNOWN, certainty=Certainty.POSSIBLE)
    positive = [a for a in ordered if a.polarity is Polarity.POSITIVE]
    if positive:
        status, winner = _winner(positive)
    else:
        status, winner = Status.DENIED, ordered[-1]
    behind = [winner, *reversed(positive or ordered)]
    return CurrentStatus(
        status=status,
        certainty=winner.certainty,
        assertion=winner,
        time=next((a.time for a in behind if a.time), None),
        place=next((a.place for a in behind if a.place), None),
    )


def _is_doubt(assertion: StatusAssertion) -> bool:
    return assertion.status is Status.IN_DOUBT or (
        assertion.status in _WEAKENING and assertion.certainty is not Certainty.CERTAIN
    )


def _winner(positive: list[StatusAssertion]) -> tuple[Status, StatusAssertion]:
    settled: StatusAssertion | None = None
    doubt: StatusAssertion | None = None
    for assertion in positive:
        if _is_doubt(assertion):
            doubt = assertion
        elif assertion.certainty is Certainty.CERTAIN:
            settled, doubt = assertion, None
    if settled is not None:
        return (Status.IN_DOUBT, doubt) if doubt and settled.status in _OPEN else (settled.status, settled)
    latest_first = positive[::-1]
    for certainty in (Certainty.CERTAIN, Certainty.PROBABLE):
        for assertion in latest_first:
            if assertion.certainty is certainty:
                return assertion.status, assertion
    return latest_first[0].status, latest_first[0]
