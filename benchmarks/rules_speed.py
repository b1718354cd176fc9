"""What each step of the extraction costs beside the language model: ``python -m benchmarks.rules_speed [INPUT…]``.

Parses the articles (default: seeds/) with ``nlp.pipe``, then runs the steps one after another; prints the CPU time of each as a
share of the parse, in one run and one thread (what others of the machine do counts for neither), the best of ``--rounds``.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from kgexport.extraction import Draft, ParsedArticle, parse
from kgexport.extraction.language import why_not_english
from kgexport.extraction.nlp import load_model
from kgexport.extraction.steps import default_steps
from kgexport.model import Article
from kgexport.readers import read_inputs

SEEDS = Path(__file__).parent.parent / "seeds"


def costs(parsed: Sequence[ParsedArticle]) -> dict[str, float]:
    """CPU seconds of each step over all articles, by the step's name."""
    spent: dict[str, float] = {}
    for article in parsed:
        draft = Draft()
        for step in default_steps():
            name, started = type(step).__name__, time.thread_time()
            draft.add(step.extract(article, draft))
            spent[name] = spent.get(name, 0.0) + time.thread_time() - started
    return spent


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a Markdown table; 2 where there is nothing to read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="*", default=[str(SEEDS)])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    articles = [each for each in read_inputs(options.inputs, None) if isinstance(each, Article)]
    articles = [each for each in articles if why_not_english(each) is None]
    if not articles:
        print("no articles in the inputs", file=sys.stderr)
        return 2
    nlp = load_model().nlp
    list(parse(articles[:1], nlp))  # the first parse pays for what is loaded lazily
    parses: list[float] = []
    rounds: list[dict[str, float]] = []
    for _ in range(options.rounds):
        started = time.thread_time()
        parsed = list(parse(articles, nlp))
        parses.append(time.thread_time() - started)
        rounds.append(costs(parsed))
    words = sum(len(article.text.split()) for article in articles)
    print(
        f"{len(articles)} articles, {words:,} words; parse {min(parses):.2f} s CPU\n\n| step | of the parse |\n|---|---|"
    )
    for name in rounds[0]:
        print(f"| {name} | {100 * min(each[name] for each in rounds) / min(parses):.1f} % |")
    total = min(sum(each.values()) for each in rounds)
    print(f"| all steps | {100 * total / min(parses):.1f} % |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
