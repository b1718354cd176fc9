"""Writes docs/queries.md from queries/ and seeds/: ``python docs/queries_page.py``. A test keeps the page current."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox

from kgexport.mappers import MappingOptions
from kgexport.pipeline import annotate_to
from kgexport.queries import NamedQuery, Rows, named_queries, option_of, run_query
from kgexport.query_results import ResultFormat, format_rows
from kgexport.readers.annotations import annotated_of
from kgexport.work import graph_of

PAGE = Path(__file__).parent / "queries.md"
SEEDS = Path(__file__).parent.parent / "seeds"
_MOST = 6  # rows of an example
# What `export` writes of an article that repeats the first one in seeds/ (in which no report is repeated).
_REPRINT = tuple(
    ox.parse(
        """
        PREFIX kg: <https://w3id.org/kgexport/ontology#>
        PREFIX dcterms: <http://purl.org/dc/terms/>
        PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
        <https://kg.example/article/reprint> a kg:Article ;
            dcterms:title "Talks in doubt" ;
            dcterms:issued "2025-10-23"^^xsd:date ;
            kg:sameReportAs <https://kg.example/article/06e9466370c5d0fa> .
        """,
        ox.RdfFormat.TURTLE,
    )
)


def sample() -> Sequence[ox.Quad]:
    """The graphs of the articles in seeds/."""
    written = BytesIO()
    annotate_to([SEEDS], written)
    lines = written.getvalue().splitlines()
    return [quad for line in lines for quad in graph_of(annotated_of(line), MappingOptions()).quads]


def page(quads: Sequence[ox.Quad]) -> str:
    """The whole page, with each question's answer about these quads."""
    return "\n".join(_lines(quads)).rstrip() + "\n"


def _lines(quads: Sequence[ox.Quad]) -> Iterator[str]:
    queries = named_queries().values()
    yield "<!-- Written by docs/queries_page.py from queries/ and seeds/. Change those. -->"
    yield ""
    yield "# What can be asked by name"
    yield ""
    yield "`kgexport query NAME` asks files, a store (`--store`) or a server (`--endpoint`); `--explain` shows the SPARQL."
    yield "A parameter is `--NAME VALUE`. The answers below are about the article in `seeds/`."
    yield ""
    yield from (f"- [{query.name}](#{query.name}): {query.title}" for query in queries)
    for query in queries:
        yield from _section(
            query, run_query(query.name, [*quads, *_REPRINT] if query.name == "same-reports" else quads)
        )


def _section(query: NamedQuery, answer: Rows) -> Iterator[str]:
    yield from ("", f"## {query.name}", "", f"{query.title}.")
    if query.description:
        yield from ("", query.description)
    if query.parameters:
        yield from ("", "| parameter | |", "|---|---|")
        yield from (f"| `{option_of(name)}` | {means} |" for name, means in query.parameters.items())
    if query.about:
        needs = f"Over a store or a server it needs {_in_code(query.options_about)}, such as `{query.example}`."
        yield from ("", f"{needs} `kgexport tables` writes everything.")
    rows = answer.rows[:_MOST]
    yield ""
    if answer.is_graph:
        written = format_rows(Rows(columns=answer.columns, rows=rows, is_graph=True), ResultFormat.TURTLE)
        yield from ("```turtle", *(line for line in written.splitlines() if line and not line.startswith("@")), "```")
    else:
        yield from format_rows(Rows(columns=answer.columns, rows=rows), ResultFormat.MARKDOWN).splitlines()
    if len(answer.rows) > _MOST:
        yield from ("", f"… and {len(answer.rows) - _MOST} more.")


def _in_code(options: str) -> str:
    return re.sub(r"--[\w-]+", r"`\g<0>`", options)


if __name__ == "__main__":
    PAGE.write_text(page(sample()), encoding="utf-8")
