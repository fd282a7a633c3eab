"""The tables of a store as PostgreSQL has them: those of SQLite, and what its SQL lacks here."""

import re

from index.storage.schema import INDEXES, TABLES

_TYPES = (
    (re.compile(r"\bINTEGER PRIMARY KEY AUTOINCREMENT"), "BIGINT GENERATED ALWAYS AS IDENTITY"),
    (re.compile(r"\bINTEGER\b"), "BIGINT"),
    # Ids are in the order of their characters, as they are in SQLite.
    (re.compile(r"\bTEXT\b"), 'TEXT COLLATE "C"'),
    (re.compile(r"\bend\b"), '"end"'),
)
# Identity columns are their tables' keys.
_KEYS = ("documents", "row"), ("passages", "id")
# The letters of all languages in small ones, whatever the database's own locale knows.
_COLLATIONS = ("pg_unicode_fast", "pg_c_utf8", "unicode", "und-x-icu", "default")


def statements() -> list[str]:
    """What makes all tables, empty."""
    made = [f"CREATE TABLE {name} ({_columns(name)})" for name in TABLES]
    made += [f"ALTER TABLE {table} ADD PRIMARY KEY ({column})" for table, column in _KEYS]
    return [*made, *INDEXES]


def _columns(table: str) -> str:
    columns = TABLES[table]
    for pattern, replacement in _TYPES:
        columns = pattern.sub(replacement, columns)
    if table == "anchors":
        # The order they were written in, which SQLite knows of every row.
        columns += ", rowid BIGINT GENERATED ALWAYS AS IDENTITY"
    # The vectors of passages are searched, those of sentences only read.
    return columns.replace("BLOB", "vector" if table == "passages" else "BYTEA")


def functions(collations: set[str]) -> list[str]:
    """What makes the functions that SQLite has or is given, with one of the collations there."""
    known = next((name for name in _COLLATIONS if name in collations), "default")
    folded = f'SELECT lower($1 COLLATE pg_catalog."{known}")'
    return [
        "CREATE OR REPLACE FUNCTION instr(text, text) RETURNS integer LANGUAGE sql IMMUTABLE "
        """AS 'SELECT strpos($1 COLLATE "C", $2 COLLATE "C")'""",
        "CREATE OR REPLACE FUNCTION folded(text) RETURNS text LANGUAGE sql IMMUTABLE "
        f"AS '{folded}'",
    ]
