"""The authorities of one run: the user's own first, then the starter that ships."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from msgspec.structs import replace

from kgexport.linking.authority import Authority, open_authority
from kgexport.linking.linker import link
from kgexport.linking.sources import starter as starter_authority
from kgexport.model import AnnotatedArticle


@dataclass(frozen=True)
class Authorities:
    """What articles are linked to. The first authority that decides wins."""

    given: Sequence[Authority] = ()
    with_starter: bool = False

    @cached_property
    def starter(self) -> Authority | None:
        """The one that ships, made when the first article is linked: who only starts others' work needs none."""
        return starter_authority() if self.with_starter else None

    @classmethod
    def of_files(cls, files: Iterable[Path], *, starter: bool = True) -> "Authorities":
        """The authorities of these files, in this order. Raises ReadError for one that is missing, broken or none."""
        return cls(tuple(map(open_authority, files)), starter)

    def link(self, annotated: AnnotatedArticle) -> AnnotatedArticle:
        """The article with links to all of them."""
        return _linked(annotated, (*self.given, self.starter) if self.starter else self.given)

    def link_given(self, annotated: AnnotatedArticle) -> AnnotatedArticle:
        """The article with links to what the user gave only: for annotations that were made earlier.

        They went through the starter then; a link that somebody has taken out since must not come back.
        """
        return _linked(annotated, self.given)


def _linked(annotated: AnnotatedArticle, authorities: Sequence[Authority]) -> AnnotatedArticle:
    if not authorities:
        return annotated
    found = link(annotated, authorities)
    extraction = found.extraction
    if extraction is None:
        return found
    # Links depend on what the authorities hold: the configuration does, too.
    parts = [extraction.configuration_sha256 or "", *(authority.sha256 for authority in authorities)]
    digest = hashlib.sha256(" ".join(parts).encode()).hexdigest()
    return replace(found, extraction=replace(extraction, configuration_sha256=digest))
