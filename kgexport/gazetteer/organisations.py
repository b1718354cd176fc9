"""Organisations that news names often: outlets, international bodies, and others whose name alone tells what they are."""

import tomllib
from functools import cache
from pathlib import Path

from kgexport.gazetteer.countries import country_of
from kgexport.gazetteer.folding import folded


@cache
def _names(section: str, key: str = "names") -> frozenset[str]:
    file = Path(__file__).parent / "organisations.toml"
    return frozenset(folded(name) for name in tomllib.loads(file.read_text(encoding="utf-8"))[section][key])


def is_outlet(name: str, *, after_the: bool = False) -> bool:
    """True for a newspaper, broadcaster or agency; names that are common words too only with "the" ("the Guardian")."""
    key = folded(name)
    if key in _names("outlets", "ambiguous"):
        return after_the or name.split(maxsplit=1)[0] in ("the", "The")
    return key in _names("outlets")


def is_international(name: str) -> bool:
    """True for an international organisation: "NATO", "the European Union"."""
    return folded(name) in _names("international")


def is_branch(name: str) -> bool:
    """True for a charity with the country of its branch behind it: "Amnesty International Kenya"."""
    words = name.split()
    splits = ((" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words)))
    return any(folded(body) in _names("branching") and country_of(country) is not None for body, country in splits)


def is_sort_of_club(word: str) -> bool:
    """True for what stands before the name of a sports club: the "Real" of "Real Betis"."""
    return folded(word) in _names("clubs", "sorts")


def is_well_known_organisation(name: str) -> bool:
    """True for an organisation of any kind that the gazetteer knows."""
    key = folded(name)
    return is_outlet(name) or key in _names("international") or key in _names("bodies")
