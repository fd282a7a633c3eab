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
from index.embedding.parted import Parted, embed_parted
from index.errors import IndexFormatError, LoadError
from index.loaders import content_hash, iter_documents
from index.stamps import Stamps
from index.storage import Corpus, StoreWriter, corpus_at, present, spell_sources
from index.text.chunking import chunk
from index.text.names import name_keys
from index.text.units import read_paragraphs
from index.text.views import View, passage_view, unit_views
from index.text.words import normalise
from index.types import Document, Span
from index.vectors.base import Matrix, Vector

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


def _stretches(documents: Iterable[Document]) -> Iterator[list["_Texts"]]:
    """Documents that are embedded together, and are in the store before others are."""
    stretch: list[_Texts] = []
    for document in documents:
        stretch.append(_Texts(document))
        if sum(len(texts.embedded) for texts in stretch) >= _STRETCH:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


class _Texts:
    """What of a document is embedded: its passages with the units in them, under its title.

    Behind them come units that are embedded alone. `_words` is what each passage is found by.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._passages = chunk(document)
        self._units: list[Span] = []
        self.embedded: list[Parted] = []
        views = dict(unit_views(document))
        inside = _homes(_told(document), self._passages)
        for passage, units in zip(self._passages, inside, strict=True):
            self._add(passage_view(document, passage), units, views)
        within = {unit for units in inside for unit in units}
        for unit in (unit for unit in views if unit not in within):
            self._units.append(unit)
            self.embedded.append(Parted(self._titled(views[unit].text)))
        texts = [parted.text for parted in self.embedded[: len(self._passages)]]
        self._words = [normalise(text) + name_keys(text) for text in texts]

    def _add(self, view: View, inside: Sequence[Span], views: Mapping[Span, View]) -> None:
        shift = len(self._titled(""))
        places = [view.from_document(unit) or Span(0, 0) for unit in inside]
        self._units.extend(inside)
        self.embedded.append(
            Parted(
                self._titled(view.text),
                tuple(Span(place.start + shift, place.end + shift) for place in places),
                tuple(self._titled(views[unit].text) for unit in inside),
            )
        )

    def _titled(self, text: str) -> str:
        return f"{self._document.title}\n{text}"

    @property
    def size(self) -> int:
        """Characters of the document."""
        return len(self._document.text)

    @property
    def vectors(self) -> int:
        """How many vectors the store keeps of it."""
        return len(self._passages) + len(self._units)

    def put(self, store: StoreWriter, vectors: Sequence[tuple[Vector, Matrix]]) -> None:
        """Write the document into the store, with what `embedded` became, text by text."""
        split = len(self._passages)
        store.put(
            self._document,
            content_hash(self._document),
            list(zip(self._passages, self._words, strict=True)),
            [vector for vector, _ in vectors[:split]],
            self._units,
            [*chain(*(parts for _, parts in vectors)), *(vector for vector, _ in vectors[split:])],
        )


def _told(document: Document) -> list[Span]:
    """The sentences of running text, in order.

    Rows, items and lines of code are embedded alone: among their like they grow too much alike.
    """
    return [
        unit
        for paragraph in read_paragraphs(document)
        if paragraph.kind in ("paragraph", "quote")
        for unit in paragraph.sentences
    ]


def _homes(sentences: Sequence[Span], passages: Sequence[Span]) -> list[list[Span]]:
    """The sentences that lie in each passage; each is where most of it lies, if anywhere."""
    inside: list[list[Span]] = [[] for _ in passages]
    first = 0
    for sentence in sentences:
        while first < len(passages) and passages[first].end <= sentence.start:
            first += 1
        shared: dict[int, int] = {}
        for number in range(first, len(passages)):
            passage = passages[number]
            if passage.start >= sentence.end:
                break
            shared[number] = min(sentence.end, passage.end) - max(sentence.start, passage.start)
        if shared:
            inside[max(shared, key=shared.__getitem__)].append(sentence)
    return inside


def _at_home(document: Document) -> Document:
    """The document with the path that leads to it from anywhere."""
    path = document.path and str(Path(document.path).absolute())
    return replace(document, path=path)
