"""Opening an index to search it, whatever state it was left in."""

from contextlib import closing
from pathlib import Path

from index.errors import IndexFormatError, IndexLockedError, StorageError
from index.storage.generations import Generation, find, load, load_from_memory
from index.storage.layout import STORE_FILE
from index.storage.leases import Lease
from index.storage.migrations import STEPS
from index.storage.publishing import complete, write_lock
from index.storage.store import Store
from index.storage.writer import StoreWriter, other_model


def open_generation(
    folder: Path, fingerprint: str | None = None, engine: str = "faiss"
) -> Generation:
    """Open the current generation of an index.

    One that is missing or damaged is derived anew: on the disk where it can be written, else for
    this process alone. Raises IndexFormatError where the store itself is missing, damaged, of
    another format, or (given a fingerprint) of another model.
    """
    store, lease = _open_store(folder)
    found = store.meta("fingerprint")
    if fingerprint is not None and found != fingerprint:
        raise other_model(store, found, fingerprint)
    generation = load(find(folder, store), store, lease)
    if generation:
        return generation
    try:
        with write_lock(folder), closing(StoreWriter.open(folder / STORE_FILE)) as writer:
            writer.bring_up()
            complete(folder, writer, engine)
    except (IndexLockedError, StorageError):
        # A writer is at work, or nobody can write there.
        pass
    return load(find(folder, store), store, lease) or load_from_memory(store, lease, engine)


def _open_store(folder: Path) -> tuple[Store, Lease]:
    """Open the store with a lease of its revision."""
    while True:
        try:
            store = Store.open(folder / STORE_FILE)
        except IndexFormatError as error:
            _bring_up(folder, error)
            store = Store.open(folder / STORE_FILE)
        lease = Lease(folder, store.revision)
        # Only what isn't the last revision is ever purged: if it still is, the lease came in time.
        if store.last_revision() == store.revision:
            return store, lease
        lease.release()
        store.close()


def _bring_up(folder: Path, error: IndexFormatError) -> None:
    """Migrate a store of an older format, or raise the error that it was met with."""
    found = error.values.get("found", "")
    if error.code != "index_old_format" or not found.isdigit() or int(found) not in STEPS:
        raise error
    try:
        with write_lock(folder), closing(StoreWriter.open(folder / STORE_FILE)) as writer:
            writer.bring_up()
    except (IndexLockedError, StorageError) as unwritable:
        raise error from unwritable
