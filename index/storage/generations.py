"""Generations: vectors and keywords derived from one revision of the store, checked on opening.

`generations/<revision>/` holds both with a manifest of checksums. It lies whole on the disk before
the store says that its revision has come, so that one is never without the other.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from index.errors import SeedQAError
from index.keywords import KeywordIndex
from index.storage.changes import PassageRow, passage_rows, passage_words, passages_gone
from index.storage.layout import GENERATIONS_FOLDER
from index.storage.manifest import Manifest, check, files_of, write_manifest
from index.storage.store import Store
from index.vectors import VectorSearch, VectorStore, store_class
from index.vectors.base import Matrix
from index.vectors.grown import GrownStore

_VECTORS_FILE = "vectors.bin"
_KEYWORDS_FOLDER = "keywords"
_DRAFT = ".draft-"
_BATCH = 10_000
# Passages from which on growing is quicker than beginning anew, and the share of them that may have
# changed. Of a grown index BM25 still counts what was removed, until its parts are merged.
_WORTH_GROWING = 5_000
_MOST_CHANGED = 0.2


@dataclass(frozen=True, slots=True)
class Generation:
    """A generation opened for searching, with the store that resolves its ids.

    As long as it is there, its lease keeps what it names.
    """

    manifest: Manifest
    store: Store
    vectors: VectorSearch
    keywords: KeywordIndex
    lease: object


def derive(folder: Path, store: Store, engine: str) -> None:
    """Write the generation of a store's revision, in the place of any there is; raises OSError.

    It grows out of an earlier one where little has changed and much has not.
    """
    root = folder / GENERATIONS_FOLDER
    root.mkdir(exist_ok=True)
    target = root / str(store.revision)
    draft = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=root))
    try:
        before = _before(root, store, engine)
        if before is None or not _grow(draft, *before, store):
            for leftover in list(draft.iterdir()):
                shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
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
    """Write the files of a store's revision into an empty folder, from nothing."""
    counts, recall = store.counts(), 1.0
    vectors = store.vectors()
    if vectors is None:
        vectors, recall = store_class(engine).build(
            counts["chunks"], lambda: _batches(passage_rows(store))
        )
        vectors.save(folder / _VECTORS_FILE)
    (folder / _KEYWORDS_FOLDER).mkdir()
    KeywordIndex.build(folder / _KEYWORDS_FOLDER, passage_words(store))
    write_manifest(folder, store, engine, vectors, recall, counts)


def _before(root: Path, store: Store, engine: str) -> tuple[Path, Manifest] | None:
    """The newest whole generation before a revision that it may grow out of."""
    revisions = (int(path.name) for path in root.iterdir() if path.name.isdigit())
    # Of what was purged since nobody can tell any more what has gone.
    first = int(store.meta("purged") or 0)
    for revision in sorted((r for r in revisions if first <= r < store.revision), reverse=True):
        found = check(root / str(revision), store, revision)
        if found:
            made = (found[1].fingerprint, found[1].vectors)
            return found if made == (store.meta("fingerprint"), engine) else None
    return None


def _grow(draft: Path, folder: Path, before: Manifest, store: Store) -> bool:
    """Write what an earlier generation becomes by the changes since; tell whether it could be."""
    counts, since = store.counts(), before.revision
    count, removed = counts["chunks"], passages_gone(store, since)
    added = count - (before.counts["chunks"] - len(removed))
    if count < _WORTH_GROWING or len(removed) + added > count * _MOST_CHANGED:
        return False
    try:
        vectors = store.vectors() or _grown_vectors(draft, folder, before, store, removed, count)
        if vectors is None:
            return False
        shutil.copytree(
            folder / _KEYWORDS_FOLDER,
            draft / _KEYWORDS_FOLDER,
            copy_function=_link,
            ignore=shutil.ignore_patterns("*.lock"),
        )
        KeywordIndex.update(draft / _KEYWORDS_FOLDER, removed, passage_words(store, since))
    except (ValueError, RuntimeError):
        return False
    write_manifest(draft, store, before.vectors, vectors, before.recall, counts)
    return True


def _grown_vectors(
    draft: Path,
    folder: Path,
    before: Manifest,
    store: Store,
    removed: Sequence[int],
    count: int,
) -> VectorSearch | None:
    """Write the vectors of before with what came and without what went; None where that's over."""
    path, engine = folder / _VECTORS_FILE, store_class(before.vectors)
    grown = GrownStore.beside(engine.open(path), folder)
    came = count - (len(grown) - len(removed))
    target: VectorStore | GrownStore = grown
    if grown.much_with(len(removed) + came):
        target = engine.open(path, to_change=True)
        grown.change(target)
    target.remove(removed)
    for ids, batch in _batches(passage_rows(store, before.revision)):
        target.add(ids, batch)
    if len(target) != count:
        return None
    if isinstance(target, GrownStore):
        _link(str(path), str(draft / _VECTORS_FILE))
        target.save(draft)
    elif target.outgrown:
        return None
    else:
        target.save(draft / _VECTORS_FILE)
    return target


def _link(source: str, target: str) -> None:
    """Let a file that nobody writes to stand in another folder too."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _batches(passages: Iterable[PassageRow]) -> Iterator[tuple[list[int], Matrix]]:
    rows = iter(passages)
    while batch := list(islice(rows, _BATCH)):
        yield [row.id for row in batch], np.stack([row.vector for row in batch])


def load(found: tuple[Path, Manifest] | None, store: Store, lease: object) -> Generation | None:
    """Open what was found; None where that can't be done after all."""
    if found is None:
        return None
    folder, manifest = found
    try:
        vectors = store.vectors()
        if vectors is None:
            base = store_class(manifest.vectors).open(folder / _VECTORS_FILE)
            vectors = GrownStore.beside(base, folder)
        keywords = KeywordIndex.open(folder / _KEYWORDS_FOLDER)
    except SeedQAError:
        raise
    except (OSError, ValueError, KeyError, RuntimeError):
        return None
    return Generation(manifest, store, vectors, keywords, lease)


def load_from_memory(store: Store, lease: object, engine: str) -> Generation:
    """Derive a generation for this process alone."""
    with tempfile.TemporaryDirectory(prefix="seedqa-") as name:
        folder = Path(name)
        write(folder, store, engine)
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
    for path in [*files_of(folder), *(p for p in folder.rglob("*") if p.is_dir()), folder]:
        sync_folder(path)
