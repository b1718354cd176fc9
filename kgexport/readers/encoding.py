"""From bytes to characters: UTF-8, else what a byte-order mark says, else what the bytes look like."""

import codecs
from typing import NamedTuple

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"BZh", "bzip2-compressed"),
    (b"\xfd7zXZ\x00", "xz-compressed"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
_PROBE = 65_536
# Tab, line feed, vertical tab, form feed, carriage return and escape occur in text; so, now and then, does a stray NUL.
_TEXT_CONTROLS = frozenset(b"\t\n\x0b\x0c\r\x1b\x08")
_CONTROLS = bytes(byte for byte in range(32) if byte not in _TEXT_CONTROLS)


class Decoded(NamedTuple):
    """Text, and what a user should know about how it was read (None: it is plain UTF-8)."""

    text: str
    note: str | None


def decode(data: bytes) -> Decoded:
    """The text of a file. Lone surrogates that are written in UTF-8 come out as such; ``clean`` replaces them.

    Raises ValueError for something that is not text, with what it seems to be.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise ValueError(f"not a text file: it is {what}")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            what = "a byte-order mark was dropped" if encoding == "utf-8" else f"converted from {encoding.upper()}"
            return Decoded(text, what)
    wide = _utf16_without_mark(data[:_PROBE])
    if wide:
        return Decoded(data.decode(wide, "replace"), f"converted from {wide.upper()}, which is a guess")
    if _is_binary(data[:_PROBE]):
        raise ValueError("not a text file: it holds binary data")
    try:
        return Decoded(data.decode("utf-8", "surrogatepass"), None)
    except UnicodeDecodeError:
        return _guessed(data)


def _is_binary(head: bytes) -> bool:
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > 8 and controls > 0.02 * len(head)


def _utf16_without_mark(head: bytes) -> str | None:
    """English in UTF-16 has a NUL in nearly every other byte."""
    if len(head) < 8 or (len(head) % 2 and len(head) < _PROBE):
        return None
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _guessed(data: bytes) -> Decoded:
    lossy = data.decode("utf-8", "replace")
    broken = lossy.count("\N{REPLACEMENT CHARACTER}")
    multibyte = sum(1 for character in lossy if character > "\x7f") - broken
    if multibyte > 4 * broken:
        return Decoded(lossy, f"{broken} bytes are not UTF-8 and were replaced")
    encoding = _encoding_of(data)
    return Decoded(data.decode(encoding, "replace"), f"not UTF-8; converted from {encoding}, which is a guess")


def _encoding_of(data: bytes) -> str:
    """Windows-1252 where the bytes make sense in it, as it is by far the most common; else charset-normalizer's best."""
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        western = ""
    if western and _reads_as_western(western):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data[: 16 * _PROBE]).best()
    return best.encoding if best is not None else "cp1252"


_WESTERN = frozenset("‘’“”„–—…•€£§©®°·«»´\xa0éèêëáàâäãåæçíìîïñóòôöõøœúùûüýÿßÉÈÊÁÀÂÄÅÆÇÍÎÏÑÓÔÖØŒÚÜŠšŽž½¼¾²³¿¡")


def _reads_as_western(text: str) -> bool:
    """Mostly plain letters, and all others are those of western European print."""
    others = [character for character in text if character > "\x7f"]
    common = sum(1 for character in others if character in _WESTERN)
    return common == len(others) and len(others) < 0.3 * len(text)
