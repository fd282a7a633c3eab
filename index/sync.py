"""Bring an index up to its documents: diff by content hash, embed what changed, publish."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from index.diff import Keep, Plan, UnreadError, keep_unread, plan_sync
from index.embedding import Embedder
from index.embedding.parted import embed_parted
from index.errors import IndexFormatError, LoadError
from index.loaders import iter_documents
from index.stamps import Stamps
from index.storage import Corpus, StoreWriter, corpus_at, present, spell_sources
from index.texts import Texts
from index.types import Document

# Passages that are embedded together: those of like length meet, and no more is lost where a sync
# is broken off.
_STRETCH = 64


class Progress(NamedTuple):
    """How far a sync has come: passages embedded, of about so many that need it."""

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
    where: Corpus | Path,
    load_embedder: Callable[[], Embedder],
    *,
    fingerprint: str | None = None,
    rebuild: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> SyncReport:
    """Make the index at a place, a folder or a corpus, hold exactly the documents under `paths`.

    Without paths, those that it was made of are brought up to date. What can't be read is reported
    and stays as the index has it; what is gone or empty goes. The rest is as in `sync_documents`.
    Raises LoadError where nothing of what is named can be read, or a folder isn't there.
    """
    # A damaged index may not say what it was made of, and needn't where that is named.
    corpus = corpus_at(where)
    known = corpus.known_sources() if paths else corpus.remembered_sources()
    sources = spell_sources(paths) if paths else known
    if not sources:
        raise IndexFormatError("index_missing", path=corpus.where)

    def bring_up(stamps: Stamps) -> SyncReport:
        failures: list[tuple[str, LoadError]] = []
        documents = list(
            iter_documents(
                paths or present(known),
                lambda error, name: failures.append((name, error)),
                stamps.still,
            )
        )
        if not documents and not stamps.unread and set(sources) != set(known):
            told = LoadError("documents_none", path=", ".join(map(str, paths)))
            raise next((error for _, error in failures), told)
        report = sync_documents(
            [_at_home(document) for document in documents],
            corpus,
            load_embedder,
            fingerprint=fingerprint,
            keep=keep_unread(failures),
            unread=stamps.unread,
            sources=sources,
            rebuild=rebuild,
            progress=progress,
        )
        stamps.keep(documents, {name for name, _ in failures})
        return replace(report, failures=tuple(error for _, error in failures))

    try:
        return bring_up(Stamps(corpus.folder, trusted=not rebuild))
    except UnreadError:
        return bring_up(Stamps(corpus.folder, trusted=False))


def sync_documents(
    documents: Sequence[Document],
    where: Corpus | Path,
    load_embedder: Callable[[], Embedder],
    *,
    fingerprint: str | None = None,
    keep: Keep = lambda document_id, path: False,
    unread: Mapping[str, str] = MappingProxyType({}),
    sources: Sequence[str] = (),
    rebuild: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> SyncReport:
    """Make the index at a place hold exactly these documents and those that are to be kept.

    `unread` are content hashes of documents that it holds already and shall; raises UnreadError
    where it doesn't.
    `sources`, the paths they came from, are remembered for the next time.
    The embedder is loaded only where something must be embedded, if its fingerprint is given.
    Readers see the index as it was until all is done. What is embedded is kept even where a sync is
    broken off, unless by `rebuild`, which embeds everything anew in one transaction. Raises
    IndexFormatError for an index of another model or format.
    """
    corpus, load = corpus_at(where), cache(load_embedder)
    fingerprint = fingerprint or load().fingerprint
    with corpus.writing(rebuild) as store:
        with store.transaction() if rebuild else nullcontext():
            store.prepare(fingerprint, sources, rebuild)
            plan = plan_sync(store, documents, unread, keep, rebuild)
            store.drop_pending(plan.outdated)
            store.relocate(plan.moved)
            embedded = _embed(store, plan, load, progress)
            published = plan.changes or rebuild or not store.is_made_of(sources)
            if published:
                corpus.publish(store, plan.removed, fingerprint, sources)
        published = corpus.complete(store) or published
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
    """Write what is stale into the store; give the number of texts embedded for it.

    What comes next is cut while the model computes; no more than that is held beside the documents.
    """
    left = sum(len(document.text) for document in plan.stale)
    vectors = done = read = total = 0

    def report(batch: int) -> None:
        if progress:
            progress(Progress(done + batch, total))

    with ThreadPoolExecutor(1, "words") as beside:
        stretches = _stretches(plan.stale)
        ahead = beside.submit(next, stretches, None)
        while stretch := ahead.result():
            ahead = beside.submit(next, stretches, None)
            asked = list(chain(*(texts.embedded for texts in stretch)))
            size = sum(texts.size for texts in stretch)
            read, left = read + size, left - size
            cut = done + len(asked)
            # How many texts the rest will be is reckoned from those that were cut.
            total = cut + left * cut // max(read, 1)
            # Of code and of tables much stands there more than once.
            distinct = list(dict.fromkeys(asked))
            found = embed_parted(load(), distinct, report)
            known = dict(zip(distinct, zip(*found, strict=True), strict=True))
            with store.transaction():
                for texts in stretch:
                    texts.put(store, [known[text] for text in texts.embedded])
            vectors += sum(texts.vectors for texts in stretch)
            done = cut
    return vectors


def _stretches(documents: Iterable[Document]) -> Iterator[list[Texts]]:
    """Documents that are embedded together, and are in the store before others are."""
    stretch: list[Texts] = []
    for document in documents:
        stretch.append(Texts(document))
        if sum(len(texts.embedded) for texts in stretch) >= _STRETCH:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _at_home(document: Document) -> Document:
    """The document with the path that leads to it from anywhere."""
    path = document.path and str(Path(document.path).absolute())
    return replace(document, path=path)
