"""Which files are documents, and the id of each, whatever the order they are named in.

An id is the file's path below the folder that was named, as composed characters (NFC): file systems
write «й» in one character or in two. Where that is one id for several files, each takes as many
folders before it as tell it from the others.
"""

import os
import stat
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.errors import LoadError

# Takes what can't be read with its id; a folder's id ends with a slash.
OnError = Callable[[LoadError, str], None]


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A file with its id.

    `path` is spelled as the system gave it; `base` is the folder that ids count from and `place`
    the file in it, both the same whichever way the folder was named.
    """

    id: str
    path: Path
    base: Path
    place: Path


def find_files(
    paths: Iterable[Path], wanted: Callable[[Path], bool], on_error: OnError
) -> list[DocumentFile]:
    """List the files of folders (recursively, hidden ones left out) and those named, by id.

    Raises LoadError where something named isn't there or can't be read; a folder further down that
    can't be read goes to `on_error`, and so does a link that leads out of its folder.
    """
    found: dict[Path, tuple[Path, Path]] = {}
    for root in paths:
        is_folder = stat.S_ISDIR(_status(root).st_mode)
        base = (root if is_folder else root.parent).resolve()
        for path in _walk(root, wanted, on_error) if is_folder else [root]:
            place = base / path.relative_to(root if is_folder else root.parent)
            # A file of two folders, one inside the other, counts from the outer one.
            if place not in found or len(base.parts) < len(found[place][1].parts):
                found[place] = (path, base)
    ids = _name({place: base for place, (_, base) in found.items()})
    files = [DocumentFile(ids[place], path, base, place) for place, (path, base) in found.items()]
    return sorted(files, key=lambda file: file.id.split("/"))


def composed(path: Path | str) -> str:
    """Spell a path in composed characters; bytes that aren't UTF-8 are written as escapes."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", text)


def _status(root: Path) -> os.stat_result:
    try:
        return root.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise LoadError("document_missing", path=root) from error
    except OSError as error:
        raise _unreadable(root, error) from error


def _walk(root: Path, wanted: Callable[[Path], bool], on_error: OnError) -> Iterator[Path]:
    def report(error: OSError) -> None:
        folder = Path(error.filename or root)
        if folder == root:
            raise _unreadable(root, error) from error
        on_error(_unreadable(folder, error), f"{composed(folder.relative_to(root))}/")

    for folder, folders, names in os.walk(root, onerror=report):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(folder, name)
            if name.startswith(".") or _is_special(path) or not wanted(path):
                continue
            if path.is_symlink() and not _lies_in(path, root):
                on_error(LoadError("document_outside", path=path), composed(path.relative_to(root)))
                continue
            yield path


def _lies_in(link: Path, root: Path) -> bool:
    """Whether a link leads to something in the folder, or to nothing."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return True
    return target.is_relative_to(root.resolve())


def _is_special(path: Path) -> bool:
    """Whether it is a pipe, a socket or a device; what is amiss else shows on reading."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False


def _unreadable(path: Path, error: OSError) -> LoadError:
    return LoadError("document_unreadable", path=path, reason=error.strerror or error)


def _name(bases: dict[Path, Path]) -> dict[Path, str]:
    """Give each place below its base an id of its own."""
    depths = dict.fromkeys(bases, 0)
    while True:
        shared: dict[str, list[Path]] = defaultdict(list)
        for place, base in bases.items():
            first = max(len(base.parts) - depths[place], 1)
            shared[composed(Path(*place.parts[first:]))].append(place)
        longer = [
            place
            for places in shared.values()
            # What differs within one folder by its spelling alone, no folder tells apart.
            if len({bases[place] for place in places}) > 1
            for place in places
            if depths[place] < len(bases[place].parts) - 1
        ]
        if not longer:
            break
        for place in longer:
            depths[place] += 1
    return {
        place: name if number == 1 else f"{name} ({number})"
        for name, places in shared.items()
        for number, place in enumerate(sorted(places, key=os.fsencode), start=1)
    }
