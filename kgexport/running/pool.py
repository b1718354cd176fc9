"""Processes that can be killed: whatever one article does to the process that works on it, the others get through.

A batch has the time that one article may take, since a common batch needs a fraction of it. A process that takes longer, needs
more memory or dies is replaced, and its batch is tried item by item; an item that fails alone is given up, with the reason.

Time is the processor's, which the system counts: what else a machine is busy with decides about no article. A process that waits
for ever uses none, so that the clock has a say, too, much later.
"""

import gc
import multiprocessing
import os
import re
import signal
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, BinaryIO, Generic, Protocol, TypeVar

# Fork shares the model between processes. Elsewhere system libraries do not survive it (macOS) or there is none.
_START = "fork" if sys.platform == "linux" else "spawn"
_TOO_MUCH_MEMORY = 77  # exit status of a process that ran into the limit
_PANICKED = 78  # of one in which compiled code gave up
_ABORT = getattr(signal, "SIGABRT", -1)
# The last words of a library written in Rust, and the backtrace behind them.
_REFUSED_MEMORY = re.compile(rb"memory allocation of \d+ bytes failed.*", re.S)
_OUT_OF_TIME = getattr(signal, "SIGPROF", -1)  # what ends one whose time is up
_AHEAD = 8  # batches read ahead for a process, while the first one in order is still being worked on
_MEGABYTE = 1_000_000

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")
_Item_contra = TypeVar("_Item_contra", contravariant=True)
_Made_co = TypeVar("_Made_co", covariant=True)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one article may take."""

    seconds: float = 10.0  # of the processor, where the system counts it (not on Windows)
    megabytes: int = 300  # beside what the process holds when it starts; kept where the system tells (Linux)
    patience: float = 30.0  # how many times as long it may take by the clock


class Work(Protocol[_Item_contra, _Made_co]):
    """What the processes do: a pure function of a batch, and what to load before it."""

    def __call__(self, batch: Sequence[_Item_contra], /) -> Sequence[_Made_co]:
        """One result an item. Raises KgExportError only for what holds for all items, MemoryError where it has too little."""
        ...

    def begin(self) -> None:
        """Called first in each process: opens the files that it needs; those it inherits are closed."""
        ...

    def prepare(self, batch: Sequence[_Item_contra], /) -> bool:
        """Loads what the batch needs; True where that was not there before, so that processes forked earlier lack it."""
        ...

    def weight(self, batch: Sequence[_Item_contra], /) -> float:
        """How many times the time of one item the batch may take; 1 for a common one."""
        ...

    def lost(self, item: _Item_contra, reason: str, /) -> _Made_co:
        """The result for an item on which a process failed."""
        ...


@dataclass(slots=True)
class _Task(Generic[_Item]):
    """Items of one batch that are worked on together."""

    batch: int
    first: int  # position of the first item in its batch
    items: Sequence[_Item]
    tried_alone: bool = False


@dataclass(slots=True)
class _Pending(Generic[_Made]):
    """The results of a batch, as far as they are there."""

    made: list[_Made | None]
    missing: int


@dataclass(eq=False, slots=True)
class _Worker(Generic[_Item]):
    process: Any  # a Process of either context
    connection: Connection
    said: BinaryIO | None  # what it writes to standard error, where it is forked
    fresh: bool = True
    outdated: bool = False
    task: _Task[_Item] | None = None
    deadline: float = field(default=0.0)


class Pool(Generic[_Item, _Made]):
    """``processes`` processes that do one work. Use as a context manager, and from one thread only."""

    def __init__(self, work: Work[_Item, _Made], *, processes: int, limits: Limits | None = None) -> None:
        self._work, self._size, self._limits = work, processes, limits or Limits()
        self._context: Any = multiprocessing.get_context(_START)
        self._workers: list[_Worker[_Item]] = []
        self._retry: deque[_Task[_Item]] = deque()
        self._pending: dict[int, _Pending[_Made]] = {}

    def __enter__(self) -> "Pool[_Item, _Made]":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in list(self._workers):
            self._end(worker)

    def map(
        self, batches: Iterable[Sequence[_Item]], *, ordered: bool = True, waiting: Callable[[], None] = lambda: None
    ) -> Iterator[list[_Made]]:
        """The results of each batch: in the order of the batches, else as they come.

        Batches are taken only as they are needed. ``waiting`` is called now and then. Raises what the work raises.
        """
        source = enumerate(batches)
        following = 0
        while True:
            self._occupy(source)
            finished = [following] if ordered else list(self._pending)
            finished = [number for number in finished if number in self._pending and not self._pending[number].missing]
            for number in finished:
                following = number + 1
                yield [made for made in self._pending.pop(number).made if made is not None]
            if not finished:
                if not self._pending:
                    return
                self._wait()
                waiting()

    def _occupy(self, source: Iterator[tuple[int, Sequence[_Item]]]) -> None:
        """Gives each idle process a task, as long as there are any and not too many results wait for an earlier one."""
        while len(self._busy) < self._size:
            if self._retry:
                self._start(self._retry.popleft())
            elif len(self._pending) < self._size * _AHEAD and (batch := next(source, None)) is not None:
                number, items = batch
                self._pending[number] = _Pending([None] * len(items), len(items))
                self._start(_Task(number, 0, items))
            else:
                return

    @property
    def _busy(self) -> list[_Worker[_Item]]:
        return [worker for worker in self._workers if worker.task is not None]

    def _start(self, task: _Task[_Item]) -> None:
        if self._work.prepare(task.items):
            for each in self._workers:
                each.outdated = True
        idle = [worker for worker in self._workers if worker.task is None]
        # What is tried again needs a process that has done nothing yet: another may have become idle in the meantime.
        unfit = [each for each in idle if each.outdated or (task.tried_alone and not each.fresh)]
        for worker in unfit:
            self._end(worker)
        usable = [each for each in idle if each not in unfit]
        worker = usable[0] if usable else self._new()
        seconds = self._limits.seconds * self._work.weight(task.items)
        worker.task, worker.deadline = task, monotonic() + seconds * self._limits.patience
        with suppress(OSError):  # it has died while idle; the wait will tell
            worker.connection.send((seconds, task.items))

    def _new(self) -> _Worker[_Item]:
        ours, theirs = self._context.Pipe()
        said = tempfile.TemporaryFile() if _START == "fork" else None  # noqa: SIM115  # closed by _end
        memory = self._limits.megabytes * _MEGABYTE
        process = self._context.Process(target=_serve, args=(theirs, self._work, memory, said), daemon=True)
        gc.freeze()  # what is there already is never garbage: a collection in the child would copy the pages it is on
        process.start()
        gc.unfreeze()
        theirs.close()
        worker: _Worker[_Item] = _Worker(process, ours, said)
        self._workers.append(worker)
        return worker

    def _wait(self) -> None:
        """Takes what comes first: a result, a process that died, a deadline."""
        busy = {worker.connection: worker for worker in self._busy}
        patience = min(worker.deadline for worker in busy.values()) - monotonic()
        for connection in wait(list(busy), max(0.0, min(patience, 1.0))):
            worker = busy.pop(connection)  # type: ignore[call-overload]
            try:
                answer = worker.connection.recv()
            except (EOFError, OSError):
                worker.process.join()
                status = worker.process.exitcode
                if status == -_ABORT and _REFUSED_MEMORY.search(_read(worker.said)):
                    status = _TOO_MUCH_MEMORY
                self._failed(worker, self._why(worker, status), again=status != -_OUT_OF_TIME)
                continue
            if isinstance(answer, BaseException):
                raise answer
            self._put(worker, answer)
        for worker in busy.values():
            if worker.deadline <= monotonic():
                allowed = self._seconds(worker) * self._limits.patience
                self._failed(worker, f"took longer than {allowed:,.4g} seconds by the clock", again=False)

    def _put(self, worker: _Worker[_Item], made: Sequence[_Made]) -> None:
        task = worker.task
        assert task is not None
        worker.task, worker.fresh = None, False
        pending = self._pending[task.batch]
        pending.made[task.first : task.first + len(made)] = made
        pending.missing -= len(made)

    def _failed(self, worker: _Worker[_Item], reason: str, *, again: bool = True) -> None:
        task, fresh = worker.task, worker.fresh
        assert task is not None
        self._end(worker)
        if len(task.items) > 1:
            self._retry.extend(_Task(task.batch, task.first + i, [item]) for i, item in enumerate(task.items))
        elif again and not fresh and not task.tried_alone:  # it may be what was done before that took the memory
            self._retry.appendleft(_Task(task.batch, task.first, task.items, tried_alone=True))
        else:
            pending = self._pending[task.batch]
            pending.made[task.first] = self._work.lost(task.items[0], reason)
            pending.missing -= 1

    def _seconds(self, worker: _Worker[_Item]) -> float:
        assert worker.task is not None
        return self._limits.seconds * self._work.weight(worker.task.items)

    def _why(self, worker: _Worker[_Item], exit_code: int | None) -> str:
        if exit_code == -_OUT_OF_TIME:
            return f"took more than {self._seconds(worker):,.4g} seconds of the processor (--article-seconds)"
        if exit_code == _TOO_MUCH_MEMORY:
            return f"needs more than {self._limits.megabytes:,} MB of memory (--article-memory)"
        if exit_code is not None and exit_code < 0:
            name = signal.Signals(-exit_code).name
            memory = " (out of memory? --article-memory)" if name in {"SIGKILL", "SIGABRT"} else ""
            return f"the process that worked on it was ended by {name}{memory}"
        return f"the process that worked on it ended with status {exit_code}"

    def _end(self, worker: _Worker[_Item]) -> None:
        self._workers.remove(worker)
        worker.connection.close()
        worker.process.kill()
        worker.process.join()
        if words := _REFUSED_MEMORY.sub(b"", _read(worker.said)):
            sys.stderr.write(words.decode(errors="replace"))
        if worker.said is not None:
            worker.said.close()


def _read(said: BinaryIO | None) -> bytes:
    if said is None:
        return b""
    said.seek(0)
    return said.read()


def _serve(connection: Connection, work: Work[Any, Any], memory: int, said: BinaryIO | None) -> None:
    """What a process does until it is killed, or whoever started it has gone."""
    if said is not None:
        os.dup2(said.fileno(), 2)
    if _START == "fork":
        # What else was open is the business of whoever started us. A copy of ours would keep a file locked, and the pipe of
        # another process open, after that one has been killed.
        os.closerange(3, connection.fileno())
        os.closerange(connection.fileno() + 1, os.sysconf("SC_OPEN_MAX"))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us gets it too, and kills us
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "SIGPROF"):
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
    work.begin()
    _limit_memory(memory)
    while True:
        try:
            seconds, batch = connection.recv()
        except (EOFError, OSError):
            return
        _limit_time(seconds)
        try:
            answer: object = work(batch)
        except MemoryError:
            os._exit(_TOO_MUCH_MEMORY)
        except Exception as error:
            answer = error
        except BaseException:
            os._exit(_PANICKED)  # compiled code has, as it may where it is refused memory, and has said so itself
        _limit_time(0)
        try:
            connection.send(answer)
        except MemoryError:
            os._exit(_TOO_MUCH_MEMORY)
        except OSError:
            return


def _limit_time(seconds: float) -> None:
    """The process is ended after so many seconds of processor time from now, all its threads together; 0: never."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit_memory(more: int) -> None:
    """What can be written to may grow by so many bytes. Does nothing where the system does not tell its size.

    Not the address space: libraries reserve parts of that for their threads, and never use most of them.
    """
    try:
        import resource

        # What the limit counts: without the stack, which /proc/self/statm adds, and which may have grown large.
        status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
        wanted = int(status["VmData"].split()[0]) * 1024 + more
    except (ImportError, OSError, ValueError, KeyError):
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
