"""Keys under which an authority finds a name: what differs only in writing gets the same key.

Case, accents, punctuation, a leading article and dots in initialisms do not count. Latin transliterations of Slavic names differ
by convention (BGN/PCGN, ISO 9, the press); the endings that vary most are folded too.
"""

import re
from functools import lru_cache
from unicodedata import combining, normalize

_DOTTED = re.compile(r"(?<=\b\w)\.(?=\w\b|\s|$)")
_POSSESSIVE = re.compile(r"['’]s?$")
_GAP = re.compile(r"[\W_]+")
_ENDINGS = (
    (re.compile(r"([^aeiou])(?:yy|iy|yi|ij|yj|y|i)$"), r"\1y"),  # Zelensky, Zelenskyy, Zelenskiy; Dmitri, Dmitry
    (re.compile(r"(?:ei|ej|ey|iy)$"), "ey"),  # Sergei, Sergey
    (re.compile(r"(?:yev|iev|jev)$"), "ev"),  # Medvedyev, Medvedev
)


@lru_cache(maxsize=65536)
def alias_key(name: str) -> str:
    """The key of a name; empty for a name without letters or digits.

    >>> alias_key("The U.S.") == alias_key("US"), alias_key("Côte d’Ivoire")
    (True, 'cote d ivoire')
    """
    folded = normalize("NFKD", _POSSESSIVE.sub("", name.strip())).casefold()
    folded = "".join(c for c in folded if not combining(c))
    words = _GAP.sub(" ", _DOTTED.sub("", folded)).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def without_initials(name: str) -> str:
    """A person's name without initials between given and family name; the name itself where nothing is left out.

    >>> without_initials("Ana M. Lima"), without_initials("J. Lima"), without_initials("Ana Lima")
    ('Ana Lima', 'J. Lima', 'Ana Lima')
    """
    words = name.split()
    if len(words) < 3 or len(words[0].rstrip(".")) < 2:
        return name
    between = [word for word in words[1:-1] if len(word.rstrip(".")) > 1]
    return " ".join((words[0], *between, words[-1])) if len(between) < len(words) - 2 else name


@lru_cache(maxsize=65536)
def transliteration_key(name: str) -> str:
    """The alias key with the endings folded in which transliterations differ; for names of persons."""
    return " ".join(map(_folded_ending, alias_key(name).split()))


def _folded_ending(word: str) -> str:
    if len(word) > 4:
        for pattern, replacement in _ENDINGS:
            folded, count = pattern.subn(replacement, word)
            if count:
                return folded
    return word
