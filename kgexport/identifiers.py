"""How articles get their ids and things their IRIs. No clock, no random, no ``hash()``: the same input, the same ids.

An article's id is the one it was given, else 16 hexadecimal digits of the SHA-256 of its canonical URL, else of its text.
"""

import hashlib
import re
from unicodedata import normalize
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

# Parameters that say where a reader came from, never which article it is.
_TRACKING = frozenset(
    (
        "fbclid",
        "gclid",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "yclid",
        "igshid",
        "mc_cid",
        "mc_eid",
        "ref_src",
        "cmpid",
    )
)
_TRACKING_PREFIX = "utm_"
_DEFAULT_PORT = {"http": 80, "https": 443}
_PERCENT = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
# What an IRI may not or should not hold (RFC 3987, 2.2, 4.1 and 7.5): among it spaces, private and unassigned code points,
# characters that are not seen, and a percent sign that encodes nothing.
_BRACKETS = re.compile(r"[\[\]]")  # in a host only
_NOT_IN_IRI = re.compile(
    r"%(?![0-9A-Fa-f]{2})|[\s\x00-\x20<>\"{}|\\^`\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\ud800-\uf8ff\ufdd0-\ufdef\ufeff\ufff0-\uffff\U000e0000-\U0010ffff]"
)


def article_id(*, given: str | None = None, url: str | None = None, text: str = "") -> str:
    """The id of an article: ``given`` without outer white space, else from ``url``, else from ``text``.

    Raises ValueError for a URL that is none.
    """
    if given is not None and given.strip():
        return given.strip()
    if url is not None and url.strip():
        return _digest(canonical_url(url))
    return _digest(text)


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def web_address(url: str) -> str:
    """The URL as it is written into the graph: as given, what an IRI may not hold percent-encoded (RFC 3987, 2.2).
    Segments of dots are resolved, as every browser does.

    Raises ValueError for a value that is not an absolute URL with a host.
    """
    address = _NOT_IN_IRI.sub(lambda match: quote(match.group(), errors="replace"), url.strip())
    try:
        parts = urlsplit(address)
        valid = bool(re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", parts.scheme) and parts.hostname)
        _ = parts.port
    except ValueError:
        valid = False
    if not valid:
        raise ValueError(f"not an absolute URL: {url!r}")
    host, rest = address.split("//", 1)[0] + "//" + parts.netloc, address.split("//", 1)[1][len(parts.netloc) :]
    path, mark, after = _partitioned(_BRACKETS.sub(lambda match: quote(match.group()), rest))
    return host + (_without_dots(path) if "/." in path else path) + mark + after


def _partitioned(rest: str) -> tuple[str, str, str]:
    """The path, and what a question mark or a hash puts behind it; further hashes are encoded."""
    match = re.search(r"[?#]", rest)
    if match is None:
        return rest, "", ""
    before, hash_sign, fragment = rest[match.start() :].partition("#")
    tail = before + hash_sign + fragment.replace("#", "%23")
    return rest[: match.start()], tail[0], tail[1:]


def canonical_url(url: str) -> str:
    """One form for the addresses of one article: syntax normalised (RFC 3986, 6.2), no fragment, no tracking parameters.

    Raises ValueError for a value that is not an absolute URL with a host.
    """
    parts = urlsplit(web_address(url))
    scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".").lower()
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        host = quote(host)
    if ":" in host:
        host = f"[{host}]"
    if parts.port is not None and parts.port != _DEFAULT_PORT.get(scheme):
        host = f"{host}:{parts.port}"
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True, errors="replace")
        if name.lower() not in _TRACKING and not name.lower().startswith(_TRACKING_PREFIX)
    ]
    path = _without_dots(quote(_decoded(parts.path), safe="/%:@!$&'()*+,;=~-._", errors="replace")) or "/"
    return urlunsplit((scheme, host, path, urlencode(query), ""))


def _decoded(path: str) -> str:
    """Percent-encoded letters that need no encoding as themselves, the rest in upper case (RFC 3986, 6.2.2)."""

    def one(match: re.Match[str]) -> str:
        letter = chr(int(match.group(1), 16))
        return letter if letter in _UNRESERVED else match.group().upper()

    return _PERCENT.sub(one, path)


def _without_dots(path: str) -> str:
    """RFC 3986, 5.2.4."""
    kept: list[str] = []
    segments = path.split("/")
    for index, segment in enumerate(segments):
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
            continue
        if index == len(segments) - 1:
            kept.append("")
    return "/".join(kept)


DEFAULT_BASE = "https://kg.example/"
_PLAIN = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*")


def percent_encoded(value: str) -> str:
    """The value as one path segment or fragment: unreserved characters as they are, the rest encoded (RFC 3986, 2.1).

    Different values give different results. Raises ValueError for an empty value and for a lone surrogate.
    """
    if _PLAIN.fullmatch(value):
        return value
    if not value:
        raise ValueError("an id may not be empty")
    encoded = quote(value, safe="")
    # A segment of dots alone would be taken for a step up the path (RFC 3986, 5.2.4).
    return encoded.replace(".", "%2E") if encoded in {".", ".."} else encoded


def article_iri(base: str, article: str) -> str:
    """``{base}article/{id}``."""
    return f"{base}article/{percent_encoded(article)}"


def graph_iri(base: str, article: str) -> str:
    """``{base}graph/{id}``: the named graph of an article."""
    return f"{base}graph/{percent_encoded(article)}"


def local_iri(article: str, local_id: str) -> str:
    """``{article}#{local id}``: a thing of one article."""
    return f"{article}#{percent_encoded(local_id)}"


def mention_iri(article: str, begin: int, end: int) -> str:
    """``{article}#char={begin},{end}`` (RFC 5147). An encoded local id holds no ``=``, so the two never meet."""
    return f"{article}#char={begin},{end}"


def shared_iri(base: str, folder: str, authority_id: str) -> str:
    """``{base}person/{id}``: an agent or place that an authority knows."""
    return f"{base}{folder}/{percent_encoded(authority_id)}"


def name_iri(base: str, folder: str, name: str) -> str:
    """``{base}person/name/{full name}``, for those who want one node per name: case and white space make no difference."""
    folded = " ".join(normalize("NFKC", normalize("NFKC", name).casefold()).split())
    return f"{base}{folder}/name/{percent_encoded(folded)}"
