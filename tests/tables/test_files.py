"""The files: what is written can be read back by the tools it is for, and nothing in it can do harm there."""

import csv
import importlib.util
import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgexport.model import Status
from kgexport.tables import Column, Datatype, Table, rows_of, tables
from kgexport.tables.csv_files import csv_of, csvw_of
from kgexport.tables.followthemoney import _pieces, entity_id, followthemoney_of
from kgexport.tables.neo4j import neo4j_files
from kgexport.tables.network import EDGES, edges, graphml_of
from kgexport.tables.parquet_files import parquet_of
from kgexport.tables.write import TableFormat, files_of
from tests.builders import LAKESIDE, make_annotated, make_article, make_assertion, make_meeting, make_person
from tests.conftest import CHECKOUT
from tests.graphs import EXAMPLES
from tests.tables.test_tables import LAKE, records_of, store_of


def words(name: str = "word", **changes) -> Column:
    fields = {"datatype": Datatype.STRING, "is_list": False, "is_key": False, "description": "a word"}
    return Column(name=name, **fields | changes)


def table_of(*columns: Column) -> Table:
    return Table(name="toy", title="A toy.", columns=columns, sparql="")


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


@settings(max_examples=EXAMPLES)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))))
def test_any_text_comes_back_from_csv(texts):
    rows = [(text,) for text in texts]
    read = read_csv(csv_of(table_of(words()), rows, guarded=False))
    # A row of one empty cell and an empty line are the same in CSV.
    assert [row[0] if row else "" for row in read] == ["word", *texts]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_take_for_a_formula_is_guarded(text):
    assert read_csv(csv_of(table_of(words()), [(text,)]))[1] == [f"'{text}"]
    assert read_csv(csv_of(table_of(words(is_list=True)), [((text, "b"),)]))[1] == [f"'{text}|b"]
    assert read_csv(csv_of(table_of(words()), [(text,)], guarded=False))[1] == [text]


def test_a_value_cannot_pass_for_two():
    assert read_csv(csv_of(table_of(words(is_list=True)), [(("a|b", "c"),)]))[1] == ["a｜b|c"]


def test_values_that_are_no_text_are_written_as_csvw_reads_them():
    columns = (words("day", datatype=Datatype.DATE), words("yes", datatype=Datatype.BOOLEAN), words("none"))
    assert read_csv(csv_of(table_of(*columns), [(date(2025, 3, 7), True, None)]))[1] == ["2025-03-07", "true", ""]


def test_the_metadata_describe_every_column_of_every_file():
    described = json.loads(csvw_of(tables().values()))
    files = dict(files_of(store_of(make_annotated()), TableFormat.CSV))
    assert {each["url"] for each in described["tables"]} == files.keys() - {"csv-metadata.json"}
    for each in described["tables"]:
        names = [column["name"] for column in each["tableSchema"]["columns"]]
        assert names == read_csv(files[each["url"]])[0]
        assert set(each["tableSchema"]["primaryKey"]) <= set(names)


def test_parquet_holds_the_same_rows_with_types_and_lists():
    pq = pytest.importorskip("pyarrow.parquet")
    store = store_of(make_annotated())
    for table in tables().values():
        rows = rows_of(table, store)
        read = pq.read_table(io.BytesIO(parquet_of(table, rows)))
        found = [
            tuple(tuple(cell) if isinstance(cell, list) else cell for cell in row.values()) for row in read.to_pylist()
        ]
        assert found == rows
    meetings = pq.read_schema(io.BytesIO(parquet_of(tables()["meetings"], [])))
    assert str(meetings.field("earliest").type) == "date32[day]"
    assert meetings.field("participants").metadata[b"description"]


def relations(*articles) -> set[tuple[str, str, str]]:
    return {(row[2], row[4], row[3]) for row in edges(records_of(*articles))}


def test_edges_tell_who_is_to_meet_whom_who_told_whom_and_on_whose_word():
    found = relations(make_annotated())
    assert ("Ada Moreau", "to-meet", "Jonas Brandt") in found
    assert ("Jonas Brandt", "told", "reporters") in found
    assert ("Lake Courier", "based-on", "a diplomat") in found
    assert ("Lake Courier", "spoke-of", "Ada Moreau") in found
    assert ("Ada Moreau", "post", "Government") in found


@pytest.mark.parametrize(
    ("status", "relation"),
    [
        (Status.HELD, "met"),
        (Status.ONGOING, "met"),
        (Status.POSTPONED, "to-meet"),
        (Status.CANCELLED, "no-meeting"),
        (Status.REFUSED, "no-meeting"),
    ],
)
def test_only_what_was_held_or_goes_on_ties_as_met(status, relation):
    meeting = make_meeting(assertions=(make_assertion(status=status),))
    found = relations(make_annotated(meetings=(meeting,)))
    assert {each[1] for each in found if each[0] == "Ada Moreau" and each[2] == "Jonas Brandt"} == {relation}


def test_a_meeting_of_which_nothing_is_known_ties_nobody():
    found = relations(make_annotated(meetings=(make_meeting(assertions=()),)))
    assert not {each[1] for each in found} & {"met", "to-meet", "no-meeting"}


def test_graphml_is_read_back_with_every_node_and_every_edge():
    networkx = pytest.importorskip("networkx")
    records = records_of(make_annotated())
    network = networkx.read_graphml(io.BytesIO(graphml_of(records)), force_multigraph=True)
    assert network.nodes[f"{LAKE}#person-41"]["name"] == "Ada Moreau"
    assert network.number_of_edges() == len(edges(records))
    assert {column.name for column in EDGES.columns} >= {key for *_, data in network.edges(data=True) for key in data}


def test_a_character_that_xml_has_no_place_for_does_not_break_graphml():
    networkx = pytest.importorskip("networkx")
    content = graphml_of(
        records_of(make_annotated(agents=(make_person(name="Ada\x0bMoreau"), *make_annotated().agents[2:]), authors=()))
    )
    network = networkx.read_graphml(io.BytesIO(content))
    assert network.nodes[f"{LAKE}#person-41"]["name"] == "Ada\N{REPLACEMENT CHARACTER}Moreau"


def entities(*articles) -> list[dict]:
    return [json.loads(line) for line in followthemoney_of(records_of(*articles)).splitlines()]


def test_followthemoney_gets_people_bodies_posts_events_and_mentions():
    found = entities(make_annotated())
    by_schema = {each["schema"]: each for each in found}
    assert by_schema.keys() == {"Article", "Person", "Organization", "PublicBody", "Membership", "Event", "Mention"}
    assert by_schema["PublicBody"]["properties"]["country"] == ["fr"]
    assert by_schema["Article"]["properties"]["publishedAt"] == ["2025-03-04"]
    moreau = next(each for each in found if each["properties"].get("name") == ["Ada Moreau"])
    assert moreau["properties"]["position"] == ["Prime Minister"]


def test_an_event_says_that_it_was_not_held_and_on_whose_word():
    (event,) = [each for each in entities(make_annotated()) if each["schema"] == "Event"]
    assert event["properties"]["name"] == ["Moreau–Brandt summit (scheduled)"]
    assert event["properties"]["summary"] == ["summit: scheduled (certain), on the word of Lake Courier: “will meet”"]
    assert event["properties"]["startDate"] == ["2025-03-07"]


def test_followthemoney_entities_refer_to_each_other_only():
    found = entities(make_annotated())
    ids = [each["id"] for each in found]
    assert len(set(ids)) == len(ids)
    for each in found:
        for name in ("proof", "involved", "organizer", "member", "organization", "document", "resolved"):
            assert set(each["properties"].get(name, ())) <= set(ids)
    assert entity_id(f"{LAKE}#person-41") in ids


def test_followthemoney_gets_no_value_that_is_longer_than_it_takes():
    text = "A paragraph of a long report.\n\n" * 4000
    article = make_article(text=f"{LAKESIDE}{text}", publisher="Courier " * 200, url=f"https://x.example/{'a' * 5000}")
    (found,) = [each["properties"] for each in entities(make_annotated(article=article)) if each["schema"] == "Article"]
    assert "".join(found["bodyText"]) == article.text
    assert [len(piece) <= 65_000 for piece in found["bodyText"]] == [True, True]
    assert found["bodyText"][0].endswith("report.\n\n")
    assert "sourceUrl" not in found


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2025-03-05", "2025-03-05"),
        ("2025-03-05T01:30:07.5+02:00", "2025-03-04T23:30:07"),
        ("2025-03-05T10:00:00Z", "2025-03-05T10:00:00"),
        ("2025-03-05T10:00:00", "2025-03-05T10:00:00"),
    ],
)
def test_followthemoney_has_its_times_in_utc(published, expected):
    found = entities(make_annotated(article=make_article(published=published)))
    assert [each["properties"]["publishedAt"] for each in found if each["schema"] == "Article"] == [[expected]]


@given(st.text("a \n", max_size=60), st.integers(1, 20))
def test_pieces_of_a_text_are_the_text(text, most):
    pieces = list(_pieces(text, most))
    assert all(0 < len(piece) <= most for piece in pieces)
    assert text.startswith("".join(pieces))
    assert not text[len("".join(pieces)) :].strip()


def test_followthemoney_takes_every_entity_as_it_is():
    """The library itself says so, in an environment of its own (scripts/install_peers), else where it is installed beside us."""
    own = CHECKOUT / ".followthemoney" / "bin" / "python"
    if not own.exists() and importlib.util.find_spec("followthemoney") is None:
        pytest.skip("followthemoney is not installed: scripts/install_peers")
    held = make_annotated(
        article=make_article(id="other", text=f"{LAKESIDE}{'A paragraph.  ' * 9000}", published="2025-03-05T10:00:00Z"),
        meetings=(make_meeting(assertions=(make_assertion(status=Status.HELD),)),),
    )
    lines = followthemoney_of(records_of(make_annotated(), held))
    program = Path(__file__).with_name("followthemoney_check.py")
    python = str(own) if own.exists() else sys.executable
    done = subprocess.run([python, program], input=lines, capture_output=True, timeout=120, check=False)
    assert done.stdout.decode() == f"{len(lines.splitlines())} entities\n", done.stderr.decode()


def test_neo4j_relationships_join_nodes_that_are_there():
    files = {name: read_csv(content) for name, content in neo4j_files(records_of(make_annotated()))}
    nodes = [row[0] for rows in files.values() if rows[0][0] == "iri:ID" for row in rows[1:]]
    assert len(set(nodes)) == len(nodes)
    for name, (header, *rows) in files.items():
        if header[0] != ":START_ID":
            assert header[-1] == ":LABEL", name
            continue
        assert header[-2:] == [":END_ID", ":TYPE"]
        assert all(row[0] in nodes and row[-2] in nodes for row in rows), name
    assert files["participates_in.csv"][1:]
    assert files["said_to.csv"][1:]


@pytest.mark.parametrize("format", TableFormat)
def test_the_same_graph_gives_the_same_bytes(format):
    pytest.importorskip("pyarrow")
    pytest.importorskip("networkx")
    assert list(files_of(store_of(make_annotated()), format)) == list(files_of(store_of(make_annotated()), format))
