"""Connections to PostgreSQL, and what goes wrong with them in words a user can act on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import Connection, errors
from psycopg.conninfo import conninfo_to_dict
from psycopg_pool import PoolTimeout
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential

from index.errors import EngineError, SeedQAError, StorageError

_CONNECT_S = 5
_SETTING = "SEEDQA_POSTGRES"
# A search looks at so many neighbours at the least, and on as long as older revisions hide some.
_SETTINGS = ("hnsw.ef_search = 200", "hnsw.iterative_scan = strict_order")
# Class 08 is a connection's, 57P a server that goes down or comes up.
_LOST = ("08", "57P")
_PASSING = ("starting up", "shutting down", "recovery mode", "too many")
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class PostgresSettings:
    """How a database is reached, and the schema that holds the corpus.

    `url` is a connection URI or string of libpq's, TLS in it; a query that takes longer than
    `timeout_s` is given up, 0 being never.
    """

    url: str
    password: str | None = None
    schema: str = "seedqa"
    timeout_s: float = 10.0

    @property
    def where(self) -> str:
        """The place as errors call it, without who reads it and with which password."""
        try:
            parts = conninfo_to_dict(self.url)
        except psycopg.Error:
            return "postgresql"
        host = parts.get("host") or parts.get("hostaddr") or "localhost"
        port = f":{parts['port']}" if parts.get("port") else ""
        return f"postgresql://{host}{port}/{parts.get('dbname') or ''}#{self.schema}"

    def arguments(self) -> dict[str, Any]:
        """What every connection is made with."""
        password = {"password": self.password} if self.password else {}
        return {
            "conninfo": self.url,
            "autocommit": True,
            "connect_timeout": _CONNECT_S,
            "application_name": "seedqa",
            # A pooler between, such as PgBouncer, may not know what was prepared.
            "prepare_threshold": None,
            "client_encoding": "utf8",
            **password,
        }

    def configure(self, connection: Connection[Any]) -> None:
        """Make a new connection see the corpus, and give up what takes too long."""
        with connection.cursor() as cursor:
            cursor.execute(
                # The extension may lie in a schema of its own.
                "SELECT set_config('search_path', quote_ident(%s) || ', ' || coalesce("
                "(SELECT quote_ident(nspname) FROM pg_extension JOIN pg_namespace n "
                "ON n.oid = extnamespace WHERE extname = 'vector'), 'public'), false)",
                (self.schema,),
            )
            for setting in (*_SETTINGS, f"statement_timeout = {int(self.timeout_s * 1000)}"):
                cursor.execute(f"SET {setting}")

    def connect(self, *, to_write: bool) -> Connection[Any]:
        """Connect once; raises EngineError, StorageError."""
        with self.told():
            connection = psycopg.connect(**self.arguments())
            try:
                self.configure(connection)
                if to_write:
                    connection.execute("SET statement_timeout = 0")
            except psycopg.Error:
                connection.close()
                raise
            return connection

    @contextmanager
    def told(self) -> Iterator[None]:
        """Raise what goes wrong inside as an error that users may see."""
        try:
            yield
        except psycopg.Error as error:
            raise self._error(error) from error

    def _error(self, error: psycopg.Error) -> SeedQAError:
        where, reason = self.where, _reason(error)
        if isinstance(error, errors.QueryCanceled):
            return EngineError(
                "engine_slow",
                where=where,
                seconds=f"{self.timeout_s:g}",
                setting="SEEDQA_POSTGRES_TIMEOUT_S",
            )
        if isinstance(error, errors.DiskFull | errors.ReadOnlySqlTransaction):
            return StorageError("storage_unwritable", path=where, reason=reason)
        if is_refusal(error):
            return EngineError(
                "engine_refused",
                where=where,
                reason=reason,
                setting=_SETTING,
                secret="SEEDQA_POSTGRES_PASSWORD",
            )
        if isinstance(error, psycopg.OperationalError):
            return EngineError("engine_unreachable", where=where, reason=reason, setting=_SETTING)
        return EngineError("engine_failed", where=where, reason=reason)


def is_refusal(error: psycopg.Error) -> bool:
    """Whether the server is there and lets nobody of that name in, or not to that."""
    if isinstance(error, errors.InsufficientPrivilege):
        return True
    state = error.sqlstate or ""
    # What goes wrong before there is a session has no state, but its words.
    words = str(error)
    fatal = "FATAL:" in words and not any(passing in words for passing in _PASSING)
    return state.startswith("28") or state == "3D000" or fatal


def is_lost(error: BaseException) -> bool:
    """Whether a connection broke, so that the same may go well on another."""
    if not isinstance(error, psycopg.OperationalError) or is_refusal(error):
        return False
    if isinstance(error, PoolTimeout):
        return False  # it was waited for long enough
    return error.sqlstate is None or error.sqlstate.startswith(_LOST)


def again_where_lost() -> Retrying:
    """Attempts at reading, which go on where a connection broke."""
    return Retrying(
        retry=retry_if_exception(is_lost),
        stop=stop_after_attempt(_ATTEMPTS),
        wait=wait_exponential(multiplier=0.1, max=1),
        reraise=True,
    )


def _reason(error: psycopg.Error) -> str:
    """The first line of what the server or the library says."""
    text = error.diag.message_primary or str(error)
    return (text.strip().splitlines() or [type(error).__name__])[-1 if "FATAL:" in text else 0][
        :200
    ]
