"""void.ttl: what the data are, how much there is of what, how they came about; the same for files and folders."""

import json
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from kgexport import __version__
from kgexport.api import mapping_options
from kgexport.cli import cli
from kgexport.dataset import About
from kgexport.errors import UsageError
from kgexport.graph.read import files_of, read_graph, read_graphs
from kgexport.model import AnnotatedArticle, Organisation, Person
from kgexport.pipeline import Running
from kgexport.readers.annotations import line_of
from kgexport.running.folder import export_folder
from kgexport.stores.folder import writing
from kgexport.validation import validate
from tests.builders import make_annotated, make_article

DCAT, DCTERMS, PROV = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/", "http://www.w3.org/ns/prov#"
SCHEMA, SPDX, VOID = "https://schema.org/", "http://spdx.org/rdf/terms#", "http://rdfs.org/ns/void#"
DATA = "https://kg.example/dataset"
ARTICLES = [make_annotated(article=make_article(id=name)) for name in ("one", "two", "three")]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return lines(tmp_path / "articles.jsonl", ARTICLES)


def lines(path: Path, articles: Iterable[AnnotatedArticle]) -> Path:
    path.write_bytes(b"".join(line_of(each) + b"\n" for each in articles))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    def run(articles: Iterable[AnnotatedArticle] = ARTICLES, to: str = "out", **more: Any) -> Path:
        given = lines(tmp_path / f"{to}.jsonl", articles)
        export_folder([given], tmp_path / to, options=mapping_options(), **more)
        return tmp_path / to

    return run


def invoke(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(each) for each in arguments])


class Said:
    """What a description says."""

    def __init__(self, path: Path) -> None:
        self.triples = [quad.triple for quad in read_graph(path)]

    def values(self, subject: str, predicate: str) -> list[str]:
        return sorted(
            t.object.value for t in self.triples if t.subject.value == subject and t.predicate.value == predicate
        )

    def value(self, subject: str, predicate: str) -> str:
        (value,) = self.values(subject, predicate)
        return value

    @property
    def counts(self) -> dict[str, int]:
        """Of each class, and of the whole."""
        parts = {self.value(part, f"{VOID}class"): part for part in self.values(DATA, f"{VOID}classPartition")}
        counts = {kind.rpartition("/")[2].rpartition("#")[2]: part for kind, part in parts.items()}
        assert len(counts) >= 10
        found = {name: int(self.value(part, f"{VOID}entities")) for name, part in counts.items()}
        whole = {
            name: int(self.value(DATA, f"{VOID}{name}")) for name in ("triples", "entities", "properties", "classes")
        }
        return found | whole


def test_a_folder_is_described_and_the_counts_are_those_of_its_graphs(folder: Any) -> None:
    path = folder()
    quads = set(read_graphs([path]))
    counts = Said(path / "void.ttl").counts
    types = {(q.subject, q.object) for q in quads if q.predicate.value.endswith("#type")}
    assert counts["triples"] == len(quads)
    assert counts["Article"] == 3
    assert counts["entities"] == len({thing for thing, _ in types})
    assert counts["properties"] == len({quad.predicate for quad in quads})
    assert counts["classes"] == len({kind for _, kind in types})
    for name in ("Person", "Meeting", "Statement", "Mention"):
        assert counts[name] == sum(kind.value.endswith(f"ontology#{name}") for _, kind in types)  # type: ignore[union-attr]


def test_things_that_several_articles_share_are_counted_once(folder: Any, tmp_path: Path) -> None:
    options = mapping_options(identity="name")
    export_folder([lines(tmp_path / "a.jsonl", ARTICLES)], tmp_path / "names", options=options)
    counts = Said(tmp_path / "names" / "void.ttl").counts
    people = {agent.name for agent in ARTICLES[0].agents if isinstance(agent, Person)}
    organisations = {agent.name for agent in ARTICLES[0].agents if isinstance(agent, Organisation)}
    assert counts["Person"] == len(people)
    assert counts["Organisation"] == len(organisations)
    assert counts["entities"] == len({q.subject for q in read_graphs([tmp_path / "names"])})


@pytest.mark.parametrize("name", ["out.nq", "out.trig", "out.ttl", "out.jsonld"])
def test_a_file_is_described_as_a_folder_is_but_for_what_it_is(
    folder: Any, source: Path, tmp_path: Path, name: str
) -> None:
    assert invoke("export", source, "-o", tmp_path / name, "--describe", tmp_path / "about.ttl").exit_code == 0
    file, whole = Said(tmp_path / "about.ttl"), Said(folder() / "void.ttl")
    assert file.counts == whole.counts  # these articles share nothing: a union has as many triples
    node = file.value(DATA, f"{DCAT}distribution")
    data = (tmp_path / name).read_bytes()
    assert int(file.value(node, f"{DCAT}byteSize")) == len(data)
    assert file.value(file.value(node, f"{SPDX}checksum"), f"{SPDX}checksumValue") == sha256(data).hexdigest()
    media = {
        "nq": "application/n-quads",
        "trig": "application/trig",
        "ttl": "text/turtle",
        "jsonld": "application/ld+json",
    }
    assert file.value(node, f"{DCAT}mediaType").endswith(media[name.partition(".")[2]])


def test_the_run_is_told_with_versions_model_and_configuration(folder: Any) -> None:
    path = folder()
    said, manifest = Said(path / "void.ttl"), json.loads((path / "manifest.json").read_text())
    run = said.value(DATA, f"{PROV}wasGeneratedBy")
    software = said.value(run, f"{PROV}wasAssociatedWith")
    assert said.value(software, f"{SCHEMA}softwareVersion") == __version__
    used = {said.value(each, f"{DCTERMS}title"): each for each in said.values(run, f"{PROV}used")}
    told = {what: said.value(node, f"{PROV}value") for what, node in used.items()}
    assert told == {what: value for what, value in manifest["configuration"].items() if value}
    name, _, digest = told["model"].partition(" sha256:")
    assert said.value(used["model"], f"{SCHEMA}name") == name
    assert said.value(said.value(used["model"], f"{SPDX}checksum"), f"{SPDX}checksumValue") == digest


def test_each_file_of_a_folder_is_a_distribution(folder: Any) -> None:
    path = folder()
    said, manifest = Said(path / "void.ttl"), json.loads((path / "manifest.json").read_text())
    names = {said.value(node, f"{DCTERMS}title") for node in said.values(DATA, f"{DCAT}distribution")}
    assert names == {file["name"] for file in manifest["files"]}
    assert "same-reports.nq" in names  # the three articles have one text
    assert manifest["description"]["sha256"] == sha256((path / "void.ttl").read_bytes()).hexdigest()


def test_it_says_what_only_the_user_can_say_and_no_time_of_its_own(folder: Any) -> None:
    about = About(
        title="The lake, 2025",
        licence="https://creativecommons.org/licenses/by/4.0/",
        rights="© Lake Courier",
        issued="2025-11-26",
        published_at="https://data.example/lake",
    )
    said = Said(folder(about=about) / "void.ttl")
    assert said.value(DATA, f"{DCTERMS}title") == "The lake, 2025"
    assert said.value(DATA, f"{DCTERMS}license") == about.licence
    assert said.value(DATA, f"{DCTERMS}rights") == about.rights
    assert said.value(DATA, f"{DCTERMS}issued") == "2025-11-26"
    addresses = {said.value(node, f"{DCAT}downloadURL") for node in said.values(DATA, f"{DCAT}distribution")}
    assert addresses == set(said.values(DATA, f"{VOID}dataDump"))
    assert all(address.startswith("https://data.example/lake/") for address in addresses)
    plain = Said(folder(to="plain") / "void.ttl")
    assert not any(t.object.value.startswith("20") for t in plain.triples if isinstance(t.object, ox.Literal))


def test_neither_order_nor_workers_change_a_byte_and_another_licence_changes_only_the_description(folder: Any) -> None:
    expected = (folder() / "void.ttl").read_bytes()
    shuffled = folder(reversed(ARTICLES), "shuffled", running=Running(workers=2))
    assert (shuffled / "void.ttl").read_bytes() == expected
    stamps = {path.name: path.stat().st_mtime_ns for path in shuffled.glob("*.nq")}
    folder(to="shuffled", about=About(licence="https://licence.example/"))
    assert b"https://licence.example/" in (shuffled / "void.ttl").read_bytes()
    assert stamps == {path.name: path.stat().st_mtime_ns for path in shuffled.glob("*.nq")}
    folder(to="shuffled")
    assert (shuffled / "void.ttl").read_bytes() == expected


def test_an_article_that_goes_is_counted_no_more(folder: Any) -> None:
    before = Said(folder() / "void.ttl").counts
    after = Said(folder(ARTICLES[:1]) / "void.ttl").counts
    assert (before["Article"], after["Article"]) == (3, 1)
    assert after["triples"] * 3 == before["triples"] - 2  # two links


def test_it_conforms_and_validate_reads_it_where_other_commands_read_graphs_of_articles(
    folder: Any, tmp_path: Path
) -> None:
    path = folder()
    assert validate(read_graph(path / "void.ttl")).conforms
    assert not any(name.endswith("void.ttl") for name in files_of([path]))
    assert any(name.endswith("void.ttl") for name in files_of([path], descriptions=True))
    assert invoke("validate", path).exit_code == 0
    broken = (path / "void.ttl").read_text(encoding="utf-8").replace("void:triples", "void:documents")
    (path / "void.ttl").write_text(broken, encoding="utf-8")
    result = invoke("validate", path)
    assert result.exit_code == 1
    assert "how many triples" in result.output
    with writing(tmp_path / "store") as store:
        assert store.load([str(path)]).added == 4  # three articles and their links


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--licence", "CC BY"), "--licence: not an absolute URL"),
        (("--issued", "yesterday"), "--issued: not a day"),
        (("--published-at", "data/"), "--published-at: not an absolute URL"),
        (("--dataset-title", " "), "a dataset needs a title"),
        (("--licence", "https://licence.example/"), "give --describe FILE"),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error(source: Path, tmp_path: Path, options: Any, words: str) -> None:
    result = invoke("export", source, "-o", tmp_path / "out.ttl", *options)
    assert (result.exit_code, words in result.output) == (2, True), result.output
    assert not (tmp_path / "out.ttl").exists()


def test_a_description_takes_the_place_of_no_other_file(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.ttl"
    for describe in (source, out):
        result = invoke("export", source, "-o", out, "--describe", describe)
        assert result.exit_code == 2, result.output
    assert source.read_bytes().count(b"\n") == 3
    assert invoke("export", source, "-o", f"{tmp_path}/folder/", "--describe", tmp_path / "x.ttl").exit_code == 2


def test_a_title_is_wanted() -> None:
    with pytest.raises(UsageError):
        About(title="")
