"""The graph that merge writes: encounters of several articles, why they were joined, and namesakes.

What it says of other graphs' nodes it says with properties of its own, so that a query for meetings counts none twice, the
graph conforms by itself, and dropping it leaves the articles' graphs as they were.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeAlias

from rdflib import RDFS
from rdflib.term import Literal, URIRef

from kgexport.merge.meetings import Encounter
from kgexport.merge.views import MeetingView, Said
from kgexport.model import CurrentStatus, MeetingKind, Mention, StatusAssertion, current_status
from kgexport.vocab import KG, RDF_TYPE, value_iri

Triple: TypeAlias = tuple[URIRef, URIRef, URIRef | Literal]

# Of words for one encounter the one that says most.
_TELLING = ("summit", "conference", "call", "visit", "talks", "meeting")


def encounter_triples(encounter: Encounter, base: str) -> Iterator[Triple]:
    """One node for what several articles tell of, with their assertions, their participants and where it stands."""
    subject = merged_iri(encounter, base)
    history = {said.node: said for _, said in history_of(encounter)}
    current = status_of(encounter)
    yield subject, RDF_TYPE, KG.MergedMeeting
    yield subject, RDFS.label, Literal(_label(encounter))
    yield subject, KG.meetingKind, value_iri(KG.MeetingKind, _kind(encounter))
    yield subject, KG.currentStatus, value_iri(KG.Status, current.status)
    yield subject, KG.statusCertainty, value_iri(KG.Certainty, current.certainty)
    if current.assertion is not None:
        yield subject, KG.lastWord, URIRef(current.assertion.id)
    if current.time is not None:
        yield subject, KG.mergedTime, URIRef(current.time)
    if current.place is not None:
        yield subject, KG.mergedPlace, URIRef(current.place)
    for meeting in encounter.meetings:
        yield subject, KG.mergedFrom, URIRef(meeting.node)
        for party in meeting.parties:
            yield subject, KG.mergedParticipant, URIRef(party.node)
    for node in history:
        yield subject, KG.history, URIRef(node)
    for number, join in enumerate(encounter.joins, start=1):
        node = URIRef(f"{subject}-join-{number}")
        yield subject, KG.join, node
        yield node, RDF_TYPE, KG.Join
        yield node, KG.joins, URIRef(join.first.node)
        yield node, KG.joins, URIRef(join.second.node)
        yield node, KG.reason, Literal(join.reason)


def namesake_triples(pairs: Iterable[tuple[str, str]]) -> Iterator[Triple]:
    """Proposals to look at."""
    for one, other in pairs:
        yield URIRef(one), KG.sameNameAs, URIRef(other)


def merged_iri(encounter: Encounter, base: str) -> URIRef:
    """``{base}merge/{article}#{meeting}``: named after the meeting of the first article, so that more coverage keeps the name."""
    first = encounter.meetings[0]
    article, _, local = first.node.partition("#")
    return URIRef(f"{base}merge/{article.rpartition('/')[2]}#{local}")


def history_of(encounter: Encounter) -> list[tuple[MeetingView, Said]]:
    """Every article's assertions: by the day they are of, else that of publication; then by publication and position."""
    told = [(meeting, said) for meeting in encounter.meetings for said in meeting.said]
    return sorted(told, key=lambda pair: (_as_of(*pair), pair[0].order, pair[1].begin, pair[1].node))


def status_of(encounter: Encounter) -> CurrentStatus:
    """The status by the rule of ``model.status`` over the whole history."""
    assertions = []
    for rank, (meeting, said) in enumerate(history_of(encounter)):
        evidence = Mention(
            begin=rank, end=rank + 1, text="·"
        )  # the rank stands for a position: there are several texts
        assertions.append(
            StatusAssertion(
                id=said.node,
                status=said.status,
                certainty=said.certainty,
                polarity=said.polarity,
                evidence=evidence,
                as_of=_as_of(meeting, said),
                time=said.time,
                place=said.place,
                superseded=said.superseded,
            )
        )
    return current_status(assertions)


def _as_of(meeting: MeetingView, said: Said) -> date:
    # Without any day: before all others, for nobody can say that it is news.
    return said.as_of or meeting.published or date.min


def _label(encounter: Encounter) -> str:
    counted = Counter(meeting.label for meeting in encounter.meetings)
    most = max(counted.values())
    return next(meeting.label for meeting in encounter.meetings if counted[meeting.label] == most)


def _kind(encounter: Encounter) -> MeetingKind:
    kinds = Counter(meeting.kind for meeting in encounter.meetings if meeting.kind in set(MeetingKind))
    most = max(kinds.values(), default=0)
    return MeetingKind(min((kind for kind in kinds if kinds[kind] == most), key=_TELLING.index, default="meeting"))
