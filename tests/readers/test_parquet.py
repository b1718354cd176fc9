"""Parquet: columns of every kind, batches, what is broken."""

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.readers.reading import articles, bounded, problem, written

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
