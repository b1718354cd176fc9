"""Token vectors in pieces: a text is read some hundred tokens at a time, whole sentences or not, with the same vectors.

A convolution over words sees a few tokens to each side, in the models of spaCy four. A piece is read with that many before and
after it, whose own vectors are dropped: each vector that is kept has seen all that it sees in the whole text. What lies between
the layers then fits into the processor's cache; of a long article it takes half a gigabyte, and the system longer to hand
that out than the products to be worked out.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, TypeAlias

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

_ROWS = 2048  # of what is read together: a multiple of the blocks in which ``arithmetic`` multiplies
_LEAST = 64  # tokens that are worth a piece

_Forward: TypeAlias = Callable[[Any, Any, bool], tuple[Any, Any]]


class _Whole:
    """What the first layer asks of a text, asked once."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._arrays: dict[Any, Any] = {}

    def to_array(self, attributes: Any) -> Any:
        key = attributes if isinstance(attributes, int) else tuple(attributes)
        if key not in self._arrays:
            self._arrays[key] = self.doc.to_array(attributes)
        return self._arrays[key]


class _Piece:
    """Stands for a Doc: the tokens ``begin..end`` of it, of which ``kept`` counts from its own first."""

    def __init__(self, whole: _Whole, begin: int, end: int, kept: slice) -> None:
        self.whole, self.kept, self.vocab = whole, kept, whole.doc.vocab
        self.begin, self.end = begin, end

    def __len__(self) -> int:
        return self.end - self.begin

    def to_array(self, attributes: Any) -> Any:
        return self.whole.to_array(attributes)[self.begin : self.end]


def _groups(wholes: Sequence[_Whole], reach: int) -> Iterator[list[_Piece]]:
    """All texts in pieces, in order, those together that fill the rows; between them the layer leaves ``reach`` rows empty."""
    group: list[_Piece] = []
    room = _ROWS - reach
    for whole in wholes:
        first, tokens = 0, len(whole.doc)
        while first < tokens or not tokens:
            begin = max(0, first - reach)
            end = min(tokens, begin + room - reach)
            last = end if end == tokens else end - reach
            if group and last < tokens and last - first < _LEAST:
                yield group
                group, room = [], _ROWS - reach
                continue
            group.append(_Piece(whole, begin, end, slice(first - begin, last - begin)))
            room -= end - begin + reach
            first = last
            if not tokens:
                break
    yield group


def _in_pieces(forward: _Forward, reach: int, model: Any, docs: Sequence[Doc], is_train: bool) -> tuple[Any, Any]:
    """Stands for the forward pass of a layer from texts to vectors."""
    if is_train or not any(map(len, docs)):
        return forward(model, docs, is_train)
    vectors: dict[_Whole, list[Any]] = {whole: [] for whole in map(_Whole, docs)}
    for group in _groups(list(vectors), reach):
        read, _ = forward(model, group, False)
        for piece, array in zip(group, read, strict=True):
            vectors[piece.whole].append(array[piece.kept])
    return [of_doc[0] if len(of_doc) == 1 else np.concatenate(of_doc) for of_doc in vectors.values()], _no_way_back


def _no_way_back(_: Any) -> Any:
    raise NotImplementedError("vectors that were read in pieces are not for training")


def read_in_pieces(nlp: Language) -> None:
    """Has all layers of a pipeline that read texts by convolution read them in pieces."""
    for _, pipe in nlp.pipeline:
        model: Any = getattr(pipe, "model", None)
        for node in model.walk() if hasattr(model, "walk") else ():
            if node.has_ref("embed") and node.has_ref("encode") and (reach := node.layers[-1].attrs.get("pad")):
                node._func = partial(_in_pieces, node._func, reach)
