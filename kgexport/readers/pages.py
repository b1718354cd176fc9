"""What a web page says about itself: JSON-LD and microdata of schema.org, Open Graph, other meta elements, the page.

Names of schema.org: https://schema.org/NewsArticle. Open Graph: https://ogp.me/#type_article.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html

from kgexport.readers.bylines import people_in
from kgexport.readers.markup import unescaped

Layer = dict[str, Any]

_ARTICLES = re.compile(
    r"(?:https?://schema\.org/|schema:)?(?:\w{0,30}NewsArticle|Article|\w{0,30}BlogPosting|Report|LiveBlogPosting|Liveblog)"
)
_ORGANISATIONS = re.compile(r"(?:https?://schema\.org/|schema:)?\w{0,30}(?:Organi[sz]ation|Corporation|Business)")
_MAX_JSON, _MAX_NODES = 1_000_000, 5_000
_NOT_JSON = re.compile(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>|\]\]>)\s*;?\s*$"
)
# Properties of schema.org, and what they are to us. Not dateCreated: the day of the first draft.
_PLAIN = {
    "headline": "title",
    "datePublished": "published",
    "dateModified": "modified",
    "inLanguage": "language",
    "articleSection": "section",
    "keywords": "keywords",
    "url": "canonical_url",
    "mainEntityOfPage": "canonical_url",
}
_META = {
    "og:title": "title",
    "og:url": "canonical_url",
    "og:site_name": "publisher",
    "og:locale": "language",
    "og:article:published_time": "published",
    "article:published_time": "published",
    "article:modified_time": "modified",
    "og:updated_time": "modified",
    "article:section": "section",
    "article:tag": "keywords",
    "article:author": "authors",
}
# Of the page as a whole; where a page has several, the first.
_OTHER_META = {
    "dc.title": "title",
    "dcterms.title": "title",
    "author": "authors",
    "parsely-author": "authors",
    "dc.creator": "authors",
    "dcterms.creator": "authors",
    "dc.publisher": "publisher",
    "dcterms.publisher": "publisher",
    "application-name": "publisher",
    "parsely-pub-date": "published",
    "dc.date.issued": "published",
    "dcterms.issued": "published",
    "dcterms.created": "published",
    "pubdate": "published",
    "publish-date": "published",
    "publication_date": "published",
    "sailthru.date": "published",
    "dcterms.modified": "modified",
    "last-modified": "modified",
    "dc.language": "language",
    "dcterms.language": "language",
    "content-language": "language",
    "parsely-section": "section",
    "news_keywords": "keywords",
    "keywords": "keywords",
}


def layers_of(tree: lxml.html.HtmlElement, url: str | None) -> list[Layer]:
    """The metadata that a page gives, the most trusted place first: fields of ``Metadata`` with values as they are written.

    ``url`` is where the page was found. Addresses are made absolute; a canonical address that is the front page of the site is
    a mistake, and left out.
    """
    page = _page(tree)
    base = url or page.get("canonical_url")
    layers = [*_json_ld(tree, page.get("canonical_url") or url), *_microdata(tree), *_meta(tree), page]
    # The link is what search engines go by; schema.org's url may be that of a part.
    if "canonical_url" in page:
        layers.insert(0, {"canonical_url": page["canonical_url"]})
    layers = [_tidied(layer, base) for layer in layers]
    addresses = [url, *(layer.get("canonical_url") for layer in layers)]
    if any(address and not _is_front_page(address) for address in addresses):
        for layer in layers:
            if "canonical_url" in layer and _is_front_page(layer["canonical_url"]):
                del layer["canonical_url"]
    return layers


def _tidied(layer: Layer, base: str | None) -> Layer:
    tidy: Layer = {}
    for field, value in layer.items():
        if field == "canonical_url":
            if address := _joined(base, value):
                tidy[field] = address
        elif field == "authors":
            publisher = layer.get("publisher")
            names = [value] if isinstance(value, str) else value
            people = [person for name in names for person in people_in(unescaped(name), publisher)]
            if people:
                tidy[field] = list(dict.fromkeys(people))
        elif isinstance(value, str):
            if value.strip():
                tidy[field] = unescaped(value)
        elif isinstance(value, list):
            tidy[field] = [unescaped(each) for each in value if isinstance(each, str)]
        elif value is not None:
            tidy[field] = value
    return tidy


def _joined(base: str | None, address: str) -> str | None:
    try:
        joined = urljoin(base or "", address)
        urlsplit(joined)
        return joined
    except ValueError:
        return None


def _is_front_page(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query


# ---- JSON-LD ----


def _json_ld(tree: lxml.html.HtmlElement, url: str | None) -> Iterator[Layer]:
    """The article of the page: the one at its address, else the first that has a headline."""
    nodes: list[Mapping[str, Any]] = []
    for script in tree.iterfind(".//script[@type]"):
        if script.get("type", "").split(";")[0].strip().lower() == "application/ld+json" and len(nodes) < _MAX_NODES:
            nodes.extend(_nodes(_json(script.text_content())))
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    articles = [node for node in nodes if _is_a(node, _ARTICLES)]
    if not articles:
        return
    best = max(articles, key=lambda node: (_is_at(node, url), "headline" in node))
    yield _of_schema(best, by_id)


def _json(text: str) -> Any:
    if len(text) > _MAX_JSON:
        return None
    try:
        # Not strict: line breaks inside strings are the most common fault.
        return json.loads(_NOT_JSON.sub("", _NOT_JSON.sub("", text)), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any) -> Iterator[Mapping[str, Any]]:
    """The objects of a document that may be the article of the page: at the top, in ``@graph``, or the main entity of one."""
    waiting = [value]
    seen = 0
    while waiting and seen < _MAX_NODES:
        value = waiting.pop(0)
        seen += 1
        if isinstance(value, list):
            waiting.extend(value[:_MAX_NODES])
        elif isinstance(value, Mapping):
            yield value
            waiting.extend(value[key] for key in ("@graph", "mainEntity") if key in value)


def _is_a(node: Mapping[str, Any], types: re.Pattern[str]) -> bool:
    return any(isinstance(each, str) and types.fullmatch(each) for each in _listed(node.get("@type")))


def _is_at(node: Mapping[str, Any], url: str | None) -> bool:
    def bare(address: object) -> str:
        return str(address).split("#")[0].rstrip("/")

    return url is not None and any(
        bare(_identifier(node.get(key))) == bare(url) for key in ("@id", "url", "mainEntityOfPage") if node.get(key)
    )


def _identifier(value: Any) -> Any:
    return value.get("@id") or value.get("url") if isinstance(value, Mapping) else value


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _of_schema(node: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> Layer:
    layer: Layer = {}
    for name, field in _PLAIN.items():
        values = [value for value in map(_text, _listed(node.get(name))) if value]
        if field == "canonical_url":
            values = [value for value in map(_identifier, _listed(node.get(name))) if isinstance(value, str)]
        if values and field not in layer:
            layer[field] = values if field == "keywords" and len(values) > 1 else values[0]
    publishers = [_party(each, by_id) for each in _listed(node.get("publisher"))]
    layer["publisher"] = next((name for name, _ in publishers if name), None)
    people = [_party(each, by_id) for each in _listed(node.get("author"))]
    layer["authors"] = [name for name, is_organisation in people if name and not is_organisation]
    return layer


def _text(value: Any) -> str | None:
    if isinstance(value, Mapping):
        value = value.get("@value") or value.get("name")
    if isinstance(value, list):
        value = value[0] if value else None
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None


def _party(value: Any, by_id: Mapping[str, Mapping[str, Any]]) -> tuple[str | None, bool]:
    """A person's or organisation's name, and whether it says that it is an organisation."""
    if isinstance(value, Mapping) and "name" not in value and str(value.get("@id")) in by_id:
        value = by_id[str(value["@id"])]
    if isinstance(value, Mapping):
        return _text(value.get("name")), _is_a(value, _ORGANISATIONS)
    return (value if isinstance(value, str) and "://" not in value else None), False


# ---- Microdata (https://html.spec.whatwg.org/multipage/microdata.html) ----


def _microdata(tree: lxml.html.HtmlElement) -> Iterator[Layer]:
    for item in tree.iterfind(".//*[@itemtype]"):
        types = item.get("itemtype", "").split()
        if any(_ARTICLES.fullmatch(each) for each in types):
            yield _of_schema(_item(item), {})
            return


def _item(item: lxml.html.HtmlElement) -> dict[str, Any]:
    """A microdata item as JSON-LD would have it; properties of items inside belong to those."""
    found: dict[str, Any] = {"@type": item.get("itemtype", "").split()}
    waiting = list(reversed(item))
    while waiting:
        element = waiting.pop()
        names = element.get("itemprop", "").split()
        inside = element.get("itemscope") is not None
        if names:
            value: Any = _item(element) if inside else _property(element)
            for name in names:
                found.setdefault(name, []).append(value)
        if not inside:
            waiting.extend(reversed(element))
    return found


def _property(element: lxml.html.HtmlElement) -> str:
    for attribute in ("content", "datetime", "href", "src"):
        if element.get(attribute) is not None:
            return str(element.get(attribute))
    return " ".join(element.text_content().split())


# ---- meta elements, and the page itself ----


def _meta(tree: lxml.html.HtmlElement) -> Iterator[Layer]:
    graph: Layer = {}
    other: Layer = {}
    for meta in tree.iterfind(".//meta[@content]"):
        content = meta.get("content", "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = meta.get(attribute, "").strip().lower()
            if not name or not content:
                continue
            if name in _META:
                _add(graph, _META[name], content)
            elif name in _OTHER_META:
                _add(other, _OTHER_META[name], content)
            elif attribute == "itemprop" and name == "datepublished":
                _add(other, "published", content)
    yield graph
    yield other


def _add(layer: Layer, field: str, content: str) -> None:
    if field in ("keywords", "authors"):
        if field == "keywords" and "," in content and field not in layer:
            layer[field] = content.split(",")
        else:
            layer.setdefault(field, []).append(content)
    else:
        layer.setdefault(field, content)


def _page(tree: lxml.html.HtmlElement) -> Layer:
    page: Layer = {}
    for link in tree.iterfind(".//link[@rel][@href]"):
        if "canonical" in link.get("rel", "").lower().split():
            page["canonical_url"] = link.get("href", "").strip()
            break
    headings = [words for each in tree.iterfind(".//h1") if (words := " ".join(each.text_content().split()))]
    if len(headings) == 1:
        page["title"] = headings[0]
    elif (title := tree.findtext(".//head/title")) and title.strip():
        page["title"] = title
    times = [str(each.get("datetime")) for each in _times(tree)]
    if len(times) == 1:
        page["published"] = times[0]
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language:
        page["language"] = language
    return page


def _times(tree: lxml.html.HtmlElement) -> Iterable[lxml.html.HtmlElement]:
    """Time elements that say they are the day of publication."""
    for each in tree.iterfind(".//time[@datetime]"):
        if each.get("pubdate") is not None or each.get("itemprop") == "datePublished":
            yield each
