"""Counts the errors with names by class: ``python -m benchmarks.name_errors FILE.jsonl… [--list]``.

Of each type, what gold has and we miss, and what we have and gold does not, split by what stands there on the other side: a name
of another type with the same span, a name that is cut otherwise, or nothing. A name that is cut otherwise is both missed and
false. Spans are compared as the scorer that comes with the data does (strictly); names of a type that is not scored, optional
ones and those inside others are left out as it leaves them out. ``--list`` prints each error with the words around it.
"""

import argparse
import importlib.util
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.predict import article_of, blind
from benchmarks.tasks import entities
from kgexport.extraction import Annotator

TYPES = ("PERSON", "ORG", "PLACE")
CLASSES = ("another type", "cut otherwise", "nothing there")
SIDES = ("missed", "false")
_AROUND = 40  # characters shown on each side

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Name:
    """A name of gold or of ours."""

    span: Span
    kind: str
    scored: bool = True


@dataclass(frozen=True, slots=True)
class Error:
    """A name that only one side has."""

    side: str  # missed, false
    name: Name
    sort: str
    other: Name | None  # what the other side has there


def errors(gold: list[Name], ours: list[Name]) -> Iterator[Error]:
    """The errors of a document: what is missed, then what is false."""
    found = {(each.span, each.kind) for each in ours}
    wanted = {(each.span, each.kind) for each in gold}
    for each in gold:
        if each.scored and (each.span, each.kind) not in found:
            yield _error("missed", each, ours)
    for each in ours:
        if (each.span, each.kind) not in wanted and each.kind in TYPES and not _is_free(each, gold):
            yield _error("false", each, gold)


def _error(side: str, name: Name, others: list[Name]) -> Error:
    there = [each for each in others if each.span[0] < name.span[1] and name.span[0] < each.span[1]]
    same = next((each for each in there if each.span == name.span), None)
    if same is not None:
        return Error(side, name, CLASSES[0], same)
    return Error(side, name, CLASSES[1 if there else 2], there[0] if there else None)


def _is_free(name: Name, gold: list[Name]) -> bool:
    """True where half of it or more is a gold name that is not scored: neither right nor wrong."""
    for each in gold:
        shared = min(name.span[1], each.span[1]) - max(name.span[0], each.span[0])
        if not each.scored and each.kind != "OTHER" and 2 * shared >= max(_length(name), _length(each)):
            return True
    return False


def _length(name: Name) -> int:
    return name.span[1] - name.span[0]


def names_of(document: dict[str, Any], mentions: list[dict[str, Any]], scorer: ModuleType) -> list[Name]:
    """The names among mentions, cut and left out as the scorer does."""
    text = document["text"]
    named = [m for m in mentions if m.get("kind", "name") == "name" and scorer.in_scope(document, m["start"], m["end"])]
    spans: list[Span] = [scorer.name_span(text, each) for each in named]
    return [
        Name(span, each["type"], each["type"] in TYPES and not each.get("optional") and not _is_inside(k, spans, named))
        for k, (span, each) in enumerate(zip(spans, named, strict=True))
    ]


def _is_inside(k: int, spans: list[Span], named: list[dict[str, Any]]) -> bool:
    begin, end = spans[k]
    around = (i for i, span in enumerate(spans) if i != k and span[0] <= begin and end <= span[1])
    return any((spans[i] != spans[k] or i < k) and named[i]["type"] in (*TYPES, "UNKNOWN") for i in around)


def scorer_of(evaluation: Path) -> ModuleType:
    """The scorer that comes with the data."""
    spec = importlib.util.spec_from_file_location("scorer", evaluation / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(evaluation / "score.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


def row(name: str, counted: Counter[tuple[str, str, str]]) -> str:
    """A line of the table: another type / cut otherwise / nothing there, of what is missed and of what is false."""
    cells = (
        " · ".join("/".join(str(counted[kind, side, sort]) for sort in CLASSES) for side in SIDES) for kind in TYPES
    )
    return f"| {name} | " + " | ".join(cells) + " |"


def _shown(document: dict[str, Any], error: Error) -> str:
    text, (begin, end) = document["text"], error.name.span
    around = f"{text[max(0, begin - _AROUND) : begin]}[{text[begin:end]}]{text[end : end + _AROUND]}"
    other = f" ({error.other.kind}: {text[slice(*error.other.span)]})" if error.other else ""
    return f"{error.name.kind} {error.side}, {error.sort}{other}: {' '.join(around.split())}"


def main(arguments: list[str] | None = None) -> int:
    """Prints a table: one line a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--list", action="store_true", help="each error with the words around it, before the table")
    parser.add_argument("--evaluation", type=Path, default=os.environ.get("KGEXPORT_EVALUATION"))
    options = parser.parse_args(arguments)
    if options.evaluation is None:
        print("no scorer: set KGEXPORT_EVALUATION or --evaluation to the folder of the data", file=sys.stderr)
        return 2
    scorer, annotator = scorer_of(Path(options.evaluation)), Annotator()
    rows = []
    for path in options.files:
        counted: Counter[tuple[str, str, str]] = Counter()
        documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        annotated = annotator.annotate(article_of(blind(each)) for each in documents)
        for document, article in zip(documents, annotated, strict=True):
            ours = names_of(document, entities.prediction(article, document)["mentions"], scorer)
            for error in errors(names_of(document, document["mentions"], scorer), ours):
                counted[error.name.kind, error.side, error.sort] += 1
                if options.list:
                    print(_shown(document, error))
        rows.append(row(path.name.removesuffix(".dev.jsonl"), counted))
    print("| file | " + " | ".join(TYPES) + " |", "|---|---|---|---|", *rows, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
