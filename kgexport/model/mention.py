"""Spans of the article's text: where something was read.

Offsets are Unicode code points of ``Article.text`` (Python string indices), end exclusive.
"""

from enum import StrEnum
from typing import Self

from kgexport.model.record import Record


class ReferringKind(StrEnum):
    """How a mention refers to its agent or place (absent on a span that refers to nobody)."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"
    METONYM = "metonym"


class SurfaceType(StrEnum):
    """What a name looks like by itself, before metonymy: "Moscow" is a PLACE even where it acts as a government."""

    PERSON = "PERSON"
    ORG = "ORG"
    PLACE = "PLACE"


class Mention(Record, frozen=True, kw_only=True):
    """A span of the article with its exact text."""

    begin: int
    end: int
    text: str
    kind: ReferringKind | None = None
    surface: SurfaceType | None = None  # names and metonyms only

    def __post_init__(self) -> None:
        if not 0 <= self.begin < self.end:
            raise ValueError(f"a mention must begin before it ends: {self.begin}..{self.end}")
        if len(self.text) != self.end - self.begin:
            raise ValueError(f"the text of {self.begin}..{self.end} has {len(self.text)} characters")

    @classmethod
    def of(
        cls,
        text: str,
        begin: int,
        end: int,
        kind: ReferringKind | None = None,
        surface: SurfaceType | None = None,
    ) -> Self:
        """The mention of ``text[begin:end]``; ValueError for an empty or impossible span."""
        return cls(begin=begin, end=end, text=text[begin:end], kind=kind, surface=surface)

    def overlaps(self, begin: int, end: int) -> bool:
        """True where the mention and ``begin..end`` share a character."""
        return self.begin < end and begin < self.end

    def covers(self, begin: int, end: int) -> bool:
        """True where ``begin..end`` lies inside the mention."""
        return self.begin <= begin and end <= self.end
