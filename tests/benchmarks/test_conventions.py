"""What counts as a place's name in which data set, and how errors with names are counted."""

from typing import Any

import pytest

from benchmarks.conventions import COMMON, convention_of, counts
from benchmarks.name_errors import Error, Name, errors
from benchmarks.tasks import entities
from kgexport.extraction import Annotator
from kgexport.model import AnnotatedArticle, Article

TEXT = "French officers flew to Springfield, Ohio, on Monday."


@pytest.fixture(scope="module")
def annotated(nlp: Any) -> AnnotatedArticle:
    return next(Annotator(nlp).annotate([Article(id="test", text=TEXT)]))


def places(found: dict[str, Any]) -> list[str]:
    return [TEXT[each["start"] : each["end"]] for each in found["mentions"] if each["type"] == "PLACE"]


def test_most_data_sets_mark_no_adjectives_and_join_a_state_to_its_town(annotated: AnnotatedArticle) -> None:
    assert places(entities.prediction(annotated, {"source": "Some newspaper"})) == ["Springfield, Ohio"]


def test_a_data_set_that_marks_adjectives_and_states_gets_them_as_our_graph_has_them(
    annotated: AnnotatedArticle,
) -> None:
    document = {"source": "WikiEvents dev"}
    assert places(entities.prediction(annotated, document)) == ["French", "Springfield", "Ohio"]
    assert places(entities.common_prediction(annotated, document)) == ["Springfield, Ohio"]


def test_a_document_without_a_source_follows_the_common_convention() -> None:
    assert convention_of({"id": "1", "text": TEXT}) == COMMON


def test_it_is_counted_how_gold_marks_adjectives_and_states() -> None:
    mentions = [
        {"start": 0, "end": 6, "type": "PLACE", "kind": "name"},
        {"start": 24, "end": 41, "type": "PLACE", "kind": "name"},
    ]
    marked = counts({"text": TEXT, "mentions": mentions})
    assert marked == {"adjective: PLACE": 1, "town, state: one name": 1}
    assert counts({"text": TEXT, "mentions": [], "scope": [[10, 20]]}) == {}
    assert counts({"text": TEXT, "mentions": []}) == {"adjective: not marked": 1}


def test_errors_are_told_apart_by_what_stands_on_the_other_side() -> None:
    gold = [Name((0, 5), "ORG"), Name((10, 20), "PLACE"), Name((30, 35), "PERSON"), Name((50, 60), "ORG", scored=False)]
    ours = [Name((0, 5), "PLACE"), Name((10, 14), "PLACE"), Name((40, 45), "PERSON"), Name((50, 60), "PERSON")]
    assert list(errors(gold, ours)) == [
        Error("missed", gold[0], "another type", ours[0]),
        Error("missed", gold[1], "cut otherwise", ours[1]),
        Error("missed", gold[2], "nothing there", None),
        Error("false", ours[0], "another type", gold[0]),
        Error("false", ours[1], "cut otherwise", gold[1]),
        Error("false", ours[2], "nothing there", None),
    ]
