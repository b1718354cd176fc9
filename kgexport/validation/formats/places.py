"""Where in the checked files a node is described: the line of its subject, as far as lines tell."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

_BASE = re.compile(r"^\s*(?:@base|BASE)\s+<([^<>\s]*)>", re.IGNORECASE)
_PREFIX = re.compile(r"^\s*(?:@prefix|PREFIX)\s+([^\s:]*):\s*<([^<>\s]*)>", re.IGNORECASE)
_SUBJECT = re.compile(r"\s*(?:<([^<>\s]*)>|([^\s:<>\"#@]*):([^\s;,.()\[\]{}]*))(?=\s|$)")
_LINES = {".ttl", ".trig", ".nt", ".nq", ".n3"}
_LONG_STRING = re.compile(r'"""|\'\'\'')


@dataclass(frozen=True, slots=True)
class Place:
    """A file and, where known, a 1-based line in it."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


def whole_file(sources: Sequence[str | Path]) -> Place | None:
    """Where to point for what has no line: the first file, if it is one."""
    return next((Place(str(source)) for source in sources if str(source) != "-"), None)


def places(sources: Iterable[str | Path]) -> dict[str, Place]:
    """IRI of a subject -> where it first begins a statement. Formats without lines, and unreadable files, give nothing.

    This reads lines, not Turtle: a subject is looked for where the line before has ended a statement.
    """
    found: dict[str, Place] = {}
    for source in sources:
        path = Path(source)
        if path.suffix in _LINES and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            for iri, line in _subjects(text):
                found.setdefault(iri, Place(str(source), line))
    return found


def _subjects(text: str) -> Iterable[tuple[str, int]]:
    prefixes: dict[str, str] = {}
    base = ""
    fresh, in_string = True, False
    for number, line in enumerate(text.split("\n"), start=1):
        stripped = line.strip()
        if not in_string and (not stripped or stripped.startswith("#")):
            continue
        if not in_string and (declared := _PREFIX.match(line)):
            prefixes[declared[1]] = _resolved(base, declared[2])
            fresh = True  # SPARQL's way of declaring ends without a dot
            continue
        if not in_string and (moved := _BASE.match(line)):
            base = _resolved(base, moved[1])
            fresh = True
            continue
        if fresh and (match := _SUBJECT.match(line)) and not line[match.end() :].lstrip().startswith("{"):
            if match[1] is not None:
                yield _resolved(base, match[1]), number
            elif match[2] in prefixes:
                yield prefixes[match[2]] + match[3].replace("\\", ""), number
        in_string ^= len(_LONG_STRING.findall(line)) % 2 == 1
        fresh = not in_string and stripped[-1:] in {".", "{", "}"}


def _resolved(base: str, iri: str) -> str:
    if iri.startswith("#"):  # of which urljoin drops what is empty
        return base.partition("#")[0] + iri
    try:
        return urljoin(base, iri)
    except ValueError:  # "https://[x"
        return iri
