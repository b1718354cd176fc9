"""Marked-up text (HTML, XHTML, NITF, what trafilatura gives) as plain text: paragraphs, with a blank line between."""

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = re.compile(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")  # what is more than a single blank
_BROKEN_LINE = re.compile(r"(?:(?<! ) ++)?\n *+")  # blanks are counted from the first of a run only
_INLINE = frozenset(
    """a abbr acronym alt-code b bdi bdo big chron cite city classifier code copyrite country data date del dfn del.author em
    event font frac frac-den frac-num frac-sep function hi i ins kbd label lang location mark money name.family name.given
    nobr num object.title org person postaddr pronounce q ref region rt ruby s samp small span state strike strong sub
    sublocation sup time tt u var virtloc wbr""".split()  # noqa: SIM905
)
# What is not read: no prose of the article, or words that nobody sees.
_NOT_TEXT = frozenset(
    """applet audio button canvas caption datasource embed fig figcaption figure form graphic head head.misc iframe img input
    math media media-caption media-metadata media-producer media-reference meta nav note noscript object option
    script select style svg table template textarea title video""".split()  # noqa: SIM905
)
# Of these, what stands inside a paragraph without ending it.
_INVISIBLE = frozenset(("img", "input", "script", "style", "svg", "noscript", "button", "math", "meta", "template"))
_BREAKS = frozenset(("br", "lb"))


def text_of(element: "_Element", *, keep: frozenset[str] = frozenset()) -> str:
    """The text of an element, its paragraphs separated by blank lines.

    Elements of ``keep`` are read although by default they are not. Raises ValueError for an entity that only a
    document type declares.
    """
    return "\n\n".join(paragraphs_of(element, keep=keep))


def paragraphs_of(element: "_Element", *, keep: frozenset[str] = frozenset()) -> Iterator[str]:
    """The paragraphs, without white space around and inside beyond single blanks and the line breaks that are marked."""
    pieces: list[str] = []
    for piece in _pieces(element, _NOT_TEXT - keep):
        if piece is not None:
            pieces.append(piece)
            continue
        paragraph = "".join(pieces)
        pieces.clear()
        if "\n" in paragraph:
            paragraph = _BROKEN_LINE.sub("\n", paragraph)
        paragraph = paragraph.strip(" \n")
        if paragraph:
            yield _SPACES.sub(" ", paragraph)


_SPACES = re.compile(r" {2,}")


def _pieces(element: "_Element", left_out: frozenset[str]) -> Iterator[str | None]:
    """Runs of text, and None where a paragraph ends."""
    yield from _inside(element, left_out)
    yield None


def _inside(element: "_Element", left_out: frozenset[str]) -> Iterator[str | None]:
    if element.text:
        yield _SPACE.sub(" ", element.text)
    for child in element:
        name = _name(child.tag)
        if name is None:
            yield from _of_entity(child)
        elif name in _BREAKS:
            yield "\n"
        elif name not in left_out:
            block = name not in _INLINE
            if block:
                yield None
            yield from _inside(child, left_out)
            if block:
                yield None
        elif name not in _INVISIBLE:
            yield None
        if child.tail:
            yield _SPACE.sub(" ", child.tail)


def _name(tag: Any) -> str | None:
    """The name of an element in small letters, without its namespace; None for comments, instructions and entities."""
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else None


def _of_entity(node: "_Element") -> Iterator[str]:
    name = getattr(node, "name", None)
    if name is None:  # a comment or an instruction
        return
    known = html5.get(f"{name};")
    if known is None:
        raise ValueError(f"an entity that the document declares itself is not read: &{name[:40]};")
    yield known


def unescaped(words: str) -> str:
    """Words in which character references were escaped once more than needed: ``&amp;#8217;`` in JSON."""
    return unescape(words) if "&" in words and ";" in words else words
