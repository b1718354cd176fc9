"""What gathering names of one sort into entities has in common."""

from unicodedata import normalize

from kgexport.extraction.coreference.entity import Entity, Sort
from kgexport.extraction.draft import NameSpan
from kgexport.extraction.parse import ParsedArticle
from kgexport.model import Mention, ReferringKind


class Gathering:
    """Entities of one sort, and where they were mentioned last."""

    def __init__(self, parsed: ParsedArticle) -> None:
        self.parsed = parsed
        self.found: list[Entity] = []
        self.seen: dict[int, int] = {}  # id of an entity -> where it was mentioned last

    def mention(self, span: NameSpan) -> Mention:
        return self.parsed.mention(span.begin, span.end, ReferringKind.NAME, span.surface)

    def new(self, sort: Sort, name: str) -> Entity:
        entity = Entity(sort=sort, name=normalize("NFC", name))
        self.found.append(entity)
        return entity
