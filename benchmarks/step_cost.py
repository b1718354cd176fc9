"""What each step costs, as a share of the language model's time in the same run.

    python -m benchmarks.step_cost [FILE.jsonl…] [--limit 100] [--rounds 3]

CPU time of one process. FILE has an article a line; without one, the articles of seeds/ are read thirty times. The least of
the rounds counts, for the model and for each step. Every step gets what those before it found, as in a real run.
"""

import argparse
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from kgexport.extraction import Annotator, Draft, parse
from kgexport.extraction.assemble import assemble
from kgexport.linking import Authorities
from kgexport.model import AnnotatedArticle, Article
from kgexport.readers import ReadOptions, read_inputs

SEEDS = Path(__file__).parent.parent / "seeds"
NAMES = ("NameExtractor", "CoreferenceExtractor", "PostExtractor", "QuotedPronounExtractor", "linking")


def articles_of(files: list[Path], limit: int) -> list[Article]:
    """The first ``limit`` articles of the files, those of seeds/ over and over where no file is given."""
    found = [read for read in read_inputs(files or [SEEDS], ReadOptions()) if isinstance(read, Article)]
    return list(islice(found if files else found * 30, limit))


@contextmanager
def timed(costs: dict[str, float], name: str) -> Iterator[None]:
    """Adds the CPU seconds of the block to ``costs``."""
    started = time.process_time()
    yield
    costs[name] = costs.get(name, 0.0) + time.process_time() - started


def measured(articles: list[Article], annotator: Annotator, authorities: Authorities) -> dict[str, float]:
    """CPU seconds of the language model and of each step over all articles."""
    costs: dict[str, float] = {}
    with timed(costs, "language model"):
        parsed = list(parse(articles, annotator.model.nlp))
    annotated: list[AnnotatedArticle] = []
    for each in parsed:
        draft = Draft()
        for step in annotator.steps:
            with timed(costs, type(step).__name__):
                draft.add(step.extract(each, draft))
        annotated.append(assemble(each, draft, annotator.extraction))
    with timed(costs, "linking"):
        for article in annotated:
            authorities.link(article)
    return costs


def main() -> None:
    """Prints a line a step, and names, coreference, posts and linking together."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--limit", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    articles = articles_of(options.files, options.limit)
    annotator, authorities = Annotator(), Authorities.of_files([])
    measured(articles[:2], annotator, authorities)  # loads tables
    rounds = [measured(articles, annotator, authorities) for _ in range(options.rounds)]
    costs = {name: min(each[name] for each in rounds) for name in rounds[0]}
    words = sum(len(article.text.split()) for article in articles)
    model = costs.pop("language model")
    print(f"{len(articles)} articles, {words:,} words; language model {1000 * model / len(articles):.0f} ms an article")
    for name, seconds in costs.items():
        print(f"{name:26}{100 * seconds / model:6.1f} %")
    print(f"{'names, coreference, posts, linking':38}{100 * sum(costs[name] for name in NAMES) / model:6.1f} %")
    print(f"{'all steps':38}{100 * sum(costs.values()) / model:6.1f} %")


if __name__ == "__main__":
    main()
