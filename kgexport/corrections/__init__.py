"""Annotated articles out to tools in which people correct them, and corrected ones back."""

from kgexport.corrections.from_brat import corrected
from kgexport.corrections.standoff import Standoff
from kgexport.corrections.to_brat import standoff_of
from kgexport.corrections.web_annotation import web_annotations_of

__all__ = ["Standoff", "corrected", "standoff_of", "web_annotations_of"]
