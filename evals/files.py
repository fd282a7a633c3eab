"""Files written whole or not at all."""

import contextlib
import os
from pathlib import Path

from index.errors import StorageError


def write_whole(path: Path, text: str) -> None:
    """Write a text file by way of a draft beside it; raises StorageError.

    Half a surrogate pair, which a suite's JSON may hold and which has no bytes, becomes "?".
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        draft.write_bytes(text.encode("utf-8", errors="replace"))
        draft.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise StorageError(
            "storage_unwritable", path=path, reason=error.strerror or error
        ) from error
