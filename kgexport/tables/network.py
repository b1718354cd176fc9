"""Who is tied to whom: a network of people, organisations and those without names, as GraphML and as an edge list.

An edge is one claim of one article and says which: ``relation`` tells what ties the two.

met              both take part in a meeting that is held or goes on (undirected; each pair once a meeting)
to-meet          … that is proposed, scheduled, postponed, rescheduled or in doubt
no-meeting       … that is cancelled, refused or denied
told             the first said something to the second
spoke-of         the first said something in which the second is named
based-on         the first reports on the word of the second
post             the first holds a post in the second
"""

import io
import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from kgexport.errors import MissingExtra
from kgexport.tables.definitions import Column, Datatype, Row, Table
from kgexport.tables.records import Record, Records

_RELATIONS = {
    **dict.fromkeys(("held", "ongoing"), "met"),
    **dict.fromkeys(("proposed", "scheduled", "postponed", "rescheduled", "inDoubt"), "to-meet"),
    **dict.fromkeys(("cancelled", "refused", "denied"), "no-meeting"),
}
# XML 1.0 has no place for these.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _column(name: str, description: str, datatype: Datatype = Datatype.STRING, *, is_key: bool = False) -> Column:
    return Column(name=name, datatype=datatype, is_list=False, is_key=is_key, description=description)


EDGES = Table(
    name="edges",
    title="Who is tied to whom, one row a claim.",
    columns=(
        _column("source", "IRI of the one", Datatype.IRI, is_key=True),
        _column("target", "IRI of the other", Datatype.IRI, is_key=True),
        _column("source_name", "name of the one, or the words for somebody without one"),
        _column("target_name", "name of the other, likewise"),
        _column("relation", "met, to-meet, no-meeting, told, spoke-of, based-on or post", is_key=True),
        _column("detail", "kind and status of the meeting, act of the statement, title of the post"),
        _column("date", "the day or time of publication of the article"),
        _column("evidence", "IRI of the meeting, the statement or the post", Datatype.IRI, is_key=True),
        _column("article", "IRI of the article", Datatype.IRI),
    ),
    sparql="",
)


def edges(records: Records) -> list[Row]:
    """The rows of the edge list, sorted."""
    names = {node["id"]: node["name"] for node in nodes(records)}
    published = {article["article"]: article["published"] for article in records["articles"]}
    found = {
        (source, target, names[source], names[target], relation, detail, published.get(article), evidence, article)
        for source, target, relation, detail, evidence, article in _ties(records)
        if source != target and source in names and target in names
    }
    return sorted(found, key=lambda row: tuple(map(str, row)))


def nodes(records: Records) -> Iterator[dict[str, Any]]:
    """Everybody who can be tied: ``id``, ``name``, ``type`` and, where known, ``kind``, ``country`` and ``same_as``."""
    for person in records["people"]:
        yield _node(person, "person", "name", "Person")
    for organisation in records["organisations"]:
        node = _node(organisation, "organisation", "name", "Outlet" if organisation["outlet"] else "Organisation")
        yield node | {name: organisation[name] for name in ("kind", "country") if organisation[name]}
    for agent in records["unnamed_agents"]:
        yield _node(agent, "agent", "description", agent["type"])


def graphml_of(records: Records) -> bytes:
    """The network as GraphML, parallel edges kept apart. Raises MissingExtra where networkx is not installed."""
    try:
        import networkx as nx
    except ImportError:
        raise MissingExtra("GraphML", "tables") from None
    network = nx.MultiDiGraph()
    for node in nodes(records):
        network.add_node(node.pop("id"), **{name: _in_xml(value) for name, value in node.items()})
    names = [column.name for column in EDGES.columns]
    for row in edges(records):
        edge = {name: _in_xml(str(value)) for name, value in zip(names, row, strict=True) if value is not None}
        for name in ("source_name", "target_name"):
            del edge[name]
        network.add_edge(edge.pop("source"), edge.pop("target"), **edge)
    out = io.BytesIO()
    nx.write_graphml(network, out, named_key_ids=True)
    return out.getvalue()


def _ties(records: Records) -> Iterator[tuple[str, str, str, str, str, str]]:
    for meeting in records["meetings"]:
        relation = _RELATIONS.get(meeting["status"])
        if relation is not None:
            detail = f"{meeting['kind']} {meeting['status']} ({meeting['status_certainty']})"
            for one, other in combinations(sorted(meeting["participants"]), 2):
                yield one, other, relation, detail, meeting["meeting"], meeting["article"]
    speakers = {statement["statement"]: statement["speaker"] for statement in records["statements"]}
    for statement in records["statements"]:
        where = statement["statement"], statement["article"]
        speaker, act = statement["speaker"], statement["act"]
        yield from ((speaker, to, "told", act, *where) for to in statement["addressees"])
        yield from ((speaker, about, "spoke-of", act, *where) for about in statement["about"])
        for source in statement["based_on"]:
            if source in speakers:
                yield speaker, speakers[source], "based-on", act, *where
    for post in records["posts"]:
        if post["organisation"]:
            title = " ".join(filter(None, (post["qualifier"], post["title"])))
            yield post["person"], post["organisation"], "post", title, post["post"], post["article"]


def _node(record: Record, key: str, name: str, kind: str) -> dict[str, Any]:
    node = {"id": record[key], "name": record[name], "type": kind}
    return node | ({"same_as": " ".join(record["same_as"])} if record.get("same_as") else {})


def _in_xml(value: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", value)
