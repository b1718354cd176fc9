"""Entities of FollowTheMoney, the model of Aleph and OpenSanctions, as JSON Lines: https://followthemoney.tech/explorer/.

| ours | theirs |
|---|---|
| Person | Person, with titles as ``position`` |
| Organisation | PublicBody (governments, ministries, courts, international bodies), Company, else Organization |
| post | Membership |
| Meeting | Event; the status stands in its name unless it was held, and in ``summary`` with the words and their source |
| who is mentioned in an article | Mention, one for each article and name |
| Article | Article, with the text where the graph holds it |

Statements have no schema there and are left out, and so are agents without a name, to whom nothing could be matched.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from kgexport.tables.records import Record, Records

_WIKIDATA = "http://www.wikidata.org/entity/"
_PUBLIC = {"government", "ministry", "court", "international"}
_STATUSES = {"inDoubt": "in doubt"}
_LONGEST_STRING = 1024  # characters of a value; what is longer the library calls invalid
_LONGEST = {
    "bodyText": 65_000,
    "summary": 65_000,
    "description": 65_000,
    "sourceUrl": 4096,
    "name": 384,
    "location": 250,
}
_LANGUAGES = {"en": "eng"}  # theirs are ISO 639-3; what we read is English


def followthemoney_of(records: Records) -> bytes:
    """The entities, one JSON object a line, in a fixed order."""
    lines = (json.dumps(entity, ensure_ascii=False) for entity in _entities(records))
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def entity_id(iri: str) -> str:
    """The id of the entity that an IRI of ours becomes."""
    return f"kgexport-{hashlib.sha1(iri.encode(), usedforsecurity=False).hexdigest()}"


def _entities(records: Records) -> Iterator[dict[str, Any]]:
    schemata: dict[str, str] = {}
    for article in records["articles"]:
        yield _article(article, records.texts.get(article["article"]))
    posts: dict[str, list[str]] = {}
    for post in records["posts"]:
        posts.setdefault(post["person"], []).append(" ".join(filter(None, (post["qualifier"], post["title"]))))
    for person in records["people"]:
        schemata[person["person"]] = "Person"
        yield _entity(
            person["person"],
            "Person",
            name=person["names"],
            position=posts.get(person["person"]),
            wikidataId=_wikidata(person),
        )
    for organisation in records["organisations"]:
        schema = _schema_of(organisation["kind"])
        schemata[organisation["organisation"]] = schema
        yield _entity(
            organisation["organisation"],
            schema,
            name=organisation["names"],
            country=_country(organisation["country"]),
            wikidataId=_wikidata(organisation),
        )
    yield from (
        _membership(post) for post in records["posts"] if {post["person"], post["organisation"]} <= schemata.keys()
    )
    organisers: dict[str, list[str]] = {}
    for part in records["participations"]:
        if part["role"] == "organiser":
            organisers.setdefault(part["meeting"], []).append(part["agent"])
    for meeting in records["meetings"]:
        yield _event(meeting, schemata, organisers.get(meeting["meeting"], []))
    yield from _mentions(records, schemata)


def _article(article: Record, text: str | None) -> dict[str, Any]:
    return _entity(
        article["article"],
        "Article",
        title=article["title"],
        author=article["authors"],
        publisher=article["publisher"],
        publishedAt=_moment(article["published"]),
        language=_LANGUAGES.get((article["language"] or "").split("-")[0]),
        sourceUrl=article["url"],
        bodyText=text,
    )


def _moment(published: str | None) -> str | None:
    """Their times are in UTC, to the second, without saying so."""
    if published is None or "T" not in published:
        return published
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:  # of a graph that is not ours
        return published
    return (moment.astimezone(UTC) if moment.tzinfo else moment).replace(tzinfo=None, microsecond=0).isoformat()


def _membership(post: Record) -> dict[str, Any]:
    return _entity(
        post["post"],
        "Membership",
        member=entity_id(post["person"]),
        organization=entity_id(post["organisation"]),
        role=post["title"],
        status=post["qualifier"],
        proof=entity_id(post["article"]),
    )


def _event(meeting: Record, schemata: dict[str, str], organisers: list[str]) -> dict[str, Any]:
    status = _STATUSES.get(meeting["status"], meeting["status"])
    by = meeting["status_source"]
    told = f"{meeting['kind']}: {status} ({meeting['status_certainty']})"
    if by:
        told += ", says the article" if by == "article" else f", on the word of {by}"
    if meeting["status_words"]:
        told += f": “{meeting['status_words']}”"
    return _entity(
        meeting["meeting"],
        "Event",
        name=meeting["label"] if status == "held" else f"{meeting['label']} ({status})",
        startDate=meeting["earliest"],
        endDate=meeting["latest"],
        location=meeting["place_name"],
        involved=[entity_id(agent) for agent in meeting["participants"] if agent in schemata],
        organizer=[entity_id(agent) for agent in sorted(set(organisers)) if agent in schemata],
        summary=told,
        description=meeting["topic"],
        keywords=[meeting["kind"], status],
        recordId=meeting["meeting"],
        proof=entity_id(meeting["article"]),
    )


def _mentions(records: Records, schemata: dict[str, str]) -> Iterator[dict[str, Any]]:
    found = {
        (mention["article"], mention["subject"], mention["text"])
        for mention in records["mentions"]
        if mention["kind"] == "name" and mention["text"] and mention["subject"] in schemata
    }
    for article, subject, text in sorted(found):
        yield _entity(
            f"{article} {subject} {text}",
            "Mention",
            document=entity_id(article),
            resolved=entity_id(subject),
            name=text,
            detectedSchema=schemata[subject],
        )


def _entity(iri: str, schema: str, **properties: Any) -> dict[str, Any]:
    """An entity as the library writes it: every property is a list of texts, empty ones are left out."""
    lists = {}
    for name, values in properties.items():
        given = values if isinstance(values, list | tuple) else [values]
        texts = [text for each in given if each for text in _fitting(name, str(each))]
        if texts:
            lists[name] = list(dict.fromkeys(texts))
    return {"id": entity_id(iri), "schema": schema, "properties": lists}


def _fitting(name: str, value: str) -> Iterator[str]:
    """A value as the library takes it: on one line, none longer than it allows; a long text of an article in several pieces."""
    most = _LONGEST.get(name, _LONGEST_STRING)
    if name == "bodyText":
        yield from _pieces(value, most)
        return
    line = " ".join(value.split())
    if len(line) <= most:
        yield from filter(None, (line,))
    elif name != "sourceUrl":  # half an address is another one
        yield f"{line[: most - 1]}…"


def _pieces(text: str, most: int) -> Iterator[str]:
    """The text in pieces that end with a paragraph, or a line, or a word where they can."""
    while len(text) > most:
        head = text[:most]
        end = next((at + len(mark) for mark in ("\n\n", "\n", " ") if (at := head.rfind(mark, 1)) > 0), most)
        yield text[:end]
        text = text[end:]
    if text.strip():
        yield text


def _schema_of(kind: str | None) -> str:
    if kind in _PUBLIC:
        return "PublicBody"
    return "Company" if kind == "company" else "Organization"


def _wikidata(record: Record) -> list[str]:
    return [iri.removeprefix(_WIKIDATA) for iri in record["same_as"] if iri.startswith(_WIKIDATA)]


def _country(code: str | None) -> str | None:
    return None if code is None else code.lower()
