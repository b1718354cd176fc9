"""Building authorities from tables, vocabularies and dumps, and what happens to broken ones."""

import bz2
import gzip
import json
import sqlite3
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from kgexport.errors import ReadError, WriteError
from kgexport.linking import EntityType, open_authority
from kgexport.linking.authority import Authority, Entity
from kgexport.linking.build import build, build_from_wikidata
from kgexport.linking.keys import alias_key, transliteration_key
from kgexport.linking.sources import entities_from_csv, entities_from_skos, starter

CSV = """id,type,label,aliases,kind,country,post,valid_from
p1,person,Ana Lima,A. Lima|Ana M. Lima,,BR,President,2023
p1,person,Ana Lima,,,BR,Senator,2015
o1,organisation,Acme Corporation,Acme,company,US,,
"""


def item(identifier: str, label: str, classes: list[str], **claims: object) -> str:
    def snak(value: object) -> dict[str, object]:
        return {"mainsnak": {"datavalue": {"value": value}}, "rank": "normal"}

    body = {"P31": [snak({"id": each}) for each in classes]}
    for prop, value in claims.items():
        body[prop] = [snak(value)]
    return json.dumps(
        {"type": "item", "id": identifier, "labels": {"en": {"language": "en", "value": label}}, "claims": body}
    )


DUMP = [
    "[",
    item("Q10", "Freedonia", ["Q6256"], P297="FD") + ",",
    item("Q11", "Ana Lima", ["Q5"], P39={"id": "Q12"}, P27={"id": "Q10"}) + ",",
    item("Q12", "President of Freedonia", ["Q294414"]) + ",",
    item("Q13", "Somebody without a post", ["Q5"]) + ",",
    item("Q14", "Freedonia Times", ["Q11032"], P17={"id": "Q10"}),
    "]",
]


def test_a_table_becomes_an_authority_with_one_entity_for_rows_of_one_id(tmp_path: Path) -> None:
    table = tmp_path / "known.csv"
    table.write_text(CSV, encoding="utf-8")
    assert build(tmp_path / "known.db", entities_from_csv(table), "known.csv") == 2
    authority = open_authority(tmp_path / "known.db")
    (ana,) = authority.candidates("Ana M. Lima", EntityType.PERSON)
    assert (ana.id, [post.title for post in ana.posts]) == ("p1", ["Senator", "President"])
    assert not authority.candidates("Ana Lima", EntityType.ORGANISATION)


def test_an_authority_reads_its_file_once_for_a_name_that_is_asked_for_twice() -> None:
    authority = Authority.of([Entity(id="p1", type=EntityType.PERSON, label="Ana Lima")], "known")
    first = authority.candidates("Ana Lima", EntityType.PERSON)
    authority.close()
    assert authority.candidates("Ana Lima", EntityType.PERSON) == first


def test_a_bad_row_is_named_with_its_line_and_leaves_the_old_authority(tmp_path: Path) -> None:
    table, target = tmp_path / "known.csv", tmp_path / "known.db"
    table.write_text(CSV, encoding="utf-8")
    build(target, entities_from_csv(table), "first")
    table.write_text(CSV + "x,animal,Rex,,,,,\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"known.csv:5: .*animal"):
        build(target, entities_from_csv(table), "second")
    assert open_authority(target).meta()["source"] == "first"


def test_a_vocabulary_gives_all_its_labels(tmp_path: Path) -> None:
    vocabulary = tmp_path / "places.ttl"
    vocabulary.write_text(
        """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <urn:p> a skos:Concept ; skos:prefLabel "Vienna"@en, "Wien"@de ; skos:altLabel "Vindobona" ;
            skos:exactMatch <http://www.wikidata.org/entity/Q1741> .""",
        encoding="utf-8",
    )
    (vienna,) = entities_from_skos(vocabulary, EntityType.PLACE)
    assert (vienna.label, vienna.aliases, vienna.wikidata) == ("Vienna", ("Vindobona", "Wien"), "Q1741")


@pytest.mark.parametrize("compressed", [bytes, gzip.compress, bz2.compress])
def test_a_dump_gives_office_holders_organisations_and_places(
    tmp_path: Path, compressed: Callable[[bytes], bytes]
) -> None:
    dump = tmp_path / "dump.json"
    dump.write_bytes(compressed("\n".join(DUMP).encode()))
    assert build_from_wikidata(tmp_path / "wd.db", dump) == 3
    authority = open_authority(tmp_path / "wd.db")
    (ana,) = authority.candidates("Ana Lima", EntityType.PERSON)
    assert (ana.country, ana.posts[0].title) == ("FD", "President of Freedonia")
    (times,) = authority.candidates("The Freedonia Times", EntityType.ORGANISATION)
    assert (times.kind, times.country) == ("outlet", "FD")


def test_a_dump_that_breaks_off_says_where_and_the_next_build_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kgexport.linking.build.BATCH", 2)
    dump, target = tmp_path / "dump.json", tmp_path / "wd.db"
    whole = "\n".join(DUMP)
    dump.write_text(whole.replace(DUMP[4], "{broken" + " " * (len(DUMP[4]) - 7)), encoding="utf-8")
    with pytest.raises(ReadError, match=r"dump.json:5: not an entity"):
        build_from_wikidata(target, dump)
    assert not target.exists()
    dump.write_text(whole, encoding="utf-8")
    seen: list[int] = []
    build_from_wikidata(target, dump, lambda read, kept: seen.append(read))
    assert seen == [6]  # lines 1 to 4 were not read again
    assert open_authority(target).counts() == {"organisation": 1, "person": 1, "place": 1, "alias": 3, "post": 1}


def long_dump(path: Path, lines: int) -> Path:
    """A dump with many people, newspapers and things that are not kept."""
    kinds = (("Q5", {"P39": {"id": "Q12"}, "P27": {"id": "Q10"}}), ("Q11032", {"P17": {"id": "Q10"}}), ("Q3331189", {}))
    items = [item(f"Q{100 + n}", f"Name {n}", [kinds[n % 3][0]], **kinds[n % 3][1]) for n in range(lines)]
    path.write_text("\n".join(["[", *(f"{each}," for each in items), *DUMP[1:]]), encoding="utf-8")
    return path


def test_a_build_that_is_interrupted_goes_on_and_gives_the_same_authority(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kgexport.linking.build.BATCH", 50)
    dump = long_dump(tmp_path / "dump.json", 300)

    def interrupt(read: int, kept: int) -> None:
        if read >= 150:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_from_wikidata(tmp_path / "stopped.db", dump, interrupt)
    assert not (tmp_path / "stopped.db").exists()
    seen: list[int] = []
    build_from_wikidata(tmp_path / "stopped.db", dump, lambda read, kept: seen.append(read))
    build_from_wikidata(tmp_path / "whole.db", dump)
    assert min(seen) > 150
    assert open_authority(tmp_path / "stopped.db").sha256 == open_authority(tmp_path / "whole.db").sha256


def test_a_build_needs_no_more_memory_for_a_longer_dump(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("keys", "authority"):  # without their caches, which have a size of their own
        for key in (alias_key, transliteration_key):
            monkeypatch.setattr(f"kgexport.linking.{module}.{key.__name__}", key.__wrapped__)
    peaks = []
    for lines in (1000, 6000):
        dump = long_dump(tmp_path / f"{lines}.json", lines)
        tracemalloc.start()
        build_from_wikidata(tmp_path / f"{lines}.db", dump)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] - peaks[0] < 100_000  # bytes; the dump is a million longer


def test_a_file_that_is_no_authority_is_refused_with_its_reason(tmp_path: Path) -> None:
    missing, text, other = tmp_path / "missing.db", tmp_path / "text.db", tmp_path / "other.db"
    text.write_text("not a database, though it is long enough to look like one " * 20, encoding="utf-8")
    sqlite3.connect(other).executescript("CREATE TABLE t (x);")
    for path, reason in ((missing, "no such"), (text, "cannot be read"), (other, "is not an authority")):
        with pytest.raises(ReadError, match=reason):
            open_authority(path)


def test_an_authority_of_another_version_or_unfinished_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "a.db"
    build(target, [Entity(id="p1", type=EntityType.PERSON, label="Ana Lima")], "one")
    connection = sqlite3.connect(target)
    connection.execute("DELETE FROM meta WHERE key = 'complete'")
    connection.commit()
    with pytest.raises(ReadError, match="not complete"):
        open_authority(target)
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    with pytest.raises(ReadError, match="version 99"):
        open_authority(target)


def test_two_builds_of_one_authority_do_not_meet(tmp_path: Path) -> None:
    target = tmp_path / "a.db"
    other = sqlite3.connect(f"{target}.building", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    dump = tmp_path / "dump.json"
    dump.write_text("\n".join(DUMP), encoding="utf-8")
    with pytest.raises(WriteError, match="another build"):
        build_from_wikidata(target, dump)
    other.close()


def test_the_starter_knows_countries_under_their_names_and_variants() -> None:
    (country,) = starter().candidates("Ivory Coast", EntityType.PLACE)
    assert country.country == "CI"
    assert [each.country for each in starter().candidates("Russian Federation", EntityType.PLACE)] == ["RU"]
