"""What files were like when they were read: those that still are needn't be read again.

Kept beside an index on the machine that reads the files; lost or damaged, everything is read.
"""

import hashlib
import os
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from index.loaders import content_hash
from index.loaders.files import DocumentFile
from index.types import Document

STAMPS_FILE = "files.sqlite"
# Seconds within which a file may be written twice without its times telling.
_TOO_NEW = 2.0
_LIBRARIES = (
    *("charset-normalizer", "lxml", "markdown-it-py", "mdit-py-plugins", "pdfplumber"),
    *("py3langid", "pypdfium2", "pyyaml", "selectolax"),
)
_TABLE = (
    "CREATE TABLE IF NOT EXISTS files "
    "(path TEXT PRIMARY KEY, id TEXT, stamp TEXT, digest TEXT) WITHOUT ROWID"
)


class Stamps:
    """The files of one sync: which of them are as they were, and what the others were like."""

    def __init__(self, folder: Path, *, trusted: bool = True) -> None:
        self._path = folder / STAMPS_FILE
        self._known: dict[str, tuple[str, str, str]] = {}
        self._met: dict[str, tuple[str, str]] = {}
        self.unread: dict[str, str] = {}
        if trusted and self._path.is_file():
            with self._passed_over(), self._connected() as connection:
                rows = connection.execute("SELECT path, id, stamp, digest FROM files")
                self._known = {path: (name, stamp, digest) for path, name, stamp, digest in rows}

    def still(self, file: DocumentFile) -> bool:
        """Whether a file is as it was when it was read, under the same id.

        `unread` holds the content hash of its document from then on.
        """
        path = os.fsdecode(file.path.absolute())
        try:
            status = file.path.stat()
        except OSError:
            return False
        stamp = f"{status.st_ino} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"
        stamp = f"{stamp} {_reading()}"
        name, known, digest = self._known.get(path, ("", "", ""))
        if (name, known) == (file.id, stamp):
            self.unread[file.id] = digest
            return True
        if max(status.st_mtime, status.st_ctime) < time.time() - _TOO_NEW:
            self._met[file.id] = path, stamp
        return False

    def keep(self, documents: Iterable[Document], amiss: Collection[str]) -> None:
        """Remember the files of documents that are in the index now, and forget all others.

        Those with something amiss are read again, so that it is told again, and so are translations
        whose original may come or go.
        """
        new: list[tuple[str, str, str, str]] = []
        for document in documents:
            name = document.id
            if name in self._met and name not in amiss and document.translation_of is None:
                path, stamp = self._met[name]
                new.append((path, name, stamp, content_hash(document)))
        still = {path for path, (name, _, _) in self._known.items() if name in self.unread}
        gone = [(path,) for path in self._known.keys() - still - {path for path, *_ in new}]
        if new or gone:
            with self._passed_over(), self._connected() as connection, connection:
                connection.execute(_TABLE)
                connection.executemany("DELETE FROM files WHERE path = ?", gone)
                connection.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", new)

    def _connected(self) -> closing[sqlite3.Connection]:
        return closing(sqlite3.connect(self._path))

    @contextmanager
    def _passed_over(self) -> Iterator[None]:
        """What goes wrong with the file costs time alone: it begins anew."""
        try:
            yield
        except sqlite3.Error:
            with suppress(OSError):
                self._path.unlink()


@cache
def _reading() -> str:
    """A hash of what reads files: our own code and the libraries that it reads with."""
    hashed = hashlib.sha256()
    home = Path(__file__).parent
    for path in sorted((*home.glob("loaders/**/*.py"), *home.glob("text/*.py"))):
        hashed.update(path.read_bytes())
    for library in _LIBRARIES:
        try:
            hashed.update(version(library).encode())
        except PackageNotFoundError:
            hashed.update(b"-")
    return hashed.hexdigest()[:16]
