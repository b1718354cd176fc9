"""Which articles repeat which: those of the same text, and those of which a large part stands in another one too.

Two articles are the same report where at least ``SAME`` of the marks of the shorter one are marks of the longer one, these
are ``FEWEST`` at least, and ``PART`` of the longer one. The first of them is the one that was published first, then the one whose
id is the smaller. An article is linked to the first one that it repeats, of those that are not repeats as a whole themselves.

All follows from the articles alone; in which order they were read makes no difference. Memory: some hundred bytes an article.
"""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from kgexport.copies.records import Fingerprint, Repeat, Repeated

SAME = 0.6
PART = 0.2
FEWEST = 8  # marks; some 35 words
# To find whom to compare an article with, its smallest marks are looked up: keys. Marks of common phrases are nobody's.
_KEYS = 32
_SHARED = 2  # keys that two articles have in common before they are compared
_COMMON = 64  # articles that have a key, and do not repeat each other: above, it is a common phrase
_AT_ONCE = 1 << 23  # keys that are sorted together: 64 MB

Numbers: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.uint32]]"
Codes: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.uint64]]"


def repeats(articles: Sequence[Fingerprint]) -> Iterator[Repeat]:
    """The articles that repeat an earlier one, in order. ``articles`` are in the order of publication, then of ids.

    They are gone through several times, and taken by their places now and then.
    """
    first_of = _first_of_text(articles)
    index = _Index.of(articles, first_of)
    linked: dict[int, int] = {}
    for place in range(len(articles)):
        same_text = first_of.get(place)
        if same_text is not None:
            linked[place] = linked.get(same_text, same_text)
            yield Repeat(place, linked[place], True)
            continue
        keys = index.keys_of(place)
        if len(keys) < _SHARED:
            continue
        marks = _marks(articles[place])
        first, contained = None, False
        for earlier in index.having(keys):
            others = _marks(articles[earlier])
            shared = len(np.intersect1d(marks, others, assume_unique=True))
            if not _is_same(shared, len(marks), len(others)):
                continue
            first = earlier if first is None else first
            if shared >= SAME * len(marks):
                contained = True
                break
        if not contained:
            index.add(place, keys)
        if first is not None:
            linked[place] = first
            yield Repeat(place, first, contained)


def repeated(articles: Mapping[str, Fingerprint]) -> list[Repeated]:
    """The same of articles by their ids; in the order of the ids."""
    ids = sorted(articles, key=lambda article: (articles[article].moment, article))
    found = repeats([articles[article] for article in ids])
    return sorted(Repeated(ids[each.article], ids[each.first], each.contained) for each in found)


def _is_same(shared: int, one: int, other: int) -> bool:
    return shared >= FEWEST and shared >= SAME * min(one, other) and shared >= PART * max(one, other)


def _marks(article: Fingerprint) -> Numbers:
    return np.frombuffer(article.marks, dtype="<u4")


def _first_of_text(articles: Sequence[Fingerprint]) -> dict[int, int]:
    """Article -> the first one of the same text, for those that are not the first."""
    contents = np.fromiter((article.content for article in articles), dtype="S32", count=len(articles))
    order = np.argsort(contents, kind="stable")
    contents = contents[order]
    alike = np.flatnonzero(contents[1:] == contents[:-1])
    first_of: dict[int, int] = {}
    for before, place in zip(order[alike].tolist(), order[alike + 1].tolist(), strict=True):
        first_of[place] = first_of.get(before, before)
    return first_of


class _Index:
    """Which articles have a key: those that do not repeat others as a whole, as they are added."""

    def __init__(self, codes: Codes, articles: int) -> None:
        """``codes`` are key << 32 | article, of keys that several articles have, sorted. They are used up."""
        counts = _lengths_of_runs(codes)
        self._room = np.minimum(counts, _COMMON)
        self._begin = np.concatenate(([0], np.cumsum(self._room)))
        self._filled = np.zeros(len(counts), dtype=np.int32)
        self._articles = np.empty(int(self._begin[-1]), dtype=np.uint32)
        # The same the other way round: article << 32 | number of the key.
        codes <<= np.uint64(32)
        codes |= np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
        codes.sort()
        self._article_begin = np.searchsorted(codes, np.arange(articles + 1, dtype=np.uint64) << np.uint64(32))
        codes &= np.uint64(0xFFFFFFFF)
        self._of_article = codes.astype(np.uint32)

    @classmethod
    def of(cls, articles: Sequence[Fingerprint], left_out: dict[int, int]) -> "_Index":
        """The index of articles but those that are left out; nobody has been added."""
        count = sum(min(_KEYS, len(article.marks) // 4) for article in articles)
        passes = max(1, -(-count // _AT_ONCE))
        edges = [(number << 32) // passes for number in range(passes + 1)]
        codes = array("Q")
        for low, high in pairwise(edges):
            codes.frombytes(_shared_codes(articles, left_out, low, high).tobytes())
        return cls(np.frombuffer(codes, dtype=np.uint64), len(articles))

    def keys_of(self, place: int) -> Numbers:
        """The keys of an article that others have too, by their numbers."""
        return self._of_article[self._article_begin[place] : self._article_begin[place + 1]]

    def having(self, keys: Numbers) -> list[int]:
        """The articles that were added and have enough of the keys, in order."""
        runs = [self._articles[b : b + n] for b, n in zip(self._begin[keys], self._filled[keys], strict=True) if n > 0]
        if not runs:
            return []
        found, times = np.unique(np.concatenate(runs), return_counts=True)
        return [int(place) for place in found[times >= _SHARED]]

    def add(self, place: int, keys: Numbers) -> None:
        """Whoever comes later is compared with this article."""
        for key in keys.tolist():
            filled = self._filled[key]
            if filled < 0:
                continue
            if filled == _COMMON:
                self._filled[key] = -1
                continue
            self._articles[self._begin[key] + filled] = place
            self._filled[key] += 1


def _lengths_of_runs(codes: Codes) -> "np.ndarray[tuple[int], np.dtype[np.int32]]":
    """How many codes there are of each key, in order."""
    keys = (codes >> np.uint64(32)).astype(np.uint32)
    begins = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])) if len(keys) else np.empty(0, dtype=np.int64)
    return np.diff(np.append(begins, len(keys))).astype(np.int32)


def _shared_codes(articles: Sequence[Fingerprint], left_out: dict[int, int], low: int, high: int) -> Codes:
    """Key << 32 | article, sorted, of the keys from ``low`` up to ``high`` that several articles have."""
    codes = array("Q")
    for place, article in enumerate(articles):
        if place in left_out or len(article.marks) < 4 * FEWEST:
            continue
        keys = _marks(article)[:_KEYS]
        chosen = keys[np.searchsorted(keys, low) : np.searchsorted(keys, high)] if high - low < 1 << 32 else keys
        codes.frombytes(((chosen.astype(np.uint64) << np.uint64(32)) | np.uint64(place)).tobytes())
    all_codes = np.frombuffer(codes, dtype=np.uint64)
    all_codes.sort()
    keys_of_codes = all_codes >> np.uint64(32)
    again = keys_of_codes[1:] == keys_of_codes[:-1]
    shared = np.zeros(len(all_codes), dtype=bool)
    shared[1:] |= again
    shared[:-1] |= again
    return all_codes[shared]
