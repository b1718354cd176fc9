"""The work of a function as a number that is the same on any machine and at any time."""

import sys
from collections.abc import Callable


def calls_in(work: Callable[[], object]) -> int:
    """How many functions are called while ``work`` runs."""
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
