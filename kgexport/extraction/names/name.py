"""What may be a name, and what an article's name is."""

from dataclasses import dataclass, field

from kgexport.extraction.names.words import PARTICLES, Words
from kgexport.model import SurfaceType

TYPES = ("PERSON", "ORG", "PLACE", "OTHER", "NORP")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens ``start..end`` (end exclusive) and what the model takes them for; None where only we do."""

    start: int
    end: int
    kind: str | None


@dataclass(slots=True)
class Name:
    """A name with everything that was seen of it."""

    key: str
    words: tuple[str, ...]  # as first written
    places: list[Candidate] = field(default_factory=list)
    weight: dict[str, float] = field(default_factory=lambda: dict.fromkeys(TYPES, 0.0))
    told: float = 0.0  # by the words around it, that it is a person
    around: dict[str, float] = field(default_factory=dict)  # what was looked at where nothing else explains the name
    kind: str | None = None

    @property
    def surface(self) -> SurfaceType | None:
        """The type that was decided; None: no name of a person, organisation or place."""
        return SurfaceType(self.kind) if self.kind in ("PERSON", "ORG", "PLACE") else None


def key_of(words: Words, start: int, end: int) -> str:
    """The key of a name: its words, in one case where they are all capitals and long."""
    text = words.joined(start, end)
    return text.title() if text.isupper() and len(text) > 5 else text


def surname_of(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The last word of a full name with the particles before it: "van", "der", "Meer" of "Anke van der Meer"."""
    first = len(parts) - 1
    while first > 1 and parts[first - 1] in PARTICLES:
        first -= 1
    return parts[first:]
