"""The one shape of every vector engine."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
Matrix = NDArray[np.float32]
# Gives all vectors with their ids, some at a time; every call begins again.
Batches = Callable[[], Iterable[tuple[Sequence[int], Matrix]]]


class VectorSearch(Protocol):
    """Vectors by id, searched by inner product; every vector has unit length."""

    @property
    def dimension(self) -> int:
        """The length of each vector."""

    @property
    def exact(self) -> bool:
        """Whether inner products are those of the vectors, with nothing to be ranked again."""

    def search(self, query: Vector, k: int) -> list[tuple[int, float]]:
        """Find the `k` nearest ids with their inner products, best first."""


class VectorStore(VectorSearch, Protocol):
    """Vectors that are kept in a file."""

    @property
    def outgrown(self) -> bool:
        """Whether it holds so much more or less than it was built for that it should be anew."""

    @classmethod
    def build(cls, count: int, batches: Batches) -> tuple[Self, float]:
        """Make a store of `count` vectors in the shape that suits so many.

        Gives with it the share of the ten nearest that its searches find, as measured on some of
        the vectors; 1 where it is exact.
        """

    def add(self, ids: Sequence[int], vectors: Matrix) -> None:
        """Add vectors, shape (n, dimension), under ids that aren't in use."""

    def remove(self, ids: Sequence[int]) -> None:
        """Remove vectors; ids that aren't there are passed over."""

    def save(self, path: Path) -> None:
        """Write the store to one file."""

    @classmethod
    def open(cls, path: Path, *, to_change: bool = False) -> Self:
        """Read a store that `save` wrote, to search it or `to_change` it.

        Raises RuntimeError or OSError where it is damaged.
        """

    def __len__(self) -> int: ...
