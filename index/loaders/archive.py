"""Zip files that came from anybody: what is in them is measured before anything is unpacked."""

import io
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import LoadError

# A book of pictures has thousands of parts; no document a person made has more.
_MOST_ENTRIES = 20_000
_LARGEST_TOTAL_BYTES = 1_000_000_000
_LARGEST_ENTRY_BYTES = 200_000_000
# Deflate makes at most 1/1032 of anything; XML of an honest table comes to a fiftieth or so.
_HIGHEST_RATIO = 250
# Small parts may be as regular as they like.
_RATIO_FROM_BYTES = 5_000_000


@dataclass(slots=True)
class Archive:
    """A zip file's parts, read one at a time."""

    path: Path
    _zip: zipfile.ZipFile
    names: frozenset[str]
    _lower: dict[str, str] = field(default_factory=dict)

    def read(self, name: str) -> bytes | None:
        """Give a part's bytes, None where there is no such part; letter case makes no difference.

        Raises LoadError where it is damaged or its size isn't what the archive says.
        """
        found = name if name in self.names else self._lower.get(name.lower())
        if found is None:
            return None
        info = self._zip.getinfo(found)
        if info.flag_bits & 1:
            raise LoadError("document_encrypted", path=self.path)
        try:
            with self._zip.open(info) as part:
                data = part.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise damaged(self.path, error) from error
        except RuntimeError as error:
            raise LoadError("document_encrypted", path=self.path) from error
        if len(data) > info.file_size:
            raise LoadError("document_too_large", path=self.path)
        return data


def open_archive(data: bytes, path: Path) -> Archive:
    """Open a zip file whose parts together unpack to something that can be held.

    Raises LoadError where it can't be opened or would unpack to more.
    """
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
        parts = opened.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
        raise damaged(path, error) from error
    sizes = [(part.file_size, part.compress_size) for part in parts]
    if len(parts) > _MOST_ENTRIES or sum(size for size, _ in sizes) > _LARGEST_TOTAL_BYTES:
        raise LoadError("document_too_large", path=path)
    for size, packed in sizes:
        regular = size > _RATIO_FROM_BYTES and size > _HIGHEST_RATIO * max(packed, 1)
        if size > _LARGEST_ENTRY_BYTES or regular:
            raise LoadError("document_too_large", path=path)
    # Parts that lie in the same bytes unpack to more than the archive could hold.
    if sum(packed for _, packed in sizes) > len(data):
        raise LoadError("document_too_large", path=path)
    names = frozenset(part.filename for part in parts)
    return Archive(path, opened, names, {name.lower(): name for name in names})


def damaged(path: Path, reason: object) -> LoadError:
    """The error of a file that is damaged, with what was amiss in a few words."""
    words = " ".join(str(reason).split())[:120] or type(reason).__name__
    return LoadError("document_damaged", path=path, reason=words)
