"""Reports for people, programs and CI."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rdflib import RDF, SH, Graph, Literal, URIRef

from kgexport.errors import UsageError
from kgexport.validation import FORMATS, Report, Result, Severity, load_shapes, validate
from kgexport.validation.formats.places import places
from kgexport.vocab import KG

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


def test_sarif_has_what_code_scanning_needs(tmp_path: Path):
    file = tmp_path / "out.ttl"
    file.write_text(
        BASE.read_text(encoding="utf-8").replace("@base <https://kg.example/article/a1> .\n", ""), encoding="utf-8"
    )
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


def test_files_that_are_not_there_or_have_no_lines_give_no_places(tmp_path: Path):
    (tmp_path / "out.jsonld").write_text("{}", encoding="utf-8")
    assert places([tmp_path / "none.ttl", tmp_path / "out.jsonld", "-"]) == {}
