"""The ledger: what has been done with each article, kept so that nothing is done twice and an interrupted run goes on.

A SQLite file in write-ahead mode: what a run has committed is there whatever ends the run. It holds of each article the key of
what was done (a digest of content, metadata, options, code, model and authorities), and the graph or the reason for which it was
refused. What this run has seen of the inputs is in a temporary table beside it, so that memory does not grow with the corpus.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from kgexport.copies.records import Fingerprint, Repeat, Repeated
from kgexport.errors import UsageError, WriteError
from kgexport.outcome import Refused
from kgexport.pipeline import Sight
from kgexport.readers import Place

APPLICATION_ID = 0x6B676C67  # "kglg"
VERSION = 2

_SCHEMA = f"""
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {VERSION};
CREATE TABLE article (
    id BLOB PRIMARY KEY,  -- UTF-8; lone surrogates as they are
    key BLOB NOT NULL,
    bucket INTEGER NOT NULL,  -- of SHA-256(id): its shard is bucket mod the number of shards
    about BLOB NOT NULL,  -- an Entry as MessagePack
    fingerprint BLOB,  -- likewise; NULL: refused
    graph BLOB  -- N-Quads in reading order, deflated; NULL: refused
);
CREATE INDEX article_by_bucket ON article (bucket, id, key) WHERE graph IS NOT NULL;
CREATE TABLE shard (name TEXT PRIMARY KEY, content BLOB NOT NULL, written BLOB NOT NULL);
CREATE TABLE repeated (id BLOB PRIMARY KEY, first BLOB NOT NULL, contained INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE configuration (part TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_THIS_RUN = """
PRAGMA temp_store = FILE;
CREATE TEMP TABLE seen (id BLOB PRIMARY KEY, digest BLOB NOT NULL, source BLOB, line INTEGER, part BLOB) WITHOUT ROWID;
CREATE TEMP TABLE contested (id BLOB, digest BLOB, source BLOB, line INTEGER, part BLOB, PRIMARY KEY (id, digest)) WITHOUT ROWID;
CREATE TEMP TABLE left_out (id BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE published (place INTEGER PRIMARY KEY, id BLOB NOT NULL, fingerprint BLOB NOT NULL);
CREATE TEMP TABLE shared (class TEXT, iri TEXT, PRIMARY KEY (class, iri)) WITHOUT ROWID;
"""
_BUCKETS = 1 << 32
# What is written: it has a graph, and is not left out.
_WRITTEN = "graph IS NOT NULL AND id NOT IN (SELECT id FROM left_out)"


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the ledger knows of an article besides its graph."""

    triples: int = 0
    counts: dict[str, int] = {}  # people, organisations, …
    things: int = 0  # of the article's own
    classes: dict[str, int] = {}  # class -> how many of them
    shared: list[tuple[str, str]] = []  # (IRI, class) of things that other articles may speak of too
    properties: list[str] = []
    refused: Refused | None = None
    limits: str = ""  # under which it was refused, where that was for time or memory
    notices: tuple[str, ...] = ()


class Ledger:
    """One file, one run at a time (the folder is locked). Use as a context manager."""

    def __init__(self, path: Path) -> None:
        """Opens or makes it. Raises UsageError for a file that is no ledger or one of another version, WriteError."""
        self._path = path
        try:
            is_new = not path.exists() or not path.stat().st_size
            self._connection = sqlite3.connect(path, isolation_level=None)
            self._check(is_new)
            self._connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;" + _THIS_RUN)
            self._connection.execute("BEGIN")
        except (sqlite3.Error, OSError) as error:
            raise self._broken(error) from None

    def _check(self, is_new: bool) -> None:
        if is_new:
            self._connection.executescript(f"BEGIN; {_SCHEMA} COMMIT;")
            return
        try:
            (application,) = self._connection.execute("PRAGMA application_id").fetchone()
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        except sqlite3.DatabaseError:
            application, version = None, None
        if application != APPLICATION_ID:
            raise UsageError(f"{self._path} is not a ledger of kgexport: give a new or an empty folder")
        if version != VERSION:
            raise UsageError(
                f"{self._path} is a ledger of version {version}, this kgexport keeps version {VERSION}: give a new folder"
            )

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._connection.execute("COMMIT")  # what is done is done, whatever has ended the run
            self._connection.close()
        except sqlite3.Error as failure:
            if error is None or isinstance(error, sqlite3.Error):
                raise self._broken(failure) from None
        if isinstance(error, sqlite3.Error):
            raise self._broken(error) from None

    def _broken(self, error: Exception) -> WriteError:
        return WriteError(self._path, str(error))

    def commit(self) -> None:
        """What has been kept so far survives the end of this process."""
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN")

    def configured(self, parts: dict[str, str]) -> list[str]:
        """Remembers how articles are worked on; the names of the parts that were different before, none in a new ledger."""
        before = dict(self._connection.execute("SELECT part, value FROM configuration"))
        self._connection.executemany("INSERT OR REPLACE INTO configuration VALUES (?, ?)", parts.items())
        return sorted(part for part in parts if part in before and before[part] != parts[part])

    def see(self, article: str, digest: bytes, place: Place) -> Sight:
        """Notes that an article was read, with a digest of its content, and where."""
        row = (_bytes(article), digest, _bytes(place.source), place.line, _bytes(place.part))
        if self._connection.execute("INSERT OR IGNORE INTO seen VALUES (?, ?, ?, ?, ?)", row).rowcount:
            return Sight.NEW
        (first,) = self._connection.execute("SELECT digest FROM seen WHERE id = ?", row[:1]).fetchone()
        if (
            first == digest
            or not self._connection.execute("INSERT OR IGNORE INTO contested VALUES (?, ?, ?, ?, ?)", row).rowcount
        ):
            return Sight.AGAIN
        return Sight.CONTESTED

    def contested(self) -> Iterator[tuple[str, list[Place]]]:
        """The ids under which different contents came in this run, and where each content came first."""
        rows = self._connection.execute(
            "SELECT id, 0 AS later, digest, source, line, part FROM seen WHERE id IN (SELECT id FROM contested)"
            " UNION ALL SELECT id, 1, digest, source, line, part FROM contested ORDER BY id, later, digest"
        )
        for article, found in groupby(rows, key=itemgetter(0)):
            yield _text(article), [Place(_text(source), line, _text(part)) for *_, source, line, part in found]

    def done(self, article: str, key: bytes) -> Entry | None:
        """What was done with an article; None where it was not, or where anything has changed since."""
        row = self._connection.execute(
            "SELECT about FROM article WHERE id = ? AND key = ?", (_bytes(article), key)
        ).fetchone()
        return row and _decode(row[0])

    def keep(
        self,
        article: str,
        key: bytes,
        entry: Entry,
        graph: bytes | None = None,
        fingerprint: Fingerprint | None = None,
    ) -> None:
        """Keeps what was done, in the place of what was there."""
        kept = None if fingerprint is None else _encode(fingerprint)
        self._connection.execute(
            "INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?, ?, ?)",
            (_bytes(article), key, bucket_of(article), _encode(entry), kept, graph),
        )

    def forget(self, article: str) -> None:
        """The article has not been worked on."""
        self._connection.execute("DELETE FROM article WHERE id = ?", (_bytes(article),))

    def forget_contested(self) -> None:
        """No article of an id that several contents have."""
        self._connection.execute("DELETE FROM article WHERE id IN (SELECT id FROM contested)")

    def forget_unseen(self) -> int:
        """Forgets articles that this run has not seen; how many had a graph."""
        unseen = "id NOT IN (SELECT id FROM seen)"
        (graphs,) = self._connection.execute(
            f"SELECT count(*) FROM article WHERE graph IS NOT NULL AND {unseen}"
        ).fetchone()
        self._connection.execute(f"DELETE FROM article WHERE {unseen}")
        return int(graphs)

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Id and entry of each article that is written, in the order of the ids."""
        for article, about in self._connection.execute(f"SELECT id, about FROM article WHERE {_WRITTEN} ORDER BY id"):
            yield _text(article), _decode(about)

    def keys(self, shard: int, shards: int) -> Iterator[tuple[str, bytes]]:
        """Id and key of each article of a shard that is written, in the order of the ids."""
        for article, key in self._connection.execute(
            f"SELECT id, key FROM article WHERE {_WRITTEN} AND bucket % ? = ? ORDER BY id", (shards, shard)
        ):
            yield _text(article), key

    def in_order_of_publication(self) -> "Published":
        """The fingerprints of all articles that have a graph."""
        rows = self._connection.execute("SELECT id, fingerprint FROM article WHERE graph IS NOT NULL")
        self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS moment (moment TEXT, id BLOB, fingerprint BLOB)")
        dated = ((_fingerprint(kept).moment, article, kept) for article, kept in rows)
        self._connection.executemany("INSERT INTO moment VALUES (?, ?, ?)", dated)
        self._connection.execute("DELETE FROM published")
        self._connection.execute(
            "INSERT INTO published (id, fingerprint) SELECT id, fingerprint FROM moment ORDER BY moment, id"
        )
        self._connection.execute("DROP TABLE moment")
        return Published(self._connection)

    def note_repeated(self, found: Iterable[Repeated]) -> None:
        """Keeps which articles repeat which, in the place of what was kept before."""
        self._connection.execute("DELETE FROM repeated")
        self._connection.executemany(
            "INSERT INTO repeated VALUES (?, ?, ?)",
            ((_bytes(each.article), _bytes(each.first), each.contained) for each in found),
        )

    def leave_out_contained(self) -> int:
        """Articles that repeat others as a whole are not written; how many."""
        return self._connection.execute("INSERT INTO left_out SELECT id FROM repeated WHERE contained").rowcount

    def repeated(self) -> Iterator[Repeated]:
        """Which articles that are written repeat which, in the order of the ids."""
        for article, first, contained in self._connection.execute(
            "SELECT * FROM repeated WHERE id NOT IN (SELECT id FROM left_out) ORDER BY id"
        ):
            yield Repeated(_text(article), _text(first), bool(contained))

    def note_shared(self, things: Iterable[tuple[str, str]]) -> None:
        """Notes (IRI, class) of things that several articles may speak of."""
        self._connection.executemany("INSERT OR IGNORE INTO shared VALUES (?2, ?1)", things)

    def shared_classes(self) -> dict[str, int]:
        """How many different things of each class were noted."""
        return dict(self._connection.execute("SELECT class, count(*) FROM shared GROUP BY class"))

    def shared_things(self) -> int:
        """How many different things were noted."""
        (count,) = self._connection.execute("SELECT count(DISTINCT iri) FROM shared").fetchone()
        return int(count)

    def graph(self, article: str) -> bytes:
        """The graph of an article, deflated."""
        (graph,) = self._connection.execute("SELECT graph FROM article WHERE id = ?", (_bytes(article),)).fetchone()
        return bytes(graph)

    def shard(self, name: str) -> tuple[bytes, bytes] | None:
        """What a file was made of and the digest of its bytes, as noted when it was written."""
        row: tuple[bytes, bytes] | None = self._connection.execute(
            "SELECT content, written FROM shard WHERE name = ?", (name,)
        ).fetchone()
        return row

    def note_shard(self, name: str, content: bytes, written: bytes) -> None:
        """Notes what a file was made of."""
        self._connection.execute("INSERT OR REPLACE INTO shard VALUES (?, ?, ?)", (name, content, written))


class Published(Sequence[Fingerprint]):
    """Fingerprints in the order of publication, then of ids; read as they are needed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        (self._count,) = connection.execute("SELECT count(*) FROM published").fetchone()

    def __len__(self) -> int:
        return int(self._count)

    def __iter__(self) -> Iterator[Fingerprint]:
        for (kept,) in self._connection.execute("SELECT fingerprint FROM published ORDER BY place"):
            yield _fingerprint(kept)

    def __getitem__(self, place: Any) -> Any:
        (kept,) = self._connection.execute("SELECT fingerprint FROM published WHERE place = ?", (place + 1,)).fetchone()
        return _fingerprint(kept)

    def repeated(self, repeat: Repeat) -> Repeated:
        """The same by the ids of the articles."""
        return Repeated(self._id(repeat.article), self._id(repeat.first), repeat.contained)

    def _id(self, place: int) -> str:
        return _text(self._connection.execute("SELECT id FROM published WHERE place = ?", (place + 1,)).fetchone()[0])


def bucket_of(article: str) -> int:
    """A number that spreads articles evenly: the first 32 bits of SHA-256 of the id in UTF-8."""
    return int.from_bytes(sha256(_bytes(article)).digest()[:4], "big") % _BUCKETS


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Entry).decode
_fingerprint = msgspec.msgpack.Decoder(Fingerprint).decode


def _bytes(article: str) -> bytes:
    return article.encode("utf-8", "surrogatepass")


def _text(article: bytes) -> str:
    return article.decode("utf-8", "surrogatepass")
