"""Connections to the store's file, to write it or to read it wherever it lies."""

import os
import sqlite3
from pathlib import Path

from index.errors import IndexFormatError
from index.storage.layout import rebuild_command


def connect(path: Path, mode: str) -> sqlite3.Connection:
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
            connection = connect(path, "mode=ro")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            # A store on a read-only disk can't make the shared-memory file of its journal.
            if os.access(path.parent, os.W_OK):
                raise
            connection = connect(path, "immutable=1")
    except sqlite3.DatabaseError as error:
        raise damaged(path, error) from error
    return connection
