"""FAISS by size: exact up to a number of vectors, inverted lists of bytes beyond."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.vectors.base import Batches, Matrix, Vector

# So many are searched one by one: 16 ms of a core.
FLAT_UP_TO = 100_000
# Lists, times the root of the number of vectors; for each so many vectors are looked at.
_LISTS, _PER_LIST = 4, 48
# Some of the vectors are asked for, to find out into how many lists a search must look.
_ASKED, _NEAREST = 200, 10
# Passages are nearer to their like than questions are: eight lists find .99 of the ten nearest to
# passages, .98 of those to questions about the documents, but .47 to questions about other things
# (110,000 vectors; 128 lists: 1, .999, .95 in 1.4 ms).
_PROBES = (128, 256, 512)
_WANTED_RECALL = 0.97
# What holds so many times what it was built for is built anew.
_SHRUNK, _GROWN = 0.5, 2.0


class FaissStore:
    """An `IndexFlatIP` in an `IndexIDMap2`, or an `IndexIVFScalarQuantizer`; ids can be removed."""

    def __init__(self, dimension: int, index: Any = None) -> None:
        import faiss

        self._index: Any = index or faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))

    @property
    def dimension(self) -> int:
        return int(self._index.d)

    @property
    def exact(self) -> bool:
        return not hasattr(self._index, "nlist")

    @property
    def outgrown(self) -> bool:
        if self.exact:
            return len(self) > FLAT_UP_TO
        share = len(self) / (self._index.nlist / _LISTS) ** 2
        return not _SHRUNK <= share <= _GROWN or len(self) <= FLAT_UP_TO

    @classmethod
    def build(cls, count: int, batches: Batches) -> tuple[Self, float]:
        if count <= FLAT_UP_TO:
            flat = None
            for ids, vectors in batches():
                if flat is None:
                    flat = cls(vectors.shape[1])
                flat.add(ids, vectors)
            return cls(0) if flat is None else flat, 1.0
        import faiss

        lists = int(_LISTS * math.sqrt(count))
        sample = _sample(batches, count, lists * _PER_LIST)
        dimension = sample.shape[1]
        index = faiss.IndexIVFScalarQuantizer(
            faiss.IndexFlatIP(dimension),
            dimension,
            lists,
            faiss.ScalarQuantizer.QT_8bit,
            faiss.METRIC_INNER_PRODUCT,
        )
        index.train(sample)
        store = cls(dimension, index)
        asked = np.random.default_rng(0).permutation(sample)[:_ASKED]
        nearest = _Nearest(asked)
        for ids, vectors in batches():
            store.add(ids, vectors)
            nearest.see(ids, vectors)
        return store, store._look_far_enough(asked, nearest.ids)

    def _look_far_enough(self, asked: Matrix, nearest: NDArray[np.int64]) -> float:
        """Let searches look into as many lists as it takes; gives the recall that comes of it."""
        recall = 0.0
        for probes in _PROBES:
            self._index.nprobe = probes
            found = [
                {i for i, _ in self.search(query, len(wanted))}
                for query, wanted in zip(asked, nearest, strict=True)
            ]
            shares = [
                len(own & set(wanted.tolist())) / len(wanted)
                for own, wanted in zip(found, nearest, strict=True)
            ]
            recall = float(np.mean(shares))
            if recall >= _WANTED_RECALL:
                break
        return recall

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
    def open(cls, path: Path, *, to_change: bool = False) -> Self:
        import faiss

        with path.open("rb") as file:
            mapped = file.read(4) == b"IwSq" and not to_change
        # The first search of a flat index that is mapped takes a minute at a million vectors.
        index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP if mapped else 0)
        return cls(index.d, index)

    def __len__(self) -> int:
        return int(self._index.ntotal)


class _Nearest:
    """The nearest of all vectors seen, for some that are asked for."""

    def __init__(self, asked: Matrix) -> None:
        self._asked = asked
        self.ids: NDArray[np.int64] = np.empty((len(asked), 0), np.int64)
        self._scores: Matrix = np.empty((len(asked), 0), np.float32)

    def see(self, ids: Sequence[int], vectors: Matrix) -> None:
        scores = np.concatenate([self._scores, self._asked @ vectors.T], axis=1)
        rows = np.broadcast_to(np.asarray(ids, np.int64), (len(self._asked), len(ids)))
        known = np.concatenate([self.ids, rows], axis=1)
        best = np.argsort(-scores, axis=1)[:, :_NEAREST]
        self._scores = np.take_along_axis(scores, best, axis=1)
        self.ids = np.take_along_axis(known, best, axis=1)


def _sample(batches: Batches, count: int, wanted: int) -> Matrix:
    """So many of the vectors, evenly among all."""
    step = max(1, count // wanted)
    taken, seen = [], 0
    for ids, vectors in batches():
        taken.append(np.array(vectors[-seen % step :: step]))
        seen += len(ids)
    return np.concatenate(taken)
