"""What the steps have found so far in one article, and the protocol that a step follows."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from kgexport.extraction.parse import ParsedArticle
from kgexport.model import (
    Agent,
    AnyAgent,
    Meeting,
    Membership,
    Mention,
    Place,
    Record,
    Statement,
    SurfaceType,
    TimeReference,
)


class NameSpan(Record, frozen=True, kw_only=True):
    """A name as it stands in the text, before it is known whose it is. One type per name in a document."""

    begin: int
    end: int  # title, article and possessive ending are outside
    text: str
    surface: SurfaceType
    title: Mention | None = None  # "U.S. Secretary of State" before "Marco Rubio"
    adjective: bool = False  # a demonym that stands for its country: "Russian", "U.S." before a noun


class Quotation(Record, frozen=True, kw_only=True):
    """A stretch between quotation marks, marks included; in one paragraph, and part of a longer one where it continues.

    The turn of an interview or transcript is a quotation too; it has no marks but the label that names its speaker.
    """

    begin: int
    end: int
    closed: bool  # False: the mark is missing, or the quotation goes on in the next paragraph
    continues: int | None = None  # begin of the quotation that this one goes on with
    label: tuple[int, int] | None = None  # of a turn: where the name stands ("BERG" in "BERG: We had no choice.")


class Reference(Record, frozen=True, kw_only=True):
    """One more mention of an agent or place that an earlier step found ("I" in a quotation is its speaker)."""

    target: str
    mention: Mention


Claim = NameSpan | Quotation | Reference | TimeReference | AnyAgent | Place | Membership | Statement | Meeting


class Extractor(Protocol):
    """Reads the parse and what earlier steps found, and yields more claims; changes neither."""

    def extract(self, parsed: ParsedArticle, draft: "Draft") -> Iterator[Claim]:
        """The claims of this step; a claim that refers to another one comes after it."""
        ...


class _Entry(NamedTuple):  # compared many times
    begin: int
    end: int
    target: str
    mention: Mention


class Draft:
    """Collects claims by class, in the order they come, and finds agents and places by offset."""

    def __init__(self) -> None:
        self.names: list[NameSpan] = []
        self.quotations: list[Quotation] = []
        self.times: list[TimeReference] = []
        self.agents: dict[str, AnyAgent] = {}
        self.places: dict[str, Place] = {}
        self.memberships: list[Membership] = []
        self.statements: dict[str, Statement] = {}
        self.meetings: dict[str, Meeting] = {}
        self.references: list[Reference] = []
        self._entries: list[_Entry] = []
        self._longest = 0

    def add(self, claims: Iterable[Claim]) -> None:
        """Takes the claims of one step. Raises ValueError for an id that is taken or a reference to nobody."""
        for claim in claims:
            self._add(claim)

    def _add(self, claim: Claim) -> None:
        match claim:
            case NameSpan():
                self.names.append(claim)
            case Quotation():
                self.quotations.append(claim)
            case TimeReference():
                self.times.append(claim)
            case Agent():
                self._new(claim.id, self.agents)
                self.agents[claim.id] = claim
                self._index(claim.id, claim.mentions)
            case Place():
                self._new(claim.id, self.places)
                self.places[claim.id] = claim
                self._index(claim.id, claim.mentions)
            case Membership():
                self.memberships.append(claim)
            case Statement():
                self._new(claim.id, self.statements)
                self.statements[claim.id] = claim
            case Meeting():
                self._new(claim.id, self.meetings)
                self.meetings[claim.id] = claim
            case Reference():
                if claim.target not in self.agents and claim.target not in self.places:
                    raise ValueError(f"a reference to {claim.target!r}, which nobody found")
                self.references.append(claim)
                self._index(claim.target, (claim.mention,))

    def _new(self, identifier: str, taken: Iterable[str]) -> None:
        if identifier in taken:
            raise ValueError(f"two claims have the id {identifier!r}")

    def _index(self, target: str, mentions: Iterable[Mention]) -> None:
        for mention in mentions:
            insort(self._entries, _Entry(mention.begin, mention.end, target, mention))
            self._longest = max(self._longest, mention.end - mention.begin)

    def mentions_in(self, begin: int, end: int) -> Iterator[tuple[str, Mention]]:
        """The (id, mention) of every agent and place mention that lies inside ``begin..end``, in reading order."""
        for entry in self._touching(begin, end):
            if begin <= entry.begin and entry.end <= end:
                yield entry.target, entry.mention

    def referents_at(self, begin: int, end: int) -> Iterator[tuple[str, Mention]]:
        """The (id, mention) of every agent and place mention that shares a character with ``begin..end``."""
        for entry in self._touching(begin, end):
            yield entry.target, entry.mention

    def _touching(self, begin: int, end: int) -> list[_Entry]:
        # Entries are sorted by begin; one that touches begins less than the longest mention before it.
        first = bisect_left(self._entries, (begin - self._longest,))
        last = bisect_left(self._entries, (end,), first)
        return [entry for entry in self._entries[first:last] if entry.end > begin]

    def free_id(self, prefix: str, begin: int) -> str:
        """``prefix-begin``, or with ``-2``, ``-3`` … where that id is taken."""
        wanted = candidate = f"{prefix}-{begin}"
        number = 1
        while (
            candidate in self.agents
            or candidate in self.places
            or candidate in self.statements
            or candidate in self.meetings
        ):
            number += 1
            candidate = f"{wanted}-{number}"
        return candidate
