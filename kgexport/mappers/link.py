"""Links to an authority."""

import re
from collections.abc import Iterator
from decimal import Decimal

from rdflib import XSD
from rdflib.term import Literal, URIRef

from kgexport.mappers.nodes import Nodes, Triple, word
from kgexport.model import Link
from kgexport.vocab import KG, PREFIXES, RDF_TYPE, SDO

_WIKIDATA_ID = re.compile(r"Q[1-9][0-9]{0,11}")
_IRI = re.compile(r"(?:https?://[^\s<>\"{}|\\^`]+|urn:[A-Za-z0-9][A-Za-z0-9-]*:[^\s<>\"{}|\\^`]+)")


def link_triples(link: Link, nodes: Nodes) -> Iterator[Triple]:
    """The link with how it was made; the surest of an agent's links is also its schema:sameAs.

    A target is a Wikidata id, the IRI of an entry, or another id of the user's authority, whose entry is then the shared
    node itself. Raises ValueError for an empty target.
    """
    agent, subject = nodes.of(link.agent), nodes.link_node(link)
    if _WIKIDATA_ID.fullmatch(link.target):
        target, elsewhere = URIRef(PREFIXES["wd"] + link.target), True
    elif _IRI.fullmatch(link.target):
        target, elsewhere = URIRef(link.target), True
    else:
        target, elsewhere = nodes.entry(link), False
    yield agent, KG.link, subject
    if elsewhere and nodes.best_link[link.agent] is link:
        yield agent, SDO.sameAs, target
    yield subject, RDF_TYPE, KG.Link
    yield subject, KG.inArticle, nodes.article
    yield subject, KG.linkTarget, target
    yield subject, KG.linkScore, Literal(f"{Decimal(repr(link.score)).normalize():f}", datatype=XSD.decimal)
    yield subject, KG.linkMethod, word(link.method)
    yield subject, KG.linkAuthority, word(link.authority)
