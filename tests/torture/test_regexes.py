"""No pattern of ours takes more than linear time on text that was made to hurt it: four times the text, four times the work.

Times are CPU times of one process, with a wide margin: quadratic patterns, of sixteen times the work, are what is looked for.
A pattern that modules only match at one place is asked just that; all others are searched for at every place.
"""

import ast
import importlib
import pkgutil
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from time import process_time
from typing import Any

import pytest

import kgexport
from kgexport.errors import KgExportError
from tests.torture.runs import TORTURE

pytestmark = pytest.mark.skipif(not TORTURE, reason="minutes of regular expressions: a part of `make torture`")

LENGTH = 3_000
SECONDS = 2.0  # of CPU time, for one pattern on one text; a linear pattern takes a thousandth
GRAIN = 0.005  # a system may count CPU time in ticks of 4 ms while a timer runs: less is not told apart
HEADS, ENDS = ("", "A", "1"), ("", "!", "\x00")
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


@cache
def methods_called(module: str) -> dict[str, set[str]]:
    """What a module calls on its variables, ``{"_NAME": {"fullmatch"}}``; "passed on" where others may call anything."""
    calls: dict[str, set[str]] = {}
    asked = set()
    for node in ast.walk(ast.parse(Path(str(sys.modules[module].__file__)).read_bytes())):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            asked.add(node.value)  # walked to later
            calls.setdefault(node.value.id, set()).add(node.attr)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node not in asked:
            calls.setdefault(node.id, set()).add("passed on")
    return calls


def uses(name: str, pattern: "re.Pattern[str]") -> list[Callable[[str], object]]:
    module, _, variable = name.rpartition(".")
    called = methods_called(module).get(variable, set()) if variable.startswith("_") else set()
    at_one_place: dict[str, Callable[[str], object]] = {"match": pattern.match, "fullmatch": pattern.fullmatch}
    if called and called <= at_one_place.keys():
        return [at_one_place[each] for each in sorted(called)]
    return [lambda text: sum(1 for _ in pattern.finditer(text))]


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Python looks for signals inside a regular expression; the clock is that of the process's own work."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def seconds_of(use: Callable[[str], object], text: str, times: int = 1) -> float:
    best = float("inf")
    for _ in range(times):
        begin = process_time()
        use(text)
        best = min(best, process_time() - begin)
    return best


def is_superlinear(use: Callable[[str], object], unit: str, head: str = "", end: str = "") -> bool:
    short, long = (f"{head}{(unit * length)[:length]}{end}" for length in (LENGTH, 4 * LENGTH))
    try:
        with at_most(SECONDS):
            if seconds_of(use, long) <= 9 * GRAIN:
                return False
            return all(  # on a busy machine one measurement may be wrong
                seconds_of(use, long, times=3) > 9 * max(GRAIN, seconds_of(use, short, times=3)) for _ in range(3)
            )
    except TimeoutError:
        return True


def words_of(pattern: "re.Pattern[str]") -> list[str]:
    return sorted(set(re.findall(r"[A-Za-z]{2,}", pattern.pattern)))[:8]


def what_hurts(name: str, pattern: "re.Pattern[str]") -> str | None:
    """The first text found that takes the pattern more than linear time, as its head, repeated unit and end."""
    for use in uses(name, pattern):
        for unit in (*UNITS, *(f"{word} " for word in words_of(pattern))):
            for head in HEADS:
                for end in ENDS:
                    if is_superlinear(use, unit, head, end):
                        return f"{name} on {head!r}, {unit!r}..., {end!r}: {pattern.pattern[:80]}"
    return None


@pytest.mark.parametrize(
    "bad",
    [
        r"\s+$",  # quadratic: every blank begins a run
        r"\w+[.!?]",
        r"[^?#]*/\.",
        r" *\n *",  # quadratic, and as cheap as such a pattern can be
        r"(?:a+)+b",  # exponential
        r"(?:\s*#.*\n|\s*\n)*\s*\w+:",  # exponential in blank lines
    ],
)
def test_a_bad_pattern_is_found(bad: str) -> None:
    assert what_hurts("kgexport.bad", re.compile(bad)) is not None


@pytest.mark.parametrize("good", [r"(?<!\s)\s++$", r"\w{1,30}[.!?]", r"[A-Z][a-z]*", r"(?:(?<! ) ++)?\n *+"])
def test_a_good_pattern_is_not_blamed(good: str) -> None:
    assert what_hurts("kgexport.good", re.compile(good)) is None


def test_there_are_patterns_to_look_at() -> None:
    assert len(list(patterns())) > 60
    assert methods_called("kgexport.readers.metadata")["_KEY"] == {"match"}


def test_no_pattern_takes_more_than_linear_time() -> None:
    assert [found for name, pattern in patterns() if (found := what_hurts(name, pattern))] == []
