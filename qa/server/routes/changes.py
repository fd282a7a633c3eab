"""A change of one file in a folder of documents, taken back where what depends on it fails."""

import hashlib
import os
import shutil
from pathlib import Path
from types import TracebackType
from typing import Self

from index.errors import StorageError


class FolderChange:
    """Puts a file in its place, or takes it away, and undoes that where the block fails.

    At every instant there is a whole file of the name, the old one or the new one, so that a
    process may be killed at any of them; what it has left aside goes with the next change. Whoever
    makes one holds the write lock of the index, after which the hidden folder is named. Raises
    StorageError where the folder can't be written.
    """

    def __init__(self, folder: Path, index: Path) -> None:
        name = hashlib.sha256(str(index.absolute()).encode()).hexdigest()[:8]
        self._folder = folder
        self._hidden = folder / f".seedqa-{name}"
        self._old = self._hidden / "old"
        self._changed: Path | None = None

    def __enter__(self) -> Self:
        shutil.rmtree(self._hidden, ignore_errors=True)
        try:
            self._old.mkdir(parents=True)
        except OSError as error:
            raise self._unwritable(error) from error
        return self

    def write(self, name: str, content: bytes) -> Path:
        """Write a file out of sight, safe on the disk."""
        path = self._hidden / name
        try:
            with path.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise self._unwritable(error) from error
        return path

    def put(self, arrived: Path, path: Path) -> None:
        """Put a file that was written in the place of another, or of none."""
        try:
            if path.exists():
                _link(path, self._kept(path))
            self._changed = path
            arrived.replace(path)
            _sync_folder(self._folder)
        except OSError as error:
            raise self._unwritable(error) from error

    def remove(self, path: Path) -> None:
        """Take a file away; one that is gone already is none to take."""
        try:
            if path.exists():
                path.replace(self._kept(path))
                self._changed = path
            _sync_folder(self._folder)
        except OSError as error:
            raise self._unwritable(error) from error

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if kind and self._changed:
            if self._kept(self._changed).exists():
                self._kept(self._changed).replace(self._changed)
            else:
                self._changed.unlink(missing_ok=True)
            _sync_folder(self._folder)
        shutil.rmtree(self._hidden, ignore_errors=True)

    def _kept(self, path: Path) -> Path:
        return self._old / path.name

    def _unwritable(self, error: OSError) -> StorageError:
        # Where it lies is nobody's business.
        return StorageError(
            "storage_unwritable", path=self._folder.name, reason=error.strerror or error
        )


def _link(path: Path, copy: Path) -> None:
    """Give a file a second name, or copy it where the disk knows no such thing."""
    try:
        os.link(path, copy)
    except OSError:
        shutil.copy2(path, copy)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
