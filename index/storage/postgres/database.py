"""The SQL of a store run by PostgreSQL, and its vectors searched by pgvector."""

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from typing import Any

import numpy as np
from pgvector import Vector as StoredVector
from pgvector.psycopg import register_vector
from psycopg import Connection, errors, sql

from index.errors import EngineError, IndexFormatError
from index.storage.database import Row
from index.storage.postgres.connecting import PostgresSettings, again_where_lost
from index.storage.postgres.schema import functions, statements
from index.storage.store import SEEN
from index.vectors.base import Vector, VectorSearch

_NAMED = re.compile(r":(\w+)")
# With a plain INNER JOIN the planner chooses the order; the other engine is told it.
_OTHER_WORDS = (("CROSS JOIN", "JOIN"), ("casefold(", "folded("))
# What the server may take to build an index of vectors.
_BUILDING = "512MB"
_HAS_EXTENSION = "SELECT 1 FROM pg_extension WHERE extname = 'vector'"
_HAS_SCHEMA = "SELECT 1 FROM pg_namespace WHERE nspname = %s"


class PostgresDatabase:
    """Runs statements on connections that are lent; in a transaction all on one."""

    def __init__(
        self,
        settings: PostgresSettings,
        lend: Callable[[], AbstractContextManager[Connection[Any]]],
    ) -> None:
        self._settings = settings
        self._lend = lend
        self._lock = threading.RLock()
        self._current: Connection[Any] | None = None

    @property
    def where(self) -> str:
        return self._settings.where

    def missing(self) -> IndexFormatError:
        return IndexFormatError("engine_empty", where=self.where)

    def damaged(self, reason: object) -> IndexFormatError:
        command = "seedqa index --rebuild"
        return IndexFormatError("index_damaged", file=self.where, reason=reason, command=command)

    @property
    def in_transaction(self) -> bool:
        return self._current is not None

    def rows(self, query: str, values: Mapping[str, object]) -> list[Row]:
        with self._settings.told():
            try:
                for attempt in again_where_lost():
                    with attempt, self._connection() as connection:
                        return connection.execute(_spelt(query), values, binary=True).fetchall()
            except errors.UndefinedTable as error:
                raise self.missing() from error
        raise AssertionError("the last attempt raises")

    def run(self, statement: str, values: Mapping[str, object]) -> None:
        with self._connection() as connection:
            connection.execute(_spelt(statement), values)

    def insert(self, table: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
        marks = ", ".join(["%s"] * (columns.count(",") + 1))
        statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
        with self._connection() as connection, connection.cursor() as cursor:
            cursor.executemany(statement, [_written(row) for row in rows])

    def insert_document(self, columns: str, values: Sequence[object]) -> int:
        marks = ", ".join(["%s"] * len(values))
        statement = f"INSERT INTO documents ({columns}) VALUES ({marks}) RETURNING row"
        with self._connection() as connection:
            found = connection.execute(statement, _written(values)).fetchone()
        return int(found[0]) if found else 0

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._lock, self._settings.told(), self._lend() as connection:
            self._current = connection
            try:
                with connection.transaction():
                    yield
            finally:
                self._current = None

    def tables(self) -> set[str]:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = :schema"
        return {name for (name,) in self.rows(query, {"schema": self._settings.schema})}

    def make_ready(self) -> None:
        """Make the schema and the extension where they lack; raises EngineError."""
        with self._settings.told(), self._connection() as connection:
            if not connection.execute(_HAS_EXTENSION).fetchone():
                try:
                    connection.execute("CREATE EXTENSION vector SCHEMA public")
                except (
                    errors.FeatureNotSupported,
                    errors.UndefinedFile,
                    errors.InsufficientPrivilege,
                ) as error:
                    raise EngineError("engine_extension", where=self.where) from error
            schema = self._settings.schema
            if not connection.execute(_HAS_SCHEMA, (schema,)).fetchone():
                made = sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema))
                connection.execute(made)
            register_vector(connection)

    def recreate(self) -> None:
        names = self.tables()
        with self._connection() as connection:
            for name in names:
                table = sql.Identifier(self._settings.schema, name)
                connection.execute(sql.SQL("DROP TABLE {} CASCADE").format(table))
            found = connection.execute("SELECT collname FROM pg_collation").fetchall()
            for statement in [*statements(), *functions({name for (name,) in found})]:
                connection.execute(statement)

    def migrates(self, found: str) -> bool:
        return False

    def migrate(self, found: int) -> None:
        raise AssertionError("no older format was ever written here")

    def check_health(self) -> None:
        """The server sees to that itself."""

    def to_vector(self, vector: Vector) -> object:
        return StoredVector(np.asarray(vector, np.float32))

    def from_vector(self, value: object) -> Vector:
        stored = StoredVector.from_binary(value) if isinstance(value, bytes) else value
        assert isinstance(stored, StoredVector)
        return stored.to_numpy()

    def vectors(self, revision: int) -> VectorSearch | None:
        return _Search(self, revision, self._dimension(revision))

    def index_vectors(self, revision: int) -> None:
        dimension = self._dimension(revision)
        if not dimension:
            return
        with self._settings.told(), self._connection() as connection:
            connection.execute(f"SET maintenance_work_mem = '{_BUILDING}'")
            connection.execute(
                f"CREATE INDEX IF NOT EXISTS passages_vector_{dimension} ON passages "
                f"USING hnsw ({_of(dimension, 'vector')} vector_ip_ops) "
                f"WHERE vector_dims(vector) = {dimension}"
            )

    def _dimension(self, revision: int) -> int:
        """The length of a revision's vectors, 0 where there are none."""
        rows = self.rows(
            "SELECT vector_dims(vector) FROM passages JOIN documents ON row = document "
            f"WHERE {SEEN} LIMIT 1",
            {"revision": revision},
        )
        return int(rows[0][0]) if rows else 0

    def close(self) -> None:
        """What lends the connections closes them."""

    @contextmanager
    def _connection(self) -> Iterator[Connection[Any]]:
        if self._current is not None:
            yield self._current
        else:
            with self._lend() as connection:
                yield connection


class _Search:
    """The vectors of one revision, searched where they are."""

    exact = True

    def __init__(self, database: PostgresDatabase, revision: int, dimension: int) -> None:
        self._database = database
        self._revision = revision
        self.dimension = dimension

    def search(self, query: Vector, k: int) -> list[tuple[int, float]]:
        if k <= 0 or not self.dimension:
            return []
        # While another model's vectors are being made, both are there.
        own = f"vector_dims(passages.vector) = {self.dimension}"
        distance = f"{_of(self.dimension, 'passages.vector')} <#> {_of(self.dimension, ':query')}"
        rows = self._database.rows(
            f"SELECT passages.id, -({distance}) FROM passages JOIN documents ON row = document "
            f"WHERE {own} AND {SEEN} ORDER BY {distance} LIMIT :k",
            {"query": StoredVector(query).to_text(), "revision": self._revision, "k": k},
        )
        return [(int(passage), float(cosine)) for passage, cosine in rows]


def _of(dimension: int, vector: str) -> str:
    return f"CAST({vector} AS vector({dimension}))"


@lru_cache(maxsize=256)
def _spelt(query: str) -> str:
    """A query of the store's in PostgreSQL's words."""
    for word, other in _OTHER_WORDS:
        query = query.replace(word, other)
    return _NAMED.sub(r"%(\1)s", query)


def _written(values: Sequence[object]) -> list[object]:
    """Values without NUL, which no text of PostgreSQL may hold; as long as they were."""
    return [v.replace("\0", "\ufffd") if isinstance(v, str) else v for v in values]
