"""The same work on a Dask cluster that is there already: the leader reads, keeps and writes, the cluster annotates.

A task is a batch of articles and gives back what a process of our own would, so that the bytes are the same. Each process of the
cluster loads the model once. A batch whose process dies is given to another one (by Dask, ``allowed-failures`` times) and then
tried article by article; limits of time and memory are the cluster's, for a process of its own cannot be killed for one article.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar

from kgexport.errors import MissingExtra, UsageError
from kgexport.running.pool import Work

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")
_AHEAD = 3  # batches for each thread of the cluster: one is worked on, one waits there, one is on its way
_PATIENCE = "30s"  # for the scheduler to answer


class Cluster(Generic[_Item, _Made]):
    """A cluster that does one work; the same to its users as a Pool. Without an address, one of two processes on this machine."""

    def __init__(self, work: Work[_Item, _Made], *, scheduler: str | None = None, processes: int = 2) -> None:
        """Raises MissingExtra where Dask is not installed, UsageError where no scheduler answers at the address."""
        try:
            import distributed
        except ImportError:
            raise MissingExtra("`--engine dask`", "dask") from None
        self._work = work
        connect: Any = distributed.Client
        try:
            if scheduler is not None:
                self._client: Any = connect(scheduler, timeout=_PATIENCE, set_as_default=False)
            else:
                self._client = connect(
                    n_workers=processes, threads_per_worker=1, dashboard_address=None, set_as_default=False
                )
        except (OSError, ValueError) as error:
            raise UsageError(f"no Dask scheduler answers at {scheduler}: {error}") from None

    def __enter__(self) -> "Cluster[_Item, _Made]":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def map(
        self, batches: Iterable[Sequence[_Item]], *, ordered: bool = True, waiting: Callable[[], None] = lambda: None
    ) -> Iterator[list[_Made]]:
        """The results of each batch, in the order of the batches. Raises what the work raises."""
        given: deque[tuple[Sequence[_Item], Any]] = deque()
        for batch in batches:
            given.append((batch, self._submitted(batch)))
            while len(given) >= _AHEAD * max(1, sum(self._client.nthreads().values())):
                yield self._results(*given.popleft())
                waiting()
        while given:
            yield self._results(*given.popleft())
            waiting()

    def _submitted(self, batch: Sequence[_Item]) -> Any:
        return self._client.submit(_done, self._work, batch, pure=False)

    def _results(self, batch: Sequence[_Item], task: Any) -> list[_Made]:
        from distributed.scheduler import KilledWorker

        try:
            return list(task.result())
        except KilledWorker as error:
            if len(batch) == 1:
                return [self._work.lost(batch[0], f"the processes that worked on it died: {error}")]
            return [made for item in batch for made in self._results([item], self._submitted([item]))]


def _done(work: Work[Any, Any], batch: Sequence[Any]) -> Sequence[Any]:
    return _loaded(work)(batch)  # type: ignore[arg-type]  # a frozen dataclass


@lru_cache(maxsize=4)
def _loaded(work: Work[Any, Any]) -> Work[Any, Any]:
    """The work with what it has loaded, once a process: what comes with each task is equal, but has nothing loaded."""
    work.begin()
    return work
