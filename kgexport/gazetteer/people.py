"""Personal names of many countries, in Latin script: which words are given or family names, and the sex they tell.

The lists (given_names.txt, family_names.txt) are built by scripts/build_given_names.py; see NOTICE.
"""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def _given() -> dict[str, str]:
    lines = (_FOLDER / "given_names.txt").read_text(encoding="utf-8").splitlines()
    parts = (line.partition(" ") for line in lines)
    return {name: sex for name, _, sex in parts}


@cache
def _family() -> frozenset[str]:
    return frozenset((_FOLDER / "family_names.txt").read_text(encoding="utf-8").splitlines())


def _cased(word: str) -> str:
    return word.capitalize() if len(word) > 2 and word.isupper() else word


def is_given_name(word: str) -> bool:
    """True for a word that is given to people somewhere ("Paris" too: the context decides)."""
    return _cased(word) in _given()


def is_family_name(word: str) -> bool:
    """True for a word that is a family name somewhere."""
    return _cased(word) in _family()


def sex_of_given_name(word: str) -> str | None:
    """``f`` or ``m`` where all countries that have the given name agree; else None."""
    return _given().get(_cased(word)) or None
