"""Temporal expressions."""

import re
from collections.abc import Iterator

from rdflib import XSD
from rdflib.term import Literal

from kgexport.mappers.nodes import Nodes, Triple, plain
from kgexport.model import TimeReference
from kgexport.vocab import KG, RDF_TYPE, value_iri

_END_OF_DAY = ("24:00", "24:00:00")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?", re.ASCII)


def time_triples(time: TimeReference, nodes: Nodes) -> Iterator[Triple]:
    """An expression with its value and the days it can mean. Raises ValueError for a clock time that does not exist."""
    subject = nodes.of(time.id)
    yield subject, RDF_TYPE, KG.TimeReference
    yield subject, KG.inArticle, nodes.article
    yield subject, KG.timexType, value_iri(KG.TimexType, time.timex_type)
    yield subject, KG.timexValue, plain(time.value)
    yield subject, KG.granularity, value_iri(KG.Granularity, time.granularity)
    if time.earliest is not None:
        yield subject, KG.earliest, Literal(time.earliest)
    if time.latest is not None:
        yield subject, KG.latest, Literal(time.latest)
    if time.clock is not None:
        yield subject, KG.clockTime, _clock(time)
    yield subject, KG.fuzzy, Literal(time.fuzzy)
    if time.anchor is not None:
        yield subject, KG.anchor, value_iri(KG.Anchor, time.anchor)
    if time.anchor_time is not None:
        yield subject, KG.anchorTime, nodes.of(time.anchor_time)
    yield subject, KG.mention, nodes.mention(time.mention)


def _clock(time: TimeReference) -> Literal:
    # The end of a day (T24:00) is the start of the next; XML Schema has one form for both. timexValue keeps which it was.
    clock = "00:00" if time.clock in _END_OF_DAY else time.clock or ""
    match = _CLOCK.fullmatch(clock)
    if match is None:
        raise ValueError(f"{time.id}: not a time of day: {time.clock!r}")
    return Literal(match.group() if match.group(2) else f"{match.group()}:00", datatype=XSD.time)
