"""What loading costs: ``python -m benchmarks.load_speed [FILE.nq] [--server]``; without a file, 200 articles (benchmarks.varied).

On disk: ``kgexport load --store`` beside pyoxigraph's bulk loader alone, on the same file, CPU of all threads, each in a process
of its own, the better of two. With ``--server``: onto an Oxigraph server on loopback, first as it is, then as if it were
20 ms away, over one connection and over as many as ``load`` takes; seconds on the clock, for a first load and for one more.
"""

import asyncio
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from benchmarks.varied import varied_graphs
from kgexport.stores.server import CONNECTIONS, Server
from tests.stores.servers import free_port, oxigraph

TARGET = 1.2
ROUNDS = 2
AWAY = 0.02  # seconds there and back
_BARE = """
import sys, time
import pyoxigraph as ox
start = time.process_time()
store = ox.Store(sys.argv[2])
store.bulk_load(path=sys.argv[1], format=ox.RdfFormat.N_QUADS)
store.flush()
if "compacted" in sys.argv:
    store.optimize()
del store
print(time.process_time() - start)
"""
_OURS = """
import sys, time
from pathlib import Path
from kgexport.stores.folder import writing
start = time.process_time()
with writing(Path(sys.argv[2])) as store:
    store.load([sys.argv[1]])
print(time.process_time() - start)
"""


def cpu(program: str, file: Path, folder: Path, *more: str) -> float:
    """CPU seconds that a program says it took for a load into a new folder."""
    command = [sys.executable, "-c", program, str(file), str(folder), *more]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def on_disk(file: Path, folder: Path) -> float:
    """Prints both; gives the ratio."""
    bare, compacted, ours = 1e9, 1e9, 1e9
    for number in range(ROUNDS):  # by turns: whatever else the machine does meets all
        bare = min(bare, cpu(_BARE, file, folder / f"bare-{number}"))
        compacted = min(compacted, cpu(_BARE, file, folder / f"compacted-{number}", "compacted"))
        ours = min(ours, cpu(_OURS, file, folder / f"ours-{number}"))
        for path in folder.glob(f"*-{number}"):
            shutil.rmtree(path)
    print(f"on disk, CPU: pyoxigraph alone {bare:.2f} s, and compacting {compacted:.2f} s, kgexport load {ours:.2f} s")
    print(f"{ours / bare:.2f}× pyoxigraph alone, {ours / compacted:.2f}× the same with compacting, which load does too")
    return ours / bare


def onto_server(file: Path) -> None:
    """Prints seconds on the clock."""
    for away in (0.0, AWAY):
        for connections in (1, CONNECTIONS):
            with oxigraph() as root, farther(root, away) as address:
                server, taken = Server(f"{address}/query", connections=connections), []
                for _ in range(2):
                    start = time.monotonic()
                    loaded = server.load([str(file)])
                    taken.append(f"{time.monotonic() - start:.1f} s ({loaded.summary()})")
            print(
                f"server {away * 1000:.0f} ms away, {connections} connection{'s' * (connections > 1)}: {', then '.join(taken)}"
            )


@contextmanager
def farther(root: str, seconds: float) -> Iterator[str]:
    """The server at a greater distance: whatever is sent to it waits so long on its way."""
    if not seconds:
        yield root
        return
    port, target = free_port(), int(root.rpartition(":")[2])
    loop = asyncio.new_event_loop()

    async def carried(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float) -> None:
        while data := await reader.read(1 << 20):
            await asyncio.sleep(delay)
            writer.write(data)
            await writer.drain()
        writer.close()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", target)
        await asyncio.gather(carried(reader, back, seconds), carried(there, writer, 0), return_exceptions=True)

    server = loop.run_until_complete(asyncio.start_server(connected, "127.0.0.1", port, limit=1 << 22))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def main(arguments: list[str]) -> int:
    """1 where loading costs more than TARGET times what the engine alone takes."""
    files = [Path(argument) for argument in arguments if not argument.startswith("-")]
    with tempfile.TemporaryDirectory(prefix="kgexport-") as name:
        folder = Path(name)
        file = files[0] if files else folder / "varied.nq"
        if not files:
            with file.open("wb") as stream:
                for graph in varied_graphs([Path("seeds")], 200):
                    stream.write(ox.serialize(graph.quads, format=ox.RdfFormat.N_QUADS) or b"")
        ratio = on_disk(file, folder)
        if "--server" in arguments:
            onto_server(file)
    return 1 if ratio > TARGET else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
