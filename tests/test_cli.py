"""The command line as a user meets it: what goes where, exit statuses, and no traceback for anything a user can cause."""

import fcntl
import json
import os
import resource
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kgexport.files import part_of
from kgexport.model import (
    AnnotatedArticle,
    Certainty,
    Extraction,
    Meeting,
    MeetingKind,
    Mention,
    Mode,
    Participation,
    Person,
    Polarity,
    Role,
    Status,
    StatusAssertion,
)
from kgexport.readers.annotations import line_of, schema
from kgexport.readers.article import make_article
from kgexport.readers.metadata import Metadata
from tests.conftest import Run

TEXT = "Ministers meet again\n\nForeign Minister Anna Huber met President Peter Frei in Vienna on Tuesday.\n"


def annotated(
    article: str = "a1", text: str = "Anna Huber met Peter Frei in Vienna.", **changes: Any
) -> AnnotatedArticle:
    read = make_article(text, Metadata(id=article, published="2025-10-21", language="en"))
    met = Mention.of(read.text, 11, 14)
    fields: dict[str, Any] = {
        "article": read,
        "extraction": Extraction(tool="by hand"),
        "agents": (
            Person(id="person-0", name="Anna Huber", mentions=(Mention.of(read.text, 0, 10),)),
            Person(id="person-15", name="Peter Frei", mentions=(Mention.of(read.text, 15, 25),)),
        ),
        "meetings": (
            Meeting(
                id="meeting-11",
                meeting_kind=MeetingKind.MEETING,
                mode=Mode.IN_PERSON,
                mentions=(met,),
                label="Huber–Frei meeting",
                participations=(
                    Participation(id="participation-11-0", agent="person-0", role=Role.PARTICIPANT, evidence=met),
                    Participation(id="participation-11-15", agent="person-15", role=Role.PARTICIPANT, evidence=met),
                ),
                assertions=(
                    StatusAssertion(
                        id="status-11",
                        status=Status.HELD,
                        certainty=Certainty.CERTAIN,
                        polarity=Polarity.POSITIVE,
                        evidence=met,
                    ),
                ),
            ),
        ),
    }
    return AnnotatedArticle(**{**fields, **changes})


def lines(folder: Path, *articles: AnnotatedArticle, name: str = "annotated.jsonl") -> Path:
    path = folder / name
    path.write_bytes(b"".join(line_of(each) + b"\n" for each in articles))
    return path


def one_line(err: str) -> str:
    (line,) = err.splitlines()
    assert line.startswith("kgexport: "), line
    return line


# The main way


def test_an_article_becomes_a_file_that_conforms_and_answers(nlp: Any, kgexport: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    out = tmp_path / "a.ttl"
    exported = kgexport(
        "export", tmp_path / "a.txt", "-o", out, "--published", "2025-10-22", "--publisher", "The Example"
    )
    assert exported.status == 0, exported.err
    assert exported.out == ""
    assert exported.err.startswith("1 article; ")
    assert kgexport("validate", out).status == 0
    answer = kgexport("query", "who-met-whom", out, "--format", "csv")
    assert answer.status == 0
    assert "Anna Huber,Peter Frei" in answer.out


def test_a_pipe_in_gives_turtle_out(nlp: Any, kgexport: Run) -> None:
    result = kgexport("export", "-", stdin=TEXT.encode())
    assert result.status == 0, result.err
    assert "kg:Meeting" in result.out


def test_annotations_follow_the_schema_and_map_to_the_same_bytes(nlp: Any, kgexport: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    result = kgexport("annotate", tmp_path / "a.txt", "--published", "2025-10-22")
    assert result.status == 0, result.err
    Draft202012Validator(schema()).validate(json.loads(result.out))
    (tmp_path / "a.jsonl").write_text(result.out)
    direct = kgexport("export", tmp_path / "a.txt", "--published", "2025-10-22")
    again = kgexport("export", tmp_path / "a.jsonl")
    assert (again.status, again.out) == (0, direct.out)


def test_an_article_in_another_language_is_exported_with_its_metadata_only(
    nlp: Any, kgexport: Run, tmp_path: Path
) -> None:
    text = (
        "Die Außenministerin Anna Huber hat am Dienstag in Wien den Präsidenten Peter Frei getroffen. Die beiden sprachen "
        "über die Lage an der Grenze und über ein Abkommen, das noch nicht unterschrieben ist."
    )
    (tmp_path / "a.txt").write_text(text)
    by_text = kgexport("annotate", tmp_path / "a.txt", "--publisher", "Das Blatt")
    by_metadata = kgexport("annotate", tmp_path / "a.txt", "--publisher", "Das Blatt", "--language", "de-AT")
    for result, reason in ((by_text, "German"), (by_metadata, "de-AT")):
        assert result.status == 0
        assert reason in result.err
        value = json.loads(result.out)
        assert [agent["name"] for agent in value["agents"]] == ["Das Blatt"]
        assert "meetings" not in value
        assert "statements" not in value


@pytest.mark.parametrize("syntax", ["turtle", "trig", "nquads", "ntriples", "jsonld"])
def test_each_format_is_written_read_and_valid(kgexport: Run, tmp_path: Path, syntax: str) -> None:
    source = lines(tmp_path, annotated("a1"), annotated("a2"))
    extension = {"turtle": "ttl", "trig": "trig", "nquads": "nq", "ntriples": "nt", "jsonld": "jsonld"}[syntax]
    by_name, by_option = tmp_path / f"out.{extension}", tmp_path / "named"
    assert kgexport("export", source, "-o", by_name).status == 0
    assert kgexport("export", source, "-o", by_option, "--format", syntax).status == 0
    assert by_name.read_bytes() == by_option.read_bytes()
    assert kgexport("validate", by_name).status == 0
    answer = json.loads(kgexport("query", "who-met-whom", by_name, "--format", "json").out)
    assert len(answer["results"]["bindings"]) >= 2


def test_the_order_of_the_inputs_changes_no_byte(kgexport: Run, tmp_path: Path) -> None:
    first, second = lines(tmp_path, annotated("a1"), name="1.jsonl"), lines(tmp_path, annotated("a2"), name="2.jsonl")
    for syntax in ("turtle", "trig", "jsonld"):
        outputs = {
            kgexport("export", *inputs, "--format", syntax).out
            for inputs in ((first, second), (second, first), (tmp_path,))
        }
        assert len(outputs) == 1


@pytest.mark.parametrize(("level", "text", "exact"), [("full", 1, 1), ("mentions", 0, 1), ("none", 0, 0)])
def test_text_that_may_not_be_passed_on_is_left_out(
    kgexport: Run, tmp_path: Path, level: str, text: int, exact: int
) -> None:
    result = kgexport("export", lines(tmp_path, annotated()), "--text", level, "--format", "ntriples")
    assert result.status == 0
    assert ("in Vienna." in result.out) == bool(text)
    assert ("#exactText>" in result.out) == bool(exact)


def test_the_base_iri_is_the_users(kgexport: Run, tmp_path: Path) -> None:
    result = kgexport(
        "export", lines(tmp_path, annotated()), "--base-iri", "https://news.example/kg", "--format", "nquads"
    )
    assert "<https://news.example/kg/article/a1>" in result.out
    assert "kg.example" not in result.out


def test_queries_are_listed_and_sparql_is_answered(kgexport: Run, tmp_path: Path) -> None:
    listed = kgexport("queries")
    assert "who-met-whom" in listed.out
    assert len(listed.out.splitlines()) >= 10
    source = tmp_path / "out.ttl"
    kgexport("export", lines(tmp_path, annotated()), "-o", source)
    sparql = "SELECT ?name WHERE { ?p a kg:Person ; schema:name ?name } ORDER BY ?name"
    assert kgexport("query", "--sparql", sparql, source, "--format", "tsv").out == '?name\n"Anna Huber"\n"Peter Frei"\n'
    assert "Peter Frei" in kgexport("query", "--sparql", sparql, source).out
    bound = kgexport("query", "who-met-whom", source, "--parameter", "who=Peter Frei", "--format", "csv")
    assert bound.status == 0, bound.err


def test_what_everybody_said_is_listed_of_files_and_of_one_speaker_from_a_store(kgexport: Run, tmp_path: Path) -> None:
    source, store = tmp_path / "out.trig", tmp_path / "store"
    kgexport("export", lines(tmp_path, annotated()), "-o", source, "--store", store)
    listed = [line for line in kgexport("queries").out.splitlines() if "over a store" in line]
    assert [line.split()[0] for line in listed] == ["mentions-of", "said-about", "said-by"]
    assert "(over a store: --speaker, --person or --organisation)" in listed[2]
    everything = kgexport("query", "mentions-of", source, "--format", "csv")
    assert "Anna Huber" in everything.out
    assert "Peter Frei" in everything.out
    assert kgexport("query", "mentions-of", "--store", store).status == 2
    for option in ("--name", "--person", "--organisation"):
        one = kgexport("query", "mentions-of", "--store", store, option, "Anna Huber", "--format", "csv")
        assert one.status == 0, one.err
        assert "Anna Huber" in one.out
        assert "Peter Frei" not in one.out


def test_the_schema_is_printed(kgexport: Run) -> None:
    assert json.loads(kgexport("schema", "annotations").out)["$id"].startswith("https://")


def test_every_command_has_help(kgexport: Run) -> None:
    overview = kgexport("--help")
    for command in ("export", "annotate", "validate", "query", "queries", "schema"):
        assert command in overview.out
        said = kgexport(command, "--help")
        assert said.status == 0
        assert len(said.out.splitlines()) > 4
    assert kgexport("--version").out.startswith("kgexport")


# What can go wrong: one clear line, the right exit status, earlier output untouched


def test_a_missing_file_is_nothing_readable(kgexport: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.ttl"
    out.write_text("earlier")
    result = kgexport("export", tmp_path / "none.txt", "-o", out)
    assert result.status == 3
    assert "none.txt: no such file or folder" in result.err
    assert out.read_text() == "earlier"
    assert kgexport("validate", tmp_path / "none.ttl").status == 3
    assert kgexport("query", "who-met-whom", tmp_path / "none.ttl").status == 3


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "empty"), (b" \n", "no text"), (b"\x89PNG\r\n\x1a\n\x00", "PNG"), (bytes(range(256)) * 9, "binary")],
)
def test_a_file_that_holds_no_article_is_nothing_readable(
    kgexport: Run, tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    result = kgexport("export", tmp_path / "a.txt")
    assert result.status == 3
    assert result.out == ""
    assert said in result.err.splitlines()[0]


def test_another_encoding_is_converted_and_said(nlp: Any, kgexport: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("“We met in Zürich,” said José Núñez.".encode("cp1252"))
    result = kgexport("export", tmp_path / "a.txt")
    assert result.status == 0
    assert "cp1252" in result.err
    assert "José Núñez" in result.out


def test_a_broken_line_is_put_aside_and_the_rest_goes_on(kgexport: Run, tmp_path: Path) -> None:
    source, aside = lines(tmp_path, annotated("a1"), annotated("a2")), tmp_path / "aside.jsonl"
    first, second = source.read_text().splitlines()
    source.write_text(f"{first}\n{{broken\n{second}\n")
    result = kgexport("export", source, "-o", tmp_path / "out.ttl", "--quarantine", aside)
    assert result.status == 4
    assert f"kgexport: {source}:2: not JSON" in result.err
    assert "2 articles" in result.err
    assert "1 refused" in result.err
    (refused,) = map(json.loads, aside.read_text().splitlines())
    assert (refused["stage"], refused["line"], refused["source"]) == ("read", 2, str(source))


def test_an_article_that_does_not_pass_the_gate_is_put_aside_with_its_reason(kgexport: Run, tmp_path: Path) -> None:
    wrong = Person(id="person-0", name="Anna Huber", mentions=(Mention(begin=0, end=4, text="Bnna"),))
    source = lines(tmp_path, annotated("good"), annotated("bad", agents=(wrong,), meetings=()))
    aside = tmp_path / "aside.jsonl"
    result = kgexport("export", source, "-o", tmp_path / "out.nq", "--quarantine", aside)
    assert result.status == 4
    assert "article/bad" not in (tmp_path / "out.nq").read_text()
    (refused,) = map(json.loads, aside.read_text().splitlines())
    assert (refused["article"], refused["stage"]) == ("bad", "spans")


@pytest.mark.parametrize(
    ("option", "reason"),
    [
        (("--max-mentions", "4"), "6 mentions; the limit is 4 and can be raised (--max-mentions)"),
        (("--max-triples", "30"), "more than 30 triples; the limit can be raised (--max-triples)"),
    ],
)
def test_an_article_that_gives_too_much_is_put_aside(
    kgexport: Run, tmp_path: Path, option: tuple[str, str], reason: str
) -> None:
    small = annotated("small", agents=(), meetings=())
    source = lines(tmp_path, annotated("big"), small)
    aside = tmp_path / "quarantine.jsonl"
    result = kgexport("export", source, "-o", tmp_path / "out.nq", "--quarantine", aside, *option)
    assert result.status == 4
    assert "1 article; " in result.err
    assert "1 refused" in result.err
    assert json.loads(aside.read_text()) == {"stage": "limit", "reason": reason, "article": "big"}
    assert "article/big" not in (tmp_path / "out.nq").read_text()
    assert kgexport("export", source, "-o", tmp_path / "out.nq").status == 0


def test_where_no_article_gets_through_earlier_output_is_untouched(kgexport: Run, tmp_path: Path) -> None:
    wrong = Person(id="person-0", name="Anna Huber", mentions=(Mention(begin=0, end=4, text="Bnna"),))
    out = tmp_path / "out.ttl"
    out.write_text("earlier")
    result = kgexport("export", lines(tmp_path, annotated(agents=(wrong,), meetings=())), "-o", out)
    assert result.status == 4
    assert out.read_text() == "earlier"


def test_a_bug_of_ours_keeps_its_traceback_and_costs_one_article(
    nlp: Any, kgexport: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kgexport.extraction import Annotator

    real = Annotator.annotate_parsed

    def failing(self: Annotator, parsed: Any) -> AnnotatedArticle:
        if "Frei" in parsed.text:
            raise KeyError("nobody thought of this")
        return real(self, parsed)

    monkeypatch.setattr(Annotator, "annotate_parsed", failing)
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(TEXT.replace("Frei", "Roth"))
    result = kgexport("export", tmp_path, "--format", "ntriples")
    assert result.status == 5
    assert "Traceback" in result.err
    assert "nobody thought of this" in result.err
    assert "Roth" in result.out
    assert "Frei" not in result.out


def test_two_articles_of_one_id_are_both_refused_in_any_order(kgexport: Run, tmp_path: Path) -> None:
    first, second = annotated("a"), annotated("a", text="Anna Huber met Peter Frei in Geneva.")
    for pair in ((first, second), (second, first), (first, first, second)):
        result = kgexport("export", lines(tmp_path, *pair, annotated("b")), "--format", "nquads")
        assert result.status == 4
        assert "article/a>" not in result.out
        assert "article/b>" in result.out
        for number in {1, len(pair)}:
            assert f"annotated.jsonl:{number}: the id 'a' has another content at" in result.err
    twice = kgexport("export", lines(tmp_path, first, first), "--format", "nquads")
    assert twice.status == 0
    assert "comes twice" in twice.err


@pytest.mark.parametrize("option", [("--shards", "4"), ("--compress", "gzip"), ("--add",), ("--ledger", "kept")])
def test_what_is_only_for_folders_is_not_passed_over_in_silence(
    kgexport: Run, tmp_path: Path, option: tuple[str, ...]
) -> None:
    for output in ((), ("-o", tmp_path / "out.ttl")):
        result = kgexport("export", lines(tmp_path, annotated("a")), *output, *option)
        assert result.status == 2
        assert f"{option[0]}: only for a folder" in result.err
        assert not (tmp_path / "out.ttl").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("export",),
        ("export", "a.txt", "--format", "xml"),
        ("export", "a.txt", "--text", "some"),
        ("export", "a.txt", "--identity", "guess"),
        ("export", "a.txt", "--base-iri", "no iri"),
        ("export", "a.txt", "--published", "tomorrow"),
        ("export", "a.txt", "--url", "nowhere"),
        ("export", "a.txt", "-o", "out.xyz"),
        ("export", "a.txt", "--no-such-option"),
        ("export", "a.txt", "--model", "no-such-model"),
        ("validate",),
        ("validate", "a.ttl", "--format", "pdf"),
        ("query", "who-meet-whom", "a.ttl"),
        ("query", "who-met-whom"),
        ("query", "--sparql", "SELECT nothing", "empty.ttl"),
        ("query", "--sparql", "SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }", "empty.ttl"),
        ("query", "who-met-whom", "empty.ttl", "--parameter", "colour=red"),
        ("query", "who-met-whom", "empty.ttl", "--parameter", "red"),
        ("schema", "nothing"),
        ("no-such-command",),
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_exit_status_2(
    kgexport: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT)
    Path("empty.ttl").write_text("")
    result = kgexport(*arguments)
    assert result.status == 2, result.err
    assert result.out == ""
    assert result.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("query who-met-whom --store st empty.ttl", "FILEs and --store are given: ask one of them"),
        (
            "query who-met-whom --store st --endpoint http://x.example/",
            "--store and --endpoint are given: ask one of them",
        ),
        ("query who-met-whom", "whom to ask? Give one or more FILEs, or --store DIR, or --endpoint URL"),
        (
            "query said-by --store st",
            "said-by over a store or a server needs --speaker, --person or --organisation, such as --speaker 'Marco Rubio'; "
            "`kgexport tables` writes everything",
        ),
        ("query said-by --act claim --since 2025 --store st", "said-by over a store or a server needs --speaker, "),
        (
            "query said-about --endpoint http://x.example/",
            "needs --about, --person or --organisation, such as --about '",
        ),
        (
            "query mentions-of --endpoint http://x.example/",
            "needs --name, --person or --organisation, such as --name '",
        ),
        ("query --sparql said-by --store st", "said-by over a store or a server needs --speaker, "),
        ("query empty.ttl who-met-whom", "empty.ttl is a file: the NAME of a question comes first"),
        ("query who-met-whom empty.ttl --status heldd", "no status 'heldd'; did you mean held?; there are: proposed, "),
        ("export a.txt --language German", "not a language tag such as 'en': 'German'"),
        ("annotate a.txt -o w.ttl", "w.ttl: its name promises RDF; annotate writes JSON Lines (.jsonl)"),
        ("annotate a.txt -o w.nq", "w.nq: its name promises RDF"),
    ],
)
def test_a_wrong_call_is_told_with_what_is_right(
    kgexport: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT)
    Path("empty.ttl").write_text("")
    result = kgexport(*arguments.split())
    assert (result.status, result.out) == (2, "")
    assert message in one_line(result.err)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "empty.ttl"]


def test_a_model_that_is_not_installed_is_told_with_the_command(
    kgexport: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kgexport.extraction import nlp

    monkeypatch.setattr(nlp, "_data_path", lambda _: None)
    nlp.load_model.cache_clear()
    (tmp_path / "a.txt").write_text(TEXT)
    result = kgexport("export", tmp_path / "a.txt", "--model", "md")
    assert result.status == 2
    assert "pip install" in one_line(result.err)


def test_an_output_that_cannot_be_written_is_told_before_the_work(kgexport: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    for target in (tmp_path / "no" / "out.ttl", tmp_path):
        result = kgexport("export", tmp_path / "a.txt", "-o", target)
        assert result.status == 5
        assert "cannot write" in one_line(result.err)
    assert kgexport("annotate", tmp_path / "a.txt", "-o", tmp_path / "no" / "out.jsonl").status == 5


def test_a_graph_that_does_not_conform_is_exit_status_1(kgexport: Run, tmp_path: Path) -> None:
    source = tmp_path / "bad.ttl"
    source.write_text(
        "@prefix kg: <https://w3id.org/kgexport/ontology#> .\n"
        "<https://x.example/article/a#meeting-1> a kg:Meeting ; kg:label 5 ."
    )
    result = kgexport("validate", source)
    assert result.status == 1
    assert "meeting-1" in result.out
    assert kgexport("validate", source, "--fail-on", "never").status == 0
    for syntax in ("json", "turtle", "sarif", "junit", "github"):
        assert kgexport("validate", source, "--format", syntax).status == 1


def test_a_broken_graph_file_is_told_with_its_line(kgexport: Run, tmp_path: Path) -> None:
    source = tmp_path / "bad.ttl"
    source.write_text("<a> <b>\n")
    for arguments in (("validate", source), ("query", "who-met-whom", source)):
        result = kgexport(*arguments)
        assert result.status == 3
        assert f"{source}:" in one_line(result.err)
    source.write_text("# nothing\n")
    assert kgexport("validate", source).status == 3


# In a process of its own

Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


def test_mapping_annotations_loads_no_nlp(tmp_path: Path) -> None:
    source = lines(tmp_path, annotated())
    code = (
        "import sys; from kgexport.cli import _status\n"
        f"sys.argv = ['kgexport', 'export', {str(source)!r}, '-o', {str(tmp_path / 'out.ttl')!r}]\n"
        "assert _status() == 0\n"
        "print(sorted({'spacy', 'thinc', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_loads_nothing_heavy(argument: str) -> None:
    code = (
        "import sys; from kgexport.cli import _status\n"
        f"sys.argv = ['kgexport', '{argument}']\n"
        "_status()\n"
        "heavy = {'rdflib', 'pyshacl', 'spacy', 'pyoxigraph', 'msgspec', 'yaml', 'rich', 'numpy'}\n"
        "print('loaded', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines()[-1] == "loaded []"


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, kgexport\n"
        "print(sorted({'rdflib', 'pyshacl', 'spacy', 'pyoxigraph', 'click', 'msgspec'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


def test_a_full_disk_leaves_earlier_output_untouched(tmp_path: Path) -> None:
    source, out = lines(tmp_path, annotated()), tmp_path / "out.ttl"
    out.write_text("earlier")

    def small_files_only() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    command = [sys.executable, "-B", "-m", "kgexport.cli", "export", str(source), "-o", str(out)]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=small_files_only,
    )
    assert done.returncode == 5
    assert "cannot write" in one_line(done.stderr)
    assert out.read_text() == "earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["annotated.jsonl", "out.ttl"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("command", ["export", "annotate"])
def test_standard_output_that_is_full_is_told(tmp_path: Path, command: str) -> None:
    source = lines(tmp_path, annotated())
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kgexport.cli", command, str(source)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 5
    assert "cannot write" in one_line(done.stderr)


def test_a_reader_that_goes_away_causes_no_noise(tmp_path: Path) -> None:
    source = lines(tmp_path, *(annotated(f"a{number}") for number in range(200)))
    process = subprocess.Popen(
        [sys.executable, "-m", "kgexport.cli", "annotate", str(source), "--quiet"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) == 5
    process.stderr.close()


def _bytes_in(pipe: int) -> int:
    """How many bytes wait in a pipe."""
    return int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), sys.byteorder)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_an_interrupt_is_exit_status_130_and_leaves_earlier_output(tmp_path: Path, name: str) -> None:
    out = tmp_path / "out.ttl"
    out.write_text("earlier")
    read_end, write_end = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "kgexport.cli", "export", "-", "-o", str(out)],
        stdin=read_end,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.write(write_end, line_of(annotated()) + b"\n")
    while _bytes_in(read_end) and process.poll() is None:  # once it reads, it has locked the file that it writes to
        time.sleep(0.01)
    os.close(read_end)
    assert part_of(out).exists()
    process.send_signal(signal.Signals[name])
    _, err = process.communicate(timeout=60)
    os.close(write_end)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert out.read_text() == "earlier"
    assert [path.name for path in tmp_path.iterdir()] == ["out.ttl"]


def test_names_that_would_steer_a_terminal_are_shown_not_sent(kgexport: Run, tmp_path: Path) -> None:
    name = os.fsdecode(b"bad\x1b[31m\xff\nname.txt")
    (tmp_path / name).write_bytes(b"")
    aside = tmp_path / "aside.jsonl"
    result = kgexport("export", tmp_path / name, "--quarantine", aside)
    assert result.status == 3
    assert "\x1b" not in result.err
    assert "bad\\x1b[31m" in result.err.splitlines()[0]
    assert json.loads(aside.read_text())["reason"] == "the file is empty"


def test_a_quarantine_that_cannot_be_written_is_told_before_the_work(kgexport: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.ttl"
    result = kgexport(
        "export", lines(tmp_path, annotated()), "-o", out, "--quarantine", tmp_path / "no" / "aside.jsonl"
    )
    assert result.status == 5
    assert not out.exists()


def test_closed_standard_streams_are_told(tmp_path: Path) -> None:
    source = lines(tmp_path, annotated())
    for redirection, status in ((f"export {source} >&-", 5), ("export - <&-", 3)):
        command = f"{sys.executable} -m kgexport.cli {redirection}"
        done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == status, done.stderr
        assert "there is no standard" in done.stderr
        assert "Traceback" not in done.stderr
