"""Links to an authority."""

import re
from collections.abc import Iterator
from decimal import Decimal

from rdflib import SDO, XSD
from rdflib.term import Literal, URIRef

from kgexport.mappers.nodes import Nodes, Triple
from kgexport.model import Link
from kgexport.vocab import KG, PREFIXES, RDF_TYPE

_WIKIDATA_ID = re.compile(r"Q[1-9][0-9]{0,11}")


def link_triples(link: Link, nodes: Nodes) -> Iterator[Triple]:
    """The link with how it was made; the surest of an agent's links is also its schema:sameAs.

    Raises ValueError for a target that is no Wikidata id.
    """
    if not _WIKIDATA_ID.fullmatch(link.target):
        raise ValueError(f"{link.agent}: not a Wikidata id: {link.target!r}")
    agent, subject, target = nodes.of(link.agent), nodes.link_node(link), URIRef(PREFIXES["wd"] + link.target)
    yield agent, KG.link, subject
    if nodes.best_link[link.agent] is link:
        yield agent, SDO.sameAs, target
    yield subject, RDF_TYPE, KG.Link
    yield subject, KG.inArticle, nodes.article
    yield subject, KG.linkTarget, target
    yield subject, KG.linkScore, Literal(f"{Decimal(repr(link.score)):f}", datatype=XSD.decimal)
    yield subject, KG.linkMethod, Literal(link.method)
    yield subject, KG.linkAuthority, Literal(link.authority)
