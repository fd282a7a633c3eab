"""Writing the store: the next revision is prepared unseen and then comes at once."""

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from index.errors import IndexFormatError, StorageError
from index.storage.blobs import to_blob, to_rounded_blob
from index.storage.connection import connect, damaged
from index.storage.layout import STORE_FILE, rebuild_command
from index.storage.migrations import STEPS, migrate
from index.storage.schema import DOCUMENT_COLUMNS, FORMAT_VERSION, recreate
from index.storage.store import SEEN, Store
from index.storage.structure import to_json
from index.types import Document, Span
from index.vectors.base import Vector

# What a journal may keep on the disk after it was written back; one sync can need more.
_JOURNAL_BYTES = 64 * 2**20


class StoreWriter(Store):
    """The one writer of a store; `revision` is the last one published, the next is prepared."""

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a file to write, making it where there is none; raises StorageError."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            store = cls(connect(path, "mode=rwc"), path)
            store._connection.execute("PRAGMA journal_mode=WAL")
            store._connection.execute("PRAGMA synchronous=FULL")
            store._connection.execute(f"PRAGMA journal_size_limit={_JOURNAL_BYTES}")
        except OSError as error:
            raise StorageError(
                "storage_unwritable", path=path.parent, reason=error.strerror or error
            ) from error
        except sqlite3.OperationalError as error:
            raise StorageError("storage_unwritable", path=path.parent, reason=error) from error
        except sqlite3.DatabaseError as error:
            raise damaged(path, error) from error
        return store

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all writes inside it visible at once, or none; one inside another is part of it."""
        with self._lock:
            if self._connection.in_transaction:
                yield
                return
            revision = self.revision
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield
                self._connection.execute("COMMIT")
            except BaseException as error:
                self.revision = revision
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                if isinstance(error, sqlite3.OperationalError):
                    raise StorageError(
                        "storage_unwritable", path=self.path.parent, reason=error
                    ) from error
                if isinstance(error, sqlite3.DatabaseError):
                    raise damaged(self.path, error) from error
                raise

    def bring_up(self) -> None:
        """Migrate an older store where there is a way, and take up its last revision."""
        found = self.format()
        if found.isdigit() and int(found) in STEPS:
            with self.transaction():
                migrate(self._connection, int(found))
            found = self.format()
        if found == str(FORMAT_VERSION):
            self.revision = self.last_revision()

    def prepare(self, fingerprint: str, sources: Sequence[str], rebuild: bool) -> None:
        """Make the tables, or bring older ones up; raises IndexFormatError.

        A store that nobody has read from takes any model; another is refused, unless rebuilt.
        """
        self.bring_up()
        found = self.format()
        if found != str(FORMAT_VERSION):
            if found and not rebuild:
                self.check_format()
            self._reset(fingerprint, sources)
        known = self.meta("fingerprint")
        if known != fingerprint and not rebuild:
            if self.revision:
                raise other_model(self.path.parent, known, fingerprint)
            self._reset(fingerprint, sources)

    def is_made_of(self, sources: Sequence[str]) -> bool:
        """Whether something was published, and of these sources."""
        return bool(self.revision) and json.loads(self.meta("sources") or "[]") == list(sources)

    def pending(self) -> dict[str, str]:
        """The content hash of every document of the revision to come, by its id."""
        return dict(self.rows("SELECT id, hash FROM documents WHERE born > :revision"))

    def drop_pending(self, ids: Collection[str]) -> None:
        """Take documents out of the revision to come."""
        if ids:
            with self.transaction():
                for document_id in ids:
                    self._delete("born > :revision AND id = :id", id=document_id)

    def put(
        self,
        document: Document,
        content_hash: str,
        passages: Sequence[tuple[Span, list[str]]],
        passage_vectors: Sequence[Vector],
        sentences: Sequence[Span],
        sentence_vectors: Sequence[Vector],
    ) -> None:
        """Write a document with its passages and sentences into the revision to come."""
        with self.transaction():
            self.drop_pending([document.id])
            values = [getattr(document, name) for name in DOCUMENT_COLUMNS.split(", ")]
            row = self._connection.execute(
                f"INSERT INTO documents (born, hash, blocks, {DOCUMENT_COLUMNS}) "
                f"VALUES (?, ?, ?{', ?' * len(values)})",
                [self.revision + 1, content_hash, to_json(document.blocks), *values],
            ).lastrowid
            self._connection.executemany(
                "INSERT INTO anchors VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (row, a.start, a.end, a.kind, a.number, a.label, a.box and json.dumps(a.box))
                    for a in document.anchors
                ],
            )
            self._connection.executemany(
                "INSERT INTO passages (document, start, end, words, vector) VALUES (?, ?, ?, ?, ?)",
                [
                    (row, span.start, span.end, " ".join(words), to_blob(vector))
                    for (span, words), vector in zip(passages, passage_vectors, strict=True)
                ],
            )
            self._connection.executemany(
                "INSERT INTO sentences VALUES (?, ?, ?, ?)",
                [
                    (row, span.start, span.end, to_rounded_blob(vector))
                    for span, vector in zip(sentences, sentence_vectors, strict=True)
                ],
            )

    def advance(self, removed: Collection[str]) -> None:
        """Let the revision to come come, without the documents removed; in a transaction.

        What is replaced or removed stays for those who use an earlier revision.
        """
        coming = {"revision": self.revision, "coming": self.revision + 1}
        self._connection.execute(
            f"UPDATE documents SET gone = :coming WHERE {SEEN} "
            "AND id IN (SELECT id FROM documents WHERE born = :coming)",
            coming,
        )
        self._connection.executemany(
            f"UPDATE documents SET gone = :coming WHERE {SEEN} AND id = :id",
            [{**coming, "id": document_id} for document_id in removed],
        )
        self.revision += 1
        self.remember(revision=str(self.revision))

    def relocate(self, paths: Mapping[str, str | None]) -> None:
        """Note where documents lie now that are otherwise as they were."""
        if not paths:
            return
        with self.transaction():
            self._connection.executemany(
                f"UPDATE documents SET path = :path WHERE {SEEN} AND id = :id",
                [
                    {"revision": self.revision, "id": document_id, "path": path}
                    for document_id, path in paths.items()
                ],
            )

    def purge(self, oldest: int) -> None:
        """Delete what no revision from the oldest one in use on sees."""
        with self.transaction():
            self._delete("gone <= :oldest", oldest=oldest)

    def remember(self, **values: str) -> None:
        """Keep values of `meta`; in a transaction."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)", list(values.items())
        )

    def _reset(self, fingerprint: str, sources: Sequence[str]) -> None:
        with self.transaction():
            recreate(self._connection, fingerprint, sources)
        self.revision = 0

    def _delete(self, condition: str, **values: object) -> None:
        parameters = {"revision": self.revision, **values}
        rows = f"SELECT row FROM documents WHERE {condition}"
        for table in ("passages", "sentences", "anchors"):
            self._connection.execute(f"DELETE FROM {table} WHERE document IN ({rows})", parameters)
        self._connection.execute(f"DELETE FROM documents WHERE {condition}", parameters)


def other_model(folder: Path, found: str | None, expected: str) -> IndexFormatError:
    """The error of an index that another model built."""
    return IndexFormatError(
        "index_other_model",
        path=folder,
        found=found or "?",
        expected=expected,
        command=rebuild_command(folder),
    )


def open_to_write(folder: Path, rebuild: bool) -> StoreWriter:
    """Open the store of an index, a damaged one only to put another in its place.

    Raises IndexFormatError or StorageError.
    """
    path = folder / STORE_FILE
    try:
        store = StoreWriter.open(path)
        try:
            store.check_health()
        except IndexFormatError:
            store.close()
            raise
    except IndexFormatError:
        if not rebuild:
            raise
        # Nothing in a damaged store can be relied on; its journal goes first, for it must not
        # meet another file of that name.
        for name in (f"{STORE_FILE}-wal", f"{STORE_FILE}-shm", STORE_FILE):
            (folder / name).unlink(missing_ok=True)
        store = StoreWriter.open(path)
    return store
