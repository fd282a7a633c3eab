"""What a run was made with, so that its numbers can be believed later."""

import hashlib
import json
import os
import platform
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import cache
from importlib.metadata import PackageNotFoundError, distributions, version
from pathlib import Path
from typing import TYPE_CHECKING

import evals
import index
import qa
from index.embedding.fingerprint import folder_fingerprint
from qa.factory import calibration_of
from qa.reader.neural.weights import SHIPPED
from qa.settings import Settings

if TYPE_CHECKING:
    from qa.pipeline import Pipeline

_LIBRARIES = ("seedqa", "torch", "sentence-transformers", "transformers", "faiss-cpu", "tantivy")
# The settings that are told one by one; all of them together make `settings`.
_SETTINGS = ("reader", "reranker", "read_k", "search_dense", "search_keywords")
# Where files lie changes no answer.
_PLACES = {"index", "seeds", "cache", "records"}
_INDEX, *_ABOVE = (Path(package.__path__[0]) for package in (index, qa, evals))
# What Python makes, and what is measured and compared with: neither is what measures.
_NO_CODE = {"__pycache__", "suites", "baselines"}
_DIGITS = 16
_NONE = "–"


def describe(pipeline: "Pipeline") -> dict[str, str]:
    """Settings, corpus, model, weights and code by their hashes, versions, commit and machine.

    Two runs that agree in all of it are made of the same: `--resume` joins no others.
    """
    snapshot = pipeline.searcher.snapshot
    settings = pipeline.settings
    fingerprint = snapshot.manifest.fingerprint
    calibration = calibration_of(settings, fingerprint)
    hashes = sorted(f"{name} {digest}" for name, digest in snapshot.store.hashes().items())
    facts = {
        "corpus": _digest("\n".join(hashes)),
        "passages": str(snapshot.manifest.counts["chunks"]),
        "model": fingerprint,
        "reader_weights": reader_weights() if settings.reader == "trained" else _NONE,
        "calibration": _digest(json.dumps(asdict(calibration), sort_keys=True)),
        "answer_threshold": str(calibration.answer_threshold),
        "sure_threshold": str(calibration.sure_threshold),
        "reranker_weights": _reranker_weights(settings.reranker),
        "answerer": pipeline.answerer,
        "settings": _settings(settings),
    }
    facts |= {name: str(getattr(settings, name)) for name in _SETTINGS}
    facts |= {name: _version(name) for name in _LIBRARIES}
    return facts | {
        "environment": _environment(),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "code": code(),
        "commit": commit(Path(__file__)),
    }


@cache
def code() -> str:
    """A hash of what is run, committed or not: the packages' files in the work tree, or installed.

    Computed once, near the start: what is changed later isn't what runs.
    """
    return content_hash([_INDEX, *_ABOVE])


@cache
def index_code() -> str:
    """A hash of what makes an index of documents, as `code`."""
    return content_hash([_INDEX])


@cache
def reader_weights() -> str:
    """The SHA-256 of the reader's weights, as it stands in their manifest."""
    try:
        return _file_digest(SHIPPED)
    except OSError:
        return _NONE


def content_hash(folders: Sequence[Path]) -> str:
    """Hash every file of some folders with its name."""
    whole = hashlib.sha256()
    for folder in folders:
        for path in _files(folder):
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            whole.update(f"{name} {_file_digest(path)}\n".encode())
    return whole.hexdigest()[:_DIGITS]


def commit(file: Path) -> str:
    """The commit that a file of the sources is of, "–" where no repository has it.

    An installation may lie in the folder of another project, whose commit says nothing.
    """
    git = ["git", "-C", str(file.resolve().parent)]
    commands = (
        [*git, "ls-files", "--error-unmatch", file.name],
        [*git, "describe", "--always", "--dirty", "--abbrev=12"],
    )
    try:
        _, described = (
            subprocess.run(command, capture_output=True, text=True, check=True, timeout=10)
            for command in commands
        )
    except (OSError, subprocess.SubprocessError):
        return _NONE
    return described.stdout.strip() or _NONE


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and _NO_CODE.isdisjoint(parts) and not path.name.startswith("."):
            yield path


def _settings(settings: Settings) -> str:
    """A hash of all settings, secrets not shown."""
    values = settings.model_dump(mode="json", exclude=_PLACES)
    return _digest(json.dumps(values, sort_keys=True))


def _reranker_weights(name: str | None) -> str:
    if name is None:
        return _NONE
    folder = Path(name).expanduser()
    if not folder.is_dir():
        from huggingface_hub import try_to_load_from_cache

        found = try_to_load_from_cache(name, "config.json")
        if not isinstance(found, str):
            return _NONE
        folder = Path(found).parent
    return folder_fingerprint(folder, folder.name, ())


@cache
def _environment() -> str:
    """A hash of every installed distribution with its version: any may have a part in an answer."""
    return _digest("\n".join(sorted(f"{d.name}=={d.version}" for d in distributions())))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return _NONE


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
