"""Names: which words of the text name a person, an organisation or a place.

The model's spans are only candidates. Everything is decided once for the whole document: candidates are cut free of what is
no name (titles, articles, endings, neighbours in headlines), gathered into names, each name is given one type by the weight
of all its occurrences, and then every occurrence is found again in the text.
"""

from collections.abc import Iterator

from kgexport.extraction.draft import Draft, NameSpan
from kgexport.extraction.names.candidates import candidates
from kgexport.extraction.names.decide import decide
from kgexport.extraction.names.occurrences import name_spans
from kgexport.extraction.names.words import Words
from kgexport.extraction.parse import ParsedArticle

__all__ = ["NameExtractor"]


class NameExtractor:
    """Finds names."""

    def extract(self, parsed: ParsedArticle, draft: Draft) -> Iterator[NameSpan]:
        """The names of the article, in reading order, without overlaps."""
        words = Words(parsed)
        found = candidates(words)
        yield from name_spans(parsed, words, decide(words, found), found)
