"""What is done with articles, wherever: annotated, mapped, checked, validated, written; one record an article, nothing else."""

import hashlib
import os
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import msgspec
from msgspec.structs import replace

from kgexport.copies.records import Fingerprint
from kgexport.errors import GateError
from kgexport.model import AnnotatedArticle, AnonymousSource, Article, Organisation, Person
from kgexport.outcome import Refused
from kgexport.readers.annotations import line_of
from kgexport.readers.article import USUAL_CHARACTERS

if TYPE_CHECKING:
    from kgexport.extraction import Annotator
    from kgexport.extraction.statements.lexicon import CueLexicon
    from kgexport.graph.gate import CheckedGraph
    from kgexport.linking import Authorities
    from kgexport.mapping import MappingOptions
    from kgexport.validation import Report

Readable: TypeAlias = Article | AnnotatedArticle

BATCH = 8  # articles that are parsed together: more at a time gain nothing, and the last ones would end further apart


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
    fingerprint: Fingerprint | None = None  # of what is to be written
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
            for parsed in parse(articles, annotator.model.nlp, batch_size=BATCH):
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
        # There are as many processes as there are to be: the fast engine for SHACL starts no threads (nor does the parse).
        os.environ["RAYON_NUM_THREADS"] = "1"
        self._annotations.reopen()

    def weight(self, batch: Sequence[Readable]) -> float:
        """How many times the time of one article a batch may take: more than once only where an article is very long."""
        return max(1.0, sum(map(characters_of, batch)) / USUAL_CHARACTERS)

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

    @cached_property
    def _libraries(self) -> bool:
        """What maps, checks, validates and writes is there."""
        from kgexport.graph.write import serialise  # noqa: F401
        from kgexport.mappers import triples_of  # noqa: F401
        from kgexport.validation import validate

        return validate([]).conforms

    def prepare(self, batch: Sequence[Readable]) -> bool:
        """Loads what the batch needs; True where that was not there before. Raises ReadError, MissingModel, UsageError."""
        missing = "_libraries" not in self.__dict__
        return super().prepare(batch) | (missing and self._libraries)

    def __call__(self, batch: Sequence[Readable]) -> list[Processed]:
        """One record an article, in order."""
        from kgexport.copies.fingerprints import fingerprint_of
        from kgexport.graph.formats import GraphFormat
        from kgexport.graph.write import serialise

        records: list[Processed] = []
        graphs: list[CheckedGraph] = []
        places: list[int] = []  # of the graphs, in the batch
        for annotated, said in self._annotations.of(batch):
            if annotated is None:
                records.append(said)
                continue
            records.append(replace(said, counts=counts_of(annotated), fingerprint=fingerprint_of(annotated.article)))
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
                records[place] = replace(records[place], refused=refused, fingerprint=None)
        return records

    def __getstate__(self) -> dict[str, object]:
        return {"annotation": self.annotation, "mapping": self.mapping}


def id_of(article: Readable) -> str:
    """The id of an article, annotated or not."""
    return article.id if isinstance(article, Article) else article.article.id


def characters_of(article: Readable) -> int:
    """How long its text is."""
    return len(article.text if isinstance(article, Article) else article.article.text)


def digest_of(article: Readable) -> bytes:
    """What tells whether two inputs are the same: a digest of the text and all metadata (and annotations)."""
    return hashlib.sha256(msgspec.json.encode(article)).digest()


def graph_of(annotated: AnnotatedArticle, options: "MappingOptions") -> "CheckedGraph":
    """The graph of one article, through the gate. Raises GateError."""
    from kgexport.graph.gate import admit
    from kgexport.mappers import triples_of

    return admit(annotated, triples_of(annotated, options), base=options.base, max_triples=options.max_triples)


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
