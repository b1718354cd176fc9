"""Coreference: which mentions of one article are the same agent or place.

``names`` gathers names, ``titles`` reads what people are, ``metonyms`` tells governments from places, and ``resolver`` reads
the article once from left to right and finds whom noun phrases (``nominals``, ``groups``) and pronouns (``pronouns``) mean.
"""

from kgexport.extraction.coreference.extractor import CoreferenceExtractor
from kgexport.extraction.coreference.quoted import QuotedPronounExtractor

__all__ = ["CoreferenceExtractor", "QuotedPronounExtractor"]
