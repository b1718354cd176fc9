"""Coreference: which mentions of one article are the same agent or place."""

from collections.abc import Iterator
from unicodedata import normalize

from kgexport.extraction.draft import Claim, Draft, NameSpan
from kgexport.extraction.parse import ParsedArticle
from kgexport.model import Organisation, Person, Place, ReferringKind, SurfaceType


class CoreferenceExtractor:
    """Gathers names, nominals and pronouns into agents and places."""

    def extract(self, parsed: ParsedArticle, draft: Draft) -> Iterator[Claim]:
        """The agents and places of the article."""
        groups: dict[tuple[SurfaceType, str], list[NameSpan]] = {}
        for span in draft.names:
            groups.setdefault((span.surface, span.text), []).append(span)
        for (surface, text), spans in groups.items():
            mentions = tuple(parsed.mention(s.begin, s.end, ReferringKind.NAME, surface) for s in spans)
            name, begin = normalize("NFC", text), spans[0].begin
            if surface is SurfaceType.PERSON:
                yield Person(id=f"person-{begin}", name=name, mentions=mentions)
            elif surface is SurfaceType.ORG:
                yield Organisation(id=f"org-{begin}", name=name, mentions=mentions)
            else:
                yield Place(id=f"place-{begin}", name=name, mentions=mentions)
