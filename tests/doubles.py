"""Small real implementations that stand in for the large ones."""

import hashlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.text.words import normalise


class WordEmbedder:
    """Embeds a text as the sum of fixed random vectors of its words; counts what it embeds."""

    dimension = 32

    def __init__(self, name: str = "words") -> None:
        self.fingerprint = f"{name}@1"
        self.embedded = 0

    def embed_query(self, text: str) -> NDArray[np.float32]:
        total = np.full(self.dimension, 1e-3, dtype=np.float32)
        for word in normalise(text):
            seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
            total += np.random.default_rng(seed).standard_normal(self.dimension, dtype=np.float32)
        return total / np.linalg.norm(total)

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        self.embedded += len(texts)
        if progress:
            progress(len(texts))
        rows = [self.embed_query(text) for text in texts]
        return np.stack(rows) if rows else np.empty((0, self.dimension), np.float32)
