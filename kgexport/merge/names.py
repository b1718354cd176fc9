"""Names across articles: which are the same full name. A proposal to look at, never an identity.

Two agents of different articles are proposed as namesakes (kg:sameNameAs) where their full names have the same key: case,
accents, titles' dots and the endings in which transliterations differ do not count (``linking.keys``). A name in another script
than Latin must be the same letters: what may be left out there differs from script to script.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kgexport.linking.keys import alias_key, transliteration_key

if TYPE_CHECKING:
    from kgexport.merge.views import NamedAgent

# Scripts that put no space between the parts of a name (first word of the letters' Unicode names).
_WITHOUT_SPACES = frozenset({"CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "HANGUL"})
_PRECOMPOSED_LATIN = 0x250  # below: Latin letters only


@lru_cache(maxsize=65536)
def name_key(name: str, *, person: bool) -> str:
    """The key under which a name is the same name; empty for one without letters or digits."""
    scripts = _scripts(name)
    if scripts - {"LATIN"}:
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
        return " ".join(folded.split()) if any(letter.isalnum() for letter in folded) else ""
    return transliteration_key(name) if person else alias_key(name)


def is_full(name: str) -> bool:
    """True for a person's name with more than a surname, as far as its script tells."""
    key = name_key(name, person=True)
    if len(key.split()) > 1 or "·" in key:
        return True
    return len(key) > 1 and bool(_scripts(name)) and _scripts(name) <= _WITHOUT_SPACES


def _scripts(name: str) -> frozenset[str]:
    """The scripts of a name's letters, by their Unicode names."""
    found = set()
    for letter in unicodedata.normalize("NFC", name):
        if letter.isalpha():
            found.add("LATIN" if ord(letter) < _PRECOMPOSED_LATIN else unicodedata.name(letter, "?").split()[0])
    return frozenset(found)


def namespace(entry: str) -> str:
    """What the entries of one authority have in common: their IRI without its last part."""
    return entry[: max(entry.rfind("/"), entry.rfind("#")) + 1]


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in parts that can be compared."""

    words: tuple[str, ...]
    full: bool

    @classmethod
    def of(cls, name: str) -> "PersonName":
        """The parts of a name as an article writes it."""
        return cls(tuple(name_key(name, person=True).split()), is_full(name))

    @property
    def surname(self) -> str:
        """The last word."""
        return self.words[-1] if self.words else ""

    def same_as(self, other: "PersonName") -> bool:
        """The same full name; one may have middle names that the other leaves out."""
        if not (self.full and other.full):
            return False
        if self.words == other.words:
            return True
        shorter, longer = sorted((self.words, other.words), key=len)
        return (
            len(shorter) > 1
            and len(shorter) < len(longer)
            and (shorter[0], shorter[-1]) == (longer[0], longer[-1])
            and set(shorter) <= set(longer)
        )

    def may_be(self, other: "PersonName") -> bool:
        """One is the end of the other: "Lavrov" and "Sergey Lavrov". Two bare surnames that are equal may be one too."""
        if not self.words or not other.words:
            return False
        shorter, longer = sorted((self, other), key=lambda name: len(name.words))
        return not shorter.full and longer.words[-len(shorter.words) :] == shorter.words


def namesakes(agents: Iterable["NamedAgent"]) -> Iterator[tuple[str, str]]:
    """Pairs (node, the first node of that name), to be looked at by somebody.

    Nothing is proposed for a name that two nodes of one article have, or that belongs to two entries of an authority or to
    bodies of two countries: then the name is known not to tell who is meant.
    """
    groups: dict[tuple[bool, str], list[NamedAgent]] = defaultdict(list)
    for agent in agents:
        full = [name for name in agent.names if not agent.person or is_full(name)]
        for key in sorted({name_key(name, person=agent.person) for name in full} - {""}):
            groups[agent.person, key].append(agent)
    proposed: set[tuple[str, str]] = set()
    for _, group in sorted(groups.items()):
        articles = [article for agent in group for article in agent.articles]
        if len(group) < 2 or len(articles) != len(set(articles)):
            continue
        entries = {entry for agent in group for entry in agent.authority}
        countries = {country for agent in group for country in agent.countries}
        if len(countries) > 1 or len({namespace(entry) for entry in entries}) < len(entries):
            continue
        first, *others = sorted(group, key=lambda agent: agent.node)
        proposed.update((other.node, first.node) for other in others)
    yield from sorted(proposed)
