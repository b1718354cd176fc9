"""HTML that cannot be anything else than what was meant: text is escaped unless it is Markup, which only ``tag`` makes."""

import html
import re
import unicodedata
from collections.abc import Iterable
from typing import TypeAlias

# What turns the direction of text around, and control characters: shown, not obeyed.
_STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Content: TypeAlias = "str | Markup | Iterable[Content] | None"


def text(value: str) -> Markup:
    """The text as HTML. Characters that would steer it are shown by their names."""
    pieces: list[str] = []
    last = 0
    for found in _STEERS.finditer(value):
        name = unicodedata.name(found[0], "control character").lower()
        pieces += html.escape(value[last : found.start()]), f'<abbr class="steers" title="{html.escape(name)}">'
        pieces += f"U+{ord(found[0]):04X}", "</abbr>"
        last = found.end()
    return Markup("".join([*pieces, html.escape(value[last:])]))


def joined(content: Content) -> Markup:
    """Anything as HTML."""
    if content is None:
        return Markup("")
    if isinstance(content, Markup):
        return content
    if isinstance(content, str):
        return text(content)
    return Markup("".join(joined(each) for each in content))


def tag(name: str, /, *content: Content, **attributes: str | None) -> Markup:
    """An element. ``class_`` is the attribute class; an attribute that is None is left out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(_STEERS.sub("�", value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{given}>{joined(content)}</{name}>")


def document(title: str, *content: Content, trail: Content = None) -> bytes:
    """A whole page."""
    head = tag(
        "head",
        Markup('<meta charset="utf-8">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        tag("title", title),
        Markup('<link rel="stylesheet" href="/-/style.css">'),
    )
    skip = tag("a", "Skip to content", class_="skip", href="#content")
    banner = tag("header", tag("nav", tag("a", "kgexport", href="/", class_="home"), trail, aria_label="Site"))
    main = tag("main", *content, id="content")
    note = tag("p", "What articles say, not what is true. Every claim leads to the words it was read from.")
    body = tag("body", skip, banner, main, tag("footer", note))
    return b"<!doctype html>\n" + tag("html", head, body, lang="en").encode("utf-8", "replace")
