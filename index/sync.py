"""Bring an index up to its documents: diff by content hash, embed what changed, publish."""

from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from index.diff import Keep, Plan, keep_unread, plan_sync
from index.embedding import Embedder
from index.errors import IndexFormatError, LoadError
from index.loaders import content_hash, iter_documents
from index.storage import (
    StoreWriter,
    complete,
    known_sources,
    open_to_write,
    present,
    publish,
    remembered_sources,
    spell_sources,
    write_lock,
)
from index.text.chunking import chunk
from index.text.names import name_keys
from index.text.views import View, passage_view, unit_views
from index.text.words import normalise
from index.types import Document, Span
from index.vectors.base import Matrix


class Progress(NamedTuple):
    """How far a sync has come: texts embedded of all that need it."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did, by document id.

    `failures` are the files that couldn't be read, `kept` the documents that are as they were for
    that reason. `published` tells whether readers find another index than before, which can be
    where no document changed: an earlier sync may have been broken off, or a file been damaged.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    failures: tuple[LoadError, ...] = ()
    embedded: int = 0
    published: bool = False
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

    Without paths, those that it was made of are brought up to date. What can't be read is reported
    and stays as the index has it; what is gone or empty goes. The rest is as in `sync_documents`.
    Raises LoadError where nothing of what is named can be read, or a folder isn't there.
    """
    # A damaged index may not say what it was made of, and needn't where that is named.
    known = known_sources(folder) if paths else remembered_sources(folder)
    sources = spell_sources(paths) if paths else known
    if not sources:
        raise IndexFormatError("index_missing", path=folder)
    failures: list[tuple[str, LoadError]] = []
    documents = list(
        iter_documents(paths or present(known), lambda error, name: failures.append((name, error)))
    )
    if not documents and set(sources) != set(known):
        told = LoadError("documents_none", path=", ".join(map(str, paths)))
        raise next((error for _, error in failures), told)
    report = sync_documents(
        [_at_home(document) for document in documents],
        folder,
        load_embedder,
        fingerprint=fingerprint,
        keep=keep_unread(failures),
        sources=sources,
        rebuild=rebuild,
        progress=progress,
    )
    return replace(report, failures=tuple(error for _, error in failures))


def sync_documents(
    documents: Sequence[Document],
    folder: Path,
    load_embedder: Callable[[], Embedder],
    *,
    fingerprint: str | None = None,
    keep: Keep = lambda document_id, path: False,
    sources: Sequence[str] = (),
    rebuild: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> SyncReport:
    """Make the index in `folder` hold exactly these documents and those that are to be kept.

    `sources`, the paths they came from, are remembered for the next time.
    The embedder is loaded only where something must be embedded, if its fingerprint is given.
    Readers see the index as it was until all is done. What is embedded is kept even where a sync is
    broken off, unless by `rebuild`, which embeds everything anew in one transaction. Raises
    IndexFormatError for an index of another model or format.
    """
    load = cache(load_embedder)
    fingerprint = fingerprint or load().fingerprint
    with write_lock(folder), closing(open_to_write(folder, rebuild)) as store:
        with store.transaction() if rebuild else nullcontext():
            store.prepare(fingerprint, sources, rebuild)
            plan = plan_sync(store, documents, keep, rebuild)
            store.drop_pending(plan.outdated)
            store.relocate(plan.moved)
            embedded = _embed(store, plan, load, progress)
            published = plan.changes or rebuild or not store.is_made_of(sources)
            if published:
                publish(
                    folder, store, removed=plan.removed, fingerprint=fingerprint, sources=sources
                )
        published = complete(folder, store) or published
        old, new = plan.old, plan.hashes
        return SyncReport(
            added=tuple(name for name in new if name not in old),
            changed=tuple(name for name in new if old.get(name, new[name]) != new[name]),
            removed=plan.removed,
            unchanged=tuple(name for name in new if old.get(name) == new[name]),
            kept=plan.kept,
            embedded=embedded,
            published=published,
            counts=store.counts(),
        )


def _embed(
    store: StoreWriter,
    plan: Plan,
    load: Callable[[], Embedder],
    progress: Callable[[Progress], None] | None,
) -> int:
    """Write what is stale into the store; give the number of texts embedded for it."""
    prepared = [_prepare(document) for document in plan.stale]
    total = sum(len(texts.passages) + len(texts.units) for texts in prepared)
    done = 0

    def report(batch: int) -> None:
        if progress:
            progress(Progress(done + batch, total))

    for texts in prepared:
        vectors = load().embed_passages(texts.embedded(), report)
        texts.put(store, vectors)
        done += len(vectors)
    return total


@dataclass(frozen=True, slots=True)
class _Texts:
    """What of a document is embedded: passages first, then their units, each under its title."""

    document: Document
    passages: list[tuple[Span, View]]
    units: list[tuple[Span, View]]

    def embedded(self) -> list[str]:
        title = self.document.title
        return [f"{title}\n{view.text}" for _, view in [*self.passages, *self.units]]

    def put(self, store: StoreWriter, vectors: Matrix) -> None:
        """Write the document with the vectors of `embedded` into the store."""
        split = len(self.passages)
        words = [normalise(text) + name_keys(text) for text in self.embedded()[:split]]
        store.put(
            self.document,
            content_hash(self.document),
            [(span, told) for (span, _), told in zip(self.passages, words, strict=True)],
            vectors[:split],
            [span for span, _ in self.units],
            vectors[split:],
        )


def _prepare(document: Document) -> _Texts:
    passages = [(span, passage_view(document, span)) for span in chunk(document)]
    return _Texts(document, passages, list(unit_views(document)))


def _at_home(document: Document) -> Document:
    """The document with the path that leads to it from anywhere."""
    path = document.path and str(Path(document.path).absolute())
    return replace(document, path=path)
