"""Searching an index: the generation that was published last, whenever that was."""

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import lru_cache
from pathlib import Path

import numpy as np

from index.embedding import Embedder
from index.snapshot import CANDIDATES, FOREIGN_BONUS, EmbeddedSentence, Snapshot
from index.storage import Corpus, Publication, corpus_at
from index.types import Document, Hit, Passage, Span

_REMEMBERED_QUERIES = 256
# So long a question waits for a new generation to be opened.
PATIENCE_S = 0.1


class Searcher:
    """Gives a snapshot of the current generation, and picks up new ones by itself.

    What else it has asks the snapshot of the moment: for whoever asks but once.
    """

    def __init__(self, where: Corpus | Path, embedder: Embedder) -> None:
        """Over a corpus, or that of a folder."""
        self._corpus = corpus_at(where)
        self._embedder = embedder
        self._embed_query = lru_cache(maxsize=_REMEMBERED_QUERIES)(embedder.embed_query)
        self._lock = threading.Lock()
        self._opener = ThreadPoolExecutor(1, "generation")
        self._coming: Future[tuple[Publication, Snapshot]] | None = None
        self._publication, self._snapshot = self._take()

    def open(self, patience_s: float | None = PATIENCE_S) -> Snapshot:
        """The current generation, which stays as it is until the snapshot is forgotten.

        One that takes longer than `patience_s` to open is given to whoever asks once it is open;
        until then the one before answers. None: however long it takes.
        """
        began = time.monotonic()
        # What was begun to be opened earlier may not be the last one any more.
        while (published := self._corpus.publication()).of != self._publication.of:
            if patience_s is None or self._snapshot.manifest.revision < published.oldest:
                self._renew(None)
                continue
            left = max(0.0, began + patience_s - time.monotonic())
            self._renew(left)
            if left == 0:
                break
        return self._snapshot

    def _renew(self, patience_s: float | None) -> None:
        with self._lock:
            if self._coming is None:
                self._coming = self._opener.submit(self._take)
            coming = self._coming
        if not wait([coming], patience_s).done:
            return
        with self._lock:
            if self._coming is coming:
                self._coming = None
                self._publication, self._snapshot = coming.result()

    @property
    def snapshot(self) -> Snapshot:
        """The generation in use."""
        return self.open()

    @property
    def published_at(self) -> float:
        """When the generation in use was published, in seconds since 1970."""
        return self._publication.at

    @property
    def embedder(self) -> Embedder:
        """The model that questions are embedded with."""
        return self._embedder

    def embed_query(self, text: str) -> np.ndarray:
        """Embed a question, shape (dimension,); the last ones are remembered."""
        return self._embed_query(text)

    def search(
        self,
        text: str,
        language: str | None = None,
        top_k: int = 5,
        *,
        dense: bool = True,
        keywords: bool = True,
    ) -> list[Hit]:
        """Find the `top_k` passages for a question, best first, as `Snapshot.search` does."""
        return self.open().search(text, language, top_k, dense=dense, keywords=keywords)

    def passages(self, document_id: str) -> list[Hit]:
        """Every passage of a document, in order, as if each had been found first."""
        return self.open().passages(document_id)

    def sentences(self, passage: Passage) -> list[EmbeddedSentence]:
        """The sentences that lie in a stretch of a document, with their vectors, in order."""
        area = (passage.document_id, Span(passage.start, passage.end))
        return self.open().sentences_within([area])[0]

    def passage_vector(self, passage: Passage) -> np.ndarray | None:
        """The unit vector of a passage, or None where the index no longer has it."""
        return self.open().passage_vectors([passage]).get(passage.id)

    def documents(self) -> list[Document]:
        """Every document of the index, by id."""
        return self.open().documents()

    def document(self, document_id: str) -> Document | None:
        """One document, or None where the index doesn't have it."""
        return self.open().document(document_id)

    def versions(self, document: Document) -> list[Document]:
        """The original and its translations, the document itself among them."""
        return self.open().versions(document)

    def _take(self) -> tuple[Publication, Snapshot]:
        # Asked first: what is published meanwhile is noticed by the next question.
        published = self._corpus.publication()
        generation = self._corpus.open(self._embedder.fingerprint)
        return published, Snapshot(generation, self._embed_query)


__all__ = ["CANDIDATES", "FOREIGN_BONUS", "EmbeddedSentence", "Searcher", "Snapshot"]
