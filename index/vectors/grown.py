"""A store of vectors that another grew into: the file as it was, what came, and what went."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Self

import numpy as np

from index.vectors.base import Matrix, Vector, VectorStore
from index.vectors.exact import ExactStore

# What came and went lies in these, beside the file that they grew out of.
CAME_FILE, WENT_FILE = "vectors-came.npz", "vectors-went.npy"
# Of so much, or of such a share, the file had better be written anew.
_MOST, _MOST_SHARE = 1_000, 0.01


class GrownStore:
    """Searches a store without what went from it, and what came beside it, one by one."""

    def __init__(self, base: VectorStore, came: ExactStore, went: Collection[int]) -> None:
        self._base, self._came, self._went = base, came, set(went)

    @property
    def dimension(self) -> int:
        return self._base.dimension

    @property
    def exact(self) -> bool:
        return self._base.exact

    def much_with(self, more: int) -> bool:
        """Whether with so many changes more the file had better be written anew."""
        changes = len(self._came) + len(self._went) + more
        return changes > max(_MOST, _MOST_SHARE * len(self))

    def remove(self, ids: Collection[int]) -> None:
        """Take out vectors that are there."""
        self._went |= set(ids) - set(self._came.ids)
        self._came.remove(list(ids))

    def add(self, ids: Sequence[int], vectors: Matrix) -> None:
        """Add vectors, shape (n, dimension), under ids that never were in use."""
        self._came.add(ids, vectors)

    def change(self, base: VectorStore) -> None:
        """Take out of a store like the one below what went, and put in what came."""
        base.remove(list(self._went))
        base.add(self._came.ids, self._came.vectors)

    def search(self, query: Vector, k: int) -> list[tuple[int, float]]:
        found = [*self._stayed(query, k), *self._came.search(query, k)]
        return sorted(found, key=lambda item: (-item[1], item[0]))[: max(k, 0)]

    def _stayed(self, query: Vector, k: int) -> list[tuple[int, float]]:
        """The nearest of the base that are still there; few of the nearest went, as a rule."""
        asked = k + min(k, len(self._went))
        while True:
            found = self._base.search(query, asked)
            stayed = [item for item in found if item[0] not in self._went]
            if len(stayed) >= k or len(found) < asked or asked >= k + len(self._went):
                return stayed[: max(k, 0)]
            asked = min(2 * asked, k + len(self._went))

    def save(self, folder: Path) -> None:
        """Write what came and went into a folder, where the file that was must stand already."""
        self._came.save(folder / CAME_FILE)
        np.save(folder / WENT_FILE, np.array(sorted(self._went), dtype=np.int64))

    @classmethod
    def beside(cls, base: VectorStore, folder: Path) -> Self:
        """Take what came and went from a folder, nothing where nothing is written there.

        Raises RuntimeError or OSError where it is damaged.
        """
        if not (folder / CAME_FILE).exists():
            return cls(base, ExactStore(base.dimension), ())
        try:
            went = np.load(folder / WENT_FILE, allow_pickle=False)
        except (ValueError, EOFError) as error:
            raise RuntimeError(f"damaged vector file: {error}") from error
        return cls(base, ExactStore.open(folder / CAME_FILE), went.tolist())

    def __len__(self) -> int:
        return len(self._base) - len(self._went) + len(self._came)
