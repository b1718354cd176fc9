"""The steps of the entity recogniser, taken together: the same entities, without a step for every token.

spaCy's recogniser (a transition system with the moves begin, in, last, unit and out) goes through a text token by token. What it
looks at is the token, and inside an entity where that began and the token before. Outside, no decision hangs on another:
all are made at once. And since no entity crosses the border of a sentence, those of all sentences go on side by side.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeAlias

import numpy as np
from spacy.attrs import ENT_IOB, IS_SPACE, SENT_START
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

from kgexport.extraction.transitions import scores_of_moves

_FEATURES = 3  # of a state: the token, the first one of the open entity, the one before
_NONE = -1
_ROWS = 1920  # states that are scored at a time, so that memory does not grow with them

_Entity: TypeAlias = tuple[int, int, str]  # first token, behind the last, label; counted through all texts of a batch


class EntitiesTogether:
    """A pipe that stands for an entity recogniser."""

    def __init__(self, recogniser: EntityRecognizer) -> None:
        self._recogniser = recogniser
        self.model: Any = recogniser.model
        system: Any = recogniser.moves  # "B-ORG", "O"; "U-" blocks a token, where that was asked for before
        moves = [system.get_class_name(number) for number in range(system.n_moves)]
        self._labels = [name.partition("-")[2] for name in moves]
        self._begins, self._units = (
            np.array([name.startswith(kind) and name != kind for name in moves]) for kind in ("B-", "U-")
        )
        self._outside = moves.index("O")
        # Of each move that begins an entity, those that go on with it and that end it.
        self._further = {
            number: (moves.index("I-" + self._labels[number]), moves.index("L-" + self._labels[number]))
            for number in np.flatnonzero(self._begins).tolist()
        }

    def __call__(self, doc: Doc) -> Doc:
        """Sets the entities of a text."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 16) -> Iterator[Doc]:
        """Sets the entities of texts, in order."""
        waiting = iter(docs)
        while batch := list(islice(waiting, batch_size)):
            if any(doc.to_array(ENT_IOB).any() for doc in batch):
                yield from self._recogniser.pipe(batch, batch_size=batch_size)  # some are set, and bind what may follow
                continue
            if any(map(len, batch)):
                self._set_entities(batch)
            yield from batch

    def _set_entities(self, docs: Sequence[Doc]) -> None:
        scorer = self.model.predict(docs)
        begins_sentence = np.concatenate([_sentence_starts(doc) for doc in docs])
        ends_sentence = np.append(begins_sentence[1:], True)
        spaces = np.concatenate([doc.to_array(IS_SPACE) for doc in docs]).astype(bool)
        moves = self._moves_outside(scorer, spaces, ends_sentence)
        entities = iter(self._entities(scorer, moves, begins_sentence, ends_sentence))
        entity, first = next(entities, None), 0
        for doc in docs:
            spans = []
            while entity and entity[0] < first + len(doc):
                begin, end, label = entity
                spans.append(Span(doc, begin - first, end - first, label=label))
                entity = next(entities, None)
            doc.set_ents(spans, default="outside")
            first += len(doc)

    def _moves_outside(self, scorer: Any, spaces: Any, ends_sentence: Any) -> Any:
        """For each token the move that is made where no entity is open."""
        best = np.empty(len(spaces), dtype=np.intp)
        for begin in range(0, len(spaces), _ROWS):
            part = slice(begin, min(begin + _ROWS, len(spaces)))
            states = np.full((part.stop - begin, _FEATURES), _NONE, dtype=np.int32)
            states[:, 0] = np.arange(begin, part.stop)
            scores = scores_of_moves(scorer, states)
            possible = np.zeros(scores.shape, dtype=bool)
            possible[:, self._outside] = True
            possible |= self._units & ~spaces[part, None]
            possible |= self._begins & ~(spaces | ends_sentence)[part, None]
            best[part] = np.where(possible, scores, -np.inf).argmax(axis=1)
        return best

    def _entities(self, scorer: Any, moves: Any, begins_sentence: Any, ends_sentence: Any) -> list[_Entity]:
        """All entities, in order."""
        found: list[_Entity] = []
        marked = np.flatnonzero(moves != self._outside)  # where entities begin, unless they are within one
        sentences = np.split(marked, np.flatnonzero(np.diff(np.cumsum(begins_sentence)[marked])) + 1)
        going_on = [each for each in (self._next_open(iter(of.tolist()), 0, moves, found) for of in sentences) if each]
        while going_on:
            states = np.array([(at, begin, at - 1) for begin, at, _ in going_on], dtype=np.int32)
            scores = np.concatenate(
                [scores_of_moves(scorer, states[row : row + _ROWS]) for row in range(0, len(states), _ROWS)]
            )
            still = []
            for (begin, at, marks), score in zip(going_on, scores, strict=True):
                inside, last = self._further[moves[begin]]
                if not ends_sentence[at] and score[inside] > score[last]:
                    still.append((begin, at + 1, marks))
                else:
                    found.append((begin, at + 1, self._labels[last]))
                    if following := self._next_open(marks, at + 1, moves, found):
                        still.append(following)
            going_on = still
        return sorted(found)

    def _next_open(
        self, marks: Iterator[int], first: int, moves: Any, found: list[_Entity]
    ) -> tuple[int, int, Iterator[int]] | None:
        """The next entity of several tokens in a sentence from ``first`` on: where it begins, the token that is to be decided,
        and the marks that are left. Entities of one token that come before it are found.
        """
        for mark in marks:
            if mark < first:
                continue
            if self._begins[moves[mark]]:
                return mark, mark + 1, marks
            found.append((mark, mark + 1, self._labels[moves[mark]]))
        return None


def _sentence_starts(doc: Doc) -> Any:
    """For each token whether a sentence begins with it."""
    starts = doc.to_array(SENT_START).astype(np.int64) == 1
    if len(starts):
        starts[0] = True
    return starts


def recognise_together(nlp: Language) -> None:
    """Puts our pipe in the place of the pipeline's entity recogniser, where it has one of the usual features and a last layer."""
    for number, (name, pipe) in enumerate(nlp._components):
        model: Any = getattr(pipe, "model", None)
        if (
            isinstance(pipe, EntityRecognizer)
            and model.attrs.get("has_upper")
            and model.get_ref("lower").maybe_get_dim("nF") == _FEATURES
            and not pipe.postprocesses
        ):
            nlp._components[number] = (name, EntitiesTogether(pipe))
