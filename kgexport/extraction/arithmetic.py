"""Matrix products for the language model: NumPy's instead of those of ``blis``, twice as fast on common machines.

What a product gives for a row must not depend on the rows around it: else the articles that are parsed together would decide
a close call. So rows are multiplied in blocks of one size, the last one filled up with zeros.
"""

from typing import Any

import numpy as np
from spacy.language import Language
from thinc.api import NumpyOps

_ROWS = 256  # a multiple of what any processor's kernel takes at a time; its results stay in the cache


class BlockOps(NumpyOps):  # type: ignore[misc]
    """Thinc's operations with another product of matrices."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """``x @ y``, or with ``trans2`` ``x @ y.T``; ``trans1`` is for training, and left to thinc."""
        if trans1:
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        weights = np.ascontiguousarray(y.T) if trans2 else y
        rows = x.shape[0]
        if out is None:
            out = np.empty((rows, weights.shape[1]), dtype=x.dtype)
        whole = rows - rows % _ROWS
        for begin in range(0, whole, _ROWS):
            np.matmul(x[begin : begin + _ROWS], weights, out=out[begin : begin + _ROWS])
        if whole < rows:
            last = np.zeros((_ROWS, x.shape[1]), dtype=x.dtype)
            last[: rows - whole] = x[whole:]
            out[whole:] = np.matmul(last, weights)[: rows - whole]
        return out


def use_block_products(nlp: Language) -> None:
    """Has all models of a pipeline multiply in blocks, where they run on the processor with NumPy."""
    operations = BlockOps()
    for _, pipe in nlp.pipeline:
        model: Any = getattr(pipe, "model", None)
        if hasattr(model, "walk"):
            for node in model.walk():
                if type(node.ops) is NumpyOps:
                    node.ops = operations
