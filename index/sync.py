"""Bring an index up to its documents: diff by content hash, embed what changed, publish."""

import json
from collections.abc import Callable, Collection, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from index.embedding import Embedder
from index.errors import IndexFormatError, LoadError
from index.loaders import content_hash, iter_documents
from index.storage import Store, publish
from index.storage.generations import write_lock
from index.storage.layout import STORE_FILE, current_generation, rebuild_command
from index.text.chunking import chunk, read_paragraphs
from index.text.names import name_keys
from index.text.words import normalise
from index.types import Document, Span
from index.vectors.base import Matrix


class Progress(NamedTuple):
    """How far a sync has come: texts embedded of all that need it."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did, by document id; `failures` are the files that couldn't be read."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failures: tuple[LoadError, ...] = ()
    embedded: int = 0
    counts: dict[str, int] = field(default_factory=dict)


def sync(
    paths: Sequence[Path],
    folder: Path,
    load_embedder: Callable[[], Embedder],
    *,
    fingerprint: str | None = None,
    rebuild: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> SyncReport:
    """Make the index in `folder` hold exactly the documents under `paths`.

    A file that can't be read is reported and keeps what the index had of it. The rest is as in
    `sync_documents`. Raises LoadError where nothing can be read.
    """
    failures: dict[str, LoadError] = {}
    documents = list(
        iter_documents(paths, lambda error, document_id: failures.update({document_id: error}))
    )
    if not documents:
        raise next(
            iter(failures.values()), LoadError("documents_none", path=", ".join(map(str, paths)))
        )
    report = sync_documents(
        documents,
        folder,
        load_embedder,
        fingerprint=fingerprint,
        keep=failures.keys(),
        sources=[str(path.absolute()) for path in paths],
        rebuild=rebuild,
        progress=progress,
    )
    return replace(report, failures=tuple(failures.values()))


def sync_documents(
    documents: Sequence[Document],
    folder: Path,
    load_embedder: Callable[[], Embedder],
    *,
    fingerprint: str | None = None,
    keep: Collection[str] = (),
    sources: Sequence[str] = (),
    rebuild: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> SyncReport:
    """Make the index in `folder` hold exactly these documents and those named in `keep`.

    `sources`, the paths they came from, are remembered for the command that rebuilds the index.
    The embedder is loaded only where something must be embedded, if its fingerprint is given.
    With `rebuild` everything is embedded anew, in one transaction: until it is done, readers see
    the old index. Raises IndexFormatError for an index of another model or format.
    """
    load = cache(load_embedder)
    with write_lock(folder):
        store, fresh = _open_for_writing(folder, fingerprint, load, rebuild)
        try:
            old = {} if rebuild else store.hashes()
            new = {document.id: content_hash(document) for document in documents}
            stale = [document for document in documents if old.get(document.id) != new[document.id]]
            removed = tuple(sorted(set(old) - set(new) - set(keep)))
            prepared = [_prepare(document) for document in stale]
            total = sum(len(texts.passages) + len(texts.sentences) for texts in prepared)
            done = 0

            def report(batch: int) -> None:
                if progress:
                    progress(Progress(done + batch, total))

            # One transaction around a rebuild, else one for each document: what is done is kept.
            with store.transaction() if rebuild else nullcontext():
                if rebuild and not fresh:
                    store.reset(load().fingerprint, load().dimension)
                for texts in prepared:
                    vectors = load().embed_passages(texts.embedded(), report)
                    with nullcontext() if rebuild else store.transaction():
                        texts.put(store, new[texts.document.id], vectors)
                    done += len(vectors)
                for name in removed:
                    with nullcontext() if rebuild else store.transaction():
                        store.remove(name)
            remembered = json.dumps(list(sources), ensure_ascii=False)
            moved = store.meta("sources") != remembered
            if moved:
                with store.transaction():
                    store.remember("sources", remembered)
            if stale or removed or moved or current_generation(folder) is None:
                publish(folder, store)
            counts = store.counts()
        finally:
            store.close()
    return SyncReport(
        added=tuple(document.id for document in stale if document.id not in old),
        changed=tuple(document.id for document in stale if document.id in old),
        removed=removed,
        unchanged=tuple(name for name, digest in new.items() if old.get(name) == digest),
        embedded=total,
        counts=counts,
    )


@dataclass(frozen=True, slots=True)
class _Texts:
    """What of a document is embedded: passages first, then sentences, each under its title."""

    document: Document
    passages: list[Span]
    sentences: list[Span]

    def embedded(self) -> list[str]:
        text = self.document.text
        return [
            f"{self.document.title}\n{text[span.start : span.end]}"
            for span in [*self.passages, *self.sentences]
        ]

    def put(self, store: Store, content_hash: str, vectors: Matrix) -> None:
        """Write the document with the vectors of `embedded` into the store."""
        split = len(self.passages)
        words = [normalise(text) + name_keys(text) for text in self.embedded()[:split]]
        store.put(
            self.document,
            content_hash,
            list(zip(self.passages, words, strict=True)),
            vectors[:split],
            self.sentences,
            vectors[split:],
        )


def _prepare(document: Document) -> _Texts:
    sentences = [
        sentence for paragraph in read_paragraphs(document) for sentence in paragraph.sentences
    ]
    return _Texts(document, chunk(document), sentences)


def _open_for_writing(
    folder: Path, fingerprint: str | None, load: Callable[[], Embedder], rebuild: bool
) -> tuple[Store, bool]:
    """Open or make the store; the flag tells whether it is new and empty."""
    path = folder / STORE_FILE
    if path.is_file():
        store = _open_existing(path, fingerprint or load().fingerprint, rebuild)
        if store:
            return store, False
        # Nothing in a damaged store can be relied on; its journal goes with it.
        for name in (STORE_FILE, f"{STORE_FILE}-wal", f"{STORE_FILE}-shm"):
            (folder / name).unlink(missing_ok=True)
    return Store.create(path, load().fingerprint, load().dimension), True


def _open_existing(path: Path, fingerprint: str, rebuild: bool) -> Store | None:
    """Open a store to write; None where it is damaged and is to be rebuilt."""
    try:
        store = Store.create(path, fingerprint, 0)
        store.check_health()
        if not rebuild:
            store.check_format()
    except IndexFormatError as error:
        if rebuild and error.code == "index_damaged":
            return None
        raise
    found = store.meta("fingerprint") if not rebuild else fingerprint
    if found != fingerprint:
        store.close()
        raise IndexFormatError(
            "index_other_model",
            path=path.parent,
            found=found,
            expected=fingerprint,
            command=rebuild_command(path.parent),
        )
    return store
