"""The one shape of every vector engine."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
Matrix = NDArray[np.float32]


class VectorStore(Protocol):
    """Vectors by id, searched by inner product; every vector has unit length."""

    @property
    def dimension(self) -> int:
        """The length of each vector."""

    def add(self, ids: Sequence[int], vectors: Matrix) -> None:
        """Add vectors, shape (n, dimension), under ids that aren't in use."""

    def remove(self, ids: Sequence[int]) -> None:
        """Remove vectors; ids that aren't there are passed over."""

    def search(self, query: Vector, k: int) -> list[tuple[int, float]]:
        """Find the `k` nearest ids with their inner products, best first."""

    def save(self, path: Path) -> None:
        """Write the store to one file."""

    @classmethod
    def open(cls, path: Path) -> Self:
        """Read a store that `save` wrote; raises RuntimeError or OSError where it is damaged."""

    def __len__(self) -> int: ...
