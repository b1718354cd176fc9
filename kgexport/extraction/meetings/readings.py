"""A reading: what one mention says of the status of a meeting, with the words that tell."""

from dataclasses import dataclass, replace

from kgexport.extraction.tree import Token
from kgexport.model import Certainty, Polarity, Status


@dataclass(frozen=True, slots=True)
class Reading:
    """A status with its certainty and polarity, and the words that tell."""

    status: Status
    certainty: Certainty = Certainty.CERTAIN
    polarity: Polarity = Polarity.POSITIVE
    evidence: tuple[int, int] = (0, 0)  # token indices, end exclusive
    presumed: bool = False  # nothing in the words says so: a mere mention presupposes that it was held
    past_plan: bool = (
        False  # "was to meet", "had been due", "had been called off": of the time before, told in the past
    )
    superseded: bool = False  # a plan that holds no longer: "was first scheduled for May"


def softer(reading: Reading, certainty: Certainty) -> Reading:
    """The same reading with another certainty."""
    return replace(reading, certainty=certainty)


CHANGES = frozenset({Status.POSTPONED, Status.RESCHEDULED, Status.CANCELLED})  # what may become of a plan
SILENT = Reading(Status.UNKNOWN, Certainty.POSSIBLE)  # the words are understood, and say nothing of the status


def span_of(*tokens: Token) -> tuple[int, int]:
    """Token indices from the first of the tokens to the last, end exclusive."""
    indices = [t.i for t in tokens]
    return min(indices), max(indices) + 1
