"""The article as coreference reads it: occurrences of entities in order, with grammatical role, sentence and quotation."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from kgexport.extraction.coreference.entity import Entity
from kgexport.extraction.draft import Quotation
from kgexport.extraction.parse import ParsedArticle
from kgexport.extraction.tree import Token

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
_REPORTING_CLAUSE = 40  # characters from the closing mark to the pronoun, at most
_ENDING = frozenset(".;:?!\n")
_WINDOW = 60  # occurrences that are looked at, at most: the cost stays linear whatever the text


@dataclass(slots=True)
class Occurrence:
    """One mention of an entity in its sentence."""

    entity: Entity
    begin: int  # offset
    end: int
    token: Token  # the head
    sentence: int  # number of the sentence
    role: str  # dependency label, that of the first conjunct for a conjunct
    governor: int  # token of the verb or noun it depends on
    quotation: int  # number of the quotation it stands in, -1 outside
    conjunct_of: int = -1  # token of the first conjunct
    clause: int = -1  # token of the verb whose clause it stands in


def role_of(token: Token) -> tuple[str, Token, int]:
    """The role of a noun's head, what it depends on, and the first conjunct's token where it is a later one (else -1)."""
    first, steps = token, 0
    if token.dep_ == "appos" and token.pos_ == "PROPN" and token.head.pos_ == "NOUN" and token.head.i < token.i:
        first = token.head  # "the striker's agent, Ana Lima, was seen": she has the role of the noun
    while first.dep_ == "conj" and first.head.i != first.i and steps < 10 and first.head.pos_ in _NOMINAL:
        first = first.head
        steps += 1
    conjunct_of = first.i if steps else -1
    head = first.head
    if first.dep_ == "pobj" and head.dep_ == "agent":
        return "agent", head.head, conjunct_of
    if first.dep_ == "pobj" and head.lower_ == "to" and head.head.lower_ == "according":
        return "nsubj", head.head, conjunct_of  # who says it
    if first.dep_ == "pobj":
        return "pobj", head.head, conjunct_of
    return first.dep_, head, conjunct_of


def _clause_of(token: Token) -> int:
    steps = 0
    while token.pos_ not in {"VERB", "AUX"} and token.head.i != token.i and steps < 12:
        token = token.head
        steps += 1
    return token.i


class Quoted:
    """Which quotation an offset stands in."""

    def __init__(self, quotations: list[Quotation]) -> None:
        self._spans = sorted((q.begin, q.end) for q in quotations)
        self._begins = [begin for begin, _ in self._spans]

    def at(self, offset: int) -> int:
        """The number of the quotation around ``offset``; -1 outside."""
        number = bisect_right(self._begins, offset) - 1
        return number if number >= 0 and offset < self._spans[number][1] else -1

    def begin(self, number: int) -> int:
        """Where that quotation begins."""
        return self._spans[number][0]

    def before(self, offset: int, text: str) -> int:
        """The number of the quotation whose reporting clause ``offset`` stands in, as in "…," she said; -1 without one."""
        number = bisect_right(self._begins, offset) - 1
        if number < 0 or self.at(offset) >= 0:
            return -1
        between = text[self._spans[number][1] : offset]
        return number if len(between) <= _REPORTING_CLAUSE and not _ENDING & set(between) else -1


@dataclass
class Discourse:
    """What has been read so far, with the most recent occurrences last."""

    parsed: ParsedArticle
    quoted: Quoted
    entities: list[Entity]
    recent: list[Occurrence] = field(default_factory=list)
    by_noun: dict[str, list[Entity]] = field(default_factory=dict)  # unnamed entities by their head's lemma
    counts: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        last = len(self.parsed.doc)
        self._sentences = [0] * last  # for each token the number of its sentence
        starts = [sentence.start for sentence in self.parsed.sentences]
        for number, (start, end) in enumerate(pairwise([*starts, last])):
            self._sentences[start:end] = [number] * (end - start)
        self._paragraphs = [paragraph.begin for paragraph in self.parsed.paragraphs]

    def sentence_of(self, token: Token) -> int:
        """The number of the token's sentence."""
        return self._sentences[token.i]

    def paragraph_of(self, offset: int) -> int:
        """The number of the paragraph around an offset."""
        return bisect_right(self._paragraphs, offset)

    def occurrence(self, entity: Entity, begin: int, end: int, token: Token) -> Occurrence:
        """An occurrence of ``entity`` at ``begin..end`` with its place in the sentence."""
        role, governor, conjunct_of = role_of(token)
        return Occurrence(
            entity=entity,
            begin=begin,
            end=end,
            token=token,
            sentence=self.sentence_of(token),
            role=role,
            governor=governor.i,
            quotation=self.quoted.at(begin),
            conjunct_of=conjunct_of,
            clause=_clause_of(governor),
        )

    def heard(self, occurrence: Occurrence) -> None:
        """Remembers an occurrence."""
        self.recent.append(occurrence)
        key = id(occurrence.entity)
        self.counts[key] = self.counts.get(key, 0) + 1

    def count(self, entity: Entity) -> int:
        """How often the entity has been mentioned so far."""
        return self.counts.get(id(entity), 0)

    def back(self, sentence: int, distance: int) -> Iterator[Occurrence]:
        """The occurrences from the latest back to ``distance`` sentences before ``sentence``; a bounded number."""
        for occurrence in self.recent[: -_WINDOW - 1 : -1]:
            if sentence - occurrence.sentence > distance:
                return
            yield occurrence
