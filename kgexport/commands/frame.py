"""``kgexport frame``: an article a JSON-LD document, for web pages."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from kgexport.commands.output import keep
from kgexport.errors import NothingReadable, ReadError, UsageError

_NAME = re.compile(r"[A-Za-z0-9_~%-][A-Za-z0-9._~%-]{0,149}")  # a file name on every system


@click.command("frame")
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.option("-o", "--output", metavar="DIR", help="The folder to write to, a file an article; made if need be.")
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def frame_command(*, files: tuple[str, ...], output: str | None, quiet: bool) -> None:
    """Write JSON-LD for web pages: one object an article, with its context, people, meetings, statements … inside.

    FILE is RDF that `kgexport export` wrote, a folder of it, or - for standard input. One article goes to standard
    output unless DIR is given. The documents are fit for <script type="application/ld+json">. docs/json-ld.md explains them.

    \b
    kgexport frame article.ttl > article.jsonld
    kgexport frame articles.trig -o pages/
    """  # noqa: D301
    from kgexport.console import print_text, summarise
    from kgexport.files import made, replacing
    from kgexport.graph.read import files_of

    sources = files_of(files)
    documents = _documents(sources)
    if output in (None, "-"):
        if len(documents) > 1:
            raise UsageError(f"{len(documents)} articles: give the folder for their files, with -o DIR")
        print_text(next(iter(documents.values())).decode())
        return
    target = made(Path(str(output)))
    pages = {target / name: document for name, document in zip(_names(documents), documents.values(), strict=True)}
    for path in pages:
        keep(sources, path)
    for path, document in pages.items():
        with replacing(path) as stream:
            stream.write(document)
    if not quiet:
        summarise(f"{len(documents)} article{'s' if len(documents) != 1 else ''} -> {target}")


def _documents(files: Sequence[str]) -> dict[str, bytes]:
    from kgexport.graph.frame import framed_articles
    from kgexport.graph.read import read_graph

    documents: dict[str, bytes] = {}
    for file in files:
        for article, document in framed_articles(read_graph(file)).items():
            if documents.setdefault(article, document) != document:
                raise ReadError(file, f"another input says other things about the article {article}")
    if not documents:
        raise NothingReadable(f"{', '.join(files)}: no article; frame reads graphs that `kgexport export` wrote")
    return documents


def _names(articles: Iterable[str]) -> list[str]:
    """The file of each article: its id where that is a file name and the first of its kind, else a digest of its IRI."""
    import hashlib

    names: dict[str, str] = {}
    for article in articles:
        name = article.rpartition("/")[2]
        if not _NAME.fullmatch(name) or name.casefold() in names:
            name = hashlib.sha256(article.encode()).hexdigest()[:16]
        names[name.casefold()] = f"{name}.jsonld"
    return list(names.values())
