"""Bring an index up to its documents: diff by content hash, embed what changed, publish."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from index.chunking import chunk, read_paragraphs
from index.embedding import Embedder
from index.errors import IndexFormatError, LoadError
from index.loaders import content_hash, iter_documents
from index.storage import Manifest, Store, publish
from index.storage.generations import STORE_FILE, current_generation, write_lock
from index.storage.store import rebuild_command
from index.types import Document, Span
from index.words import normalise


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

    The embedder is loaded only where something must be embedded, if its fingerprint is given.
    A file that can't be read is reported and keeps what the index had of it. With `rebuild`
    everything is embedded anew, in one transaction: until it is done, readers see the old index.
    Raises LoadError where nothing can be read, IndexFormatError for an index of another model.
    """
    failures: list[LoadError] = []
    unread: set[str] = set()

    def remember(error: LoadError, document_id: str) -> None:
        failures.append(error)
        unread.add(document_id)

    documents = {document.id: document for document in iter_documents(paths, remember)}
    if not documents:
        if failures:
            raise failures[0]
        raise LoadError("documents_none", path=", ".join(map(str, paths)))
    embedder: Embedder | None = None
    if fingerprint is None:
        embedder = load_embedder()
        fingerprint = embedder.fingerprint
    with write_lock(folder):
        store, fresh = _open_for_writing(folder, fingerprint, load_embedder, rebuild)
        try:
            rebuild = rebuild and not fresh
            old = {} if rebuild else store.hashes()
            new = {name: content_hash(document) for name, document in documents.items()}
            stale = [name for name in documents if old.get(name) != new[name]]
            removed = tuple(sorted(set(old) - set(new) - unread))
            prepared = [(documents[name], _prepare(documents[name])) for name in stale]
            total = sum(len(texts.chunks) + len(texts.sentences) for _, texts in prepared)
            if prepared:
                embedder = embedder or load_embedder()
            done = 0
            # One transaction around a rebuild, else one for each document: what is done is kept.
            with store.transaction() if rebuild else nullcontext():
                if rebuild and embedder:
                    store.reset(embedder.fingerprint, embedder.dimension)
                for document, texts in prepared:
                    assert embedder is not None
                    vectors = embedder.embed_passages(texts.embedded())
                    split = len(texts.chunks)
                    with nullcontext() if rebuild else store.transaction():
                        store.put(
                            document,
                            new[document.id],
                            [(span, _words(document, span)) for span in texts.chunks],
                            vectors[:split],
                            texts.sentences,
                            vectors[split:],
                        )
                    done += len(vectors)
                    if progress:
                        progress(Progress(done, total))
                for name in removed:
                    with nullcontext() if rebuild else store.transaction():
                        store.remove(name)
            if stale or removed or current_generation(folder) is None:
                manifest: Manifest = publish(folder, store)
                counts = manifest.counts
            else:
                counts = store.counts()
        finally:
            store.close()
    return SyncReport(
        added=tuple(name for name in stale if name not in old),
        changed=tuple(name for name in stale if name in old),
        removed=removed,
        unchanged=tuple(name for name in documents if name not in set(stale)),
        failures=tuple(failures),
        embedded=total,
        counts=counts,
    )


@dataclass(frozen=True, slots=True)
class _Texts:
    """What of a document is embedded: passages first, then sentences, each under its title."""

    document: Document
    chunks: list[Span]
    sentences: list[Span]

    def embedded(self) -> list[str]:
        text = self.document.text
        return [
            f"{self.document.title}\n{text[span.start : span.end]}"
            for span in [*self.chunks, *self.sentences]
        ]


def _prepare(document: Document) -> _Texts:
    sentences = [
        sentence for paragraph in read_paragraphs(document) for sentence in paragraph.sentences
    ]
    return _Texts(document, chunk(document), sentences)


def _words(document: Document, span: Span) -> list[str]:
    return normalise(f"{document.title}\n{document.text[span.start : span.end]}")


def _open_for_writing(
    folder: Path, fingerprint: str, load_embedder: Callable[[], Embedder], rebuild: bool
) -> tuple[Store, bool]:
    """Open or make the store; the flag tells whether it is new and empty."""
    path = folder / STORE_FILE
    if not path.is_file():
        embedder = load_embedder()
        return Store.create(path, embedder.fingerprint, embedder.dimension), True
    try:
        store = Store.create(path, fingerprint, 0)
        if rebuild:
            return store, False
        store.check_format()
    except IndexFormatError as error:
        if not rebuild or error.code != "index_damaged":
            raise
        # Nothing in a damaged store can be relied on; its journal goes with it.
        for name in (STORE_FILE, f"{STORE_FILE}-wal", f"{STORE_FILE}-shm"):
            (folder / name).unlink(missing_ok=True)
        embedder = load_embedder()
        return Store.create(path, embedder.fingerprint, embedder.dimension), True
    found = store.meta("fingerprint")
    if found != fingerprint:
        store.close()
        raise IndexFormatError(
            "index_other_model",
            path=folder,
            found=found,
            expected=fingerprint,
            command=rebuild_command(folder),
        )
    return store, False
