"""One graph or many, shapes of ours and of the user, one report."""

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, BNode, Dataset, Graph, Literal, URIRef

import kgexport.validation.fast as fast_engine
import kgexport.validation.validator as validation
from kgexport.errors import ReadError, UsageError
from kgexport.validation import ENGINES, Report, Severity, Shapes, load_shapes, validate, validate_dataset
from kgexport.validation.fast import installed
from kgexport.vocab import KG

BASE = Path(__file__).parent.parent / "shapes" / "base.ttl"
ARTICLE = "https://kg.example/article/a1"
needs_fast = pytest.mark.skipif(not installed(), reason="the fast engine is not installed")
AVAILABLE = [engine for engine in ENGINES if engine != "fast" or installed()]


def sound() -> Graph:
    return Graph().parse(BASE, format="turtle")


def speechless() -> Graph:
    graph = sound()
    graph.remove((node("statement-1"), KG.speaker, None))
    return graph


def node(name: str) -> URIRef:
    return URIRef(f"{ARTICLE}#{name}")


def quads(graph: Graph, name: str | None = None) -> list[ox.Quad]:
    context = ox.DefaultGraph() if name is None else ox.NamedNode(name)
    text = graph.serialize(format="nt").encode()
    return [ox.Quad(t.subject, t.predicate, t.object, context) for t in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)]


@pytest.mark.parametrize("engine", AVAILABLE)
def test_a_sound_graph_conforms_with_every_engine(engine: str):
    report = validate(sound(), engine=engine)
    assert report.conforms
    assert report.results == ()


@pytest.mark.parametrize("engine", AVAILABLE)
def test_every_engine_gives_the_same_report_of_a_fault(engine: str):
    report = validate(speechless(), engine=engine)
    assert not report.conforms
    (result,) = report.results
    assert result.focus_node == f"{ARTICLE}#statement-1"
    assert result.path == str(KG.speaker)
    assert result.shape == "https://w3id.org/kgexport/shapes#Statement-speaker"
    assert result.component == "MinCountConstraintComponent"
    assert result.severity is Severity.VIOLATION
    assert result.message.startswith("A statement has exactly one speaker")
    assert result.excerpt is not None
    assert "Berg allegedly [told] reporters" in result.excerpt


def test_an_empty_graph_conforms():
    assert validate(Graph()).conforms
    assert validate([]).conforms


def test_pyoxigraph_quads_are_validated_like_rdflib_graphs():
    assert validate(quads(sound())).conforms
    assert validate(quads(speechless()), engine="pyshacl").results == validate(speechless(), engine="pyshacl").results


def test_a_dataset_is_validated_as_one_graph_by_validate():
    dataset = Dataset()
    part = dataset.graph(URIRef("https://kg.example/graph/a1"))
    for triple in speechless():
        part.add(triple)
    assert [result.graph for result in validate(dataset).results] == [None]


def test_the_graph_that_is_validated_is_not_changed():
    graph = speechless()
    before = set(graph)
    validate(graph, load_shapes(sparql=True), engine="pyshacl")
    assert set(graph) == before


def test_an_unknown_engine_is_an_error_of_use():
    with pytest.raises(UsageError, match="choose from auto, pyshacl, fast"):
        validate(Graph(), engine="jena")


def test_a_fast_engine_that_is_not_installed_is_told_with_the_command(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(validation, "installed", lambda: False)
    with pytest.raises(UsageError, match=r"pip install 'kgexport\[fast\]'"):
        validate(Graph(), engine="fast")


def test_without_the_fast_engine_auto_is_pyshacl(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fast_engine, "installed", lambda: False)
    shapes = Shapes(load_shapes().graph)
    assert shapes.fast is None
    assert not validate(speechless(), shapes).conforms


class Liar:
    """An engine that sees faults where there are none, or none where there are."""

    def __init__(self, results: list[object]) -> None:
        self._results = results

    def results(self, _: bytes) -> list[object]:
        return self._results


@needs_fast
def test_pyshacl_has_the_last_word_about_what_the_fast_engine_rejects():
    shapes = Shapes(load_shapes().graph)
    rejection = shapes.fast.results(_text(speechless()))
    vars(shapes)["fast"] = Liar(rejection)
    assert validate(sound(), shapes, engine="fast").results == ()


@needs_fast
def test_auto_lets_pyshacl_see_a_fixed_sample_of_what_the_fast_engine_passes(monkeypatch: pytest.MonkeyPatch):
    shapes = Shapes(load_shapes().graph)
    vars(shapes)["fast"] = Liar([])
    monkeypatch.setattr(validation, "_SAMPLE", 1)
    assert not validate(speechless(), shapes, engine="auto").conforms
    assert validate(speechless(), shapes, engine="fast").conforms


def _text(graph: Graph) -> bytes:
    return graph.serialize(format="nt").encode()


def test_a_graph_with_terms_that_rdf_does_not_have_is_left_to_pyshacl():
    graph = sound()
    graph.add((URIRef("https://kg.example/a b> <x"), RDF.type, KG.Meeting))
    report = validate(graph)
    assert {result.focus_node for result in report.results} == {"https://kg.example/a b> <x"}


def test_triples_as_terms_are_refused_in_one_sentence():
    inner = ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.NamedNode("urn:o"))
    with pytest.raises(UsageError, match=r"RDF 1\.2"):
        validate([ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), inner)], engine="pyshacl")


def test_blank_nodes_are_found_and_named():
    graph = sound()
    graph.add((BNode("b1"), RDF.type, KG.Place))
    assert {result.focus_node for result in validate(graph).violations} == {"_:b1"}


def test_missing_metadata_is_an_info_and_conforms():
    graph = sound()
    graph.remove(
        (URIRef(ARTICLE), None, Literal("2025-03-03", datatype=URIRef("http://www.w3.org/2001/XMLSchema#date")))
    )
    report = validate(graph)
    assert report.conforms
    assert report.counts == {Severity.VIOLATION: 0, Severity.WARNING: 0, Severity.INFO: 1}
    assert [report.fails(on) for on in ("violation", "warning", "info", "never")] == [False, False, True, False]


def test_fails_knows_its_words():
    with pytest.raises(UsageError, match="choose from violation, warning, info, never"):
        Report().fails("error")


# ---- Named graphs


def test_a_fault_in_a_named_graph_is_reported_once_and_with_its_graph():
    name = "https://kg.example/graph/a1"
    report = validate_dataset([*quads(speechless(), name), *quads(Graph())])
    assert [(result.graph, result.path) for result in report.results] == [(name, str(KG.speaker))]


def test_what_only_shows_over_all_graphs_is_found_too():
    extra = Graph()
    extra.add((node("statement-1"), KG.speaker, node("person-2")))
    report = validate_dataset({"https://kg.example/graph/a1": sound(), "https://kg.example/graph/more": extra})
    found = {(r.shape.rpartition("#")[2], r.component, r.graph) for r in report.results}
    assert ("Statement-speaker", "MaxCountConstraintComponent", None) in found


def test_an_rdflib_dataset_is_validated_graph_by_graph():
    dataset = Dataset()
    for name, graph in (("a1", sound()), ("a2", speechless())):
        part = dataset.graph(URIRef(f"https://kg.example/graph/{name}"))
        for triple in graph:
            part.add(triple)
    assert {result.graph for result in validate_dataset(dataset).results} == {"https://kg.example/graph/a2"}


# ---- Shapes of the user

MINE = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix kg: <https://w3id.org/kgexport/ontology#> .
@prefix schema: <https://schema.org/> .
<https://example.org/shapes#Initials> a sh:NodeShape ; sh:targetClass kg:Person ;
    sh:property [ sh:path schema:name ; sh:pattern "^[A-Z]\\\\. " ; sh:severity sh:Warning ; sh:message "Initials, please." ] .
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.ttl"
    path.write_text(text, encoding="utf-8")
    return path


def test_shapes_of_the_user_are_checked_beside_ours(tmp_path: Path):
    report = validate(speechless(), load_shapes([written(tmp_path, MINE)]))
    assert {(r.message, r.severity) for r in report.results if r.severity is Severity.WARNING} == {
        ("Initials, please.", Severity.WARNING)
    }
    assert len(report.violations) == 1
    assert {r.shape for r in report.results if r.severity is Severity.WARNING} == {
        "https://example.org/shapes#Initials"
    }


def test_our_shapes_are_read_once():
    assert load_shapes() is load_shapes()


@pytest.mark.parametrize("text", ["<a> <b> .", '@prefix sh: <x> . <a> sh:p "', "\ufeff{"])
def test_shapes_that_are_no_turtle_are_an_error_that_names_the_file(tmp_path: Path, text: str):
    with pytest.raises(ReadError, match=r"mine\.ttl: not Turtle"):
        load_shapes([written(tmp_path, text)])


def test_missing_shapes_are_an_error_that_names_the_file(tmp_path: Path):
    with pytest.raises(ReadError, match=r"nothing\.ttl: No such file"):
        load_shapes([tmp_path / "nothing.ttl"])


def test_shapes_that_are_not_utf_8_are_an_error(tmp_path: Path):
    path = tmp_path / "latin.ttl"
    path.write_bytes("# café".encode("latin-1"))
    with pytest.raises(ReadError, match="not UTF-8"):
        load_shapes([path])


def test_malformed_shapes_are_told_when_they_are_loaded(tmp_path: Path):
    text = """@prefix sh: <http://www.w3.org/ns/shacl#> .
    <https://example.org/s> a sh:PropertyShape ; sh:targetNode <https://example.org/n> ; sh:minCount 1 ."""
    with pytest.raises(UsageError, match="not well-formed"):
        load_shapes([written(tmp_path, text)])


QUERY = """@prefix sh: <http://www.w3.org/ns/shacl#> .
<https://example.org/s> a sh:NodeShape ; sh:targetNode <https://example.org/n> ; sh:sparql [ sh:select \"\"\"%s\"\"\" ] ."""


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this WHERE { SERVICE <http://example.org/sparql> { $this ?p ?o } }",
        "SELECT $this FROM <http://example.org/g> WHERE { $this ?p ?o }",
        "SELECT $this from named <http://example.org/g> { graph ?g { $this ?p ?o } }",
        "SELECT $this WHERE { FILTER NOT EXISTS { SERVICE SILENT ?x { $this ?p ?o } } }",
        # Words that nobody finds who looks for words: in escapes, and between quotation marks that are parts of names.
        "SELECT $this WHERE { \\\\u0053ERVICE <http://example.org/sparql> { $this ?p ?o } }",
        "SELECT $this WHERE { $this ex:a\\\\'b ?x . SERVICE <http://example.org/s> { $this ?p ?o } FILTER(?x = 'y') }",
        "SELECT $this WHERE { $this <http://example.org/#'> ?x } VALUES ?y { 'a' } # SERVICE\nFROM <x:y>",
        "LOAD <http://example.org/g>",
        "SELECT $this WHERE " + 1000 * "{" + "$this ?p ?o" + 1000 * "}",
    ],
)
def test_shapes_that_reach_out_of_the_graph_are_refused(tmp_path: Path, query: str):
    with pytest.raises(UsageError, match=r"shapes see only the graph they check|not a SPARQL query|nested too deeply"):
        load_shapes([written(tmp_path, QUERY % query)])


DECLARED = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.org/> .
ex: sh:declare [ sh:prefix "%s" ; sh:namespace "%s" ] .
ex:s a sh:NodeShape ; sh:targetNode <https://kg.example/article/a1> ;
    sh:sparql [ sh:prefixes ex: ; sh:select "SELECT $this WHERE { $this ex:p ?o }" ] ."""
SMUGGLED = "http://x.example/> SELECT $this { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } } #"


@pytest.mark.parametrize(
    ("prefix", "namespace"), [("ex", SMUGGLED), (f"ex: <{SMUGGLED}", "x:y"), ("a b", "x:y"), ("ex", "x:y\\nz")]
)
def test_a_query_is_not_smuggled_in_by_a_prefix(tmp_path: Path, prefix: str, namespace: str):
    with pytest.raises(UsageError, match=r"not a (prefix|namespace): "):
        load_shapes([written(tmp_path, DECLARED % (prefix, namespace))])


def test_what_is_run_is_judged_again_as_it_is_run():
    """Shapes that come in by Python, past the check of files."""
    text = QUERY.replace("example.org/n", "kg.example/article/a1") % "SELECT $this FROM <x:y> { $this ?p ?o }"
    with pytest.raises(UsageError, match="may not use FROM"):
        validate(sound(), Shapes(Graph().parse(data=text, format="turtle")), engine="pyshacl")


def test_prefixes_that_are_declared_can_be_used(tmp_path: Path):
    text = DECLARED % ("kgx", "https://w3id.org/kgexport/ontology#")
    shapes = load_shapes([written(tmp_path, text.replace("ex:p ?o", "kgx:text ?o"))])
    assert any(result.component == "SPARQLConstraintComponent" for result in validate(sound(), shapes).results)


def test_words_in_strings_and_iris_are_no_reaching_out(tmp_path: Path):
    query = "SELECT $this WHERE { $this <http://example.org/from> 'a SERVICE' } # FROM here"
    assert load_shapes([written(tmp_path, QUERY % query)])


def test_scripts_are_refused(tmp_path: Path):
    text = """@prefix sh: <http://www.w3.org/ns/shacl#> .
    <https://example.org/s> a sh:NodeShape ; sh:targetNode <https://example.org/n> ; sh:js [ sh:jsFunctionName "f" ] ."""
    with pytest.raises(UsageError, match="scripts"):
        load_shapes([written(tmp_path, text)])


def test_imports_are_not_followed(tmp_path: Path):
    text = MINE + "<https://example.org/shapes> <http://www.w3.org/2002/07/owl#imports> <http://127.0.0.1:9/none> ."
    assert validate(sound(), load_shapes([written(tmp_path, text)])).conforms


FLAT = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <https://example.org/> .
ex:Targeted a sh:NodeShape ; sh:targetClass ex:C ; sh:property ex:p .
ex:p a sh:PropertyShape ; sh:path ex:p ; sh:minCount 1 .
ex:Off a sh:NodeShape ; sh:targetClass ex:C ; sh:deactivated true ; sh:property [ sh:path ex:q ; sh:minCount 1 ] .
ex:Inner a sh:NodeShape ; sh:targetClass ex:D ; sh:property [ sh:path ex:r ; sh:minCount 1 ] .
ex:Outer a sh:NodeShape ; sh:targetClass ex:C ; sh:node ex:Inner .
"""


def test_flattening_keeps_what_shapes_mean():
    shapes = Shapes(Graph().parse(data=FLAT, format="turtle"))
    data = Graph().parse(data="@prefix ex: <https://example.org/> . ex:c a ex:C . ex:d a ex:D .", format="turtle")
    found = {(r.focus_node, r.component) for r in validate(data, shapes, engine="pyshacl").results}
    assert found == {
        ("https://example.org/c", "MinCountConstraintComponent"),
        ("https://example.org/c", "NodeConstraintComponent"),
        ("https://example.org/d", "MinCountConstraintComponent"),
    }


def test_results_come_in_reading_order_whatever_the_order_of_triples():
    graph = sound()
    graph.remove((None, KG.form, None))
    graph.remove((None, KG.speaker, None))
    shuffled = Graph()
    for triple in sorted(graph, reverse=True):
        shuffled.add(triple)
    first, second = validate(graph), validate(shuffled)
    assert first.format("turtle") == second.format("turtle")
    assert [r.focus_node.rpartition("#")[2] for r in first.results] == ["statement-1", "statement-2"] * 2


# ---- In a process of its own


def test_a_validation_with_a_time_limit_gives_the_same_report():
    name = "https://kg.example/graph/a1"
    parts = [*quads(speechless(), name), *quads(Graph())]
    shapes = load_shapes(sparql=True)
    assert validate_dataset(parts, shapes, seconds=60).results == validate_dataset(parts, shapes).results


def test_a_pattern_that_never_ends_is_stopped(tmp_path: Path):
    text = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix kg: <https://w3id.org/kgexport/ontology#> .
    <https://example.org/s> a sh:NodeShape ; sh:targetSubjectsOf kg:timexValue ;
      sh:property [ sh:path kg:timexValue ; sh:pattern "^(([A-Z]+)+)+$" ] ."""
    graph = sound()
    graph.set((node("time-1"), KG.timexValue, Literal("A" * 60 + "!")))
    with pytest.raises(UsageError, match="took longer than 4 seconds"):
        validate_dataset({None: graph}, load_shapes([written(tmp_path, text)]), engine="pyshacl", seconds=4)


def test_the_other_process_cannot_take_all_memory():
    code = "from kgexport.validation.limited import _limit; _limit(1.0); bytearray(10_000_000_000)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr.splitlines()[-1] == "MemoryError"


def test_shapes_that_cannot_be_evaluated_are_told_from_the_other_process(tmp_path: Path):
    shapes = load_shapes(
        [
            written(
                tmp_path,
                QUERY.replace("example.org/n", "kg.example/article/a1")
                % "SELECT $this { $this ?p ?o MINUS { ?o ?q ?r } }",
            )
        ]
    )
    with pytest.raises(UsageError, match="cannot be evaluated"):
        validate_dataset({None: sound()}, shapes, engine="pyshacl", seconds=60)
