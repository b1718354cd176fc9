"""Statements: who said what, to whom, on whose word. A sieve of named rules, most certain first."""

from kgexport.extraction.statements.extractor import StatementExtractor

__all__ = ["StatementExtractor"]
