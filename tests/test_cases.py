from pathlib import Path
from typing import Any

import pytest

from kgexport.queries import named_queries
from tests.cases import answers, cases, needs_model


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_case_gives_what_is_expected(case: Path, request: pytest.FixtureRequest) -> None:
    if needs_model(case):
        request.getfixturevalue("nlp")
    if (case / "pending").exists():
        request.applymarker(pytest.mark.xfail(reason=(case / "pending").read_text(encoding="utf-8").strip()))
    given: list[tuple[Path, str]] = list(answers(case))
    assert given, f"{case.name} expects nothing"
    for path, content in given:
        assert content == path.read_text(encoding="utf-8"), f"{path.name}: see make cases"


def test_what_a_case_expects_is_a_question_of_ours() -> None:
    expected: set[Any] = {path.stem for case in cases() for path in case.glob("*.csv")}
    assert expected <= set(named_queries())
