"""Files into documents; a new kind of file is one reader in the table below.

It imports `index.text`, `index.types` and `index.errors`.
"""

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from index.errors import LoadError
from index.loaders.encoding import decode
from index.loaders.front_matter import FrontMatter, split_front_matter
from index.loaders.markdown import render_text
from index.text.language import detect
from index.types import Document

READERS: dict[str, Callable[[str], tuple[str, str | None]]] = {
    ".md": render_text,
    ".markdown": render_text,
    ".txt": lambda text: (text, None),
    ".text": lambda text: (text, None),
}
# A text this long is enough to tell its language.
_LANGUAGE_SAMPLE = 5_000


def load(path: Path, document_id: str | None = None) -> Document:
    """Read one file; raises LoadError with what to do about it."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise LoadError("document_suffix", path=path, supported=", ".join(sorted(READERS)))
    raw = decode(path, _read_bytes(path))
    raw = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
    front, body = split_front_matter(path, raw)
    text, heading = reader(body)
    text = text.strip()
    if not any(char.isalnum() for char in text):
        raise LoadError("document_empty", path=path)
    return Document(
        id=document_id or path.name,
        title=front.title or heading or path.stem.replace("_", " ").replace("-", " "),
        text=text,
        language=front.language or detect(text[:_LANGUAGE_SAMPLE]) or "und",
        source=front.source,
        url=front.url,
        date=front.date,
        path=str(path),
        translation_of=front.translation_of,
    )


def iter_documents(
    paths: Iterable[Path], on_error: Callable[[LoadError, str], None] | None = None
) -> Iterator[Document]:
    """Read files and folders (recursively, hidden ones left out), one document each.

    Ids are paths relative to the folder named, so an index can move with its documents.
    A file that can't be read goes to `on_error` with its id, or raises where that is None.
    """

    def fail(error: LoadError, document_id: str) -> None:
        if on_error is None:
            raise error
        on_error(error, document_id)

    documents: dict[str, Document] = {}
    for document_id, path in _files(paths):
        try:
            documents[document_id] = load(path, document_id)
        except LoadError as error:
            fail(error, document_id)
    for document_id, document in documents.items():
        original = _resolve_translation(document, documents)
        if document.translation_of and original is None:
            fail(
                LoadError(
                    "document_translation", path=document.path, original=document.translation_of
                ),
                document_id,
            )
        yield replace(document, translation_of=original)


def content_hash(document: Document) -> str:
    """Hash everything that an index keeps of a document, except where the file lies."""
    fields = (
        document.title,
        document.text,
        document.language,
        document.source or "",
        document.url or "",
        document.date or "",
        document.translation_of or "",
    )
    return hashlib.sha256("\0".join(fields).encode()).hexdigest()


def _files(paths: Iterable[Path]) -> list[tuple[str, Path]]:
    files: dict[str, Path] = {}
    for root in paths:
        if not root.exists():
            raise LoadError("document_missing", path=root)
        folder = root.parent if root.is_file() else root
        for path in [root] if root.is_file() else _walk(root):
            document_id = path.relative_to(folder).as_posix()
            if document_id in files and files[document_id].resolve() != path.resolve():
                document_id = f"{folder.resolve().name}/{document_id}"
            files[document_id] = path
    return list(files.items())


def _walk(root: Path) -> list[Path]:
    try:
        return sorted(
            path
            for path in root.rglob("*")
            if path.suffix.lower() in READERS
            and path.is_file()
            and not any(part.startswith(".") for part in path.relative_to(root).parts)
        )
    except OSError as error:
        raise LoadError("document_unreadable", path=root, reason=error.strerror or error) from error


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise LoadError("document_missing", path=path) from error
    except OSError as error:
        raise LoadError("document_unreadable", path=path, reason=error.strerror or error) from error


def _resolve_translation(document: Document, documents: dict[str, Document]) -> str | None:
    """Find the id that `translation_of` names: a path beside the document, or an id."""
    if not document.translation_of:
        return None
    folder = document.id.rpartition("/")[0]
    beside = f"{folder}/{document.translation_of}" if folder else document.translation_of
    for candidate in (beside, document.translation_of):
        if candidate in documents and candidate != document.id:
            return candidate
    return None


__all__ = ["READERS", "FrontMatter", "content_hash", "iter_documents", "load"]
