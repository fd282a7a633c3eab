"""Opening an index to search it, whatever state it was left in."""

from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Protocol, TypeVar

from index.errors import IndexFormatError, IndexLockedError, StorageError
from index.storage.generations import Generation, load, load_from_memory
from index.storage.layout import STORE_FILE
from index.storage.leases import Lease
from index.storage.manifest import find
from index.storage.migrations import STEPS
from index.storage.publishing import complete, write_lock
from index.storage.store import Store
from index.storage.writer import StoreWriter, other_model


class _Lease(Protocol):
    def release(self) -> None: ...


L = TypeVar("L", bound=_Lease)


def open_generation(
    folder: Path, fingerprint: str | None = None, engine: str = "faiss"
) -> Generation:
    """Open the current generation of an index.

    One that is missing or damaged is derived anew: on the disk where it can be written, else for
    this process alone. Raises IndexFormatError where the store itself is missing, damaged, of
    another format, or (given a fingerprint) of another model.
    """
    store, lease = take_last(lambda: _open_store(folder), lambda revision: Lease(folder, revision))

    def derive_anew() -> None:
        with write_lock(folder), closing(StoreWriter.open(folder / STORE_FILE)) as writer:
            writer.bring_up()
            complete(folder, writer, engine)

    return generation_of(store, lease, fingerprint, engine, derive_anew)


def generation_of(
    store: Store,
    lease: object,
    fingerprint: str | None,
    engine: str,
    derive_anew: Callable[[], None],
) -> Generation:
    """The generation of a store's revision, derived anew where it is missing or damaged.

    Raises IndexFormatError where it is of another model than that of the fingerprint.
    """
    found = store.meta("fingerprint")
    if fingerprint is not None and found != fingerprint:
        raise other_model(store, found, fingerprint)
    generation = load(find(store.folder, store), store, lease)
    if generation:
        return generation
    # A writer may be at work, or nobody can write there.
    with suppress(IndexLockedError, StorageError, OSError):
        derive_anew()
    generation = load(find(store.folder, store), store, lease)
    return generation or load_from_memory(store, lease, engine)


def take_last(open_store: Callable[[], Store], use: Callable[[int], L]) -> tuple[Store, L]:
    """Open a store at its last revision, with a lease of that."""
    while True:
        store = open_store()
        lease = use(store.revision)
        # Only what isn't the last revision is ever purged: if it still is, the lease came in time.
        if store.last_revision() == store.revision:
            return store, lease
        lease.release()
        store.close()


def _open_store(folder: Path) -> Store:
    try:
        return Store.open(folder / STORE_FILE)
    except IndexFormatError as error:
        _bring_up(folder, error)
        return Store.open(folder / STORE_FILE)


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
