"""``kgexport export``: the main job."""

import click

from kgexport.commands.inputs import INPUTS_HELP, ArticleInputs, article_inputs
from kgexport.commands.output import format_option, output_option, target_of
from kgexport.console import stdout


@click.command("export", help=f"Write what articles say as RDF, validated.\n\n    {INPUTS_HELP}")
@article_inputs
@output_option
@format_option("turtle")
@click.option("--base-iri", help="What the IRIs of articles begin with.  [default: https://kg.example/]")
@click.option(
    "--text",
    type=click.Choice(["full", "mentions", "none"]),
    default="full",
    show_default=True,
    help="Whether the article's text, only the mentions' words, or offsets only go into the graph.",
)
@click.option(
    "--identity",
    type=click.Choice(["article", "name"]),
    default="article",
    show_default=True,
    help="Whether agents of one full name in several articles are one node.",
)
@click.pass_context
def export_command(  # noqa: D103
    ctx: click.Context,
    /,
    *,
    given: ArticleInputs,
    output: str | None,
    syntax: str | None,
    base_iri: str | None,
    text: str,
    identity: str,
) -> None:
    from kgexport.api import graph_format, mapping_options
    from kgexport.pipeline import export

    target = target_of(output)
    with given.watched() as observer:
        outcome = export(
            given.inputs,
            target or stdout(),
            syntax=graph_format(target, syntax),
            options=mapping_options(base_iri, text, identity),
            read=given.read,
            annotation=given.annotation,
            observer=observer,
            running=given.running,
        )
    ctx.exit(given.finish(outcome, target))
