"""One type for every name of a document, by the weight of all that speaks for it."""

from collections import defaultdict
from dataclasses import dataclass, field
from math import log2

from kgexport import gazetteer
from kgexport.extraction.names.candidates import Candidate
from kgexport.extraction.names.evidence import context, shape
from kgexport.extraction.names.words import PARTICLES, Words
from kgexport.model import SurfaceType

TYPES = ("PERSON", "ORG", "PLACE", "OTHER", "NORP")
_LEAST = 1.0  # the weight that a name seen by the model needs
_LEAST_UNSEEN = 2.4  # … and one that only we see


@dataclass(slots=True)
class Name:
    """A name with everything that was seen of it."""

    key: str
    words: tuple[str, ...]  # as first written
    places: list[Candidate] = field(default_factory=list)
    weight: dict[str, float] = field(default_factory=lambda: dict.fromkeys(TYPES, 0.0))
    kind: str | None = None

    @property
    def surface(self) -> SurfaceType | None:
        """The type that was decided; None: no name of a person, organisation or place."""
        return SurfaceType(self.kind) if self.kind in ("PERSON", "ORG", "PLACE") else None


def key_of(words: Words, start: int, end: int) -> str:
    """The key of a name: its words, in one case where they are all capitals and long."""
    text = words.joined(start, end)
    return text.title() if text.isupper() and len(text) > 5 else text


def decide(words: Words, found: list[Candidate]) -> dict[str, Name]:
    """The names of the document by key, each with its type."""
    names: dict[str, Name] = {}
    for each in found:
        key = key_of(words, each.start, each.end)
        if key not in names:
            names[key] = Name(key, tuple(words.text[each.start : each.end]))
        names[key].places.append(each)
    for name in names.values():
        _weigh(words, name)
    full = sorted((name for name in names.values() if len(name.words) > 1), key=lambda name: name.places[0].start)
    for name in full:
        name.kind = _best(name)
    bearers = _bearers(full)
    for name in names.values():
        if len(name.words) == 1:
            _support(name, bearers)
            name.kind = _best(name)
    return names


def _weigh(words: Words, name: Name) -> None:
    votes: dict[str, int] = defaultdict(int)
    for each in name.places:
        if each.kind:
            votes[each.kind] += 1
        for kind, weight in context(words, each).items():
            name.weight[kind] += weight
    seen = sum(votes.values())
    # Contexts add up slowly: ten sentences of one pattern are not ten proofs.
    for kind in TYPES:
        total = name.weight[kind]
        name.weight[kind] = total if abs(total) <= 3 else (3 + log2(abs(total) - 2)) * (1 if total > 0 else -1)
    for kind, count in votes.items():
        name.weight[kind] += 2.0 * count / seen + 0.3 * log2(1 + count)
    for kind, weight in shape(name.words, name.key).items():
        name.weight[kind] += weight


def _best(name: Name) -> str | None:
    kind = max(TYPES, key=lambda each: (name.weight[each], -TYPES.index(each)))
    least = _LEAST if any(each.kind for each in name.places) else _LEAST_UNSEEN
    return kind if name.weight[kind] >= least else None


def _bearers(full: list[Name]) -> dict[str, Name]:
    """Which person a single word of a full name stands for; the first full name wins."""
    found: dict[str, Name] = {}
    for name in full:
        if name.kind == "PERSON":
            for word in (name.words[-1], *name.words[:-1]):
                if len(word) > 1 and word.lower() not in PARTICLES and word[0].isupper():
                    found.setdefault(word, name)
    return found


def _support(name: Name, bearers: dict[str, Name]) -> None:
    word = name.words[0]
    bearer = bearers.get(word) or bearers.get(word.title() if word.isupper() else word)
    if bearer is None:
        return
    surname = bearer.words[-1] == word or bearer.words[-1].upper() == word
    strength = 3.5 if surname else 2.5
    if gazetteer.place_kind(word) is not None and not surname:
        strength = 1.0
    name.weight["PERSON"] += strength
