"""Titles: words before a name that tell what its bearer is ("U.S. Secretary of State Marco Rubio"), and honorifics.

The words are in titles.toml, in lower case.
"""

import tomllib
from pathlib import Path

_WORDS = tomllib.loads((Path(__file__).parent / "titles.toml").read_text(encoding="utf-8"))
HONORIFICS = frozenset(_WORDS["honorifics"].split())
HEADS = frozenset(_WORDS["heads"].split())
WEAK_HEADS = frozenset(_WORDS["weak_heads"].split())
MODIFIERS = frozenset(_WORDS["modifiers"].split())
FORMER = frozenset(_WORDS["former"].split())
ACTING = frozenset(_WORDS["acting"].split())
RANKS = frozenset(word for word in HEADS | HONORIFICS if word.endswith(".")) - {"st."}  # which ends streets, too
"""Abbreviated ranks and titles with their full stop."""


def is_honorific(word: str) -> bool:
    """True for "Mr.", "Dr", "Sheikh" and their like."""
    return word.casefold() in HONORIFICS


def is_title_head(word: str) -> bool:
    """True for a word that a title ends with: "President", "secretary", "Gen."."""
    return word.casefold() in HEADS


def is_title_modifier(word: str) -> bool:
    """True for a word that stands inside a title before its head: "Prime", "former", "Foreign"."""
    return word.casefold() in MODIFIERS
