"""What was made faster in the language model changes nothing of what it says."""

import tracemalloc
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span
from thinc.api import NumpyOps

from kgexport.extraction.arithmetic import WAYS, BlockOps, one_thread, product_for
from kgexport.extraction.attributes import LookedUpAttributes, LookedUpLemmas
from kgexport.extraction.long_texts import _LONG
from kgexport.extraction.parse import analysed
from kgexport.extraction.pieces import _ROWS, _groups
from kgexport.extraction.recogniser import EntitiesTogether
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
    return [doc for _, _, doc in analysed(articles, nlp, batch_size=batch_size)]


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


def test_attributes_and_lemmas_are_looked_up_and_entities_found_together(nlp: Any) -> None:
    pipes = dict(nlp.nlp.components)
    assert type(pipes["attribute_ruler"]) is LookedUpAttributes
    assert type(pipes["lemmatizer"]) is LookedUpLemmas
    assert type(pipes["ner"]) is EntitiesTogether


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
        with one_thread():
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
    kept: list[list[tuple[int, int]]] = [[] for _ in lengths]
    for group in _groups(lengths, reach):
        assert reach + sum(piece.end - piece.begin + reach for piece in group) <= _ROWS + len(lengths) * reach
        for piece in group:
            begin, end = piece.begin + piece.kept.start, piece.begin + piece.kept.stop
            assert piece.begin == max(0, begin - reach)
            assert piece.end == min(lengths[piece.text], end + reach)
            kept[piece.text].append((begin, end))
    for length, spans in zip(lengths, kept, strict=True):
        assert [begin for begin, _ in spans] == [0, *(end for _, end in spans[:-1])][: len(spans)]
        assert (spans[-1][1] if spans else 0) == length


WORDS = (
    *(
        "Vladimir",
        "Putin",
        "President",
        "of",
        "the",
        "United",
        "States",
        "Anna",
        "Huber",
        "Monday",
        "$5",
        "million",
        "met",
        "in",
    ),
    *(
        "Banco",
        "do",
        "Brasil",
        "“",
        "”",
        ",",
        ".",
        "said",
        "two",
        "\n\n",
        " ",
        "A",
        "IAEA",
        "Kim",
        "Jong",
        "Un",
        "Tuesday",
        "(",
        ")",
    ),
)


def test_paragraphs_of_a_very_long_text_are_parsed_as_in_one_go(nlp: Any, unchanged: Any) -> None:
    text = "\n\n".join([TEXTS[0]] * 9)
    (ours,), (theirs,) = documents(nlp.nlp, [text]), documents(unchanged, [text])
    assert len(ours) > _LONG
    assert analysis(ours) == analysis(theirs)


def test_texts_stay_in_order_among_very_long_ones(nlp: Any) -> None:
    very_long = "Ministers met in Vienna on Monday. They agreed on nothing.\n\n" * (_LONG // 12)
    texts = ["One.", very_long, "Two.", "Three.", very_long + "Four.", very_long]
    assert [doc.text.strip()[-5:] for doc in documents(nlp.nlp, texts)] == [text.strip()[-5:] for text in texts]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=60), min_size=1, max_size=5), st.data())
def test_entities_found_together_are_those_found_one_by_one(
    nlp: Any, texts: list[list[str]], data: st.DataObject
) -> None:
    """Whatever the words, and wherever sentences begin."""
    ours = nlp.nlp.get_pipe("ner")
    assert type(ours) is EntitiesTogether
    docs = [Doc(nlp.nlp.vocab, words=words) for words in texts]
    for doc in docs:
        for token in doc[1:]:
            token.is_sent_start = data.draw(st.sampled_from([None, None, True, False]))
    alike = [doc.copy() for doc in docs]
    for one, other in zip(ours.pipe(docs), ours._recogniser.pipe(alike), strict=True):
        assert [(e.start, e.end, e.label_) for e in one.ents] == [(e.start, e.end, e.label_) for e in other.ents]
        assert [token.ent_iob_ for token in one] == [token.ent_iob_ for token in other]


def test_entities_that_are_set_before_stay(nlp: Any) -> None:
    doc = nlp.nlp.make_doc("Monday Huber told Banco do Brasil.")
    doc.set_ents([Span(doc, 0, 2, label="PERSON")], default="unmodified")
    assert ("Monday Huber", "PERSON") in [(each.text, each.label_) for each in nlp.nlp.get_pipe("ner")(doc).ents]


def test_an_entity_without_end_is_followed_in_linear_time(nlp: Any) -> None:
    """Each step asks for each open entity once, wherever others could begin within it."""
    ours = nlp.nlp.get_pipe("ner")
    asked = []

    class Counting:
        def __init__(self, scorer: Any) -> None:
            self._scorer, self.state2vec = scorer, self

        def __getattr__(self, name: str) -> Any:
            return getattr(self._scorer, name)

        def predict(self, states: Any) -> Any:
            asked.append(len(states))
            return self._scorer.state2vec.predict(states)

    doc = nlp.nlp.make_doc(" ".join(["National Bank of the United Republic of"] * 300))
    scorer = Counting(ours.model.predict([doc]))
    ends = np.zeros(len(doc), dtype=bool)
    ends[-1] = True
    first = int(np.flatnonzero(ours._begins)[0])
    found = ours._entities(scorer, np.full(len(doc), first), np.roll(ends, 1), ends)
    assert sum(asked) <= len(doc)
    assert [begin for begin, _, _ in found] == sorted({begin for begin, _, _ in found})


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 700), st.integers(1, 40), st.integers(1, 40), st.booleans(), st.integers(0, 2**32 - 1))
def test_products_are_right_and_do_not_depend_on_other_rows(
    rows: int, inner: int, columns: int, transposed: bool, seed: int
) -> None:
    random = np.random.default_rng(seed)
    x = random.normal(size=(rows, inner)).astype("f")
    y = random.normal(size=(columns, inner) if transposed else (inner, columns)).astype("f")
    for way in WAYS:
        product = BlockOps(way).gemm(x, y, trans2=transposed)
        np.testing.assert_allclose(product, NumpyOps().gemm(x, y, trans2=transposed), rtol=1e-3, atol=1e-4)
    way = product_for([(columns, inner)])
    assume(way is not None)
    with one_thread():
        product = BlockOps(way).gemm(x, y, trans2=transposed)
        cut = seed % rows
        assert np.array_equal(product[cut:], BlockOps(way).gemm(np.ascontiguousarray(x[cut:]), y, trans2=transposed))


def test_a_way_of_multiplying_for_which_places_count_is_turned_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def uneven(block: Any, weights: Any) -> Any:
        """As a library does that sums up every other row from the end."""
        product = block @ weights.T
        product[::2] = block[::2, ::-1] @ weights[:, ::-1].T
        return product

    monkeypatch.setattr("kgexport.extraction.arithmetic.WAYS", (uneven,))
    assert product_for([(96, 288)]) is None
    monkeypatch.setattr(
        "kgexport.extraction.arithmetic.WAYS", (uneven, lambda block, weights: np.zeros((len(block), len(weights))))
    )
    assert product_for([(96, 288)]) is not None
