"""The SQLite store, the generations derived from it, and the way they are published and opened.

It imports `index.vectors`, `index.keywords` and what lies below them; it embeds and loads nothing.
"""

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
