"""The shapes graph: ours, and the user's own beside it."""

from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import OWL, RDF, RDFS, SH, Graph
from rdflib.term import Node, URIRef

from kgexport.errors import ReadError
from kgexport.resources import SHAPES_DIR
from kgexport.validation.confinement import check_confined

if TYPE_CHECKING:
    from kgexport.validation.fast import Fast
    from kgexport.validation.reference import Reference

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)


class Shapes:
    """A shapes graph that is read once and prepared once for each engine. Treat it as immutable."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    @cached_property
    def flat(self) -> Graph:
        """The same constraints, with the property shapes of targeted node shapes as shapes with targets of their own.

        pySHACL evaluates a nested property shape once per focus node and one with a target once for all of them: five
        times faster, with the same results. Shapes that others refer to, or that are switched off, closed or disjoint,
        are left as they are.
        """
        return flattened(self.graph)

    @cached_property
    def reference(self) -> "Reference":
        """Ready for pySHACL."""
        from kgexport.validation.reference import Reference

        return Reference(self.flat)

    @cached_property
    def fast(self) -> "Fast | None":
        """Ready for the ``shacl`` package; None where it is not installed or does not take these shapes."""
        from kgexport.validation.fast import compiled

        return compiled(self.graph)

    def name_of(self, shape: Node) -> str:
        """The IRI of a shape, or of the nearest shape around it that has one; '' where none has."""
        seen: set[Node] = set()
        while not isinstance(shape, URIRef):
            parent = min((s for s in self.graph.subjects(None, shape) if s not in seen), key=str, default=None)
            if parent is None:
                return ""
            seen.add(shape)
            shape = parent
        return str(shape)


def flattened(graph: Graph) -> Graph:
    """A copy of a shapes graph in which targets stand on property shapes; see ``Shapes.flat``."""
    flat = _copied(graph)
    referred = {
        o for p in (SH.node, SH["not"], SH.qualifiedValueShape, SH.property, RDF.first) for o in graph.objects(None, p)
    }
    for shape in set(graph.subjects(SH.property, None)):
        targets = [(p, o) for p in _TARGETS for o in graph.objects(shape, p)]
        if not targets or shape in referred or (shape, SH.deactivated, None) in graph:
            continue
        if (shape, SH.closed, None) in graph or _are_disjoint_siblings(graph, shape):
            continue  # these constraints look at the property shapes that stand beside them
        if (shape, SH.target, None) in graph or {RDFS.Class, OWL.Class} & set(graph.objects(shape, RDF.type)):
            continue
        for part in graph.objects(shape, SH.property):
            for predicate, target in targets:
                flat.add((part, predicate, target))
            flat.remove((shape, SH.property, part))
    return flat


def _copied(graph: Graph, into: Graph | None = None) -> Graph:
    copy = Graph() if into is None else into
    for prefix, namespace in graph.namespaces():
        copy.bind(prefix, namespace, override=False)
    for triple in graph:
        copy.add(triple)
    return copy


def _are_disjoint_siblings(graph: Graph, shape: Node) -> bool:
    return any((part, SH.qualifiedValueShapesDisjoint, None) in graph for part in graph.objects(shape, SH.property))


def load_shapes(extra: Sequence[Path] = (), sparql: bool = False) -> Shapes:
    """Our SHACL Core shapes; with ``sparql`` also those of shapes/sparql/; and the files in ``extra``.

    Raises ReadError for a file that cannot be read, UsageError for shapes that are not well-formed or that are not
    confined to the graph under test. ``owl:imports`` is not followed.
    """
    shipped = _shipped(sparql)
    if not extra:
        return shipped
    graph = _copied(shipped.graph)
    for path in extra:
        part = _read(Path(path))
        check_confined(part, Path(path))
        graph = _copied(part, into=graph)
    shapes = Shapes(graph)
    _ = shapes.reference  # malformed shapes are told here, not in the middle of a run
    return shapes


@cache
def _shipped(sparql: bool) -> Shapes:
    graph = Graph()
    folders = [SHAPES_DIR, SHAPES_DIR / "sparql"] if sparql else [SHAPES_DIR]
    for path in sorted(path for folder in folders for path in folder.glob("*.ttl")):
        graph += _read(path)
    return Shapes(graph)


def _read(path: Path) -> Graph:
    try:
        return Graph().parse(data=path.read_text(encoding="utf-8"), format="turtle", publicID=path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(path, getattr(error, "strerror", None) or "not UTF-8") from error
    except Exception as error:  # rdflib's Turtle parser raises a dozen unrelated types
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise ReadError(path, f"not Turtle: {reason}") from error
