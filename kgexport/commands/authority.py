"""The commands about authorities: ``kgexport authority build`` and ``kgexport authority info``."""

from pathlib import Path

import click

from kgexport.commands.groups import Commands
from kgexport.commands.output import keep

TYPES = ("person", "organisation", "place")


@click.group("authority", cls=Commands)
def authority_commands() -> None:
    """Build and look at authorities: files of known agents and places that articles are linked to."""


@authority_commands.command("build")
@click.argument("source", metavar="SOURCE")
@click.option("-o", "--output", metavar="FILE", required=True, help="The authority to write.")
@click.option(
    "--from",
    "kind",
    type=click.Choice(["wikidata", "csv", "skos"]),
    help="What SOURCE is.  [default: by its name: .csv a table; .ttl, .rdf, .nt SKOS; else a Wikidata dump]",
)
@click.option("--type", "entity_type", type=click.Choice(TYPES), help="What the concepts of a SKOS vocabulary are.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")
def build_command(*, source: str, output: str, kind: str | None, entity_type: str | None, quiet: bool) -> None:
    """Write an authority from a Wikidata JSON dump (plain, .gz or .bz2), a CSV table or a SKOS vocabulary.

    A build from a dump that was interrupted goes on where it stopped. FILE is complete, or as it was before.

    \b
    kgexport authority build latest-all.json.gz -o wikidata.db
    kgexport authority build known.csv -o known.db
    kgexport authority build places.ttl --type place -o places.db
    """  # noqa: D301
    from kgexport.console import is_terminal, summarise
    from kgexport.errors import ReadError, UsageError
    from kgexport.linking import EntityType
    from kgexport.linking.build import build, build_from_wikidata
    from kgexport.linking.sources import entities_from_csv, entities_from_skos

    path, target = Path(source), Path(output)
    if source == "-":
        raise UsageError("an authority is built from a file, not from standard input")
    if not path.is_file():
        raise ReadError(path, "no such file")
    keep([path], target)
    chosen = kind or {".csv": "csv", ".ttl": "skos", ".rdf": "skos", ".nt": "skos"}.get(path.suffix.lower(), "wikidata")
    if chosen == "csv":
        count = build(target, entities_from_csv(path), path.name)
    elif chosen == "skos":
        if entity_type is None:
            raise UsageError(f"what are the concepts of {path.name}? Give --type {', '.join(TYPES)}")
        count = build(target, entities_from_skos(path, EntityType(entity_type)), path.name)
    else:
        shown = not quiet and is_terminal()

        def progress(read: int, kept: int) -> None:
            if shown:
                click.echo(f"\r{read:,} lines read, {kept:,} entities kept", err=True, nl=False)

        count = build_from_wikidata(target, path, progress)
        if shown:
            click.echo(err=True)
    if not quiet:
        summarise(f"{count:,} entities -> {target}")


@authority_commands.command("info")
@click.argument("file", metavar="[FILE]", required=False)
def info_command(*, file: str | None) -> None:
    """Print what an authority holds and where it is from; without FILE, the starter that ships.

    \b
    kgexport authority info
    kgexport authority info known.db
    """  # noqa: D301
    from kgexport.linking import open_authority, starter
    from kgexport.linking.authority import VERSION

    authority = open_authority(Path(file)) if file else starter()
    meta = authority.meta()
    rows = {
        "name": authority.name,
        "version": VERSION,
        "source": meta.get("source", "ships with kgexport" if file is None else ""),
        "sha256": authority.sha256,
        **{f"{kind} entries": f"{count:,}" for kind, count in authority.counts().items()},
    }
    click.echo("".join(f"{key + ':':22}{value}\n" for key, value in rows.items()), nl=False)
