"""docs/queries.md tells what queries/ holds, each question with an answer."""

import importlib.util
import re
from types import ModuleType

from kgexport.queries import named_queries
from tests.builders import make_annotated
from tests.conftest import CHECKOUT
from tests.graphs import graph_of

PAGE = CHECKOUT / "docs" / "queries.md"


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("queries_page", CHECKOUT / "docs" / "queries_page.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _without_answers(page: str) -> list[str]:
    """What the page says whatever is read from the sample: all but the rows of answers, which a better reading changes."""
    page = re.sub(r"```turtle\n.*?```", "", page, flags=re.S)
    kept = [line for line in page.splitlines() if line and not line.startswith(("| ", "… and"))]
    return kept + [line for line in page.splitlines() if line.startswith("| `--")]


def test_the_page_is_current() -> None:
    """``python docs/queries_page.py`` writes it anew."""
    generated = _generator().page(graph_of(make_annotated()).quads)
    assert _without_answers(PAGE.read_text(encoding="utf-8")) == _without_answers(generated)


def test_every_question_has_an_answer_of_the_sample() -> None:
    sections = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.M)[1:]
    assert [section.splitlines()[0] for section in sections] == list(named_queries())
    for section in sections:
        rows = re.findall(r"^\| (?!---|`--)", section, re.M)
        assert "```turtle\n<" in section or len(rows) >= 2, section.splitlines()[0]
