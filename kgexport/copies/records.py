"""What is known of repeated copy: of each article a fingerprint, of some that they repeat another one."""

from enum import StrEnum
from typing import NamedTuple

import msgspec


class Duplicates(StrEnum):
    """What becomes of articles that repeat another one."""

    LINK = "link"  # they are exported, and linked to the first one
    SKIP = "skip"  # they are left out where earlier articles hold what they say, and linked else
    IGNORE = "ignore"


class Fingerprint(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of an article to find its copies."""

    moment: str  # when it was published, in UTC; moments compare as text, and who says none comes last
    content: bytes  # SHA-256 of the text in UTF-8
    marks: bytes  # 32-bit numbers, little-endian, ascending, without repetitions


class Repeat(NamedTuple):
    """An article that repeats another one; both by their places in the order of publication."""

    article: int
    first: int
    contained: bool  # what it says stands in earlier articles: it can be left out


class Repeated(NamedTuple):
    """The same by the ids of articles."""

    article: str
    first: str
    contained: bool
