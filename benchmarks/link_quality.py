"""How good the links are where the authority holds the entity.

    python -m benchmarks.link_quality FILE.jsonl… [--starter]

The authority is made at measurement time from the entities that the gold of FILE names (label: the entry's title; aliases: the
title without its brackets, and the names of organisations and places in FILE, as a full authority has them; no surnames), with a
distractor that has all the names of every second entity and is far less known, and is of equal standing for every fortieth.
It is dropped afterwards. Only names of people, organisations and places count. With ``--starter``, the authority is
the one that ships.

Precision: of our links on gold mentions, how many are right, where the gold says what the mention is. Recall: of the gold's
named mentions whose entity the authority holds, how many are linked to it. "of found" leaves out what was not found as a name.
"""

import argparse
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from kgexport.linking import Authority, Entity, EntityType, link, open_authority, starter
from kgexport.linking.build import build
from kgexport.model import AnnotatedArticle

_TYPES = {"PERSON": EntityType.PERSON, "ORG": EntityType.ORGANISATION, "PLACE": EntityType.PLACE}
_BRACKETS = re.compile(r"\s*\([^)]*\)$")


@dataclass
class Score:
    """Counts of mentions."""

    gold: int = 0
    found: int = 0  # of the gold, those that are mentions of ours
    linked: int = 0
    right: int = 0

    def row(self, name: str) -> str:
        """One line of the table."""
        precision, recall, of_found = (
            f"{100 * self.right / whole:5.1f}" if whole else "    –" for whole in (self.linked, self.gold, self.found)
        )
        return f"{name:28} {self.gold:5} {self.found:5} {self.linked:6}  {precision}  {recall}  {of_found}"


HEADER = f"{'file':28} {'held':>5} {'found':>5} {'linked':>6}  {'P':>5}  {'R':>5}  R of found"


def entry_of(mention: dict[str, Any]) -> tuple[str, str] | None:
    """The id and title of what a gold mention is, or None."""
    if mention.get("kind") != "name" or mention["type"] not in _TYPES:
        return None
    address = mention.get("wikipedia") or mention.get("dbpedia") or ""
    title = mention.get("name") or unquote(address.rpartition("/")[2]).replace("_", " ")
    identifier = mention.get("wikidata") or title
    return (identifier, title) if title and identifier else None


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space, "the" and a closing dot at its edges: conventions of the data sets, as in their scorer."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == "."):
        end -= 1
    return start + 4 * (text[start : start + 4] in ("the ", "The ")), end


def entities_of(documents: Iterable[dict[str, Any]]) -> list[Entity]:
    """An entity for each that the gold names, and distractors."""
    types: dict[str, tuple[str, EntityType]] = {}
    names: dict[str, set[str]] = {}
    for document in documents:
        for mention in document["mentions"]:
            entry = entry_of(mention)
            if entry:
                types.setdefault(entry[0], (entry[1], _TYPES[mention["type"]]))
                surface = document["text"][mention["start"] : mention["end"]]
                if mention["type"] != "PERSON":
                    names.setdefault(entry[0], set()).add(surface)
    entities = []
    for number, (identifier, (title, kind)) in enumerate(sorted(types.items())):
        plain = _BRACKETS.sub("", title).split(",")[0]
        aliases = (plain, *sorted(names.get(identifier, ())))
        entities.append(Entity(id=identifier, type=kind, label=title, aliases=aliases, popularity=100))
        if number % 2 == 0:
            fame = 100 if number % 40 == 0 else 5
            other = Entity(id=f"distractor-{number}", type=kind, label=plain, aliases=aliases, popularity=fame)
            entities.append(other)
    return entities


def measure(
    documents: list[tuple[dict[str, Any], AnnotatedArticle]],
    authority: Authority,
    held: Callable[[str], bool],
    wrong: list[str] | None = None,
) -> Score:
    """The score of an authority on annotated documents; mistakes are added to ``wrong``."""
    score = Score()
    for document, annotated in documents:
        linked = link(annotated, [authority])
        targets = {each.agent: each.target for each in linked.links}
        text = document["text"]
        ours: dict[tuple[int, int], str] = {}
        for record in (*linked.agents, *linked.places):
            for mention in record.mentions:
                ours[bare(text, mention.begin, mention.end)] = record.id
        for mention in document["mentions"]:
            entry = entry_of(mention)
            if entry is None:
                continue
            record_id = ours.get(bare(text, mention["start"], mention["end"]))
            target = targets.get(record_id or "")
            score.gold += held(entry[0])
            score.found += held(entry[0]) and record_id is not None
            score.linked += target is not None
            score.right += target == entry[0]
            if wrong is not None and target not in (None, entry[0]):
                wrong.append(f"{document['text'][mention['start'] : mention['end']]}: {target}, not {entry[0]}")
    return score


def annotated_documents(path: Path) -> Iterator[tuple[dict[str, Any], AnnotatedArticle]]:
    """The documents of a file with what we find in them."""
    from benchmarks.predict import article_of
    from kgexport.extraction import Annotator

    documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    yield from zip(documents, Annotator().annotate(map(article_of, documents)), strict=True)


def measured(
    documents: list[tuple[dict[str, Any], AnnotatedArticle]], *, with_starter: bool, wrong: list[str] | None = None
) -> Score:
    """The score with the starter, or with an authority made of the gold's entities."""
    if with_starter:
        known = starter()
        return measure(documents, known, known.holds, wrong)
    entities = entities_of(document for document, _ in documents)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "gold.db"
        build(target, entities, "gold")
        authority = open_authority(target)
        try:
            return measure(documents, authority, {entity.id for entity in entities}.__contains__, wrong)
        finally:
            authority.close()


def main() -> None:
    """Prints a table: one line a file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--starter", action="store_true")
    parser.add_argument("--wrong", action="store_true", help="list the wrong links")
    options = parser.parse_args()
    print(HEADER)
    for path in options.files:
        wrong: list[str] = []
        print(measured(list(annotated_documents(path)), with_starter=options.starter, wrong=wrong).row(path.stem))
        if options.wrong:
            print(*(f"    {each}" for each in wrong), sep="\n")


if __name__ == "__main__":
    main()
