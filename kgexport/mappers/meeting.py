"""Meetings with their participations, their status assertions and what follows from them."""

from collections.abc import Iterator

from rdflib.term import Literal, URIRef

from kgexport.mappers.nodes import Nodes, Triple, plain, word
from kgexport.model import Meeting, Participation, StatusAssertion, current_status
from kgexport.vocab import KG, RDF_TYPE, RDFS, value_iri


def meeting_triples(meeting: Meeting, nodes: Nodes) -> Iterator[Triple]:
    """One node for the meeting's whole life; the current status and the event codes are derived here, by
    the rules of ``model.status`` and ``model.event_codes``.
    """
    subject = nodes.of(meeting.id)
    yield subject, RDF_TYPE, KG.Meeting
    yield subject, RDFS.label, plain(meeting.label)
    yield subject, KG.inArticle, nodes.article
    yield subject, KG.meetingKind, value_iri(KG.MeetingKind, meeting.meeting_kind)
    yield subject, KG.mode, value_iri(KG.Mode, meeting.mode)
    for mention in meeting.mentions:
        yield subject, KG.mention, nodes.mention(mention)
    if meeting.topic is not None:
        yield subject, KG.topic, nodes.mention(meeting.topic)
    if meeting.outcome is not None:
        yield subject, KG.outcome, nodes.mention(meeting.outcome)
    if meeting.ordinal is not None:
        yield subject, KG.ordinal, Literal(meeting.ordinal)
    if meeting.prepares is not None:
        yield subject, KG.prepares, nodes.of(meeting.prepares)
    codes = nodes.coder.codes_of(meeting)
    for code in codes.cameo:
        yield subject, KG.cameoCode, word(code)
    if codes.plover is not None:
        yield subject, KG.ploverCode, word(codes.plover)
    for participation in meeting.participations:
        yield subject, KG.hasParticipant, nodes.of(participation.agent)
        yield subject, KG.participation, nodes.of(participation.id)
        yield from participation_triples(participation, subject, nodes)
    for assertion in meeting.assertions:
        yield subject, KG.statusAssertion, nodes.of(assertion.id)
        yield from status_assertion_triples(assertion, subject, nodes)
    yield from _current_status_triples(meeting, subject, nodes)


def participation_triples(participation: Participation, meeting: URIRef, nodes: Nodes) -> Iterator[Triple]:
    """An agent's part in the meeting, on somebody's word."""
    subject = nodes.of(participation.id)
    yield subject, RDF_TYPE, KG.Participation
    yield subject, KG.inArticle, nodes.article
    yield subject, KG.meeting, meeting
    yield subject, KG.participant, nodes.of(participation.agent)
    yield subject, KG.role, value_iri(KG.Role, participation.role)
    if participation.principal is not None:
        yield subject, KG.principal, nodes.of(participation.principal)
    yield subject, KG.evidence, nodes.mention(participation.evidence)
    yield subject, KG.assertedBy, nodes.source(participation.asserted_by)


def status_assertion_triples(assertion: StatusAssertion, meeting: URIRef, nodes: Nodes) -> Iterator[Triple]:
    """What one mention says about the meeting's status, time and place, on somebody's word."""
    subject = nodes.of(assertion.id)
    yield subject, RDF_TYPE, KG.StatusAssertion
    yield subject, KG.inArticle, nodes.article
    yield subject, KG.meeting, meeting
    yield subject, KG.assertedStatus, value_iri(KG.Status, assertion.status)
    yield subject, KG.certainty, value_iri(KG.Certainty, assertion.certainty)
    yield subject, KG.polarity, value_iri(KG.Polarity, assertion.polarity)
    yield subject, KG.assertedBy, nodes.source(assertion.asserted_by)
    if assertion.as_of is not None:
        yield subject, KG.asOf, Literal(assertion.as_of)
    if assertion.superseded:
        yield subject, KG.superseded, Literal(True)
    yield subject, KG.evidence, nodes.mention(assertion.evidence)
    if assertion.time is not None:
        yield subject, KG.assertedTime, nodes.of(assertion.time)
    if assertion.place is not None:
        yield subject, KG.assertedPlace, nodes.of(assertion.place)


def _current_status_triples(meeting: Meeting, subject: URIRef, nodes: Nodes) -> Iterator[Triple]:
    current = current_status(meeting.assertions)
    yield subject, KG.currentStatus, value_iri(KG.Status, current.status)
    yield subject, KG.statusCertainty, value_iri(KG.Certainty, current.certainty)
    if current.assertion is not None:
        yield subject, KG.statusFrom, nodes.of(current.assertion.id)
    if current.time is not None:
        yield subject, KG.currentTime, nodes.of(current.time)
    if current.place is not None:
        yield subject, KG.currentPlace, nodes.of(current.place)
