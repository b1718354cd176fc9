"""``kgexport serve``: a store over HTTP."""

from pathlib import Path

import click


@click.command("serve")
@click.option(
    "--store", metavar="DIR", type=click.Path(path_type=Path), required=True, help="The store in this folder."
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen at; loopback unless you say so."
)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--base-iri", help="What the IRIs that are shown begin with.  [default: as in the store]")
@click.option("--allow-host", "hosts", metavar="NAME", multiple=True, help="A name under which the server is known.")
@click.option(
    "--cors", "origins", metavar="ORIGIN", multiple=True, help="A site whose pages may ask; * for any. None by default."
)
@click.option(
    "--seconds", type=click.FloatRange(0.1, 3600), default=10.0, show_default=True, help="Longest time of a request."
)
@click.option(
    "--megabytes", type=click.IntRange(16, 65536), default=128, show_default=True, help="Most memory of a query."
)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Queries at the same time.")
def serve_command(
    *,
    store: Path,
    host: str,
    port: int,
    base_iri: str | None,
    hosts: tuple[str, ...],
    origins: tuple[str, ...],
    seconds: float,
    megabytes: int,
    workers: int,
) -> None:
    """Serve a store, read-only: a SPARQL endpoint at /sparql, and a page for every article, person and organisation.

    While it runs, others can read the store, and nobody can load into it.

    \b
    kgexport serve --store archive
    curl http://127.0.0.1:8000/sparql --data-urlencode 'query=SELECT * { ?meeting a kg:Meeting } LIMIT 3'
    """  # noqa: D301
    from kgexport.serve.app import serve
    from kgexport.serve.workers import Limits

    limits = Limits(seconds=seconds, megabytes=megabytes, workers=workers)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    serve(
        store,
        host=host,
        port=port,
        base=base_iri,
        limits=limits,
        hosts=hosts,
        origins=origins,
        listening=lambda: click.echo(f"{address} (Ctrl-C ends it)", err=True),
    )
