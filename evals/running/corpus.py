"""The corpus that a suite brings along, indexed once and kept by what made it."""

import contextlib
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from evals.running.cache import cache_folder, drop_old
from evals.running.provenance import index_code
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
    folder = corpus_folder(suite, settings, embedder.fingerprint, index_code())
    sync_documents(
        suite.documents,
        folder,
        lambda: embedder,
        fingerprint=embedder.fingerprint,
        progress=progress,
    )
    with contextlib.suppress(OSError):
        os.utime(folder)  # it is in use
    drop_old(folder.parent)
    return build_pipeline(settings.model_copy(update={"index": folder}), embedder)


def corpus_folder(suite: Suite, settings: Settings, fingerprint: str, code: str) -> Path:
    """Where the index of a corpus is kept.

    By its documents, the model, and the code that cuts them: else a change to the code would be
    measured over passages that the code before it had made.
    """
    digest = hashlib.sha256(f"{FORMAT_VERSION} {fingerprint} {code}".encode())
    for document in suite.documents or ():
        digest.update(f"{document.id} {content_hash(document)}".encode())
    return cache_folder(settings, "suites") / digest.hexdigest()[:16]
