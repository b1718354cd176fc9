"""What a model of spaCy's transition systems (its parser, its entity recogniser) says of many states at a time."""

from typing import Any

import numpy as np


def scores_of_moves(scorer: Any, states: Any) -> Any:
    """For each state and move how well it fits; what the model was never shown fits nowhere.

    ``scorer`` is what the model of a pipe predicts for texts; ``states`` has a row for each state, the numbers of the tokens that
    it looks at.
    """
    scores = scorer.vec2scores.predict(scorer.state2vec.predict(states))
    scores[:, scorer._class_mask == 0] = -np.inf
    return scores
