"""Checks graphs against SHACL shapes. pySHACL is the reference; the optional ``shacl`` package is a fast first look.

Not conforming is a result, not an exception: ``validate`` gives a ``Report``.
"""

from kgexport.validation.report import FORMATS, Report, Result, Severity
from kgexport.validation.shapes import Shapes, load_shapes
from kgexport.validation.validator import ENGINES, validate, validate_dataset

__all__ = [
    "ENGINES",
    "FORMATS",
    "Report",
    "Result",
    "Severity",
    "Shapes",
    "load_shapes",
    "validate",
    "validate_dataset",
]
