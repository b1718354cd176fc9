import csv
import io
import json
from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgexport.errors import UsageError
from kgexport.queries import Rows
from kgexport.query_results import ResultFormat, format_rows

NUMBER = ox.Literal("5", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
ROWS = Rows(
    columns=("who", "said", "n"),
    rows=(
        (ox.NamedNode("https://kg.example/a"), ox.Literal('“x”, "y"\n\tz', language="en"), NUMBER),
        (ox.NamedNode("https://w3id.org/kgexport/ontology#Person"), None, ox.BlankNode("b")),
    ),
)


def test_a_table_is_aligned_and_counts_its_rows() -> None:
    assert format_rows(ROWS, ResultFormat.TABLE).splitlines() == [
        "who                   said        n",
        "--------------------  ----------  ---",
        'https://kg.example/a  “x”, "y" z  5',
        "kg:Person                         _:b",
        "",
        "2 rows",
    ]


def test_csv_follows_the_standard() -> None:
    text = format_rows(ROWS, ResultFormat.CSV)
    assert text.startswith("who,said,n\r\n")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["who", "said", "n"],
        ["https://kg.example/a", '“x”, "y"\n\tz', "5"],
        ["https://w3id.org/kgexport/ontology#Person", "", "_:b"],
    ]


def test_tsv_writes_terms_in_turtle() -> None:
    assert format_rows(ROWS, ResultFormat.TSV).splitlines() == [
        "?who\t?said\t?n",
        '<https://kg.example/a>\t"“x”, \\"y\\"\\n\\tz"@en\t"5"^^<http://www.w3.org/2001/XMLSchema#integer>',
        "<https://w3id.org/kgexport/ontology#Person>\t\t_:b",
    ]


def test_json_is_what_sparql_clients_read() -> None:
    written = format_rows(ROWS, ResultFormat.JSON)
    assert json.loads(written)["results"]["bindings"][1] == {
        "who": {"type": "uri", "value": "https://w3id.org/kgexport/ontology#Person"},
        "n": {"type": "bnode", "value": "b"},
    }
    read = ox.parse_query_results(written, ox.QueryResultsFormat.JSON)
    assert [tuple(row) for row in read] == [tuple(row) for row in ROWS.rows]


@pytest.mark.parametrize("result_format", ResultFormat)
def test_no_rows_are_no_trouble(result_format: ResultFormat) -> None:
    no_rows = Rows(columns=("a",), rows=(), is_graph=result_format is ResultFormat.TURTLE)
    assert format_rows(no_rows, result_format).endswith("\n")
    assert format_rows(replace(no_rows, columns=()), result_format).endswith("\n")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_and_never_moves_the_cursor(text: str) -> None:
    rows = Rows(columns=("x",), rows=((ox.Literal(text),),))
    (row,) = ox.parse_query_results(format_rows(rows, ResultFormat.JSON), ox.QueryResultsFormat.JSON)
    assert row["x"].value == text
    table = format_rows(rows, ResultFormat.TABLE)
    assert len(table.split("\n")) == 6
    assert all(line.isprintable() or "\x1b" not in line for line in table.split("\n"))
    if "\x00" not in text and "\r" not in text:
        assert list(csv.reader(io.StringIO(format_rows(rows, ResultFormat.CSV), newline="")))[1:] in ([[text]], [[]])


def test_markdown_shows_markup_instead_of_obeying_it() -> None:
    rows = Rows(columns=("a", "b"), rows=((ox.Literal("x|y *z*\n<b> [c](d) \u202e"), None),))
    assert format_rows(rows, ResultFormat.MARKDOWN) == (
        "| a | b |\n| --- | --- |\n| x\\|y \\*z\\* &lt;b> \\[c\\](d) |  |\n"
    )


def test_a_graph_can_be_turtle_and_a_table_cannot() -> None:
    triple = (ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c"))
    graph = Rows(columns=("subject", "predicate", "object"), rows=(triple,), is_graph=True)
    assert '<urn:a> <urn:b> "c" .' in format_rows(graph, ResultFormat.TURTLE)
    with pytest.raises(UsageError, match="gives a table"):
        format_rows(ROWS, ResultFormat.TURTLE)
