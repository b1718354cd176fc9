"""An authority: a local SQLite file of known agents and places, and how it is looked up.

Tables (version 2): ``entity`` (id, type, kind, label, country, wikidata, popularity), ``alias`` (key, entity),
``post`` (entity, title, organisation, country, valid_from, valid_to), ``meta`` (key, value). An authority is opened read-only.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import quote

from kgexport.errors import ReadError
from kgexport.linking.keys import alias_key, transliteration_key

APPLICATION_ID = 0x6B676175  # "kgau"
VERSION = 2  # 1 folded fewer transliterations

_REMEMBERED = 4096  # look-ups
_SUFFIXES = (" jr", " sr", " ii", " iii")

SCHEMA = f"""
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {VERSION};
CREATE TABLE entity (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, kind TEXT, label TEXT NOT NULL,
    country TEXT, wikidata TEXT, popularity INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE alias (
    key TEXT NOT NULL, entity INTEGER NOT NULL REFERENCES entity (number), PRIMARY KEY (key, entity)
) WITHOUT ROWID;
CREATE TABLE post (
    entity INTEGER NOT NULL REFERENCES entity (number), title TEXT NOT NULL, organisation TEXT, country TEXT,
    valid_from TEXT, valid_to TEXT
);
CREATE INDEX post_of_entity ON post (entity);
CREATE INDEX entity_by_kind ON entity (kind, country);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class EntityType(StrEnum):
    """What an entity is, as far as matching needs it."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """An office that an entity held. Dates are ISO 8601, possibly partial ("2025", "2025-01"); None: open or unknown."""

    title: str
    organisation: str | None = None
    country: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A known agent or place."""

    id: str
    type: EntityType
    label: str
    kind: str | None = None  # "government", "country", …
    country: str | None = None  # ISO 3166-1 alpha-2
    wikidata: str | None = None  # "Q159"
    popularity: int = 0  # how well known: the number of its Wikipedias, say
    aliases: tuple[str, ...] = field(default=(), compare=False)
    posts: tuple[Post, ...] = ()


class Authority:
    """Known agents and places, by alias. Use ``open_authority`` for a file, ``Authority.of`` for entities in memory."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self.name = name
        self._connection = connection
        # News names the same people, countries and bodies again and again.
        self._entities = lru_cache(maxsize=_REMEMBERED)(self._read_entities)

    @classmethod
    def of(cls, entities: Iterable[Entity], name: str) -> "Authority":
        """An authority in memory."""
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        connection.executescript(SCHEMA)
        insert(connection, entities)
        connection.execute("INSERT INTO meta VALUES ('sha256', ?)", (content_digest(connection),))
        connection.commit()
        return cls(connection, name)

    def candidates(self, name: str, entity_type: EntityType) -> Sequence[Entity]:
        """The entities of a type that go by a name, in a fixed order (id)."""
        keys = {alias_key(name)}
        if entity_type is EntityType.PERSON:
            keys.add(transliteration_key(name))
        marks = ", ".join("?" for _ in keys)
        return self._entities(
            f"number IN (SELECT entity FROM alias WHERE key IN ({marks})) AND type = ?", (*sorted(keys), entity_type)
        )

    def with_initials(self, name: str) -> Sequence[Entity]:
        """The people whose name has an initial or "Jr." more than ``name``, of two words: "Ana M. Lima" for "Ana Lima"."""
        words = alias_key(name).split()
        if len(words) != 2 or min(map(len, words)) < 2 or not "".join(words).isalnum():
            return []
        given, family = words
        patterns = [f"{given}{initial} {family}{suffix}" for initial in ("", " ?") for suffix in ("", *_SUFFIXES)]
        marks = " OR ".join("key GLOB ?" for _ in patterns)
        return self._entities(
            f"number IN (SELECT entity FROM alias WHERE {marks}) AND type = ?", (*patterns, EntityType.PERSON)
        )

    def holds(self, identifier: str) -> bool:
        """True where an entity has this id."""
        return self._connection.execute("SELECT 1 FROM entity WHERE id = ?", (identifier,)).fetchone() is not None

    def of_kind(self, kind: str, country: str) -> Sequence[Entity]:
        """The entities of a kind in a country: the government of RU."""
        return self._entities("kind = ? AND country = ?", (kind, country))

    def counts(self) -> dict[str, int]:
        """The number of entities by type, and of aliases and posts."""
        rows = self._connection.execute("SELECT type, count(*) FROM entity GROUP BY type ORDER BY type").fetchall()
        for table in ("alias", "post"):
            rows += self._connection.execute(f"SELECT '{table}', count(*) FROM {table}").fetchall()
        return dict(rows)

    def meta(self) -> dict[str, str]:
        """What the builder wrote down: source, licence, when complete."""
        return dict(self._connection.execute("SELECT key, value FROM meta ORDER BY key"))

    @cached_property
    def sha256(self) -> str:
        """A digest of what it holds: the same for the same entities, in whatever order they came."""
        return self.meta().get("sha256") or content_digest(self._connection)

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def _read_entities(self, condition: str, parameters: tuple[str, ...]) -> tuple[Entity, ...]:
        # The condition is one of ours; values are bound.
        rows = self._connection.execute(
            "SELECT number, id, type, label, kind, country, wikidata, popularity FROM entity "
            f"WHERE {condition} ORDER BY id",
            parameters,
        )
        return tuple(
            Entity(
                id=identifier,
                type=EntityType(entity_type),
                label=label,
                kind=kind,
                country=country,
                wikidata=wikidata,
                popularity=popularity,
                posts=tuple(self._posts(number)),
            )
            for number, identifier, entity_type, label, kind, country, wikidata, popularity in rows
        )

    def _posts(self, number: int) -> Iterator[Post]:
        rows = self._connection.execute(
            "SELECT title, organisation, country, valid_from, valid_to FROM post WHERE entity = ? "
            "ORDER BY valid_from, title",
            (number,),
        )
        for title, organisation, country, valid_from, valid_to in rows:
            yield Post(
                title=title, organisation=organisation, country=country, valid_from=valid_from, valid_to=valid_to
            )


def content_digest(connection: sqlite3.Connection) -> str:
    """SHA-256 of the entities, aliases and posts of an authority, in a fixed order; one pass, bounded memory."""
    digest = hashlib.sha256()
    for query in (
        "SELECT id, type, kind, label, country, wikidata, popularity FROM entity ORDER BY id",
        "SELECT key, id FROM alias JOIN entity ON entity.number = alias.entity ORDER BY key, id",
        "SELECT id, title, organisation, post.country, valid_from, valid_to FROM post "
        "JOIN entity ON entity.number = post.entity ORDER BY 1, 2, 3, 4, 5, 6",
    ):
        for row in connection.execute(query):
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def insert(connection: sqlite3.Connection, entities: Iterable[Entity]) -> int:
    """Writes entities with their aliases and posts; one that is there is replaced. Gives the number written."""
    count = 0
    for entity in entities:
        count += 1
        known = connection.execute("SELECT number FROM entity WHERE id = ?", (entity.id,)).fetchone()
        if known:
            for table in ("alias", "post"):
                connection.execute(f"DELETE FROM {table} WHERE entity = ?", known)
            connection.execute("DELETE FROM entity WHERE number = ?", known)
        number = connection.execute(
            "INSERT INTO entity (id, type, kind, label, country, wikidata, popularity) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (entity.id, entity.type, entity.kind, entity.label, entity.country, entity.wikidata, entity.popularity),
        ).lastrowid
        names = (entity.label, *entity.aliases)
        keys = {alias_key(name) for name in names}
        if entity.type is EntityType.PERSON:
            keys |= {transliteration_key(name) for name in names}
        connection.executemany(
            "INSERT INTO alias (key, entity) VALUES (?, ?)", [(key, number) for key in sorted(keys) if key]
        )
        connection.executemany(
            "INSERT INTO post VALUES (?, ?, ?, ?, ?, ?)",
            [(number, p.title, p.organisation, p.country, p.valid_from, p.valid_to) for p in entity.posts],
        )
    return count


def open_authority(path: Path) -> Authority:
    """Opens an authority file read-only.

    Raises ReadError when it is missing, is no authority, is of another version, is broken, or is still being built.
    """
    if not path.is_file():
        raise ReadError(path, "no such authority file")
    try:
        connection = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True, check_same_thread=False)
        _check(connection, path)
    except sqlite3.Error as error:
        raise ReadError(path, f"cannot be read as an authority: {error}") from error
    return Authority(connection, path.stem)


def _check(connection: sqlite3.Connection, path: Path) -> None:
    with closing(connection.execute("PRAGMA application_id")) as cursor:
        if cursor.fetchone()[0] != APPLICATION_ID:
            raise ReadError(path, "is not an authority (build one with 'kgexport authority build')")
    with closing(connection.execute("PRAGMA user_version")) as cursor:
        version = cursor.fetchone()[0]
    if version != VERSION:
        raise ReadError(path, f"is an authority of version {version}; this kgexport reads version {VERSION}")
    with closing(connection.execute("SELECT value FROM meta WHERE key = 'complete'")) as cursor:
        if cursor.fetchone() is None:
            raise ReadError(path, "is not complete: its build is still running or was interrupted; build it again")
    connection.execute("SELECT count(*) FROM alias").fetchone()
