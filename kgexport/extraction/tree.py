"""The parse as the rules read it: the words of an article as plain objects that hang on each other.

The rules ask words for heads, children and lemmas some forty thousand times an article. spaCy makes each answer anew, out of its
tables; here each is made once. Everything has the name and the meaning that it has in spaCy.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise, repeat
from typing import Any, overload

import spacy.tokens
from numpy import hsplit, int64

# What is read of each token: names that the vocabulary knows by number, what is true or not, and numbers.
_NAMED = ("ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE")
_MARKS = ("SENT_START", "SPACY", "IS_PUNCT", "IS_SPACE")
_NUMBERS = ("IDX", "HEAD", "ENT_IOB")
_INSIDE, _FIRST = 1, 3  # ENT_IOB
_QUOTES = frozenset("\"'`«»‘’‚‛“”„‟‹›❮❯") | {"''", "``"}


@dataclass(slots=True, eq=False, repr=False)
class Token:
    """A word or mark. ``idx`` is its offset in the article's text."""

    doc: "Doc"
    i: int
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    is_sent_start: bool
    has_space: bool  # behind it
    is_punct: bool
    is_space: bool
    idx: int
    head: "Token" = field(init=False)
    left_edge: "Token" = field(init=False)  # the first one of all that hang on it
    right_edge: "Token" = field(init=False)
    lefts: Sequence["Token"] = ()  # its children before it
    rights: Sequence["Token"] = ()
    children: Sequence["Token"] = ()

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    def nbor(self, distance: int = 1) -> "Token":
        """The token so many places behind, or before for a negative number. Raises IndexError outside of the text."""
        number = self.i + distance
        if number < 0:
            raise IndexError(f"no token stands {-distance} places before {self.i}")
        return self.doc.words[number]

    @property
    def sent(self) -> "Span":
        """Its sentence."""
        return self.doc.sentence_of[self.i]

    @property
    def subtree(self) -> Iterator["Token"]:
        """The token and all that hangs on it, in reading order. A tree may be as deep as its sentence is long."""
        waiting: list[tuple[Token, bool]] = [(self, False)]
        while waiting:
            token, is_next = waiting.pop()
            if is_next or not token.children:
                yield token
                continue
            waiting += ((child, False) for child in reversed(token.rights))
            waiting.append((token, True))
            waiting += ((child, False) for child in reversed(token.lefts))

    @property
    def is_sent_end(self) -> bool:
        """True for the last of its sentence."""
        return self.i + 1 == len(self.doc.words) or self.doc.words[self.i + 1].is_sent_start

    @property
    def whitespace_(self) -> str:
        """The space behind it, if there is one."""
        return " " if self.has_space else ""

    @property
    def text_with_ws(self) -> str:
        """Its text with the space behind it."""
        return self.text + self.whitespace_

    @property
    def is_alpha(self) -> bool:
        """True for letters only."""
        return self.text.isalpha()

    @property
    def is_digit(self) -> bool:
        """True for digits only."""
        return self.text.isdigit()

    @property
    def is_quote(self) -> bool:
        """True for a quotation mark."""
        return self.text in _QUOTES

    @property
    def is_title(self) -> bool:
        """True for a word with a capital and small letters behind it."""
        return self.text.istitle()

    @property
    def is_upper(self) -> bool:
        """True for a word in capitals."""
        return self.text.isupper()


class Span:
    """Tokens ``start..end`` (end exclusive); ``label_`` is what the model takes a name for."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: "Doc", start: int, end: int, label_: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, end, label_

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.words[self.start : self.end])

    @overload
    def __getitem__(self, which: int) -> Token: ...
    @overload
    def __getitem__(self, which: slice) -> "Span": ...
    def __getitem__(self, which: int | slice) -> "Token | Span":
        if not isinstance(which, slice):
            return self.doc.words[self.start : self.end][which]
        start, end, _ = which.indices(len(self))
        return Span(self.doc, self.start + start, self.start + max(start, end))

    @property
    def text(self) -> str:
        """The words as they stand, without the space behind the last."""
        return self.doc.text[self.start_char : self.end_char] if self.start < self.end else ""

    @property
    def start_char(self) -> int:
        """The offset where it begins."""
        return self.doc.words[self.start].idx

    @property
    def end_char(self) -> int:
        """The offset behind it."""
        last = self.doc.words[self.end - 1]
        return last.idx + len(last.text)

    @property
    def sent(self) -> "Span":
        """The sentence of its first token."""
        return self.doc.sentence_of[self.start]

    @property
    def root(self) -> Token:
        """The token highest in the tree, the first one of several; a mark only where nothing else is."""
        tokens = self.doc.words[self.start : self.end]
        for token in tokens:
            if token.head is token:
                return token
        highest = [token for token in tokens if not self.start <= token.head.i < self.end]
        return highest[0] if len(highest) == 1 else min(highest, key=_depth)


def _depth(token: Token) -> tuple[bool, int]:
    if (token.is_punct or token.is_space) and not token.children:
        return True, 0
    steps = 0
    while token.head is not token:
        token, steps = token.head, steps + 1
    return False, steps


class Doc:
    """All tokens of a text."""

    def __init__(self, parse: spacy.tokens.Doc) -> None:
        self.text = parse.text
        table = parse.to_array([*_NAMED, *_MARKS, *_NUMBERS])
        of_names, of_marks, of_numbers = hsplit(table, (len(_NAMED), len(_NAMED) + len(_MARKS)))
        names = _Names(parse)
        named = (map(names.__getitem__, column) for column in of_names.T.tolist())
        begins, heads, inside = of_numbers.astype(int64).T.tolist()
        self.words = tuple(map(Token, repeat(self), range(len(parse)), *named, *(of_marks == 1).T.tolist(), begins))
        self.ents = list(self._names_in(inside))
        self.user_data: dict[str, Any] = {}  # what a step works out once
        self._hang_together(heads)

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.words)

    @overload
    def __getitem__(self, which: int) -> Token: ...
    @overload
    def __getitem__(self, which: slice) -> Span: ...
    def __getitem__(self, which: int | slice) -> Token | Span:
        if not isinstance(which, slice):
            return self.words[which]
        start, end, _ = which.indices(len(self.words))
        return Span(self, start, max(start, end))

    @cached_property
    def by_lemma(self) -> dict[str, list[Token]]:
        """The tokens of each lemma, in order."""
        found: dict[str, list[Token]] = {}
        for token in self.words:
            found.setdefault(token.lemma_, []).append(token)
        return found

    @cached_property
    def sents(self) -> list[Span]:
        """The sentences, in order."""
        borders = [0, *(token.i for token in self.words[1:] if token.is_sent_start), len(self.words)]
        return [Span(self, start, end) for start, end in pairwise(borders) if start < end]

    @cached_property
    def sentence_of(self) -> list[Span]:
        """For each token its sentence."""
        return [sentence for sentence in self.sents for _ in range(len(sentence))]

    def _names_in(self, inside: Sequence[int]) -> Iterator[Span]:
        """What the model takes for names, in order."""
        for token, mark in zip(self.words, inside, strict=True):
            if mark == _FIRST and token.ent_type_:
                end = token.i + 1
                while end < len(inside) and inside[end] == _INSIDE:
                    end += 1
                yield Span(self, token.i, end, token.ent_type_)

    def _hang_together(self, heads: Sequence[int]) -> None:
        """Sets head and children of each token, and the first and the last that hang on it at whatever distance."""
        words = self.words
        for token in words:
            token.head = token.left_edge = token.right_edge = token
        lefts: dict[int, list[Token]] = {}
        rights: dict[int, list[Token]] = {}
        for token, distance in zip(words, heads, strict=True):
            if distance:
                number = token.i + distance
                token.head = words[number]
                (lefts if distance > 0 else rights).setdefault(number, []).append(token)
        for number, found in lefts.items():
            words[number].lefts = words[number].children = found
        for number, found in rights.items():
            words[number].rights = found
            words[number].children = [*words[number].lefts, *found]
        for token in words:
            head = token.head
            while head.left_edge.i > token.i:
                head.left_edge, head = token, head.head
        for token in reversed(words):
            head = token.head
            while head.right_edge.i < token.i:
                head.right_edge, head = token, head.head


class _Names(dict[int, str]):
    """What spaCy's numbers stand for: each is asked for once a text."""

    def __init__(self, parse: spacy.tokens.Doc) -> None:
        self[0] = ""
        self._strings = parse.vocab.strings

    def __missing__(self, number: int) -> str:
        name = self[number] = self._strings[number]
        return name
