"""A run that is killed at a point of its own: ``python -m tests.running.interrupted POINT FOLDER INPUT WORKERS``.

Points are the calls of functions of ours that read, keep and write, counted in the process that leads. POINT 0 is never reached;
the number of points is printed at the end.
"""

import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from kgexport.api import mapping_options
from kgexport.pipeline import Running
from kgexport.running.folder import export_folder
from kgexport.running.pool import Limits

# Not the pool: how often that waits is never the same.
WATCHED = (
    *("kgexport/running/folder.py", "kgexport/running/ledger.py", "kgexport/running/shards.py"),
    *("kgexport/copies/", "kgexport/files.py", "kgexport/readers/jsonlines.py"),
)


def main(point: int, folder: Path, source: Path, workers: int) -> None:
    """Runs; kills itself where it is told to."""
    reached = 0
    leader = os.getpid()

    def profile(frame: FrameType, event: str, _: Any) -> None:
        nonlocal reached
        if event == "call" and any(part in frame.f_code.co_filename for part in WATCHED) and os.getpid() == leader:
            reached += 1
            if reached == point:
                os.kill(leader, signal.SIGKILL)

    os.register_at_fork(after_in_child=lambda: sys.setprofile(None))
    sys.setprofile(profile)
    running = Running(workers=workers, limits=Limits(seconds=300)) if workers else None
    outcome = export_folder([source], folder, options=mapping_options(), running=running)
    sys.setprofile(None)
    print(reached, outcome.articles)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
