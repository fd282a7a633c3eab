"""The tables of a store."""

import sqlite3
import uuid

# Raise it when the tables or what stands in them change; older indexes are then refused.
FORMAT_VERSION = 2
TABLES = {
    "meta": "key TEXT PRIMARY KEY, value TEXT NOT NULL",
    "documents": (
        "id TEXT PRIMARY KEY, hash TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, "
        "language TEXT NOT NULL, source TEXT, url TEXT, date TEXT, path TEXT, translation_of TEXT"
    ),
    "chunks": (
        "id INTEGER PRIMARY KEY AUTOINCREMENT, document_id TEXT NOT NULL, start INTEGER NOT NULL, "
        "end INTEGER NOT NULL, words TEXT NOT NULL, vector BLOB NOT NULL"
    ),
    "sentences": (
        "document_id TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, "
        "vector BLOB NOT NULL, PRIMARY KEY (document_id, start)"
    ),
    "changes": (
        "seq INTEGER PRIMARY KEY AUTOINCREMENT, chunk_id INTEGER NOT NULL, kind TEXT NOT NULL"
    ),
}
DOCUMENT_COLUMNS = "id, title, text, language, source, url, date, path, translation_of"


def table_names(connection: sqlite3.Connection) -> set[str]:
    """The names of the tables there are."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name for (name,) in rows if not name.startswith("sqlite_")}


def recreate(connection: sqlite3.Connection, fingerprint: str, dimension: int) -> None:
    """Drop all tables and make them anew for a model."""
    names = table_names(connection)
    # Numbers go on growing, so that an id of an older generation never means another passage.
    sequences = (
        connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall() if names else []
    )
    for name in names:
        connection.execute(f'DROP TABLE "{name}"')
    for name, columns in TABLES.items():
        connection.execute(f"CREATE TABLE {name} ({columns})")
    connection.execute("CREATE INDEX chunks_document ON chunks (document_id)")
    connection.execute("CREATE INDEX documents_translation ON documents (translation_of)")
    values = {
        "format": str(FORMAT_VERSION),
        "id": uuid.uuid4().hex,
        "fingerprint": fingerprint,
        "dimension": str(dimension),
    }
    connection.executemany("INSERT INTO meta VALUES (?, ?)", values.items())
    connection.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", sequences)
