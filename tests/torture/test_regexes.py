"""No pattern of ours takes more than linear time on text that was made to hurt it: four times the text, four times the work.

Times are CPU times of one process, with a wide margin: quadratic patterns, of sixteen times the work, are what is looked for.
"""

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time
from typing import Any

import pytest

import kgexport
from kgexport.errors import KgExportError
from tests.torture.runs import TORTURE

pytestmark = pytest.mark.skipif(not TORTURE, reason="minutes of regular expressions: a part of `make torture`")

LENGTH = 3_000
UNITS = (
    *(
        "a",
        "A",
        " ",
        "\n",
        "\t",
        '"',
        "'",
        ".",
        ",",
        "-",
        "1",
        "(",
        ")",
        "<",
        ">",
        "\\",
        "é",
        "&",
        "#",
        "/",
        "_",
        ":",
        "[",
        "{",
    ),
    *(
        "“",
        "–",
        "’s ",
        "A ",
        "a ",
        "A a ",
        "Mr. ",
        "1,",
        "a-",
        "A-",
        "A. ",
        "1 ",
        "1-1",
        "a\n",
        "\n\n",
        "a, ",
        "A, ",
        "a:",
    ),
    *("the ", "of the ", "and ", "said ", "October ", "10 October ", " a"),
)


def patterns() -> Iterator[tuple[str, "re.Pattern[str]"]]:
    """The patterns on texts that stand in our modules, by the name of the module and the variable."""
    seen = set()
    for module in pkgutil.walk_packages(kgexport.__path__, "kgexport."):
        try:
            variables = vars(importlib.import_module(module.name))
        except KgExportError:  # what it needs is an extra that is not installed
            continue
        for name, value in list(variables.items()):
            for pattern in _inside(value):
                if isinstance(pattern.pattern, str) and pattern not in seen:
                    seen.add(pattern)
                    yield f"{module.name}.{name}", pattern


def _inside(value: Any, depth: int = 3) -> Iterator["re.Pattern[Any]"]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, tuple | list | set | frozenset | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _inside(each, depth - 1)


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Python looks for signals inside a regular expression."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def seconds_of(pattern: "re.Pattern[str]", text: str) -> float:
    best = float("inf")
    for _ in range(2):
        begin = process_time()
        for _ in pattern.finditer(text):
            pass
        best = min(best, process_time() - begin)
    return best


def is_superlinear(pattern: "re.Pattern[str]", unit: str, end: str) -> bool:
    short, long = (f"{(unit * length)[:length]}{end}" for length in (LENGTH, 4 * LENGTH))
    try:
        with at_most(60):
            cost = seconds_of(pattern, long)
            return cost > 0.02 and cost > 9 * seconds_of(pattern, short)
    except TimeoutError:
        return True


def words_of(pattern: "re.Pattern[str]") -> list[str]:
    return sorted(set(re.findall(r"[A-Za-z]{2,}", pattern.pattern)))[:8]


def test_there_are_patterns_to_look_at_and_a_bad_one_would_be_found() -> None:
    assert len(list(patterns())) > 60
    assert is_superlinear(re.compile(r"\s+$"), " ", "!")


def test_no_pattern_takes_more_than_linear_time() -> None:
    slow = [
        f"{name} on {unit!r}: {pattern.pattern[:80]}"
        for name, pattern in patterns()
        for unit in (*UNITS, *(f"{word} " for word in words_of(pattern)))
        for end in ("", "!", "\x00")
        if is_superlinear(pattern, unit, end)
    ]
    assert slow == []
