"""A corpus that several servers share: one database, and on each machine what finds words in it."""

import json
import threading
import time
import weakref
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from psycopg import Connection
from psycopg_pool import ConnectionPool

from index.errors import IndexFormatError, IndexLockedError
from index.storage.corpus import Publication
from index.storage.generations import Generation, derive, remove_others
from index.storage.manifest import find
from index.storage.opening import generation_of, take_last
from index.storage.postgres.connecting import PostgresSettings
from index.storage.postgres.database import PostgresDatabase
from index.storage.postgres.leases import Revisions, revisions_used, take_writer
from index.storage.publishing import write_lock
from index.storage.store import Store
from index.storage.writer import StoreWriter

# Readers at a time; more wait.
_CONNECTIONS = 8
# Another process of this machine may be making the same.
_DERIVING_S = 2.0
# For what a pool's threads are at.
_CLOSING_S = 0.1


class PostgresCorpus:
    """Documents, passages and vectors in a schema of a database; connected when first asked."""

    engine = "postgres"

    def __init__(self, settings: PostgresSettings, folder: Path) -> None:
        """`folder` is for what this machine derives."""
        self.folder = folder
        self._settings = settings
        self._revisions = Revisions(settings)
        self._pool: ConnectionPool[Connection[Any]] | None = None
        self._lock = threading.Lock()
        self._database = PostgresDatabase(settings, self._lend)

    @property
    def where(self) -> str:
        return self._settings.where

    def require(self) -> None:
        if not self.is_published():
            raise self._database.missing()

    def is_published(self) -> bool:
        return self._meta().get("revision", "0") != "0"

    def known_sources(self) -> list[str]:
        return [str(source) for source in json.loads(self._meta().get("sources", "[]"))]

    def remembered_sources(self) -> list[str]:
        return self.known_sources()

    @contextmanager
    def writing(self, rebuild: bool) -> Iterator[StoreWriter]:
        with self._settings.connect(to_write=True) as connection:
            with self._settings.told():
                alone = take_writer(connection, self._settings)
            if not alone:
                raise IndexLockedError("index_locked", path=self.where)
            database = PostgresDatabase(self._settings, lambda: nullcontext(connection))
            database.make_ready()
            yield StoreWriter(database, self.folder)

    def publish(
        self, store: StoreWriter, removed: Collection[str], fingerprint: str, sources: Sequence[str]
    ) -> None:
        with store.transaction():
            store.advance(removed)
            store.remember(
                fingerprint=fingerprint,
                sources=json.dumps(list(sources)),
                published=str(time.time()),
            )

    def complete(self, store: StoreWriter) -> bool:
        store.index_vectors()
        oldest = min(revisions_used(store, self._settings) | {store.revision})
        with store.transaction():
            store.purge(oldest)
            store.remember(purged=str(oldest))
        return False

    def publication(self) -> Publication:
        known = self._meta()
        return Publication(
            (known.get("id"), known.get("revision")),
            float(known.get("published", 0)),
            # Who uses a revision is forgotten with a connection that breaks.
            int(known.get("purged", 0)),
        )

    def open(self, fingerprint: str | None = None) -> Generation:
        store, lease = take_last(
            lambda: Store.open_last(self._database, self.folder), self._revisions.use
        )
        return generation_of(store, lease, fingerprint, self.engine, lambda: self._derive(store))

    def _derive(self, store: Store) -> None:
        with write_lock(self.folder, _DERIVING_S):
            if find(self.folder, store) is None:
                derive(self.folder, store, self.engine)
                # Those of before may be in use by others of this machine, who have them open.
                remove_others(self.folder, {store.revision, store.revision - 1})

    def _meta(self) -> dict[str, str]:
        try:
            return dict(self._database.rows("SELECT key, value FROM meta", {}))
        except IndexFormatError:
            return {}

    def _lend(self) -> AbstractContextManager[Connection[Any]]:
        with self._lock:
            if self._pool is None:
                # What keeps it from being reached is told at once, not after a while of waiting.
                self._settings.connect(to_write=False).close()
                arguments = self._settings.arguments()
                self._pool = ConnectionPool(
                    arguments.pop("conninfo"),
                    kwargs=arguments,
                    configure=self._settings.configure,
                    min_size=1,
                    max_size=_CONNECTIONS,
                    timeout=max(self._settings.timeout_s, 1.0),
                    reconnect_timeout=self._settings.timeout_s,
                    name="seedqa",
                    open=True,
                )
                weakref.finalize(self, _close, self._pool)
        return self._pool.connection()


def _close(pool: ConnectionPool[Any]) -> None:
    """Close a pool; in another thread where one of its own, which is waited for, let go of it."""
    if threading.current_thread().name.startswith(f"{pool.name}-"):
        threading.Thread(target=pool.close, args=(_CLOSING_S,), daemon=True).start()
    else:
        pool.close(_CLOSING_S)
