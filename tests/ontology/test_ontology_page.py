"""docs/ontology.md is what the ontology and the shapes say today."""

import importlib.util
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "docs" / "ontology_page.py"


def test_the_page_is_current():
    spec = importlib.util.spec_from_file_location("ontology_page", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGE.read_text(encoding="utf-8") == module.Page().text(), "run: python docs/ontology_page.py"
