"""A trigger: a word that denotes an encounter, with what stands in its grammatical positions."""

from dataclasses import dataclass, field

from kgexport.extraction.meetings.syntax import is_verb
from kgexport.extraction.tree import Token
from kgexport.model import MeetingKind, Mode, Role


@dataclass(slots=True)
class Trigger:
    """A word that denotes an encounter."""

    token: Token
    kind: MeetingKind
    mode: Mode
    sentence: tuple[int, int] = (0, 0)  # token indices of its sentence, end exclusive
    arguments: list[tuple[Token, Role]] = field(default_factory=list)
    carrier: Token | None = None  # the verb that a noun is the object or subject of
    carried_as: str = ""  # "object", "subject" or the preposition before the noun
    weak: bool = False
    definite: bool = False
    destination: list[Token] = field(default_factory=list)  # where a visit goes
    modifiers: list[Token] = field(default_factory=list)  # words of the noun phrase before the noun, nearest first
    optional: list[tuple[Token, Role]] = field(
        default_factory=list
    )  # a party only where fewer than two others are known
    with_parties: int = 0  # how many of the arguments stand after "with"
    named: bool = False  # "the Jeddah Security Summit": the name of an event
    denotes: bool = True  # False for "accepted the invitation": it tells of the encounter and does not denote it
    pronoun: bool = False  # "it", "they": whatever was told before
    adjunct_subject: Token | None = None  # the subject of the clause: a party only if nobody else is the first side
    is_verb: bool = field(init=False)  # True for "met", False for "the meeting"

    def __post_init__(self) -> None:
        self.is_verb = is_verb(self.token)
