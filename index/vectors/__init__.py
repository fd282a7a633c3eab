"""Vector engines behind one protocol: `faiss` by default, `exact` as the oracle.

It knows ids and vectors, and imports nothing of the index.
"""

from index.vectors.base import VectorSearch, VectorStore


def store_class(engine: str = "faiss") -> type[VectorStore]:
    """Give the class of a vector engine by its name; raises KeyError for an unknown one."""
    if engine == "faiss":
        from index.vectors.faiss import FaissStore

        return FaissStore
    if engine == "exact":
        from index.vectors.exact import ExactStore

        return ExactStore
    raise KeyError(engine)


__all__ = ["VectorSearch", "VectorStore", "store_class"]
