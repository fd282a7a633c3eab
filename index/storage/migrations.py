"""How a store of an older format becomes one of today's, step by step, nothing embedded anew."""

import json
import sqlite3
import unicodedata
from collections.abc import Callable
from pathlib import Path

from index.storage.blobs import from_blob, to_rounded_blob
from index.storage.schema import FORMAT_VERSION, INDEXES, TABLES
from index.translations import rings

# The tables of format 3, which had no structure of documents.
_TABLES_3 = {
    **{name: TABLES[name] for name in ("meta", "passages", "sentences")},
    "documents": (
        "row INTEGER PRIMARY KEY AUTOINCREMENT, born INTEGER NOT NULL, gone INTEGER, "
        "id TEXT NOT NULL, hash TEXT NOT NULL, title TEXT NOT NULL, language TEXT NOT NULL, "
        "source TEXT, url TEXT, date TEXT, path TEXT, translation_of TEXT, text TEXT NOT NULL"
    ),
}
_INDEXES_3 = tuple(statement for statement in INDEXES if "anchors" not in statement)


def migrate(connection: sqlite3.Connection, found: int) -> None:
    """Take a store from the format found to today's; call it inside a transaction."""
    for step in range(found, FORMAT_VERSION):
        STEPS[step](connection)
    connection.execute("UPDATE meta SET value = ? WHERE key = 'format'", (str(FORMAT_VERSION),))


def _from_2(connection: sqlite3.Connection) -> None:
    """Passages and sentences belong to a version of a document; the log of changes goes."""
    for name in ("chunks_document", "documents_translation"):
        connection.execute(f"DROP INDEX IF EXISTS {name}")
    for name in ("documents", "sentences"):
        connection.execute(f"ALTER TABLE {name} RENAME TO {name}_2")
    meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    connection.execute("DROP TABLE meta")
    for name, columns in _TABLES_3.items():
        connection.execute(f"CREATE TABLE {name} ({columns})")
    for statement in _INDEXES_3:
        connection.execute(statement)
    columns = "id, hash, title, language, source, url, date, path, translation_of, text"
    connection.execute(
        f"INSERT INTO documents (born, {columns}) SELECT 1, {columns} FROM documents_2 ORDER BY id"
    )
    connection.execute(
        "INSERT INTO passages SELECT chunks.id, row, start, end, words, vector "
        "FROM chunks JOIN documents ON documents.id = document_id ORDER BY chunks.id"
    )
    connection.execute(
        "INSERT INTO sentences SELECT row, start, end, vector "
        "FROM sentences_2 JOIN documents ON documents.id = document_id"
    )
    # An id that was given once is never given again, though what had it may be gone.
    connection.execute(
        "INSERT OR REPLACE INTO sqlite_sequence (rowid, name, seq) "
        "SELECT (SELECT rowid FROM sqlite_sequence WHERE name = 'passages'), 'passages', seq "
        "FROM sqlite_sequence WHERE name = 'chunks'"
    )
    for name in ("documents_2", "sentences_2", "chunks", "changes"):
        connection.execute(f"DROP TABLE {name}")
    _compose_ids(connection)
    _open_rings(connection)
    (documents,) = connection.execute("SELECT count(*) FROM documents").fetchone()
    # What was in the store was meant to be published, and is by this.
    values = {
        "format": "3",
        "id": meta["id"],
        "fingerprint": meta["fingerprint"],
        "revision": "1" if documents else "0",
        "sources": json.dumps(marked(json.loads(meta.get("sources", "[]")))),
    }
    connection.executemany("INSERT INTO meta VALUES (?, ?)", values.items())


def _from_3(connection: sqlite3.Connection) -> None:
    """Documents have blocks and anchors; those there are get theirs when they are read again."""
    for column in (
        "media_type TEXT NOT NULL DEFAULT 'text/plain'",
        "original TEXT",
        "blocks TEXT NOT NULL DEFAULT '[]'",
    ):
        connection.execute(f"ALTER TABLE documents ADD COLUMN {column}")
    connection.execute(f"CREATE TABLE anchors ({TABLES['anchors']})")
    connection.execute(next(s for s in INDEXES if "anchors" in s))


def _from_4(connection: sqlite3.Connection) -> None:
    """Vectors of sentences are rounded."""
    connection.create_function(
        "rounded", 1, lambda blob: to_rounded_blob(from_blob(blob)), deterministic=True
    )
    connection.execute("UPDATE sentences SET vector = rounded(vector)")


def marked(sources: list[str]) -> list[str]:
    """Mark folders by a slash; what isn't there may have been one, so that nothing of it goes."""
    return [source if _is_file(Path(source)) else f"{source.rstrip('/')}/" for source in sources]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _compose_ids(connection: sqlite3.Connection) -> None:
    ids = [name for (name,) in connection.execute("SELECT id FROM documents")]
    for name in ids:
        composed = unicodedata.normalize("NFC", name)
        if composed != name and composed not in ids:
            connection.execute("UPDATE documents SET id = ? WHERE id = ?", (composed, name))
            connection.execute(
                "UPDATE documents SET translation_of = ? WHERE translation_of = ?", (composed, name)
            )


def _open_rings(connection: sqlite3.Connection) -> None:
    links = dict(connection.execute("SELECT id, translation_of FROM documents").fetchall())
    for ring in rings(links):
        connection.execute("UPDATE documents SET translation_of = NULL WHERE id = ?", (ring[0],))


# From a format to the one after it.
STEPS: dict[int, Callable[[sqlite3.Connection], None]] = {
    2: _from_2,
    3: _from_3,
    4: _from_4,
}
