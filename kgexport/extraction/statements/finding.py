"""What a rule finds, before speakers are resolved and chains are drawn."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from kgexport.extraction.statements.lexicon import Cue
from kgexport.extraction.statements.scene import Scene, Stretch

Spans = tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Finding:
    """A statement that a rule read. ``content`` and ``cue`` are offsets, ``verb`` and the stretches are tokens."""

    rule: str
    content: Spans
    cue: tuple[int, int] | None = None
    verb: int | None = None  # the cue's main token
    lemma: str | None = None
    entry: Cue | None = None
    speaker: Stretch | None = None
    addressees: list[Stretch] = field(default_factory=list)
    relayed_by: list["Finding"] = field(default_factory=list)  # who passes this on: each is based on this finding
    implicit: bool = False  # a link of a chain; its content is that of the statement it relays
    shares_context_of: "Finding | None" = (
        None  # venue, time and addressee stand with this finding ("said X and noted Y")
    )

    @property
    def begin(self) -> int:
        """Where the cue begins, else the content."""
        return self.cue[0] if self.cue else self.content[0][0]


class Rule(Protocol):
    """One family of patterns. Reads the scene and what surer rules found, by cue token; changes neither."""

    def __call__(self, scene: Scene, found: dict[int, Finding]) -> Iterator[Finding]:
        """The findings of this rule, in reading order."""
        ...
