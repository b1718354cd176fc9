"""The stages in order, and what becomes of articles that do not get through. The file to read first.

    inputs ─ readers ─> Article ─ extraction ─> AnnotatedArticle ─ mappers, graph ─> CheckedGraph ─ validation ─> file

One bad article never stops a run: it is refused with the stage and the reason, counted, and the rest goes on.
"""

import hashlib
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

import msgspec

from kgexport.errors import FINE, INTERNAL, NOTHING_READABLE, PARTIAL, GateError, ReadError
from kgexport.files import replacing, write_bytes
from kgexport.model import AnnotatedArticle, AnonymousSource, Article, Organisation, Person
from kgexport.readers import Read, ReadOptions, read_inputs
from kgexport.readers.annotations import line_of

if TYPE_CHECKING:
    from kgexport.extraction import Annotator
    from kgexport.graph.gate import CheckedGraph
    from kgexport.linking import Authorities
    from kgexport.mappers import MappingOptions
    from kgexport.validation import Report

_BATCH = 16  # articles that are parsed together
_QUADS_VALIDATED_TOGETHER = 30_000
_Item = TypeVar("_Item")
_SINGULAR = {
    "people": "person",
    "organisations": "organisation",
    "anonymous sources": "anonymous source",
    "meetings": "meeting",
    "statements": "statement",
}


class Refused(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One article, or one line of an input, that did not get through, and why: a line of the quarantine file."""

    stage: str  # read, extraction, spans, ids, …, validation, identity
    reason: str
    article: str | None = None  # its id, where it got that far
    source: str | None = None  # the file it was in, where it did not
    line: int | None = None

    def __str__(self) -> str:
        where = self.article if self.source is None else self.source
        said = f"{where}{f':{self.line}' if self.line else ''}: {'' if self.source else f'{self.stage}: '}{self.reason}"
        return " ".join(said.splitlines())


def _silent(_: str = "") -> None:
    pass


@dataclass(frozen=True)
class Observer:
    """Whom a run tells what: remarks for the user, and each article that is done."""

    notice: Callable[[str], None] = _silent
    advance: Callable[[], None] = _silent


@dataclass
class Outcome:
    """What a run did."""

    articles: int = 0  # written
    triples: int = 0
    counts: Counter[str] = field(default_factory=Counter)  # people, organisations, … that were written
    refused: list[Refused] = field(default_factory=list)
    failed: bool = False  # a bug of ours kept an article out

    @property
    def exit_code(self) -> int:
        """0 fine · 3 nothing readable · 4 some articles were refused · 5 a bug was met."""
        if self.failed:
            return INTERNAL
        if not self.articles and all(each.stage == "read" for each in self.refused):
            return NOTHING_READABLE
        return PARTIAL if self.refused else FINE

    def summary(self) -> str:
        """One line for people."""
        counts = {name: self.counts[name] for name in _SINGULAR if name in self.counts}
        parts = [_counted(self.articles, "articles"), ", ".join(_counted(n, name) for name, n in counts.items())]
        parts += [_counted(self.triples, "triples")] if self.triples else []
        parts += [f"{len(self.refused):,} refused"] if self.refused else []
        return "; ".join(parts)

    def write_quarantine(self, path: Path) -> None:
        """Writes what was refused as JSON Lines; an empty file where nothing was. Raises WriteError."""
        with replacing(path) as stream:
            for each in self.refused:
                # A file's name need not be UTF-8; Python keeps such bytes as lone surrogates, which JSON cannot hold.
                fields = {key: _printable(value) for key, value in msgspec.to_builtins(each).items()}
                stream.write(msgspec.json.encode(fields) + b"\n")


@dataclass(frozen=True, kw_only=True)
class AnnotationOptions:
    """How articles are annotated: the language model, and the authorities that agents and places are linked to."""

    model: str | None = None  # md, sm or an official en_core_web_*; None for the default
    allow_unknown_model: bool = False
    authorities: tuple[Path, ...] = ()  # files that `kgexport authority build` wrote; the first decides
    starter: bool = True  # link to the starter authority, after those

    def open_authorities(self) -> "Authorities":
        """Raises ReadError for a file that is no authority."""
        from kgexport.linking import Authorities

        return Authorities.of_files(self.authorities, starter=self.starter)

    def annotator(self) -> "Annotator":
        """Loads the language model. Raises MissingModel, UsageError."""
        from kgexport.extraction import Annotator
        from kgexport.extraction.nlp import load_model

        return Annotator(model=load_model(self.model, allow_unknown=self.allow_unknown_model))


class Annotations:
    """Annotates what is read, loading the language model only when the first article needs it."""

    def __init__(self, outcome: Outcome, observer: Observer, options: AnnotationOptions | None) -> None:
        self._outcome, self._observer = outcome, observer
        self._options = options or AnnotationOptions()
        self._authorities = self._options.open_authorities()

    @cached_property
    def _annotator(self) -> "Annotator":
        return self._options.annotator()

    def of(self, reads: Iterable[Read]) -> Iterator[AnnotatedArticle]:
        """The annotated articles, in order; what is broken is refused. Raises MissingModel and UsageError for the model."""
        for batch in _batched(reads, _BATCH):
            annotations = self._annotated([read for read in batch if isinstance(read, Article)])
            for read in batch:
                match read:
                    case ReadError():
                        self.refuse(Refused(stage="read", reason=read.reason, source=read.source, line=read.line))
                    case AnnotatedArticle():
                        yield self._authorities.link_given(read)
                    case Article():
                        annotated = next(annotations)
                        if annotated is not None:
                            yield self._authorities.link(annotated)

    def refuse(self, refused: Refused) -> None:
        """Puts an article aside, and says so."""
        self._outcome.refused.append(refused)
        self._observer.notice(str(refused))
        self._observer.advance()

    def _annotated(self, articles: list[Article]) -> Iterator[AnnotatedArticle | None]:
        """The annotations of each article; None for one on which we fail."""
        if not articles:
            return
        from kgexport.extraction import parse
        from kgexport.extraction.language import why_not_english

        annotator = self._annotator
        done = 0
        try:
            for parsed in parse(articles, annotator.model.nlp, batch_size=_BATCH):
                done += 1
                reason = why_not_english(parsed.article)
                if reason is not None:
                    self._observer.notice(
                        f"{parsed.article.id}: not English ({reason}); its metadata only are exported"
                    )
                try:
                    annotated: AnnotatedArticle | None = annotator.annotate_parsed(parsed)
                except Exception as error:
                    self._fail(parsed.article, error)
                    annotated = None
                yield annotated
        except Exception as error:
            if len(articles) == 1:
                self._fail(articles[0], error)
                yield None
                return
            # The parser fails for a batch as a whole: one by one, so that one article does not take the others with it.
            for article in articles[done:]:
                yield from self._annotated([article])

    def _fail(self, article: Article, error: Exception) -> None:
        self._outcome.failed = True
        self._observer.notice("".join(traceback.format_exception(error)).rstrip())
        reason = f"{type(error).__name__}: {error}; a bug in kgexport, please report it with the lines above"
        self.refuse(Refused(stage="extraction", reason=reason, article=article.id))


def annotate_to(
    inputs: Iterable[str | Path],
    target: Path | BinaryIO,
    *,
    read: ReadOptions | None = None,
    annotation: AnnotationOptions | None = None,
    observer: Observer | None = None,
) -> Outcome:
    """Writes annotated articles as JSON Lines, to a stream as they come, to a file when all are there.

    Raises WriteError, MissingModel, UsageError.
    """
    watched = observer or Observer()
    outcome = Outcome()
    annotations = Annotations(outcome, watched, annotation)

    def lines() -> Iterator[bytes]:
        for annotated in annotations.of(read_inputs(inputs, read)):
            outcome.articles += 1
            outcome.counts.update(counts_of(annotated))
            watched.advance()
            yield line_of(annotated) + b"\n"

    if isinstance(target, Path):
        with replacing(target, keep=lambda: outcome.articles > 0) as stream:
            stream.writelines(lines())
    else:
        for line in lines():
            write_bytes(target, line)
    return outcome


def graph_of(annotated: AnnotatedArticle, options: "MappingOptions") -> "CheckedGraph":
    """The graph of one article, through the gate. Raises GateError."""
    from kgexport.graph.gate import admit
    from kgexport.mappers import triples_of

    return admit(annotated, triples_of(annotated, options), base=options.base)


def export(
    inputs: Iterable[str | Path],
    target: Path | BinaryIO,
    *,
    syntax: str,
    options: "MappingOptions",
    read: ReadOptions | None = None,
    annotation: AnnotationOptions | None = None,
    observer: Observer | None = None,
) -> Outcome:
    """The main job: read, annotate, map, check, validate, write. Nothing is written where no article gets through.

    ``syntax`` is turtle, trig, nquads, ntriples or jsonld. Raises WriteError, MissingModel, UsageError.
    """
    from kgexport.graph.formats import GraphFormat

    watched = observer or Observer()
    outcome = Outcome()
    annotations = Annotations(outcome, watched, annotation)
    desk = _Desk(annotations.refuse, watched)
    # The file is reserved before hours of work are spent on it.
    with _output(target, keep=lambda: outcome.articles > 0) as stream:
        for annotated in annotations.of(read_inputs(inputs, read)):
            desk.take(annotated, options)
        graphs = desk.finished(outcome)
        if graphs:
            from kgexport.graph.write import write

            # One article is in order already; the writer puts several together.
            quads = graphs[0].quads if len(graphs) == 1 else [quad for graph in graphs for quad in graph.quads]
            outcome.triples = len(quads)
            write(quads, stream, GraphFormat(syntax))
    return outcome


def _output(target: Path | BinaryIO, keep: Callable[[], bool]) -> AbstractContextManager[BinaryIO]:
    return replacing(target, keep) if isinstance(target, Path) else nullcontext(target)


class _Desk:
    """Where the articles of one run meet: each id once, the gate, and the shapes, several articles at a time."""

    def __init__(self, refuse: Callable[[Refused], None], observer: Observer) -> None:
        self._refuse, self._observer = refuse, observer
        self._seen: dict[str, set[bytes]] = {}  # digests of what came under an id
        self._waiting: list[CheckedGraph] = []
        self._quads_waiting = 0
        self._accepted: dict[str, CheckedGraph] = {}
        self._counts: dict[str, Counter[str]] = {}

    def take(self, annotated: AnnotatedArticle, options: "MappingOptions") -> None:
        """Maps an article that is new, and refuses one that does not pass the gate."""
        if not self._is_new(annotated):
            return
        try:
            graph = graph_of(annotated, options)
        except GateError as error:
            self._refuse(Refused(stage=error.stage, reason=error.reason, article=error.article))
            return
        self._counts[graph.article] = counts_of(annotated)
        self._waiting.append(graph)
        self._quads_waiting += len(graph.quads)
        self._observer.advance()
        if self._quads_waiting > _QUADS_VALIDATED_TOGETHER:
            self._validate()

    def finished(self, outcome: Outcome) -> "list[CheckedGraph]":
        """The graphs that got through, in the order of their articles' ids; they are counted."""
        self._validate()
        for article in sorted(self._accepted):
            outcome.articles += 1
            outcome.counts.update(self._counts[article])
        return [self._accepted[article] for article in sorted(self._accepted)]

    def _is_new(self, annotated: AnnotatedArticle) -> bool:
        article = annotated.article.id
        digest = hashlib.sha256(line_of(annotated)).digest()
        seen = self._seen.setdefault(article, set())
        if digest in seen:
            self._observer.notice(f"{article}: comes twice; once is enough")
            return False
        if not seen:
            seen.add(digest)
            return True
        # Whichever came first: which of the two would be the article must not depend on the order of the inputs.
        reason = "two articles of different content have this id"
        if len(seen) == 1:
            self._accepted.pop(article, None)
            self._waiting = [graph for graph in self._waiting if graph.article != article]
            self._refuse(Refused(stage="identity", reason=reason, article=article))
        seen.add(digest)
        self._refuse(Refused(stage="identity", reason=reason, article=article))
        return False

    def _validate(self) -> None:
        for graph, reason in conformance(self._waiting):
            if reason is None:
                self._accepted[graph.article] = graph
            else:
                self._refuse(Refused(stage="validation", reason=reason, article=graph.article))
        self._waiting, self._quads_waiting = [], 0


def counts_of(annotated: AnnotatedArticle) -> Counter[str]:
    """How many people, organisations … an article speaks of."""
    return Counter(
        {
            "people": sum(isinstance(agent, Person) for agent in annotated.agents),
            "organisations": sum(isinstance(agent, Organisation) for agent in annotated.agents),
            "anonymous sources": sum(isinstance(agent, AnonymousSource) for agent in annotated.agents),
            "meetings": len(annotated.meetings),
            "statements": len(annotated.statements),
        }
    )


def conformance(graphs: "list[CheckedGraph]") -> "Iterator[tuple[CheckedGraph, str | None]]":
    """Each graph with None where it conforms to the shapes, else with the first reason why not.

    They are validated together, which is cheaper, and one by one only where that finds something.
    """
    if not graphs:
        return
    from kgexport.validation import validate

    if len(graphs) > 1 and validate([quad for graph in graphs for quad in graph.quads]).conforms:
        yield from ((graph, None) for graph in graphs)
        return
    for graph in graphs:
        report = validate(graph.quads)
        yield graph, None if report.conforms else _first_reason(report)


def _first_reason(report: "Report") -> str:
    first = report.violations[0]
    more = len(report.violations) - 1
    return f"{first.focus_node}: {first.message}{f' (and {more} more)' if more else ''}"


def _printable(value: _Item) -> _Item | str:
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


def _counted(number: int, plural: str) -> str:
    return f"{number:,} {_SINGULAR.get(plural, plural.removesuffix('s')) if number == 1 else plural}"


def _batched(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
