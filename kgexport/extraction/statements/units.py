"""The quotations of an article as units, and the marks that nobody speaks in: titles of works, words before their noun."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgexport.extraction.draft import Quotation
from kgexport.extraction.statements.scene import Scene

_BEFORE_NOUN = frozenset({"amod", "compound", "nmod", "nummod"})
_LONGEST_MODIFIER = 4  # words
_LONGEST_TITLE = 12  # tokens, marks included
_LONGEST_SMALL_WORD = 4  # letters; titles write "with" and "the" small
_MAKING = frozenset({"write", "read", "publish", "release", "sing", "record", "perform", "direct", "name", "title"})


@dataclass(slots=True)
class Unit:
    """A quotation, or several paragraphs of one."""

    parts: list[Quotation]
    first: int  # tokens
    last: int

    @property
    def begin(self) -> int:
        """Where the first mark stands."""
        return self.parts[0].begin

    @property
    def end(self) -> int:
        """Behind the last mark."""
        return self.parts[-1].end


def units(scene: Scene) -> Iterator[Unit]:
    """The quotations, those that go on over several paragraphs as one."""
    ends: list[list[int]] = [[-1, -1] for _ in scene.quotes]
    for index, number in enumerate(scene.quote_of):
        if number >= 0:
            if ends[number][0] < 0:
                ends[number][0] = index
            ends[number][1] = index
    unit: Unit | None = None
    for quote, (first, last) in zip(scene.quotes, ends, strict=True):
        if first < 0:
            continue
        if unit is not None and quote.continues is not None and quote.continues == unit.parts[-1].begin:
            unit.parts.append(quote)
            unit.last = last
            continue
        if unit is not None:
            yield unit
        unit = Unit([quote], first, last)
    if unit is not None:
        yield unit


def is_modifier(scene: Scene, unit: Unit) -> bool:
    """True for words in marks that stand before their noun (a "furry" suit, the "safe zone" plan): scare quotes say nothing."""
    inside = [token for token in scene.tokens[unit.first : unit.last + 1] if not (token.is_punct or token.is_space)]
    if not inside or len(inside) > _LONGEST_MODIFIER:
        return False
    heads = [token for token in inside if not unit.first <= token.head.i <= unit.last]
    return bool(heads) and all(token.dep_ in _BEFORE_NOUN and token.head.i > unit.last for token in heads)


def names_work(scene: Scene, unit: Unit) -> bool:
    """True for a title: short, capitalised, and joined without a separator to a noun or preposition (the author of “Dust,”)
    or to a verb of making (he wrote “The Long Winter” in 1998).
    """
    before = unit.first - 1
    if before < 0 or scene.tokens[before].is_space or unit.last - unit.first > _LONGEST_TITLE:
        return False
    words = [t for t in scene.tokens[unit.first : unit.last + 1] if t.text[:1].isalnum()]
    long_words = [t for t in words if len(t) > _LONGEST_SMALL_WORD]
    if not words or not all(t.text[0].isupper() or t.text[0].isdigit() for t in (words[0], words[-1], *long_words)):
        return False
    if scene.text[unit.begin : unit.end].rstrip("\"'“”’»` ")[-1:] in {"!", "?"}:
        return False
    token = scene.tokens[before]
    if token.pos_ in ("ADP", "NOUN", "PROPN", "PART", "DET", "ADJ", "CCONJ"):
        return token.i not in scene.cues
    return token.lemma_.lower() in _MAKING


def is_bound(bound: Sequence[tuple[int, int]], unit: Unit) -> bool:
    """True where one of the sorted stretches of content covers a part of the quotation."""
    index = bisect_right(bound, (unit.begin, 1 << 62)) - 1
    near = bound[max(0, index - 3) : index + 2]
    return any(begin < unit.end and unit.begin < end for begin, end in near)
