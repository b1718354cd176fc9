"""Writes kgexport/gazetteer/given_names.txt and family_names.txt: personal names of many countries, in Latin script.

Run at development time, in an environment of its own that has ``faker`` (MIT; see NOTICE):

    pip install faker
    python scripts/build_given_names.py

Takes the lists of names only. A given name has an ``f`` or ``m`` behind it where all countries that have it agree.
"""

import re
import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from faker.providers import person

FOLDER = Path(__file__).parent.parent / "kgexport" / "gazetteer"
_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]*[\w]")
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿĀ-ſƀ-ɏḀ-ỿ'’-]{2,}")


def main() -> int:
    """Writes both files; the same input gives the same bytes."""
    sexes: dict[str, set[str]] = {}
    families: set[str] = set()
    for module in iter_modules(person.__path__):
        provider = import_module(f"faker.providers.person.{module.name}").Provider
        for attribute, sex in (
            ("first_names_female", "f"),
            ("first_names_male", "m"),
            ("first_names", ""),
            ("first_romanized_names", ""),
            ("first_names_unisex", "mf"),
            ("first_names_nonbinary", ""),
        ):
            for name in _plain(_names(provider, attribute)):
                sexes.setdefault(name, set()).update(sex)
        for attribute in ("last_names", "last_romanized_names", "last_names_female", "last_names_male"):
            families.update(_plain(_names(provider, attribute)))
    given = [f"{name} {next(iter(sex))}" if len(sex) == 1 else name for name, sex in sorted(sexes.items())]
    (FOLDER / "given_names.txt").write_text("\n".join(given) + "\n", encoding="utf-8")
    (FOLDER / "family_names.txt").write_text("\n".join(sorted(families)) + "\n", encoding="utf-8")
    print(f"{len(given)} given names, {len(families)} family names")
    return 0


def _names(provider: type, attribute: str) -> Iterable[str]:
    found = getattr(provider, attribute, ())
    return () if isinstance(found, property) else found


def _plain(names: Iterable[str]) -> Iterable[str]:
    """Single words in Latin script, capitalised."""
    for name in names:
        for word in str(name).replace("’", "'").split():
            if _LATIN.fullmatch(word) and _NAME.fullmatch(word) and not word.isupper():
                yield word


if __name__ == "__main__":
    sys.exit(main())
