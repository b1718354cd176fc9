"""Runs a module as a command and prints what it took, as JSON: ``python child.py MODULE ARGUMENT…``.

The system counts to the peak memory of a new process what the process that started it held: so this one, which holds little,
starts them.
"""

import json
import os
import subprocess
import sys
from time import perf_counter


def main() -> int:
    """The exit status is the command's."""
    started = perf_counter()
    # Compiled once and kept, as where it is installed; some set this to keep a checkout clean.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen([sys.executable, "-m", *sys.argv[1:]], stdout=subprocess.DEVNULL, env=environment)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = perf_counter() - started
    unit = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss
    print(json.dumps([wall, used.ru_utime + used.ru_stime, used.ru_maxrss * unit / 1e6]))
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
