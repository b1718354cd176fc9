"""How things are timed: peers take turns, so that a busy machine is busy for both, and the median of the rounds counts.

CPU time where one process works, since what others of the machine do counts for nobody then; the clock on the wall where several
do.
"""

import gc
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time
from typing import NamedTuple

_CHILD = Path(__file__).with_name("child.py")
Times = dict[str, list[float]]  # seconds of each round, by what was done


@dataclass(frozen=True)
class Row:
    """A line of the table. ``holds`` is None where there is no target."""

    what: str
    reached: str
    target: str = ""
    holds: bool | None = None


def at_most(what: str, value: float, most: float, unit: str = "×", detail: str = "") -> Row:
    """A row whose value should not be more."""
    return Row(what, _shown(value, unit, detail), f"≤ {most:g}{_spaced(unit)}", value <= most)


def at_least(what: str, value: float, least: float, unit: str = "×", detail: str = "") -> Row:
    """A row whose value should not be less."""
    return Row(what, _shown(value, unit, detail), f"≥ {least:g}{_spaced(unit)}", value >= least)


def told(what: str, value: float, unit: str, detail: str = "") -> Row:
    """A row without a target."""
    return Row(what, _shown(value, unit, detail))


def _shown(value: float, unit: str, detail: str) -> str:
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f}{_spaced(unit)}{f' ({detail})' if detail else ''}"


def _spaced(unit: str) -> str:
    return unit if unit == "×" else f" {unit}"


def ratio(times: Times, over: str | Sequence[str], under: str) -> tuple[float, str]:
    """The median over the rounds of (the sum of) ``over`` by ``under``, and the least and the greatest."""
    names = [over] if isinstance(over, str) else over
    rounds = [sum(parts) / base for *parts, base in zip(*(times[name] for name in names), times[under], strict=True)]
    return median(rounds), f"{min(rounds):.2f} to {max(rounds):.2f}"


@contextmanager
def added(spent: dict[str, float], name: str) -> Iterator[None]:
    """Adds the CPU seconds of the block to ``spent``."""
    started = process_time()
    yield
    spent[name] = spent.get(name, 0.0) + process_time() - started


def interleaved(works: Mapping[str, Callable[[], object]], rounds: int) -> Times:
    """CPU seconds of each work in each round."""
    times: Times = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            gc.collect()
            gc.freeze()  # as the export's own processes do: what is there already is no garbage to look for
            started = process_time()
            work()
            times[name].append(process_time() - started)
    return times


class Run(NamedTuple):
    """What a command took, with the processes that it started."""

    wall: float
    cpu: float
    megabytes: float  # of the largest of its processes at its peak


def command(*arguments: str | Path, module: str = "kgexport.cli") -> Run:
    """Runs a module as a command of its own. Raises CalledProcessError where it fails."""
    started = [sys.executable, str(_CHILD), module, *map(str, arguments)]
    return Run(*json.loads(subprocess.run(started, stdout=subprocess.PIPE, check=True).stdout))


def commands(works: Mapping[str, Callable[[], Run]], rounds: int) -> dict[str, list[Run]]:
    """What each command took in each round; they take turns."""
    runs: dict[str, list[Run]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            runs[name].append(work())
    return runs
