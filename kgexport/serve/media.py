"""Media types: which are offered for what, and which one an Accept header wants."""

from collections.abc import Sequence

TABLES = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPHS = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "text/plain": "ntriples",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
}
HTML = "text/html"


def wanted(accept: str, offered: Sequence[str]) -> str | None:
    """The offered type that the header likes best, the first of equals; None where it likes none.

    RFC 9110, 12.5.1: the most specific range decides how much a type is liked.
    """
    ranges = [_range(each) for each in accept.split(",") if each.strip()] or [("*/*", 1.0)]
    best, most = None, 0.0
    for media in offered:
        matching = [(kind.count("*"), -weight) for kind, weight in ranges if _covers(kind, media)]
        liked = -min(matching)[1] if matching else 0.0
        if liked > most:
            best, most = media, liked
    return best


def _range(given: str) -> tuple[str, float]:
    kind, *parameters = (part.strip().lower() for part in given.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return kind, min(1.0, max(0.0, float(value)))
            except ValueError:
                return kind, 0.0
    return kind, 1.0


def _covers(kind: str, media: str) -> bool:
    return kind in {"*/*", "*", media} or (kind.endswith("/*") and media.startswith(kind[:-1]))
