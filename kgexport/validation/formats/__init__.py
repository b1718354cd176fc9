"""A report in the formats that people and CI read: one module a format, ``write(report, source) -> str``."""
