"""Builds an authority file. It is complete or it is not there: ``NAME.building`` is put in place at the end."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kgexport.errors import NothingReadable, ReadError, WriteError
from kgexport.linking.authority import APPLICATION_ID, SCHEMA, VERSION, Entity, content_digest, insert
from kgexport.linking.wikidata import lines_of_dump

BATCH = 5000

Progress = Callable[[int, int], None]  # lines or rows read, entities kept


def build(target: Path, entities: Iterable[Entity], source: str) -> int:
    """Writes an authority from entities; gives their number. A file that was there stays until then.

    Raises WriteError, and NothingReadable where there are no entities.
    """
    with _building(target, resume=False) as connection:
        count = insert(connection, entities)
        if not count:
            raise NothingReadable(f"{source}: no entity in it")
        _complete(connection, source)
    return count


def build_from_wikidata(target: Path, dump: Path, progress: Progress = lambda read, kept: None) -> int:
    """Writes an authority from a Wikidata dump; an interrupted build goes on where it stopped. Gives the entities kept.

    Raises ReadError for a dump that breaks off or is no dump; what was read until then is kept for the next attempt.
    """
    with _building(target, resume=True) as connection:
        started_with = _meta(connection, "dump")
        fingerprint = f"{dump.name} {dump.stat().st_size}" if dump.is_file() else ""
        if not fingerprint:
            raise ReadError(dump, "no such file")
        if started_with not in (None, fingerprint):
            raise ReadError(dump, f"an earlier build of {target.name} read {started_with!r}; remove {_work(target)}")
        _set_meta(connection, "dump", fingerprint)
        connection.execute("CREATE TABLE IF NOT EXISTS code (id TEXT PRIMARY KEY, alpha2 TEXT)")
        connection.execute("CREATE TABLE IF NOT EXISTS title (id TEXT PRIMARY KEY, label TEXT)")
        kept = connection.execute("SELECT count(*) FROM entity").fetchone()[0]
        read = int(_meta(connection, "line") or 0)
        for line in lines_of_dump(dump, skip=read):
            if line.entity:
                kept += insert(connection, [line.entity])
            if line.post_label:
                connection.execute("INSERT OR REPLACE INTO title VALUES (?, ?)", line.post_label)
            if line.country_code:
                connection.execute("INSERT OR REPLACE INTO code VALUES (?, ?)", line.country_code)
            if line.number % BATCH == 0:
                _set_meta(connection, "line", str(line.number))
                connection.commit()
                progress(line.number, kept)
        # Only now is every country's code and every post's title known.
        connection.execute(
            "UPDATE entity SET country = (SELECT alpha2 FROM code WHERE code.id = entity.country) "
            "WHERE country LIKE 'Q%'"
        )
        connection.execute(
            "UPDATE post SET title = coalesce((SELECT label FROM title WHERE title.id = post.title), title)"
        )
        connection.execute("DROP TABLE code")
        connection.execute("DROP TABLE title")
        connection.execute("DELETE FROM meta WHERE key = 'line'")
        _complete(connection, dump.name)
    return int(kept)


def _work(target: Path) -> Path:
    return target.with_name(f"{target.name}.building")


@contextlib.contextmanager
def _building(target: Path, *, resume: bool) -> Iterator[sqlite3.Connection]:
    work = _work(target)
    try:
        if not resume:
            work.unlink(missing_ok=True)
        connection = sqlite3.connect(work, timeout=1)
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")  # a second build of the same file stops here
            connection.rollback()
            if not _is_begun(connection, work):
                connection.executescript(SCHEMA)
            yield connection
            connection.commit()
        finally:
            connection.close()
        work.replace(target)
    except sqlite3.OperationalError as error:
        reason = "another build of it is running" if "locked" in str(error) else str(error)
        raise WriteError(target, reason) from error
    except (OSError, sqlite3.Error) as error:
        raise WriteError(target, str(error)) from error


def _is_begun(connection: sqlite3.Connection, work: Path) -> bool:
    if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return False
    found = (
        connection.execute("PRAGMA application_id").fetchone()[0],
        connection.execute("PRAGMA user_version").fetchone()[0],
    )
    if found != (APPLICATION_ID, VERSION):
        raise WriteError(work, "stands in the way and is no unfinished authority of this version; remove it")
    return True


def _meta(connection: sqlite3.Connection, key: str) -> str | None:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def _set_meta(connection: sqlite3.Connection, key: str, value: str) -> None:
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def _complete(connection: sqlite3.Connection, source: str) -> None:
    _set_meta(connection, "source", source)
    _set_meta(connection, "sha256", content_digest(connection))
    _set_meta(connection, "complete", "yes")
    connection.commit()
