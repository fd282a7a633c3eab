"""What a run was made with, so that its numbers can be believed later."""

import hashlib
import os
import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from qa.pipeline import Pipeline

_LIBRARIES = ("seedqa", "torch", "sentence-transformers", "transformers", "faiss-cpu", "tantivy")
# What can change an answer; where files lie and which port is served can't.
_SETTINGS = ("reader", "reranker", "read_k", "search_dense", "search_keywords", "answer_threshold")


def describe(pipeline: Pipeline) -> dict[str, str]:
    """Settings, corpus hash, model fingerprint, library versions, commit and machine."""
    snapshot = pipeline.searcher.snapshot
    hashes = sorted(snapshot.store.hashes().values())
    facts = {
        "corpus": hashlib.sha256("".join(hashes).encode()).hexdigest()[:16],
        "passages": str(snapshot.manifest.counts["chunks"]),
        "model": snapshot.manifest.fingerprint,
        "answerer": pipeline.answerer,
    }
    facts |= {name: str(getattr(pipeline.settings, name)) for name in _SETTINGS}
    facts |= {name: _version(name) for name in _LIBRARIES}
    return facts | {
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "commit": _commit(),
    }


def _commit() -> str:
    """The commit of the sources, "–" where they are installed without a repository."""
    folder = Path(__file__).resolve().parent
    command = ["git", "-C", str(folder), "describe", "--always", "--dirty", "--abbrev=12"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=10)
    except (OSError, subprocess.SubprocessError):
        return "–"
    return done.stdout.strip() or "–"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "–"
