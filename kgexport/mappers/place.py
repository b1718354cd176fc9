"""Places."""

from collections.abc import Iterator

from kgexport.mappers.nodes import Nodes, Triple, plain, word
from kgexport.model import Place
from kgexport.vocab import KG, RDF_TYPE, SDO, value_iri


def place_triples(place: Place, nodes: Nodes) -> Iterator[Triple]:
    """A place with its name and what it lies in."""
    subject = nodes.of(place.id)
    yield subject, RDF_TYPE, KG.Place
    yield subject, KG.inArticle, nodes.article
    yield subject, SDO.name, plain(place.name)
    if place.place_kind is not None:
        yield subject, KG.placeKind, value_iri(KG.PlaceKind, place.place_kind)
    if place.country is not None:
        yield subject, KG.country, word(place.country)
    if place.within is not None:
        yield subject, KG.within, nodes.of(place.within)
    for mention in place.mentions:
        yield subject, KG.mention, nodes.mention(mention)
