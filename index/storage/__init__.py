"""The SQLite store, the generations derived from it, and the way they are published and opened."""

from index.storage.generations import Manifest, Snapshot, open_snapshot, publish, require_index
from index.storage.schema import FORMAT_VERSION
from index.storage.store import Store

__all__ = [
    "FORMAT_VERSION",
    "Manifest",
    "Snapshot",
    "Store",
    "open_snapshot",
    "publish",
    "require_index",
]
