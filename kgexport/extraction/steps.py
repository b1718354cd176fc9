"""The steps and their order. Adding an extractor is adding a line."""

from kgexport.extraction.coreference import CoreferenceExtractor, QuotedPronounExtractor
from kgexport.extraction.draft import Extractor
from kgexport.extraction.meetings import MeetingExtractor
from kgexport.extraction.names import NameExtractor
from kgexport.extraction.posts import PostExtractor
from kgexport.extraction.quotations import QuotationExtractor
from kgexport.extraction.statements import StatementExtractor
from kgexport.extraction.times import TimeExtractor


def default_steps() -> list[Extractor]:
    """New instances of all steps, in the order they run: each reads what those above it found."""
    return [
        TimeExtractor(),
        NameExtractor(),
        QuotationExtractor(),
        CoreferenceExtractor(),
        PostExtractor(),
        StatementExtractor(),
        QuotedPronounExtractor(),
        MeetingExtractor(),
    ]
