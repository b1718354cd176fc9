"""The stages in order, and what becomes of articles that do not get through. The file to read first.

    inputs ─ readers ─> Article ─ extraction ─> AnnotatedArticle ─ mappers, graph ─> CheckedGraph ─ validation ─> file

One bad article never stops a run: it is refused with the stage and the reason, counted, and the rest goes on.
"""

import hashlib
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeAlias, TypeVar

import msgspec
from msgspec.structs import replace

from kgexport.errors import GateError, ReadError
from kgexport.files import replacing, write_bytes
from kgexport.model import AnnotatedArticle, AnonymousSource, Article, Organisation, Person
from kgexport.outcome import Observer, Outcome, Refused
from kgexport.readers import Read, ReadOptions
from kgexport.readers.annotations import line_of
from kgexport.running.pool import Limits, Pool, Work
from kgexport.running.remote import read_anywhere

if TYPE_CHECKING:
    from kgexport.extraction import Annotator
    from kgexport.extraction.statements.lexicon import CueLexicon
    from kgexport.graph.gate import CheckedGraph
    from kgexport.linking import Authorities
    from kgexport.mappers import MappingOptions
    from kgexport.running.cluster import Cluster
    from kgexport.validation import Report

Readable: TypeAlias = Article | AnnotatedArticle
_Made = TypeVar("_Made")

_BATCH = 16  # articles that are parsed together
_BATCH_CHARACTERS = 60_000


@dataclass(frozen=True, kw_only=True)
class AnnotationOptions:
    """How articles are annotated: language model, words that report speech, authorities that agents and places are linked to."""

    model: str | None = None  # md, sm or an official en_core_web_*; None for the default
    allow_unknown_model: bool = False
    cues: tuple[Path, ...] = ()  # cue lexicons of the user (docs/cues.md); later ones have the last word
    authorities: tuple[Path, ...] = ()  # files that `kgexport authority build` wrote; the first decides
    starter: bool = True  # link to the starter authority, after those
    max_mentions: int = 200_000  # of one article; one that gives more is refused

    def open_authorities(self) -> "Authorities":
        """Raises ReadError for a file that is no authority."""
        from kgexport.linking import Authorities

        return Authorities.of_files(self.authorities, starter=self.starter)

    def annotator(self) -> "Annotator":
        """Loads the language model and the cue lexicons. Raises MissingModel, UsageError, ReadError."""
        from kgexport.extraction import Annotator
        from kgexport.extraction.nlp import load_model
        from kgexport.extraction.steps import default_steps

        steps = default_steps(self.read_cues())
        return Annotator(model=load_model(self.model, allow_unknown=self.allow_unknown_model), steps=steps)

    def read_cues(self) -> "CueLexicon | None":
        """The shipped cue lexicon with the user's entries; None where the user has none. Raises ReadError, with the line."""
        if not self.cues:
            return None
        from kgexport.extraction.statements.lexicon import default_cues

        return default_cues().extended(*self.cues)


class Processed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one article: what is to be written, or why it was refused. Travels between processes."""

    article: str
    written: bytes = b""  # its line, or its graph as N-Quads in reading order
    triples: int = 0
    counts: dict[str, int] = {}  # people, organisations, …
    refused: Refused | None = None
    notices: tuple[str, ...] = ()  # remarks for the user
    failed: bool = False  # a bug of ours kept it out


class Annotations:
    """Annotates articles in batches, loading the language model only when the first one needs it."""

    def __init__(self, options: AnnotationOptions | None = None) -> None:
        self._options = options or AnnotationOptions()
        self._options.read_cues()  # a file that is none is said before anything is read
        self._authorities = self._options.open_authorities()
        self._inherited: Authorities | None = None

    def reopen(self) -> None:
        """Opens anew what a forked process may not share with the one it comes from."""
        self._inherited = self._authorities  # never closed: the numbers of its files may belong to others by now
        self._authorities = self._options.open_authorities()

    @cached_property
    def _annotator(self) -> "Annotator":
        return self._options.annotator()

    def prepare(self, batch: Sequence[Readable]) -> bool:
        """Loads the language model where an article needs it and it is not there yet; True where it did."""
        missing = "_annotator" not in self.__dict__ and any(isinstance(each, Article) for each in batch)
        return missing and self._annotator is not None

    def of(self, batch: Sequence[Readable]) -> Iterator[tuple[AnnotatedArticle | None, Processed]]:
        """Each annotated article, in order, and what there is to say of it; None for one that is refused.

        Raises MissingModel and UsageError for the model, MemoryError.
        """
        annotated: AnnotatedArticle | None
        annotations = self._annotated([each for each in batch if isinstance(each, Article)])
        for each in batch:
            if isinstance(each, AnnotatedArticle):
                annotated, said = each, Processed(article=each.article.id)
            else:
                annotated, said = next(annotations)
            if annotated is None:
                yield None, said
            elif (refused := self._too_many(annotated)) is not None:
                yield None, replace(said, refused=refused)
            elif annotated is each:
                yield self._authorities.link_given(annotated), said
            else:
                yield self._authorities.link(annotated), said

    def _too_many(self, annotated: AnnotatedArticle) -> Refused | None:
        count, most = sum(1 for _ in annotated.mentions()), self._options.max_mentions
        if count <= most:
            return None
        reason = f"{count:,} mentions; the limit is {most:,} and can be raised (--max-mentions)"
        return Refused(stage="limit", reason=reason, article=annotated.article.id)

    def _annotated(self, articles: list[Article]) -> Iterator[tuple[AnnotatedArticle | None, Processed]]:
        if not articles:
            return
        from kgexport.extraction import parse
        from kgexport.extraction.language import why_not_english

        annotator = self._annotator
        done = 0
        try:
            for parsed in parse(articles, annotator.model.nlp, batch_size=_BATCH):
                done += 1
                article = parsed.article.id
                why = why_not_english(parsed.article)
                notices = () if why is None else (f"{article}: not English ({why}); its metadata only are exported",)
                try:
                    yield annotator.annotate_parsed(parsed), Processed(article=article, notices=notices)
                except MemoryError:
                    raise
                except Exception as error:
                    yield None, _bug(article, error)
        except MemoryError:
            raise
        except Exception as error:
            if len(articles) == 1:
                yield None, _bug(articles[0].id, error)
                return
            # The parser fails for a batch as a whole: one by one, so that one article does not take the others with it.
            for each in articles[done:]:
                yield from self._annotated([each])


def _bug(article: str, error: Exception) -> Processed:
    reason = f"{type(error).__name__}: {error}; a bug in kgexport, please report it with the lines above"
    refused = Refused(stage="extraction", reason=reason, article=article)
    trace = "".join(traceback.format_exception(error)).rstrip()
    return Processed(article=article, refused=refused, notices=(trace,), failed=True)


@dataclass(frozen=True)
class ArticleWork:
    """What is done with a batch of articles, in whatever process: a pure function, with what it needs loaded once."""

    annotation: AnnotationOptions

    @cached_property
    def _annotations(self) -> Annotations:
        return Annotations(self.annotation)

    def prepare(self, batch: Sequence[Readable]) -> bool:
        """Loads what the batch needs; True where that was not there before. Raises ReadError, MissingModel, UsageError."""
        return self._annotations.prepare(batch)

    def begin(self) -> None:
        """Called first in a process of its own."""
        from threadpoolctl import threadpool_limits

        threadpool_limits(1, user_api="blas")  # there are as many processes as there are to be
        self._annotations.reopen()

    def lost(self, article: Readable, reason: str) -> Processed:
        """The record of an article that took more than it may."""
        return Processed(article=id_of(article), refused=Refused(stage="limit", reason=reason, article=id_of(article)))

    def __getstate__(self) -> dict[str, object]:
        # What is loaded does not travel: a process that did not inherit it loads it itself.
        return {"annotation": self.annotation}


class Annotating(ArticleWork):
    """Articles become lines of JSON."""

    def __call__(self, batch: Sequence[Readable]) -> list[Processed]:
        """One record an article, in order."""
        return [
            said
            if annotated is None
            else replace(said, written=line_of(annotated) + b"\n", counts=counts_of(annotated))
            for annotated, said in self._annotations.of(batch)
        ]


@dataclass(frozen=True)
class Exporting(ArticleWork):
    """Articles become graphs: annotated, mapped, checked, validated, and written as N-Quads."""

    mapping: "MappingOptions"

    def __call__(self, batch: Sequence[Readable]) -> list[Processed]:
        """One record an article, in order."""
        from kgexport.graph.formats import GraphFormat
        from kgexport.graph.write import serialise

        records: list[Processed] = []
        graphs: list[CheckedGraph] = []
        places: list[int] = []  # of the graphs, in the batch
        for annotated, said in self._annotations.of(batch):
            records.append(said if annotated is None else replace(said, counts=counts_of(annotated)))
            if annotated is None:
                continue
            try:
                graphs.append(graph_of(annotated, self.mapping))
                places.append(len(records) - 1)
            except GateError as error:
                refused = Refused(stage=error.stage, reason=error.reason, article=error.article)
                records[-1] = replace(said, refused=refused)
        for place, (graph, reason) in zip(places, conformance(graphs), strict=True):
            if reason is None:
                written = serialise(graph.quads, GraphFormat.NQUADS)
                records[place] = replace(records[place], written=written, triples=len(graph.quads))
            else:
                refused = Refused(stage="validation", reason=reason, article=graph.article)
                records[place] = replace(records[place], refused=refused)
        return records

    def __getstate__(self) -> dict[str, object]:
        return {"annotation": self.annotation, "mapping": self.mapping}


@dataclass(frozen=True, kw_only=True)
class Running:
    """Where the work is done: in so many processes of its own, each article within limits, or on a Dask cluster."""

    workers: int = 1
    limits: Limits = field(default_factory=Limits)
    engine: str = "processes"  # or "dask"
    scheduler: str | None = None  # its address; None: a cluster of so many workers on this machine


def id_of(article: Readable) -> str:
    """The id of an article, annotated or not."""
    return article.id if isinstance(article, Article) else article.article.id


def digest_of(article: Readable) -> bytes:
    """What tells whether two inputs are the same: a digest of the text and all metadata (and annotations)."""
    return hashlib.sha256(msgspec.json.encode(article)).digest()


def processed(
    work: Work[Readable, _Made],
    articles: Iterable[Readable],
    running: Running | None,
    observer: Observer,
    *,
    ordered: bool = True,
) -> Iterator[_Made]:
    """What becomes of each article, done in batches, in processes of their own or (``running`` None) in this one."""
    batches = batched(articles)
    if running is None:
        for batch in batches:
            work.prepare(batch)
            yield from work(batch)
        return
    with _workers(work, running) as pool:
        for made in pool.map(batches, ordered=ordered, waiting=observer.waiting):
            yield from made


def _workers(work: Work[Readable, _Made], running: Running) -> "Pool[Readable, _Made] | Cluster[Readable, _Made]":
    if running.engine != "dask":
        return Pool(work, processes=running.workers, limits=running.limits)
    from kgexport.running.cluster import Cluster

    return Cluster(work, scheduler=running.scheduler, processes=running.workers)


def batched(articles: Iterable[Readable]) -> Iterator[list[Readable]]:
    """The articles in groups that are parsed together: so many, or so many characters."""
    batch: list[Readable] = []
    characters = 0
    for each in articles:
        batch.append(each)
        characters += len(each.text if isinstance(each, Article) else each.article.text)
        if len(batch) == _BATCH or characters >= _BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


class Sight(Enum):
    """What an article that is read is to this run."""

    NEW = auto()
    AGAIN = auto()  # the same once more
    CONTESTED = auto()  # another content under an id that was seen: neither can be the article


class Register(Protocol):
    """Remembers what was read under which id."""

    def see(self, article: str, digest: bytes, /) -> Sight:
        """Notes that an article was read, with a digest of its content."""
        ...

    def contested(self) -> Iterable[tuple[str, int]]:
        """The ids under which different contents came, and how many."""
        ...


class Seen:
    """A register in memory."""

    def __init__(self) -> None:
        self._digests: dict[str, set[bytes]] = {}

    def see(self, article: str, digest: bytes) -> Sight:
        """Notes that an article was read, with a digest of its content."""
        known = self._digests.setdefault(article, set())
        if digest in known:
            return Sight.AGAIN
        known.add(digest)
        return Sight.NEW if len(known) == 1 else Sight.CONTESTED

    def contested(self) -> Iterator[tuple[str, int]]:
        """The ids under which different contents came, and how many."""
        return ((article, len(known)) for article, known in self._digests.items() if len(known) > 1)


class Desk:
    """Where the articles of one run meet: each id once, refusals told, results counted."""

    def __init__(self, observer: Observer, register: Register | None = None) -> None:
        self._outcome = Outcome()
        self._observer = observer
        self._register = register or Seen()

    def articles(self, reads: Iterable[Read], *, each_once: bool = True) -> Iterator[Readable]:
        """What is read, without what is broken and, with ``each_once``, what comes twice."""
        for read in reads:
            if isinstance(read, ReadError):
                self.refuse(Refused(stage="read", reason=read.reason, source=read.source, line=read.line))
                continue
            match self._register.see(id_of(read), digest_of(read)) if each_once else Sight.NEW:
                case Sight.NEW:
                    yield read
                case Sight.AGAIN:
                    self._observer.notice(f"{id_of(read)}: comes twice; once is enough")

    def gets_through(self, record: Processed) -> bool:
        """Tells what there is to say of an article; False where it is refused."""
        for notice in record.notices:
            self._observer.notice(notice)
        self._outcome.failed |= record.failed
        if record.refused is not None:
            self.refuse(record.refused)
            return False
        self._observer.advance()
        return True

    def refuse(self, refused: Refused) -> None:
        """Puts an article aside, and says so."""
        self._outcome.refused.append(refused)
        self._observer.notice(str(refused))
        self._observer.refuse()

    def contested(self) -> set[str]:
        """The ids that several contents have. All are refused, whichever came first; no other refusal of theirs counts."""
        contested = dict(self._register.contested())
        refused = self._outcome.refused
        refused[:] = [each for each in refused if each.article not in contested]
        for article in sorted(contested):
            reason = "two articles of different content have this id"
            for _ in range(contested[article]):
                self.refuse(Refused(stage="identity", reason=reason, article=article))
        return set(contested)

    def count(self, record: Processed) -> None:
        """Counts an article as written."""
        self._outcome.articles += 1
        self._outcome.triples += record.triples
        self._outcome.counts.update(record.counts)

    @property
    def outcome(self) -> Outcome:
        """What the run has done."""
        return self._outcome


def annotate_to(
    inputs: Iterable[str | Path],
    target: Path | BinaryIO,
    *,
    read: ReadOptions | None = None,
    annotation: AnnotationOptions | None = None,
    observer: Observer | None = None,
    running: Running | None = None,
) -> Outcome:
    """Writes annotated articles as JSON Lines, to a stream as they come, to a file when all are there.

    Raises WriteError, MissingModel, UsageError.
    """
    watched = observer or Observer()
    desk = Desk(watched)
    work = Annotating(annotation or AnnotationOptions())

    def lines() -> Iterator[bytes]:
        articles = desk.articles(read_anywhere(inputs, read), each_once=False)
        for record in processed(work, articles, running, watched):
            if desk.gets_through(record):
                desk.count(record)
                yield record.written

    if isinstance(target, Path):
        with replacing(target, keep=lambda: desk.outcome.articles > 0) as stream:
            stream.writelines(lines())
    else:
        for line in lines():
            write_bytes(target, line)
    return desk.outcome


def graph_of(annotated: AnnotatedArticle, options: "MappingOptions") -> "CheckedGraph":
    """The graph of one article, through the gate. Raises GateError."""
    from kgexport.graph.gate import admit
    from kgexport.mappers import triples_of

    return admit(annotated, triples_of(annotated, options), base=options.base, max_triples=options.max_triples)


def export(
    inputs: Iterable[str | Path],
    target: Path | BinaryIO,
    *,
    syntax: str,
    options: "MappingOptions",
    read: ReadOptions | None = None,
    annotation: AnnotationOptions | None = None,
    observer: Observer | None = None,
    running: Running | None = None,
) -> Outcome:
    """The main job: read, annotate, map, check, validate, write. Nothing is written where no article gets through.

    ``syntax`` is turtle, trig, nquads, ntriples or jsonld. Raises WriteError, MissingModel, UsageError.
    """
    from kgexport.graph.formats import GraphFormat

    watched = observer or Observer()
    desk = Desk(watched)
    work = Exporting(annotation or AnnotationOptions(), options)
    # The file is reserved before hours of work are spent on it.
    with _output(target, keep=lambda: desk.outcome.articles > 0) as stream:
        records = processed(work, desk.articles(read_anywhere(inputs, read)), running, watched)
        accepted = {record.article: record for record in records if desk.gets_through(record)}
        accepted = {article: accepted[article] for article in sorted(accepted.keys() - desk.contested())}
        for record in accepted.values():
            desk.count(record)
        if accepted:
            from kgexport.graph.order import OrderedQuads
            from kgexport.graph.read import written_quads
            from kgexport.graph.write import write

            quads = [quad for record in accepted.values() for quad in written_quads(record.written)]
            # One article is in order already; the writer puts several together.
            write(OrderedQuads(quads) if len(accepted) == 1 else quads, stream, GraphFormat(syntax))
    return desk.outcome


def _output(target: Path | BinaryIO, keep: Callable[[], bool]) -> AbstractContextManager[BinaryIO]:
    return replacing(target, keep) if isinstance(target, Path) else nullcontext(target)


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
