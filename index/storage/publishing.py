"""Publishing a revision: its generation first, then the store's word for it, then `current`.

Whatever instant this is broken off at, the store names a revision whose generation is whole; what
comes after the store's word is made up for by the next sync.
"""

import json
import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.errors import IndexLockedError, StorageError
from index.storage.generations import derive, remove_others, sync_folder
from index.storage.layout import CURRENT_FILE, current_generation
from index.storage.leases import revisions_in_use
from index.storage.manifest import find
from index.storage.writer import StoreWriter

_LOCK_FILE = "lock"


@contextmanager
def write_lock(folder: Path, wait_s: float = 0.0) -> Iterator[None]:
    """Hold the one writer's lock on an index; raises IndexLockedError or StorageError.

    The thread that holds it may take it again: to sync what it has changed under the lock.
    """
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder.absolute() / _LOCK_FILE, is_singleton=True)
        lock.acquire(timeout=wait_s)
    except Timeout as error:
        raise IndexLockedError("index_locked", path=folder) from error
    except OSError as error:
        raise StorageError(
            "storage_unwritable", path=folder, reason=error.strerror or error
        ) from error
    try:
        yield
    finally:
        lock.release()


def publish(
    folder: Path,
    store: StoreWriter,
    *,
    removed: Collection[str],
    fingerprint: str,
    sources: Sequence[str],
    engine: str = "faiss",
) -> None:
    """Let what was prepared be the store's last revision; `complete` must follow.

    Needs the write lock; raises StorageError.
    """
    with _told(folder), store.transaction():
        store.advance(removed)
        store.remember(fingerprint=fingerprint, sources=json.dumps(list(sources)))
        derive(folder, store, engine)


def complete(folder: Path, store: StoreWriter, engine: str = "faiss") -> bool:
    """Finish a publication, and mend what was broken off or damaged; tell whether there was any.

    Needs the write lock; raises StorageError.
    """
    with _told(folder):
        whole = find(folder, store) is not None
        if not whole:
            derive(folder, store, engine)
        return _settle(folder, store) or not whole


def _settle(folder: Path, store: StoreWriter) -> bool:
    """Point to the store's revision and drop what nobody uses; tell whether it was pointed to."""
    pointed = current_generation(folder) != str(store.revision)
    if pointed:
        _replace_text(folder / CURRENT_FILE, str(store.revision))
    with revisions_in_use(folder, but=store.revision) as used:
        kept = used | {store.revision}
        store.purge(min(kept))
        remove_others(folder, kept)
    return pointed


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError(
            "storage_unwritable", path=folder, reason=error.strerror or error
        ) from error


def _replace_text(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.draft")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)
