"""The steps of the dependency parser for a very long text, those of its paragraphs side by side: half the time.

spaCy's parser makes two moves a token, one after the other, and works each one out by itself unless other texts go on at the
same time. But no tree crosses the border of a sentence that was set before, as that of each paragraph is, and behind it the
parser looks at the next words only. So the paragraphs of a very long text go on like texts of their own, each with the words that
follow, and with the vectors of the whole.

At the very beginning of a paragraph the parser may see what is left of the one before, and does not here: in forty long articles
that changed five tokens in ten thousand, mostly brackets that had been made sentences of their own.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD, SENT_START
from spacy.language import Language
from spacy.pipeline import DependencyParser
from spacy.tokens import Doc

from kgexport.extraction.transitions import scores_of_moves

_LONG = 4000  # tokens; the texts of a batch keep the parser busy where they are shorter
_AHEAD = 8  # tokens behind a paragraph that its parse may look at


class ParagraphsTogether:
    """A pipe that stands for a dependency parser."""

    def __init__(self, parser: DependencyParser) -> None:
        self._parser: Any = parser
        self.model: Any = parser.model

    def __call__(self, doc: Doc) -> Doc:
        """Sets heads, dependencies and sentences of a text."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 16) -> Iterator[Doc]:
        """Sets heads, dependencies and sentences of texts, in order."""
        for is_long, some in groupby(docs, key=lambda doc: len(doc) > _LONG):
            if is_long:
                yield from map(self._parse, some)
            else:
                yield from self._parser.pipe(some, batch_size=batch_size)

    def _parse(self, doc: Doc) -> Doc:
        starts: Any = doc.to_array(SENT_START)
        borders = [0, *(np.flatnonzero(starts[1:] == 1) + 1).tolist(), len(doc)]
        words, spaces = [token.text for token in doc], [bool(token.whitespace_) for token in doc]
        parts = []
        for begin, end in pairwise(borders):
            seen = slice(begin, end + _AHEAD)
            part = Doc(doc.vocab, words=words[seen], spaces=spaces[seen])
            part.from_array([SENT_START], starts[seen, None])
            part.tensor = doc.tensor[seen]
            parts.append(part)
        self._parser.set_annotations(parts, self._last_states(parts))
        trees: Any = [
            part.to_array([HEAD, DEP])[: end - begin]
            for part, (begin, end) in zip(parts, pairwise(borders), strict=True)
        ]
        heads: Any = np.concatenate(trees)
        return doc.from_array([HEAD, DEP], heads)

    def _last_states(self, docs: list[Doc]) -> Any:
        states = self._parser.moves.init_batch(docs)
        scorer = self.model.predict(docs)
        going_on = [state for state in states if not state.is_final()]
        while going_on:
            scores = scores_of_moves(scorer, scorer.get_token_ids(going_on))
            going_on = self._parser.transition_states(going_on, scores)
        return states


def parse_paragraphs_together(nlp: Language) -> None:
    """Puts our pipe in the place of the pipeline's parser, where it has a last layer."""
    for number, (name, pipe) in enumerate(nlp._components):
        model: Any = getattr(pipe, "model", None)
        if isinstance(pipe, DependencyParser) and model.attrs.get("has_upper"):
            nlp._components[number] = (name, ParagraphsTogether(pipe))
