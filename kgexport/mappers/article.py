"""The article and how its graph came about."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime

from rdflib import DCTERMS, XSD
from rdflib.term import Literal, URIRef

from kgexport.identifiers import web_address
from kgexport.mappers.nodes import Nodes, Triple, plain
from kgexport.mapping import TextLevel
from kgexport.model import Article, Extraction
from kgexport.vocab import KG, PROV, RDF_TYPE, SDO


def article_triples(article: Article, nodes: Nodes) -> Iterator[Triple]:
    """Metadata, the hash of the text, and the text itself where it is wanted. Raises ValueError for a URL that is none."""
    subject = nodes.article
    yield subject, RDF_TYPE, KG.Article
    yield subject, RDF_TYPE, PROV.Entity
    if article.title is not None:
        if nodes.options.text is not TextLevel.NONE:
            yield subject, DCTERMS.title, plain(article.title.text)
        yield subject, KG.titleSpan, nodes.mention(article.title)
    if nodes.annotated.publisher is not None:
        yield subject, DCTERMS.publisher, nodes.of(nodes.annotated.publisher)
    for author in nodes.annotated.authors:
        yield subject, DCTERMS.creator, nodes.of(author)
    if article.published is not None:
        yield subject, DCTERMS.issued, _moment(article.published)
    if article.modified is not None:
        yield subject, DCTERMS.modified, _moment(article.modified)
    if article.language is not None:
        yield subject, DCTERMS.language, plain(article.language)
    if article.url is not None:
        yield subject, SDO.url, URIRef(web_address(article.url))
    if article.canonical_url is not None:
        yield subject, SDO.mainEntityOfPage, URIRef(web_address(article.canonical_url))
    if article.section is not None:
        yield subject, SDO.articleSection, plain(article.section)
    for keyword in article.keywords:
        yield subject, SDO.keywords, plain(keyword)
    yield subject, KG.contentHash, plain(f"sha256:{hashlib.sha256(article.text.encode()).hexdigest()}")
    if nodes.options.text is TextLevel.FULL:
        yield subject, KG.text, plain(article.text)


def extraction_triples(extraction: Extraction, nodes: Nodes) -> Iterator[Triple]:
    """The activity that read the article, and the graph that it gave."""
    subject = nodes.extraction
    yield nodes.graph, RDF_TYPE, PROV.Entity
    yield nodes.graph, KG.inArticle, nodes.article
    yield nodes.graph, PROV.wasGeneratedBy, subject
    yield subject, RDF_TYPE, KG.Extraction
    yield subject, RDF_TYPE, PROV.Activity
    yield subject, KG.inArticle, nodes.article
    yield subject, PROV.used, nodes.article
    yield subject, KG.toolVersion, plain(extraction.tool)
    if extraction.model is not None:
        yield subject, KG.modelName, plain(extraction.model)
    if extraction.model_sha256 is not None:
        yield subject, KG.modelHash, plain(extraction.model_sha256)
    if extraction.configuration_sha256 is not None:
        yield subject, KG.configurationHash, plain(extraction.configuration_sha256)


def _moment(value: str) -> Literal:
    """xsd:date or xsd:dateTime: what ISO 8601 lets one write, in the one form that XML Schema has and triple stores give back:
    UTC as Z, no zeros at the end of a fraction of a second.
    """
    if len(value) <= 10:
        return Literal(date.fromisoformat(value))
    moment = datetime.fromisoformat(value)
    zone = moment.isoformat()[len(moment.replace(tzinfo=None).isoformat()) :]
    plain = moment.replace(tzinfo=None).isoformat()
    plain = plain.rstrip("0") if "." in plain else plain
    return Literal(f"{plain}{'Z' if zone == '+00:00' else zone}", datatype=XSD.dateTime, normalize=False)
