"""Authorities on the command line: built, looked at, used for export and annotate."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from kgexport.cli import cli
from kgexport.linking import Authorities
from kgexport.linking.authority import open_authority
from kgexport.model import AnnotatedArticle, Article, Extraction, Link, Mention, Person, Place
from kgexport.readers.annotations import line_of

TEXT = "Ana Lima flew to Freedonia and to France."
CSV = (
    "id,type,label,aliases,kind,country,wikidata\n"
    "p1,person,Ana Lima,,,FD,\n"
    "Q999001,place,Freedonia,Fredonia,country,FD,Q999001\n"
)
Call = Callable[..., tuple[int, str]]


@pytest.fixture
def call() -> Call:
    def run(*arguments: object) -> tuple[int, str]:
        result = CliRunner().invoke(cli, [str(each) for each in arguments])
        return result.exit_code, result.output

    return run


def article(**changes: object) -> AnnotatedArticle:
    person = Person(id="person-0", name="Ana Lima", mentions=(Mention.of(TEXT, 0, 8),))
    places = tuple(
        Place(id=f"place-{begin}", name=name, mentions=(Mention.of(TEXT, begin, begin + len(name)),))
        for begin, name in ((17, "Freedonia"), (34, "France"))
    )
    fields = {"article": Article(id="a", text=TEXT), "agents": (person,), "places": places, **changes}
    return AnnotatedArticle(**fields)  # type: ignore[arg-type]


def written(folder: Path, annotated: AnnotatedArticle) -> Path:
    path = folder / "annotated.jsonl"
    path.write_bytes(line_of(annotated) + b"\n")
    return path


def targets(path: Path) -> dict[str, str]:
    (line,) = path.read_text(encoding="utf-8").splitlines()
    return {each["agent"]: each["target"] for each in json.loads(line).get("links", ())}


@pytest.fixture
def authority(tmp_path: Path, call: Call) -> Path:
    table, target = tmp_path / "known.csv", tmp_path / "known.db"
    table.write_text(CSV, encoding="utf-8")
    status, said = call("authority", "build", table, "-o", target)
    assert (status, said.strip()) == (0, f"2 entities -> {target}")
    return target


def test_what_an_authority_holds_is_told(authority: Path, call: Call) -> None:
    status, said = call("authority", "info", authority)
    assert status == 0
    facts = dict(line.split(":", 1) for line in said.splitlines())
    assert {key: facts[key].strip() for key in ("name", "source", "version", "person entries", "place entries")} == {
        "name": "known",
        "source": "known.csv",
        "version": "2",
        "person entries": "1",
        "place entries": "1",
    }


def test_the_starter_tells_what_it_holds_without_a_file(call: Call) -> None:
    status, said = call("authority", "info")
    assert status == 0
    assert "ships with kgexport" in said


def test_an_authoritys_id_makes_a_node_that_articles_share(authority: Path, call: Call, tmp_path: Path) -> None:
    source, target = written(tmp_path, article()), tmp_path / "out.ttl"
    status, said = call("export", source, "--authority", authority, "-o", target)
    assert status == 0, said
    turtle = target.read_text(encoding="utf-8")
    assert "person/p1" in turtle
    assert "place/Q999001" in turtle
    assert "wd:Q999001" in turtle


def test_annotations_made_earlier_are_linked_only_to_what_the_user_gives(
    authority: Path, call: Call, tmp_path: Path
) -> None:
    source, target = written(tmp_path, article()), tmp_path / "out.jsonl"
    call("annotate", source, "-o", target)
    assert targets(target) == {}
    call("annotate", source, "--authority", authority, "-o", target)
    assert targets(target) == {"person-0": "p1", "place-17": "Q999001"}


def test_links_that_annotations_bring_are_kept(authority: Path, call: Call, tmp_path: Path) -> None:
    by_hand = Link(agent="person-0", target="Q42", authority="by hand", method="manual", score=1.0)
    source, target = written(tmp_path, article(links=(by_hand,))), tmp_path / "out.jsonl"
    call("annotate", source, "--authority", authority, "-o", target)
    assert targets(target)["person-0"] == "Q42"


def test_the_first_authority_decides(authority: Path, call: Call, tmp_path: Path) -> None:
    table, other = tmp_path / "other.csv", tmp_path / "other.db"
    table.write_text("id,type,label\nq9,person,Ana Lima\n", encoding="utf-8")
    call("authority", "build", table, "-o", other)
    source, target = written(tmp_path, article()), tmp_path / "out.jsonl"
    call("annotate", source, "--authority", other, "--authority", authority, "-o", target)
    assert targets(target) == {"person-0": "q9", "place-17": "Q999001"}


def test_a_new_article_is_linked_to_the_starter_unless_it_is_turned_off() -> None:
    assert {each.target for each in Authorities.of_files([]).link(article()).links} == {"Q142"}
    assert Authorities.of_files([], starter=False).link(article()) == article()


def test_the_configuration_tells_which_authorities_were_used(authority: Path, tmp_path: Path) -> None:
    annotated = article(extraction=Extraction(tool="t", configuration_sha256="c"))
    with_starter, with_both = (Authorities.of_files(files).link(annotated).extraction for files in ([], [authority]))
    assert with_starter and with_both and annotated.extraction
    digests = {each.configuration_sha256 for each in (annotated.extraction, with_starter, with_both)}
    assert len(digests) == 3
    assert Authorities.of_files([], starter=False).link(annotated).extraction == annotated.extraction


@pytest.mark.parametrize("name", ["missing.db", "text.db", "other.db", "newer.db", "empty.db"])
def test_a_file_that_cannot_be_used_is_told_before_any_work(
    name: str, authority: Path, call: Call, tmp_path: Path
) -> None:
    broken = tmp_path / name
    if name == "text.db":
        broken.write_text("no database " * 200, encoding="utf-8")
    elif name == "empty.db":
        broken.touch()
    elif name != "missing.db":
        if name == "newer.db":
            broken.write_bytes(authority.read_bytes())
        with sqlite3.connect(broken) as connection:
            connection.execute("PRAGMA user_version = 99" if name == "newer.db" else "CREATE TABLE t (x)")
        connection.close()
    source, target = written(tmp_path, article()), tmp_path / "out.ttl"
    target.write_text("earlier", encoding="utf-8")
    status, said = call("export", source, "--authority", broken, "-o", target)
    assert status == 3
    assert name in said
    assert len(said.splitlines()) == 1
    assert target.read_text(encoding="utf-8") == "earlier"


def test_an_authority_that_another_process_is_writing_is_told(authority: Path, call: Call, tmp_path: Path) -> None:
    writer = sqlite3.connect(authority, isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    try:
        status, said = call("export", written(tmp_path, article()), "--authority", authority)
    finally:
        writer.rollback()
        writer.close()
    assert status == 3
    assert "locked" in said


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (CSV.splitlines(keepends=True)[0], "known.csv: no entity in it"),
        (CSV.replace("person", "animal"), "known.csv:2: no type 'animal'; there are: person, organisation, place"),
    ],
)
def test_a_table_that_gives_no_authority_is_told(content: str, message: str, call: Call, tmp_path: Path) -> None:
    (tmp_path / "known.csv").write_text(content, encoding="utf-8")
    status, output = call("authority", "build", tmp_path / "known.csv", "-o", tmp_path / "known.db")
    assert status == 3
    assert message in output
    assert not (tmp_path / "known.db").exists()


def test_a_vocabulary_needs_the_type_of_its_concepts(call: Call, tmp_path: Path) -> None:
    vocabulary = tmp_path / "v.ttl"
    vocabulary.write_text("", encoding="utf-8")
    status, said = call("authority", "build", vocabulary, "-o", tmp_path / "v.db")
    assert status == 2
    assert "--type" in said


def test_the_same_entities_in_another_order_have_the_same_digest(authority: Path, call: Call, tmp_path: Path) -> None:
    head, *rows = CSV.splitlines()
    table, target = tmp_path / "turned.csv", tmp_path / "turned.db"
    table.write_text("\n".join([head, *reversed(rows)]) + "\n", encoding="utf-8")
    call("authority", "build", table, "-o", target)
    assert open_authority(target).sha256 == open_authority(authority).sha256
