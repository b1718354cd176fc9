"""CSV and tab-separated values: mapping, broken quoting, huge fields."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgexport.errors import ReadError
from kgexport.model import Article
from tests.readers.reading import FILES, articles, bounded, one, problem, read, written

ARCHIVE = FILES / "archive.csv"
MAP = ("text=body,title=headline,published=date", "authors=byline,publisher=outlet,keywords=tags,id=no")


def test_the_columns_of_a_table_are_mapped_to_the_parts_of_an_article() -> None:
    first, second, third = articles(ARCHIVE, map=MAP)
    assert first.id == "1041"
    assert first.text.startswith("Envoys leave Batumi without a deal\n\nThe envoys of both sides left Batumi")
    assert '"We will be back," said' in first.text
    assert first.text.count("\n\n") == 2  # a blank line inside quotation marks
    assert (first.published, first.publisher) == ("2025-03-04T18:20:00+04:00", "The Black Sea Ledger")
    assert (first.authors, first.keywords) == (("Nino Beridze", "Ahmet Yılmaz"), ("ports", "transit"))
    assert (second.published, second.authors) == ("2025-03-05", ())
    assert third.section == "World"  # a column that has the name of a part, in whatever letters


def test_an_unreadable_date_costs_the_date_only_and_is_said_with_its_line() -> None:
    notices: list[str] = []
    third = articles(ARCHIVE, map=MAP, notice=notices.append)[2]
    assert third.published is None
    (notice,) = notices
    assert notice.startswith(f"{ARCHIVE}: line 9: ")
    assert "03/04/2025" in notice  # the third of April, or the fourth of March


@pytest.mark.parametrize(
    ("name", "delimiter"), [("a.csv", ";"), ("a.csv", "\t"), ("a.csv", "|"), ("a.tsv", "\t"), ("a.csv", ",")]
)
def test_the_delimiter_is_found(tmp_path: Path, name: str, delimiter: str) -> None:
    content = f'id{delimiter}text\n1{delimiter}"One{delimiter} two, three; four."\n'
    assert one(written(tmp_path / name, content)).text == f"One{delimiter} two, three; four."


def test_a_text_may_be_put_together_from_two_columns(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "lead,body\nFirst.,Then.\n,Only.\n")
    assert [each.text for each in articles(path, map=("text=lead+body",))] == ["First.\n\nThen.", "Only."]


def test_a_table_without_text_says_which_columns_it_has(tmp_path: Path) -> None:
    error = problem(written(tmp_path / "a.csv", "headline,body\nA,B\n"))
    assert "headline, body" in error.reason
    assert "--map text=" in error.reason


def test_a_table_in_a_folder_that_is_none_of_articles_is_left_out_and_said(tmp_path: Path) -> None:
    written(tmp_path / "who-met-whom.csv", "a,b\n1,2\n")
    written(tmp_path / "articles.csv", "text\nWords.\n")
    notices: list[str] = []
    assert [each.text for each in articles(tmp_path, notice=notices.append)] == ["Words."]
    assert len(notices) == 1
    assert "who-met-whom.csv" in notices[0]


BROKEN = {
    "never closed": '2,"It never ends',
    "closed in the next row": '2,"It ends there',
    "words after the mark": '2,"It ends" here',
    "too many columns": "2,a,b",
    "too few columns": "2",
    "too large": "2," + "w" * 3000,
    "too large in quotation marks": '2,"' + "w\n" * 1500 + '"',
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_row_is_told_with_its_line_and_the_rest_is_read(tmp_path: Path, name: str) -> None:
    after = '3,"Three, ""he"" said."\n4,Four.\n' if name != "closed in the next row" else '3,"Three."\n4,Four.\n'
    path = written(tmp_path / "a.csv", f"id,text\n1,One.\n{BROKEN[name]}\n{after}")
    found = read(path, max_characters=1000)
    assert [each.id for each in found if isinstance(each, Article)] == ["1", "3", "4"]
    errors = [each for each in found if isinstance(each, ReadError)]
    assert errors[0].line == 3
    assert name == "too large in quotation marks" or len(errors) == 1


def test_lines_are_those_of_the_file_also_after_rows_of_several(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", 'id,text\n1,"One\ntwo\nthree"\n\n2\n')
    assert read(path)[1].line == 6  # type: ignore[union-attr]


def test_a_million_quotation_marks_take_linear_time(tmp_path: Path) -> None:
    for line in ('"', '1,"x', '"""', '"",""x', '"\n\n', 'a"b"'):
        path = written(tmp_path / "a.csv", "id,text\n" + f"{line}\n" * 60_000)
        with bounded(seconds=15, megabytes=200):
            read(path)


def test_a_field_without_end_takes_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as stream:
        stream.write(b'id,text\n1,"')
        for _ in range(300):
            stream.write(b"w" * 1_000_000)
        stream.write(b'"\n2,Two.\n')
    with bounded(seconds=30, megabytes=120):
        found = read(path)
    assert isinstance(found[0], ReadError)
    assert isinstance(found[-1], Article)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    path = written(
        tmp_path / "a.csv", "id,text\r\n1,“We shall meet in Zürich” he said – and went to Genève\r\n".encode(encoding)
    )
    assert one(path).text == "“We shall meet in Zürich” he said – and went to Genève"


@given(st.lists(st.tuples(st.text(), st.text(min_size=1)), max_size=5), st.sampled_from([",", ";", "\t"]))
def test_what_the_standard_library_writes_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], delimiter: str
) -> None:
    import csv
    import io

    from kgexport.readers.cleaning import clean

    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerow(["note", "text"])
    writer.writerows(rows)
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_bytes(stream.getvalue().encode("utf-8", "surrogatepass"))
    expected = [clean(text) for _, text in rows if clean(text).strip()]
    assert [each.text for each in read(path) if isinstance(each, Article)] == expected


@given(st.binary(max_size=300))
def test_whatever_the_bytes_are_there_is_an_answer(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_bytes(b"id,text\n" + content)
    for each in read(path):
        assert isinstance(each, Article | ReadError)
