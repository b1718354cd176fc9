"""A store in a folder: idempotent, whole after any interruption, and clear about what is wrong."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgexport.errors import NothingReadable, ReadError, StoreError
from kgexport.model import Link, Status
from kgexport.stores import inputs as inputs_module
from kgexport.stores.folder import Loaded, reading, replace_graph, writing
from tests.builders import make_annotated, make_article
from tests.conftest import CHECKOUT
from tests.graphs import EXAMPLES, graph_of
from tests.stores.articles import graphs, lakeside, triples, written


def load(store: Path, *files: Path | str) -> Loaded:
    with writing(store) as folder:
        return folder.load([str(file) for file in files])


def content(store: Path) -> set[ox.Quad]:
    with reading(store) as opened:
        return set(opened)


def quads_of(*articles: object) -> set[ox.Quad]:
    return {quad for graph in graphs(*articles) for quad in graph.quads}  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["two.trig", "two.nq", "two.jsonld"])
def test_what_was_loaded_is_what_was_written_graph_by_graph(tmp_path: Path, name: str) -> None:
    two = lakeside(1), lakeside(2, status=Status.HELD)
    assert load(tmp_path / "store", written(tmp_path / name, *two)) == Loaded(added=2)
    assert content(tmp_path / "store") == quads_of(*two)


@pytest.mark.parametrize(
    "published", ["2025-03-04", "2025-03-04T10:00:00Z", "2025-03-04T10:00+00:00", "2025-03-04T10:00:07.50+02:00"]
)
@pytest.mark.parametrize("score", [0.0, 0.5, 0.95, 1.0, 1e-7])
def test_numbers_and_times_come_back_from_a_store_as_they_were_written(published: str, score: float) -> None:
    """The engine keeps the value of a literal, and not how it was written."""
    links = (Link(agent="person-41", target="Q41", authority="toy", method="alias", score=score),)
    graph = graph_of(make_annotated(article=make_article(published=published), links=links))
    store = ox.Store()
    store.extend(graph.quads)
    assert set(store) == set(graph.quads)


@pytest.mark.parametrize("name", ["one.ttl", "one.nt"])
def test_formats_without_graph_names_get_the_graph_of_their_article(tmp_path: Path, name: str) -> None:
    load(tmp_path / "store", written(tmp_path / name, lakeside(1)))
    assert content(tmp_path / "store") == quads_of(lakeside(1))


def test_turtle_of_several_articles_becomes_a_graph_each_and_loses_nothing(tmp_path: Path) -> None:
    two = lakeside(1), lakeside(2, name="Ada Maria Moreau")
    load(tmp_path / "store", written(tmp_path / "two.ttl", *two))
    found, expected = content(tmp_path / "store"), quads_of(*two)
    assert expected <= found
    assert triples(found) == triples(expected)
    # What is too much: that both articles call the shared person by both names.
    assert {quad.object.value for quad in found - expected} == {"Ada Moreau", "Ada Maria Moreau"}  # type: ignore[union-attr]


def test_a_triple_of_no_article_is_refused_with_its_subject(tmp_path: Path) -> None:
    (tmp_path / "other.ttl").write_text("<urn:x> <urn:y> 1 .", encoding="utf-8")
    with pytest.raises(ReadError, match=r"other\.ttl: <urn:x> belongs to no article"):
        load(tmp_path / "store", written(tmp_path / "one.ttl", lakeside()), tmp_path / "other.ttl")
    assert not (tmp_path / "store").exists()


def test_loading_again_changes_nothing_whatever_the_format(tmp_path: Path) -> None:
    two = lakeside(1), lakeside(2)
    load(tmp_path / "store", written(tmp_path / "two.trig", *two))
    before = content(tmp_path / "store")
    for name in ("two.trig", "two.nq", "two.jsonld"):
        assert load(tmp_path / "store", written(tmp_path / name, *two)) == Loaded(unchanged=2)
    assert load(tmp_path / "store", written(tmp_path / "one.ttl", two[0])) == Loaded(unchanged=1)
    assert content(tmp_path / "store") == before


def test_a_changed_article_replaces_its_graph_and_touches_no_other(tmp_path: Path) -> None:
    load(tmp_path / "store", written(tmp_path / "a.trig", lakeside(1), lakeside(2)))
    changed = lakeside(2, status=Status.POSTPONED, name="Ada Maria Moreau")
    loaded = load(tmp_path / "store", written(tmp_path / "b.ttl", changed), written(tmp_path / "c.ttl", lakeside(3)))
    assert loaded == Loaded(added=1, replaced=1)
    assert content(tmp_path / "store") == quads_of(lakeside(1), changed, lakeside(3))


def test_a_graph_with_blank_nodes_is_the_same_when_it_is_loaded_again(tmp_path: Path) -> None:
    (tmp_path / "a.nq").write_text("_:a <urn:p> _:b <urn:g> .\n_:b <urn:p> _:a <urn:g> .\n", encoding="utf-8")
    load(tmp_path / "store", tmp_path / "a.nq")
    assert load(tmp_path / "store", tmp_path / "a.nq") == Loaded(unchanged=1)


def test_a_folder_stands_for_the_rdf_files_in_it(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "more").mkdir(parents=True)
    (out / "notes.txt").write_text("no RDF", encoding="utf-8")
    written(out / "one.ttl", lakeside(1))
    written(out / "more" / "two.nq", lakeside(2))
    assert load(tmp_path / "store", out) == Loaded(added=2)
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingReadable, match="no RDF files"):
        load(tmp_path / "store", tmp_path / "empty")


def test_two_files_that_tell_an_article_differently_are_refused_before_anything_is_loaded(tmp_path: Path) -> None:
    files = written(tmp_path / "a.ttl", lakeside(1)), written(tmp_path / "b.trig", lakeside(1, status=Status.HELD))
    load(tmp_path / "store", written(tmp_path / "two.ttl", lakeside(2)))
    with pytest.raises(ReadError, match=r"b\.trig: graph .*lakeside-1> is another in .*a\.ttl"):
        load(tmp_path / "store", *files)
    assert content(tmp_path / "store") == quads_of(lakeside(2))
    assert load(tmp_path / "store", files[0], written(tmp_path / "same.nq", lakeside(1))) == Loaded(added=1)


@pytest.mark.parametrize("name", ["large.nq", "large.trig", "large.ttl"])
def test_large_files_take_another_way_to_the_same_store(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs_module, "_LARGE", 1)
    monkeypatch.setattr("kgexport.stores.folder._GATHERED_IN_MEMORY", 1)
    article = lakeside(1)
    assert load(tmp_path / "store", written(tmp_path / name, article)) == Loaded(added=1)
    nameless = tmp_path / "nameless.trig"
    nameless.write_bytes(written(tmp_path / "two.ttl", lakeside(2)).read_bytes())
    changed = written(tmp_path / "changed.nq", lakeside(1, status=Status.HELD))
    assert load(tmp_path / "store", changed, nameless) == Loaded(added=1, replaced=1)
    assert content(tmp_path / "store") == quads_of(lakeside(1, status=Status.HELD), lakeside(2))
    (tmp_path / "bad.nq").write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\nnonsense\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"bad\.nq:2: not nquads"):
        load(tmp_path / "store", tmp_path / "bad.nq")
    with pytest.raises(ReadError, match="is another in"):
        load(tmp_path / "store", changed, written(tmp_path / "old.nq", lakeside(1)))
    assert sorted(each.name for each in (tmp_path / "store").iterdir()) == ["lock", "oxigraph", "store.json"]


_KILLED = """
import os, signal, sys
from pathlib import Path
from kgexport.stores import folder, inputs

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def after(count):
    def advance(by):
        global count_left
        count_left -= by
        if count_left <= 0 and by:
            die()
    global count_left
    count_left = count
    return advance

class Dying(list):
    def __getitem__(self, index):
        return die() if index == 7 else super().__getitem__(index)


advance = lambda by: None
point = sys.argv[1]
if point == "before the database is in place":
    Path.rename = die
elif point == "before the format is written":
    folder._write_format = die
elif point == "between two graphs":
    advance = after(1)
elif point == "in the middle of a graph":
    replace = folder.replace_graph
    folder.replace_graph = lambda store, name, quads: replace(store, name, Dying(quads))
with folder.writing(Path(sys.argv[2])) as store:
    store.load(sys.argv[3:], advance)
"""


def _killed_at(point: str, store: Path, *files: Path) -> None:
    command = [sys.executable, "-c", _KILLED, point, str(store), *map(str, files)]
    ended = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr


@pytest.mark.parametrize("point", ["before the database is in place", "before the format is written"])
def test_a_first_load_that_was_killed_is_done_again_from_the_beginning(tmp_path: Path, point: str) -> None:
    file = written(tmp_path / "two.trig", lakeside(1), lakeside(2))
    _killed_at(point, tmp_path / "store", file)
    with pytest.raises(StoreError, match="no store of kgexport"):
        content(tmp_path / "store")
    load(tmp_path / "store", file)
    assert content(tmp_path / "store") == quads_of(lakeside(1), lakeside(2))


@pytest.mark.parametrize("point", ["between two graphs", "in the middle of a graph"])
def test_a_later_load_that_was_killed_leaves_whole_graphs_and_can_be_finished(tmp_path: Path, point: str) -> None:
    store, numbers = tmp_path / "store", range(1, 5)
    old, new = [lakeside(n) for n in numbers], [lakeside(n, status=Status.HELD) for n in numbers]
    load(store, written(tmp_path / "old.nq", *old))
    file = written(tmp_path / "new.nq", *new)
    _killed_at(point, store, file)
    whole = {frozenset(graph.quads) for graph in graphs(*old, *new)}
    by_graph: dict[object, set[ox.Quad]] = {}
    for quad in content(store):
        by_graph.setdefault(quad.graph_name, set()).add(quad)
    assert len(by_graph) == 4
    assert {frozenset(quads) for quads in by_graph.values()} <= whole
    load(store, file)
    assert content(store) == quads_of(*new)


def test_a_store_that_is_in_use_says_so(tmp_path: Path) -> None:
    file = written(tmp_path / "one.ttl", lakeside(1))
    load(tmp_path / "store", file)
    with reading(tmp_path / "store"), reading(tmp_path / "store") as second:
        assert len(second)
        with pytest.raises(StoreError, match="in use by another process"):
            load(tmp_path / "store", file)
    with writing(tmp_path / "store"), pytest.raises(StoreError, match="in use by a process that writes"):
        content(tmp_path / "store")


def test_a_store_that_another_tool_of_the_engine_has_open_says_so(tmp_path: Path) -> None:
    file = written(tmp_path / "one.ttl", lakeside(1))
    load(tmp_path / "store", file)
    code = "import pyoxigraph as ox, sys; s = ox.Store(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "store" / "oxigraph")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        for use in (lambda: load(tmp_path / "store", file), lambda: content(tmp_path / "store")):
            with pytest.raises(StoreError, match="in use by"):
                use()
        other.communicate()


def test_stores_of_other_versions_damaged_ones_and_other_folders_are_refused(tmp_path: Path) -> None:
    store, file = tmp_path / "store", written(tmp_path / "one.ttl", lakeside(1))
    with pytest.raises(StoreError, match="no such store"):
        content(store)
    load(store, file)
    (store / "store.json").write_text(json.dumps({"format": "kgexport-store-9"}), encoding="utf-8")
    uses: list[Callable[[], object]] = [lambda: content(store), lambda: load(store, file)]
    for use in uses:
        with pytest.raises(StoreError, match="of another version: 'kgexport-store-9'"):
            use()
    (store / "store.json").write_text("[1", encoding="utf-8")
    for use in uses:
        with pytest.raises(StoreError, match=r"cannot read store\.json"):
            use()
    (store / "store.json").write_text(json.dumps({"format": "kgexport-store-1"}), encoding="utf-8")
    (store / "oxigraph" / "CURRENT").write_text("nonsense", encoding="utf-8")
    for use in uses:
        with pytest.raises(StoreError, match="damaged or of another version"):
            use()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.docx").touch()
    with pytest.raises(StoreError, match="not empty, and no store"):
        load(tmp_path / "other", file)
    with pytest.raises(StoreError, match=r"one\.ttl: it is a file, not a folder"):
        load(file, file)
    assert (tmp_path / "other" / "thesis.docx").exists()


_GRAPH = ox.NamedNode("urn:g")
_TERMS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])).map(ox.Literal),
    st.sampled_from(['" } } ; DROP ALL #', "\\u0022 } ; CLEAR ALL", "?row", "\\", "'''"]).map(ox.Literal),
    st.integers().map(ox.Literal),
    st.sampled_from(["urn:a", "https://kg.example/é"]).map(ox.NamedNode),
    st.sampled_from(["b", "c"]).map(ox.BlankNode),
)
_QUADS = st.lists(
    st.builds(lambda value: ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), value, _GRAPH), _TERMS), max_size=5
)


@settings(max_examples=EXAMPLES)
@given(before=_QUADS, after=_QUADS)
def test_any_graph_can_take_the_place_of_any_other(before: list[ox.Quad], after: list[ox.Quad]) -> None:
    other = ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("x"), ox.NamedNode("urn:h"))
    store = ox.Store()
    store.extend([*before, other])
    replace_graph(store, _GRAPH, after)
    assert set(store) == {*after, other}


def test_export_and_load_from_the_command_line(
    tmp_path: Path, run: Callable[..., subprocess.CompletedProcess[bytes]]
) -> None:
    file, store = written(tmp_path / "one.ttl", lakeside(1)), tmp_path / "store"
    first = run("load", file, "--store", store)
    assert (first.returncode, first.stderr.decode()) == (0, f"1 graph: 1 added, 0 replaced, 0 unchanged -> {store}\n")
    assert "1 unchanged" in run("load", file, "--store", store).stderr.decode()
    assert run("load", file).returncode == 2
    (tmp_path / "bad.ttl").write_text("<a> <b> .", encoding="utf-8")
    bad = run("load", file, tmp_path / "bad.ttl", "--store", tmp_path / "new")
    assert (bad.returncode, bad.stderr.count(b"\n")) == (3, 1)
    assert not (tmp_path / "new").exists()
    assert run("load", tmp_path / "missing.ttl", "--store", store).returncode == 3
    (store / "store.json").write_text('{"format": "x"}', encoding="utf-8")
    other = run("load", file, "--store", store)
    assert (other.returncode, other.stderr.count(b"\n")) == (5, 1)


def test_export_can_write_a_file_and_load_a_store_in_one_go(
    tmp_path: Path, run: Callable[..., subprocess.CompletedProcess[bytes]]
) -> None:
    from kgexport.readers.annotations import line_of

    annotated = tmp_path / "annotated.jsonl"
    annotated.write_bytes(line_of(lakeside(1)) + b"\n" + line_of(lakeside(2)) + b"\n")
    both = run(
        "export",
        annotated,
        "-o",
        tmp_path / "out.ttl",
        "--store",
        tmp_path / "store",
        "--no-starter",
        "--duplicates",
        "ignore",
    )
    assert both.returncode == 0, both.stderr
    assert content(tmp_path / "store") == quads_of(lakeside(1), lakeside(2))
    assert (tmp_path / "out.ttl").read_bytes() == written(
        tmp_path / "as-ever.ttl", lakeside(1), lakeside(2)
    ).read_bytes()
    alone = run("export", annotated, "--store", tmp_path / "store", "--no-starter", "--duplicates", "ignore")
    assert (alone.returncode, alone.stdout) == (0, b"")
    assert b"2 unchanged" in alone.stderr
    (tmp_path / "none.jsonl").write_text("{}\n", encoding="utf-8")
    none = run("export", tmp_path / "none.jsonl", "--store", tmp_path / "new")
    assert none.returncode == 3
    assert not (tmp_path / "new").exists()
