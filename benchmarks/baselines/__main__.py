"""Writes a baseline's predictions: ``python -m benchmarks.baselines TASK NAME INPUT.jsonl OUTPUT.jsonl``."""

import sys
from pathlib import Path

from benchmarks.baselines import BASELINES
from benchmarks.predict import article_of, read, write
from kgexport.extraction import parse
from kgexport.extraction.nlp import load_model


def main(arguments: list[str]) -> int:
    """Runs the command; 2 for a wrong call."""
    if len(arguments) != 4 or arguments[1] not in BASELINES.get(arguments[0], {}):
        known = "\n".join(f"  {task}: {', '.join(names) or 'none installed'}" for task, names in BASELINES.items())
        print(__doc__, f"Known:\n{known}", sep="\n", file=sys.stderr)
        return 2
    predict = BASELINES[arguments[0]][arguments[1]]
    articles = map(article_of, read(Path(arguments[2])))
    parsed = parse(articles, load_model().nlp)
    write(Path(arguments[3]), ({"id": each.article.id, **predict(each)} for each in parsed))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
