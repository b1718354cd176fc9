"""What everything after the language model costs, beside spaCy's own run over the same texts, and what each step costs."""

import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import spacy
from threadpoolctl import threadpool_limits

from benchmarks.speed import corpus
from benchmarks.speed.measure import Row, Times, added, at_most, interleaved, ratio, told
from kgexport.extraction import Annotator, Draft, ParsedArticle
from kgexport.extraction.assemble import assemble
from kgexport.extraction.parse import analysed
from kgexport.extraction.tree import Doc
from kgexport.graph.formats import GraphFormat
from kgexport.graph.gate import CheckedGraph
from kgexport.graph.write import serialise
from kgexport.language_models import DEFAULT_ORDER, data_path
from kgexport.linking import Authorities
from kgexport.mapping import MappingOptions
from kgexport.model import AnnotatedArticle, Article
from kgexport.pipeline import batched, export
from kgexport.validation import validate
from kgexport.validation.fast import installed
from kgexport.work import graph_of

ARTICLES = 24
_OPTIONS = MappingOptions()
_STEPS = (
    ("names, coreference, posts, linking", 10, ("Name", "Coreference", "Post", "QuotedPronoun", "linking")),
    ("statements, quotations", 8, ("Statement", "Quotation")),
    ("meetings, times", 5, ("Meeting", "Time")),
)


def rows(rounds: int) -> Iterator[Row]:
    """For news, and for the dense article of seeds/."""
    articles, name = corpus.news()
    yield from _beside_spacy(corpus.spread(articles, ARTICLES), name, rounds)
    yield from _steps(corpus.seeds() * 8, "the dense article of seeds/", rounds)


def _beside_spacy(articles: Sequence[Article], name: str, rounds: int) -> Iterator[Row]:
    plain = _as_it_comes()
    ours = Ours(articles)
    texts = [article.text for article in articles]
    works: dict[str, Callable[[], object]] = {
        "nlp.pipe": partial(_exhaust, plain.pipe, texts, batch_size=16),
        "nlp(text)": lambda: [plain(text) for text in texts],
        "ours": ours.round,
        "whole": partial(_whole_export, articles),
    }
    with threadpool_limits(1, user_api="blas"):  # as in the processes that export starts
        interleaved(works, 1)  # loads tables
        ours.spent.clear()
        times = interleaved(works, rounds)
    times |= ours.times()
    of = f"{name}, {len(articles)} articles, {corpus.words(articles):,} words"
    each = 1000 * sum(times["nlp.pipe"]) / rounds / len(articles)
    yield told(f"spaCy's nlp.pipe as it comes, {of}", each, "ms an article")
    value, spread = ratio(times, "parse", "nlp.pipe")
    yield told("our parse / nlp.pipe", value, "×", spread)
    bare = ["parse", "words", "rules", "map and gate", "write"]
    value, spread = ratio(times, bare, "nlp.pipe")
    yield at_most("parse + rules + map + gate + write / nlp.pipe", value, 1.35, detail=spread)
    value, spread = ratio(times, bare, "parse")
    yield told("the same / our own parse, which is faster", value, "×", spread)
    if installed():
        value, spread = ratio(times, [*bare, "fast SHACL"], "nlp.pipe")
        yield at_most("… with the fast SHACL engine", value, 1.4, detail=spread)
    value, spread = ratio(times, [*bare, "pySHACL"], "nlp.pipe")
    yield at_most("… with pySHACL", value, 2.5, detail=spread)
    value, spread = ratio(times, "whole", "nlp(text)")
    yield at_most("whole export, file to file / nlp(text) a document at a time", value, 1, detail=spread)
    yield from _shares(times, name)


def _steps(articles: Sequence[Article], name: str, rounds: int) -> Iterator[Row]:
    plain, ours = _as_it_comes(), Ours(articles, export=False)
    texts = [article.text for article in articles]
    works: dict[str, Callable[[], object]] = {
        "nlp.pipe": partial(_exhaust, plain.pipe, texts, batch_size=16),
        "ours": ours.round,
    }
    with threadpool_limits(1, user_api="blas"):
        interleaved(works, 1)
        ours.spent.clear()
        times = interleaved(works, rounds)
    yield from _shares(times | ours.times(), name)


def _shares(times: Times, name: str) -> Iterator[Row]:
    percent = {step: [100 * seconds for seconds in rounds] for step, rounds in times.items()}
    for what, most, steps in _STEPS:
        parts = {
            str(number): percent[step if step == "linking" else f"{step}Extractor"] for number, step in enumerate(steps)
        }
        value, _ = ratio(parts | {"parse": times["parse"]}, list(parts), "parse")
        detail = f"{value:.1f} % of our own parse"
        value, _ = ratio(parts | {"nlp.pipe": times["nlp.pipe"]}, list(parts), "nlp.pipe")
        yield at_most(f"{what} / nlp.pipe, {name}", value, most, "%", detail)
    for base in ("nlp.pipe", "parse"):
        value, spread = ratio({"rules": percent["rules"], base: times[base]}, "rules", base)
        yield told(f"all steps / {base if base != 'parse' else 'our own parse'}, {name}", value, "%", spread)
    value, spread = ratio({"words": percent["words"], "nlp.pipe": times["nlp.pipe"]}, "words", "nlp.pipe")
    yield told(f"the words that the steps read, made of the parse / nlp.pipe, {name}", value, "%", spread)


class Ours:
    """Our export of articles in one process, each part of it timed."""

    def __init__(self, articles: Sequence[Article], *, export: bool = True) -> None:
        self._articles, self._export = articles, export
        self._annotator, self._authorities = Annotator(), Authorities.of_files([])
        self.spent: list[dict[str, float]] = []

    def times(self) -> Times:
        """CPU seconds of each part in each round."""
        return {name: [spent[name] for spent in self.spent] for name in self.spent[0]}

    def round(self) -> None:
        """All articles once, in the batches in which they are exported."""
        spent: dict[str, float] = {}
        self.spent.append(spent)
        for batch in batched(self._articles):
            assert not any(isinstance(each, AnnotatedArticle) for each in batch)
            annotated = self._annotated(batch, spent)
            if self._export:
                _exported(annotated, spent)

    def _annotated(self, batch: Sequence[Any], spent: dict[str, float]) -> list[AnnotatedArticle]:
        with added(spent, "parse"):
            analyses = list(analysed(batch, self._annotator.model.nlp))
        annotated: list[AnnotatedArticle] = []
        for article, paragraphs, doc in analyses:
            with added(spent, "words"):
                parsed = ParsedArticle(article, Doc(doc), paragraphs)
            with added(spent, "rules"):
                draft = Draft()
                for step in self._annotator.steps:
                    with added(spent, type(step).__name__):
                        draft.add(step.extract(parsed, draft))
                found = assemble(parsed, draft, self._annotator.extraction)
                with added(spent, "linking"):
                    annotated.append(self._authorities.link(found))
        return annotated


def _exported(annotated: Sequence[AnnotatedArticle], spent: dict[str, float]) -> None:
    graphs: list[CheckedGraph] = []
    with added(spent, "map and gate"):
        graphs.extend(graph_of(each, _OPTIONS) for each in annotated)
    with added(spent, "write"):
        for graph in graphs:
            serialise(graph.quads, GraphFormat.NQUADS)
    quads: list[ox.Quad] = [quad for graph in graphs for quad in graph.quads]
    if installed():
        with added(spent, "fast SHACL"):
            validate(quads, engine="fast")
    with added(spent, "pySHACL"):
        validate(quads, engine="pyshacl")


def _whole_export(articles: Sequence[Article]) -> None:
    with tempfile.TemporaryDirectory() as name:
        source = corpus.lines(Path(name) / "articles.jsonl", articles)
        outcome = export([source], Path(name) / "out.ttl", syntax="turtle", options=_OPTIONS)
    assert outcome.articles == len(articles)


def _exhaust(pipe: Any, texts: Sequence[str], **options: Any) -> None:
    for _ in pipe(texts, **options):
        pass


def _as_it_comes() -> Any:
    """The language model that ours is made of, with the components that are on as it comes."""
    path = next(path for each in DEFAULT_ORDER if (path := data_path(each)) is not None)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        return spacy.load(path)
