"""A short hash that tells whether two folders hold the same model."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

# What a model is made of; not its description, pictures or exports for other engines.
_SUFFIXES = {".json", ".txt", ".model", ".safetensors", ".bin", ".pt", ".vocab", ".py"}
_OTHER_ENGINES = {"onnx", "openvino"}
_DIGITS = 12


def folder_fingerprint(folder: Path, label: str, prompts: Sequence[str | None]) -> str:
    """The label and a hash over the folder's weights, tokenizer and settings, and the prompts."""
    whole = hashlib.sha256(json.dumps(list(prompts)).encode())
    for path in _files(folder):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").digest()
        whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + digest)
    return f"{label}@{whole.hexdigest()[:_DIGITS]}"


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.suffix not in _SUFFIXES or not path.is_file():
            continue
        if parts[0] in _OTHER_ENGINES or any(part.startswith(".") for part in parts):
            continue
        yield path
