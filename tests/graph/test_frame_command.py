"""``kgexport frame`` as a user meets it."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kgexport.commands.frame import _names
from kgexport.graph.formats import GraphFormat
from kgexport.graph.write import serialise
from kgexport.mappers import MappingOptions
from tests.builders import make_annotated, make_article
from tests.graphs import BASE, graph_of

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def one(tmp_path: Path) -> Path:
    path = tmp_path / "one.ttl"
    path.write_bytes(serialise(graph_of(make_annotated()).quads, GraphFormat.TURTLE))
    return path


@pytest.fixture
def two(tmp_path: Path) -> Path:
    articles = [make_annotated(), make_annotated(article=make_article(id="second"))]
    path = tmp_path / "two.trig"
    path.write_bytes(serialise([quad for each in articles for quad in graph_of(each).quads], GraphFormat.TRIG))
    return path


def test_one_article_goes_to_standard_output(run: Run, one: Path) -> None:
    done = run("frame", one)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["id"] == f"{BASE}article/lakeside"
    assert run("frame", "-", input=one.read_bytes()).stdout == done.stdout


def test_a_folder_gets_a_file_an_article(run: Run, one: Path, two: Path, tmp_path: Path) -> None:
    done = run("frame", two, one, "-o", tmp_path / "new" / "pages")
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.decode() == f"2 articles -> {tmp_path / 'new' / 'pages'}\n"
    assert sorted(path.name for path in (tmp_path / "new" / "pages").iterdir()) == ["lakeside.jsonld", "second.jsonld"]
    assert (tmp_path / "new" / "pages" / "lakeside.jsonld").read_bytes() == run("frame", one).stdout


def test_several_articles_need_a_folder(run: Run, two: Path) -> None:
    done = run("frame", two)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"kgexport: 2 articles: give the folder for their files, with -o DIR\n"


def test_an_article_that_two_inputs_tell_differently_is_refused(run: Run, one: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.ttl"
    other.write_bytes(serialise(graph_of(make_annotated(), text="none").quads, GraphFormat.TURTLE))
    done = run("frame", one, other, "-o", tmp_path / "pages")
    assert done.returncode == 3
    assert done.stderr.decode() == (
        f"kgexport: {other}: another input says other things about the article {BASE}article/lakeside\n"
    )
    assert not (tmp_path / "pages").exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            b"<https://x.example/a> <https://x.example/b> 1 .\n",
            "no article; frame reads graphs that `kgexport export` wrote",
        ),
        (b"<https://x.example/a> <https://x.example/b> .\n", ":1: "),
    ],
)
def test_what_holds_no_article_is_said(run: Run, tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "data.ttl"
    path.write_bytes(content)
    done = run("frame", path)
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.decode().startswith(f"kgexport: {path}")
    assert reason in done.stderr.decode()
    assert len(done.stderr.splitlines()) == 1


def test_files_are_named_by_the_article() -> None:
    base = MappingOptions().base
    ids = ["lakeside", "LAKESIDE", "a%2Fb", ".hidden", "x" * 300, "50%25"]
    names = _names(f"{base}article/{each}" for each in ids)
    assert names[0] == "lakeside.jsonld"
    assert names[2] == "a%2Fb.jsonld"
    assert names[5] == "50%25.jsonld"
    assert len({name.casefold() for name in names}) == len(ids), "file systems that ignore case keep them apart"
    assert all(not name.startswith(".") and len(name) < 200 for name in names)
