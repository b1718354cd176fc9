"""The stages in order, and what becomes of articles that do not get through. The file to read first.

    inputs ─ readers ─> Article ─ extraction ─> AnnotatedArticle ─ mappers, graph ─> CheckedGraph ─ validation ─> file

One bad article never stops a run: it is refused with the stage and the reason, counted, and the rest goes on.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeVar

from kgexport.copies.records import Duplicates, Repeated
from kgexport.errors import ReadError
from kgexport.files import replacing, write_bytes
from kgexport.identifiers import graph_iri
from kgexport.outcome import Observer, Outcome, Refused
from kgexport.readers import Place, Read, ReadOptions
from kgexport.running.pool import Limits, Pool, Work
from kgexport.running.remote import read_anywhere
from kgexport.work import (
    BATCH,
    Annotating,
    AnnotationOptions,
    Exporting,
    Processed,
    Readable,
    characters_of,
    digest_of,
    id_of,
)

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kgexport.dataset.turtle import Description
    from kgexport.mapping import MappingOptions
    from kgexport.running.cluster import Cluster

_Made = TypeVar("_Made")

_BATCH_CHARACTERS = 30_000
_LONG = 20_000  # characters: what fails is tried again alone, and that would be twice the time


@dataclass(frozen=True, kw_only=True)
class Running:
    """Where the work is done: in so many processes of its own, each article within limits, or on a Dask cluster."""

    workers: int = 1
    limits: Limits = field(default_factory=Limits)
    engine: str = "processes"  # or "dask"
    scheduler: str | None = None  # its address; None: a cluster of so many workers on this machine


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
    """The articles in groups that are parsed together: so many, or so many characters; a long one by itself."""
    batch: list[Readable] = []
    characters = 0
    for each in articles:
        length = characters_of(each)
        if length > _LONG:
            if batch:
                yield batch
                batch, characters = [], 0
            yield [each]
            continue
        batch.append(each)
        characters += length
        if len(batch) == BATCH or characters >= _BATCH_CHARACTERS:
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

    def see(self, article: str, digest: bytes, place: Place, /) -> Sight:
        """Notes that an article was read, with a digest of its content, and where."""
        ...

    def contested(self) -> Iterable[tuple[str, list[Place]]]:
        """The ids under which different contents came, and where each content came first."""
        ...


class Seen:
    """A register in memory."""

    def __init__(self) -> None:
        self._places: dict[str, dict[bytes, Place]] = {}

    def see(self, article: str, digest: bytes, place: Place) -> Sight:
        """Notes that an article was read, with a digest of its content, and where."""
        known = self._places.setdefault(article, {})
        if digest in known:
            return Sight.AGAIN
        known[digest] = place
        return Sight.NEW if len(known) == 1 else Sight.CONTESTED

    def contested(self) -> Iterator[tuple[str, list[Place]]]:
        """The ids under which different contents came, and where each content came first."""
        return ((article, list(known.values())) for article, known in self._places.items() if len(known) > 1)


class Desk:
    """Where the articles of one run meet: each id once, refusals told, results counted."""

    def __init__(self, observer: Observer, register: Register | None = None) -> None:
        self._outcome = Outcome()
        self._observer = observer
        self._register = register or Seen()
        self._place = Place("")  # of what is read last

    def reading(self, options: ReadOptions | None) -> ReadOptions:
        """The options with which this run's inputs are to be read: the desk is told where each article is."""
        return replace(options or ReadOptions(), placed=self._placed)

    def _placed(self, place: Place) -> None:
        self._place = place

    def articles(self, reads: Iterable[Read], *, each_once: bool = True) -> Iterator[Readable]:
        """What is read, without what is broken and, with ``each_once``, what comes twice."""
        for read in reads:
            if isinstance(read, ReadError):
                self.refuse(Refused(stage="read", reason=read.reason, source=read.source, line=read.line))
                continue
            match self._register.see(id_of(read), digest_of(read), self._place) if each_once else Sight.NEW:
                case Sight.NEW:
                    yield read
                case Sight.AGAIN:
                    self._observer.notice(f"{self._place}: {id_of(read)} comes twice; once is enough")

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
        if self._observer.refuse is None:
            self._observer.notice(str(refused))
        else:
            self._observer.refuse(refused)

    def contested(self) -> set[str]:
        """The ids that several contents have. All are refused, whichever came first; no other refusal of theirs counts."""
        contested = dict(self._register.contested())
        refused = self._outcome.refused
        refused[:] = [each for each in refused if each.article not in contested]
        for article in sorted(contested):
            first, second, *_ = places = contested[article]
            for place in places:
                other = second if place is first else first
                reason = f"{f'{place.part}: ' if place.part else ''}the id {article!r} has another content at {other}"
                self.refuse(
                    Refused(stage="identity", reason=reason, article=article, source=place.source, line=place.line)
                )
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
        articles = desk.articles(read_anywhere(inputs, desk.reading(read)), each_once=False)
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
    duplicates: Duplicates = Duplicates.LINK,
    description: "Description | None" = None,
) -> Outcome:
    """The main job: read, annotate, map, check, validate, write. Nothing is written where no article gets through.

    Articles that repeat others are linked to them, or left out (``duplicates``). ``description`` is where the whole is
    described, once it is in place.
    ``syntax`` is turtle, trig, nquads, ntriples or jsonld. Raises WriteError, MissingModel, UsageError.
    """
    from kgexport.graph.formats import GraphFormat

    watched = observer or Observer()
    desk = Desk(watched)
    work = Exporting(annotation or AnnotationOptions(), options)
    # The file is reserved before hours of work are spent on it.
    with _output(target, keep=lambda: desk.outcome.articles > 0) as stream:
        records = processed(work, desk.articles(read_anywhere(inputs, desk.reading(read))), running, watched)
        accepted = {record.article: record for record in records if desk.gets_through(record)}
        accepted = {article: accepted[article] for article in sorted(accepted.keys() - desk.contested())}
        links = _linked(accepted, duplicates, desk.outcome) if len(accepted) > 1 else []
        for record in accepted.values():
            desk.count(record)
        if accepted:
            from kgexport.graph.write import write, write_joined

            desk.outcome.triples += len(links)
            if syntax == GraphFormat.NQUADS:
                write_joined(_graphs(accepted, links, options.base), stream)
            else:
                write(_quads(accepted, links, options.base), stream, GraphFormat(syntax))
    if description is not None and accepted:
        from kgexport.running.configuration import Configuration

        configuration = Configuration(annotation or AnnotationOptions(), options)
        quads = _quads(accepted, links, options.base)
        description.write(
            target, quads, configuration.parts, syntax=syntax, base=options.base, example=next(iter(accepted))
        )
    return desk.outcome


def _graphs(accepted: dict[str, Processed], links: list[Repeated], base: str) -> dict[str, bytes]:
    """The named graphs as N-Quads, by name."""
    from kgexport.copies.graph import graph_of_links, link_quads
    from kgexport.graph.formats import GraphFormat
    from kgexport.graph.write import serialise

    graphs = {graph_iri(base, article): record.written for article, record in accepted.items()}
    if links:
        graphs[graph_of_links(base)] = serialise(link_quads(links, base), GraphFormat.NQUADS)
    return graphs


def _quads(accepted: dict[str, Processed], links: list[Repeated], base: str) -> "Sequence[ox.Quad]":
    from kgexport.copies.graph import link_quads
    from kgexport.graph.order import OrderedQuads
    from kgexport.graph.read import written_quads

    quads = [quad for record in accepted.values() for quad in written_quads(record.written)]
    # One article is in order already; the writer puts several together.
    return OrderedQuads(quads) if len(accepted) == 1 else [*quads, *link_quads(links, base)]


def _linked(accepted: dict[str, Processed], duplicates: Duplicates, outcome: Outcome) -> list[Repeated]:
    """The links between articles that are one report; what is skipped is taken out of ``accepted``."""
    if duplicates is Duplicates.IGNORE:
        return []
    from kgexport.copies.repeats import repeated

    fingerprints = {article: record.fingerprint for article, record in accepted.items() if record.fingerprint}
    links = repeated(fingerprints)
    if duplicates is Duplicates.SKIP:
        for each in links:
            if each.contained:
                del accepted[each.article]
                outcome.skipped += 1
        links = [each for each in links if not each.contained]
    outcome.repeats = len(links)
    return links


def _output(target: Path | BinaryIO, keep: Callable[[], bool]) -> AbstractContextManager[BinaryIO]:
    return replacing(target, keep) if isinstance(target, Path) else nullcontext(target)
