"""Matrix products for the language model: NumPy's instead of those of ``blis``, two to three times as fast on common machines.

What a product gives for a row must depend neither on the rows around it nor on its place among them: else the articles that are
parsed together would decide a close call. So rows are multiplied in blocks of one size, the last one filled up with zeros, and by
one thread. That is not enough where the library sums up in another order at the edges of a block or for every other row, as
OpenBLAS does on processors with AVX2. Which way of multiplying keeps to the rule on a machine is tried when a model is loaded;
where none does, thinc's own products stay.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from spacy.language import Language
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController

_ROWS = 240  # of a block: a multiple of what any processor's kernel takes at a time; its results stay in the cache
_EDGE = 8  # rows at each end of a block that may be summed up in another order

# Of a block of rows, and of weights with a row for each column of the result.
_Product: TypeAlias = Callable[[Any, Any], Any]


def _across(block: Any, weights: Any) -> Any:
    return np.matmul(block, weights.T)


def _between_edges(block: Any, weights: Any) -> Any:
    rows = np.zeros((_EDGE + _ROWS + _EDGE, block.shape[1]), dtype=block.dtype)
    rows[_EDGE:-_EDGE] = block
    return np.matmul(weights, rows.T).T[_EDGE:-_EDGE]


WAYS: tuple[_Product, ...] = (_across, _between_edges)  # the fastest first


class BlockOps(NumpyOps):  # type: ignore[misc]
    """Thinc's operations with another product of matrices, ``product`` of a block."""

    def __init__(self, product: _Product) -> None:
        super().__init__()
        self._product = product

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """``x @ y``, or with ``trans2`` ``x @ y.T``; ``trans1`` is for training, and left to thinc."""
        if trans1:
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        weights = np.ascontiguousarray(y if trans2 else y.T)
        rows = x.shape[0]
        if out is None:
            out = np.empty((rows, weights.shape[0]), dtype=x.dtype)
        whole = rows - rows % _ROWS
        for begin in range(0, whole, _ROWS):
            out[begin : begin + _ROWS] = self._product(x[begin : begin + _ROWS], weights)
        if whole < rows:
            last = np.zeros((_ROWS, x.shape[1]), dtype=x.dtype)
            last[: rows - whole] = x[whole:]
            out[whole:] = self._product(last, weights)[: rows - whole]
        return out


@lru_cache(maxsize=1)
def _threads() -> ThreadpoolController:
    return ThreadpoolController()  # looks through all libraries of the process: once


def one_thread() -> AbstractContextManager[Any]:
    """Within it NumPy's products take one thread: more of them share out the rows, each with edges of its own."""
    limited: AbstractContextManager[Any] = _threads().limit(limits=1, user_api="blas")
    return limited


def product_for(shapes: Iterable[tuple[int, int]]) -> _Product | None:
    """The fastest way of multiplying that gives equal rows for equal rows with weights of each shape, if there is one."""
    tried = list(shapes)
    with one_thread():
        return next((each for each in WAYS if all(_keeps_rows_alike(each, of) for of in tried)), None)


def _keeps_rows_alike(product: _Product, shape: tuple[int, int]) -> bool:
    random = np.random.default_rng(0)
    weights = random.normal(size=shape).astype("f")
    rows = product(np.tile(random.normal(size=shape[1]).astype("f"), (_ROWS, 1)), weights)
    return bool((rows == rows[0]).all())


def use_block_products(nlp: Language) -> None:
    """Has all models of a pipeline multiply in blocks, where they run on the processor with NumPy."""
    models: list[Any] = [
        pipe.model for _, pipe in nlp.pipeline if hasattr(pipe, "model") and hasattr(pipe.model, "walk")
    ]
    nodes = [node for model in models for node in model.walk() if type(node.ops) is NumpyOps]
    weights = [node.get_param("W") for node in nodes if node.has_param("W")]
    product = product_for({(each.size // each.shape[-1], each.shape[-1]) for each in weights})
    if product is not None:
        operations = BlockOps(product)
        for node in nodes:
            node.ops = operations
