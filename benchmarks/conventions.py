"""What a data set counts as the name of a place, where data sets differ: ``python -m benchmarks.conventions FILE.jsonl…``.

Our graph says of "British soldiers" that the country is mentioned, and of "Houston, Texas" that there are two places. Most data
sets mark no adjectives and take town and state for one name. Where one does otherwise, and does so throughout, what is measured
follows it: by the document's ``source``, never by what its gold says of the document. Run as a command, it counts what the gold
of files does: adjectives of countries that stand outside other names, and states behind a town.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgexport.gazetteer import country_of, country_of_adjective, place_kind, region_of_abbreviation
from kgexport.model import PlaceKind

_WORD = re.compile(r"\w+(?:\.\w\.)*")
_CONTINENTS = frozenset({"North", "South", "Latin", "African"})  # "North American" is of no country
_STATE = re.compile(r"[A-Z][a-z]+(, )((?:[A-Z][\w.]*)(?: [A-Z][\w.]*)?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """What counts as the name of a place."""

    adjectives: bool = False  # those of countries: "British soldiers"
    states_apart: bool = False  # "Houston, Texas" is two names


COMMON = Convention()
CONVENTIONS: Mapping[str, Convention] = {
    # By how the source begins. The counts are of the development files; the other files have no line because they mark none
    # (GUM, MSNBC), mark them as something else (Worldwide Newswire), or are not of one mind (News-Fair: 4 of 7).
    "MEANTIME": Convention(adjectives=True),  # 7 of 7 adjectives marked; the one state is joined to its town
    "N3 Reuters": Convention(states_apart=True),  # no adjective of 23 marked; 4 of 4 states stand apart
    "WikiEvents": Convention(adjectives=True, states_apart=True),  # 26 of 26 marked; 3 of 3 states stand apart
}


def convention_of(document: Mapping[str, Any]) -> Convention:
    """The convention of the document's data set."""
    source = document.get("source") or ""
    return next((each for start, each in CONVENTIONS.items() if source.startswith(start)), COMMON)


def is_demonym(text: str) -> bool:
    """True for an adjective or a people that is not spelt like its country: "Russian", but not "U.S."."""
    return country_of(text) is None and country_of_adjective(text) is not None


def is_state(name: str) -> bool:
    """True for what stands behind a town: "Texas", "Calif."."""
    if region_of_abbreviation(name):
        return True
    return place_kind(name) is PlaceKind.REGION or name in ("New York", "Washington", "Georgia")


def counts(document: Mapping[str, Any]) -> Counter[str]:
    """How the gold of a document marks adjectives of countries, and towns with their states."""
    return Counter((*_adjectives(document), *_states(document)))


def _adjectives(document: Mapping[str, Any]) -> Iterator[str]:
    text, marked = document["text"], _marked(document)
    before = ""
    for found in _WORD.finditer(text):
        word, span = found[0], found.span()
        after_continent, before = before in _CONTINENTS, word
        if not word[0].isupper() or not is_demonym(word) or after_continent or not _is_annotated(document, *span):
            continue
        around = [each for each in marked if each[0] <= span[0] and span[1] <= each[1]]
        kinds = {kind for begin, end, kind in around if (begin, end) == span}
        if kinds or not around:
            yield f"adjective: {min(kinds) if kinds else 'not marked'}"


def _states(document: Mapping[str, Any]) -> Iterator[str]:
    text, marked = document["text"], [each for each in _marked(document) if each[2] == "PLACE"]
    for found in _STATE.finditer(text):
        names = (found[2], found[2].split(" ")[0], found[2].rstrip("."))
        state = next(filter(is_state, names), None)
        comma, behind = found.span(1)
        if state is None or not _is_annotated(document, comma, behind):
            continue
        if any(begin < comma and end > behind for begin, end, _ in marked):
            yield "town, state: one name"
        elif any(end == comma for _, end, _ in marked) and any(begin == behind for begin, _, _ in marked):
            yield "town, state: two names"


def _marked(document: Mapping[str, Any]) -> list[tuple[int, int, str]]:
    """The names of the gold, without an article before them."""
    text = document["text"]
    spans = ((m["start"], m["end"], m["type"]) for m in document["mentions"] if m["kind"] == "name")
    return [(start + 4 * (text[start : start + 4].lower() == "the "), end, kind) for start, end, kind in spans]


def _is_annotated(document: Mapping[str, Any], start: int, end: int) -> bool:
    scope = document.get("scope")
    return not scope or any(start < last and end > first for first, last in scope)


def main(arguments: list[str]) -> int:
    """Prints a line for each file and way of marking; 2 for a wrong call."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    for path in map(Path, arguments):
        found: Counter[str] = Counter()
        for line in path.read_text(encoding="utf-8").splitlines():
            found += counts(json.loads(line))
        for marking, count in sorted(found.items()):
            print(f"{path.name}: {marking}: {count}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
