"""A folder that is kept up to date: nothing twice, nothing lost, the same bytes whatever happened on the way."""

import gzip
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kgexport.api import mapping_options
from kgexport.errors import UsageError, WriteError
from kgexport.files import replacing
from kgexport.model import AnnotatedArticle
from kgexport.outcome import Observer, Outcome
from kgexport.pipeline import Running
from kgexport.readers.annotations import line_of
from kgexport.running.folder import LEDGER, MANIFEST, export_folder
from kgexport.running.pool import Limits
from kgexport.running.shards import Compression, Layout
from kgexport.work import Exporting
from tests.builders import make_annotated, make_article

CHECKOUT = Path(__file__).parents[2]


def articles(*names: str, **changes: Any) -> list[AnnotatedArticle]:
    return [make_annotated(article=make_article(id=name, **changes)) for name in names]


def lines(path: Path, annotated: Iterable[AnnotatedArticle]) -> Path:
    path.write_bytes(b"".join(line_of(each) + b"\n" for each in annotated))
    return path


def content(folder: Path) -> dict[str, bytes]:
    """What is in the folder for its readers: everything but the ledger."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(LEDGER)}


def graphs(folder: Path) -> str:
    return b"".join(data for name, data in sorted(content(folder).items()) if name.startswith("articles-")).decode()


@pytest.fixture
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """``export(articles, folder)``: the outcome; ``export.worked`` is how many articles were worked on, ``export.told`` what."""
    real = Exporting.__call__

    def counting(self: Exporting, batch: Any) -> Any:
        call.worked.extend(each.article.id for each in batch)  # type: ignore[attr-defined]
        return real(self, batch)

    monkeypatch.setattr(Exporting, "__call__", counting)

    def call(annotated: Iterable[AnnotatedArticle] | Path, folder: Path = tmp_path / "out", **more: Any) -> Outcome:
        call.worked, call.told = [], []  # type: ignore[attr-defined]
        source = annotated if isinstance(annotated, Path) else lines(tmp_path / "articles.jsonl", annotated)
        given = {"options": mapping_options(), "observer": Observer(notice=call.told.append)} | more  # type: ignore[attr-defined]
        return export_folder([source], folder, **given)

    return call


def test_an_unchanged_corpus_needs_neither_the_language_model_nor_rdf_nor_the_starter_authority(tmp_path: Path) -> None:
    source = lines(tmp_path / "articles.jsonl", articles("one", "two"))
    code = (
        "import sys; from kgexport.cli import cli;"
        f"cli.main(['export', {str(source)!r}, '-o', {str(tmp_path / 'out') + '/'!r}], standalone_mode=False);"
        "print(sorted({'spacy', 'numpy', 'rdflib', 'pyshacl', 'kgexport.linking'} & set(sys.modules)))"
    )
    for loaded in ("'kgexport.linking'", "[]"):  # of the first run, of the second
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=CHECKOUT)
        assert loaded in run.stdout


def test_each_article_is_in_one_shard_and_the_manifest_tells_the_files(export: Any, tmp_path: Path) -> None:
    names = [f"article-{number}" for number in range(40)]
    outcome = export(articles(*names), layout=Layout(shards=4))
    assert (outcome.articles, outcome.exit_code) == (40, 0)
    manifest = json.loads((tmp_path / "out" / MANIFEST).read_text())
    assert sum(file["articles"] for file in manifest["files"]) == 40
    assert (
        sum(file["triples"] for file in manifest["files"])
        == outcome.triples
        == sum(data.count(b"\n") for name, data in content(tmp_path / "out").items() if name.endswith(".nq"))
    )
    for name in names:
        holding = [n for n, data in content(tmp_path / "out").items() if f"graph/{name}> .".encode() in data]
        assert len(holding) == 1


@pytest.mark.parametrize("running", [None, Running(workers=1), Running(workers=3)])
def test_neither_order_nor_workers_change_a_byte(export: Any, tmp_path: Path, running: Running | None) -> None:
    given = articles(*(f"article-{number}" for number in range(50)))
    export(given, tmp_path / "expected")
    random.Random(7).shuffle(given)
    export(given, tmp_path / "shuffled", running=running)
    assert content(tmp_path / "shuffled") == content(tmp_path / "expected")


@pytest.mark.parametrize(("compression", "suffix"), [("gzip", ".gz"), ("zstd", ".zst")])
def test_compressed_shards_hold_the_same_and_depend_on_no_clock(
    export: Any, tmp_path: Path, compression: str, suffix: str
) -> None:
    given = articles("one", "two", "three")
    export(given, tmp_path / "plain", layout=Layout(shards=1))
    for folder in ("first", "second"):
        export(given, tmp_path / folder, layout=Layout(shards=1, compression=Compression(compression)))
    (name,) = [name for name in content(tmp_path / "first") if name.startswith("articles-")]
    assert name.endswith(suffix)
    assert content(tmp_path / "first") == content(tmp_path / "second")
    data = (tmp_path / "first" / name).read_bytes()
    if compression == "gzip":
        plain = gzip.decompress(data)
    else:
        zstandard = pytest.importorskip("zstandard")
        plain = zstandard.ZstdDecompressor().decompressobj().decompress(data)
    assert plain.decode() == graphs(tmp_path / "plain")


def test_an_unchanged_article_is_not_worked_on_twice(export: Any, tmp_path: Path) -> None:
    export(articles("one", "two"))
    before = content(tmp_path / "out")
    stamps = {name: (tmp_path / "out" / name).stat().st_mtime_ns for name in before if name != MANIFEST}
    assert export(articles("two", "one")).articles == 2
    assert export.worked == []
    assert content(tmp_path / "out") == before
    assert stamps == {name: (tmp_path / "out" / name).stat().st_mtime_ns for name in stamps}


def test_a_changed_article_replaces_its_graph_and_the_others_stay(export: Any, tmp_path: Path) -> None:
    export(articles("one", "two"))
    export([*articles("one"), *articles("two", publisher="Hill Courier")])
    assert export.worked == ["two"]
    fresh = [*articles("one"), *articles("two", publisher="Hill Courier")]
    export(fresh, tmp_path / "fresh")
    assert content(tmp_path / "out") == content(tmp_path / "fresh")


def test_an_article_that_is_gone_is_removed_and_with_add_it_stays(export: Any, tmp_path: Path) -> None:
    export(articles("one", "two"))
    assert export(articles("three"), add=True).articles == 3
    assert export.worked == ["three"]
    assert export(articles("two")).articles == 1
    assert "2 articles are in no input any more, and removed" in export.told
    export(articles("four"))
    assert "1 article is in no input any more, and removed" in export.told
    export(articles("two"))
    export(articles("two"), tmp_path / "fresh")
    assert content(tmp_path / "out") == content(tmp_path / "fresh")


def test_nothing_is_removed_where_an_input_could_not_be_read(export: Any, tmp_path: Path) -> None:
    export(articles("one", "two"))
    source = lines(tmp_path / "fewer.jsonl", articles("one"))
    outcome = export_folder([source, tmp_path / "missing.jsonl"], tmp_path / "out", options=mapping_options())
    assert (outcome.articles, outcome.exit_code) == (2, 4)


def test_a_table_that_lost_its_column_removes_nothing_and_one_broken_row_does_not_keep_the_others(
    nlp: Any, tmp_path: Path
) -> None:
    table, other = tmp_path / "table.csv", lines(tmp_path / "other.jsonl", articles("one"))
    row = "Anna Huber met Peter Frei in Vienna on Tuesday."

    def articles_after(content: str) -> int:
        table.write_text(content)
        return export_folder([table, other], tmp_path / "out", options=mapping_options()).articles

    assert articles_after(f"id,text\na,{row}\nb,{row} Again.\n") == 3
    assert articles_after(f"id,words\na,{row}\nb,{row} Again.\n") == 3  # all of the table could not be read
    assert articles_after(f"id,text\na,{row}\nc\n") == 2  # b is gone; what is wrong is one row


def test_where_no_article_can_be_read_the_folder_stays_as_it_was(export: Any, tmp_path: Path) -> None:
    export(articles("one"))
    before = content(tmp_path / "out")
    (tmp_path / "empty.jsonl").write_text("")
    export(tmp_path / "empty.jsonl")
    assert content(tmp_path / "out") == before


def test_one_id_with_different_texts_is_an_error_in_any_order_and_over_runs(export: Any, tmp_path: Path) -> None:
    first, second = articles("one"), articles("one", publisher="Hill Courier")
    for number, pair in enumerate(([*first, *second], [*second, *first], [*first, *second, *first])):
        outcome = export([*pair, *articles("two")], tmp_path / f"out-{number}")
        assert (outcome.articles, outcome.exit_code) == (1, 4)
        assert [refused.stage for refused in outcome.refused] == ["identity", "identity"]
        assert "graph/one>" not in graphs(tmp_path / f"out-{number}")
    assert content(tmp_path / "out-0") == content(tmp_path / "out-1") == content(tmp_path / "out-2")
    assert export([*first, *articles("two")], tmp_path / "out-0").articles == 2


def test_contents_of_one_id_are_told_with_the_places_of_all(tmp_path: Path) -> None:
    source = lines(tmp_path / "a.jsonl", [*articles("two"), *articles("one"), *articles("one")])
    other = lines(tmp_path / "b.jsonl", articles("one", publisher="Hill Courier"))
    outcome = export_folder([source, other], tmp_path / "out", options=mapping_options())
    assert [(each.article, each.source, each.line) for each in outcome.refused] == [
        ("one", str(source), 2),
        ("one", str(other), 1),
    ]
    assert str(outcome.refused[0]) == f"{source}:2: the id 'one' has another content at {other}:1"
    assert str(outcome.refused[1]) == f"{other}:1: the id 'one' has another content at {source}:2"


def test_an_article_that_ends_its_process_is_tried_again_under_another_limit_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, tries = Exporting.__call__, tmp_path / "tries"

    def exhausted(self: Exporting, batch: Any) -> Any:
        if any(each.article.id == "dear" for each in batch):
            with tries.open("a") as stream:
                stream.write("x")
            signal.raise_signal(signal.SIGKILL)
        return real(self, batch)

    monkeypatch.setattr(Exporting, "__call__", exhausted)
    source = lines(tmp_path / "articles.jsonl", articles("good", "dear"))

    def run(seconds: float) -> tuple[Outcome, int, list[str]]:
        tries.write_text("")
        told: list[str] = []
        outcome = export_folder(
            [source],
            tmp_path / "out",
            options=mapping_options(),
            observer=Observer(notice=told.append),
            running=Running(limits=Limits(seconds=seconds)),
        )
        return outcome, len(tries.read_text()), told

    first, tried, _ = run(60)
    assert (first.articles, first.exit_code) == (1, 4)
    assert [each.stage for each in first.refused] == ["limit"]
    assert tried > 1  # with its batch, then alone
    second, tried, told = run(60)
    assert (second.articles, second.exit_code, tried) == (1, 4, 0)
    assert second.refused == first.refused
    assert any("not tried again: 1" in each for each in told)
    assert run(61)[1] > 0


def test_what_was_refused_is_told_again_without_being_worked_on(export: Any, tmp_path: Path) -> None:
    (good,) = articles("good")
    (bad,) = articles("bad")
    bad = replace(bad, statements=(replace(bad.statements[0], speaker="nobody"), *bad.statements[1:]))
    first = export([good, bad])
    assert (first.exit_code, first.articles) == (4, 1)
    second = export([good, bad])
    assert export.worked == []
    assert (second.exit_code, second.refused) == (4, first.refused)


def test_other_options_make_everything_anew(export: Any, tmp_path: Path) -> None:
    export(articles("one", "two"))
    export(articles("one", "two"), options=mapping_options(text="none"))
    assert sorted(export.worked) == ["one", "two"]
    assert any("options" in told for told in export.told)
    export(articles("one", "two"), tmp_path / "fresh", options=mapping_options(text="none"))
    assert content(tmp_path / "out") == content(tmp_path / "fresh")


def test_another_layout_rewrites_the_files_without_working(export: Any, tmp_path: Path) -> None:
    export(articles("one", "two", "three"))
    export(articles("one", "two", "three"), layout=Layout(shards=2))
    assert export.worked == []
    export(articles("one", "two", "three"), tmp_path / "fresh", layout=Layout(shards=2))
    assert content(tmp_path / "out") == content(tmp_path / "fresh")


def test_a_shard_that_somebody_has_changed_is_written_again(export: Any, tmp_path: Path) -> None:
    export(articles("one"))
    before = content(tmp_path / "out")
    (name,) = [name for name in before if name.startswith("articles-")]
    (tmp_path / "out" / name).write_bytes(b"spoilt")
    export(articles("one"))
    assert content(tmp_path / "out") == before


def test_a_second_run_on_the_same_folder_is_told(export: Any, tmp_path: Path) -> None:
    export(articles("one"))
    with replacing(tmp_path / "out" / MANIFEST, keep=lambda: False), pytest.raises(WriteError, match="another run"):
        export(articles("one"))


def test_a_folder_with_other_files_in_it_is_not_touched(export: Any, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("my thesis")
    with pytest.raises(WriteError, match="other files"):
        export(articles("one"))
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["thesis.txt"]


def test_a_folder_or_ledger_of_another_version_is_told(export: Any, tmp_path: Path) -> None:
    export(articles("one"))
    manifest = tmp_path / "out" / MANIFEST
    manifest.write_text(manifest.read_text().replace("kgexport-folder-1", "kgexport-folder-9"))
    with pytest.raises(UsageError, match="another version"):
        export(articles("one"))
    manifest.unlink()
    with sqlite3.connect(tmp_path / "out" / LEDGER) as connection:
        connection.execute("PRAGMA user_version = 9")
    with pytest.raises(UsageError, match="version 9"):
        export(articles("one"))
    connection.close()
    for path in (tmp_path / "out").glob(f"{LEDGER}*"):
        path.unlink()
    (tmp_path / "out" / LEDGER).write_bytes(b"no ledger at all" * 1000)
    with pytest.raises(UsageError, match="not a ledger"):
        export(articles("one"))


def interrupted(point: int, folder: Path, source: Path, workers: int = 0) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.running.interrupted", str(point), str(folder), str(source), str(workers)],
        capture_output=True,
        text=True,
        check=False,
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONPATH": f"{CHECKOUT}:{os.environ.get('PYTHONPATH', '')}"},
    )


def test_a_run_that_was_killed_ends_with_the_same_bytes(tmp_path: Path) -> None:
    source = lines(tmp_path / "articles.jsonl", articles(*(f"article-{number}" for number in range(30))))
    whole = interrupted(0, tmp_path / "expected", source)
    assert whole.returncode == 0, whole.stderr
    points = int(whole.stdout.split()[0])
    assert points > 100
    # In the middle of reading and keeping, and at the very end where files are put in place.
    for point in (points // 20, points // 2, points - 40, points - 15, points - 5):
        killed = interrupted(point, tmp_path / "killed", source)
        assert killed.returncode == -signal.SIGKILL, (point, killed.stderr)
        resumed = interrupted(0, tmp_path / "killed", source)
        assert resumed.returncode == 0, resumed.stderr
        assert content(tmp_path / "killed") == content(tmp_path / "expected"), point
        for path in (tmp_path / "killed").iterdir():
            path.unlink()
