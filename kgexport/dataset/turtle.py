"""A description of a dataset as Turtle, and the counts as triples, which ``serve`` tells too."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

import pyoxigraph as ox

from kgexport.dataset import TOOL, About, Dataset, File, Size
from kgexport.errors import KgExportError
from kgexport.files import replacing
from kgexport.graph.formats import GraphFormat
from kgexport.identifiers import article_iri, web_address
from kgexport.vocab import ONTOLOGY, PREFIXES, RDF_TYPE

PREFIXES_OF_DATASETS = {name: PREFIXES[name] for name in ("dcterms", "kg", "prov", "schema", "xsd")} | {
    "dcat": "http://www.w3.org/ns/dcat#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
}
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_FORMATS = "http://www.w3.org/ns/formats/"
_MEDIA = {
    "turtle": ("text/turtle", "Turtle"),
    "trig": ("application/trig", "TriG"),
    "nquads": ("application/n-quads", "N-Quads"),
    "ntriples": ("application/n-triples", "N-Triples"),
    "jsonld": ("application/ld+json", "JSON-LD"),
}
_COMPRESSIONS = {".gz": "application/gzip", ".zst": "application/zstd"}
_TYPE = ox.NamedNode(RDF_TYPE)
_INTEGER, _DAY, _BYTES, _HEX = (
    ox.NamedNode(f"{PREFIXES['xsd']}{name}") for name in ("integer", "date", "nonNegativeInteger", "hexBinary")
)


def size_of(quads: Iterable[ox.Quad], *, names_graphs: bool) -> Size:
    """Of what a file holds; formats that name no graphs hold a triple of several graphs once."""
    distinct = {quad if names_graphs else quad.triple for quad in quads}
    types = {(each.subject, each.object) for each in distinct if each.predicate == _TYPE}
    return Size(
        triples=len(distinct),
        classes=Counter(kind.value for _, kind in types if isinstance(kind, ox.NamedNode)),
        entities=len({thing for thing, _ in types}),
        properties=len({each.predicate for each in distinct}),
    )


def dataset_triples(dataset: Dataset) -> Iterator[ox.Triple]:
    """The description."""
    data = ox.NamedNode(f"{dataset.base}dataset")
    yield ox.Triple(data, _TYPE, _term("dcat:Dataset"))
    yield ox.Triple(data, _term("dcterms:title"), ox.Literal(dataset.about.title))
    if dataset.about.licence is not None:
        yield ox.Triple(data, _term("dcterms:license"), ox.NamedNode(web_address(dataset.about.licence)))
    if dataset.about.rights is not None:
        yield ox.Triple(data, _term("dcterms:rights"), ox.Literal(dataset.about.rights))
    if dataset.about.issued is not None:
        yield ox.Triple(data, _term("dcterms:issued"), ox.Literal(dataset.about.issued, datatype=_DAY))
    yield from void_triples(data, dataset.size, dataset.base)
    if dataset.example is not None:
        yield ox.Triple(data, _term("void:exampleResource"), ox.NamedNode(dataset.example))
    yield from _run(data, dataset)
    for file in dataset.files:
        yield from _file(data, file, dataset.about)


def _run(data: ox.NamedNode, dataset: Dataset) -> Iterator[ox.Triple]:
    run, software = _part(data, "run"), _part(data, "kgexport")
    yield ox.Triple(data, _term("prov:wasGeneratedBy"), run)
    yield ox.Triple(run, _TYPE, _term("prov:Activity"))
    yield ox.Triple(run, _term("prov:wasAssociatedWith"), software)
    name, _, version = dataset.tool.partition(" ")
    yield ox.Triple(software, _TYPE, _term("prov:SoftwareAgent"))
    yield ox.Triple(software, _term("schema:name"), ox.Literal(name))
    yield ox.Triple(software, _term("schema:softwareVersion"), ox.Literal(version))
    for what, value in dataset.configuration.items():
        if not value:
            continue
        used = _part(data, f"configuration-{what}")
        yield ox.Triple(run, _term("prov:used"), used)
        yield ox.Triple(used, _TYPE, _term("prov:Entity"))
        yield ox.Triple(used, _term("dcterms:title"), ox.Literal(what))
        yield ox.Triple(used, _term("prov:value"), ox.Literal(value))
        if what == "model":
            model, _, digest = value.partition(" sha256:")
            yield ox.Triple(used, _term("schema:name"), ox.Literal(model))
            yield from _checksum(used, digest)


def _file(data: ox.NamedNode, file: File, about: About) -> Iterator[ox.Triple]:
    node = _part(data, file.name)
    media, name = _MEDIA[file.format]
    yield ox.Triple(data, _term("dcat:distribution"), node)
    yield ox.Triple(data, _term("void:feature"), ox.NamedNode(_FORMATS + name))
    yield ox.Triple(node, _TYPE, _term("dcat:Distribution"))
    yield ox.Triple(node, _term("dcterms:title"), ox.Literal(file.name))
    yield ox.Triple(node, _term("dcat:mediaType"), ox.NamedNode(_MEDIA_TYPES + media))
    for suffix, compression in _COMPRESSIONS.items():
        if file.name.endswith(suffix):
            yield ox.Triple(node, _term("dcat:compressFormat"), ox.NamedNode(_MEDIA_TYPES + compression))
    yield ox.Triple(node, _term("dcat:byteSize"), ox.Literal(str(file.bytes), datatype=_BYTES))
    yield from _checksum(node, file.sha256)
    if about.licence is not None:
        yield ox.Triple(node, _term("dcterms:license"), ox.NamedNode(web_address(about.licence)))
    if about.published_at is not None:
        address = web_address(f"{about.published_at.rstrip('/')}/{quote(file.name)}")
        yield ox.Triple(node, _term("dcat:downloadURL"), ox.NamedNode(address))
        yield ox.Triple(data, _term("void:dataDump"), ox.NamedNode(address))


def void_triples(data: ox.NamedNode, size: Size, base: str) -> Iterator[ox.Triple]:
    """The counts."""
    yield ox.Triple(data, _TYPE, _term("void:Dataset"))
    yield ox.Triple(data, _term("void:uriSpace"), ox.Literal(base))
    yield ox.Triple(data, _term("void:vocabulary"), ox.NamedNode(ONTOLOGY))
    counts = {"triples": size.triples, "entities": size.entities, "properties": size.properties}
    for name, count in counts.items():
        if count is not None:
            yield ox.Triple(data, _term(f"void:{name}"), _number(count))
    if size.properties is not None:
        yield ox.Triple(data, _term("void:classes"), _number(len(size.classes)))
    for kind, count in sorted(size.classes.items()):
        part = _part(data, f"class-{_short(kind)}")
        yield ox.Triple(data, _term("void:classPartition"), part)
        yield ox.Triple(part, _term("void:class"), ox.NamedNode(kind))
        yield ox.Triple(part, _term("void:entities"), _number(count))


@dataclass(frozen=True, kw_only=True)
class Description:
    """A description of one file, and where it is written."""

    path: Path
    about: About

    def write(
        self,
        described: Path | BinaryIO,
        quads: Sequence[ox.Quad],
        configuration: Mapping[str, str],
        *,
        syntax: str,
        base: str,
        example: str,
    ) -> None:
        """Writes it; ``described`` is there already. Of a stream, the file is not told. Raises WriteError."""
        files = [_file_at(described, syntax)] if isinstance(described, Path) and described.is_file() else []
        dataset = Dataset(
            base=base,
            size=size_of(quads, names_graphs=GraphFormat(syntax).names_graphs),
            tool=TOOL,
            configuration=configuration,
            files=files,
            example=article_iri(base, example),
            about=self.about,
        )
        with replacing(self.path) as stream:
            stream.write(written(dataset))


def _file_at(path: Path, syntax: str) -> File:
    with path.open("rb") as stream:
        digest = file_digest(stream, "sha256").hexdigest()
    return File(name=path.name, bytes=path.stat().st_size, sha256=digest, format=syntax)


def written(dataset: Dataset) -> bytes:
    """The description as Turtle, which conforms to its shape. Raises KgExportError where it does not: a bug of ours."""
    from kgexport.graph.write import serialise
    from kgexport.validation import validate

    quads = [ox.Quad(*triple) for triple in dataset_triples(dataset)]
    report = validate(quads)
    if not report.conforms:
        raise KgExportError(f"the description of the dataset does not conform: {report.violations[0].message}")
    return serialise(quads, GraphFormat.TURTLE, PREFIXES_OF_DATASETS)


def _checksum(node: ox.NamedNode, digest: str) -> Iterator[ox.Triple]:
    checksum = ox.NamedNode(f"{node.value}-sha256")
    yield ox.Triple(node, _term("spdx:checksum"), checksum)
    yield ox.Triple(checksum, _TYPE, _term("spdx:Checksum"))
    yield ox.Triple(checksum, _term("spdx:algorithm"), _term("spdx:checksumAlgorithm_sha256"))
    yield ox.Triple(checksum, _term("spdx:checksumValue"), ox.Literal(digest, datatype=_HEX))


def _part(data: ox.NamedNode, name: str) -> ox.NamedNode:
    """A node beside that of the dataset."""
    mark = "-" if "#" in data.value else "#"
    return ox.NamedNode(f"{data.value}{mark}{quote(name, safe='')}")


def _short(kind: str) -> str:
    """``kg-Person``; the whole IRI where we have no prefix."""
    for prefix, namespace in PREFIXES.items():
        if kind.startswith(namespace):
            return f"{prefix}-{kind[len(namespace) :]}"
    return kind


def _number(count: int) -> ox.Literal:
    return ox.Literal(str(count), datatype=_INTEGER)


def _term(name: str) -> ox.NamedNode:
    prefix, _, local = name.partition(":")
    return ox.NamedNode(PREFIXES_OF_DATASETS[prefix] + local)
