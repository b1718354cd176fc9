"""Token vectors, with what is alike worked out once and the rest in pieces: the same vectors, faster and in less memory.

What a vector begins with hangs on the word alone (its norm, affixes, shape and pretrained vector), so it is worked out once for
each word of a batch: two of three tokens are words that were there before. Then a convolution sees a few tokens to each side, in
the models of spaCy four. A piece of the text is read with that many before and after it, whose own vectors are dropped: each
vector that is kept has seen all that it sees in the whole text. What lies between the layers then fits into the processor's
cache; of a long article it takes half a gigabyte, and the system longer to hand that out than the products to be worked out.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from spacy.attrs import IDS, ORTH
from spacy.language import Language
from spacy.vocab import Vocab

_ROWS = 1920  # of what is read together: a multiple of the blocks in which ``arithmetic`` multiplies
_LEAST = 64  # tokens that are worth a piece

_Forward: TypeAlias = Callable[[Any, Any, bool], tuple[Any, Any]]


class _Words:
    """Stands for a Doc: different words, a row of attributes each, as the first layer asks for them."""

    def __init__(self, vocab: Vocab, attributes: Sequence[int], rows: Any) -> None:
        self.vocab, self._attributes, self._rows = vocab, list(attributes), rows

    def __len__(self) -> int:
        return len(self._rows)

    def to_array(self, attributes: Any) -> Any:
        if isinstance(attributes, int):
            return self._rows[:, self._attributes.index(attributes)]
        return self._rows[:, [self._attributes.index(_number(each)) for each in attributes]]


class _Piece(NamedTuple):
    """The tokens ``begin..end`` of a text, of which ``kept`` counts from its own first."""

    text: int
    begin: int
    end: int
    kept: slice


def _groups(lengths: Sequence[int], reach: int) -> Iterator[list[_Piece]]:
    """All texts in pieces, in order, those together that fill the rows; between them the layer leaves ``reach`` rows empty."""
    group: list[_Piece] = []
    room = _ROWS - reach
    for text, tokens in enumerate(lengths):
        first = 0
        while first < tokens:
            begin = max(0, first - reach)
            end = min(tokens, begin + room - reach)
            last = end if end == tokens else end - reach
            if group and last < tokens and last - first < _LEAST:
                yield group
                group, room = [], _ROWS - reach
                continue
            group.append(_Piece(text, begin, end, slice(first - begin, last - begin)))
            room -= end - begin + reach
            first = last
    if group:
        yield group


def _in_pieces(forward: _Forward, attributes: Sequence[int], model: Any, docs: Any, is_train: bool) -> tuple[Any, Any]:
    """Stands for the forward pass of a layer from texts to vectors."""
    if is_train or not any(map(len, docs)):
        return forward(model, docs, is_train)
    embed, encode = model.layers
    reach = encode.attrs["pad"]
    tokens = np.concatenate([doc.to_array(attributes) for doc in docs])
    known: dict[bytes, int] = {}
    word_of = np.array([known.setdefault(token.tobytes(), len(known)) for token in tokens])
    words = np.frombuffer(b"".join(known), dtype=tokens.dtype).reshape(len(known), -1)
    parts = [_Words(docs[0].vocab, attributes, words[row : row + _ROWS]) for row in range(0, len(words), _ROWS)]
    of_words = np.concatenate([embed.predict([part])[0] for part in parts])
    lengths = list(map(len, docs))
    firsts = np.cumsum([0, *lengths])
    vectors: list[list[Any]] = [[] for _ in docs]
    for group in _groups(lengths, reach):
        read = encode.predict(
            [of_words[word_of[firsts[text] + begin : firsts[text] + end]] for text, begin, end, _ in group]
        )
        for piece, array in zip(group, read, strict=True):
            vectors[piece.text].append(array[piece.kept])
    return [np.concatenate(each) if each else of_words[:0] for each in vectors], _no_way_back


def _no_way_back(_: Any) -> Any:
    raise NotImplementedError("vectors that were read in pieces are not for training")


def read_in_pieces(nlp: Language) -> None:
    """Has all layers of a pipeline that read texts by convolution read them in pieces."""
    for _, pipe in nlp.pipeline:
        model: Any = getattr(pipe, "model", None)
        for node in model.walk() if hasattr(model, "walk") else ():
            if node.has_ref("embed") and node.has_ref("encode") and node.layers[-1].attrs.get("pad"):
                node._func = partial(_in_pieces, node._func, _attributes(node))


def _attributes(model: Any) -> list[int]:
    """What the first layer looks at of a word."""
    named = [name for node in model.walk() for name in node.attrs.get("columns", ())]
    return [ORTH, *map(_number, named)]


def _number(attribute: str | int) -> int:
    return int(IDS[attribute]) if isinstance(attribute, str) else attribute
