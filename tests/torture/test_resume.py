"""A corpus of texts, annotated by two processes into a folder: killed anywhere, it goes on and ends with the same bytes."""

import json
import os
import random
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.running.interrupted import main
from tests.running.test_folder import content
from tests.torture.runs import TORTURE

KILLS = 20 if TORTURE else 1
ARTICLES = 24
PEOPLE = ("Anna Huber", "Peter Frei", "Jan Roth", "Karl Berg", "Ada Moreau", "Nora Whitlam", "Ivo Marin", "Rita Lopez")
PLACES = ("Vienna", "Oslo", "Lisbon", "Ottawa")
SENTENCES = (
    "Foreign Minister {0} met President {1} in {2} on {3}.",
    '"We shall talk again," {1} said after the meeting.',
    "{0} told reporters that a second meeting, planned for {3}, had been put off.",
    "A spokesman for {1} denied that there had been a call with {0}.",
    "According to officials in {2}, {0} is to visit {1} next month.",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles of four to eight sentences."""
    draw = random.Random(20)
    path = tmp_path_factory.mktemp("corpus") / "articles.jsonl"
    with path.open("w") as stream:
        for number in range(ARTICLES):
            some = draw.sample(PEOPLE, 2)
            told = [
                s.format(*some, draw.choice(PLACES), draw.choice(DAYS))
                for s in draw.choices(SENTENCES, k=draw.randint(4, 8))
            ]
            day = f"2025-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
            article = {
                "id": f"a{number}",
                "title": f"{some[0]} meets {some[1]}",
                "published": day,
                "text": " ".join(told),
            }
            stream.write(json.dumps(article) + "\n")
    return path


def ended(point: int, folder: Path, corpus: Path, workers: int) -> tuple[int, str]:
    """Exit status and output of a run in a process of its own, which inherits the language model and is killed at the point."""
    said = folder.parent / "said"
    process = os.fork()
    if process == 0:
        status = 70
        try:
            with said.open("w") as sys.stdout:
                main(point, folder, corpus, workers)
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status), said.read_text()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot inherit the language model here")
def test_a_corpus_of_texts_that_is_killed_anywhere_ends_with_the_same_bytes(
    nlp: Any, corpus: Path, tmp_path: Path
) -> None:
    status, said = ended(0, tmp_path / "expected", corpus, 2)
    points, articles = map(int, said.split())
    assert (status, articles) == (0, ARTICLES)
    expected = content(tmp_path / "expected")
    if TORTURE:
        assert ended(0, tmp_path / "one", corpus, 0)[0] == 0
        assert content(tmp_path / "one") == expected, "in one process"
    for number in range(KILLS):
        point = round(points * (number + 0.7) / KILLS)  # evenly over reading, keeping and writing
        folder = tmp_path / f"killed-{number}"
        assert ended(point, folder, corpus, 2)[0] == -signal.SIGKILL, point
        assert ended(0, folder, corpus, 2)[0] == 0, point
        assert content(folder) == expected, point
