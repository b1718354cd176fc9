"""How spellings of one personal name are told to be one: accents, transliterations, initials, middle names, honorifics."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from unicodedata import category, normalize

from kgexport import gazetteer
from kgexport.extraction.coreference.lexicon import HONORIFICS, PARTICLES, SUFFIXES
from kgexport.extraction.word_lists import words as _listed

WORD = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*\.?")
_ARTICLE = re.compile(r"^(?:al|el|ul|ad|as|ash|an|ar|az)[-’'](?=\w)", re.IGNORECASE)
_LATIN_END = 0x24F
_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST_ACRONYM = 4  # letters
# Such as begin no names of other languages.
_CHINESE_FAMILY_NAMES = _listed(
    "cai cao chen deng feng guo huang jiang lai liang liu luo peng qian qin tsai wang wu xi xiao xie xu zhang zhao zheng "
    "zhou zhu"
)
_KOREAN_FAMILY_NAMES = _listed(
    "ahn ban chang cho choe choi chung han hong hwang jang jeong jo jung kang kim kwon lee lim moon park ri roh ryu seo "
    "shin song yoon yun"
)
_TRANSLITERATED = (
    ("tz", "ts"), ("kh", "h"), ("zh", "z"), ("sch", "sh"), ("ck", "k"), ("ph", "f"), ("w", "v"),
    ("iy", "y"), ("yy", "y"), ("ij", "y"), ("ii", "y"), ("i", "y"), ("c", "k"), ("q", "k"),
)  # fmt: skip


@lru_cache(maxsize=16384)  # an article asks about the same words many times
def plain(text: str) -> str:
    """Lower case without accents and with straight apostrophes: the same for all spellings of a name."""
    if text.isascii():
        return text.casefold()
    folded = normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(character for character in folded if category(character) != "Mn")


@lru_cache(maxsize=16384)
def phonetic(word: str) -> str:
    """A key that transliterations share: Zelensky and Zelenskyy, Tsarnaev and Tzarnaev. Short words are kept as they are."""
    key = plain(word)
    if len(key) < 5:
        return key
    for old, new in _TRANSLITERATED:
        key = key.replace(old, new)
    shrunk = [key[0]]
    shrunk.extend(b for a, b in pairwise(key) if a != b)
    return "".join(shrunk)


def person_words(name: str) -> tuple[str, ...]:
    """The words of a person's name without honorifics and "Jr."."""
    words = list(WORD.findall(name))
    while len(words) > 1 and plain(words[0]).rstrip(".") in HONORIFICS:
        words.pop(0)
    while len(words) > 1 and plain(words[-1]) in SUFFIXES:
        words.pop()
    # "Van Gaal" is a surname, and so is "el-Sissi".
    while len(words) > 1 and (words[0] in PARTICLES or plain(words[0]) in _SURNAME_FIRST):
        words.pop(0)
    words[-1:] = [_ARTICLE.sub("", word) for word in words[-1:]]
    return tuple(words)


_SURNAME_FIRST = frozenset({"van", "von", "de", "la", "della", "di", "da", "dos", "du", "el", "bin", "ibn", "del"})


def surname(words: tuple[str, ...]) -> str:
    """The key of the last word."""
    return phonetic(words[-1])


def family_name(name: str) -> str:
    """The last word with the particles before it, as written: "von der Leyen" of "Ursula von der Leyen"."""
    words = name.split()
    while len(words) > 1 and plain(words[-1]) in SUFFIXES:
        words.pop()
    if _has_family_name_first(words):
        return words[0]
    first = len(words) - 1
    while first > 1 and words[first - 1] in PARTICLES:
        first -= 1
    return " ".join(words[first:])


def _has_family_name_first(words: list[str]) -> bool:
    """True for Chinese names and for Korean ones of two syllables behind it: "Wang Yi", "Lee Jae-myung", "Kim Jong Un"."""
    first = plain(words[0])
    if first in _CHINESE_FAMILY_NAMES:
        return 1 < len(words) < 4
    syllables = words[1].split("-") if len(words) == 2 else words[1:]
    return first in _KOREAN_FAMILY_NAMES and len(syllables) == 2 and all(2 <= len(part) <= 5 for part in syllables)


def short_name(name: str, said: Iterable[str]) -> str:
    """What a person is called for short: as the texts ``said`` do most often, "Xi" of "Xi Jinping", else the family name."""
    parts = {plain(word) for word in name.split()}
    single = Counter(normalize("NFC", text) for text in said if plain(text) in parts)
    family = family_name(name)
    # Everybody's given name is said too: it needs to be said more often.
    most = max(single, key=lambda text: (single[text], plain(text) == plain(family)), default=family)
    return family if plain(most) in plain(family).split() else written(most, single, acronym=False)


def given_names_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True where two names of one surname can be one person's: "J. Smith", "Joe Biden" and "Joseph R. Biden"."""
    first, second = plain(one[0]).rstrip("."), plain(other[0]).rstrip(".")
    if first == second or phonetic(first) == phonetic(second):
        return _middle_names_agree(one, other)
    if len(first) == 1 or len(second) == 1:
        return first[0] == second[0]
    return _formal(first) == _formal(second)


def _formal(given: str) -> str:
    return (gazetteer.formal_given_name(given) or given).casefold()


def leaves_out_the_first(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True where the one is the other without its first name: "Musa Jibril" and "Ahmad Musa Jibril"."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) == 2 and len(longer) == 3 and [*map(phonetic, longer[1:])] == [*map(phonetic, shorter)]


def _middle_names_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    middles = [plain(words[1]).rstrip(".") for words in (one, other) if len(words) == 3]
    return len(middles) < 2 or middles[0][:1] == middles[1][:1]


def is_latin(text: str) -> bool:
    """True for a text whose letters are all Latin."""
    return all(ord(letter) <= _LATIN_END for letter in text if letter.isalpha())


def without_honorific(text: str) -> str:
    """The name without "Mr.", "Dr" and their like before it, and without the brackets around a word that was put in."""
    words = text.replace("[", "").replace("]", "").split()
    while len(words) > 1 and plain(words[0]).rstrip(".") in HONORIFICS:
        words.pop(0)
    return " ".join(words)


def written(name: str, others: Iterable[str], *, acronym: bool) -> str:
    """The name in NFC, and not in the capitals of a dateline or headline: "Tallinn" of "TALLINN".

    Args:
        name: the name to show.
        others: what else the entity is called; the same name in small letters is taken from there.
        acronym: a name that is written in capitals only may be an acronym, however long ("UNESCO"), and stays as it is.

    """
    name = normalize("NFC", name)
    if not name.isupper():
        return name
    for other in others:
        if not other.isupper() and normalize("NFC", other).upper() == name:
            return normalize("NFC", other)
    if acronym or (" " not in name and len(name) <= _LONGEST_ACRONYM):
        return name
    return _LETTERS.sub(_as_name, name)


def _as_name(word: re.Match[str]) -> str:
    small = word[0].lower()
    return small if word.start() and small in _INSIDE else small[:1].upper() + small[1:]


_INSIDE = frozenset({"of", "the", "and", "de", "la", "del", "van", "von", "der", "bin", "al", "y"})
