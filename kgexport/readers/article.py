"""Text and metadata become an Article: cleaned, with its title found and its id minted."""

import re

from kgexport.identifiers import article_id
from kgexport.model import Article, Mention
from kgexport.readers.cleaning import clean
from kgexport.readers.metadata import Metadata

MAX_CHARACTERS = 1_000_000  # what the parser takes
USUAL_CHARACTERS = 150_000  # some 27,000 words: more is a book, or made to hurt
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_TITLE_LENGTH = 200
_TITLE_WORDS = 30
_CLOSERS = "\"'”’»)]"
_ABBREVIATION = re.compile(r"(?:\b[A-Z]\.){2,}$|\b(?:Inc|Corp|Ltd|Co|Jr|Sr)\.$")
_DATE_WORD = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may"
    r"|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|st|nd|rd|th|t|z|[apm]|[ap]m|at|on"
    r"|gmt|utc|e[sd]t|cet|updated|published|posted",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]+")
_BYLINE = re.compile(r"(?:by|reporting by|photo|source)\b[:\s]", re.I)
_HEADING = re.compile(r"#{1,6}[^\S\n]+")


def make_article(text: str, metadata: Metadata, *, max_characters: int = USUAL_CHARACTERS) -> Article:
    """The article. A title in the metadata that the text does not begin with is put before it, with a blank line.

    Raises ValueError for an article without text, or one that is too long.
    """
    text = clean(text)
    if not text.strip():
        raise ValueError("no text")
    if (length := len(text) + len(metadata.title or "")) > max_characters:
        raise ValueError(f"an article of {length:,} characters; the limit is {max_characters:,} (--max-characters)")
    if metadata.title:
        span = _where(metadata.title, text)
        if span is None:
            text = f"{metadata.title}\n\n{text}"
            span = 0, len(metadata.title)
    else:
        span = title_span(text)
    return Article(
        id=article_id(given=metadata.id, url=metadata.canonical_url or metadata.url, text=text),
        text=text,
        title=Mention.of(text, *span) if span else None,
        url=metadata.url,
        canonical_url=metadata.canonical_url,
        publisher=metadata.publisher,
        authors=metadata.authors,
        published=metadata.published,
        modified=metadata.modified,
        language=metadata.language,
        section=metadata.section,
        keywords=metadata.keywords,
    )


def _where(title: str, text: str) -> tuple[int, int] | None:
    """Where the text begins with the title, white space and a heading mark apart."""
    words = [re.escape(word) for word in title.split()]
    match = re.compile(r"\s*(?:#{1,6}\s+)?(" + r"\s+".join(words) + r")(?!\w)", re.I).match(text)
    return match.span(1) if match else None


def title_span(text: str) -> tuple[int, int] | None:
    """The first line, or a first paragraph of a few wrapped lines, where it looks like a title; None where it does not.

    A title is short, does not end like a sentence, is no date or byline, and has text after it.
    """
    begin = len(text) - len(text.lstrip())
    blank = _BLANK_LINE.search(text, begin)
    block_end = blank.start() if blank else len(text)
    first_end = text.find("\n", begin)
    line_end = min(block_end, first_end if first_end >= 0 else len(text))
    if line_end == block_end or _is_wrapped_title(text[begin:block_end]):
        end = block_end
    else:
        rest = text[line_end:block_end].lstrip()
        second = rest.split("\n", 1)[0].rstrip()
        # A wrapped paragraph breaks inside a sentence; one paragraph a line does not.
        ends = second.rstrip(_CLOSERS)[-1:] in (".", "!", "?") or len(second) > 120 or _BYLINE.match(second)
        if not second or second[0].islower() or not ends:
            return None
        end = line_end
    if heading := _HEADING.match(text, begin):
        begin = heading.end()
    title = text[begin:end].rstrip()
    return (begin, begin + len(title)) if _looks_like_title(title) and text[end:].strip() else None


def _is_wrapped_title(block: str) -> bool:
    lines = [line.strip() for line in block.split("\n", 4)]
    return (
        len(lines) <= 3
        and not any(map(_BYLINE.match, lines[1:]))
        and all(line and len(line) <= 90 and line[-1] not in ".!?:;" for line in lines)
    )


def _looks_like_title(line: str) -> bool:
    if not line or len(line) > _TITLE_LENGTH or len(line.split()) > _TITLE_WORDS or not any(map(str.isalpha, line)):
        return False
    bare = line.rstrip(_CLOSERS)
    if bare.endswith((".", ":", ";", ",")) and not bare.endswith(("...", "…")) and not _ABBREVIATION.search(bare):
        return False
    return not (_is_date(line) or _BYLINE.match(line))


def _is_date(line: str) -> bool:
    return any(map(str.isdigit, line)) and all(map(_DATE_WORD.fullmatch, _WORD.findall(line)))
