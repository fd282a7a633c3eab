"""Where the files of an index lie, and the command that makes it anew."""

import json
import shlex
from pathlib import Path

STORE_FILE = "store.sqlite"
CURRENT_FILE = "current"
GENERATIONS_FOLDER = "generations"
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


def rebuild_command(folder: Path) -> str:
    """The command that makes an index anew from the documents it was made from."""
    words = ["seedqa", "index", *_sources(folder), "--rebuild", "--index", str(folder)]
    return shlex.join(words)


def _sources(folder: Path) -> list[str]:
    """The documents' paths as the manifest remembers them, short where they lie below here."""
    name = current_generation(folder) or ""
    try:
        manifest = folder / GENERATIONS_FOLDER / name / MANIFEST_FILE
        sources = json.loads(manifest.read_text(encoding="utf-8"))["sources"]
        paths = [Path(source) for source in sources]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    here = Path.cwd()
    return [str(p.relative_to(here)) if p.is_relative_to(here) else str(p) for p in paths]
