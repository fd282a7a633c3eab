"""Hybrid search: dense and BM25 fused by rank, a text and its translation counted once."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index.alignment import counterpart
from index.embedding import Embedder
from index.fusion import reciprocal_rank_fusion
from index.storage import Snapshot, open_snapshot
from index.storage.generations import current_generation
from index.types import Chunk, Document, Hit, Span
from index.words import normalise

# How deep each engine looks before the rankings are fused.
CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class EmbeddedSentence:
    """A sentence of a document with its unit vector."""

    start: int
    end: int
    vector: np.ndarray


class Searcher:
    """Searches the current generation of an index and picks up new ones by itself."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._folder = folder
        self._embedder = embedder
        self._lock = threading.Lock()
        self._generation = current_generation(folder)
        self._snapshot = open_snapshot(folder, embedder.fingerprint)

    @property
    def snapshot(self) -> Snapshot:
        """The generation in use."""
        generation = current_generation(self._folder)
        if generation != self._generation:
            with self._lock:
                if generation != self._generation:
                    self._snapshot = open_snapshot(self._folder, self._embedder.fingerprint)
                    self._generation = current_generation(self._folder)
        return self._snapshot

    def embed_query(self, text: str) -> np.ndarray:
        """Embed a question, shape (dimension,)."""
        return self._embedder.embed_query(text)

    def search(
        self,
        text: str,
        language: str | None = None,
        top_k: int = 5,
        *,
        dense: bool = True,
        keywords: bool = True,
    ) -> list[Hit]:
        """Find the `top_k` passages for a question, best first.

        Of a text and its translation only one passage is given: the one in `language`, else the
        original. Either engine can be switched off, to measure the other.
        """
        snapshot = self.snapshot
        rankings: list[list[int]] = []
        if dense:
            nearest = snapshot.vectors.search(self.embed_query(text), CANDIDATES)
            rankings.append([chunk_id for chunk_id, _ in nearest])
        if keywords:
            matches = snapshot.keywords.search(normalise(text), CANDIDATES)
            rankings.append([chunk_id for chunk_id, _ in matches])
        ranks = [{chunk_id: rank for rank, chunk_id in enumerate(r, start=1)} for r in rankings]
        hits = []
        for chunk_id, score in reciprocal_rank_fusion(rankings):
            resolved = snapshot.store.resolve(chunk_id)
            if resolved:
                chunk, document = resolved
                hits.append(
                    Hit(
                        chunk,
                        document,
                        score,
                        ranks[0].get(chunk_id) if dense else None,
                        ranks[-1].get(chunk_id) if keywords else None,
                    )
                )
        return self._merge_translations(hits, language)[:top_k]

    def sentences(self, chunk: Chunk) -> list[EmbeddedSentence]:
        """The sentences that lie in a passage, with their vectors, in order."""
        return [
            EmbeddedSentence(span.start, span.end, vector)
            for span, vector in self.snapshot.store.sentences(chunk)
        ]

    def documents(self) -> list[Document]:
        """Every document of the index, by id."""
        return self.snapshot.store.documents()

    def document(self, document_id: str) -> Document | None:
        """One document, or None where the index doesn't have it."""
        return self.snapshot.store.document(document_id)

    def versions(self, document: Document) -> list[Document]:
        """The original and its translations, the document itself among them."""
        store = self.snapshot.store
        original = store.document(document.translation_of) if document.translation_of else document
        if original is None:
            return [document]
        return [original, *store.translations(original.id)]

    def _merge_translations(self, hits: Sequence[Hit], language: str | None) -> list[Hit]:
        """Fuse the hits that say the same in several languages; their scores add up."""
        merged: list[Hit] = []
        places: list[tuple[str, Span]] = []
        for hit in hits:
            place = self._place(hit)
            twin = next((i for i, other in enumerate(places) if _same(place, other)), None)
            if twin is None:
                merged.append(hit)
                places.append(place)
            else:
                merged[twin] = replace(
                    _preferred(merged[twin], hit, language),
                    score=max(merged[twin].score, hit.score) + min(merged[twin].score, hit.score) / 2,
                    dense_rank=_best(merged[twin].dense_rank, hit.dense_rank),
                    keyword_rank=_best(merged[twin].keyword_rank, hit.keyword_rank),
                )
        merged.sort(key=lambda hit: -hit.score)
        return [self._in_language(hit, language) for hit in merged]

    def _place(self, hit: Hit) -> tuple[str, Span]:
        """Where the passage lies in its original."""
        span = Span(hit.chunk.start, hit.chunk.end)
        if hit.document.translation_of:
            original = self.document(hit.document.translation_of)
            mapped = counterpart(span, hit.document, original) if original else None
            if original and mapped:
                return original.id, mapped
        return hit.document.id, span

    def _in_language(self, hit: Hit, language: str | None) -> Hit:
        """Exchange a hit for the same passage in the asker's language, where there is one."""
        if language is None or hit.document.language == language:
            return hit
        for version in self.versions(hit.document):
            if version.language == language:
                span = counterpart(Span(hit.chunk.start, hit.chunk.end), hit.document, version)
                chunk = _overlapping(self.snapshot.store.chunks_of(version), span) if span else None
                if chunk:
                    return replace(hit, chunk=chunk, document=version)
        return hit


def _same(place: tuple[str, Span], other: tuple[str, Span]) -> bool:
    """Two places are the same passage where half of the shorter one is shared."""
    (document, span), (other_document, other_span) = place, other
    if document != other_document:
        return False
    shared = min(span.end, other_span.end) - max(span.start, other_span.start)
    shorter = min(span.end - span.start, other_span.end - other_span.start)
    return shared * 2 > shorter


def _preferred(first: Hit, second: Hit, language: str | None) -> Hit:
    if second.document.language == language and first.document.language != language:
        return second
    return first


def _best(first: int | None, second: int | None) -> int | None:
    ranks = [rank for rank in (first, second) if rank is not None]
    return min(ranks, default=None)


def _overlapping(chunks: Sequence[Chunk], span: Span) -> Chunk | None:
    """The chunk that shares most with a span."""
    shared = {c.id: min(c.end, span.end) - max(c.start, span.start) for c in chunks}
    best = max(chunks, key=lambda c: shared[c.id], default=None)
    return best if best and shared[best.id] > 0 else None
