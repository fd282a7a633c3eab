"""Who uses which revision of a store: what readers use is purged by nobody.

A reader holds a shared lock on the file of its revision for as long as it uses it. The system takes
the lock back when the process ends, however it ends.
"""

import fcntl
import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from index.storage.layout import READERS_FOLDER


class Lease:
    """A revision in use, until the lease is released or forgotten."""

    def __init__(self, folder: Path, revision: int) -> None:
        descriptor = _open(folder / READERS_FOLDER / str(revision))
        self._release = weakref.finalize(self, _close, descriptor)

    def release(self) -> None:
        """Give the revision up."""
        self._release()


@contextmanager
def revisions_in_use(folder: Path, but: int) -> Iterator[set[int]]:
    """Tell which revisions other than one are in use; the rest can't be taken in the meantime."""
    used: set[int] = set()
    taken: list[tuple[Path, int]] = []
    for path in _files(folder / READERS_FOLDER):
        if int(path.name) == but:
            continue
        try:
            descriptor = os.open(path, os.O_RDONLY)
        except FileNotFoundError:
            continue
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            used.add(int(path.name))
        else:
            taken.append((path, descriptor))
    try:
        yield used
    finally:
        for path, descriptor in taken:
            with suppress(OSError):
                path.unlink()
            os.close(descriptor)


def _open(path: Path) -> int | None:
    """Open a file with a shared lock; None where the folder can't be written or locked."""
    try:
        path.parent.mkdir(exist_ok=True)
        descriptor = os.open(path, os.O_RDONLY | os.O_CREAT, 0o666)
    except OSError:
        try:
            descriptor = os.open(path, os.O_RDONLY)
        except OSError:
            return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def _close(descriptor: int | None) -> None:
    if descriptor is not None:
        os.close(descriptor)


def _files(folder: Path) -> list[Path]:
    with suppress(OSError):
        return [path for path in folder.iterdir() if path.name.isdigit()]
    return []
