"""Which reader reads a file: decided by its bytes, by its name only among kinds of text."""

import importlib
import stat
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from index.errors import LoadError
from index.loaders.encoding import decode
from index.loaders.front_matter import FrontMatter, split_front_matter
from index.loaders.markup.html import read_html
from index.loaders.markup.markdown import lay_markdown
from index.loaders.media import DOCX, PPTX, XLSX, refuse_old_office, sniff
from index.loaders.parsed import Builder, Parsed
from index.loaders.plain import lay_plain
from index.types import Box

# The ends of names that a folder is searched for; what has another is known by its bytes.
_SUFFIXES_LISTED = """
.csv .docm .docx .eml .epub .htm .html .json .jsonl .markdown .md .mdx .ndjson .odp .ods .odt .pdf
.pptm .pptx .rtf .tab .text .tsv .txt .xhtml .xlsm .xlsx
"""
SUFFIXES = frozenset(_SUFFIXES_LISTED.split())
# What has these and is mere text is a file that was cut off, or an empty one.
_BINARY_SUFFIXES = frozenset(
    {".docm", ".docx", ".epub", ".odp", ".ods", ".odt", ".pdf", ".pptm", ".pptx", ".xlsm", ".xlsx"}
)
# Files of these are named where they can't be read, and how to save them is told.
_OLD_SUFFIXES = frozenset({".doc", ".ppt", ".xls"})
# What a text and what any other file holds at most; more is no document that a person made.
_LARGEST_TEXT_BYTES = 50_000_000
_LARGEST_BYTES = 300_000_000
# A text as long as this is read at once, by readers whose time grows with its length alone.
_SMALL_BYTES = 1_000_000
_HEAD_BYTES = 4_096

Reader = Callable[[bytes, Path], Parsed]


class Opened(NamedTuple):
    """A file's bytes and what they are, None where nothing tells it."""

    data: bytes
    media_type: str | None


def _markdown(data: bytes, path: Path) -> Parsed:
    return _of_text(data, path, lay_markdown)


def _plain(data: bytes, path: Path) -> Parsed:
    return _of_text(data, path, lay_plain)


def _later(module: str, name: str) -> Reader:
    """A reader that is imported where it is needed: most folders hold one kind of file or two."""

    def read(data: bytes, path: Path) -> Parsed:
        try:
            reader: Reader = getattr(importlib.import_module(f"index.loaders.{module}"), name)
            return reader(data, path)
        except ModuleNotFoundError as error:
            raise LoadError("document_extra", path=path) from error

    return read


_TEXTS: dict[str, Reader] = {
    "text/html": read_html,
    "text/markdown": _markdown,
    "text/plain": _plain,
}
_VALUES: dict[str, Reader] = {
    "application/json": _later("values.json_text", "read_json"),
    "application/jsonl": _later("values.json_text", "read_jsonl"),
    "message/rfc822": _later("mail", "read_eml"),
    "text/csv": _later("values.table_text", "read_table_text"),
    "text/tab-separated-values": _later("values.table_text", "read_table_text"),
}
PDF = "application/pdf"
_OPENDOCUMENT = "application/vnd.oasis.opendocument."
_BINARIES: dict[str, Reader] = {
    "application/epub+zip": _later("markup.book", "read_epub"),
    PDF: _later("pdf", "read_pdf"),
    "application/rtf": _later("office.rtf.reading", "read_rtf"),
    f"{_OPENDOCUMENT}presentation": _later("office.opendocument.reading", "read_odp"),
    f"{_OPENDOCUMENT}spreadsheet": _later("office.opendocument.reading", "read_ods"),
    f"{_OPENDOCUMENT}text": _later("office.opendocument.reading", "read_odt"),
    DOCX: _later("office.word.reading", "read_docx"),
    PPTX: _later("office.pptx", "read_pptx"),
    XLSX: _later("office.xlsx", "read_xlsx"),
}
READERS = _TEXTS | _VALUES | _BINARIES


def may_be_document(path: Path) -> bool:
    """Whether a file in a folder is one of its documents: by its name, else by its bytes."""
    suffix = path.suffix.lower()
    if suffix in SUFFIXES or suffix in _OLD_SUFFIXES:
        return True
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError:
        return False
    if head.startswith(b"PK\x03\x04"):
        return b"[Content_Types].xml" in head or b"mimetypeapplication/" in head
    return head.startswith((b"%PDF-", b"{\\rtf"))


def open_file(path: Path) -> Opened:
    """Read a file's bytes and tell what they are; raises LoadError where they can't be read."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise LoadError("document_unreadable", path=path, reason="not a file")
        if status.st_size > _LARGEST_BYTES:
            raise LoadError("document_too_large", path=path)
        with path.open("rb") as file:
            data = file.read(_LARGEST_BYTES + 1)
    except FileNotFoundError as error:
        # A link whose target is away may lead somewhere again; a file that is gone is gone.
        if path.is_symlink():
            reason = error.strerror
            raise LoadError("document_unreadable", path=path, reason=reason) from error
        raise LoadError("document_missing", path=path) from error
    except OSError as error:
        raise LoadError("document_unreadable", path=path, reason=error.strerror or error) from error
    media_type = sniff(data, path.name)
    is_text = media_type not in _BINARIES
    if len(data) > (_LARGEST_TEXT_BYTES if is_text else _LARGEST_BYTES):
        raise LoadError("document_too_large", path=path)
    return Opened(data, media_type)


def is_harmless(opened: Opened) -> bool:
    """Whether a file is read as quickly as it is short, so that it needs no limits."""
    return opened.media_type not in (_BINARIES | _VALUES) and len(opened.data) <= _SMALL_BYTES


def parse(opened: Opened, path: Path) -> Parsed:
    """Read a file that was opened; raises LoadError with what to do about it."""
    data, media_type = opened
    refuse_old_office(data, path)
    if media_type == "text/plain" and path.suffix.lower() in _BINARY_SUFFIXES:
        raise LoadError("document_damaged", path=path, reason=media_type)
    if media_type in READERS:
        return READERS[media_type](data, path)
    if path.suffix.lower() in SUFFIXES:
        # It isn't what its name says, or nothing that a text is made of.
        if media_type is None:
            return _plain(data, path)
        raise LoadError("document_damaged", path=path, reason=media_type)
    raise LoadError("document_suffix", path=path, supported=", ".join(sorted(SUFFIXES)))


def draw_page(opened: Opened, path: Path, number: int, width: int, boxes: Sequence[Box]) -> bytes:
    """Draw a page of a PDF, counted from 1, as PNG; raises LoadError where it has no such page."""
    if opened.media_type != PDF:
        raise LoadError("document_no_page", path=path, number=number)
    try:
        from index.loaders.pdf.render import render_page

        return render_page(opened.data, path, number, width, boxes)
    except ModuleNotFoundError as error:
        raise LoadError("document_extra", path=path) from error
    except IndexError as error:
        raise LoadError("document_no_page", path=path, number=number) from error


def _of_text(data: bytes, path: Path, lay: Callable[[Builder, str], FrontMatter | None]) -> Parsed:
    """Read a text that may begin with front matter."""
    raw, warnings = decode(path, data)
    raw = normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
    front, body = split_front_matter(path, raw)
    builder = Builder()
    found = lay(builder, body)
    if found and not front.title:
        front = replace(front, title=found.title)
    return builder.finish(front, warnings)
