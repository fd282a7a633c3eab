"""Searching an index: the generation that was published last, whenever that was."""

import threading
from functools import lru_cache
from pathlib import Path

import numpy as np

from index.embedding import Embedder
from index.snapshot import CANDIDATES, FOREIGN_BONUS, EmbeddedSentence, Snapshot
from index.storage import open_generation
from index.storage.layout import publication
from index.types import Document, Hit, Passage, Span

_REMEMBERED_QUERIES = 256


class Searcher:
    """Gives a snapshot of the current generation, and picks up new ones by itself.

    What else it has asks the snapshot of the moment: for whoever asks but once.
    """

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._folder = folder
        self._embedder = embedder
        self._embed_query = lru_cache(maxsize=_REMEMBERED_QUERIES)(embedder.embed_query)
        self._lock = threading.Lock()
        self._publication = publication(folder)
        self._snapshot = self._take()

    def open(self) -> Snapshot:
        """The current generation, which stays as it is until the snapshot is forgotten."""
        published = publication(self._folder)
        if published != self._publication:
            with self._lock:
                if published != self._publication:
                    self._snapshot = self._take()
                    self._publication = published
        return self._snapshot

    @property
    def snapshot(self) -> Snapshot:
        """The generation in use."""
        return self.open()

    @property
    def published_at(self) -> float:
        """When the generation in use was published, in seconds since 1970."""
        return self._publication[2] / 1e9

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

    def _take(self) -> Snapshot:
        generation = open_generation(self._folder, self._embedder.fingerprint)
        return Snapshot(generation, self._embed_query)


__all__ = ["CANDIDATES", "FOREIGN_BONUS", "EmbeddedSentence", "Searcher", "Snapshot"]
