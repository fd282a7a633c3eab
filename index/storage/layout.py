"""Where the files of an index lie, and the commands that make it anew."""

import json
import shlex
from pathlib import Path

STORE_FILE = "store.sqlite"
CURRENT_FILE = "current"
GENERATIONS_FOLDER = "generations"
READERS_FOLDER = "readers"
MANIFEST_FILE = "manifest.json"


def current_generation(folder: Path) -> str | None:
    """The name of the generation in use, or None where none was published."""
    try:
        return (folder / CURRENT_FILE).read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def publication(folder: Path) -> tuple[str | None, int, int]:
    """What changes with every publication, an index deleted and built anew included."""
    name = current_generation(folder)
    try:
        status = (folder / CURRENT_FILE).stat()
    except OSError:
        return name, 0, 0
    return name, status.st_ino, status.st_mtime_ns


def manifest_sources(folder: Path) -> list[str]:
    """What the generation in use was made of, where its manifest can be read."""
    name = current_generation(folder) or ""
    try:
        manifest = folder / GENERATIONS_FOLDER / name / MANIFEST_FILE
        return [str(s) for s in json.loads(manifest.read_text(encoding="utf-8"))["sources"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def update_command(folder: Path) -> str:
    """The command that brings an index up to the documents it was made of."""
    return shlex.join(["seedqa", "index", "--index", str(folder)])


def rebuild_command(folder: Path) -> str:
    """The command that makes an index anew from the documents it was made of."""
    here = Path.cwd()
    paths = [Path(source) for source in manifest_sources(folder)]
    # Short where they lie below here.
    words = [str(p.relative_to(here)) if p.is_relative_to(here) else str(p) for p in paths]
    return shlex.join(["seedqa", "index", *words, "--rebuild", "--index", str(folder)])
