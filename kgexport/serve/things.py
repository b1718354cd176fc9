"""What is known about a thing: as triples, and as a page for people."""

from collections.abc import Iterator, Sequence
from itertools import islice

import pyoxigraph as ox

from kgexport.serve.article_page import article_page
from kgexport.serve.described import LOOKED_AT, Described, Everywhere, path_of
from kgexport.serve.markup import Content, Markup, document, tag
from kgexport.serve.shared_page import shared_page
from kgexport.stores.article_graphs import graph_of_article
from kgexport.vocab import KG, PREFIXES, RDF_TYPE

_TYPE, _ARTICLE = ox.NamedNode(RDF_TYPE), ox.NamedNode(KG.Article)
_ISSUED = ox.NamedNode(f"{PREFIXES['dcterms']}issued")
_MOST, _MOST_OF_ONE = 500, 100  # things on a page that is a list; in each list of a person's page


def exists(store: ox.Store, iri: ox.NamedNode) -> bool:
    """Whether anything is said about it, or it is a graph."""
    return (
        next(store.quads_for_pattern(iri, None, None, None), None) is not None
        or next(store.quads_for_pattern(None, None, iri, None), None) is not None
        or store.contains_named_graph(iri)
    )


def about(store: ox.Store, iri: ox.NamedNode) -> Iterator[ox.Quad]:
    """Of an article, or its graph, the whole graph; of anything else what is said about it and what points to it."""
    for graph in (iri, graph_of_article(iri.value)):
        if store.contains_named_graph(graph):
            yield from store.quads_for_pattern(None, None, None, graph)
            return
    yield from store.quads_for_pattern(iri, None, None, None)
    yield from islice(store.quads_for_pattern(None, None, iri, None), _MOST)


def page_of(store: ox.Store, iri: ox.NamedNode, base: str) -> bytes:
    """The page of a thing."""
    graph = graph_of_article(iri.value)
    if store.contains_named_graph(graph) and graph != iri:
        described = Described(store.quads_for_pattern(None, None, None, graph))
        return article_page(described, iri, base)
    if iri.value.startswith((f"{base}person/", f"{base}organisation/", f"{base}place/")):
        return shared_page(store, iri, base, _MOST_OF_ONE)
    return _plain_page(store, iri, base)


def home_page(store: ox.Store, base: str) -> bytes:
    """The articles, latest first, and what can be asked."""
    found = islice(store.quads_for_pattern(None, _TYPE, _ARTICLE, None), LOOKED_AT)
    articles = {quad.subject.value: "" for quad in found if isinstance(quad.subject, ox.NamedNode)}
    for quad in islice(store.quads_for_pattern(None, _ISSUED, None, None), 2 * LOOKED_AT):
        name = getattr(quad.subject, "value", "")
        if name in articles:
            articles[name] = getattr(quad.object, "value", "")
    latest = sorted(articles.items(), key=lambda each: (each[1], each[0]), reverse=True)
    known = Everywhere(store)
    rows = [
        tag(
            "li",
            tag("time", issued[:10] or "undated", datetime=issued[:10] or None),
            " ",
            tag("a", known.label(article), href=path_of(article, base)),
        )
        for article, issued in latest[:_MOST]
    ]
    more = len(articles) - len(rows)
    count = f"{'more than ' if len(articles) == LOOKED_AT else ''}{len(articles):,}"
    return document(
        "What articles say",
        tag("h1", "What articles say"),
        tag(
            "p",
            f"{count} article{'' if len(articles) == 1 else 's'} in this store. Ask in SPARQL at ",
            _code("/sparql"),
            ".",
        ),
        _question_form(),
        tag("section", tag("h2", "Articles"), tag("ol", *rows, class_="articles")),
        tag("p", f"… and {more:,} more") if more > 0 else None,
    )


def _question_form() -> Markup:
    example = "SELECT DISTINCT ?name WHERE {\n  ?person a kg:Person ; schema:name ?name\n} ORDER BY ?name LIMIT 100"
    return tag(
        "form",
        tag("label", "A question in SPARQL; our prefixes need not be declared", for_="query"),
        tag("textarea", example, id="query", name="query", rows="4", spellcheck="false"),
        tag("button", "Ask", type="submit"),
        tag("span", " answers as a table of tab-separated values", class_="quiet"),
        action="/sparql",
        method="get",
        class_="ask",
    )


def _code(words: str) -> Markup:
    return tag("code", words)


def _plain_page(store: ox.Store, iri: ox.NamedNode, base: str) -> bytes:
    """Whatever it is: its triples, and those that point to it."""
    described = Described(store.quads_for_pattern(iri, None, None, None))
    known = Everywhere(store)
    label = known.label(iri.value)
    rows: list[Content] = []
    for predicate, values in described.about(iri.value).items():
        rows += (
            tag("dt", described.short(predicate)),
            [tag("dd", _term(known, value, base)) for value in values[:_MOST]],
        )
    back: Sequence[ox.Quad] = list(islice(store.quads_for_pattern(None, None, iri, None), _MOST))
    pointing = [
        tag(
            "li",
            _term(known, quad.subject, base),
            " ",
            tag("span", described.short(quad.predicate.value), class_="quiet"),
        )
        for quad in dict.fromkeys(back)
    ]
    return document(
        label,
        tag("h1", label),
        tag("p", tag("code", iri.value), class_="quiet"),
        tag("dl", *rows, class_="facts") if rows else None,
        tag("section", tag("h2", "Mentioned by"), tag("ul", *pointing)) if pointing else None,
    )


def _term(known: Everywhere, term: object, base: str) -> Content:
    if not isinstance(term, ox.NamedNode):
        return getattr(term, "value", str(term))
    if not term.value.startswith(base):
        return tag("code", Described(()).short(term.value))
    return tag("a", known.label(term.value), href=path_of(term.value, base))
