"""The tables of a store.

A document has one row for each version of it. A version is seen from the revision in which it was
`born` until the one in which it has `gone`; the versions of the revision to come are seen by nobody
until `meta` says that it has come. Passages and sentences belong to a version and are never
changed, so that whoever uses a revision finds all that it names.
"""

import sqlite3

# Raise it when the tables or what stands in them change, and say in `migrations` how an older
# store becomes a newer one.
FORMAT_VERSION = 5
TABLES = {
    "meta": "key TEXT PRIMARY KEY, value TEXT NOT NULL",
    # The text comes last: what stands before it is read without it.
    "documents": (
        "row INTEGER PRIMARY KEY AUTOINCREMENT, born INTEGER NOT NULL, gone INTEGER, "
        "id TEXT NOT NULL, hash TEXT NOT NULL, title TEXT NOT NULL, language TEXT NOT NULL, "
        "source TEXT, url TEXT, date TEXT, path TEXT, translation_of TEXT, "
        "media_type TEXT NOT NULL DEFAULT 'text/plain', original TEXT, "
        "text TEXT NOT NULL, blocks TEXT NOT NULL DEFAULT '[]'"
    ),
    # Where words stand in the original: kind, number and label of a page, and a rectangle on it.
    "anchors": (
        "document INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, "
        "kind TEXT NOT NULL, number INTEGER NOT NULL, label TEXT, box TEXT"
    ),
    "passages": (
        "id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL, start INTEGER NOT NULL, "
        "end INTEGER NOT NULL, words TEXT NOT NULL, vector BLOB NOT NULL"
    ),
    "sentences": (
        "document INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, "
        "vector BLOB NOT NULL, PRIMARY KEY (document, start)"
    ),
}
INDEXES = (
    "CREATE UNIQUE INDEX documents_id ON documents (id, born)",
    "CREATE INDEX documents_translation ON documents (translation_of)",
    "CREATE INDEX documents_gone ON documents (gone) WHERE gone IS NOT NULL",
    "CREATE INDEX passages_document ON passages (document)",
    "CREATE INDEX anchors_start ON anchors (document, start)",
)
DOCUMENT_COLUMNS = (
    "id, title, text, language, source, url, date, path, translation_of, media_type, original"
)


def table_names(connection: sqlite3.Connection) -> set[str]:
    """The names of the tables there are."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name for (name,) in rows if not name.startswith("sqlite_")}


def create_tables(connection: sqlite3.Connection) -> None:
    """Make all tables, empty."""
    for name, columns in TABLES.items():
        connection.execute(f"CREATE TABLE {name} ({columns})")
    for statement in INDEXES:
        connection.execute(statement)
