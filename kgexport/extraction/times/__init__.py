"""Times: temporal expressions with their TIMEX3 value and the days they can mean.

``find_times`` works on plain text; ``TimeExtractor`` is the step that also reads the parse.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from kgexport.extraction.draft import Draft
from kgexport.extraction.parse import ParsedArticle
from kgexport.extraction.times.find import find_times, located, read
from kgexport.extraction.times.reading import Tense
from kgexport.extraction.times.spoken import spoken_on
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

        text, published = parsed.text, parsed.article.published_date
        words, found = located(text, [(each.begin, each.end) for each in parsed.paragraphs], accept)
        times = read(text, words, found, published, tense_at=tense_at)
        spoken = list(spoken_on(parsed, times))
        if spoken:
            begins = [begin for begin, _, _, _ in spoken]

            def spoken_at(offset: int) -> tuple[date, int] | None:
                index = bisect_right(begins, offset) - 1
                if index < 0 or offset >= spoken[index][1]:
                    return None
                return spoken[index][2], spoken[index][3]

            times = read(text, words, found, published, tense_at=tense_at, reference_at=spoken_at)
        yield from times
