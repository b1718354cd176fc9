"""The steps and their order. Adding an extractor is adding a line."""

from kgexport.extraction.coreference import CoreferenceExtractor, QuotedPronounExtractor
from kgexport.extraction.draft import Extractor
from kgexport.extraction.meetings import MeetingExtractor
from kgexport.extraction.names import NameExtractor
from kgexport.extraction.posts import PostExtractor
from kgexport.extraction.quotations import QuotationExtractor
from kgexport.extraction.statements import StatementExtractor
from kgexport.extraction.statements.lexicon import CueLexicon, default_cues
from kgexport.extraction.times import TimeExtractor


def default_steps(cues: CueLexicon | None = None) -> list[Extractor]:
    """New instances of all steps, in the order they run: each reads what those above it found.

    ``cues`` are the words that report speech; None for those that ship.
    """
    return [
        TimeExtractor(),
        NameExtractor(),
        QuotationExtractor(),
        CoreferenceExtractor(),
        PostExtractor(),
        StatementExtractor(cues or default_cues()),
        QuotedPronounExtractor(),
        MeetingExtractor(),
    ]
