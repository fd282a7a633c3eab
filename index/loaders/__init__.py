"""Files into documents; a new kind of file is one reader in the table of `formats`.

It imports `index.text`, `index.types` and `index.errors`.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from index.errors import LoadError
from index.loaders.files import DocumentFile, OnError, composed, find_files
from index.loaders.formats import SUFFIXES, is_harmless, may_be_document, open_file, parse
from index.loaders.front_matter import FrontMatter
from index.loaders.parsed import Parsed, says_something
from index.loaders.process.isolation import Isolated
from index.text.chunking import REVISION
from index.text.language import detect
from index.translations import rings
from index.types import Block, Document

# A text this long is enough to tell its language.
_LANGUAGE_SAMPLE = 20_000
# Blocks shorter than this are in the document's language, whatever their letters.
_BLOCK_LETTERS = 25
# Names of files that stand for the folder they lie in.
_FOLDERS_OWN = frozenset({"index", "readme"})


def load(path: Path, document_id: str | None = None) -> Document:
    """Read one file; raises LoadError with what to do about it."""
    with Isolated() as isolated:
        return _load(path, document_id, isolated)[0]


def _load(
    path: Path, document_id: str | None, isolated: Isolated
) -> tuple[Document, tuple[str, ...]]:
    """Read one file, with the codes of what was amiss in it."""
    opened = open_file(path)
    parsed = parse(opened, path) if is_harmless(opened) else isolated.read(path)
    if not any(block.kind != "credit" for block in parsed.blocks):
        raise LoadError("document_empty", path=path)
    front = parsed.front
    language = front.language or detect(_sample(parsed)) or "und"
    document = Document(
        id=document_id or composed(path.name),
        title=front.title or _named(path),
        text=parsed.text,
        language=language,
        source=front.source,
        url=front.url,
        date=front.date,
        path=_spelled(path),
        translation_of=front.translation_of,
        blocks=_in_languages(parsed, language),
        anchors=parsed.anchors,
        media_type=opened.media_type or "text/plain",
        original=hashlib.sha256(opened.data).hexdigest(),
    )
    return document, parsed.warnings


def _named(path: Path) -> str:
    """A title made of a file's name; of its folder's, where the file stands for the folder."""
    stem = path.stem
    if stem.lower().strip("_") in _FOLDERS_OWN and says_something(path.absolute().parent.name):
        stem = path.absolute().parent.name
    return composed(stem).replace("_", " ").replace("-", " ").strip() or composed(path.name)


def _sample(parsed: Parsed) -> str:
    """Words of a text by which its language is told; code says nothing of it."""
    pieces: list[str] = []
    length = 0
    prose = [block for block in parsed.blocks if block.kind != "code"] or parsed.blocks
    for block in prose:
        pieces.append(parsed.text[block.start : block.end])
        length += block.end - block.start
        if length > _LANGUAGE_SAMPLE:
            break
    return "\n".join(pieces)[:_LANGUAGE_SAMPLE]


def _in_languages(parsed: Parsed, language: str) -> tuple[Block, ...]:
    """Tell of each block that is long enough which language it is in, where that is another."""
    blocks = []
    for block in parsed.blocks:
        text = parsed.text[block.start : block.end]
        if block.kind != "code" and sum(map(str.isalpha, text)) >= _BLOCK_LETTERS:
            own = detect(text)
            if own not in (None, "und", language):
                block = replace(block, language=own)
        blocks.append(block)
    return tuple(blocks)


def iter_documents(
    paths: Iterable[Path],
    on_error: OnError | None = None,
    passed_over: Callable[[DocumentFile], bool] = lambda file: False,
) -> Iterator[Document]:
    """Read files and folders (recursively, hidden ones left out), one document each, by id.

    Ids are paths relative to the folder named, so an index can move with its documents.
    A file or folder that can't be read goes to `on_error` with its id, or raises where that is
    None; what is merely amiss in a file that was read goes there too. A file that is `passed_over`
    isn't read, though others may name it as their original.
    """

    def fail(error: LoadError, document_id: str) -> None:
        if on_error is None:
            raise error
        on_error(error, document_id)

    files = find_files(paths, may_be_document, fail)
    documents: dict[str, Document] = {}
    with Isolated() as isolated:
        for file in files:
            if passed_over(file):
                continue
            try:
                documents[file.id], warnings = _load(file.path, file.id, isolated)
            except LoadError as error:
                fail(error, file.id)
                continue
            if on_error:
                for code in warnings:
                    on_error(LoadError(code, path=file.path), file.id)
    yield from _link(files, documents, fail)


def content_hash(document: Document) -> str:
    """Hash everything that an index keeps of a document, and how, except where the file lies."""
    fields = [
        document.title,
        document.text,
        document.language,
        document.source or "",
        document.url or "",
        document.date or "",
        document.translation_of or "",
        repr(document.blocks),
        repr(document.anchors),
        str(REVISION),
    ]
    return hashlib.sha256("\0".join(fields).encode()).hexdigest()


def _spelled(path: Path) -> str | None:
    """The path as text, None where its bytes are none."""
    try:
        return str(path).encode().decode()
    except UnicodeEncodeError:
        return None


def _link(
    files: Sequence[DocumentFile], documents: Mapping[str, Document], fail: OnError
) -> list[Document]:
    """Turn what `translation_of` says into ids; a link to nowhere or in a ring is none.

    The file of an original is enough: whether it can be read this time changes no translation.
    """
    places = {composed(file.place): file.id for file in files}
    links: dict[str, str | None] = {}
    for file in files:
        said = documents[file.id].translation_of if file.id in documents else None
        links[file.id] = _original(file, said, places) if said else None
        if said and links[file.id] is None:
            fail(LoadError("document_translation", path=file.path, original=said), file.id)
    paths = {file.id: file.path for file in files}
    for ring in rings(links):
        # The first of a ring is taken for its original.
        first, links[ring[0]] = links[ring[0]], None
        error = LoadError("document_translation_ring", path=paths[ring[0]], original=first)
        fail(error, ring[0])
    return [replace(document, translation_of=links[name]) for name, document in documents.items()]


def _original(file: DocumentFile, said: str, places: Mapping[str, str]) -> str | None:
    """Find the id that `translation_of` names: a path from the document's folder or from where
    ids count, or an id."""
    paths = (os.path.normpath(folder / said) for folder in (file.place.parent, file.base))
    named = [places.get(composed(path)) for path in paths]
    found = [name for name in (*named, said if said in places.values() else None) if name]
    # A file may have the name of its original in another folder; itself it is only as a last way.
    return next((name for name in found if name != file.id), found[0] if found else None)


__all__ = ["SUFFIXES", "FrontMatter", "content_hash", "iter_documents", "load"]
