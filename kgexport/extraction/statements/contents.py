"""The extent of a content: where it begins and ends as text.

Conventions: the complementiser is outside; quotation marks are inside; a full stop that ends the sentence is outside unless
it stands before the closing mark, and so is a comma; a question mark belongs to what is asked.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable

from kgexport.extraction.statements.finding import Spans
from kgexport.extraction.statements.scene import Scene

_CONJUNCTION = re.compile(r"(?:[,\s]{1,6}(?:and|but|or|while|as)|\s?[—–]\s?so)$")
_REST_OF_WORD = re.compile(r"(?:-\w+)+")
_BEGIN_OF_WORD = re.compile(r"(?:\b(?:the|a|an) )?(?<![\w-])\w{1,12}-$")
_LONGEST_PREFIX = 20  # characters
_JOINING = frozenset({"and", "but", "or"})
_EDGE = ",;:—–- \t\n\u00a0.)]}"
_FRONT = ",;:—–- \t\n\u00a0.)]}"


def trimmed(scene: Scene, begin: int, end: int) -> tuple[int, int] | None:
    """The stretch without outer white space and separators, quotations kept whole; None when nothing is left."""
    text = scene.text
    begin, end = _with_whole_quotes(scene, begin, end)
    while begin < end and text[begin] in _FRONT and not _opens_dots(text, begin):
        begin += 1
    word = _BEGIN_OF_WORD.search(text, max(0, begin - _LONGEST_PREFIX), begin)
    if word is not None and begin < end and text[begin].isalnum():
        begin = word.start()  # "the U-|turn": the tokeniser cuts at the hyphen
    while begin < end and text[end - 1] in _EDGE and not _belongs(text, begin, end):
        end -= 1
    end = _without_conjunction(text, begin, end)
    word = _REST_OF_WORD.match(text, end)
    if word is not None and end > begin and text[end - 1].isalnum():
        end = word.end()  # "power line de|-energisation": the tokeniser cuts at the hyphen
    if (
        begin < end
        and text[begin] in "(["
        and text[begin:end].count(text[begin]) > text[begin:end].count(")" if text[begin] == "(" else "]")
    ):
        begin += 1
    if not any(character.isalnum() for character in text[begin:end]) or text[begin:end] in _JOINING:
        return None
    return begin, end


def _without_conjunction(text: str, begin: int, end: int) -> int:
    """The end before a last "and" or "but", which joins what was cut off."""
    match = _CONJUNCTION.search(text, max(begin, end - 8), end)
    return match.start() if match and match.start() > begin else end


def spans(scene: Scene, parts: Iterable[tuple[int, int]]) -> Spans:
    """The trimmed parts in reading order; parts that touch or overlap become one."""
    found: list[tuple[int, int]] = []
    for part in sorted(filter(None, (trimmed(scene, *part) for part in parts if part[0] < part[1]))):
        if found and part[0] <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], part[1]))
        else:
            found.append(part)
    return tuple(found)


def _opens_dots(text: str, begin: int) -> bool:
    return text[begin] == "." and text[begin : begin + 2] == ".."


def _belongs(text: str, begin: int, end: int) -> bool:
    """True where the last character is part of the content: a bracket that was opened in it, "U.S.", an ellipsis."""
    last = text[end - 1]
    if last in ")]}":
        opening = {")": "(", "]": "[", "}": "{"}[last]
        inner = text[begin:end]
        return inner.count(opening) >= inner.count(last)
    if last == ".":
        word = text[begin:end].rsplit(None, 1)[-1]
        return word.count(".") > 1 and any(c.isalpha() for c in word)
    return False


def _with_whole_quotes(scene: Scene, begin: int, end: int) -> tuple[int, int]:
    """The stretch widened over quotations that it cuts at their marks only (a mark or two characters beside it)."""
    for at in (begin, max(begin, end - 1)):
        number = bisect_right(scene.quotes, at, key=lambda quote: quote.begin) - 1
        if number >= 0:
            quote = scene.quotes[number]
            if quote.begin <= at < quote.end:
                begin, end = min(begin, quote.begin), max(end, quote.end)
    following = bisect_right(scene.quotes, begin - 1, key=lambda quote: quote.begin) - 1
    if following >= 0 and scene.quotes[following].end > end - 1 and scene.quotes[following].begin < end:
        end = max(end, scene.quotes[following].end)
    # A closing mark directly after the stretch whose opening mark lies inside it.
    number = bisect_right(scene.quotes, end, key=lambda quote: quote.begin) - 1
    if number >= 0 and begin <= scene.quotes[number].begin < end < scene.quotes[number].end <= end + 3:
        end = scene.quotes[number].end
    return begin, end
