"""Who uses which revision, and who writes: advisory locks, which end with their session."""

import threading
import weakref
import zlib
from collections import Counter
from contextlib import suppress
from typing import Any

import psycopg
from psycopg import Connection

from index.storage.postgres.connecting import PostgresSettings
from index.storage.store import Store

# The second key of the writer's lock; those of readers are their revisions, from 1 on.
_WRITER = 0


class Revisions:
    """The revisions that this process uses, held by one session.

    Where that is lost, they are taken again with the next one that is used.
    """

    def __init__(self, settings: PostgresSettings) -> None:
        self._settings = settings
        self._held: Counter[int] = Counter()
        self._lock = threading.Lock()
        # The session, once there is one; it ends with whoever holds revisions by it.
        self._sessions: list[Connection[Any]] = []
        weakref.finalize(self, _end, self._sessions)

    def use(self, revision: int) -> "RevisionLease":
        """Hold a revision until the lease is forgotten; raises EngineError."""
        with self._lock:
            connection = self._session()
            with self._settings.told():
                _take(connection, self._settings, revision)
            self._held[revision] += 1
        return RevisionLease(self, revision)

    def give_up(self, revision: int) -> None:
        """Hold a revision once less."""
        with self._lock:
            self._held[revision] -= 1
            for session in self._sessions:
                with suppress(psycopg.Error):
                    session.execute(
                        "SELECT pg_advisory_unlock_shared(%s, %s)",
                        (key_of(self._settings), revision),
                    )

    def _session(self) -> Connection[Any]:
        for session in self._sessions:
            with suppress(psycopg.Error):
                session.execute("SELECT 1")
                return session
        _end(self._sessions)
        session = self._settings.connect(to_write=False)
        self._sessions.append(session)
        for revision in self._held.elements():
            _take(session, self._settings, revision)
        return session


class RevisionLease:
    """A revision in use, until the lease is released or forgotten."""

    def __init__(self, revisions: Revisions, revision: int) -> None:
        self._release = weakref.finalize(self, revisions.give_up, revision)

    def release(self) -> None:
        """Give the revision up."""
        self._release()


def take_writer(connection: Connection[Any], settings: PostgresSettings) -> bool:
    """Be the one that writes as long as the session lasts; False where another is."""
    row = connection.execute(
        "SELECT pg_try_advisory_lock(%s, %s)", (key_of(settings), _WRITER)
    ).fetchone()
    return bool(row and row[0])


def revisions_used(store: Store, settings: PostgresSettings) -> set[int]:
    """The revisions that anybody uses, on whatever machine."""
    rows = store.rows(
        "SELECT DISTINCT CAST(objid AS bigint) FROM pg_locks "
        "JOIN pg_database ON database = pg_database.oid "
        "WHERE locktype = 'advisory' AND objsubid = 2 AND CAST(classid AS bigint) = :key "
        "AND CAST(objid AS bigint) <> :writer AND datname = current_database()",
        key=key_of(settings),
        writer=_WRITER,
    )
    return {int(revision) for (revision,) in rows}


def key_of(settings: PostgresSettings) -> int:
    """The first key of all locks of a corpus; another schema has another one."""
    return zlib.crc32(f"seedqa {settings.schema}".encode()) & 0x7FFFFFFF


def _end(sessions: list[Connection[Any]]) -> None:
    while sessions:
        sessions.pop().close()


def _take(connection: Connection[Any], settings: PostgresSettings, revision: int) -> None:
    connection.execute("SELECT pg_advisory_lock_shared(%s, %s)", (key_of(settings), revision))
