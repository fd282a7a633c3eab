"""What an index was made of: absolute paths, a folder's with a slash at its end."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from index.errors import IndexFormatError, LoadError
from index.storage.layout import STORE_FILE, current_generation, manifest_sources
from index.storage.migrations import marked
from index.storage.schema import FORMAT_VERSION
from index.storage.sqlite import connect_to_read


def spell_sources(paths: Sequence[Path]) -> list[str]:
    """Write paths as an index remembers them."""
    return [f"{path.absolute()}{'/' if _is_folder(path) else ''}" for path in paths]


def known_sources(folder: Path) -> list[str]:
    """What an index was made of, as far as it says so."""
    return _of_store(folder / STORE_FILE)[0] or marked(manifest_sources(folder))


def remembered_sources(folder: Path) -> list[str]:
    """What an index was made of, nothing where it is new.

    Raises IndexFormatError where there is an index that doesn't say.
    """
    sources = known_sources(folder)
    if not sources and (is_published(folder) or current_generation(folder)):
        raise IndexFormatError("sources_unknown", path=folder)
    return sources


def present(sources: Sequence[str]) -> list[Path]:
    """The sources that are there, without files that have been deleted.

    Raises LoadError for a folder that isn't there: a disk that isn't mounted loses nothing.
    """
    paths = []
    for source in sources:
        path = Path(source)
        if not _is_gone(path):
            paths.append(path)
        elif source.endswith("/") or not _is_folder(path.parent):
            raise LoadError("source_missing", path=path)
    return paths


def _is_folder(path: Path) -> bool:
    """Whether it is a folder, as far as one may look."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _is_gone(path: Path) -> bool:
    """Whether there is nothing of that name; what one may not look at is there."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


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
