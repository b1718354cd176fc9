"""Writes docs/tables.md from queries/tables/: ``python docs/tables_page.py``. A test keeps the page current."""

from collections.abc import Iterator
from pathlib import Path

from kgexport.tables import Column, Table, tables
from kgexport.tables.network import EDGES

PAGE = Path(__file__).parent / "tables.md"
_HEAD = """\
<!-- Written by docs/tables_page.py from queries/tables/. Change those. -->

# Tables, networks, and files of other tools

    kgexport tables out.ttl -o tables/                        # CSV, a file a table
    kgexport tables out.ttl -o tables/ -f parquet -f graphml  # whatever you need, at once

| `--format` | gives | for |
|---|---|---|
| `csv` | a file a table, and `csv-metadata.json` (CSV on the Web), which says what each column is | spreadsheets, R, pandas |
| `parquet` | the same tables with typed columns; lists are lists (`kgexport[tables]`) | DuckDB, Spark, Arrow |
| `edges` | `edges.csv`: who is tied to whom, one row a claim | network analysis |
| `graphml` | `network.graphml`: the same as a network (`kgexport[tables]`) | Gephi, networkx, igraph |
| `ftm` | `entities.ftm.json`: entities of FollowTheMoney, one a line | Aleph, OpenSanctions |
| `neo4j` | `neo4j/`: nodes and relationships | Neo4j |

**CSV** is RFC 4180 in UTF-8. Values of a list are separated by `|`; a `|` inside a value is written as `｜` (U+FF5C).
Text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a carriage return) gets an
apostrophe in front; `--no-formula-guard` leaves it as it is. Where the graph was exported with `--text none`, cells for
words are empty, and the content of a statement is given by its offsets.

**FollowTheMoney.** People, organisations (`PublicBody`, `Company` or `Organization`), posts (`Membership`), meetings
(`Event`; one that was not held has its status in the name), name mentions (`Mention`) and articles. What somebody
*said* has no schema there and is left out, and so are those without a name. Every entity is one that the library
followthemoney 4.11 takes as it is; a text of more than 65,000 characters, its limit, comes in pieces.

    kgexport tables out.ttl -o tables/ -f ftm
    alephclient write-entities -f my_collection < tables/entities.ftm.json        # not tested against a server

**Neo4j.** Nodes have the labels `Article`, `Agent` with `Person`, `Organisation`, `UnnamedAgent`, `AnonymousSource` or
`Document`, `Place`, `Meeting`, `Statement`. Not tested against a server; the files are as the manual of 5.x describes
them.

    kgexport tables out.ttl -o tables/ -f neo4j && cd tables/neo4j
    neo4j-admin database import full news --array-delimiter=';' --multiline-fields=true \\\\
      $(for f in articles people organisations unnamed_agents places meetings statements; do echo --nodes=$f.csv; done) \\\\
      $(for f in participates_in asserts_status prepares takes_place_in said said_to based_on presumably_based_on about \\\\
          holds_post_in mentioned_in reported_in; do echo --relationships=$f.csv; done)
"""


def page() -> str:
    """The whole page."""
    return "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    yield _HEAD.replace("\\\\", "\\")
    for table in (*tables().values(), EDGES):
        yield f"## {table.name}"
        yield ""
        yield table.title
        yield ""
        yield from _columns(table)
        yield ""


def _columns(table: Table) -> Iterator[str]:
    yield "| column | type | what it is |"
    yield "|---|---|---|"
    for column in table.columns:
        yield f"| `{column.name}` | {_type(column)} | {column.description.replace('|', chr(92) + '|')} |"


def _type(column: Column) -> str:
    return f"{column.datatype}{' list' if column.is_list else ''}{', key' if column.is_key else ''}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
