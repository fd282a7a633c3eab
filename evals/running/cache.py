"""What evaluation keeps in the user's cache, and how long it does."""

import contextlib
import shutil
import time
from pathlib import Path

from platformdirs import user_cache_path

from qa.settings import Settings

# What nobody has used for so long is dropped.
KEEP_DAYS = 30


def cache_folder(settings: Settings, name: str) -> Path:
    """The folder of one kind of things that are kept."""
    return (settings.cache or user_cache_path("seedqa", appauthor=False)) / name


def drop_old(folder: Path) -> None:
    """Drop the files and folders in a folder that are long unused."""
    oldest = time.time() - KEEP_DAYS * 86_400
    for path in folder.glob("*"):
        with contextlib.suppress(OSError):  # another process may be quicker
            if path.stat().st_mtime >= oldest:
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
