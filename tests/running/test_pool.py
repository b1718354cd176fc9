"""The pool: one result an item, whatever an item does to the process that works on it."""

import mmap
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import count
from time import process_time, sleep

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgexport.errors import UsageError
from kgexport.running.pool import Limits, Pool

LIMITS = Limits(seconds=60)


class Doubling:
    """Doubles numbers; words make the process do what they say."""

    def begin(self) -> None:
        self.done = 0

    def prepare(self, batch: Sequence[int | str]) -> bool:
        return False

    def weight(self, batch: Sequence[int | str]) -> float:
        return 1.0

    def lost(self, item: int | str, reason: str) -> int | str:
        return f"{item}: {reason}"

    def __call__(self, batch: Sequence[int | str]) -> list[int | str]:
        self.done += 1
        return [self._doubled(item) for item in batch]

    def _doubled(self, item: int | str) -> int | str:
        match item:
            case "hang":
                signal.pause()
            case "spin":
                while True:
                    pass
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "leave":
                os._exit(3)
            case "grow":
                return len(bytearray(500_000_000))
            case "grow in a library":
                text = "a" * 40_000_000
                return len([ox.Literal(text) for _ in range(60)])  # in Rust, which does not raise but abort
            case "reserve":
                return len(mmap.mmap(-1, 500_000_000, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=0))
            case "warn":
                os.write(2, b"careful\n")
                return "warned"
            case "wrong call":
                raise UsageError("no such thing")
            case "second":
                if self.done > 1:
                    os._exit(3)
                return "first"
        return 2 * item


def doubled(batches: Sequence[Sequence[int | str]], limits: Limits = LIMITS, **options: bool) -> list[list[int | str]]:
    with Pool[int | str, int | str](Doubling(), processes=2, limits=limits) as pool:
        return list(pool.map(batches, **options))


@settings(max_examples=10, deadline=None)
@given(st.lists(st.lists(st.integers(), min_size=1, max_size=4), max_size=12))
def test_results_come_in_the_order_of_the_batches(batches: list[list[int]]) -> None:
    assert doubled(batches) == [[2 * item for item in batch] for batch in batches]


def test_without_an_order_every_batch_comes_once() -> None:
    assert sorted(doubled([[number] for number in range(20)], ordered=False)) == [[2 * n] for n in range(20)]


@pytest.mark.parametrize(
    ("item", "reason", "patience"),
    [
        ("spin", "took more than 1 seconds of the processor (--article-seconds)", 300),
        ("hang", "took longer than 2 seconds by the clock", 2),
        ("die", "ended by SIGKILL", 300),
        ("leave", "ended with status 3", 300),
        ("grow", "needs more than 60 MB of memory (--article-memory)", 300),
        ("grow in a library", "needs more than 60 MB of memory (--article-memory)", 300),
    ],
)
def test_an_item_that_its_process_does_not_survive_is_lost_alone(
    item: str, reason: str, patience: float, capfd: pytest.CaptureFixture[str]
) -> None:
    (one, two) = doubled([[1, item, 3], [4, 5]], Limits(seconds=1, megabytes=60, patience=patience))
    assert (one[0], one[2], two) == (2, 6, [8, 10])
    assert reason in str(one[1])
    assert str(one[1]).startswith(item)
    assert capfd.readouterr() == ("", ""), "the reason says it"


def test_memory_that_is_only_reserved_is_not_counted() -> None:
    assert doubled([["reserve"]], Limits(megabytes=60)) == [[500_000_000]]


def test_what_a_process_says_beside_its_results_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    assert doubled([["warn"], [1]]) == [["warned"], [2]]
    assert capfd.readouterr().err == "careful\n"


def test_the_time_is_that_of_the_processor_and_grows_with_the_weight() -> None:
    class Working(Doubling):
        def weight(self, batch: Sequence[int | str]) -> float:
            return 8.0

        def _doubled(self, item: int | str) -> int | str:
            begin = process_time()
            while process_time() - begin < 0.6:
                pass
            return item

    limits = Limits(seconds=0.2, patience=300)
    with Pool[int | str, int | str](Working(), processes=1, limits=limits) as pool:
        assert list(pool.map([[1, 2], [3]])) == [[1, 2], [3]], "what was done before does not count"


def test_who_waits_uses_up_no_time() -> None:
    class Waiting(Doubling):
        def _doubled(self, item: int | str) -> int | str:
            sleep(1)
            return item

    with Pool[int | str, int | str](Waiting(), processes=1, limits=Limits(seconds=0.3)) as pool:
        assert list(pool.map([[1]])) == [[1]]


def test_only_what_fails_in_a_new_process_too_is_given_up() -> None:
    results = doubled([[1], ["second"], [2], ["second"], ["second"]])
    assert results == [[2], ["first"], [4], ["first"], ["first"]]


def test_an_error_that_holds_for_all_items_ends_the_work() -> None:
    with pytest.raises(UsageError, match="no such thing"):
        doubled([[1], ["wrong call"]])


def test_batches_are_taken_only_as_they_are_needed() -> None:
    taken = count()

    def endless() -> Iterator[list[int]]:
        while True:
            yield [next(taken)]

    with Pool[int | str, int | str](Doubling(), processes=1, limits=LIMITS) as pool:
        assert next(iter(pool.map(endless()))) == [0]
    assert next(taken) < 10


def test_what_is_loaded_later_is_there_in_every_process() -> None:
    class Late(Doubling):
        loaded: str | None = None

        def prepare(self, batch: Sequence[int | str]) -> bool:
            if self.loaded or batch == [1]:
                return False
            self.loaded = "model"
            return True

        def __call__(self, batch: Sequence[int | str]) -> list[int | str]:
            return [self.loaded or "" for _ in batch]

    with Pool[int | str, int | str](Late(), processes=2, limits=LIMITS) as pool:
        assert list(pool.map([[1], [2], [3], [4]])) == [[""], ["model"], ["model"], ["model"]]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are started anew elsewhere")
def test_processes_end_when_whoever_started_them_is_killed() -> None:
    program = """
import sys
from kgexport.running.pool import Pool
from tests.running.test_pool import Doubling
with Pool(Doubling(), processes=3) as pool:
    results = pool.map([number] for number in range(9))
    print(next(results), flush=True)
    sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "[0]\n"
        process.kill()
        # Each process has a copy of the writing end: this returns only when all are gone.
        assert process.stdout.read() == ""
