"""``kgexport annotate``: what was read in an article, before it becomes a graph."""

import click

from kgexport.commands.inputs import INPUTS_HELP, ArticleInputs, article_inputs
from kgexport.commands.output import output_option
from kgexport.console import stdout
from kgexport.errors import UsageError

_EXAMPLES = """

    \b
    kgexport annotate article.txt > annotated.jsonl
    kgexport annotate news/ -o annotated.jsonl --workers 2
    kgexport export annotated.jsonl -o articles.trig"""


@click.command(
    "annotate",
    help=f"Write what articles say as JSON Lines, one annotated article a line.\n\n    {INPUTS_HELP}{_EXAMPLES}",
)
@article_inputs
@output_option
@click.pass_context
def annotate_command(ctx: click.Context, /, *, given: ArticleInputs, output: str | None) -> None:  # noqa: D103
    from kgexport.graph.formats import format_of
    from kgexport.pipeline import annotate_to

    target = given.target(output)
    if target is not None and format_of(target) is not None and target.suffix.lower() != ".json":
        raise UsageError(
            f"{target}: its name promises RDF; annotate writes JSON Lines (.jsonl), and `kgexport export` RDF"
        )
    with given.watched() as observer:
        outcome = annotate_to(
            given.inputs,
            target or stdout(),
            read=given.read,
            annotation=given.annotation,
            observer=observer,
            running=given.running,
        )
    ctx.exit(given.finish(outcome, target))


@click.command("schema")
@click.argument("name", type=click.Choice(["annotations"]))
def schema_command(name: str) -> None:
    """Print the JSON Schema of the lines that `kgexport annotate` writes.

    \b
    kgexport schema annotations > annotations.schema.json
    """  # noqa: D301
    import json

    from kgexport.console import print_text
    from kgexport.readers.annotations import schema

    print_text(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n")
