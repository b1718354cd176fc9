"""The words of a text, cut in one linear pass without a language model, with their offsets."""

import re
from collections.abc import Iterable

# Every alternative is bounded or possessive by its shape: one step forward for each character of a hostile text.
_WORD = re.compile(
    r"""(?=\S)(?:                                      # between words nothing else is tried
    [A-Za-z]++[^\W\d_]*+                             # letters; those of English are told faster
  | [^\W\d_]++
  | (?<!\d)\d{4}-\d\d?-\d\d?(?!\d)                  # 2025-10-16
  | (?<![\d/])\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/])  # 10/30/2025
  | (?<![\d.])\d{1,2}\.\d{1,2}\.\d{4}(?!\d|\.\d)   # 30.10.2025
  | (?<![\d:])\d{1,2}:\d\d(?::\d\d)?(?![\d:])       # 17:30
  | (?<!\d)\d{1,3}(?:,\d{3}(?!\d))+(?:\.\d+)?       # 1,500
  | \d+(?:\.\d+)?                                   # 3.5
  | [^\w\s]
  | _+
    )""",
    re.X,
)
_PADDING = 24
BREAK = "\n"  # stands between two paragraphs; no expression crosses it

_PLAIN = {"’": "'", "‘": "'", "–": "-", "—": "--", "−": "-", "‑": "-", "‐": "-"}


class Words:
    """Words by number. Reading before the first or past the last one gives empty strings, so that rules need no checks."""

    __slots__ = ("begin", "end", "lower", "size", "text")

    def __init__(self, text: str, stretches: Iterable[tuple[int, int]]) -> None:
        spans: list[tuple[int, int]] = []
        for first, last in stretches:
            spans += [match.span() for match in _WORD.finditer(text, first, last)]
            spans.append((last, last))
        self.size = len(spans)
        spans += [(len(text), len(text))] * _PADDING
        self.text = [text[begin:end] or BREAK for begin, end in spans]
        self.text[self.size :] = [""] * _PADDING
        self.lower = [_PLAIN.get(word) or word.lower() for word in self.text]
        self.begin, self.end = ([span[side] for span in spans] for side in (0, 1))

    def glued(self, i: int) -> bool:
        """True where no white space stands between word ``i`` and the one before it."""
        return i > 0 and self.begin[i] == self.end[i - 1]

    def capital(self, i: int) -> bool:
        """True where word ``i`` begins with a capital letter."""
        return self.text[i][:1].isupper()

    def is_year(self, i: int) -> bool:
        """True for a bare number of four digits that can be a year."""
        word = self.lower[i]
        return len(word) == 4 and word.isascii() and word.isdigit() and "1000" <= word <= "2199"
