"""Which field of a record is which part of an article: ``--map text=body,title=headline``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from kgexport.readers.metadata import Metadata

TEXT = "text"
PARTS = (TEXT, *Metadata.__struct_fields__)


@dataclass(frozen=True)
class FieldMapping:
    """Where the parts of an article are in a record. A part that is not mapped has its own name.

    A source is the name of a field, or a path with dots into nested objects; a text may be put together from several
    (``lead+body``), with a blank line between.
    """

    sources: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (part, its sources)

    @classmethod
    def parse(cls, pairs: Iterable[str]) -> Self:
        """From ``part=source`` pairs, several of them in one string with commas. Raises ValueError for one that is none."""
        found: dict[str, tuple[str, ...]] = {}
        for pair in (pair for each in pairs for pair in each.split(",") if pair.strip()):
            part, equals, source = (piece.strip() for piece in pair.partition("="))
            if not equals or not source:
                raise ValueError(f"PART=FIELD expected, not {pair.strip()!r}")
            if part not in PARTS:
                raise ValueError(f"no part of an article: {part!r}; there are {', '.join(PARTS)}")
            if part in found:
                raise ValueError(f"{part!r} is given twice")
            names = tuple(name.strip() for name in source.split("+")) if part == TEXT else (source,)
            if not all(names):
                raise ValueError(f"PART=FIELD expected, not {pair.strip()!r}")
            found[part] = names
        return cls(tuple(found.items()))

    def __bool__(self) -> bool:
        return bool(self.sources)

    def source_names(self, part: str) -> tuple[str, ...]:
        """The fields that hold a part."""
        return dict(self.sources).get(part, (part,))

    def applied(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """The record with the mapped parts under their own names. Raises ValueError for a text that is not of strings."""
        if not self.sources:
            return dict(record)
        # A field that is mapped is not read under its own name as well.
        taken = {name.lower() for _, names in self.sources for name in names}
        mapped = {name: value for name, value in record.items() if str(name).lower() not in taken}
        for part, names in self.sources:
            values = [value for name in names if (value := _value(record, name)) not in (None, "")]
            if len(names) == 1:
                mapped[part] = values[0] if values else None
            elif all(isinstance(value, str) for value in values):
                mapped[part] = "\n\n".join(values) or None
            else:
                raise ValueError(f"not an article: {' and '.join(names)} are not all strings")
        return mapped


def _value(record: Mapping[str, Any], name: str) -> Any:
    if name in record:
        return record[name]
    value: Any = record
    for step in name.split("."):
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list | tuple) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value
