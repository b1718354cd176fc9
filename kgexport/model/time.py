"""When: temporal expressions with their TIMEX3 value (ISO-TimeML) and the days they can mean."""

from datetime import date
from enum import StrEnum

from kgexport.model.mention import Mention
from kgexport.model.record import Record


class TimexType(StrEnum):
    """The TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Granularity(StrEnum):
    """The unit an expression is precise to."""

    TIME = "time"
    PART_OF_DAY = "partOfDay"
    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    VAGUE = "vague"


class Anchor(StrEnum):
    """What a relative expression was counted from."""

    PUBLICATION = "publication"
    DATELINE = "dateline"
    EXPRESSION = "expression"  # another expression of the article
    EVENT = "event"  # "three days after the call"


class TimeReference(Record, frozen=True, kw_only=True):
    """A temporal expression. No earliest and latest when the year is unknown (``XXXX-10-16``) or nothing bounds it."""

    id: str  # time-{begin}
    mention: Mention
    timex_type: TimexType
    value: str  # TIMEX3: 2025-10-16, XXXX-10-16, 2025-W44, 2025-10-20TEV, PAST_REF, P3D
    granularity: Granularity
    earliest: date | None = None
    latest: date | None = None  # inclusive
    clock: str | None = None  # "17:30"
    fuzzy: bool = False
    anchor: Anchor | None = None  # None: the expression is absolute
    anchor_time: str | None = None  # id of the TimeReference it was counted from

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"{self.mention.text!r}: earliest {self.earliest} is after latest {self.latest}")
