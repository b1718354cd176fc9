"""Writes docs/ontology.md from ontology/ and shapes/: ``python docs/ontology_page.py``. A test keeps the page current."""

from collections.abc import Iterator
from pathlib import Path

from rdflib import DCTERMS, ORG, OWL, RDF, RDFS, SH, SKOS, Graph
from rdflib.term import Literal, Node, URIRef

from kgexport import model
from kgexport.resources import ONTOLOGY_DIR, SHAPES_DIR
from kgexport.vocab import KG, ONTOLOGY, PREFIXES

PAGE = Path(__file__).parent / "ontology.md"
_NAMESPACES = {
    **PREFIXES,
    "eos": "http://cv.iptc.org/newscodes/eventoccurstatus/",
    "gaf": "http://groundedannotationframework.org/gaf#",
    "grasp": "http://groundedannotationframework.org/grasp#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
}
_ALIGNED = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.notation)


class Page:
    """The page, from the graphs it is written from."""

    def __init__(self) -> None:
        self.ontology = Graph().parse(ONTOLOGY_DIR / "kgexport.ttl", format="turtle")
        self.alignments = Graph().parse(ONTOLOGY_DIR / "alignments.ttl", format="turtle")
        self.shapes = Graph()
        for path in sorted(SHAPES_DIR.rglob("*.ttl")):
            self.shapes.parse(path, format="turtle")
        names = [name for name in KG.__annotations__ if not name.startswith("_")]
        self.lists = [KG[name] for name in names if (KG[name], OWL.oneOf, None) in self.ontology]
        self.classes = [
            KG[n] for n in names if (KG[n], RDF.type, OWL.Class) in self.ontology and KG[n] not in self.lists
        ]
        self.properties = [KG[name] for name in names if KG[name] not in (*self.classes, *self.lists)]

    def text(self) -> str:
        """The whole page."""
        return "\n".join(self.lines()).rstrip() + "\n"

    def lines(self) -> Iterator[str]:
        """The page line by line."""
        version = self.ontology.value(ONTOLOGY, OWL.versionInfo)
        yield "<!-- Written by docs/ontology_page.py from ontology/ and shapes/. Change those. -->"
        yield ""
        yield f"# The ontology, version {version}"
        yield ""
        yield f"{self.ontology.value(ONTOLOGY, DCTERMS.description)}"
        yield ""
        yield f"Prefix `kg:` is `{KG._NS}`. Licence: CC BY 4.0. Names of agents and places are `schema:name`."
        yield "Individuals of value lists are named after their class: `kg:Status-held`."
        yield ""
        yield "## How the current status of a meeting follows"
        yield ""
        yield f"{self.ontology.value(ONTOLOGY, SKOS.scopeNote)}"
        yield ""
        yield "## Classes"
        for term in self.classes:
            yield from self._class(term)
        yield from self._class(ORG.Membership)
        yield ""
        yield "## Properties of several classes"
        yield ""
        shared = [term for term in self.properties if self.ontology.value(term, RDFS.domain) is None]
        yield from self._properties(shared)
        yield ""
        yield "## Value lists"
        for term in self.lists:
            yield ""
            yield f"### {short(term)}"
            yield ""
            yield f"{self._definition(term)}"
            yield ""
            yield "| value | means | aligned with |"
            yield "|---|---|---|"
            kind = getattr(model, short(term).removeprefix("kg:"))
            for value in kind:
                individual = URIRef(f"{term}-{value.value}")
                yield f"| `{short(individual)}` | {self._definition(individual)} | {self._aligned(individual)} |"

    def _class(self, term: URIRef) -> Iterator[str]:
        yield ""
        yield f"### {short(term)}"
        yield ""
        if term == ORG.Membership:
            yield "A post, as the W3C's organisation ontology has it (`org:member`, `org:organization`)."
        else:
            parents = [short(parent) for parent in self.ontology.objects(term, RDFS.subClassOf)]
            yield f"{self._definition(term)}{f' A `{parents[0]}`.' if parents else ''}"
            aligned = self._aligned(term)
            if aligned:
                yield ""
                yield f"Aligned with {aligned}."
            for note in self.ontology.objects(term, SKOS.scopeNote):
                yield ""
                yield f"{note}"
            yield from self._example(term)
        properties = [p for p in self.properties if self.ontology.value(p, RDFS.domain) == term]
        if properties:
            yield ""
            yield from self._properties(properties)
        rules = sorted(set(self._rules(term)))
        if rules:
            yield ""
            yield "Checked:"
            yield ""
            yield from (f"- {rule}" for rule in rules)

    def _properties(self, terms: list[URIRef]) -> Iterator[str]:
        yield "| property | value | means | example |"
        yield "|---|---|---|---|"
        for term in terms:
            target = self.ontology.value(term, RDFS.range)
            value = "" if target is None else f"`{short(target)}`"
            example = str(self.ontology.value(term, SKOS.example)).replace("|", "\\|")
            aligned = self._aligned(term)
            meaning = f"{self._definition(term)}{f' Aligned with {aligned}.' if aligned else ''}"
            yield f"| `{short(term)}` | {value} | {meaning} | `{example}` |"

    def _definition(self, term: Node) -> str:
        return str(self.ontology.value(term, SKOS.definition)).replace("|", "\\|")

    def _example(self, term: Node) -> Iterator[str]:
        yield ""
        yield "```turtle"
        yield str(self.ontology.value(term, SKOS.example))
        yield "```"

    def _aligned(self, term: Node) -> str:
        found = []
        for predicate in _ALIGNED:
            for target in sorted(self.alignments.objects(term, predicate)):
                mark = "≈ " if predicate in (SKOS.closeMatch, SKOS.notation) else "⊑ "
                found.append(mark + (str(target) if isinstance(target, Literal) else f"`{short(target)}`"))
        return ", ".join(found)

    def _rules(self, term: URIRef) -> Iterator[str]:
        for shape in self.shapes.subjects(SH.targetClass, term):
            yield from self._messages(shape)
            for part in self.shapes.objects(shape, SH.property):
                yield from self._messages(part)

    def _messages(self, shape: Node) -> Iterator[str]:
        severity = self.shapes.value(shape, SH.severity)
        note = "" if severity in (None, SH.Violation) else f" *({str(severity).rpartition('#')[2].lower()})*"
        yield from (f"{message}{note}" for message in self.shapes.objects(shape, SH.message))


def short(term: Node) -> str:
    """A prefixed name."""
    for prefix, namespace in _NAMESPACES.items():
        if str(term).startswith(namespace):
            return f"{prefix}:{str(term).removeprefix(namespace)}"
    return f"<{term}>"


if __name__ == "__main__":
    PAGE.write_text(Page().text(), encoding="utf-8")
