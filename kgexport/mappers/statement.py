"""Statements. What was said hangs on the node as mentions; it is never asserted."""

from collections.abc import Iterator

from kgexport.mappers.nodes import Nodes, Triple, word
from kgexport.model import Form, Statement
from kgexport.vocab import KG, PROV, RDF_TYPE, SDO, value_iri


def statement_triples(statement: Statement, nodes: Nodes) -> Iterator[Triple]:
    """Who said what to whom, in which words, and on whose word it rests."""
    subject = nodes.of(statement.id)
    yield subject, RDF_TYPE, KG.Statement
    yield subject, RDF_TYPE, PROV.Entity
    if statement.form is Form.DIRECT:
        yield subject, RDF_TYPE, SDO.Quotation
    yield subject, KG.inArticle, nodes.article
    yield subject, KG.speaker, nodes.of(statement.speaker)
    if statement.speaker_mention is not None:
        yield subject, KG.speakerMention, nodes.mention(statement.speaker_mention)
    for addressee in statement.addressees:
        yield subject, KG.addressee, nodes.of(addressee)
    if statement.cue is not None:
        yield subject, KG.cue, nodes.mention(statement.cue)
    if statement.cue_lemma is not None:
        yield subject, KG.cueLemma, word(statement.cue_lemma)
    yield subject, KG.form, value_iri(KG.Form, statement.form)
    yield subject, KG.act, value_iri(KG.Act, statement.act)
    yield subject, KG.polarity, value_iri(KG.Polarity, statement.polarity)
    yield subject, KG.certainty, value_iri(KG.Certainty, statement.certainty)
    if statement.hedge is not None:
        yield subject, KG.hedge, nodes.mention(statement.hedge)
    for part in statement.content:
        yield subject, KG.content, nodes.mention(part)
    for thing in statement.about:
        yield subject, KG.about, nodes.of(thing)
    if statement.stated_at is not None:
        yield subject, KG.statedAt, nodes.of(statement.stated_at)
    if statement.stated_in is not None:
        yield subject, KG.statedIn, nodes.of(statement.stated_in)
    if statement.venue is not None:
        yield subject, KG.venue, nodes.mention(statement.venue)
    for source in statement.based_on:
        yield subject, KG.basedOn, nodes.of(source)
    for source in statement.presumably_based_on:
        yield subject, KG.presumablyBasedOn, nodes.of(source)
    if statement.rule is not None:
        yield subject, KG.extractionRule, word(statement.rule)
