"""The one cleaning an article's text gets: nothing is moved, so that every offset still means what it meant.

No Unicode normalisation and no rewriting of line ends: both would shift what comes after.
"""

import re

_NOT_TEXT = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def clean(text: str) -> str:
    """The text with each NUL, lone surrogate, U+FFFE and U+FFFF replaced by U+FFFD; same length.

    The first two can be in no RDF literal; the others can, but parsers that people use refuse the file.
    """
    return _NOT_TEXT.sub(REPLACEMENT, text)
