"""An article that costs more than any should is put aside, in bounded time and memory, and the others get through."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.torture.runs import TORTURE, run

GOOD = "Ministers meet again\n\nForeign Minister Anna Huber met President Peter Frei in Vienna on Tuesday.\n"
SENTENCE = "Minister Anna Huber said on Monday that she had met Peter Frei in Vienna. "
TOO_BIG: dict[str, Callable[[], str]] = {
    "ten megabytes.txt": lambda: SENTENCE * 140_000,
    "a line of ten megabytes.jsonl": lambda: json.dumps({"text": SENTENCE * 140_000}) + "\n",
    "brackets in brackets.jsonl": lambda: "[" * 5_000_000 + "\n",
    "objects in objects.jsonl": lambda: '{"text": "x", "a": ' + '{"a":' * 100_000 + "1" + "}" * 100_000 + "}\n",
}
# Within the limit of characters; each takes the language model, or one of our rules, longer or further than news does.
TOO_DEAR = (
    "(",
    '"',
    "said Anna and ",
    "Huber, ",
    "a\n",
    "Huber-",
    "October 10 ",
    "\N{RIGHT SINGLE QUOTATION MARK}s ",
    "HUBER ",
)
CHEAP = ("a", " ", "1", "a\N{COMBINING ACUTE ACCENT}")  # dull, and no harm


def export(folder: Path) -> tuple[list[dict[str, Any]], str]:
    """What was refused, and what was written."""
    out, aside = folder / "out.nq", folder / "quarantine.jsonl"
    limits = ("--article-seconds", "10", "--article-memory", "300")
    status, _, err = run("export", folder / "in", "-o", out, "--quarantine", aside, *limits)
    refused = [json.loads(line) for line in aside.read_text().splitlines()]
    assert status == (4 if refused else 0), err
    assert "Traceback" not in err
    return refused, out.read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(GOOD)
    return tmp_path


def test_what_is_too_big_is_refused_where_it_is_read(nlp: Any, folder: Path) -> None:
    for name, content in TOO_BIG.items():
        (folder / "in" / name).write_text(content())
    refused, written = export(folder)
    assert {Path(each["source"]).name for each in refused} == set(TOO_BIG)
    assert {each["stage"] for each in refused} == {"read"}
    assert "Peter Frei" in written


@pytest.mark.parametrize("unit", [*TOO_DEAR, *CHEAP] if TORTURE else ["("])
def test_what_is_too_dear_is_given_up_within_its_limits(nlp: Any, folder: Path, unit: str) -> None:
    (folder / "in" / "bad.txt").write_text(f"a{unit * (900_000 // len(unit))}b")
    refused, written = export(folder)
    assert "Peter Frei" in written
    for each in refused:
        assert each["stage"] == "limit"
        assert each["reason"] in ("took longer than 10 seconds", "needs more than 300 MB of memory")
    assert len(refused) <= 1
