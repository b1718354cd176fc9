"""The one cleaning an article's text gets: nothing is moved, so that every offset still means what it meant.

No Unicode normalisation and no rewriting of line ends: both would shift what comes after.
"""

import re

_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def clean(text: str) -> str:
    """The text with each NUL and each lone surrogate, which no RDF literal can hold, replaced by U+FFFD; same length."""
    return _NOT_TEXT.sub(REPLACEMENT, text)
