"""Whole commands on real text: two workers beside one, a second run beside the first, the longest article, start-up.

Workers and second runs are timed by the clock on the wall: on a busy machine they say less.
"""

import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.speed import corpus
from benchmarks.speed.measure import Row, Run, at_least, at_most, command, commands, told
from kgexport.model import Article

SHARED = 274  # articles that workers share: start-up is not what is asked for


def workers(rounds: int) -> Iterator[Row]:
    """Two workers and one over the same articles, start-up included."""
    articles, name = corpus.news()
    articles = corpus.spread(articles, SHARED)
    with tempfile.TemporaryDirectory() as temporary:
        source = corpus.lines(Path(temporary) / "articles.jsonl", articles)
        target = Path(temporary) / "out.nq"
        works = {n: partial(command, "export", source, "-q", "--workers", n, "-o", target) for n in ("1", "2")}
        runs = commands(works, rounds)
    one, two = ([run.wall for run in runs[number]] for number in ("1", "2"))
    gains = [first / second for first, second in zip(one, two, strict=True)]
    spread = f"{min(gains):.2f} to {max(gains):.2f}; {median(one):.1f} and {median(two):.1f} s"
    yield at_least(f"one worker / two, {name}, {len(articles)} articles", median(gains), 1.7, detail=spread)


def again(rounds: int) -> Iterator[Row]:
    """A corpus into a folder, once, and then again, unchanged; and a tenth of it, for what an article costs."""
    articles, name = corpus.news()
    tenth = corpus.spread(articles, len(articles) // 10, longest=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        start = _into(folder, "start", [min(articles, key=lambda each: len(each.text))])
        few = _into(folder, "tenth", tenth)
        first = _into(folder, "all", articles)
        seconds = [_into(folder, "all", articles) for _ in range(rounds)]
    second = median(run.wall for run in seconds)
    spread = f"{first.wall:.1f} s and {second:.2f} s"
    yield at_least(f"first run / second, {name}, {len(articles)} articles", first.wall / second, 50, detail=spread)
    of_few = (few.cpu - start.cpu) / corpus.words(tenth)
    of_all = (first.cpu - start.cpu) / corpus.words(articles)
    yield at_most(f"a word of {len(articles)} articles / of {len(tenth)}, real text", of_all / of_few, 1.15)
    grown = f"{few.megabytes:,.0f} and {first.megabytes:,.0f} MB; the longest article is in both"
    yield at_most("peak memory, real text, grown by", first.megabytes - few.megabytes, 100, "MB", grown)


def longest(rounds: int) -> Iterator[Row]:
    """The longest article, without start-up: a very short one is taken off."""
    articles, name = corpus.news()
    ranked = sorted(articles, key=lambda each: len(each.text))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        target = folder / "out.ttl"
        works = {}
        for what, article in (("short", ranked[0]), ("long", ranked[-1])):
            works[what] = partial(command, "export", corpus.lines(folder / what, [article]), "-q", "-o", target)
        runs = commands(works, rounds)
    beyond = [long.cpu - short.cpu for long, short in zip(runs["long"], runs["short"], strict=True)]
    detail = f"{min(beyond):.2f} to {max(beyond):.2f}; {corpus.words(ranked[-1:]):,} words, {name}"
    yield at_most("the longest article, beyond start-up", median(beyond), 3, "s CPU", detail)
    yield told("its peak memory", median(run.megabytes for run in runs["long"]), "MB")


def start_up(rounds: int) -> Iterator[Row]:
    """What a command takes before it does anything."""
    articles, _ = corpus.news()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        source = corpus.lines(folder / "article.jsonl", [min(articles, key=lambda each: len(each.text))])
        graph = folder / "article.ttl"
        command("export", source, "-q", "-o", graph)
        works = {
            "bare": partial(command, "--help", module="benchmarks.speed.bare"),
            "--help": partial(command, "--help"),
            "query who-met-whom, one article": partial(command, "query", "who-met-whom", graph),
            "export, one short article": partial(command, "export", source, "-q", "-o", graph),
        }
        runs = commands(works, rounds)
    bare = [run.cpu for run in runs.pop("bare")]
    ratios = [run.cpu / base for run, base in zip(runs["--help"], bare, strict=True)]
    detail = f"{min(ratios):.2f} to {max(ratios):.2f}"
    yield at_most("start-up of --help / of a bare click program", median(ratios), 1.3, detail=detail)
    for name, each in runs.items():
        yield told(f"start-up: {name}", median(run.cpu for run in each), "s CPU")


def _into(folder: Path, name: str, articles: Sequence[Article]) -> Run:
    source = corpus.lines(folder / f"{name}.jsonl", articles)
    return command("export", source, "-q", "-o", f"{folder / name}/")
