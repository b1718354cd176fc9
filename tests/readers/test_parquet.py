"""Parquet: columns of every kind, batches, what is broken."""

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kgexport.errors import ReadError
from kgexport.model import Article
from tests.readers.reading import articles, bounded, problem, read, written

COLUMNS = {
    "body": ["The ministers met in Vienna.", "They left."],
    "headline": ["Talks in Vienna", None],
    "when": [datetime(2025, 10, 21, 15, 30, tzinfo=UTC), None],
    "people": [["Ann Lee", "Bob Ray"], []],
    "noise": [1, 2],
}


def test_the_rows_are_articles_by_the_mapping(tmp_path: Path) -> None:
    pq.write_table(pa.table(COLUMNS), tmp_path / "a.parquet")
    first, second = articles(tmp_path / "a.parquet", map=("text=body,title=headline,published=when,authors=people",))
    assert first.text == "Talks in Vienna\n\nThe ministers met in Vienna."
    assert (first.authors, first.published) == (("Ann Lee", "Bob Ray"), "2025-10-21T15:30:00+00:00")
    assert (second.text, second.published) == ("They left.", None)


def test_a_table_without_text_says_which_columns_it_has(tmp_path: Path) -> None:
    pq.write_table(pa.table(COLUMNS), tmp_path / "a.parquet")
    assert "body, headline" in problem(tmp_path / "a.parquet").reason


def test_what_is_cut_off_or_no_parquet_is_told(tmp_path: Path) -> None:
    pq.write_table(pa.table(COLUMNS), tmp_path / "a.parquet")
    data = (tmp_path / "a.parquet").read_bytes()
    for broken in (data[:-20], data[: len(data) // 2], b"PAR1" + bytes(100), b""):
        assert "Parquet" in problem(written(tmp_path / "b.parquet", broken)).reason


def test_a_text_that_repeats_without_end_takes_bounded_memory(tmp_path: Path) -> None:
    text = "w" * 3_000_000
    pq.write_table(
        pa.table({"text": pa.array([text] * 200).dictionary_encode().cast(pa.string())}), tmp_path / "a.parquet"
    )
    with bounded(seconds=20, megabytes=150):
        from kgexport.readers import read_inputs

        assert all(hasattr(each, "reason") for each in read_inputs([tmp_path / "a.parquet"]))


HOSTILE = {
    "a day that Python cannot count to": pa.array([2**30, None], pa.date32()),
    "a second that Python cannot count to": pa.array([2**45, None], pa.timestamp("s")),
    "a zone that nobody knows": pa.array([1761060600, None], pa.timestamp("s", "Nowhere/Zone")),
    "a length of time": pa.array([5, None], pa.duration("s")),
    "a record": pa.array([{"a": 1}, None]),
    "a map": pa.array([[("a", 1)], None], pa.map_(pa.string(), pa.int64())),
    "lists in lists": pa.array([[["a"]], None]),
    "no number": pa.array([float("nan"), None]),
    "nothing": pa.nulls(2),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_values_that_cannot_be_meant_cost_their_field_or_their_row(tmp_path: Path, what: str) -> None:
    texts = ["The ministers met in Vienna.", "They left again."]
    pq.write_table(pa.table({"text": texts, "odd": HOSTILE[what]}), tmp_path / "a.parquet")
    first, second = articles(tmp_path / "a.parquet", map=("published=odd",))
    assert (first.published, second.published) == (None, None)
    for part in ("text", "authors", "id", "title"):
        found = read(tmp_path / "a.parquet", map=(f"{part}=odd",))
        assert len(found) == 2
        if part == "text":
            assert all(isinstance(each, ReadError) and "row" in each.reason for each in found)
        else:
            assert isinstance(found[1], Article)
            assert found[1].text == "They left again."
