"""The questions, asked about the sample article as it is really read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kgexport.graph.gate import CheckedGraph
from kgexport.model import AnnotatedArticle
from kgexport.queries import Rows, named_queries, run_query
from tests.graphs import graph_of

TRUMP, PUTIN, RUBIO, LAVROV, ZELENSKYY = (
    "Donald Trump",
    "Vladimir Putin",
    "Marco Rubio",
    "Sergey Lavrov",
    "Volodymyr Zelenskyy",
)


@pytest.fixture(scope="module")
def sample(annotate: Callable[..., AnnotatedArticle], seed: Path) -> CheckedGraph:
    text = seed.read_text(encoding="utf-8")
    return graph_of(annotate(text, publisher="The Gaze", published="2025-10-21", language="en"))


def rows(answer: Rows, *columns: str) -> set[tuple[str, ...]]:
    places = [answer.columns.index(column) for column in columns]
    values: Any = answer.rows
    return {tuple("" if row[place] is None else row[place].value for place in places) for row in values}


@pytest.mark.parametrize("name", sorted(named_queries().keys() - {"same-reports"}))  # one article repeats no other
def test_the_sample_answers_every_question(name: str, sample: CheckedGraph) -> None:
    assert run_query(name, sample.quads).rows


def test_who_met_whom_in_the_sample_and_how_it_stands(sample: CheckedGraph) -> None:
    found = rows(run_query("who-met-whom", sample.quads), "who", "whom", "kind", "status")
    assert {
        (TRUMP, PUTIN, "summit", "inDoubt"),
        (TRUMP, PUTIN, "call", "held"),
        (RUBIO, LAVROV, "call", "held"),
        (RUBIO, LAVROV, "meeting", "postponed"),
        (TRUMP, ZELENSKYY, "meeting", "held"),
    } <= found
    assert not {row for row in found if row[:2] == (PUTIN, ZELENSKYY)}


def test_what_was_planned_and_not_held(sample: CheckedGraph) -> None:
    statuses = rows(run_query("planned-not-held", sample.quads), "status")
    assert {("inDoubt",), ("postponed",), ("proposed",)} <= statuses
    assert not {("held",), ("ongoing",)} & statuses


def test_the_chain_of_the_first_paragraph(sample: CheckedGraph) -> None:
    found = rows(run_query("attribution-chains", sample.quads), "chain", "depth", "lastNamedSource")
    assert ("The Gaze → CNN → sources familiar with the discussions", "2", "CNN") in found


def test_what_rests_on_anonymous_sources(sample: CheckedGraph) -> None:
    sources = rows(run_query("anonymous-only", sample.quads), "source")
    assert ("sources familiar with the discussions",) in sources
    assert ("a White House official",) in sources


def test_mentions_of_the_president_of_russia(sample: CheckedGraph) -> None:
    found = rows(run_query("mentions-of", sample.quads, {"name": PUTIN}), "begin", "words")
    assert ("158", "Vladimir Putin") in found
    assert len(found) >= 6
