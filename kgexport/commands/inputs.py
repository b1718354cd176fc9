"""What ``export`` and ``annotate`` have in common: INPUT…, how articles are read and annotated, and what the user is told."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kgexport.commands.output import WOULD_BE_LOST, keep, target_of
from kgexport.commands.progress import Progress
from kgexport.console import say, summarise
from kgexport.errors import PARTIAL, NothingReadable, UsageError

if TYPE_CHECKING:
    from kgexport.outcome import Observer, Outcome
    from kgexport.pipeline import Running
    from kgexport.readers import ReadOptions
    from kgexport.work import AnnotationOptions

INPUTS_HELP = """INPUT is a file, a folder, a pattern such as 'news/**/*.html', or - for standard input: text, HTML, JSON
    Lines, CSV, Parquet, RSS and Atom, WARC, ninjs, NewsML-G2, NITF, FollowTheMoney or annotated articles, perhaps compressed
    with gzip or zstd. Metadata come from the input itself, from NAME.meta.json beside NAME.txt, or from options."""
# As in kgexport.readers.formats, which --help need not load.
FORMAT_NAMES = (
    *("text", "json", "html", "feed", "csv", "tsv"),
    *("parquet", "warc", "ninjs", "newsml-g2", "nitf", "ftm"),
)

_LONGEST_LANGUAGE = 3
_METADATA = ("title", "url", "publisher", "authors", "published", "language")
_OPTIONS = (
    click.argument("inputs", metavar="INPUT…", nargs=-1, required=True),
    click.option("--title", help="Title, for articles that do not give theirs."),
    click.option("--url", help="Address, for articles that do not give theirs."),
    click.option("--publisher", help="Publisher, for articles that do not give theirs."),
    click.option("--author", "authors", multiple=True, help="Author, likewise; may be given several times."),
    click.option("--published", help="Day or time of publication (ISO 8601), likewise."),
    click.option("--language", help="Language tag such as 'en', likewise."),
    click.option(
        "--input-format",
        metavar="FORMAT",
        type=click.Choice(FORMAT_NAMES),
        help=f"What the inputs are, where name and content do not tell: {', '.join(FORMAT_NAMES)}.",
    ),
    click.option(
        "--map",
        "mapping",
        metavar="PART=FIELD,…",
        multiple=True,
        help="Where the parts of an article are in JSON or a table: text=body,title=headline,published=meta.date; "
        "text=lead+body joins two.",
    ),
    click.option(
        "--max-page-bytes",
        type=click.IntRange(1000),
        default=4_000_000,
        show_default=True,
        help="Web pages and news items that are larger are refused.",
    ),
    click.option(
        "--max-characters",
        type=click.IntRange(1, 1_000_000),
        default=150_000,
        show_default=True,
        help="Articles that are longer are refused.",
    ),
    click.option(
        "--max-mentions",
        type=click.IntRange(1),
        default=200_000,
        show_default=True,
        help="Articles that give more mentions are refused.",
    ),
    click.option("--model", help="Language model: md, sm or an official en_core_web_*.  [default: md]"),
    click.option("--allow-unknown-model", is_flag=True, help="Load a model whose files are not the known ones."),
    click.option(
        "--cues",
        metavar="FILE",
        multiple=True,
        help="Add words that report speech (a TOML file); may be given several times.",
    ),
    click.option(
        "--authority",
        "authorities",
        metavar="FILE",
        multiple=True,
        help="Link agents and places to this authority too; may be given several times, the first decides.",
    ),
    click.option("--no-starter", is_flag=True, help="Do not link to the starter authority that ships."),
    click.option(
        "--workers",
        type=click.IntRange(1, 1024),
        default=1,
        show_default=True,
        help="Work in so many processes.",
    ),
    click.option(
        "--article-seconds",
        type=click.FloatRange(0.1),
        default=10.0,
        show_default=True,
        help="An article that takes more time of the processor is refused; past 150,000 characters more in proportion.",
    ),
    click.option(
        "--article-memory",
        "article_megabytes",
        metavar="MB",
        type=click.IntRange(50),
        default=300,
        show_default=True,
        help="An article that needs more memory is refused (on Linux).",
    ),
    click.option(
        "--quarantine",
        type=click.Path(path_type=Path),
        help="Write refused articles, with reasons, to this file.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="No progress and no summary; errors only."),
)


@dataclass(frozen=True, kw_only=True)
class ArticleInputs:
    """What the options that both commands share have said."""

    inputs: tuple[str, ...]
    read: "ReadOptions"
    annotation: "AnnotationOptions"
    running: "Running"
    quarantine: Path | None
    quiet: bool
    progress: Progress

    def target(self, output: str | None) -> Path | None:
        """The file to write, None for standard output. Raises UsageError where it is one of those that are read."""
        target = target_of(output)
        if (
            output is not None and "://" in output and output in self.inputs
        ):  # of addresses only the words can be compared
            raise UsageError(f"{output}: {WOULD_BE_LOST}")
        for written in (target, self.quarantine):
            if written is not None:
                self.keep(written)
        if target is not None and self.quarantine is not None and target.absolute() == self.quarantine.absolute():
            raise UsageError(f"{target}: refused articles go to a file of their own; --output and --quarantine are one")
        return target

    def keep(self, written: Path) -> None:
        """Raises UsageError where a file to write is one of those that are read."""
        if written.is_file():  # else nothing can be lost, and folders need not be walked
            keep(self._files(), written)

    def _files(self) -> Iterator[str | Path]:
        """What the user has named, and what is in folders."""
        from kgexport.readers.files import files_of

        yield from (*self.annotation.cues, *self.annotation.authorities)
        for each in self.inputs:
            yield each
            yield from (found[0] for found in files_of(each) if isinstance(found, tuple))

    @contextmanager
    def watched(self) -> Iterator["Observer"]:
        """Tells the user about refused articles and how far the run is."""
        self.progress.total_of = self._bytes
        with self.progress.shown(quiet=self.quiet) as observer:
            yield observer

    def _bytes(self) -> int | None:
        """What there is to read; None where that cannot be told before."""
        from kgexport.readers.files import files_of

        if any(each == "-" or "://" in each for each in self.inputs):
            return None
        paths = [found[0] for each in self.inputs for found in files_of(each) if isinstance(found, tuple)]
        try:
            return sum(path.stat().st_size for path in paths)
        except (OSError, ValueError):  # the reader will say
            return None

    def finish(self, outcome: "Outcome", target: Path | str | None) -> int:
        """Writes the quarantine file and the summary; gives the exit status."""
        if self.quarantine is not None:
            outcome.write_quarantine(self.quarantine)
        if not self.quiet and outcome.articles:
            where = None if target is None else str(target)
            fields = {"output": where, "seconds": round(self.progress.seconds, 3)} | outcome.fields()
            summarise(f"{outcome.summary()}{f' -> {target}' if target else ''}", fields)
        if outcome.exit_code == NothingReadable.exit_code:
            say("nothing readable: no article in the inputs", level="error")
        elif outcome.exit_code == PARTIAL and not outcome.articles:
            say("no article got through; nothing was written", level="error")
        return outcome.exit_code


def article_inputs(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the shared options to a command, which gets them as ``given``, an ArticleInputs."""

    @functools.wraps(command)
    def with_inputs(*args: Any, **values: Any) -> Any:
        shared = {name: values.pop(name) for name in _SHARED}
        return command(*args, given=_given(**shared), **values)

    for option in reversed(_OPTIONS):
        with_inputs = option(with_inputs)
    return with_inputs


_SHARED = (
    *(
        "inputs",
        *_METADATA,
        "input_format",
        "mapping",
        "max_page_bytes",
        "max_characters",
        "max_mentions",
        "model",
        "allow_unknown_model",
    ),
    *("cues", "authorities", "no_starter", "workers", "article_seconds", "article_megabytes", "quarantine", "quiet"),
)


def _given(
    *,
    inputs: tuple[str, ...],
    input_format: str | None,
    mapping: tuple[str, ...],
    max_page_bytes: int,
    max_characters: int,
    max_mentions: int,
    model: str | None,
    allow_unknown_model: bool,
    cues: tuple[str, ...],
    authorities: tuple[str, ...],
    no_starter: bool,
    workers: int,
    article_seconds: float,
    article_megabytes: int,
    quarantine: Path | None,
    quiet: bool,
    **metadata: Any,
) -> ArticleInputs:
    from kgexport.files import check_writable
    from kgexport.pipeline import Running
    from kgexport.readers import FieldMapping, ReadOptions
    from kgexport.readers.metadata import metadata_of
    from kgexport.running.pool import Limits
    from kgexport.work import AnnotationOptions

    if quarantine is not None:
        check_writable(quarantine)
    try:
        common = metadata_of({key: value for key, value in metadata.items() if value})
    except ValueError as error:
        raise UsageError(f"--{error}") from None
    language = common.language or ""
    # BCP 47 (RFC 5646, 2.2.1): longer ones are reserved. In an article's own metadata they are let pass: it is not lost for that.
    if len(language.partition("-")[0]) > _LONGEST_LANGUAGE:
        raise UsageError(f"--language: not a language tag such as 'en': {language!r}")
    try:
        fields = FieldMapping.parse(mapping)
    except ValueError as error:
        raise UsageError(f"--map: {error}") from None
    progress = Progress()
    return ArticleInputs(
        inputs=inputs,
        read=ReadOptions(
            metadata=common,
            max_characters=max_characters,
            notice=say,
            consumed=progress.consume,
            mapping=fields,
            input_format=input_format,
            max_page_bytes=max_page_bytes,
        ),
        annotation=AnnotationOptions(
            model=model,
            allow_unknown_model=allow_unknown_model,
            cues=tuple(map(Path, cues)),
            authorities=tuple(map(Path, authorities)),
            starter=not no_starter,
            max_mentions=max_mentions,
        ),
        running=Running(workers=workers, limits=Limits(seconds=article_seconds, megabytes=article_megabytes)),
        quarantine=quarantine,
        quiet=quiet,
        progress=progress,
    )
