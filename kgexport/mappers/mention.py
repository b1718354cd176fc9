"""A span of the article."""

from collections.abc import Iterator
from functools import lru_cache

from rdflib.term import Literal

from kgexport.mappers.nodes import Nodes, Span, Triple, plain
from kgexport.mapping import TextLevel
from kgexport.vocab import KG, RDF_TYPE, value_iri


@lru_cache(maxsize=1 << 14)
def _offset(number: int) -> Literal:
    """An offset: all articles have the same few thousand, and rdflib takes its time to find out what a number is."""
    return Literal(number)


def mention_triples(span: Span, nodes: Nodes) -> Iterator[Triple]:
    """Begin, end and exact text; how it refers and what it looks like where it denotes an agent or place."""
    subject = span.iri
    yield subject, RDF_TYPE, KG.Mention
    yield subject, KG.inArticle, nodes.article
    yield subject, KG.begin, _offset(span.mention.begin)
    yield subject, KG.end, _offset(span.mention.end)
    if nodes.options.text is not TextLevel.NONE:
        yield subject, KG.exactText, plain(span.mention.text)
    for kind in span.kinds:
        yield subject, KG.referringKind, value_iri(KG.ReferringKind, kind)
    for surface in span.surfaces:
        yield subject, KG.surfaceType, value_iri(KG.SurfaceType, surface)
