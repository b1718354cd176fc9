"""A corpus into a folder: shards of N-Quads, kept up to date by a ledger.

    articles that are new or have changed ─ processes ─> ledger ─> shards, manifest.json

The folder mirrors the inputs: an unchanged article is not annotated again, a changed one replaces its graph, one that is gone is
removed. A run that was interrupted, by whatever, goes on where it stopped and ends with the same bytes. The manifest is removed
before anything changes and written last: a folder without one is not complete. While a run writes it, no other run can.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec
from msgspec.structs import replace

from kgexport import __version__
from kgexport.copies.records import Duplicates, Fingerprint, Repeated
from kgexport.dataset import TOOL, About, Dataset, File, Size
from kgexport.errors import ReadError, UsageError, WriteError
from kgexport.files import made, part_of, replacing
from kgexport.identifiers import article_iri
from kgexport.model import Article
from kgexport.outcome import Observer, Outcome
from kgexport.pipeline import Desk, Running, processed
from kgexport.readers import Read, ReadOptions
from kgexport.running.configuration import Configuration
from kgexport.running.ledger import Entry, Ledger
from kgexport.running.remote import read_anywhere
from kgexport.running.shards import Layout, Written, content_of, up_to_date, write_links, write_shards
from kgexport.work import AnnotationOptions, Exporting, Processed, Readable, digest_of, id_of

if TYPE_CHECKING:
    from kgexport.mapping import MappingOptions

FORMAT = "kgexport-folder-1"
LEDGER, MANIFEST, DESCRIPTION = "ledger.sqlite", "manifest.json", "void.ttl"
_REPEATED = "repeated"  # what the ledger notes of them is of this state of the articles
_DEFLATED = 1  # level; a graph is some fifteen times as long as what is left of it
_SAME_REPORT_AS = "https://w3id.org/kgexport/ontology#sameReportAs"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SAID = re.compile(rb"^<([^>]*)> <([^>]*)> (?:<([^>]*)>)?", re.M)


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What a process gives back for an article: what the ledger keeps."""

    record: Processed  # without what was written
    entry: Entry
    graph: bytes | None = None  # deflated
    fingerprint: Fingerprint | None = None


class ForTheLedger(Exporting):
    """Articles become graphs, deflated and counted."""

    def __call__(self, batch: Sequence[Readable]) -> list[Done]:  # type: ignore[override]
        """One record an article, in order."""
        return [self._done(record, article) for record, article in zip(super().__call__(batch), batch, strict=True)]

    def lost(self, article: Readable, reason: str) -> Done:  # type: ignore[override]
        """The record of an article that took more than it may."""
        return self._done(super().lost(article, reason), article)

    def _done(self, record: Processed, article: Readable) -> Done:
        read = article if isinstance(article, Article) else article.article
        entry = Entry(
            triples=record.triples,
            counts=record.counts,
            refused=record.refused,
            notices=record.notices,
        )
        if record.refused is not None:
            return Done(record=record, entry=entry)
        own = article_iri(self.mapping.base, read.id)
        classes: Counter[str] = Counter()
        things: set[str] = set()
        shared: list[tuple[str, str]] = []
        properties: set[str] = set()
        for found in _SAID.finditer(record.written):
            subject, predicate = found[1].decode(), found[2].decode()
            properties.add(predicate)
            if predicate != _TYPE:
                continue
            if subject == own or subject.startswith(f"{own}#"):
                things.add(subject)
                classes[found[3].decode()] += 1
            else:
                shared.append((subject, found[3].decode()))
        entry = replace(
            entry,
            things=len(things),
            classes=dict(sorted(classes.items())),
            shared=shared,
            properties=sorted(properties),
        )
        graph = zlib.compress(record.written, _DEFLATED)
        kept = replace(record, written=b"", fingerprint=None)
        return Done(record=kept, entry=entry, graph=graph, fingerprint=record.fingerprint)


@dataclass
class Totals:
    """What is in the folder."""

    articles: int = 0
    triples: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    things: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    properties: set[str] = field(default_factory=set)
    example: str = ""  # id of an article
    per_shard: dict[str, list[int]] = field(default_factory=dict)  # name -> articles, triples


def export_folder(
    inputs: Iterable[str | Path],
    folder: Path,
    *,
    options: "MappingOptions",
    read: ReadOptions | None = None,
    annotation: AnnotationOptions | None = None,
    observer: Observer | None = None,
    running: Running | None = None,
    layout: Layout | None = None,
    duplicates: Duplicates = Duplicates.LINK,
    about: About | None = None,
    add: bool = False,
) -> Outcome:
    """Brings a folder up to date with the inputs. With ``add``, articles that the inputs do not hold stay.

    Articles that repeat others, whenever those came, are linked to them, or not written (``duplicates``). ``about`` goes into
    the description of the whole.

    Nothing is written where no article is there. Raises WriteError where the folder cannot be written or another run is writing
    it, UsageError for a folder that is not ours or of another version, ReadError for an authority, MissingModel.
    """
    watched = observer or Observer()
    layout = layout or Layout()
    annotation = annotation or AnnotationOptions()
    _check(folder)
    finished = False
    with replacing(folder / MANIFEST, keep=lambda: finished) as manifest, Ledger(folder / LEDGER) as ledger:
        configuration = Configuration(annotation, options)
        _tell_changes(ledger.configured(configuration.parts), watched)
        desk = Desk(watched, ledger)
        work = ForTheLedger(annotation, options)
        to_do = _ToDo(desk, ledger, configuration, _told(running))
        for done in processed(
            work, to_do.articles(read_anywhere(inputs, desk.reading(read))), running, watched, ordered=False
        ):
            to_do.keep(done)
        if to_do.not_again:
            watched.notice(
                f"refused for a limit by an earlier run, and not tried again: {to_do.not_again:,}; with other limits "
                "(--article-seconds, --article-memory) they are"
            )
        desk.contested()
        ledger.forget_contested()
        if to_do.lost_source:
            watched.notice("articles that were there before stay: not every input could be read")
        elif not add and (gone := ledger.forget_unseen()):
            are = "article is" if gone == 1 else "articles are"
            watched.notice(f"{gone:,} {are} in no input any more, and removed")
        ledger.commit()
        state = _find_repeated(ledger, duplicates, desk.outcome)
        totals = _totals(ledger, layout)
        desk.outcome.articles, desk.outcome.triples, desk.outcome.counts = (
            totals.articles,
            totals.triples,
            totals.counts,
        )
        if not totals.articles:
            return desk.outcome

        def changing() -> None:
            (folder / MANIFEST).unlink(missing_ok=True)

        files = list(write_shards(ledger, folder, layout, changing))
        links = () if duplicates is Duplicates.IGNORE else ledger.repeated()
        written = write_links(ledger, folder, layout, changing, lines=_lines(links, options.base), content=state)
        if written is not None:
            totals.per_shard[written.name] = [0, desk.outcome.repeats]
            totals.triples += desk.outcome.repeats
            desk.outcome.triples = totals.triples
            totals.properties.add(_SAME_REPORT_AS)
            files.append(written)
        description = _described(totals, files, configuration, options.base, about or About())
        content = sha256(msgspec.json.encode(description)).digest()
        described = up_to_date(ledger, folder / DESCRIPTION, content, lambda to: _write(description, to), changing)
        manifest.write(_manifest(files, described, totals, layout, configuration))
        finished = True
    return desk.outcome


def _check(folder: Path) -> None:
    """Makes the folder. Raises WriteError for one that holds something else, UsageError for one of another version."""
    there = {path.name for path in made(folder).iterdir()} - {part_of(folder / MANIFEST).name}
    if not there:
        return
    try:
        about = msgspec.json.decode((folder / MANIFEST).read_bytes())
        written_by = about.get("format", "?") if isinstance(about, dict) else "?"
    except FileNotFoundError:
        written_by = None  # a run was interrupted, or it is not ours
    except (OSError, ValueError):
        written_by = "?"
    if written_by not in (None, FORMAT):
        raise UsageError(f"{folder} is a folder of another version ({written_by}, not {FORMAT}): give a new one")
    if LEDGER not in there:
        raise WriteError(folder, "it is a folder with other files in it; give a new or an empty one")


def _tell_changes(parts: list[str], observer: Observer) -> None:
    if parts:
        observer.notice(f"what is there is made anew where it is needed: other {', '.join(parts)} than before")


class _ToDo:
    """What is not in the ledger yet."""

    def __init__(self, desk: Desk, ledger: Ledger, configuration: Configuration, limits: str) -> None:
        self._desk, self._ledger, self._configuration, self._limits = desk, ledger, configuration, limits
        self._keys: dict[str, bytes] = {}  # of what is being worked on
        self.lost_source = False  # an input as a whole could not be read
        self.not_again = 0  # articles that an earlier run refused for a limit

    def articles(self, reads: Iterable[Read]) -> Iterator[Readable]:
        """The articles that are new or have changed."""
        for article in self._desk.articles(self._watched(reads)):
            key = self._configuration.key(article, digest_of(article))
            entry = self._ledger.done(id_of(article), key)
            if entry is None or entry.limits not in ("", self._limits):
                self._keys[id_of(article)] = key
                yield article
            else:
                self.not_again += bool(entry.limits)
                self._desk.gets_through(Processed(article=id_of(article), refused=entry.refused, notices=entry.notices))

    def keep(self, done: Done) -> None:
        """Keeps a result, a refusal for a limit with the limits: others may let the article through. Our own mistakes are not
        kept, so that each run tells them.
        """
        article, refused = done.record.article, done.entry.refused
        self._desk.gets_through(done.record)
        key = self._keys.pop(article)
        if done.record.failed:
            self._ledger.forget(article)
        else:
            limited = refused is not None and refused.stage == "limit"
            entry = replace(done.entry, limits=self._limits) if limited else done.entry
            self._ledger.keep(article, key, entry, done.graph, done.fingerprint)
        self._ledger.commit()

    def _watched(self, reads: Iterable[Read]) -> Iterator[Read]:
        for each in reads:
            self.lost_source |= isinstance(each, ReadError) and each.whole
            yield each


def _find_repeated(ledger: Ledger, duplicates: Duplicates, outcome: Outcome) -> bytes:
    """Notes in the ledger which articles repeat which, where any has changed; what decides it, as a digest."""
    state = content_of(ledger.keys(0, 1)) or b""
    if duplicates is not Duplicates.IGNORE:
        noted = ledger.shard(_REPEATED)
        if noted is None or noted[0] != state:
            from kgexport.copies.repeats import repeats

            published = ledger.in_order_of_publication()
            ledger.note_repeated(published.repeated(each) for each in repeats(published))
            ledger.note_shard(_REPEATED, state, b"")
            ledger.commit()
        if duplicates is Duplicates.SKIP:
            outcome.skipped = ledger.leave_out_contained()
        outcome.repeats = sum(1 for _ in ledger.repeated())
    return sha256(state + duplicates.encode()).digest()


def _lines(links: Iterable[Repeated], base: str) -> Iterator[bytes]:
    from kgexport.copies.graph import link_quads

    for quad in link_quads(links, base):
        yield f"{quad} .\n".encode()


def _told(running: Running | None) -> str:
    """The limits of a run in a few words, which tell whether an article could get through that did not under others."""
    if running is None or running.engine != "processes":
        return "the cluster's" if running else "none"
    return f"{running.limits.seconds:g} s, {running.limits.megabytes} MB"


def _totals(ledger: Ledger, layout: Layout) -> Totals:
    totals = Totals()
    for article, entry in ledger.entries():
        totals.articles += 1
        totals.triples += entry.triples
        totals.counts.update(entry.counts)
        totals.things += entry.things
        totals.classes.update(entry.classes)
        totals.properties.update(entry.properties)
        of_shard = totals.per_shard.setdefault(layout.name(layout.shard_of(article)), [0, 0])
        of_shard[0] += 1
        of_shard[1] += entry.triples
        ledger.note_shared(entry.shared)
        totals.example = totals.example or article
    totals.things += ledger.shared_things()
    totals.classes.update(ledger.shared_classes())
    return totals


def _described(
    totals: Totals, files: Sequence[Written], configuration: Configuration, base: str, about: About
) -> Dataset:
    return Dataset(
        base=base,
        size=Size(
            triples=totals.triples,
            classes=dict(sorted(totals.classes.items())),
            entities=totals.things,
            properties=len(totals.properties),
        ),
        tool=TOOL,
        configuration=configuration.parts,
        files=[File(name=file.name, bytes=file.bytes, sha256=file.sha256) for file in files],
        example=article_iri(base, totals.example),
        about=about,
    )


def _write(description: Dataset, stream: BinaryIO) -> bool:
    from kgexport.dataset.turtle import written

    stream.write(written(description))
    return True


def _manifest(
    files: Sequence[Written],
    description: Written | None,
    totals: Totals,
    layout: Layout,
    configuration: Configuration,
) -> bytes:
    """As JSON: what files there are, and how they came about. No clock, so that the same inputs give the same bytes."""
    about = {
        "format": FORMAT,
        "kgexport": __version__,
        "articles": totals.articles,
        "triples": totals.triples,
        "shards": layout.shards,
        "configuration": configuration.parts,
        "files": [
            {
                "name": file.name,
                "sha256": file.sha256,
                "bytes": file.bytes,
                "articles": totals.per_shard[file.name][0],
                "triples": totals.per_shard[file.name][1],
            }
            for file in files
        ],
        "description": description,
    }
    return msgspec.json.format(msgspec.json.encode(about), indent=2) + b"\n"
