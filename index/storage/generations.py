"""Generations: FAISS and tantivy derived from the store, published together, verified on opening.

`generations/<n>/` holds both with a manifest of checksums; `current` names the one in use and is
replaced atomically after everything is on the disk. Readers keep the generation they opened.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from index.errors import IndexFormatError, IndexLockedError, SeedQAError, StorageError
from index.keywords import KeywordIndex
from index.storage.layout import (
    CURRENT_FILE,
    GENERATIONS_FOLDER,
    MANIFEST_FILE,
    STORE_FILE,
    current_generation,
    rebuild_command,
)
from index.storage.schema import FORMAT_VERSION
from index.storage.store import Store
from index.vectors import VectorStore, open_store, store_class

_VECTORS_FILE = "vectors.bin"
_KEYWORDS_FOLDER = "keywords"
_LOCK_FILE = "lock"
# The one in use and the one before it, which a reader may be opening at this moment.
_KEPT_GENERATIONS = 2


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was made from, and the SHA-256 of each of its files."""

    format: int
    store: str
    fingerprint: str
    dimension: int
    vectors: str
    counts: dict[str, int]
    seq: int
    sources: list[str]
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A generation opened for searching, with the store that resolves its ids."""

    manifest: Manifest
    store: Store
    vectors: VectorStore
    keywords: KeywordIndex


@contextmanager
def write_lock(folder: Path, wait_s: float = 0.0) -> Iterator[None]:
    """Hold the one writer's lock on an index; raises IndexLockedError or StorageError."""
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / _LOCK_FILE, timeout=wait_s)
        lock.acquire()
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


def publish(folder: Path, store: Store, engine: str = "faiss") -> Manifest:
    """Derive a generation from the store and make it the current one; needs the write lock."""
    root = folder / GENERATIONS_FOLDER
    try:
        root.mkdir(exist_ok=True)
        numbers = _numbers(root)
        target = root / str(max(numbers, default=0) + 1)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=root))
        try:
            manifest = _build(store, draft, engine)
            _sync_to_disk(draft)
            draft.rename(target)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        _replace_text(folder / CURRENT_FILE, target.name)
        for number in numbers[: 1 - _KEPT_GENERATIONS]:
            shutil.rmtree(root / str(number), ignore_errors=True)
        for leftover in root.glob(".draft-*"):
            shutil.rmtree(leftover, ignore_errors=True)
    except OSError as error:
        raise StorageError(
            "storage_unwritable", path=folder, reason=error.strerror or error
        ) from error
    return manifest


def require_index(folder: Path) -> None:
    """Raise IndexFormatError where there is no index at all."""
    if not (folder / STORE_FILE).is_file():
        raise IndexFormatError("index_missing", path=folder)


def open_snapshot(folder: Path, fingerprint: str | None = None) -> Snapshot:
    """Open an index for searching.

    A generation that is missing, damaged or behind the store is derived anew: on the disk where
    it can be written, else for this process alone. Raises IndexFormatError where the store itself
    is missing, damaged, of another format, or (given a fingerprint) of another model.
    """
    store = Store.open(folder / STORE_FILE)
    found = store.meta("fingerprint") or "?"
    if fingerprint is not None and found != fingerprint:
        raise IndexFormatError(
            "index_other_model",
            path=folder,
            found=found,
            expected=fingerprint,
            command=rebuild_command(folder),
        )
    name = current_generation(folder)
    snapshot = _open_generation(folder / GENERATIONS_FOLDER / name, store) if name else None
    if snapshot and snapshot.manifest.seq == store.last_seq():
        return snapshot
    try:
        with write_lock(folder):
            publish(folder, store)
        renewed = _open_generation(
            folder / GENERATIONS_FOLDER / (current_generation(folder) or ""), store
        )
    except IndexLockedError:
        # A writer is at work: what it published last serves until it is done.
        renewed = snapshot
    except StorageError:
        renewed = None
    return renewed or _open_in_memory(store)


def _build(store: Store, folder: Path, engine: str) -> Manifest:
    fingerprint, dimension = store.meta("fingerprint") or "", int(store.meta("dimension") or 0)
    seq = store.last_seq()
    passages = list(store.passages())
    vectors = open_store(engine, dimension)
    if passages:
        vectors.add([p.id for p in passages], np.stack([p.vector for p in passages]))
    vectors.save(folder / _VECTORS_FILE)
    (folder / _KEYWORDS_FOLDER).mkdir()
    KeywordIndex.build(folder / _KEYWORDS_FOLDER, ((p.id, p.words) for p in passages))
    files = {path.relative_to(folder).as_posix(): _checksum(path) for path in _files(folder)}
    manifest = Manifest(
        format=FORMAT_VERSION,
        store=store.meta("id") or "",
        fingerprint=fingerprint,
        dimension=dimension,
        vectors=engine,
        counts=store.counts(),
        seq=seq,
        sources=json.loads(store.meta("sources") or "[]"),
        files=files,
    )
    text = json.dumps(asdict(manifest), indent=2, ensure_ascii=False)
    (folder / MANIFEST_FILE).write_text(text + "\n", encoding="utf-8")
    return manifest


def _open_generation(folder: Path, store: Store) -> Snapshot | None:
    """Open a generation, or give None where it isn't whole or isn't of this store."""
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8")))
        if manifest.store != store.meta("id") or manifest.format != FORMAT_VERSION:
            return None
        if any(_checksum(folder / name) != digest for name, digest in manifest.files.items()):
            return None
        vectors = store_class(manifest.vectors).open(folder / _VECTORS_FILE)
        keywords = KeywordIndex.open(folder / _KEYWORDS_FOLDER)
    except SeedQAError:
        raise
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        return None
    return Snapshot(manifest, store, vectors, keywords)


def _open_in_memory(store: Store) -> Snapshot:
    with tempfile.TemporaryDirectory(prefix="seedqa-") as name:
        folder = Path(name)
        _build(store, folder, "faiss")
        # The files stay mapped after the folder is gone, as long as the snapshot lives.
        snapshot = _open_generation(folder, store)
    assert snapshot is not None, "a generation just built opens"
    return snapshot


def _numbers(root: Path) -> list[int]:
    return sorted(int(path.name) for path in root.iterdir() if path.name.isdigit())


def _files(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(".lock")
    )


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_to_disk(folder: Path) -> None:
    for path in [*_files(folder), *(p for p in folder.rglob("*") if p.is_dir()), folder]:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _replace_text(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.draft")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
