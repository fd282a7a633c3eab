"""The SQLite store, the generations derived from it, and the way they are published and opened.

It imports `index.vectors`, `index.keywords` and what lies below them; it embeds and loads nothing.
"""

from index.storage.generations import Generation, Manifest
from index.storage.listing import (
    DocumentInfo,
    DocumentPage,
    list_documents,
    list_in_language,
    list_newest,
)
from index.storage.opening import open_generation, require_index
from index.storage.publishing import complete, publish, write_lock
from index.storage.schema import FORMAT_VERSION
from index.storage.sources import (
    is_published,
    known_sources,
    present,
    remembered_sources,
    spell_sources,
)
from index.storage.store import PassageInfo, Store
from index.storage.writer import StoreWriter, open_to_write

__all__ = [
    "FORMAT_VERSION",
    "DocumentInfo",
    "DocumentPage",
    "Generation",
    "Manifest",
    "PassageInfo",
    "Store",
    "StoreWriter",
    "complete",
    "is_published",
    "known_sources",
    "list_documents",
    "list_in_language",
    "list_newest",
    "open_generation",
    "open_to_write",
    "present",
    "publish",
    "remembered_sources",
    "require_index",
    "spell_sources",
    "write_lock",
]
