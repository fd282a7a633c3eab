"""The store, the generations derived from it, and the way they are published and opened.

It imports `index.vectors`, `index.keywords` and what lies below them; it embeds and loads nothing.
"""

from index.storage.corpus import Corpus, FolderCorpus, Publication, corpus_at
from index.storage.entries import PassageInfo
from index.storage.generations import Generation
from index.storage.listing import (
    DocumentInfo,
    DocumentPage,
    list_documents,
    list_in_language,
    list_newest,
)
from index.storage.manifest import Manifest
from index.storage.publishing import write_lock
from index.storage.schema import FORMAT_VERSION
from index.storage.sources import present, spell_sources
from index.storage.store import Store
from index.storage.writer import StoreWriter

__all__ = [
    "FORMAT_VERSION",
    "Corpus",
    "DocumentInfo",
    "DocumentPage",
    "FolderCorpus",
    "Generation",
    "Manifest",
    "PassageInfo",
    "Publication",
    "Store",
    "StoreWriter",
    "corpus_at",
    "list_documents",
    "list_in_language",
    "list_newest",
    "present",
    "spell_sources",
    "write_lock",
]
