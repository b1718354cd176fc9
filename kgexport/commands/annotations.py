"""``kgexport annotations``: annotated articles out to tools in which people correct them, and back."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgexport.commands.groups import Commands
from kgexport.commands.output import is_among, keep, output_option, target_of
from kgexport.console import summarise
from kgexport.errors import PARTIAL, GateError, NothingReadable, ReadError

if TYPE_CHECKING:
    from kgexport.model import AnnotatedArticle

_BASE_SUFFIX = ".annotated.jsonl"  # beside the standoff: what it was written from
_STANDOFF = (".ann", ".txt", _BASE_SUFFIX)


@click.group("annotations", cls=Commands)
def annotations_commands() -> None:
    """Correct what was read, in brat; show it with Web Annotation tools.

    \b
    kgexport annotate articles/ -o annotated.jsonl
    kgexport annotations to-brat annotated.jsonl -o brat/       # correct it there
    kgexport annotations from-brat brat/ -o corrected.jsonl
    kgexport export corrected.jsonl -o corrected.ttl
    """  # noqa: D301


@annotations_commands.command("to-brat")
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.option("-o", "--output", metavar="DIR", required=True, help="The folder to write to; made if need be.")
@click.option("--force", is_flag=True, help="Write over standoff that is there already, corrections included.")
def to_brat_command(*, files: tuple[str, ...], output: str, force: bool) -> None:
    """Write annotated articles as brat standoff: for each a .txt and an .ann file, and what brat cannot show beside them.

    FILE is what `kgexport annotate` wrote, or - for standard input. docs/corrections.md says what can be changed, and how.

    \b
    kgexport annotations to-brat annotated.jsonl -o brat/
    """  # noqa: D301
    from kgexport.corrections import standoff_of
    from kgexport.corrections.brat_configuration import annotation_conf
    from kgexport.errors import WriteError
    from kgexport.files import made, replacing
    from kgexport.identifiers import percent_encoded
    from kgexport.readers.annotations import line_of

    folder = made(Path(output))
    articles = list(_annotated(files))
    stems = [percent_encoded(annotated.article.id) for annotated in articles]
    for stem in stems:
        if not force and (folder / f"{stem}.ann").exists():
            raise WriteError(folder / f"{stem}.ann", "it is there already; --force writes over it")
    contents = {"annotation.conf": annotation_conf().encode()}
    for stem, annotated in zip(stems, articles, strict=True):
        contents[f"{stem}.txt"] = annotated.article.text.encode("utf-8", "replace")
        contents[f"{stem}{_BASE_SUFFIX}"] = line_of(annotated) + b"\n"
        contents[f"{stem}.ann"] = standoff_of(annotated).written().encode("utf-8", "replace")
    for name, content in contents.items():
        if is_among(files, folder / name) and (folder / name).read_bytes() != content:
            keep(files, folder / name)
    for name, content in contents.items():
        with replacing(folder / name) as stream:
            stream.write(content)
    summarise(f"{len(articles)} article{'s' if len(articles) != 1 else ''} -> {folder}")


@annotations_commands.command("from-brat")
@click.argument("folder", metavar="DIR")
@output_option
@click.pass_context
def from_brat_command(ctx: click.Context, /, *, folder: str, output: str | None) -> None:
    """Read corrected standoff back into annotated articles, for `kgexport export`.

    DIR is a folder that `to-brat` wrote. An article whose standoff cannot be meant is said and left out (exit status 4).

    \b
    kgexport annotations from-brat brat/ -o corrected.jsonl
    """  # noqa: D301
    from kgexport.api import mapping_options
    from kgexport.console import say, stdout
    from kgexport.files import replacing, write_bytes
    from kgexport.readers.annotations import line_of
    from kgexport.work import graph_of

    if not Path(folder).is_dir():
        raise ReadError(folder, "no such folder")
    target = target_of(output)
    paths = sorted(Path(folder).glob("*.ann"))
    keep([path.with_name(f"{path.stem}{suffix}") for path in paths for suffix in _STANDOFF], target)
    lines, refused = [], 0
    for path in paths:
        try:
            annotated = _corrected(path)
            graph_of(annotated, mapping_options())  # spans, references, chains and statuses hold together
        except ReadError as error:
            say(str(error))
            refused += 1
        except GateError as error:
            say(f"{path}: {error.stage}: {error.reason}")
            refused += 1
        else:
            lines.append(line_of(annotated) + b"\n")
    if not lines:
        raise NothingReadable(f"{folder}: no corrected article (.ann beside {_BASE_SUFFIX}) that can be read")
    if target is None:
        write_bytes(stdout(), b"".join(lines))
    else:
        with replacing(target) as stream:
            stream.writelines(lines)
    ctx.exit(PARTIAL if refused else 0)


@annotations_commands.command("to-webanno")
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@output_option
@click.option("--base-iri", help="What the IRIs of articles begin with.  [default: https://kg.example/]")
def to_webanno_command(*, files: tuple[str, ...], output: str | None, base_iri: str | None) -> None:
    """Write the mentions of annotated articles as Web Annotations (JSON-LD).

    FILE is what `kgexport annotate` wrote, or - for standard input.

    \b
    kgexport annotations to-webanno annotated.jsonl -o mentions.jsonld
    """  # noqa: D301
    from kgexport.api import mapping_options
    from kgexport.console import stdout
    from kgexport.corrections import web_annotations_of
    from kgexport.files import replacing, write_bytes

    target = target_of(output)
    keep(files, target)
    written = web_annotations_of(_annotated(files), mapping_options(base_iri))
    if target is None:
        write_bytes(stdout(), written)
        return
    with replacing(target) as stream:
        stream.write(written)


def _annotated(files: tuple[str, ...]) -> "Iterator[AnnotatedArticle]":
    """The annotated articles of files; raises ReadError for anything else: nobody should correct a part unawares."""
    from kgexport.model import AnnotatedArticle
    from kgexport.readers import ReadOptions, read_inputs

    found = False
    for read in read_inputs(files, ReadOptions()):
        if isinstance(read, ReadError):
            raise read
        if not isinstance(read, AnnotatedArticle):
            raise ReadError(read.id, "an article that is not annotated yet: `kgexport annotate` it first")
        found = True
        yield read
    if not found:
        raise NothingReadable(f"{', '.join(files)}: no annotated article")


def _corrected(path: Path) -> "AnnotatedArticle":
    """Raises ReadError."""
    from kgexport.corrections import corrected
    from kgexport.corrections.standoff import read_standoff
    from kgexport.readers.annotations import annotated_of

    base_path = path.with_name(f"{path.name.removesuffix('.ann')}{_BASE_SUFFIX}")
    try:
        base = annotated_of(base_path.read_bytes())
        content = path.read_bytes().decode()
        text = path.with_suffix(".txt").read_bytes().decode()
    except OSError as error:
        raise ReadError(error.filename or path, error.strerror or str(error)) from None
    except UnicodeDecodeError:
        raise ReadError(path, "not UTF-8") from None
    except ValueError as error:
        raise ReadError(base_path, str(error)) from None
    if text != base.article.text:
        raise ReadError(path.with_suffix(".txt"), "not the text that was annotated: offsets would not fit")
    return corrected(base, read_standoff(content, str(path)), str(path))
