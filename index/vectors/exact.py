"""NumPy, brute force: the oracle that every other engine is tested against."""

from collections.abc import Sequence
from pathlib import Path
from typing import Self
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from index.vectors.base import Batches, Matrix, Vector


class ExactStore:
    """Ids beside a matrix; ties go to the smaller id."""

    def __init__(self, dimension: int) -> None:
        self._ids: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._vectors: Matrix = np.empty((0, dimension), dtype=np.float32)

    @property
    def dimension(self) -> int:
        return int(self._vectors.shape[1])

    @property
    def ids(self) -> list[int]:
        """The ids, in the order of `vectors`."""
        found: list[int] = self._ids.tolist()
        return found

    @property
    def vectors(self) -> Matrix:
        """All vectors, shape (n, dimension)."""
        return self._vectors

    @property
    def exact(self) -> bool:
        return True

    @property
    def outgrown(self) -> bool:
        return False

    @classmethod
    def build(cls, count: int, batches: Batches) -> tuple[Self, float]:
        parts = list(batches())
        if not parts:
            return cls(0), 1.0
        vectors = np.concatenate([vectors for _, vectors in parts])
        store = cls(vectors.shape[1])
        store.add([number for ids, _ in parts for number in ids], vectors)
        return store, 1.0

    def add(self, ids: Sequence[int], vectors: Matrix) -> None:
        self._ids = np.concatenate([self._ids, np.asarray(ids, dtype=np.int64)])
        rows = np.asarray(vectors, dtype=np.float32).reshape(len(ids), self.dimension)
        self._vectors = np.concatenate([self._vectors, rows])

    def remove(self, ids: Sequence[int]) -> None:
        keep = ~np.isin(self._ids, np.asarray(ids, dtype=np.int64))
        self._ids, self._vectors = self._ids[keep], self._vectors[keep]

    def search(self, query: Vector, k: int) -> list[tuple[int, float]]:
        if not len(self):
            return []
        scores = self._vectors @ np.asarray(query, dtype=np.float32)
        order = np.lexsort((self._ids, -scores))[: max(k, 0)]
        return [(int(self._ids[row]), float(scores[row])) for row in order]

    def save(self, path: Path) -> None:
        with path.open("wb") as file:
            np.savez(file, ids=self._ids, vectors=self._vectors)

    @classmethod
    def open(cls, path: Path, *, to_change: bool = False) -> Self:
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                ids, vectors = arrays["ids"], arrays["vectors"]
        except (ValueError, KeyError, EOFError, BadZipFile) as error:
            raise RuntimeError(f"damaged vector file: {error}") from error
        store = cls(vectors.shape[1])
        store.add(ids, vectors)
        return store

    def __len__(self) -> int:
        return len(self._ids)
