"""Names: which words of the text name a person, an organisation or a place."""

from collections.abc import Iterator

from kgexport.extraction.draft import Draft, NameSpan
from kgexport.extraction.parse import ParsedArticle
from kgexport.model import SurfaceType

_SURFACE = {
    "PERSON": SurfaceType.PERSON,
    "ORG": SurfaceType.ORG,
    "GPE": SurfaceType.PLACE,
    "LOC": SurfaceType.PLACE,
    "FAC": SurfaceType.PLACE,
}


class NameExtractor:
    """Finds names."""

    def extract(self, parsed: ParsedArticle, draft: Draft) -> Iterator[NameSpan]:
        """The names of the article, in reading order, without overlaps."""
        for span in parsed.doc.ents:
            if span.label_ in _SURFACE:
                yield NameSpan(begin=span.start_char, end=span.end_char, text=span.text, surface=_SURFACE[span.label_])
