"""A store in a file of SQLite, to write it or to read it wherever it lies."""

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from index.errors import IndexFormatError, StorageError
from index.storage.blobs import from_blob, to_blob
from index.storage.database import Row
from index.storage.layout import rebuild_command
from index.storage.migrations import STEPS, migrate
from index.storage.schema import create_tables, table_names
from index.vectors.base import Vector, VectorSearch

# What a journal may keep on the disk after it was written back; one sync can need more.
_JOURNAL_BYTES = 64 * 2**20
_CHECKED_UP_TO = 2**28


class SqliteDatabase:
    """One connection, safe between threads."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self._path = path
        self._lock = threading.RLock()

    @classmethod
    def open_to_write(cls, path: Path) -> "SqliteDatabase":
        """Open a file to write, making it where there is none; raises StorageError."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            database = cls(_connect(path, "mode=rwc"), path)
            database.connection.execute("PRAGMA journal_mode=WAL")
            database.connection.execute("PRAGMA synchronous=FULL")
            database.connection.execute(f"PRAGMA journal_size_limit={_JOURNAL_BYTES}")
        except OSError as error:
            raise StorageError(
                "storage_unwritable", path=path.parent, reason=error.strerror or error
            ) from error
        except sqlite3.OperationalError as error:
            raise StorageError("storage_unwritable", path=path.parent, reason=error) from error
        except sqlite3.DatabaseError as error:
            raise damaged(path, error) from error
        return database

    @property
    def where(self) -> str:
        return str(self._path.parent)

    def missing(self) -> IndexFormatError:
        return IndexFormatError("index_missing", path=self._path.parent)

    def damaged(self, reason: object) -> IndexFormatError:
        return damaged(self._path, reason)

    @property
    def in_transaction(self) -> bool:
        return self.connection.in_transaction

    def rows(self, query: str, values: Mapping[str, object]) -> list[Row]:
        with self._lock:
            try:
                return self.connection.execute(query, values).fetchall()
            except sqlite3.DatabaseError as error:
                raise self.damaged(error) from error

    def run(self, statement: str, values: Mapping[str, object]) -> None:
        self.connection.execute(statement, values)

    def insert(self, table: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
        marks = ", ".join("?" * (columns.count(",") + 1))
        self.connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)

    def insert_document(self, columns: str, values: Sequence[object]) -> int:
        marks = ", ".join("?" * len(values))
        statement = f"INSERT INTO documents ({columns}) VALUES ({marks})"
        return int(self.connection.execute(statement, values).lastrowid or 0)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._lock:
            try:
                self.connection.execute("BEGIN IMMEDIATE")
                yield
                self.connection.execute("COMMIT")
            except BaseException as error:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                if isinstance(error, sqlite3.OperationalError):
                    raise StorageError(
                        "storage_unwritable", path=self._path.parent, reason=error
                    ) from error
                if isinstance(error, sqlite3.DatabaseError):
                    raise self.damaged(error) from error
                raise

    def tables(self) -> set[str]:
        return {name for (name,) in self.rows("SELECT name FROM sqlite_master", {})}

    def recreate(self) -> None:
        for name in table_names(self.connection):
            self.connection.execute(f'DROP TABLE "{name}"')
        create_tables(self.connection)

    def migrates(self, found: str) -> bool:
        return found.isdigit() and int(found) in STEPS

    def migrate(self, found: int) -> None:
        migrate(self.connection, found)

    def check_health(self) -> None:
        # It reads the whole file; what is wrong with a larger one shows where it is met.
        with suppress(OSError):
            if self._path.stat().st_size > _CHECKED_UP_TO:
                return
        problem = self.rows("PRAGMA quick_check(1)", {})[0][0]
        if problem != "ok":
            raise self.damaged(problem)

    def vectors(self, revision: int) -> VectorSearch | None:
        return None

    def index_vectors(self, revision: int) -> None:
        """That is derived."""

    def to_vector(self, vector: Vector) -> object:
        return to_blob(vector)

    def from_vector(self, value: object) -> Vector:
        assert isinstance(value, bytes)
        return from_blob(value)

    def close(self) -> None:
        with self._lock:
            self.connection.close()


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    """Open the file in one of SQLite's modes: `ro`, `rwc`."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        check_same_thread=False,
        isolation_level=None,
        timeout=30,
    )
    # SQLite's own knows the letters of ASCII alone.
    connection.create_function("casefold", 1, str.casefold, deterministic=True)
    return connection


def damaged(path: Path, reason: object) -> IndexFormatError:
    """The error of a store that can't be relied on."""
    return IndexFormatError(
        "index_damaged", file=path, reason=reason, command=rebuild_command(path.parent)
    )


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open the file to read it; raises IndexFormatError where it is damaged."""
    try:
        try:
            connection = _connect(path, "mode=ro")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            # A store on a read-only disk can't make the shared-memory file of its journal.
            if os.access(path.parent, os.W_OK):
                raise
            connection = _connect(path, "immutable=1")
    except sqlite3.DatabaseError as error:
        raise damaged(path, error) from error
    return connection
