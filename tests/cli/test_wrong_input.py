"""Exit statuses and what is said of input that is wrong: no traceback for anything that a user can cause."""

import json
from pathlib import Path
from typing import Any

import pytest

from kgexport.model import (
    AnnotatedArticle,
    Mention,
    Person,
)
from tests.cli.articles import TEXT, annotated, lines, one_line
from tests.conftest import Run


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
