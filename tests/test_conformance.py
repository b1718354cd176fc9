"""What docs/conformance.md and SECURITY.md say is so."""

import re

from kgexport.cli import cli
from tests.conftest import CHECKOUT
from tests.hostile import cases
from tests.torture.test_determinism import DESIGN
from tests.torture.test_hostile_articles import KINDS, SAMPLE
from tests.validation.test_w3c_shacl import KNOWN, TESTS

PAGE = (CHECKOUT / "docs" / "conformance.md").read_text(encoding="utf-8")


def cells(text: str) -> dict[str, list[str]]:
    """The rows of all tables, by their first cell."""
    rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|"))
    return {row[0]: row[1:] for row in rows}


def test_the_known_misses_of_the_engines_are_those_that_are_tested() -> None:
    for name, engine in (("pySHACL", "pyshacl"), ("fast (`shacl`)", "fast")):
        total, right, misses = cells(PAGE)[name]
        assert set(misses.split(", ")) == KNOWN[engine]
        assert int(total) - int(right) == len(KNOWN[engine])
        if TESTS:
            assert int(total) == len(TESTS)


def test_the_numbers_of_the_long_runs_are_those_that_are_run() -> None:
    rows = cells(PAGE)
    assert rows["hostile texts in every term position and text field"][-1] == f"{len(list(cases())):,}"
    assert rows["surroundings that change no byte"][-1] == f"{len(DESIGN) + len(DESIGN[::2])} runs"
    assert rows["articles that cost too much"][-2:] == [str(len(SAMPLE)), str(len(KINDS))]
    examples = re.search(r"KGEXPORT_EXAMPLES=(\d+)", (CHECKOUT / "Makefile").read_text(encoding="utf-8"))
    assert examples is not None
    # Four graphs an example, in each of five formats.
    assert rows["random graphs through each format and back"][-1] == f"{20 * int(examples[1]):,}"


def test_every_command_has_its_row_in_the_threat_model() -> None:
    page = (CHECKOUT / "SECURITY.md").read_text(encoding="utf-8")
    table = page.partition("## What a command may touch")[2].partition("\n## ")[0]
    for command in cli.commands:
        if command not in {"queries", "schema"}:  # these print what ships
            assert f"`{command}" in table, command


def test_every_path_that_the_pages_name_is_there() -> None:
    for page in ("docs/conformance.md", "SECURITY.md"):
        text = (CHECKOUT / page).read_text(encoding="utf-8")
        for path in re.findall(r"`((?:tests|graph|docs|kgexport)/[\w/.]+)`", text):
            assert (CHECKOUT / path).exists() or (CHECKOUT / "kgexport" / path).exists(), path
