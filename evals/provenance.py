"""What a run was made with, so that its numbers can be believed later."""

import hashlib
import platform
from importlib.metadata import PackageNotFoundError, version

from qa.pipeline import Pipeline

_LIBRARIES = ("seedqa", "torch", "sentence-transformers", "transformers", "faiss-cpu", "tantivy")


def describe(pipeline: Pipeline) -> dict[str, str]:
    """Settings, corpus hash, model fingerprint, library versions and machine."""
    store = pipeline.searcher.snapshot.store
    corpus = hashlib.sha256("".join(sorted(store.hashes().values())).encode()).hexdigest()
    facts = {
        "corpus": corpus[:16],
        "model": pipeline.searcher.snapshot.manifest.fingerprint,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "answer_threshold": str(pipeline.settings.answer_threshold),
        "read_k": str(pipeline.settings.read_k),
    }
    return facts | {name: _version(name) for name in _LIBRARIES}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "–"
