"""What was made faster in the language model changes nothing of what it says."""

import tracemalloc
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import NumpyOps

from kgexport.extraction.arithmetic import BlockOps
from kgexport.extraction.attributes import LookedUpAttributes, LookedUpLemmas
from kgexport.extraction.parse import parse
from kgexport.extraction.pieces import _ROWS, _groups, _Whole
from kgexport.language_models import data_path
from kgexport.model import Article

TEXTS = [
    next((Path(__file__).parents[2] / "seeds").glob("*.txt")).read_text(encoding="utf-8"),
    "Ministers meet again\n\n“We've not agreed on anything,” Ms. Huber told reporters; she'd been asked, and he's left.\n",
    "What's done is done. I'd go, wouldn't you? He ought to've known better than them, or so that those who'd come said.\n"
    * 9,
    "10:30 a.m. — U.S., U.K. & EU: $5bn, 20%… #news @home http://news.example/a?b=c 😀\n\t \nTHE END",
]


def analysis(doc: Doc) -> list[tuple[object, ...]]:
    return [
        (t.text, t.pos_, t.tag_, t.lemma_, str(t.morph), t.dep_, t.head.i, t.ent_type_, t.ent_iob_, t.is_sent_start)
        for t in doc
    ]


def documents(nlp: Any, texts: list[str], batch_size: int = 16) -> list[Doc]:
    articles = [Article(id=str(number), text=text) for number, text in enumerate(texts)]
    return [parsed.doc for parsed in parse(articles, nlp, batch_size=batch_size)]


@pytest.fixture(scope="module")
def unchanged(nlp: Any) -> Any:
    """The model as spaCy loads it."""
    import spacy

    key = next(key for key in ("md", "sm") if data_path(key))
    with pytest.warns(UserWarning) if key == "md" else pytest.MonkeyPatch.context():
        return spacy.load(data_path(key), exclude=["senter"])


def test_the_analysis_is_that_of_the_model_as_it_comes(nlp: Any, unchanged: Any) -> None:
    for ours, theirs in zip(documents(nlp.nlp, TEXTS), documents(unchanged, TEXTS), strict=True):
        assert analysis(ours) == analysis(theirs)


def test_what_is_parsed_together_changes_no_bit(nlp: Any) -> None:
    together, alone = documents(nlp.nlp, TEXTS), documents(nlp.nlp, TEXTS, batch_size=1)
    for one, other in zip(together, alone, strict=True):
        assert np.array_equal(one.tensor, other.tensor)


def test_attributes_and_lemmas_are_looked_up(nlp: Any) -> None:
    pipes = dict(nlp.nlp.components)
    assert type(pipes["attribute_ruler"]) is LookedUpAttributes
    assert type(pipes["lemmatizer"]) is LookedUpLemmas


def test_vectors_read_in_pieces_are_those_of_the_whole_text(nlp: Any) -> None:
    docs = [nlp.nlp.make_doc(text) for text in (TEXTS[0], TEXTS[2] * 12, "", TEXTS[1], " ".join(TEXTS) * 2)]
    assert max(map(len, docs)) > _ROWS
    pieced = [
        node
        for _, pipe in nlp.nlp.pipeline
        for node in (pipe.model.walk() if hasattr(pipe, "model") else ())
        if isinstance(node._func, partial) and node.layers
    ]
    assert pieced
    for node in pieced:
        (in_one, _), in_pieces = node._func.args[0](node, docs, False), node.predict(docs)
        assert all(np.array_equal(one, other) for one, other in zip(in_one, in_pieces, strict=True))


def test_memory_for_vectors_does_not_grow_with_the_text(nlp: Any) -> None:
    """NumPy tells tracemalloc of its arrays. The vectors themselves are kept: 384 bytes a token."""
    layers = nlp.nlp.get_pipe("tok2vec").model

    def peak(sentences: int) -> int:
        doc = nlp.nlp.make_doc("Minister Anna Huber said on Monday that she had met Peter Frei in Vienna. " * sentences)
        layers.predict([doc[:50].as_doc()])
        tracemalloc.start()
        layers.predict([doc])
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(1500) - peak(375) < 3 * 384 * 15 * 1125


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 3 * _ROWS), min_size=1, max_size=12), st.integers(1, 8))
def test_pieces_cover_each_text_once_and_see_its_neighbours(lengths: list[int], reach: int) -> None:
    wholes = [_Whole(Doc(Vocab(), words=["a"] * length)) for length in lengths]
    kept: dict[_Whole, list[tuple[int, int]]] = {whole: [] for whole in wholes}
    for group in _groups(wholes, reach):
        assert reach + sum(len(piece) + reach for piece in group) <= _ROWS + len(wholes) * reach
        for piece in group:
            begin, end = piece.begin + piece.kept.start, piece.begin + piece.kept.stop
            assert piece.begin == max(0, begin - reach)
            assert piece.end == min(len(piece.whole.doc), end + reach)
            kept[piece.whole].append((begin, end))
    for whole, spans in kept.items():
        assert [begin for begin, _ in spans] == [0, *(end for _, end in spans[:-1])]
        assert spans[-1][1] == len(whole.doc)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 700), st.integers(1, 40), st.integers(1, 40), st.booleans(), st.integers(0, 2**32 - 1))
def test_products_are_right_and_do_not_depend_on_other_rows(
    rows: int, inner: int, columns: int, transposed: bool, seed: int
) -> None:
    random = np.random.default_rng(seed)
    x = random.normal(size=(rows, inner)).astype("f")
    y = random.normal(size=(columns, inner) if transposed else (inner, columns)).astype("f")
    product = BlockOps().gemm(x, y, trans2=transposed)
    np.testing.assert_allclose(product, NumpyOps().gemm(x, y, trans2=transposed), rtol=1e-3, atol=1e-4)
    cut = seed % rows
    assert np.array_equal(product[cut:], BlockOps().gemm(np.ascontiguousarray(x[cut:]), y, trans2=transposed))
