"""The title before a name: "U.S. Secretary of State", "former Prime Minister", "Mr."."""

from kgexport import gazetteer
from kgexport.extraction.names.words import DASHES, Words
from kgexport.gazetteer.titles import HEADS, HONORIFICS, MODIFIERS

_FURTHEST = 10  # words in a title
OF_FIELDS = frozenset({"minister", "secretary"})
"""Titles before which stands what is administered: "universities minister"."""
_TITLE_WORDS = HEADS | MODIFIERS | HONORIFICS


def title_before(words: Words, start: int, earliest: int = 0) -> int | None:
    """The token where the title of the name at ``start`` begins, not before ``earliest``; None without a title."""
    i = start - 1
    if i < earliest or words.opens[start] or words.begin[start] > words.end[i] + 1:
        return None
    low = words.lower[i]
    if low in HEADS or low in HONORIFICS or low.rstrip(".") in HONORIFICS:
        return _extended(words, i, start, earliest)
    head = _head_before_of(words, i)
    return None if head is None or head < earliest else _extended(words, head, start, earliest)


def _head_before_of(words: Words, last: int) -> int | None:
    """The head of "Secretary of State", "Minister for Foreign Affairs", when it ends at ``last`` right before a name."""
    for i in range(last, max(last - 6, 0), -1):
        low = words.lower[i]
        if low in ("of", "for", "from"):
            return i - 1 if i and words.lower[i - 1] in HEADS and words.named[i - 1] else None
        if not (words.named[i] or low in ("and", "the", "&")) or words.opens[i]:
            return None
    return None


def _extended(words: Words, head: int, start: int, earliest: int) -> int:
    """The first token of the title whose head is at ``head``: over ranks, fields, countries and organisations before it."""
    i = head
    while i > earliest and start - i < _FURTHEST and not words.opens[i]:
        steps = _steps(words, i)
        if not steps or i - steps < earliest or words.begin[i] > words.end[i - 1] + 1:
            break
        i -= steps
    return i


def _steps(words: Words, i: int) -> int:
    """How many tokens before ``i`` belong to a title that goes on at ``i``."""
    low, text = words.lower[i - 1], words.text[i - 1]
    if text == "X.":
        return 0  # "said on X. Prime Minister Lima": the model takes it for an initial
    if low in _TITLE_WORDS or gazetteer.country_of_adjective(text) is not None:
        return 1
    if words.proper(i - 1) and text[0].isalpha():
        return 1
    if words.lower[i] in OF_FIELDS and words.tag[i - 1] in ("NN", "NNS") and text.isalpha():
        return 1  # "universities minister"
    if i < 2:
        return 0
    before = words.lower[i - 2]
    if text in DASHES and words.touches(i):
        return 2 if before in MODIFIERS or words.named[i - 2] else 0
    if (
        low in ("and", "&")
        and (words.lower[i] not in _TITLE_WORDS or before in MODIFIERS)
        and words.proper(i)
        and words.proper(i - 2)
    ):
        return 2  # "Transport and Bridges Minister"
    # "chairman and chief executive"
    return 2 if low in ("and", "&") and before in HEADS and words.lower[i] in HEADS | MODIFIERS else 0
