"""Meetings: encounters between agents, one node for the whole life of each."""

from kgexport.extraction.meetings.extractor import MeetingExtractor

__all__ = ["MeetingExtractor"]
