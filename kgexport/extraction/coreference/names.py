"""Names to entities: which names of an article name the same person, organisation or place.

Everything is looked up by keys, so that the cost is linear in the number of names.
"""

from collections.abc import Iterable

from kgexport.extraction.coreference.bodies import Bodies
from kgexport.extraction.coreference.entity import Entity
from kgexport.extraction.coreference.people import People
from kgexport.extraction.coreference.places import Places
from kgexport.extraction.draft import NameSpan
from kgexport.extraction.parse import ParsedArticle
from kgexport.model import SurfaceType


def entities_of(parsed: ParsedArticle, spans: Iterable[NameSpan]) -> list[Entity]:
    """The named entities of an article, by first mention."""
    ordered = sorted(spans, key=lambda span: (span.begin, -span.end))
    people = People(parsed)
    bodies = Bodies(parsed)
    places = Places(parsed)
    by_surface: dict[SurfaceType, list[NameSpan]] = {surface: [] for surface in SurfaceType}
    for span in ordered:
        by_surface[span.surface].append(span)
    found = [
        *people.entities(by_surface[SurfaceType.PERSON]),
        *bodies.entities(by_surface[SurfaceType.ORG]),
        *places.entities(by_surface[SurfaceType.PLACE]),
    ]
    return sorted(found, key=lambda entity: (entity.begin, entity.sort))
