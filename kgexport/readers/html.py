"""Web pages: the text as trafilatura finds it, the metadata as the page itself gives them (pages.py).

How large a page may be is bounded (``--max-page-bytes``), and so is what it may be made of (html_tree.py).
"""

import codecs
import logging
import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher

import lxml.html
import trafilatura
from lxml import etree

from kgexport.model import Article
from kgexport.readers.encoding import decode
from kgexport.readers.html_tree import parsed
from kgexport.readers.markup import paragraphs_of
from kgexport.readers.metadata import Metadata, metadata_found, sidecar_of
from kgexport.readers.options import Read, Source
from kgexport.readers.pages import layers_of

# Of what trafilatura does, the thorough part is quadratic: 1.6 s for the worst page of 5,000 elements that was found.
_THOROUGH_ELEMENTS = 4_000
_PRESCAN = 4096
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,10}=\s{0,10}["']?\s{0,10}([\w.:-]{1,40})""", re.I)
# Labels that mean more than they say (https://encoding.spec.whatwg.org/#names-and-labels).
_LABELS = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987"), "cp949"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
}
_HEADINGS = frozenset(("head",))  # what trafilatura calls a heading
_TABLES = frozenset(("table",))
_TITLES_ALIKE = 0.9
_LEAST = 50  # characters of an article; less is a link, a notice, a label
_NOTICE = re.compile(r"(?:(?:story|article)\s+continues\s+below\s+)?advertisements?|advert|sponsored", re.I)

logging.getLogger("trafilatura").addHandler(logging.NullHandler())
logging.getLogger("trafilatura").propagate = False  # what it cannot read we say ourselves


def read(source: Source) -> Iterator[Read]:
    """The one article of a page. Raises ValueError for a page without one, and for one that is too large."""
    data = source.all_bytes(source.options.max_page_bytes, "a page", "--max-page-bytes")
    beside = sidecar_of(source.path, source.options.notice) if source.path is not None else Metadata()
    yield page_article(data, source, beside=beside)


def page_article(
    data: bytes, source: Source, *, beside: Metadata | None = None, charset: str | None = None, where: str | None = None
) -> Article:
    """The article of a page. ``charset`` is what the server said; ``beside`` goes before what the page says of itself.

    Raises ValueError as ``read``.
    """
    tree = parsed(decoded(data, charset, lambda remark: source.notice(remark, where)))
    known = beside or Metadata()
    found = metadata_found(layers_of(tree, known.url), lambda remark: source.notice(remark, where))
    paragraphs = main_text(tree)
    metadata = known.or_else(found).or_else(Metadata(url=found.canonical_url))
    if metadata.title and paragraphs and _alike(metadata.title, paragraphs[0]):
        del paragraphs[0]  # the headline, as the page shows it
    if sum(map(len, paragraphs)) < _LEAST:
        raise ValueError("no article found in the page")
    return source.article("\n\n".join(paragraphs), metadata)


def decoded(data: bytes, charset: str | None, say: Callable[[str], None]) -> str:
    """The characters of a page: by a byte-order mark, else by the server's word, else by the page's, else by the look of them."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data).text
    declared = _DECLARED.search(data[:_PRESCAN])
    names = (charset, declared.group(1).decode("ascii", "replace") if declared else None)
    for name in filter(None, names):
        label = name.strip().strip("\"'").lower()
        if label.startswith("utf-16"):  # a page that can say so in ASCII is not in it
            label = "utf-8"
        try:
            return data.decode(_LABELS.get(label, label))
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    text, note = decode(data)
    if note:
        say(note)
    return text


def main_text(tree: lxml.html.HtmlElement) -> list[str]:
    """The paragraphs of the article, without what stands around it; none where there is no article."""
    fast = sum(1 for _ in tree.iter()) > _THOROUGH_ELEMENTS
    for tables in (False, True):  # old pages are laid out in tables
        try:
            document = trafilatura.bare_extraction(
                tree, include_comments=False, include_tables=tables, include_images=False, fast=fast, deduplicate=False
            )
        except (ValueError, RecursionError, etree.LxmlError):
            document = None
        body = getattr(document, "body", None)
        if body is None:
            continue
        keep = _HEADINGS | _TABLES if tables else _HEADINGS
        paragraphs = [each for each in paragraphs_of(body, keep=keep) if not _NOTICE.fullmatch(each)]
        if paragraphs:
            return paragraphs
    return []


def _alike(title: str, paragraph: str) -> bool:
    """True for a headline that the page shows in other letters, quotation marks or white space, or in part."""
    if len(paragraph) > 2 * len(title) + 40:
        return False
    one, other = (" ".join(_LETTERS.findall(words.casefold())) for words in (title, paragraph))
    return bool(other) and (one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= _TITLES_ALIKE)


_LETTERS = re.compile(r"\w+")
