"""The working record of coreference: an entity that gathers mentions until the step is over."""

from dataclasses import dataclass, field
from enum import StrEnum

from kgexport.extraction.coreference.lexicon import Gender
from kgexport.model import Mention, PlaceKind, ReferringKind, SurfaceType


class Sort(StrEnum):
    """What an entity is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    GOVERNMENT = "government"  # of a country, by metonym or implied
    UNNAMED = "unnamed"  # a noun phrase that may stay unsaid in the end


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is said to be: "U.S. Secretary of State" is secretary, with all its words, of US."""

    noun: str  # the head, lower case, singular
    words: tuple[str, ...]  # lower case, without country and qualifier: ("secretary", "of", "state")
    country: str | None = None
    former: bool = False  # "former president": the president is somebody else
    elect: bool = False  # … and so it is with "president-elect"


@dataclass(slots=True)
class Entity:
    """Mentions of one agent or place, with what the text tells of it."""

    sort: Sort
    name: str = ""
    mentions: list[Mention] = field(default_factory=list)
    gender: Gender | None = None
    plural: bool = False  # "the two leaders": never he or it
    person: bool = False  # an unnamed entity that is human
    thing: bool = False  # an unnamed entity that is no agent: takes "it" away from the others
    country: str | None = None
    roles: list[Role] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)  # what an organisation is called: "company", "ministry"
    members: tuple["Entity", ...] = ()
    adjective_only: bool = True  # a place that only stands before nouns ("Russian")
    inferred_from: Mention | None = None
    heard: dict[Gender, int] = field(default_factory=dict)  # pronouns that nobody else can own
    identifier: str = ""
    outlet: bool = False
    is_country: bool = False
    place_kind: PlaceKind | None = (
        None  # where the article tells more than the name: New York of "White Plains, New York"
    )
    owned: bool = False  # an unnamed entity with a named possessor: "Russia's position"
    head: int = -1  # token of an unnamed entity's head
    spoken_of: int = 0  # pronouns that refer to it
    speaks: bool = False  # mentioned otherwise than as somebody's audience
    wanted: bool = False  # an unnamed entity that speaks, meets, is told or is referred to again

    def add(self, mention: Mention) -> None:
        """One more mention."""
        self.mentions.append(mention)

    @property
    def begin(self) -> int:
        """Where it is first mentioned, else inferred."""
        if self.mentions:
            return min(mention.begin for mention in self.mentions)
        return self.inferred_from.begin if self.inferred_from else 0

    @property
    def place_is_country(self) -> bool:
        """True for the place that is a country itself."""
        return self.sort is Sort.PLACE and self.is_country

    def has_surface(self, surface: SurfaceType) -> bool:
        """True where a name among the mentions looks like that."""
        return any(m.surface is surface for m in self.mentions if m.kind is ReferringKind.NAME)
