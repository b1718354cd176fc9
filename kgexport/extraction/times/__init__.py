"""Times: temporal expressions with their TIMEX3 value and the days they can mean.

``find_times`` works on plain text; ``TimeExtractor`` is the step that also reads the parse.
"""

from collections.abc import Iterator

from kgexport.extraction.draft import Draft
from kgexport.extraction.parse import ParsedArticle
from kgexport.extraction.times.find import find_times
from kgexport.extraction.times.reading import Tense
from kgexport.extraction.times.tense import tense_of
from kgexport.model import TimeReference

__all__ = ["TimeExtractor", "find_times"]


class TimeExtractor:
    """Finds temporal expressions and reads them against the day of publication."""

    def extract(self, parsed: ParsedArticle, draft: Draft) -> Iterator[TimeReference]:
        """The temporal expressions of the article, in reading order, without overlaps."""

        def tense_at(offset: int) -> Tense | None:
            return tense_of(parsed.token_at(offset))

        def accept(begin: int, end: int) -> bool:
            token = parsed.token_at(begin)
            return token.tag_ != "MD"  # "May" the verb

        yield from find_times(
            parsed.text,
            parsed.article.published_date,
            stretches=[(paragraph.begin, paragraph.end) for paragraph in parsed.paragraphs],
            tense_at=tense_at,
            accept=accept,
        )
