"""What the user can choose about the mapping."""

from dataclasses import dataclass
from enum import StrEnum

from kgexport.identifiers import DEFAULT_BASE


class TextLevel(StrEnum):
    """How much of the article's text goes into the graph (rights). Offsets always do."""

    FULL = "full"  # the text, and the exact text of mentions
    MENTIONS = "mentions"  # the exact text of mentions
    NONE = "none"


class IdentityRule(StrEnum):
    """What makes an agent or place the same node in two articles, beside an authority's id."""

    ARTICLE = "article"  # nothing: two John Smiths are two people
    NAME = "name"  # the same full name


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingOptions:
    """Raises ValueError for a base that is not an absolute IRI."""

    base: str = DEFAULT_BASE
    text: TextLevel = TextLevel.FULL
    identity: IdentityRule = IdentityRule.ARTICLE
    max_triples: int = 1_000_000  # of one article; one that gives more is refused

    def __post_init__(self) -> None:
        # What is of an article has its IRI with a fragment, and an IRI has one fragment.
        if not self.base.isascii() or "://" not in self.base or "#" in self.base or not self.base.endswith("/"):
            raise ValueError(f"a base IRI is absolute, in ASCII, without '#', and ends with '/': {self.base!r}")
