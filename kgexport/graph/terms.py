"""The one place where an rdflib term becomes a pyoxigraph term, and back.

pyoxigraph refuses what rdflib lets through: an IRI with a newline, a lone surrogate, a datatype that closes its own bracket
and goes on with a second triple. What it would still take, and other tools would not give back as it was, is refused here.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

import pyoxigraph as ox
from rdflib import RDF
from rdflib.graph import Graph
from rdflib.term import BNode, Literal, Node, URIRef

from kgexport.vocab import PREFIXES

# Spaces and characters that are not seen: they make one IRI look like another (RFC 3987, 4.1 and 7.5), and some parsers end it.
_UNSEEN = re.compile(
    "[\\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\U000e0000-\U000e0fff]"
)
# A reader that resolves IRIs takes segments of dots away (RFC 3986, 5.2.4), and with them the identity.
_DOT_SEGMENT = re.compile(r"[^?#]*/\.\.?(?=[/?#]|$)")
_SHOWN = 80

LiteralParts: TypeAlias = tuple[str, str, str]  # the text, the datatype's IRI, the language; "" where there is none


class TermError(ValueError):
    """A term that has no place in our graphs; the message says why."""


def named_node(term: Node) -> ox.NamedNode:
    """An IRI. Raises TermError for any other term, and for an IRI that is none."""
    if type(term) is not URIRef:
        raise TermError(f"not an IRI: {_shown(term)}")
    if not term.isascii() and _UNSEEN.search(term):  # those in ASCII pyoxigraph refuses
        raise TermError(f"an IRI with a space or a character that is not seen: {_shown(term)}")
    if "/." in term and _DOT_SEGMENT.match(term):
        raise TermError(f"an IRI with a segment of dots: {_shown(term)}")
    try:
        return ox.NamedNode(term)
    except ValueError as error:
        raise TermError(f"not an IRI: {_shown(term)}: {printable(str(error))}") from None


def literal(term: Literal) -> tuple[LiteralParts, ox.Literal]:
    """A literal, and what it consists of. Raises TermError for a character, datatype, language tag or lexical form that is not
    allowed.
    """
    value, language, datatype = str(term), term.language, term.datatype
    # U+FFFE and U+FFFF are no characters (raptor refuses the file).
    if "\x00" in value or "\ufffe" in value or "\uffff" in value:
        raise TermError(f"a literal with NUL, U+FFFE or U+FFFF: {_shown(term)}")
    try:
        if language is not None:
            tagged = ox.Literal(value, language=language)
            return (value, "", tagged.language or ""), tagged
        if datatype is None:
            return (value, "", ""), ox.Literal(value)
        if term.ill_typed:
            raise TermError(f"not a value of {_shown(datatype)}: {_shown(term)}")
        name = str(datatype)
        return (value, name, ""), ox.Literal(value, datatype=_datatype(name))
    except TermError:
        raise
    except ValueError as error:
        raise TermError(f"not a literal: {_shown(term)}: {printable(str(error))}") from None


@lru_cache(maxsize=64)
def _datatype(name: str) -> ox.NamedNode:
    if name == str(RDF.langString):
        raise TermError("a language-tagged literal without a language")
    return named_node(URIRef(name))


def to_rdflib(dataset: Iterable[ox.Quad]) -> Graph:
    """The union of a dataset's graphs as one rdflib graph with our prefixes bound."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for quad in dataset:
        graph.add((_rdflib_term(quad.subject), _rdflib_term(quad.predicate), _rdflib_term(quad.object)))
    return graph


def _rdflib_term(term: object) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language is not None:
            return Literal(term.value, lang=term.language)
        datatype = term.datatype.value
        return Literal(term.value, datatype=None if datatype == _XSD_STRING else URIRef(datatype), normalize=False)
    raise TermError(f"rdflib has no such term: {_shown(term)}")


_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def printable(text: str) -> str:
    """The text with everything that does not print escaped: reasons go into one line of a log."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)


def _shown(term: object) -> str:
    text = str(term)
    return ascii(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
