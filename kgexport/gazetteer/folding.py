"""How names are compared in the gazetteer."""

import re
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import normalize

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‑": "-", "–": "-"})
_SPACED_INITIALS = re.compile(r"(?<=\b[A-Z])\. (?=[A-Z]\.$)")  # "U. S."
_SHORT = 5  # "US", "U.S.", "Male", "Nice": case tells these from common words


@lru_cache(maxsize=65536)  # an article asks about the same words many times
def folded(name: str) -> str:
    """The key of a name: NFC, single spaces, straight apostrophes, no leading "the"; casefolded when long enough."""
    words = _SPACED_INITIALS.sub(".", normalize("NFC", name).translate(_APOSTROPHES)).split()
    if len(words) > 1 and words[0] in ("the", "The", "THE"):
        words = words[1:]
    key = " ".join(words)
    return key if len(key) < _SHORT else key.casefold()


def keys(name: str) -> Iterable[str]:
    """The key of a name and that of its spelling in capitals, for headlines ("IRAN", "CUBA")."""
    yield folded(name)
    if len(folded(name)) < _SHORT and len(name) > 3:
        yield folded(name.upper())
