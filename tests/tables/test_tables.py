"""The tables: what stands in a row, and that a table holds what the graph says, no more and no less."""

import importlib.util
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from kgexport.mappers import TextLevel
from kgexport.model import Link, Polarity, Status
from kgexport.tables import Datatype, rows_of, tables
from kgexport.tables.records import Records
from tests.builders import LAKESIDE, make_annotated, make_article, make_assertion, make_meeting, make_statement, span
from tests.graphs import BASE, graph_of

LAKE = f"{BASE}article/lakeside"
SCRIPT = Path(__file__).parents[2] / "docs" / "tables_page.py"


def store_of(*articles, **options) -> ox.Store:
    store = ox.Store()
    for annotated in articles:
        store.extend(graph_of(annotated, **options).quads)
    return store


def records_of(*articles, **options) -> Records:
    return Records(store_of(*articles, **options))


@pytest.mark.parametrize("name", tables())
def test_a_table_has_the_columns_that_its_query_gives(name):
    table = tables()[name]
    answers = ox.Store().query(table.sparql)
    assert [variable.value for variable in answers.variables] == [column.name for column in table.columns]
    assert table.key == tuple(range(len(table.key))), "the key stands in front"
    assert table.key
    assert all(column.description for column in table.columns)


@pytest.mark.parametrize("name", tables())
def test_a_key_comes_once_and_nothing_in_it_is_empty(name):
    table = tables()[name]
    rows = rows_of(table, store_of(make_annotated()))
    keys = [row[: len(table.key)] for row in rows]
    assert rows
    assert len(set(keys)) == len(keys)
    assert all(all(key) for key in keys)


def test_an_empty_graph_gives_empty_tables():
    assert all(rows_of(table, ox.Store()) == [] for table in tables().values())


def test_an_article_stands_with_its_metadata():
    (article,) = records_of(make_annotated())["articles"]
    assert article["title"] == "Lakeside summit in doubt"
    assert article["publisher"] == "Lake Courier"
    assert article["authors"] == ("Kim Vale",)
    assert article["published"] == "2025-03-04"
    assert article["url"] == "https://courier.example/2025/lakeside"


def test_a_meeting_stands_with_its_status_its_source_its_day_and_its_place():
    (meeting,) = records_of(make_annotated())["meetings"]
    assert meeting["meeting"] == f"{LAKE}#meeting-9"
    assert (meeting["status"], meeting["status_certainty"]) == ("scheduled", "certain")
    assert (meeting["status_source"], meeting["status_words"]) == ("Lake Courier", "will meet")
    assert meeting["participant_names"] == ("Ada Moreau", "Jonas Brandt")
    assert (meeting["earliest"], meeting["latest"]) == (date(2025, 3, 7), date(2025, 3, 7))
    assert meeting["place_name"] == "Geneva"
    assert meeting["cameo"] == ("036",), "to agree to meet"


def test_a_status_that_the_article_asserts_itself_has_the_article_as_its_source():
    meeting = make_meeting(assertions=(make_assertion(asserted_by=None),))
    records = records_of(make_annotated(meetings=(meeting,)))
    assert records["meetings"][0]["status_source"] == "article"
    assert records["status_assertions"][0]["source"] == "article"
    assert records["status_assertions"][0]["asserted_by"] == LAKE


def test_a_statement_stands_with_speaker_addressee_and_words():
    statements = {row["statement"]: row for row in records_of(make_annotated())["statements"]}
    told = statements[f"{LAKE}#statement-193"]
    assert told["speaker_name"] == "Jonas Brandt"
    assert told["addressee_names"] == ("reporters",)
    assert told["content"] == "“We have not agreed on anything,”"
    assert told["begin"] == LAKESIDE.index("“We")
    assert told["anonymous"] is False
    assert statements[f"{LAKE}#statement-136"]["anonymous"] is True
    assert statements[f"{LAKE}#statement-120"]["based_on"] == (f"{LAKE}#statement-136",)


def test_parts_of_a_content_stand_in_the_order_of_the_text():
    parts = (span(LAKESIDE, "“We have not"), span(LAKESIDE, "agreed on anything,”"))
    records = records_of(make_annotated(statements=(make_statement(content=parts),), meetings=()))
    assert records["statements"][0]["content"] == "“We have not … agreed on anything,”"


def test_without_the_words_the_content_is_given_by_offsets():
    records = records_of(make_annotated(), text=TextLevel.NONE)
    begin = LAKESIDE.index("“We have")
    (told,) = [row for row in records["statements"] if row["act"] == "say" and row["form"] == "direct"]
    assert told["content"] == f"{begin}–{begin + len('“We have not agreed on anything,”')}"
    assert all(row["text"] is None for row in records["mentions"])


def test_somebody_whom_two_articles_share_stands_in_one_row():
    links = (Link(agent="person-41", target="Q41", authority="toy", method="alias", score=0.9),)
    other = make_annotated(article=make_article(id="lakeside-2", url=None), links=links)
    people = records_of(make_annotated(links=links), other)["people"]
    (moreau,) = [row for row in people if row["name"] == "Ada Moreau"]
    assert moreau["articles"] == 2
    assert moreau["mentions"] == 4
    assert moreau["posts"] == ("Prime Minister",)
    assert sum(row["name"] == "Jonas Brandt" for row in people) == 2, "nothing says that these are one"


def test_offsets_are_sorted_as_numbers():
    begins = [row["begin"] for row in records_of(make_annotated())["mentions"]]
    assert begins == sorted(begins)
    assert any(len(str(begin)) != len(str(begins[-1])) for begin in begins)


def test_every_mention_of_the_graph_stands_in_the_table():
    annotated = make_annotated()
    found = {(row["begin"], row["end"]) for row in records_of(annotated)["mentions"] if row["type"] == "Person"}
    wanted = {
        (mention.begin, mention.end)
        for agent in annotated.agents
        if agent.id.startswith("person-")
        for mention in agent.mentions
    }
    assert found == wanted


def test_a_denial_keeps_its_polarity():
    assertion = make_assertion(status=Status.HELD, polarity=Polarity.NEGATIVE)
    records = records_of(make_annotated(meetings=(make_meeting(assertions=(assertion,)),)))
    assert records["status_assertions"][0]["polarity"] == "negative"
    assert records["meetings"][0]["status"] == "denied"


def test_there_are_the_tables_that_are_promised():
    promised = {"people", "organisations", "meetings", "participations", "statements", "mentions"}
    assert promised <= tables().keys()
    assert {column.datatype for table in tables().values() for column in table.columns} == set(Datatype)


def test_the_page_is_current():
    spec = importlib.util.spec_from_file_location("tables_page", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGE.read_text(encoding="utf-8") == module.page(), "run: python docs/tables_page.py"
