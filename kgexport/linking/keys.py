"""Keys under which an authority finds a name: what differs only in writing gets the same key.

Case, accents, punctuation, a leading article and dots in initialisms do not count. Latin transliterations of Slavic names differ
by convention (BGN/PCGN, ISO 9, the press); the endings that vary most are folded too.
"""

import re
from functools import lru_cache
from unicodedata import combining, normalize

from kgexport.gazetteer import country_of_adjective, formal_given_name

_DOTTED = re.compile(r"(?<=\b\w)\.(?=\w\b|\s|$)")
_POSSESSIVE = re.compile(r"['’]s?$")
_GAP = re.compile(r"[\W_]+")
_ENDINGS = (
    (re.compile(r"([^aeiou])(?:yy|iy|yi|ij|yj|y|i)$"), r"\1y"),  # Zelensky, Zelenskyy, Zelenskiy; Dmitri, Dmitry
    (re.compile(r"(?:ei|ej|ey|iy)$"), "ey"),  # Sergei, Sergey
    (re.compile(r"(?:yev|iev|jev)$"), "ev"),  # Medvedyev, Medvedev
)
_WORDS = (
    (re.compile(r"m[aou]hamm?[ae]d"), "mohammed"),  # Muhammad, Mohamed
    (re.compile(r"abd(?:el|al|ul)"), "abdel"),
    (re.compile(r"el"), "al"),  # el-Sisi, al-Sisi
    (re.compile(r"ye(?=[^aeiou].{3})(.*)"), r"e\1"),  # Yemelyanov, Emelyanov
    (re.compile(r"y[ou](?=[^aeiou].)(.*)i[iy]?"), r"yu\1y"),  # Yurii, Yuri
)
_INITIALS = re.compile(r"\b(\w) (?=\w\b)")
_LEAST_WORDS = 3  # of which those behind the country say enough
_COMPANY = frozenset(
    {"ag", "co", "company", "corp", "corporation", "gmbh", "inc", "limited", "llc", "ltd", "nv", "plc", "sa"}
)


@lru_cache(maxsize=65536)
def alias_key(name: str) -> str:
    """The key of a name; empty for a name without letters or digits.

    >>> alias_key("The U.S.") == alias_key("US"), alias_key("Côte d’Ivoire")
    (True, 'cote d ivoire')
    """
    folded = normalize("NFKD", _POSSESSIVE.sub("", name.strip())).casefold()
    if not folded.isascii():
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


def with_formal_given_name(name: str) -> str:
    """A person's name with the given name that a nickname stands for; the name itself where it is none.

    >>> with_formal_given_name("Bob Ferris"), with_formal_given_name("Ana Lima")
    ('Robert Ferris', 'Ana Lima')
    """
    words = name.split()
    formal = formal_given_name(words[0]) if len(words) > 1 else None
    return " ".join((formal, *words[1:])) if formal else name


def without_company_ending(name: str) -> str:
    """A company's name without "Co", "Inc." and their like at its end; the name itself where it has none.

    >>> without_company_ending("Eastman Kodak Co."), without_company_ending("Nestlé S.A."), without_company_ending("Gazprom")
    ('Eastman Kodak', 'Nestlé', 'Gazprom')
    """
    words = name.split()
    while len(words) > 1 and words[-1].replace(".", "").rstrip(",").casefold() in _COMPANY:
        words.pop()
    return " ".join(words).rstrip(",")


def as_club(name: str) -> tuple[str, str]:
    """What a club that is called like its town is called in full.

    >>> as_club("Getafe")
    ('Getafe FC', 'FC Getafe')
    """
    return f"{name} FC", f"FC {name}"


def without_country(name: str) -> str:
    """The name of a body without the country before it; the name itself where it has none or is one word more.

    >>> without_country("U.S. National Hurricane Center"), without_country("German Navy"), without_country("National Guard")
    ('National Hurricane Center', 'German Navy', 'National Guard')
    """
    words = name.split()
    return " ".join(words[1:]) if len(words) > _LEAST_WORDS and country_of_adjective(words[0]) else name


@lru_cache(maxsize=65536)
def transliteration_key(name: str) -> str:
    """The alias key with what transliterations differ in folded, and initials written as one; for names of persons.

    >>> transliteration_key("J. K. Rowling"), transliteration_key("Muhammad al-Adnani")
    ('jk rowling', 'mohammed al adnani')
    """
    return " ".join(map(_folded, _INITIALS.sub(r"\1", alias_key(name)).split()))


def _folded(word: str) -> str:
    for pattern, replacement in _WORDS:
        if pattern.fullmatch(word):
            word = pattern.sub(replacement, word)
    return _folded_ending(word)


def _folded_ending(word: str) -> str:
    if len(word) > 4:
        for pattern, replacement in _ENDINGS:
            folded, count = pattern.subn(replacement, word)
            if count:
                return folded
    return word
