"""The corpus that a suite brings along, indexed once and kept by its content."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_cache_path

from evals.types import Suite
from index.embedding import Embedder
from index.loaders import content_hash
from index.storage import FORMAT_VERSION
from index.sync import Progress, sync_documents
from qa.factory import build_pipeline
from qa.pipeline import Pipeline
from qa.settings import Settings


def open_corpus(
    suite: Suite,
    settings: Settings,
    embedder: Embedder,
    progress: Callable[[Progress], None] | None = None,
) -> Pipeline:
    """Give the pipeline that a suite is run through; a suite without documents takes the index's.

    Raises StorageError where the cache can't be written.
    """
    if suite.documents is None:
        return build_pipeline(settings, embedder)
    folder = _folder(suite, settings, embedder)
    sync_documents(
        suite.documents,
        folder,
        lambda: embedder,
        fingerprint=embedder.fingerprint,
        progress=progress,
    )
    return build_pipeline(settings.model_copy(update={"index": folder}), embedder)


def _folder(suite: Suite, settings: Settings, embedder: Embedder) -> Path:
    digest = hashlib.sha256(f"{FORMAT_VERSION} {embedder.fingerprint}".encode())
    for document in suite.documents or ():
        digest.update(f"{document.id} {content_hash(document)}".encode())
    cache = settings.cache or user_cache_path("seedqa", appauthor=False)
    return cache / "suites" / digest.hexdigest()[:16]
