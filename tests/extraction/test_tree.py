"""The rules' own tree says of every word what spaCy says of it."""

from itertools import combinations
from typing import Any

import pytest
from spacy.tokens import Doc as Parse
from spacy.vocab import Vocab

from kgexport.extraction.parse import analysed
from kgexport.extraction.tree import Doc
from kgexport.model import Article

TEXT = """Envoys meet again

“We've not agreed on anything,” Ms. Huber told reporters in Graz; she'd been asked by Tom Berg's aide, and he's left.

ANKARA — The mayor of Porto, Rui Vaz, who met 12 U.S. and Finnish officials on Monday, ordered the guard to help and flew.


(10:30 a.m.) \t 5% … #news 😀 cafe\N{COMBINING ACUTE ACCENT}!"""
OF_WORDS = (
    *("i", "idx", "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "whitespace_", "text_with_ws"),
    *("is_alpha", "is_digit", "is_punct", "is_quote", "is_space", "is_title", "is_upper"),
)
OF_SPANS = ("start", "end", "text", "label_", "start_char", "end_char")


@pytest.fixture(scope="module")
def parse(nlp: Any) -> Parse:
    """What spaCy says."""
    [(_, _, doc)] = analysed([Article(id="x", text=TEXT)], nlp.nlp)
    return doc


@pytest.fixture(scope="module")
def doc(parse: Parse) -> Doc:
    """What the rules read."""
    return Doc(parse)


@pytest.mark.parametrize("attribute", OF_WORDS)
def test_a_word_is_what_it_is_for_spacy(parse: Parse, doc: Doc, attribute: str) -> None:
    assert [getattr(token, attribute) for token in doc] == [getattr(token, attribute) for token in parse]


@pytest.mark.parametrize("attribute", ["is_sent_start", "is_sent_end"])
def test_a_sentence_begins_and_ends_where_it_does_for_spacy(parse: Parse, doc: Doc, attribute: str) -> None:
    assert [getattr(token, attribute) for token in doc] == [bool(getattr(token, attribute)) for token in parse]


@pytest.mark.parametrize("relative", ["head", "left_edge", "right_edge"])
def test_a_word_hangs_where_it_does_for_spacy(parse: Parse, doc: Doc, relative: str) -> None:
    assert [getattr(token, relative).i for token in doc] == [getattr(token, relative).i for token in parse]


@pytest.mark.parametrize("relatives", ["lefts", "rights", "children", "subtree", "sent"])
def test_on_a_word_hangs_what_does_for_spacy(parse: Parse, doc: Doc, relatives: str) -> None:
    ours = [[each.i for each in getattr(token, relatives)] for token in doc]
    assert ours == [[each.i for each in getattr(token, relatives)] for token in parse]


@pytest.mark.parametrize("attribute", OF_SPANS)
def test_sentences_names_and_stretches_are_those_of_spacy(parse: Parse, doc: Doc, attribute: str) -> None:
    borders = list(combinations(range(len(doc) + 1), 2))
    ours = [*doc.sents, *doc.ents, *(doc[start:end] for start, end in borders)]
    theirs = [*parse.sents, *parse.ents, *(parse[start:end] for start, end in borders)]
    assert [getattr(span, attribute) for span in ours] == [getattr(span, attribute) for span in theirs]


def test_a_stretch_has_the_root_and_the_sentence_that_it_has_for_spacy(parse: Parse, doc: Doc) -> None:
    for start, end in combinations(range(len(doc) + 1), 2):
        assert doc[start:end].root.i == parse[start:end].root.i
        assert doc[start:end].sent.start == parse[start:end].sent.start


def test_a_stretch_of_nothing_has_no_text(doc: Doc) -> None:
    assert (doc[3:3].text, doc[5:2].text, list(doc[3:3])) == ("", "", [])


def test_part_of_a_stretch_is_a_stretch(doc: Doc) -> None:
    assert [token.i for token in doc[2:8][1:-1]] == [3, 4, 5, 6]
    assert doc[2:8][-1].i == 7


def test_before_the_first_word_stands_none(doc: Doc) -> None:
    with pytest.raises(IndexError):
        doc[0].nbor(-1)
    with pytest.raises(IndexError):
        doc[len(doc) - 1].nbor()


def test_words_are_found_by_their_lemma_in_reading_order(doc: Doc) -> None:
    assert doc.by_lemma["meet"] == [token for token in doc if token.lemma_ == "meet"]
    assert len(doc.by_lemma["meet"]) == 2


def test_a_tree_may_be_as_deep_as_its_sentence_is_long() -> None:
    count = 5000
    parse = Parse(Vocab(), words=["of"] * count, heads=[0, *range(count - 1)], deps=["ROOT"] + ["pobj"] * (count - 1))
    doc = Doc(parse)
    assert [each.i for each in doc[0].subtree] == list(range(count))
    assert doc[0].right_edge is doc[count - 1]
    assert doc[count // 2 :][:].root is doc[count // 2]
