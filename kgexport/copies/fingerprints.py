"""Fingerprints of texts, by which repeated copy is found: winnowing, of shingles of words.

A shingle is so many words in a row. Of every window of so many shingles the one with the smallest hash is kept, which is a
mark of the text (Schleimer, Wilkerson and Aiken: Winnowing, SIGMOD 2003). Two texts that have a run of
``SHINGLE + WINDOW - 1`` words in common have a mark in common, wherever the run stands in them: so the part of a text that
stands in another one too can be told from marks alone, and a text that was cut is known by what is left of it.
"""

import re
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from kgexport.copies.records import Fingerprint
from kgexport.model import Article

SHINGLE = 3  # words
WINDOW = 8  # shingles
_WORD = re.compile(r"\w+")
_UNDATED = "~"  # after every day
# Of splitmix64, whose last step spreads what differs in few bits over all of them (Steele, Lea and Flood, OOPSLA 2014).
_ODD, _MIX_1, _MIX_2 = (np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))


def fingerprint_of(article: Article) -> Fingerprint:
    """The fingerprint of an article. Its headline gives no marks: each outlet writes its own."""
    text = article.text
    if article.title is not None:
        text = f"{text[: article.title.begin]} {text[article.title.end :]}"
    return Fingerprint(
        moment=_moment(article.published),
        content=sha256(article.text.encode("utf-8", "surrogatepass")).digest(),
        marks=marks_of(text).tobytes(),
    )


def marks_of(text: str) -> "np.ndarray[tuple[int], np.dtype[np.uint32]]":
    """The marks of a text, ascending; case, punctuation and layout make no difference. None for less than a shingle."""
    words = _WORD.findall(text.casefold())
    if len(words) < SHINGLE:
        return np.empty(0, dtype="<u4")
    numbers = np.array([zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words], dtype=np.uint64)
    total = np.zeros(len(words) - SHINGLE + 1, dtype=np.uint64)
    for place in range(SHINGLE):
        total = total * _ODD + numbers[place : place + len(total)] + np.uint64(1)
    total = (total ^ (total >> np.uint64(30))) * _MIX_1
    total = (total ^ (total >> np.uint64(27))) * _MIX_2
    hashes = ((total ^ (total >> np.uint64(31))) >> np.uint64(32)).astype("<u4")
    window = min(WINDOW, len(hashes))
    return np.unique(sliding_window_view(hashes, window).min(axis=1))


def _moment(published: str | None) -> str:
    """A day is taken for its first moment, a time without a zone for one in UTC."""
    if published is None:
        return _UNDATED
    moment = datetime.fromisoformat(published)
    with suppress(OverflowError):  # at the ends of the calendar
        moment = moment.astimezone(UTC) if moment.tzinfo else moment
    return moment.replace(tzinfo=None).isoformat(timespec="microseconds")
