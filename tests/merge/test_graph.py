"""The graph that merge writes, and the command."""

import io
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kgexport.graph.formats import GraphFormat
from kgexport.graph.read import parse_graph
from kgexport.graph.write import serialise, write
from kgexport.merge import merge, without_merge
from kgexport.queries import Rows, named_queries, run_query
from kgexport.validation import load_shapes, validate_dataset
from kgexport.vocab import KG, PREFIXES
from tests.graphs import BASE
from tests.merge.telling import BERG_VALE, quads_of, tell

STORY = (
    tell("plan", "2025-03-03", *BERG_VALE, day="2025-03-20", place="Vienna", country="AT", kind="summit"),
    tell("doubt", "2025-03-12", *BERG_VALE, status="inDoubt", certainty="probable", day="2025-03-20", kind="summit"),
    tell("postponed", "2025-03-18", *BERG_VALE, status="postponed", place="Vienna", country="AT", kind="summit"),
    tell("held", "2025-04-09", *BERG_VALE, status="held", day="2025-04-08", place="Vienna", country="AT"),
)
QUADS = quads_of(*STORY)
MERGED = merge(QUADS, names=True)
GRAPH = ox.NamedNode(f"{BASE}merge")
NODE = ox.NamedNode(f"{BASE}merge/plan#meeting-{STORY[0].meetings[0].mentions[0].begin}")


def values(node: ox.NamedNode, predicate: str) -> list[str]:
    wanted = ox.NamedNode(predicate)
    return sorted(quad.object.value for quad in MERGED.quads if (quad.subject, quad.predicate) == (node, wanted))  # type: ignore[union-attr]


def table(rows: Rows, *columns: str) -> list[tuple[str, ...]]:
    places = [rows.columns.index(column) for column in columns]
    return [tuple("" if row[place] is None else row[place].value for place in places) for row in rows.rows]  # type: ignore[union-attr]


def test_everything_is_in_one_graph_of_its_own() -> None:
    assert {quad.graph_name for quad in MERGED.quads} == {GRAPH}
    assert GRAPH not in {quad.graph_name for quad in QUADS}


def test_an_article_called_merge_does_not_share_the_graph() -> None:
    assert GRAPH not in {quad.graph_name for quad in quads_of(tell("merge", "2025-03-03", *BERG_VALE))}


def test_the_merged_node_tells_where_the_encounter_stands() -> None:
    assert values(NODE, KG.currentStatus) == [f"{KG.Status}-held"]
    assert values(NODE, KG.meetingKind) == [f"{KG.MeetingKind}-summit"]
    assert values(NODE, KG.mergedTime) == [f"{BASE}article/held#time-0"]
    assert values(NODE, KG.mergedPlace) == [f"{BASE}article/held#place-0"]
    assert len(values(NODE, KG.mergedFrom)) == len(values(NODE, KG.history)) == 4
    assert len(values(NODE, KG.mergedParticipant)) == 8
    assert values(NODE, PREFIXES["rdfs"] + "label") == ["Berg summit"]


@pytest.mark.parametrize(("upto", "status"), [(2, "inDoubt"), (3, "postponed"), (4, "held")])
def test_the_status_follows_the_coverage(upto: int, status: str) -> None:
    merged = merge(quads_of(*STORY[:upto]))
    assert [quad.object.value for quad in merged.quads if quad.predicate.value == str(KG.currentStatus)] == [  # type: ignore[union-attr]
        f"{KG.Status}-{status}"
    ]


def test_more_coverage_keeps_the_name_of_the_node() -> None:
    names = {
        quad.subject
        for upto in (2, 3, 4)
        for quad in merge(quads_of(*STORY[:upto])).quads
        if quad.object == ox.NamedNode(KG.MergedMeeting)
    }
    assert names == {NODE}


def test_every_join_says_why() -> None:
    reasons = [quad.object.value for quad in MERGED.quads if quad.predicate.value == str(KG.reason)]  # type: ignore[union-attr]
    assert len(reasons) == 3
    assert all("the same participants: Ada Berg, Tom Vale" in reason for reason in reasons)
    assert any("the same day: 2025-03-20" in reason for reason in reasons)


def test_the_graph_conforms_alone_with_the_articles_and_mixed_with_them() -> None:
    shapes = load_shapes(sparql=True)
    union = [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in [*QUADS, *MERGED.quads]]
    for quads in (MERGED.quads, [*QUADS, *MERGED.quads], union):
        assert validate_dataset(quads, shapes, engine="pyshacl").results == ()


def test_merging_again_gives_the_same_bytes_whatever_was_merged_before() -> None:
    written = serialise(MERGED.quads, GraphFormat.TRIG)
    for graph_format in GraphFormat:
        mixed = parse_graph(serialise([*QUADS, *MERGED.quads], graph_format), "x", graph_format)
        again = merge(without_merge(mixed), names=True)
        assert serialise(again.quads, GraphFormat.TRIG) == written
        assert serialise(merge(mixed, names=True).quads, GraphFormat.TRIG) == written


def test_dropping_leaves_what_the_articles_say() -> None:
    assert set(without_merge([*QUADS, *MERGED.quads])) == set(QUADS)


def test_status_history_tells_the_life_of_the_encounter_as_one() -> None:
    rows = run_query("status-history", [*QUADS, *MERGED.quads])
    assert table(rows, "label", "asOf", "status", "meeting") == [
        ("Berg summit", "2025-03-03", "scheduled", NODE.value),
        ("Berg summit", "2025-03-12", "inDoubt", NODE.value),
        ("Berg summit", "2025-03-18", "postponed", NODE.value),
        ("Berg summit", "2025-04-09", "held", NODE.value),
    ]
    assert len({row[-1] for row in table(run_query("status-history", QUADS), "meeting")}) == 4


def test_meeting_life_tells_for_which_day_and_place_in_order_of_publication() -> None:
    rows = run_query("meeting-life", [*reversed(QUADS), *MERGED.quads])
    assert table(rows, "published", "status", "forDay", "where", "encounter") == [
        ("2025-03-03", "scheduled", "2025-03-20", "Vienna", NODE.value),
        ("2025-03-12", "inDoubt", "2025-03-20", "", NODE.value),
        ("2025-03-18", "postponed", "", "Vienna", NODE.value),
        ("2025-04-09", "held", "2025-04-08", "Vienna", NODE.value),
    ]


def test_what_was_held_in_the_end_is_not_planned_any_more() -> None:
    assert len(run_query("planned-not-held", QUADS).rows) == 3
    assert run_query("planned-not-held", [*QUADS, *MERGED.quads]).rows == ()


@pytest.mark.parametrize("name", sorted(set(named_queries()) - {"status-history", "meeting-life", "planned-not-held"}))
def test_other_queries_count_nothing_twice(name: str) -> None:
    assert run_query(name, [*QUADS, *MERGED.quads]) == run_query(name, QUADS)


def files(folder: Path) -> list[Path]:
    paths = []
    for article in STORY:
        paths.append(folder / f"{article.article.id}.ttl")
        write(quads_of(article), paths[-1], GraphFormat.TURTLE)
    return paths


def test_the_command_reads_files_in_any_order_and_writes_the_same_bytes(run: Any, tmp_path: Path) -> None:
    paths = files(tmp_path)
    first = run("merge", *paths, "-o", "one.trig", "--names", cwd=tmp_path)
    second = run("merge", *reversed(paths), "-o", "two.trig", "--names", cwd=tmp_path, env={"PYTHONHASHSEED": "7"})
    assert first.returncode == second.returncode == 0, first.stderr
    assert (tmp_path / "one.trig").read_bytes() == (tmp_path / "two.trig").read_bytes()
    stream = io.BytesIO()
    write(MERGED.quads, stream, GraphFormat.TRIG)
    assert (tmp_path / "one.trig").read_bytes() == stream.getvalue()
    assert b"4 articles, 4 meetings; 4 of these are 1 encounter" in first.stderr


def test_the_command_explains_on_standard_error(run: Any, tmp_path: Path) -> None:
    result = run("merge", *files(tmp_path), "--explain", "-q", cwd=tmp_path)
    assert result.returncode == 0
    lines = result.stderr.decode().splitlines()
    assert len(lines) == 6
    assert all(line.startswith("joined ") for line in lines)
    assert b"kg:MergedMeeting" in result.stdout


def test_with_all_the_articles_are_written_too_and_can_be_merged_again(run: Any, tmp_path: Path) -> None:
    assert run("merge", *files(tmp_path), "--all", "-o", "all.trig", cwd=tmp_path).returncode == 0
    written = (tmp_path / "all.trig").read_bytes()
    assert run("merge", "all.trig", "--all", "-o", "all.trig", cwd=tmp_path).returncode == 0
    assert (tmp_path / "all.trig").read_bytes() == written
    assert run("validate", "all.trig", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("content", "status"), [(b"", 3), (b"not rdf", 3), (b"<https://a.example/> <https://a.example/> 1 .", 3)]
)
def test_what_is_no_graph_of_ours_is_refused_in_one_line(run: Any, tmp_path: Path, content: bytes, status: int) -> None:
    (tmp_path / "in.ttl").write_bytes(content)
    (tmp_path / "out.trig").write_text("before")
    result = run("merge", "in.ttl", "-o", "out.trig", cwd=tmp_path)
    assert result.returncode == status
    assert len(result.stderr.splitlines()) == 1
    assert (tmp_path / "out.trig").read_text() == "before"
    assert run("merge", "none.ttl", cwd=tmp_path).returncode == 3


def test_a_graph_that_does_not_conform_is_merged_as_far_as_it_goes() -> None:
    for dropped in (
        KG.currentStatus,
        KG.inArticle,
        KG.evidence,
        KG.begin,
        KG.hasParticipant,
        PREFIXES["schema"] + "name",
    ):
        merge([quad for quad in QUADS if quad.predicate.value != str(dropped)], names=True)
