"""The words of the article that a node of the graph stands on, to show beside a result."""

from rdflib import Graph
from rdflib.term import Literal, Node, URIRef

from kgexport.vocab import KG

_POINTERS = (KG.cue, KG.content, KG.evidence, KG.mention, KG.titleSpan, KG.inferredFrom)
_AROUND = 40  # characters


def excerpt(graph: Graph, *nodes: str) -> str | None:
    """The words around the first of the nodes (in N-Triples syntax) that has a place in a text, the place in [ ]."""
    for term in nodes:
        if term.startswith("<"):
            node = URIRef(term[1:-1])
            for mention in _mentions(graph, node):
                words = _words(graph, mention)
                if words is not None:
                    return words
    return None


def _mentions(graph: Graph, node: Node) -> list[Node]:
    if (node, KG.begin, None) in graph:
        return [node]
    for pointer in _POINTERS:
        mentions = [
            mention for mention in graph.objects(node, pointer) if _offset(graph, mention, KG.begin) is not None
        ]
        if mentions:
            return sorted(mentions, key=lambda mention: (_offset(graph, mention, KG.begin) or 0, str(mention)))[:1]
    return []


def _offset(graph: Graph, mention: Node, predicate: URIRef) -> int | None:
    values = (value.value for value in graph.objects(mention, predicate) if isinstance(value, Literal))
    return min((value for value in values if isinstance(value, int) and not isinstance(value, bool)), default=None)


def _words(graph: Graph, mention: Node) -> str | None:
    begin, end = _offset(graph, mention, KG.begin), _offset(graph, mention, KG.end)
    texts = sorted(
        str(text) for article in graph.objects(mention, KG.inArticle) for text in graph.objects(article, KG.text)
    )
    if begin is not None and end is not None and texts and 0 <= begin < end <= len(texts[0]):
        text = texts[0]
        before, after = text[max(0, begin - _AROUND) : begin], text[end : end + _AROUND]
        opening = "…" if begin > _AROUND else ""
        closing = "…" if end + _AROUND < len(text) else ""
        return " ".join(f"{opening}{before}[{text[begin:end][:200]}]{after}{closing}".split())
    exact = min((str(text) for text in graph.objects(mention, KG.exactText)), default=None)
    return None if exact is None else " ".join(f"[{exact[:200]}]".split())
