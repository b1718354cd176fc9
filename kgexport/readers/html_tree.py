"""The tree of a web page or of a piece of one.

Anybody can write HTML, so that what the libraries may be given is bounded. A first pass, linear in the size, counts elements,
attributes and depth before a tree is built.
"""

from typing import Any

import lxml.html
from lxml import etree

# News articles have some hundred to some thousand elements. Measured: trafilatura takes up to three seconds for the worst page
# of so many that was found.
MAX_ELEMENTS = 20_000
MAX_ATTRIBUTES = 500  # of one tag; libxml2 is quadratic in them
_MAX_DEPTH = 240  # libxml2 gives up at 256, and loses what is inside


def parsed(text: str) -> lxml.html.HtmlElement:
    """The tree of a page. Raises ValueError for one that is empty or made so that reading it would take too long."""
    data = text.replace("\x00", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace")
    if not data.strip():
        raise ValueError("the page is empty")
    options: dict[str, Any] = {"encoding": "utf-8", "no_network": True, "huge_tree": False}
    target = Measure("a page", elements=MAX_ELEMENTS, attributes=MAX_ATTRIBUTES, depth=_MAX_DEPTH)
    try:
        etree.fromstring(data, etree.HTMLParser(target=target, **options))
        tree = lxml.html.document_fromstring(
            data, lxml.html.HTMLParser(remove_comments=True, remove_pis=True, **options)
        )
    except etree.LxmlError:
        raise ValueError("not a page that can be parsed") from None
    return tree


class Measure:
    """A target for a parser of lxml: counts what a document is made of. Raises ValueError where it is too much."""

    def __init__(self, what: str, *, elements: int, attributes: int, depth: int) -> None:
        self._what, self._max_elements, self._max_attributes, self._max_depth = what, elements, attributes, depth
        self._elements, self._depth = 0, 0

    def start(self, tag: str, attributes: Any) -> None:
        del tag
        self._elements += 1
        self._depth += 1
        if len(attributes) > self._max_attributes:
            raise ValueError(f"{self._what} with a tag of more than {self._max_attributes:,} attributes")
        if self._elements > self._max_elements:
            raise ValueError(f"{self._what} of more than {self._max_elements:,} elements")
        if self._depth > self._max_depth:
            raise ValueError(f"{self._what} with elements nested more than {self._max_depth} deep")

    def end(self, tag: str) -> None:
        del tag
        self._depth -= 1

    def close(self) -> None:
        pass
