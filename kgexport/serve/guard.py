"""What is refused before any parser sees it: queries that would fetch something, and those that are nested too deep.

A parser that descends recursively ends its whole process on a query that is nested deep enough.
"""

import re

from kgexport.queries import without_harmless

DEEPEST = 100  # brackets in brackets
LONGEST = 64 << 10  # characters
_OPENS, _CLOSES = frozenset("{(["), frozenset("})]")
_FETCHES = re.compile(r"(?<![\w-])(service|from|load)(?![\w-])", re.IGNORECASE)
_WORDS = {"service": "SERVICE", "from": "FROM", "load": "LOAD"}


def why_refused(query: str) -> tuple[int, str] | None:
    """An HTTP status and a reason; None for a query that may be parsed."""
    if len(query) > LONGEST:
        return 413, f"the query is longer than {LONGEST:,} characters"
    bare = without_harmless(query)
    found = _FETCHES.search(bare)
    if found is not None:
        return 403, f"{_WORDS[found[1].lower()]} is refused: a query here fetches nothing and asks the whole store"
    depth = 0
    for letter in bare:
        if letter in _OPENS:
            depth += 1
            if depth > DEEPEST:
                return 400, f"more than {DEEPEST} brackets in one another"
        elif letter in _CLOSES:
            depth -= 1
    return None
