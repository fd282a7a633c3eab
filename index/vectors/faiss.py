"""FAISS, exact inner product over ids (`notes` in docs/architecture.md say up to what size)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np

from index.vectors.base import Matrix, Vector


class FaissStore:
    """An `IndexFlatIP` in an `IndexIDMap2`: exact, and ids can be removed."""

    def __init__(self, dimension: int, index: Any = None) -> None:
        import faiss

        self._index = index or faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))

    @property
    def dimension(self) -> int:
        return int(self._index.d)

    def add(self, ids: Sequence[int], vectors: Matrix) -> None:
        if len(ids):
            matrix = np.ascontiguousarray(vectors, dtype=np.float32)
            self._index.add_with_ids(matrix, np.asarray(ids, dtype=np.int64))

    def remove(self, ids: Sequence[int]) -> None:
        if len(ids):
            import faiss

            selector = faiss.IDSelectorBatch(np.asarray(ids, dtype=np.int64))
            self._index.remove_ids(selector)

    def search(self, query: Vector, k: int) -> list[tuple[int, float]]:
        if k <= 0 or not len(self):
            return []
        import faiss

        # One query at a time: more threads made a flat index six times slower (measured on two
        # cores, 10,000 vectors). OpenMP keeps the limit for each thread by itself, so it is set in
        # the one that asks.
        faiss.omp_set_num_threads(1)
        row = np.ascontiguousarray(query, dtype=np.float32)[None, :]
        scores, ids = self._index.search(row, min(k, len(self)))
        return [
            (int(i), float(score)) for i, score in zip(ids[0], scores[0], strict=True) if i >= 0
        ]

    def save(self, path: Path) -> None:
        import faiss

        faiss.write_index(self._index, str(path))

    @classmethod
    def open(cls, path: Path) -> Self:
        import faiss

        index = faiss.read_index(str(path))
        return cls(index.d, index)

    def __len__(self) -> int:
        return int(self._index.ntotal)
