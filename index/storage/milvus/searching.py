"""The vectors of one revision, searched in Milvus, or in the mirror while it can't be reached."""

import heapq

import numpy as np

from index.errors import EngineError
from index.storage.blobs import from_blob
from index.storage.database import Database, Row
from index.storage.milvus.remote import Remote
from index.storage.store import SEEN
from index.vectors.base import Vector

# So many more than wanted are asked for first: of some documents have gone since.
_MORE = 20
# Vectors that are read from the mirror at a time.
_TOGETHER = 5_000
_SEEN_PASSAGES = f"FROM passages JOIN documents ON row = document WHERE {SEEN}"


class MilvusSearch:
    """The passages that a revision sees."""

    exact = True

    def __init__(self, database: Database, remote: Remote, revision: int) -> None:
        self._database = database
        self._remote = remote
        self._revision = revision
        one = self._rows(f"SELECT vector {_SEEN_PASSAGES} LIMIT 1")
        self.dimension = len(from_blob(one[0][0])) if one else 0
        known = self._rows("SELECT value FROM meta WHERE key = 'id'")
        self._id = str(known[0][0]) if known else ""

    def search(self, query: Vector, k: int) -> list[tuple[int, float]]:
        """Find the `k` nearest, in Milvus if it can be reached."""
        if k <= 0 or not self.dimension:
            return []
        try:
            return self._there(query, k)
        except EngineError as error:
            self._remote.connection.do_without(error)
            return self._here(query, k)

    def _there(self, query: Vector, k: int) -> list[tuple[int, float]]:
        limit = k + _MORE
        while True:
            found = self._remote.nearest(self._id, self._revision, query, limit)
            ids = ", ".join(str(passage) for passage, _ in found) or "NULL"
            rows = self._rows(f"SELECT passages.id {_SEEN_PASSAGES} AND passages.id IN ({ids})")
            seen = {row[0] for row in rows}
            nearest = [(passage, cosine) for passage, cosine in found if passage in seen]
            if len(nearest) >= k or len(found) < limit:
                return nearest[:k]
            limit *= 4

    def _here(self, query: Vector, k: int) -> list[tuple[int, float]]:
        nearest: list[tuple[float, int]] = []
        last = 0
        while rows := self._rows(
            f"SELECT passages.id, vector {_SEEN_PASSAGES} AND passages.id > :last "
            f"ORDER BY passages.id LIMIT {_TOGETHER}",
            last=last,
        ):
            cosines = np.stack([from_blob(vector) for _, vector in rows]) @ query
            own = zip(cosines.tolist(), (passage for passage, _ in rows), strict=True)
            nearest = heapq.nlargest(k, [*nearest, *own])
            last = rows[-1][0]
        return [(passage, cosine) for cosine, passage in nearest]

    def _rows(self, query: str, **values: object) -> list[Row]:
        return self._database.rows(query, {"revision": self._revision, **values})
