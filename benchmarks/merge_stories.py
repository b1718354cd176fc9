"""How well merge tells encounters apart, on stories of our own: ``python -m benchmarks.merge_stories [--explain]``.

A story (``tests/merge/stories/NAME.toml``) is several short invented articles; ``{A:words}`` in a text marks words that speak
of encounter A. The articles go through the real extraction and export; then meetings that merge joined are compared with the
letters. Scored are pairs of (article, encounter): precision is the share of joined pairs that are one encounter, a pair with
a meeting that no mark touches counting as wrong; recall is the share of pairs of one letter that were joined. What extraction
did not find cannot be joined: recall is given for the pairs that it found, too.
"""

import re
import sys
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox

from kgexport.mappers import MappingOptions
from kgexport.merge import Merged, merge
from kgexport.model import AnnotatedArticle, Article
from kgexport.work import graph_of

STORIES = Path(__file__).parent.parent / "tests" / "merge" / "stories"
_MARK = re.compile(r"\{([A-Z]):([^{}]*)\}")

Pair = tuple[tuple[str, str], tuple[str, str]]  # two of (article, letter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles, and where each speaks of which encounter."""

    name: str
    about: str
    articles: tuple[Article, ...]
    marks: dict[str, tuple[tuple[int, int, str], ...]]  # article id -> (begin, end, letter)

    @property
    def pairs(self) -> set[Pair]:
        """What should be joined."""
        items = sorted({(article, letter) for article, marks in self.marks.items() for _, _, letter in marks})
        return {(a, b) for a, b in combinations(items, 2) if a[0] != b[0] and a[1] == b[1]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What came of a story."""

    story: Story
    merged: Merged
    joined: set[Pair]  # pairs of (article, letter or "?n")
    found: set[tuple[str, str]]  # (article, letter) of which extraction found a meeting

    @property
    def right(self) -> set[Pair]:
        """Joined and one encounter."""
        return self.joined & self.story.pairs

    @property
    def within_reach(self) -> set[Pair]:
        """Should be joined, and both were found."""
        return {(a, b) for a, b in self.story.pairs if a in self.found and b in self.found}


def read_story(path: Path) -> Story:
    """A story from its file."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    articles, marks = [], {}
    for given in content["article"]:
        text, found = unmarked(given["text"].strip() + "\n")
        identifier = f"{path.stem}-{given['id']}"
        marks[identifier] = found
        articles.append(Article(id=identifier, text=text, published=given.get("published")))
    return Story(name=path.stem, about=content["about"], articles=tuple(articles), marks=marks)


def unmarked(text: str) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """The text without its marks, and where they were."""
    parts, marks, at, length = [], [], 0, 0
    for match in _MARK.finditer(text):
        before = text[at : match.start()]
        begin = length + len(before)
        parts += [before, match[2]]
        length, at = begin + len(match[2]), match.end()
        marks.append((begin, length, match[1]))
    return "".join([*parts, text[at:]]), tuple(marks)


def stories() -> list[Story]:
    """All stories, by name."""
    return [read_story(path) for path in sorted(STORIES.glob("*.toml"))]


def quads_of(annotated: Iterable[AnnotatedArticle]) -> list[ox.Quad]:
    """The exported graphs of articles."""
    return [quad for each in annotated for quad in graph_of(each, MappingOptions()).quads]


def tell(story: Story, annotate: Callable[[Article], AnnotatedArticle]) -> Told:
    """Runs a story."""
    annotated = [annotate(article) for article in story.articles]
    letters: dict[str, tuple[str, str]] = {}
    for each in annotated:
        for number, meeting in enumerate(each.meetings):
            touched = [
                letter
                for begin, end, letter in story.marks[each.article.id]
                if any(mention.overlaps(begin, end) for mention in meeting.mentions)
            ]
            letter = max(sorted(set(touched)), key=touched.count, default=f"?{number}")
            letters[f"{each.article.id}#{meeting.id}"] = each.article.id, letter
    merged = merge(quads_of(annotated), explain=True)
    joined: set[Pair] = set()
    for encounter in merged.encounters:
        items = sorted({letters[meeting.node.rpartition("/")[2]] for meeting in encounter.meetings})
        joined |= set(combinations(items, 2))
    return Told(story=story, merged=merged, joined=joined, found=set(letters.values()))


def table(told: Iterable[Told]) -> str:
    """The figures, story by story and together."""
    lines = [f"{'story':<40} {'pairs':>5} {'found':>5} {'joined':>6} {'right':>5}"]
    sums = [0, 0, 0, 0]
    for each in told:
        numbers = [len(each.story.pairs), len(each.within_reach), len(each.joined), len(each.right)]
        sums = [a + b for a, b in zip(sums, numbers, strict=True)]
        lines.append(f"{each.story.name:<40} {numbers[0]:>5} {numbers[1]:>5} {numbers[2]:>6} {numbers[3]:>5}")
    pairs, found, joined, right = sums
    lines.append(f"{'together':<40} {pairs:>5} {found:>5} {joined:>6} {right:>5}")
    lines.append(
        f"precision {_percent(right, joined)}  recall {_percent(right, pairs)}  "
        f"recall where extraction found both {_percent(right, found)}"
    )
    return "\n".join(lines)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"


def main() -> None:
    """Prints the table; with --explain what was compared, and why it was joined or kept apart."""
    from kgexport.extraction import Annotator
    from kgexport.extraction.nlp import load_model

    annotator = Annotator(model=load_model())
    told = [tell(story, lambda article: next(iter(annotator.annotate([article])))) for story in stories()]
    print(table(told))
    if "--explain" in sys.argv:
        for each in told:
            wrong, missed = sorted(each.joined - each.right), sorted(each.story.pairs - each.right)
            print(f"\n{each.story.name}: wrong {wrong}, missed {missed}")
            for compared in each.merged.compared:
                names = [node.rpartition("/")[2] for node in (compared.first, compared.second)]
                print(f"  {'joined' if compared.joined else 'apart '} {names[0]} {names[1]}: {compared.reason}")


if __name__ == "__main__":
    main()
