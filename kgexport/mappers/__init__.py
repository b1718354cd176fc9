"""From an annotated article to triples: one mapper a class, each a generator that reads like the Turtle it gives.

Every node has an IRI, says which article it is from (``kg:inArticle``) and carries its superclasses, so that neither a
query nor a shape needs the ontology loaded. Mappers trust ids and spans: ``graph.gate`` has checked them.
"""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from kgexport.mappers.agent import (
    anonymous_source_triples,
    document_triples,
    membership_triples,
    organisation_triples,
    outlet_triples,
    person_triples,
    unnamed_agent_triples,
)
from kgexport.mappers.article import article_triples, extraction_triples
from kgexport.mappers.link import link_triples
from kgexport.mappers.meeting import meeting_triples
from kgexport.mappers.mention import mention_triples
from kgexport.mappers.nodes import Nodes, Span, Triple
from kgexport.mappers.place import place_triples
from kgexport.mappers.statement import statement_triples
from kgexport.mappers.time import time_triples
from kgexport.mapping import IdentityRule, MappingOptions, TextLevel
from kgexport.model import (
    AnnotatedArticle,
    AnonymousSource,
    Article,
    Document,
    Extraction,
    Link,
    Meeting,
    Membership,
    Organisation,
    Outlet,
    Person,
    Place,
    Statement,
    TimeReference,
    UnnamedAgent,
)

__all__ = ["MAPPERS", "IdentityRule", "MappingOptions", "TextLevel", "Triple", "triples_of"]

MAPPERS: dict[type, Callable[[Any, Nodes], Iterator[Triple]]] = {
    Article: article_triples,
    Extraction: extraction_triples,
    Person: person_triples,
    Organisation: organisation_triples,
    Outlet: outlet_triples,
    UnnamedAgent: unnamed_agent_triples,
    AnonymousSource: anonymous_source_triples,
    Document: document_triples,
    Membership: membership_triples,
    Place: place_triples,
    TimeReference: time_triples,
    Meeting: meeting_triples,
    Statement: statement_triples,
    Link: link_triples,
    Span: mention_triples,
}

_DEFAULT = MappingOptions()


def triples_of(annotated: AnnotatedArticle, options: MappingOptions = _DEFAULT) -> Iterator[Triple]:
    """The triples of an annotated article; a triple may come twice. Raises ValueError for a value that has no RDF form."""
    nodes = Nodes(annotated, options)
    records = chain(
        (annotated.article,),
        () if annotated.extraction is None else (annotated.extraction,),
        annotated.agents,
        annotated.memberships,
        annotated.places,
        annotated.times,
        annotated.meetings,
        annotated.statements,
        annotated.links,
    )
    yield from chain.from_iterable(MAPPERS[type(record)](record, nodes) for record in records)
    yield from chain.from_iterable(mention_triples(span, nodes) for span in nodes.spans.values())
