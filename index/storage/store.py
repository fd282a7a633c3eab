"""The one source of truth: documents, passages, vectors and words in SQLite."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np

from index.errors import IndexFormatError, StorageError
from index.storage.layout import rebuild_command
from index.storage.schema import DOCUMENT_COLUMNS, FORMAT_VERSION, TABLES, recreate, table_names
from index.types import Document, Passage, Span
from index.vectors.base import Matrix


class IndexedPassage(NamedTuple):
    """A passage as the derived indexes need it."""

    id: int
    words: list[str]
    vector: np.ndarray


class Store:
    """Access to `store.sqlite`; one writer, any number of readers, safe between threads."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._connection = connection
        self._lock = threading.RLock()

    @classmethod
    def create(cls, path: Path, fingerprint: str, dimension: int) -> Self:
        """Open a store to write, making it where there is none; raises StorageError."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            store = cls(_connect(f"{path.absolute().as_uri()}?mode=rwc"), path)
            store._connection.execute("PRAGMA journal_mode=WAL")
            store._connection.execute("PRAGMA synchronous=FULL")
        except OSError as error:
            raise StorageError(
                "storage_unwritable", path=path.parent, reason=error.strerror or error
            ) from error
        except sqlite3.OperationalError as error:
            raise StorageError("storage_unwritable", path=path.parent, reason=error) from error
        except sqlite3.DatabaseError as error:
            raise _damaged(path, error) from error
        if not table_names(store._connection):
            with store.transaction():
                store.reset(fingerprint, dimension)
        return store

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a store to read; raises IndexFormatError where it is missing or damaged."""
        if not path.is_file():
            raise IndexFormatError("index_missing", path=path.parent)
        uri = path.absolute().as_uri()
        try:
            try:
                connection = _connect(f"{uri}?mode=ro")
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except sqlite3.OperationalError:
                # A store on a read-only disk can't make the shared-memory file of its journal.
                connection = _connect(f"{uri}?immutable=1")
        except sqlite3.DatabaseError as error:
            raise _damaged(path, error) from error
        store = cls(connection, path)
        store.check_health()
        store.check_format()
        return store

    def check_health(self) -> None:
        """Raise IndexFormatError where the file is damaged."""
        problem = self._rows("PRAGMA quick_check(1)")[0][0]
        if problem != "ok":
            raise _damaged(self.path, problem)

    def check_format(self) -> None:
        """Raise IndexFormatError where the store was written by another format version."""
        found = self.meta("format") if set(TABLES) <= table_names(self._connection) else "?"
        if found != str(FORMAT_VERSION):
            raise IndexFormatError(
                "index_old_format",
                path=self.path.parent,
                found=found,
                expected=FORMAT_VERSION,
                command=rebuild_command(self.path.parent),
            )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all writes inside it visible at once, or none of them."""
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield
                self._connection.execute("COMMIT")
            except sqlite3.OperationalError as error:
                self._rollback()
                raise StorageError(
                    "storage_unwritable", path=self.path.parent, reason=error
                ) from error
            except sqlite3.DatabaseError as error:
                self._rollback()
                raise _damaged(self.path, error) from error
            except BaseException:
                self._rollback()
                raise

    def reset(self, fingerprint: str, dimension: int) -> None:
        """Empty the store for a model; call it inside a transaction."""
        recreate(self._connection, fingerprint, dimension)

    def meta(self, key: str) -> str | None:
        rows = self._rows("SELECT value FROM meta WHERE key = ?", key)
        return rows[0][0] if rows else None

    def remember(self, key: str, value: str) -> None:
        """Keep a value of `meta`; call it inside a transaction."""
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def last_seq(self) -> int:
        """The number of the last change; grows with every passage added or removed."""
        return int(self._rows("SELECT coalesce(max(seq), 0) FROM changes")[0][0])

    def hashes(self) -> dict[str, str]:
        """The content hash of every document by its id."""
        return dict(self._rows("SELECT id, hash FROM documents"))

    def put(
        self,
        document: Document,
        content_hash: str,
        passages: Sequence[tuple[Span, list[str]]],
        passage_vectors: Matrix,
        sentences: Sequence[Span],
        sentence_vectors: Matrix,
    ) -> None:
        """Write a document with its passages and sentences; call it inside a transaction."""
        self.remove(document.id)
        values = [getattr(document, name) for name in DOCUMENT_COLUMNS.split(", ")]
        self._connection.execute(
            f"INSERT INTO documents (hash, {DOCUMENT_COLUMNS}) VALUES (?{', ?' * len(values)})",
            [content_hash, *values],
        )
        for (span, words), vector in zip(passages, passage_vectors, strict=True):
            cursor = self._connection.execute(
                "INSERT INTO chunks (document_id, start, end, words, vector) "
                "VALUES (?, ?, ?, ?, ?)",
                (document.id, span.start, span.end, " ".join(words), _to_blob(vector)),
            )
            self._log(cursor.lastrowid, "add")
        self._connection.executemany(
            "INSERT INTO sentences VALUES (?, ?, ?, ?)",
            [
                (document.id, span.start, span.end, _to_blob(vector))
                for span, vector in zip(sentences, sentence_vectors, strict=True)
            ],
        )

    def remove(self, document_id: str) -> None:
        """Remove a document with all that belongs to it; call it inside a transaction."""
        for (passage_id,) in self._rows("SELECT id FROM chunks WHERE document_id = ?", document_id):
            self._log(passage_id, "remove")
        for table in ("chunks", "sentences"):
            self._connection.execute(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))
        self._connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))

    def passages(self) -> Iterator[IndexedPassage]:
        """Every passage as the derived indexes need it, by id."""
        for passage_id, words, vector in self._rows(
            "SELECT id, words, vector FROM chunks ORDER BY id"
        ):
            yield IndexedPassage(passage_id, words.split(), _from_blob(vector))

    def documents(self) -> list[Document]:
        """Every document, by id."""
        rows = self._rows(f"SELECT {DOCUMENT_COLUMNS} FROM documents ORDER BY id")
        return [Document(*row) for row in rows]

    def document(self, document_id: str) -> Document | None:
        rows = self._rows(f"SELECT {DOCUMENT_COLUMNS} FROM documents WHERE id = ?", document_id)
        return Document(*rows[0]) if rows else None

    def translations(self, document_id: str) -> list[Document]:
        """The documents that translate this one."""
        rows = self._rows(
            f"SELECT {DOCUMENT_COLUMNS} FROM documents WHERE translation_of = ? ORDER BY id",
            document_id,
        )
        return [Document(*row) for row in rows]

    def resolve(self, passage_id: int) -> tuple[Passage, Document] | None:
        """Give a passage with its document, or None where it is gone."""
        rows = self._rows("SELECT document_id, start, end FROM chunks WHERE id = ?", passage_id)
        document = self.document(rows[0][0]) if rows else None
        if document is None:
            return None
        _, start, end = rows[0]
        return Passage(passage_id, document.id, start, end, document.text[start:end]), document

    def passages_of(self, document: Document) -> list[Passage]:
        """The passages of a document, in its order."""
        rows = self._rows(
            "SELECT id, start, end FROM chunks WHERE document_id = ? ORDER BY start", document.id
        )
        return [
            Passage(row[0], document.id, row[1], row[2], document.text[row[1] : row[2]])
            for row in rows
        ]

    def passage_vector(self, passage_id: int) -> np.ndarray | None:
        rows = self._rows("SELECT vector FROM chunks WHERE id = ?", passage_id)
        return _from_blob(rows[0][0]) if rows else None

    def sentences(self, passage: Passage) -> list[tuple[Span, np.ndarray]]:
        """The sentences that lie in a passage, with their vectors."""
        rows = self._rows(
            "SELECT start, end, vector FROM sentences "
            "WHERE document_id = ? AND start < ? AND end > ? ORDER BY start",
            passage.document_id,
            passage.end,
            passage.start,
        )
        return [(Span(start, end), _from_blob(vector)) for start, end, vector in rows]

    def passage_counts(self) -> dict[str, int]:
        """How many passages each document has."""
        rows = self._rows("SELECT document_id, count(*) FROM chunks GROUP BY document_id")
        return dict(rows)

    def counts(self) -> dict[str, int]:
        """How many documents, passages (by their table's name, chunks) and sentences there are."""
        return {
            table: int(self._rows(f"SELECT count(*) FROM {table}")[0][0])
            for table in ("documents", "chunks", "sentences")
        }

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def _log(self, passage_id: int | None, kind: str) -> None:
        self._connection.execute(
            "INSERT INTO changes (chunk_id, kind) VALUES (?, ?)", (passage_id, kind)
        )

    def _rollback(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def _rows(self, query: str, *values: object) -> list[tuple]:  # type: ignore[type-arg]
        with self._lock:
            try:
                return self._connection.execute(query, values).fetchall()
            except sqlite3.DatabaseError as error:
                raise _damaged(self.path, error) from error


def _connect(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None, timeout=30)


def _damaged(path: Path, reason: object) -> IndexFormatError:
    return IndexFormatError(
        "index_damaged", file=path, reason=reason, command=rebuild_command(path.parent)
    )


def _to_blob(vector: np.ndarray) -> bytes:
    return np.asarray(vector, dtype="<f4").tobytes()


def _from_blob(blob: bytes) -> np.ndarray:
    return np.frombuffer(blob, dtype="<f4")
