"""Measures extraction against gold data: ``python -m benchmarks.quality [--only TASK] [--limit N] [--out DIR]``.

Runs every system over every development file, ours and the baselines in the same run, calls the scorers that come with the
data, and prints the tables of benchmarks/README.md as Markdown. The data are not part of the project: the folder comes from
``--evaluation`` or the variable KGEXPORT_EVALUATION; without it the command says so and ends with 0.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.baselines import BASELINES, Baseline, spacy_entities
from benchmarks.conventions import COMMON, convention_of
from benchmarks.predict import TASKS, Document, Projection, article_of, predictions, read, write
from benchmarks.tasks import entities
from kgexport.extraction import Annotator, parse

Scores = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Measure:
    """A column: its heading, and where its figure stands in what the scorer says."""

    heading: str
    path: tuple[str, ...]

    def of(self, scores: Scores) -> str:
        """The figure as text; a dash where the scorer gives none."""
        value: Any = scores
        for key in self.path:
            value = value.get(key) if isinstance(value, dict) else None
        return "–" if value is None else f"{value}"


@dataclass(frozen=True, slots=True)
class Row:
    """A file of a task, with the scorer's options."""

    task: str
    file: str
    options: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the row is called in a table."""
        return " ".join((Path(self.file).name.removesuffix(".dev.jsonl"), *self.options))


def _f1(heading: str, *path: str) -> Measure:
    return Measure(heading, (*path, "f1"))


_NER = tuple(
    _f1(f"{kind} {how}", "ner", kind, how) for kind in ("PERSON", "ORG", "PLACE") for how in ("strict", "overlap")
)
MEASURES: dict[str, tuple[Measure, ...]] = {
    "quotes": (
        _f1("0.8-overlap F1", "content_overlap"),
        _f1("segments F1", "content_segments"),
        _f1("tokens, right speaker F1", "content_tokens_and_speaker"),
        Measure("speaker right, segments", ("speaker_accuracy_on_segments",)),
        _f1("exact F1", "content_exact"),
    ),
    "entities": (
        *_NER,
        Measure("CoNLL, names+pronouns", ("coref_person_org_names_pronouns", "conll")),
        Measure("link P", ("linking", "p")),
        Measure("link R", ("linking", "r")),
    ),
    "events": (
        _f1("F1", "meeting_sentence"),
        Measure("P", ("meeting_sentence", "p")),
        Measure("R", ("meeting_sentence", "r")),
        Measure("false alarms per 1,000", ("false_alarms_per_1000_negatives",)),
    ),
    "timex": (
        _f1("overlap + value F1", "overlap_and_value"),
        _f1("overlap F1", "span_overlap"),
        _f1("strict F1", "span_strict"),
    ),
}
_ENTITY_FILES = (
    "gum_news",
    "meantime",
    "wikievents",
    "worldwide_newswire",
    "news_fair_v2",
    "kore50",
    "msnbc_updated",
    "n3_reuters128",
)
ROWS: tuple[Row, ...] = (
    Row("quotes", "quotes/polnear.dev.jsonl", ("--reporting",)),
    Row("quotes", "quotes/polnear.dev.jsonl", ("--types", "direct,mixed")),
    Row("quotes", "quotes/polnear.dev.jsonl"),
    Row("quotes", "quotes/gum_news.dev.jsonl"),
    *(Row("entities", f"entities/{name}.dev.jsonl") for name in _ENTITY_FILES),
    Row("meetings", "meetings/meetings.dev.jsonl"),
    Row("events", "events/rams.dev.jsonl", ("--all-units",)),
    Row("events", "events/meantime_neg.dev.jsonl"),
    *(
        Row("timex", f"timex/{name}.dev.jsonl")
        for name in ("timebank", "aquaint", "meantime", "gum_news", "te3_platinum")
    ),
)


def score(evaluation: Path, row: Row, predicted: Path) -> Scores | str:
    """What the scorer says of a prediction file: numbers, or its own table for meetings."""
    files = [str(evaluation / row.file), str(predicted)]
    if row.task == "meetings":
        command = [str(evaluation / "meetings/score_meetings.py"), *files]
    else:
        command = [str(evaluation / "score.py"), row.task, *files, *row.options, "--json"]
    run = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=True)
    return run.stdout if row.task == "meetings" else dict(json.loads(run.stdout))


def table(task: str, rows: Iterable[tuple[str, str, Scores]]) -> Iterator[str]:
    """The lines of a Markdown table: (file, system, scores) a row."""
    measures = MEASURES[task]
    yield f"| {task} | system | " + " | ".join(measure.heading for measure in measures) + " |"
    yield "|---" * (len(measures) + 2) + "|"
    for file, system, scores in rows:
        yield f"| {file} | {system} | " + " | ".join(measure.of(scores) for measure in measures) + " |"


class Predictor:
    """Parses each file once; ours and the baselines read the same parse."""

    def __init__(self, evaluation: Path, out: Path, limit: int | None) -> None:
        self.evaluation, self.out, self.limit = evaluation, out, limit
        self.annotator = Annotator()

    def systems(self, row: Row) -> dict[str, Path]:
        """Each system's predictions for the row's file, written once a run."""
        documents = list(islice(read(self.evaluation / row.file), self.limit))
        ours, baselines = _systems(row.task, documents)
        stem = f"{row.task}.{row.file.replace('/', '.').removesuffix('.jsonl')}"
        names = (*ours, *baselines)
        targets = {name: self.out / f"{stem}.{name.replace(' ', '_').replace(',', '')}.jsonl" for name in names}
        if not all(target.exists() for target in targets.values()):
            parsed = list(parse(map(article_of, documents), self.annotator.model.nlp))
            annotated = [self.annotator.annotate_parsed(each) for each in parsed]
            for name, project in ours.items():
                write(targets[name], predictions(project, documents, annotated))
            for name, predict in baselines.items():
                write(targets[name], ({"id": each.article.id, **predict(each)} for each in parsed))
        peer = self.evaluation / f"peers/{row.file.replace('/', '.').replace('.jsonl', '.ggt.jsonl')}"
        return targets | ({"Gender Gap Tracker": peer} if peer.exists() else {})


def _systems(task: str, documents: Iterable[Document]) -> tuple[dict[str, Projection], dict[str, Baseline]]:
    """Ours and the baselines; both once more by the common convention or the file's own, where these differ."""
    ours, baselines = {"kgexport": TASKS[task]}, dict(BASELINES[task])
    if task == "entities" and any(convention_of(each) != COMMON for each in documents):
        ours["kgexport, common convention"] = entities.common_prediction
        baselines["plain spaCy, adjectives as places"] = spacy_entities.with_adjectives
    return ours, baselines


def main(arguments: list[str] | None = None) -> int:
    """Prints the tables to stdout, progress to stderr."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--evaluation", type=Path, default=os.environ.get("KGEXPORT_EVALUATION"))
    parser.add_argument("--out", type=Path, default=Path("out/quality"))
    parser.add_argument("--only", choices=[*MEASURES, "meetings"])
    parser.add_argument("--limit", type=int, help="documents of each file (for a quick look; not for the table)")
    options = parser.parse_args(arguments)
    if options.evaluation is None or not Path(options.evaluation).is_dir():
        print("no evaluation data: set KGEXPORT_EVALUATION or --evaluation to their folder", file=sys.stderr)
        return 0
    options.out.mkdir(parents=True, exist_ok=True)
    for stale in options.out.glob("*.jsonl"):
        stale.unlink()
    predictor = Predictor(Path(options.evaluation), options.out, options.limit)
    for task in (*MEASURES, "meetings"):
        if options.only in (None, task):
            print("\n".join(_report(task, predictor)), flush=True)
    return 0


def _report(task: str, predictor: Predictor) -> Iterator[str]:
    found: list[tuple[str, str, Scores]] = []
    for row in (row for row in ROWS if row.task == task):
        started = time.perf_counter()
        systems = predictor.systems(row)
        print(f"{row.task} {row.name}: {time.perf_counter() - started:.0f} s", file=sys.stderr)
        for name, predicted in systems.items():
            scores = score(predictor.evaluation, row, predicted)
            if isinstance(scores, str):
                yield f"\nmeetings, {name}\n\n```\n{scores.strip()}\n```"
            else:
                found.append((row.name, name, scores))
    if found:
        yield ""
        yield from table(task, found)


if __name__ == "__main__":
    sys.exit(main())
