"""Repeated copy in what is exported: links in a graph of their own, or copies left out; in files and in folders."""

import json
import random
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kgexport.api import export as export_by_name
from kgexport.api import mapping_options
from kgexport.cli import cli
from kgexport.copies.records import Duplicates
from kgexport.errors import UsageError
from kgexport.graph.formats import GraphFormat
from kgexport.graph.read import read_graph, read_graphs
from kgexport.graph.write import serialise
from kgexport.model import AnnotatedArticle, Article, Extraction
from kgexport.outcome import Outcome
from kgexport.pipeline import Running
from kgexport.queries import run_query
from kgexport.readers.annotations import line_of
from kgexport.running.folder import export_folder
from kgexport.running.shards import LINKS, Compression, Layout
from kgexport.stores.folder import reading
from kgexport.validation import validate
from kgexport.vocab import KG
from tests.copies.texts import cut, report

BASE = "https://kg.example/"
GRAPH = ox.NamedNode(f"{BASE}same-reports")


def annotated(name: str, text: str, published: str | None = "2025-03-04", **changes: Any) -> AnnotatedArticle:
    return AnnotatedArticle(
        article=Article(id=name, text=text, published=published, **changes),
        extraction=Extraction(tool="test"),
    )


WIRE = annotated("wire", report(1), "2025-03-04T06:00:00Z")
EVENING = annotated("evening", cut(report(1), 0.5), "2025-03-04T17:00:00Z")
MORNING = annotated("morning", report(1), "2025-03-05")
OTHER = annotated("other", report(2))
ALL = (MORNING, EVENING, OTHER, WIRE)
LINKED = {"evening": "wire", "morning": "wire"}


@pytest.fixture
def source(tmp_path: Path) -> Callable[[Iterable[AnnotatedArticle]], Path]:
    def write(articles: Iterable[AnnotatedArticle]) -> Path:
        path = tmp_path / "articles.jsonl"
        path.write_bytes(b"".join(line_of(each) + b"\n" for each in articles))
        return path

    return write


@pytest.fixture
def folder(source: Any, tmp_path: Path) -> Callable[..., Outcome]:
    def run(articles: Iterable[AnnotatedArticle], to: str = "out", duplicates: str = "link", **more: Any) -> Outcome:
        options = mapping_options()
        return export_folder(
            [source(articles)], tmp_path / to, options=options, duplicates=Duplicates(duplicates), **more
        )

    return run


def links(quads: Iterable[ox.Quad]) -> dict[str, str]:
    """Who repeats whom."""
    return {
        str(quad.subject).rpartition("/")[2][:-1]: str(quad.object).rpartition("/")[2][:-1]
        for quad in quads
        if quad.predicate.value == str(KG.sameReportAs)
    }


def ids(quads: Iterable[ox.Quad]) -> set[str]:
    return {q.subject.value.rpartition("/")[2] for q in quads if q.object == ox.NamedNode(str(KG.Article))}


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith("ledger")}


@pytest.mark.parametrize("name", ["out.ttl", "out.trig", "out.nq", "out.nt", "out.jsonld"])
def test_copies_are_linked_in_every_format_and_conform(source: Any, tmp_path: Path, name: str) -> None:
    outcome = export_by_name(source(ALL), tmp_path / name)
    quads = read_graph(tmp_path / name)
    assert (outcome.articles, outcome.repeats, outcome.skipped) == (4, 2, 0)
    assert outcome.triples == len(quads)
    assert links(quads) == LINKED
    assert "2 of another's report" in outcome.summary()
    assert validate(quads).conforms


def test_a_file_of_n_quads_is_what_its_quads_give(source: Any, tmp_path: Path) -> None:
    # Ids whose order is another one than that of their IRIs, and links among them.
    strange = [annotated(name, report(number)) for number, name in enumerate(("ä", "~", "Z", "a b"), 3)]
    out = tmp_path / "out.nq"
    export_by_name(source([*ALL, *strange]), out, base_iri="https://news.example/kg/")
    assert links(read_graph(out)) == LINKED
    assert out.read_bytes() == serialise(read_graph(out), GraphFormat.NQUADS)


def test_the_links_stand_in_a_graph_of_their_own(source: Any, tmp_path: Path) -> None:
    export_by_name(source(ALL), tmp_path / "out.trig", base_iri="https://news.example/kg")
    quads = read_graph(tmp_path / "out.trig")
    graphs = {str(q.graph_name) for q in quads if q.predicate.value == str(KG.sameReportAs)}
    assert graphs == {"<https://news.example/kg/same-reports>"}


@pytest.mark.parametrize(
    ("duplicates", "articles", "linked", "skipped"),
    [
        ("link", {"wire", "evening", "morning", "other"}, LINKED, 0),
        ("skip", {"wire", "other"}, {}, 2),
        ("ignore", {"wire", "evening", "morning", "other"}, {}, 0),
    ],
)
def test_what_becomes_of_copies_is_an_option_in_files_and_folders(
    source: Any, folder: Any, tmp_path: Path, duplicates: str, articles: set[str], linked: dict[str, str], skipped: int
) -> None:
    outcomes = [export_by_name(source(ALL), tmp_path / "out.nq", duplicates=duplicates), folder(ALL, "out", duplicates)]
    for quads, outcome in zip(
        (read_graph(tmp_path / "out.nq"), read_graphs([tmp_path / "out"])), outcomes, strict=True
    ):
        found = list(quads)
        assert (ids(found), links(found)) == (articles, linked)
        assert (outcome.articles, outcome.repeats, outcome.skipped) == (len(articles), len(linked), skipped)
        assert outcome.triples == len(found)
        assert outcome.exit_code == 0
    assert (tmp_path / "out" / LINKS).exists() == bool(linked)


def test_a_longer_version_is_not_left_out_for_an_alert_that_it_holds(folder: Any, tmp_path: Path) -> None:
    alert = annotated("alert", cut(report(1), 0.3), "2025-03-04T05:00:00Z")
    folder((WIRE, alert), duplicates="skip")
    quads = list(read_graphs([tmp_path / "out"]))
    assert (ids(quads), links(quads)) == ({"wire", "alert"}, {"wire": "alert"})


@pytest.mark.parametrize("running", [None, Running(workers=1), Running(workers=3)])
@pytest.mark.parametrize("duplicates", ["link", "skip"])
def test_neither_order_nor_workers_change_a_byte(
    folder: Any, tmp_path: Path, duplicates: str, running: Running | None
) -> None:
    given = [annotated(f"id-{n}", report(n % 9), f"2025-03-{n % 4 + 1:02}") for n in range(40)]
    folder(given, "expected", duplicates)
    random.Random(3).shuffle(given)
    folder(given, "shuffled", duplicates, running=running)
    assert content(tmp_path / "shuffled") == content(tmp_path / "expected")


def test_a_later_run_links_to_articles_of_an_earlier_one_and_from_them(folder: Any, tmp_path: Path) -> None:
    folder([MORNING, OTHER])
    assert links(read_graphs([tmp_path / "out"])) == {}
    folder([EVENING], add=True)
    # The evening's cut was published first.
    assert links(read_graphs([tmp_path / "out"])) == {"morning": "evening"}
    folder([WIRE], add=True)
    assert links(read_graphs([tmp_path / "out"])) == LINKED
    folder(ALL, "at-once")
    assert content(tmp_path / "out") == content(tmp_path / "at-once")


def test_a_withdrawn_article_loses_its_links_and_another_one_is_the_first(folder: Any, tmp_path: Path) -> None:
    folder(ALL)
    folder([MORNING, EVENING, OTHER])
    assert links(read_graphs([tmp_path / "out"])) == {"morning": "evening"}
    folder([MORNING, OTHER])
    assert links(read_graphs([tmp_path / "out"])) == {}
    assert not (tmp_path / "out" / LINKS).exists()


def test_what_was_left_out_is_there_when_the_first_is_withdrawn(folder: Any, tmp_path: Path) -> None:
    folder(ALL, duplicates="skip")
    folder([MORNING, OTHER], duplicates="skip")
    assert ids(read_graphs([tmp_path / "out"])) == {"morning", "other"}


def test_an_article_that_is_rewritten_or_dated_anew_is_looked_at_again(folder: Any, tmp_path: Path) -> None:
    folder(ALL)
    folder([annotated("wire", report(3)), annotated("morning", report(1), "2025-03-01"), EVENING, OTHER])
    assert links(read_graphs([tmp_path / "out"])) == {"evening": "morning"}


def test_an_unchanged_corpus_is_not_compared_again(
    folder: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder(ALL)
    before = content(tmp_path / "out")
    monkeypatch.setattr("kgexport.copies.repeats.repeats", None)
    assert folder(reversed(ALL)).repeats == 2
    assert content(tmp_path / "out") == before


def test_the_option_can_change_from_run_to_run(folder: Any, tmp_path: Path) -> None:
    for duplicates in ("link", "skip", "ignore"):
        folder(ALL, duplicates, duplicates)
    for duplicates in ("link", "skip", "ignore", "link"):
        folder(ALL, "out", duplicates)
        assert content(tmp_path / "out") == content(tmp_path / duplicates)


@pytest.mark.parametrize("compression", ["gzip", "none"])
def test_the_file_of_links_is_as_the_shards_are_and_in_the_manifest(
    folder: Any, tmp_path: Path, compression: str
) -> None:
    folder(ALL, layout=Layout(compression=Compression("gzip" if compression == "none" else "none")))
    outcome = folder(ALL, layout=Layout(compression=Compression(compression)))
    names = {name for name in content(tmp_path / "out") if name.startswith(LINKS)}
    assert names == {LINKS + (".gz" if compression == "gzip" else "")}
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    (file,) = [each for each in manifest["files"] if each["name"] in names]
    assert (file["articles"], file["triples"]) == (0, 2)
    assert manifest["triples"] == sum(each["triples"] for each in manifest["files"]) == outcome.triples


def test_a_damaged_file_of_links_is_made_again(folder: Any, tmp_path: Path) -> None:
    folder(ALL)
    before = content(tmp_path / "out")
    (tmp_path / "out" / LINKS).write_text("nothing", encoding="utf-8")
    folder(ALL)
    assert content(tmp_path / "out") == before


def test_a_refused_article_is_no_first(folder: Any, tmp_path: Path) -> None:
    outcome = folder([WIRE, annotated("wire", report(4)), MORNING, EVENING])
    assert outcome.exit_code == 4
    assert links(read_graphs([tmp_path / "out"])) == {"morning": "evening"}


def test_the_query_tells_who_printed_it_first(source: Any, tmp_path: Path) -> None:
    export_by_name(source(ALL), tmp_path / "out.ttl")
    rows = run_query("same-reports", read_graph(tmp_path / "out.ttl"))
    article, first = rows.columns.index("article"), rows.columns.index("first")
    found = [(row[article].value.rpartition("/")[2], row[first].value.rpartition("/")[2]) for row in rows.rows]  # type: ignore[union-attr]
    assert found == [("evening", "wire"), ("morning", "wire")]


@pytest.mark.parametrize("output", ["out.trig", "out/"])
def test_the_command_leaves_copies_out_and_says_how_many(source: Any, tmp_path: Path, output: str) -> None:
    result = CliRunner().invoke(cli, ["export", str(source(ALL)), "-o", f"{tmp_path}/{output}", "--duplicates", "skip"])
    assert result.exit_code == 0
    assert "2 articles; " in result.output
    assert "2 left out, as repeats of others" in result.output
    assert ids(read_graphs([tmp_path / output])) == {"wire", "other"}


def test_a_store_gets_the_links_too(source: Any, tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["export", str(source(ALL)), "--store", str(tmp_path / "store")])
    assert result.exit_code == 0, result.output
    with reading(tmp_path / "store") as store:
        assert links(store.quads_for_pattern(None, None, None, GRAPH)) == LINKED


def test_an_unknown_way_is_a_usage_error(source: Any) -> None:
    with pytest.raises(UsageError, match="link, skip, ignore"):
        export_by_name(source(ALL), BytesIO(), duplicates="merge")
