"""The processes that answer, each one request at a time: killed at a request's time, started anew, never waited for longer."""

import asyncio
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgexport.errors import StoreError
from kgexport.serve.messages import HEAD, packed


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a request may cost."""

    seconds: float = 10.0  # from its arrival to its answer; half of it at most may be waiting for a worker
    megabytes: int = 128  # memory that a query may take, beside what a worker is
    answer_bytes: int = 8 << 20
    body_bytes: int = 128 << 10
    workers: int = 2
    waiting: int = 32  # requests that wait for a worker; more are turned away at once


class TurnedAway(Exception):
    """No answer within the limits; the message says why."""


class Workers:
    """A few workers of one store. Use as an async context manager."""

    def __init__(self, folder: Path, base: str | None, limits: Limits) -> None:
        self._folder, self._given_base, self.limits = folder, base, limits
        self.base = base or ""
        self._idle: asyncio.Queue[asyncio.subprocess.Process] = asyncio.Queue()
        self._all: set[asyncio.subprocess.Process] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._waiting = 0

    async def __aenter__(self) -> "Workers":
        for _ in range(self.limits.workers):
            await self._start()
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._starting:
            task.cancel()
        for process in list(self._all):
            await self._end(process)

    async def answer(self, request: dict[str, Any], body: bytes = b"") -> tuple[int, str, bytes]:
        """Status, media type and body. Raises TurnedAway at the limits."""
        if self._waiting >= self.limits.waiting:
            raise TurnedAway("too many requests are waiting")
        end = time.monotonic() + self.limits.seconds
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.seconds / 2):  # an answer needs time, too
                process = await self._idle.get()
        except TimeoutError:
            raise TurnedAway("no worker became free in time") from None
        finally:
            self._waiting -= 1
        healthy = False
        try:
            async with asyncio.timeout(max(0.05, end - time.monotonic())):
                message = packed(request | {"seconds": self.limits.seconds}, body)
                answered, content = await self._exchange(process, message)
            healthy = True
            return answered["status"], answered["media"], content
        except TimeoutError:
            raise TurnedAway(f"no answer within {self.limits.seconds:g} seconds; ask for less") from None
        except (asyncio.IncompleteReadError, ConnectionError):
            raise TurnedAway(f"the answer needs more than {self.limits.megabytes} MB, or is nested too deep") from None
        finally:
            if healthy:
                self._idle.put_nowait(process)
            else:
                self._replace(process)

    def _replace(self, process: asyncio.subprocess.Process) -> None:
        async def replaced() -> None:
            await self._end(process)
            await self._start()

        task = asyncio.create_task(replaced())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _start(self) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "kgexport.serve.worker",
            str(self._folder),
            self._given_base or "",
            str(self.limits.answer_bytes),
            str(self.limits.megabytes),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=1 << 20,
        )
        self._all.add(process)
        try:
            started, _ = await self._exchange(process, b"")
        except (asyncio.IncompleteReadError, ConnectionError):
            await self._end(process)
            raise StoreError(self._folder, "a worker could not open it") from None
        self.base = started["base"]
        self._idle.put_nowait(process)

    async def _exchange(self, process: asyncio.subprocess.Process, message: bytes) -> tuple[dict[str, Any], bytes]:
        import json

        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(message)
        await process.stdin.drain()
        head, body = HEAD.unpack(await process.stdout.readexactly(HEAD.size))
        return json.loads(await process.stdout.readexactly(head)), await process.stdout.readexactly(body)

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        self._all.discard(process)
        if process.returncode is None:
            process.kill()
        await process.wait()
