"""What an index was made of: absolute paths, a folder's with a slash at its end."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from index.errors import IndexFormatError, LoadError
from index.storage.connection import connect_to_read
from index.storage.layout import STORE_FILE, current_generation, manifest_sources
from index.storage.migrations import marked
from index.storage.schema import FORMAT_VERSION


def spell_sources(paths: Sequence[Path]) -> list[str]:
    """Write paths as an index remembers them."""
    return [f"{path.absolute()}{'/' if path.is_dir() else ''}" for path in paths]


def remembered_sources(folder: Path) -> list[str]:
    """What an index was made of, nothing where it is new.

    Raises IndexFormatError where there is an index that doesn't say.
    """
    sources, known = _of_store(folder / STORE_FILE)
    sources = sources or marked(manifest_sources(folder))
    if not sources and (known or current_generation(folder)):
        raise IndexFormatError("sources_unknown", path=folder)
    return sources


def present(sources: Sequence[str]) -> list[Path]:
    """The sources that are there, without files that have been deleted.

    Raises LoadError for a folder that isn't there: a disk that isn't mounted loses nothing.
    """
    paths = []
    for source in sources:
        path = Path(source)
        if path.exists():
            paths.append(path)
        elif source.endswith("/") or not path.parent.is_dir():
            raise LoadError("source_missing", path=path)
    return paths


def is_published(folder: Path) -> bool:
    """Whether an index was ever published; a damaged one was."""
    return _of_store(folder / STORE_FILE)[1]


def _of_store(path: Path) -> tuple[list[str], bool]:
    """What a store says it was made of, and whether it was ever published."""
    if not path.is_file():
        return [], False
    try:
        with closing(connect_to_read(path)) as connection:
            meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    except sqlite3.OperationalError:
        # There are no tables yet.
        return [], False
    except (IndexFormatError, sqlite3.DatabaseError):
        return [], True
    sources = [str(source) for source in json.loads(meta.get("sources", "[]"))]
    if meta.get("format") == str(FORMAT_VERSION):
        return sources, meta.get("revision") != "0"
    return marked(sources), bool(sources)
