"""The base of every record: frozen, keyword-only, strict, and the same in Python and in JSON."""

import msgspec


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """An immutable value. Written to JSON without its default values; unknown fields are refused when read."""
