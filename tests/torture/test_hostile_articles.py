"""An article that costs more than any should is put aside, in bounded time and memory, and the others get through.

All by the command line with its defaults; `python -m benchmarks.hostile` prints what they cost.
"""

from pathlib import Path
from typing import Any

import pytest

from benchmarks.hostile import REPEATED, Run, kinds, run
from tests.torture.runs import TORTURE

KINDS = {kind: (name, content) for kind, name, content in kinds()}
SAMPLE = ("900,000 characters without a full stop", "an XML bomb: entities in entities", "brackets")
# Beside what an ordinary article takes. The limit is of what may be written to, not all of which is; the run itself reads.
SECONDS, MEGABYTES = 12.0, 300


@pytest.fixture(scope="module")
def ordinary(nlp: Any, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(tmp_path_factory.mktemp("ordinary"))


def test_an_ordinary_article_is_exported(ordinary: Run) -> None:
    assert (ordinary.status, ordinary.refused) == (0, [])
    assert "Peter Frei" in ordinary.written


@pytest.mark.parametrize("kind", KINDS if TORTURE else SAMPLE)
def test_a_hostile_article_is_done_with_in_bounds_and_the_rest_exported(
    ordinary: Run, tmp_path: Path, kind: str
) -> None:
    done = run(tmp_path, *KINDS[kind])
    assert done.status == (4 if done.refused else 0), done.errors
    assert "Traceback" not in done.errors
    assert "Peter Frei" in done.written
    assert len(done.refused) <= 1
    for each in done.refused:
        assert each["stage"] == ("limit" if kind in REPEATED else "read")
        if each["stage"] == "limit":
            assert "--article-seconds" in str(each["reason"]) or "--article-memory" in str(each["reason"])
    assert done.seconds - ordinary.seconds < SECONDS
    assert done.megabytes - ordinary.megabytes < MEGABYTES


@pytest.mark.skipif(not TORTURE, reason="a part of `make torture`")
def test_an_article_of_twenty_thousand_words_is_none_of_them(ordinary: Run, tmp_path: Path) -> None:
    """As long as the longest reports are, with half of the time and the memory that one may take to spare."""
    paragraphs = (
        f"On Monday the minister of district {number} told reporters that the works on the bridge would not be finished this "
        f"year, as the council had promised in spring. “We have {number} people there, and nobody to drive the cranes,” "
        f"he said.\n\n"
        for number in range(490)
    )
    text = "".join(paragraphs)
    assert 19_000 < len(text.split()) < 21_000
    done = run(tmp_path, "long.txt", text.encode())
    assert (done.status, done.refused) == (0, []), done.errors
    assert done.seconds - ordinary.seconds < 8
    assert done.megabytes - ordinary.megabytes < 200
