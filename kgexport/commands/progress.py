"""How far a run is: a line that moves on a terminal; elsewhere a line now and then, with ``--log-format json`` an object."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING, Any

from kgexport import console

if TYPE_CHECKING:
    from kgexport.outcome import Observer, Refused

INTERVAL = 30.0  # seconds between two lines, where no terminal shows one that moves
_SURE = 0.005  # of all bytes: before so many are read, nobody can say how long it takes


class Progress:
    """Counts what is done. ``total_of`` finds how many bytes are to be read, None where nobody can tell; it is asked once, when
    somebody wants to know.
    """

    def __init__(self, what: str = "articles", *, clock: Callable[[], float] = monotonic) -> None:
        self._what, self._clock = what, clock
        self.total_of: Callable[[], int | None] = lambda: None
        self.done = self.refused = self.read = 0
        self._started = self._told = clock()
        self._show: Callable[[], None] = self._now_and_then

    def advance(self, count: int = 1) -> None:
        """So many more are done."""
        self.done += count
        self.show()

    def refuse(self, refused: "Refused") -> None:
        """One is refused, and said so."""
        self.refused += 1
        fields = {name: getattr(refused, name) for name in ("article", "source", "line", "stage", "reason")}
        console.say(str(refused), level="warning", event="refused", **fields)
        self.show()

    def show(self) -> None:
        """Shows what there is to show by now."""
        self._show()

    def consume(self, count: int) -> None:
        """So many more bytes of the inputs are read."""
        self.read += count

    @cached_property
    def total(self) -> int | None:
        """Bytes that are to be read, as far as anybody can tell."""
        return self.total_of()

    @property
    def seconds(self) -> float:
        """Since the run began."""
        return self._clock() - self._started

    @property
    def rate(self) -> float:
        """So many a second, since the run began."""
        return self.done / self.seconds if self.seconds > 0 else 0.0

    @property
    def left(self) -> float | None:
        """Seconds that the rest takes if it goes on like this; None where nobody can tell."""
        if not self.total or self.read < _SURE * self.total:
            return None
        return max(0.0, self.seconds * (self.total - self.read) / self.read)

    def fields(self) -> dict[str, Any]:
        """For machines."""
        counts: dict[str, Any] = {"done": self.done, "per_second": round(self.rate, 2), "quarantined": self.refused}
        counts["seconds"] = round(self.seconds, 1)
        return counts if self.left is None else counts | {"seconds_left": round(self.left)}

    def __str__(self) -> str:
        parts = [f"{self.done:,} {self._what}", f"{self.rate:.1f} per second"]
        parts += [f"{self.refused:,} quarantined"] if self.refused else []
        parts += [f"about {_duration(self.left)} left"] if self.left is not None else []
        return ", ".join(parts)

    def _now_and_then(self) -> None:
        if self._clock() - self._told >= INTERVAL:
            self._told = self._clock()
            console.say(str(self), event="progress", **self.fields())

    @contextmanager
    def shown(self, *, quiet: bool) -> Iterator["Observer"]:
        """Shows it while the block runs, in the way that standard error is made for; with ``quiet`` only what is refused."""
        from kgexport.outcome import Observer

        self._started = self._told = self._clock()
        observer = Observer(notice=console.say, advance=self.advance, refuse=self.refuse, waiting=self.show)
        if quiet:
            self._show = lambda: None
            yield observer
        elif not console.is_terminal():
            yield observer
        else:
            with self._moving():
                yield observer

    def _moving(self) -> AbstractContextManager[object]:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Line

        columns = (BarColumn(bar_width=20), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
        line = Line(*columns, console=Console(stderr=True), transient=True)
        task = line.add_task(str(self), total=self.total)

        def show() -> None:
            line.update(task, description=str(self), completed=min(self.read, self.total or 0))

        self._show = show
        console.print_above(lambda said: line.console.print(said, markup=False, highlight=False))

        @contextmanager
        def moving() -> Iterator[None]:
            try:
                with line:
                    yield
            finally:
                console.print_above(None)

        return moving()


def _duration(seconds: float) -> str:
    """As people say it: ``40 s``, ``12 min``, ``3 h 20 min``."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"
