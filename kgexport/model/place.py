"""Where things are."""

from enum import StrEnum

from kgexport.model.mention import Mention
from kgexport.model.record import Record


class PlaceKind(StrEnum):
    """What sort of place, where known."""

    COUNTRY = "country"
    SETTLEMENT = "settlement"
    REGION = "region"
    BUILDING = "building"
    OTHER = "other"


class Place(Record, frozen=True, kw_only=True):
    """A place that the article names. "U.S." in "U.S. officials" is a mention of a country too."""

    id: str  # place-{first offset}
    name: str
    mentions: tuple[Mention, ...]
    place_kind: PlaceKind | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    within: str | None = None  # id of the place it lies in, where the text gives it ("Aden, Yemen")
