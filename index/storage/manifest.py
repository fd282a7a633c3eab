"""What a generation was made from, and the checksums by which it is known to be whole."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from index.storage.layout import GENERATIONS_FOLDER, MANIFEST_FILE
from index.storage.schema import FORMAT_VERSION
from index.storage.store import Store
from index.text.remembering import Recent
from index.vectors import VectorSearch

# Of some thousand files.
_checksums: Recent[tuple[int, int, int, int], str] = Recent(200_000)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was made from, and the SHA-256 of each of its files.

    `recall` is the share of the nearest passages that a search finds, as `VectorStore.build` says.
    """

    format: int
    store: str
    revision: int
    fingerprint: str
    dimension: int
    vectors: str
    counts: dict[str, int]
    sources: list[str]
    files: dict[str, str]
    recall: float = 1.0


def write_manifest(
    folder: Path,
    store: Store,
    engine: str,
    vectors: VectorSearch,
    recall: float,
    counts: dict[str, int],
) -> None:
    """Say of a store's revision what the files in a folder are made from, and their checksums."""
    manifest = Manifest(
        format=FORMAT_VERSION,
        store=store.meta("id") or "",
        revision=store.revision,
        fingerprint=store.meta("fingerprint") or "",
        dimension=vectors.dimension,
        vectors=engine,
        counts=counts,
        sources=json.loads(store.meta("sources") or "[]"),
        files={path.relative_to(folder).as_posix(): _checksum(path) for path in files_of(folder)},
        recall=recall,
    )
    text = json.dumps(asdict(manifest), indent=2)
    (folder / MANIFEST_FILE).write_text(text + "\n", encoding="utf-8")


def find(folder: Path, store: Store) -> tuple[Path, Manifest] | None:
    """The folder of a store's revision with its manifest, or None where it isn't whole."""
    return check(folder / GENERATIONS_FOLDER / str(store.revision), store)


def check(folder: Path, store: Store, revision: int | None = None) -> tuple[Path, Manifest] | None:
    """A folder with its manifest, or None where it isn't whole or isn't of the revision.

    That is the store's, unless given.
    """
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8")))
        of = (manifest.format, manifest.store, manifest.revision)
        if of != (FORMAT_VERSION, store.meta("id"), revision or store.revision):
            return None
        if any(_checksum(folder / name) != digest for name, digest in manifest.files.items()):
            return None
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    return folder, manifest


def files_of(folder: Path) -> list[Path]:
    """The files of a generation, in order, without its engines' locks."""
    return sorted(
        path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(".lock")
    )


def _checksum(path: Path) -> str:
    """The SHA-256 of a file; one that is as it was, by whatever name, isn't read again."""
    status = path.stat()
    key = status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
    known = _checksums.get(key)
    if known:
        return known[0]
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    _checksums.put(key, found, len(found))
    return found
