"""Generations: vectors and keywords derived from one revision of the store, checked on opening.

`generations/<revision>/` holds both with a manifest of checksums. It lies whole on the disk before
the store says that its revision has come, so that one is never without the other.
"""

import hashlib
import json
import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from index.errors import SeedQAError
from index.keywords import KeywordIndex
from index.storage.layout import GENERATIONS_FOLDER, MANIFEST_FILE
from index.storage.leases import Lease
from index.storage.schema import FORMAT_VERSION
from index.storage.store import Store
from index.vectors import VectorStore, open_store, store_class

_VECTORS_FILE = "vectors.bin"
_KEYWORDS_FOLDER = "keywords"
_DRAFT = ".draft-"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was made from, and the SHA-256 of each of its files."""

    format: int
    store: str
    revision: int
    fingerprint: str
    dimension: int
    vectors: str
    counts: dict[str, int]
    sources: list[str]
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Generation:
    """A generation opened for searching, with the store that resolves its ids.

    As long as it is there, its lease keeps what it names.
    """

    manifest: Manifest
    store: Store
    vectors: VectorStore
    keywords: KeywordIndex
    lease: Lease


def derive(folder: Path, store: Store, engine: str) -> None:
    """Write the generation of a store's revision, in the place of any there is; raises OSError."""
    root = folder / GENERATIONS_FOLDER
    root.mkdir(exist_ok=True)
    target = root / str(store.revision)
    draft = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=root))
    try:
        write(draft, store, engine)
        _sync_to_disk(draft)
        # One of a revision that never came, or a damaged one: nobody begins to use it.
        if target.exists():
            shutil.rmtree(target)
        draft.rename(target)
        sync_folder(root)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def write(folder: Path, store: Store, engine: str) -> None:
    """Write the files of a store's revision into an empty folder."""
    passages = list(store.passages())
    vectors = open_store(engine, len(passages[0].vector) if passages else 0)
    if passages:
        vectors.add([p.id for p in passages], np.stack([p.vector for p in passages]))
    vectors.save(folder / _VECTORS_FILE)
    (folder / _KEYWORDS_FOLDER).mkdir()
    KeywordIndex.build(folder / _KEYWORDS_FOLDER, ((p.id, p.words) for p in passages))
    manifest = Manifest(
        format=FORMAT_VERSION,
        store=store.meta("id") or "",
        revision=store.revision,
        fingerprint=store.meta("fingerprint") or "",
        dimension=vectors.dimension,
        vectors=engine,
        counts=store.counts(),
        sources=json.loads(store.meta("sources") or "[]"),
        files={path.relative_to(folder).as_posix(): _checksum(path) for path in _files(folder)},
    )
    text = json.dumps(asdict(manifest), indent=2)
    (folder / MANIFEST_FILE).write_text(text + "\n", encoding="utf-8")


def find(folder: Path, store: Store) -> tuple[Path, Manifest] | None:
    """The folder of a store's revision with its manifest, or None where it isn't whole."""
    return check(folder / GENERATIONS_FOLDER / str(store.revision), store)


def check(folder: Path, store: Store) -> tuple[Path, Manifest] | None:
    """A folder with its manifest, or None where it isn't whole or isn't of the store's revision."""
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8")))
        of = (manifest.format, manifest.store, manifest.revision)
        if of != (FORMAT_VERSION, store.meta("id"), store.revision):
            return None
        if any(_checksum(folder / name) != digest for name, digest in manifest.files.items()):
            return None
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    return folder, manifest


def load(found: tuple[Path, Manifest] | None, store: Store, lease: Lease) -> Generation | None:
    """Open what was found; None where that can't be done after all."""
    if found is None:
        return None
    folder, manifest = found
    try:
        vectors = store_class(manifest.vectors).open(folder / _VECTORS_FILE)
        keywords = KeywordIndex.open(folder / _KEYWORDS_FOLDER)
    except SeedQAError:
        raise
    except (OSError, ValueError, KeyError, RuntimeError):
        return None
    return Generation(manifest, store, vectors, keywords, lease)


def load_from_memory(store: Store, lease: Lease) -> Generation:
    """Derive a generation for this process alone."""
    with tempfile.TemporaryDirectory(prefix="seedqa-") as name:
        folder = Path(name)
        write(folder, store, "faiss")
        # The files stay mapped after the folder is gone, as long as the generation lives.
        generation = load(check(folder, store), store, lease)
    assert generation is not None, "a generation just written opens"
    return generation


def remove_others(folder: Path, kept: set[int]) -> None:
    """Remove all generations but those of some revisions, and drafts that were broken off."""
    root = folder / GENERATIONS_FOLDER
    with suppress(OSError):
        for path in root.iterdir():
            old = path.name.isdigit() and int(path.name) not in kept
            if old or path.name.startswith(_DRAFT):
                shutil.rmtree(path, ignore_errors=True)


def sync_folder(folder: Path) -> None:
    """Bring what stands in a folder onto the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_to_disk(folder: Path) -> None:
    for path in [*_files(folder), *(p for p in folder.rglob("*") if p.is_dir()), folder]:
        sync_folder(path)


def _files(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(".lock")
    )


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
