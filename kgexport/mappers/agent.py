"""People, organisations, unnamed agents, documents that speak, and posts."""

from collections.abc import Iterator

from rdflib.term import URIRef

from kgexport.mappers.nodes import Nodes, Triple, plain, word
from kgexport.model import (
    Agent,
    AnonymousSource,
    Document,
    Membership,
    Organisation,
    Outlet,
    Person,
    UnnamedAgent,
)
from kgexport.vocab import KG, ORG, RDF_TYPE, SDO, value_iri


def person_triples(person: Person, nodes: Nodes) -> Iterator[Triple]:
    """A named human being."""
    yield from _agent_triples(person, nodes, KG.Person, KG.Agent)
    yield nodes.of(person.id), SDO.name, plain(person.name)
    if person.inferred_from is not None:
        yield nodes.of(person.id), KG.inferredFrom, nodes.mention(person.inferred_from)


def organisation_triples(organisation: Organisation, nodes: Nodes) -> Iterator[Triple]:
    """A named body, or a government behind a metonym or a post."""
    yield from _agent_triples(organisation, nodes, KG.Organisation, KG.Agent)
    subject = nodes.of(organisation.id)
    yield subject, SDO.name, plain(organisation.name)
    if organisation.organisation_kind is not None:
        yield subject, KG.organisationKind, value_iri(KG.OrganisationKind, organisation.organisation_kind)
    if organisation.country is not None:
        yield subject, KG.country, word(organisation.country)
    if organisation.inferred_from is not None:
        yield subject, KG.inferredFrom, nodes.mention(organisation.inferred_from)


def outlet_triples(outlet: Outlet, nodes: Nodes) -> Iterator[Triple]:
    """An organisation that publishes news."""
    yield nodes.of(outlet.id), RDF_TYPE, KG.Outlet
    yield from organisation_triples(outlet, nodes)


def unnamed_agent_triples(agent: UnnamedAgent, nodes: Nodes) -> Iterator[Triple]:
    """A group, a delegation, an audience, an unresolved speaker: never a shared node."""
    yield from _agent_triples(agent, nodes, KG.UnnamedAgent, KG.Agent)
    subject = nodes.of(agent.id)
    yield subject, KG.description, plain(agent.description)
    for member in agent.members:
        yield subject, KG.member, nodes.of(member)
    if agent.affiliation is not None:
        yield subject, KG.affiliation, nodes.of(agent.affiliation)
    if agent.inferred_from is not None:
        yield subject, KG.inferredFrom, nodes.mention(agent.inferred_from)


def anonymous_source_triples(source: AnonymousSource, nodes: Nodes) -> Iterator[Triple]:
    """An unnamed agent who informs."""
    subject = nodes.of(source.id)
    yield subject, RDF_TYPE, KG.AnonymousSource
    yield from unnamed_agent_triples(source, nodes)
    yield subject, KG.sourceKind, value_iri(KG.SourceKind, source.source_kind)


def document_triples(document: Document, nodes: Nodes) -> Iterator[Triple]:
    """A text that says something. Not an agent: nobody can meet it."""
    yield from _agent_triples(document, nodes, KG.Document)
    yield nodes.of(document.id), KG.description, plain(document.description)


def membership_triples(post: Membership, nodes: Nodes) -> Iterator[Triple]:
    """A post: who, in which organisation, with which title."""
    subject = nodes.of(post.id)
    yield subject, RDF_TYPE, ORG.Membership
    yield subject, KG.inArticle, nodes.article
    yield subject, ORG.member, nodes.of(post.member)
    if post.organisation is not None:
        yield subject, ORG.organization, nodes.of(post.organisation)
    yield subject, KG.titleAsWritten, plain(post.title)
    if post.qualifier is not None:
        yield subject, KG.qualifier, value_iri(KG.Qualifier, post.qualifier)
    yield subject, KG.mention, nodes.mention(post.mention)


def _agent_triples(agent: Agent, nodes: Nodes, *types: URIRef) -> Iterator[Triple]:
    subject = nodes.of(agent.id)
    for rdf_type in types:
        yield subject, RDF_TYPE, rdf_type
    yield subject, KG.inArticle, nodes.article
    for mention in agent.mentions:
        yield subject, KG.mention, nodes.mention(mention)
