"""The Python API: ``annotate``, ``to_graph``, ``validate`` and ``export``, as ``kgexport`` itself offers them."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from kgexport.copies.records import Duplicates
from kgexport.errors import UsageError
from kgexport.model import AnnotatedArticle, Article
from kgexport.outcome import Observer, Outcome
from kgexport.pipeline import Running
from kgexport.readers import ReadOptions
from kgexport.readers.article import make_article
from kgexport.readers.metadata import metadata_of
from kgexport.work import AnnotationOptions

if TYPE_CHECKING:
    from rdflib import Graph

    from kgexport.extraction import Annotator
    from kgexport.graph.formats import GraphFormat
    from kgexport.mapping import MappingOptions
    from kgexport.validation import Report

__all__ = [
    "AnnotationOptions",
    "Observer",
    "Outcome",
    "Running",
    "annotate",
    "export",
    "graph_format",
    "mapping_options",
    "to_graph",
    "validate",
]


def annotate(
    article: Article | str,
    *,
    model: str | None = None,
    allow_unknown_model: bool = False,
    cues: Iterable[str | Path] = (),
    authorities: Iterable[str | Path] = (),
    starter: bool = True,
    **metadata: Any,
) -> AnnotatedArticle:
    """What an article says. A text may be given as it is, with ``title``, ``url``, ``publisher``, ``authors``,
    ``published`` or ``language`` beside it.

    Agents and places are linked to the entities of ``authorities`` (files that ``kgexport authority build`` wrote), and of
    the starter authority unless ``starter`` is False. ``cues`` are files with more words that report speech (docs/cues.md).
    The language model is loaded once. Raises ReadError for an authority or a cue lexicon that is none, ValueError for a text
    that is empty or too long and for metadata that cannot be meant; MissingModel where the model is not installed.
    """
    if isinstance(article, str):
        article = make_article(article, metadata_of(metadata))
    elif metadata:
        raise TypeError("metadata go into the Article")
    linked_to = AnnotationOptions(authorities=tuple(map(Path, authorities)), starter=starter)
    lexicons = tuple(map(Path, cues))
    options = AnnotationOptions(model=model, allow_unknown_model=allow_unknown_model, cues=lexicons)
    annotator = _annotator(options, tuple(map(_state, lexicons)))
    return linked_to.open_authorities().link(next(annotator.annotate([article])))


@lru_cache(maxsize=2)
def _annotator(options: AnnotationOptions, states: tuple[tuple[int, int] | None, ...]) -> "Annotator":
    """The annotator of the options, kept for the next call; ``states`` are of its cue files, read again when they change."""
    return options.annotator()


def _state(path: Path) -> tuple[int, int] | None:
    """What tells that a file has changed: when it was written and its size. None for one that cannot be asked."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def mapping_options(
    base_iri: str | None = None, text: str = "full", identity: str = "article", max_triples: int = 1_000_000
) -> "MappingOptions":
    """The options of the mapping by their names on the command line. Raises UsageError for a value that cannot be meant."""
    from kgexport.identifiers import DEFAULT_BASE
    from kgexport.mapping import IdentityRule, MappingOptions, TextLevel

    base = base_iri or DEFAULT_BASE
    try:
        return MappingOptions(
            base=base if base.endswith("/") else f"{base}/",
            text=TextLevel(text),
            identity=IdentityRule(identity),
            max_triples=max_triples,
        )
    except ValueError as error:
        raise UsageError(str(error)) from None


def to_graph(
    annotated: AnnotatedArticle, *, base_iri: str | None = None, text: str = "full", identity: str = "article"
) -> "Graph":
    """The RDF graph of an annotated article, as it would be written, prefixes bound.

    Raises GateError for annotations that do not hold together (a mention that is not what the text says, a reference to
    nobody), UsageError for an option that cannot be meant.
    """
    from kgexport.work import graph_of

    return graph_of(annotated, mapping_options(base_iri, text, identity)).to_rdflib()


def validate(graph: "Graph") -> "Report":
    """The SHACL report of a graph against our shapes. Not conforming is a result, not an exception."""
    from kgexport.validation import validate as against_shapes

    return against_shapes(graph)


def export(
    inputs: Iterable[str | Path] | str | Path,
    output: Path | str | BinaryIO,
    *,
    format: str | None = None,
    base_iri: str | None = None,
    text: str = "full",
    identity: str = "article",
    read: ReadOptions | None = None,
    model: str | None = None,
    allow_unknown_model: bool = False,
    cues: Iterable[str | Path] = (),
    authorities: Iterable[str | Path] = (),
    starter: bool = True,
    observer: Observer | None = None,
    running: Running | None = None,
    duplicates: str = "link",
) -> Outcome:
    """What ``kgexport export`` does: files and folders in, one validated file (or stream) out, and what became of them.

    ``duplicates`` is what becomes of articles that repeat another one: they are linked to it ("link"), left out ("skip"), or not
    looked for ("ignore"). ``running`` says in how many processes, and what an article may take; without it all is done in this
    process, without limits.

    Raises WriteError where the output cannot be written (an earlier one is untouched), UsageError for an option that
    cannot be meant, ReadError for an authority or a cue lexicon that is none, MissingModel. An article that cannot be read,
    mapped or validated raises nothing: see ``Outcome.refused``.
    """
    from kgexport.pipeline import export as run

    target = Path(output) if isinstance(output, str) else output
    return run(
        [inputs] if isinstance(inputs, str | Path) else inputs,
        target,
        syntax=graph_format(target if isinstance(target, Path) else None, format),
        options=mapping_options(base_iri, text, identity),
        read=read,
        annotation=AnnotationOptions(
            model=model,
            allow_unknown_model=allow_unknown_model,
            cues=tuple(map(Path, cues)),
            authorities=tuple(map(Path, authorities)),
            starter=starter,
        ),
        observer=observer,
        running=running,
        duplicates=_duplicates(duplicates),
    )


def _duplicates(name: str) -> Duplicates:
    try:
        return Duplicates(name)
    except ValueError:
        raise UsageError(f"no way to treat duplicates {name!r}; there are {', '.join(Duplicates)}") from None


def graph_format(target: Path | None, name: str | None = None) -> "GraphFormat":
    """The format by its name, else that of the target's name, else Turtle. Raises UsageError where neither tells."""
    from kgexport.graph.formats import GraphFormat, format_of

    promised = format_of(target) if target is not None and target.suffix else GraphFormat.TURTLE
    if name is None and promised is None:
        raise UsageError(f"what format is {target}? Give one of {', '.join(GraphFormat)}")
    try:
        return GraphFormat(name) if name is not None else promised or GraphFormat.TURTLE
    except ValueError:
        raise UsageError(f"no format {name!r}; there are {', '.join(GraphFormat)}") from None
