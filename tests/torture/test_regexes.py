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
from functools import cache, reduce
from operator import or_
from pathlib import Path
from time import process_time
from typing import Any, TypeAlias

import pytest

import kgexport
from kgexport.errors import KgExportError
from tests.torture.runs import TORTURE

pytestmark = pytest.mark.skipif(not TORTURE, reason="minutes of regular expressions: a part of `make torture`")

LENGTH = 3_000
SECONDS = 2.0  # of CPU time, for one pattern on one text; a linear pattern takes a thousandth
GRAIN = 0.005  # a system may count CPU time in ticks of 4 ms while a timer runs: less is not told apart
HEADS, ENDS = ("", "A", "1", "</rss>", "<!--"), ("", "!", "\x00")
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
    *("<!---->", "<!--", "<?a?>", "<a>", "</a>", "</rss>", "<!DOCTYPE a[", "] ", '\\"', "\n\t", "<a> <a> "),
)


Pattern: TypeAlias = "re.Pattern[str] | re.Pattern[bytes]"


def patterns() -> Iterator[tuple[str, Pattern]]:
    """The patterns that stand in our modules, by the name of the module and the variable, or the line."""
    seen: set[Pattern] = set()
    for module in pkgutil.walk_packages(kgexport.__path__, "kgexport."):
        try:
            variables = vars(importlib.import_module(module.name))
        except KgExportError:  # what it needs is an extra that is not installed
            continue
        for name, value in list(variables.items()):
            for pattern in _inside(value):
                if pattern not in seen:
                    seen.add(pattern)
                    yield f"{module.name}.{name}", pattern
        for line, method, pattern in _in_functions(module.name):
            if pattern not in seen:
                seen.add(pattern)
                yield f"{module.name}.{line}:{method}", pattern


def _in_functions(module: str) -> Iterator[tuple[int, str, Pattern]]:
    """(line, function of ``re``, pattern) of ``re.search(r"…", …)`` and the like."""
    for node in ast.walk(ast.parse(Path(str(sys.modules[module].__file__)).read_bytes())):
        if (
            isinstance(node, ast.Call)
            and ast.unparse(node.func).startswith("re.")
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str | bytes)
        ):
            given = [ast.unparse(each) for each in (*node.args[1:], *(word.value for word in node.keywords))]
            flags = [getattr(re, name) for each in given for name in re.findall(r"\bre\.([A-Z]+)\b", each)]
            yield node.lineno, ast.unparse(node.func)[3:], re.compile(node.args[0].value, reduce(or_, flags, 0))


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


def uses(name: str, pattern: Pattern) -> list[Callable[[str], object]]:
    """What is done with a pattern, as functions of a text; one on bytes gets it as UTF-8."""
    module, _, variable = name.rpartition(".")
    called = {variable.partition(":")[2]} if ":" in variable else set()
    if variable.startswith("_"):
        called = methods_called(module).get(variable, set())
    at_one_place: dict[str, Callable[[Any], object]] = {"match": pattern.match, "fullmatch": pattern.fullmatch}
    found = (
        [at_one_place[each] for each in sorted(called)]
        if called and called <= at_one_place.keys()
        else [everywhere(pattern)]
    )
    if isinstance(pattern.pattern, bytes):
        return [lambda text, use=use: use(text.encode()) for use in found]  # type: ignore[misc]
    return found


def everywhere(pattern: Pattern) -> Callable[[Any], object]:
    return lambda text: sum(1 for _ in pattern.finditer(text))


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


def words_of(pattern: Pattern) -> list[str]:
    written = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    return sorted(set(re.findall(r"[A-Za-z]{2,}", written)))[:8]


def what_hurts(name: str, pattern: Pattern) -> str | None:
    """The first text found that takes the pattern more than linear time, as its head, repeated unit and end."""
    for use in uses(name, pattern):
        for unit in (*UNITS, *(f"{word} " for word in words_of(pattern))):
            for head in HEADS:
                for end in ENDS:
                    if is_superlinear(use, unit, head, end):
                        return f"{name} on {head!r}, {unit!r}..., {end!r}: {pattern.pattern[:80]!r}"
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
        rb"\s+$",
        rb"</rss>\s*(?:<!--(?s:.*?)-->\s*)*$",  # exponential in comments
    ],
)
def test_a_bad_pattern_is_found(bad: str | bytes) -> None:
    assert what_hurts("kgexport.bad", re.compile(bad)) is not None


@pytest.mark.parametrize("good", [r"(?<!\s)\s++$", r"\w{1,30}[.!?]", r"[A-Z][a-z]*", r"(?:(?<! ) ++)?\n *+"])
def test_a_good_pattern_is_not_blamed(good: str) -> None:
    assert what_hurts("kgexport.good", re.compile(good)) is None


def test_there_are_patterns_to_look_at() -> None:
    found = dict(patterns())
    assert len(found) > 60
    assert sum(isinstance(each.pattern, bytes) for each in found.values()) > 10
    assert any(":" in name for name in found), "in functions, too"
    assert methods_called("kgexport.readers.metadata")["_KEY"] == {"match"}


def test_no_pattern_takes_more_than_linear_time() -> None:
    assert [found for name, pattern in patterns() if (found := what_hurts(name, pattern))] == []
