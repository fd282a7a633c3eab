"""EPUB books: their chapters in reading order."""

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from index.errors import LoadError
from index.loaders.archive import Archive, damaged, open_archive
from index.loaders.encoding import decode_html
from index.loaders.front_matter import FrontMatter, language_code
from index.loaders.markup.xml import attribute, child, children, local, parse
from index.loaders.parsed import Builder, Parsed, clean

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MOST_CHAPTERS = 5_000
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
# Fonts may be scrambled; then the words are there for all to read.
_SCRAMBLED_FONTS = ("idpf.org/2008/embedding", "pdf/enc#RC")
_VOID = "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
_CLOSED_AT_ONCE = re.compile(rf"<(?!(?:{_VOID})\b)([a-zA-Z][\w:-]*)((?:\s[^<>]*?)?)/>")
# References to notes, and the ways back from them.
_NOTE_ROLE = r"(?:epub:type=[\"'][^\"']*\b{0}\b|role=[\"']doc-{0}|class=[\"'][^\"']*footnote-{1}\b)"
_NOTE_LINK = r"<a\b[^<>]*" + _NOTE_ROLE + r"[^<>]*>(.{{0,200}}?)</a>"
_REFERENCE = re.compile(_NOTE_LINK.format("noteref", "ref"), re.S)
_WAY_BACK = re.compile(_NOTE_LINK.format("backlink", "back"), re.S)
_TAG = re.compile(r"<[^<>]*>")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_DATE = re.compile(r"\d{4}(?:-\d{2}-\d{2})?")


def read_epub(data: bytes, path: Path) -> Parsed:
    """Read a book; raises LoadError where it can't be."""
    from index.loaders.markup.html import lay_html

    archive = open_archive(data, path)
    _refuse_locked(archive)
    name, package = _package(archive)
    builder = Builder()
    warnings: list[str] = []
    title: str | None = None
    for chapter in _chapters(name, package)[:_MOST_CHAPTERS]:
        page = archive.read(chapter)
        if page is None:
            continue
        source, amiss = decode_html(path, page)
        warnings += amiss
        front = lay_html(builder, as_html(source))
        title = title or front.title
    front = _front(child(package, "metadata"))
    return builder.finish(front if front.title else FrontMatter(title=title), warnings)


def as_html(source: str) -> str:
    """XHTML as HTML is read: an element closed at once would stay open otherwise.

    The numbers of notes are put in brackets, as small figures would join the words before them.
    """
    source = _CLOSED_AT_ONCE.sub(r"<\1\2></\1>", _DECLARATION.sub("", source))
    return _REFERENCE.sub(_bracketed, _WAY_BACK.sub("", source))


def _bracketed(link: re.Match[str]) -> str:
    number = _TAG.sub("", link[1]).strip().strip("[]")
    return f"[{number}]" if number else ""


def _refuse_locked(archive: Archive) -> None:
    data = archive.read("META-INF/encryption.xml")
    if data is None:
        return
    for method in parse(data, archive.path).iter("{*}EncryptionMethod"):
        algorithm = attribute(method, "Algorithm") or ""
        if not any(known in algorithm for known in _SCRAMBLED_FONTS):
            raise LoadError("document_encrypted", path=archive.path)


def _package(archive: Archive) -> "tuple[str, Element]":
    container = archive.read("META-INF/container.xml")
    if container is None:
        raise damaged(archive.path, "no META-INF/container.xml")
    roots = parse(container, archive.path).iter("{*}rootfile")
    name = next((attribute(root, "full-path") or "" for root in roots), "")
    data = archive.read(name)
    if data is None:
        raise damaged(archive.path, "no package document")
    return name, parse(data, archive.path, doctype=True)


def _chapters(package_name: str, package: "Element") -> list[str]:
    """The pages of a book in reading order, its table of contents left out."""
    items = {
        attribute(item, "id") or "": item for item in children(child(package, "manifest"), "item")
    }
    chapters: list[str] = []
    for entry in children(child(package, "spine"), "itemref"):
        item = items.get(attribute(entry, "idref") or "")
        if item is None or attribute(item, "media-type") not in _PAGES:
            continue
        if "nav" in (attribute(item, "properties") or "").split():
            continue
        link = unquote((attribute(item, "href") or "").partition("#")[0])
        place = posixpath.join(posixpath.dirname(package_name), link)
        chapters.append(posixpath.normpath(place).lstrip("/"))
    return list(dict.fromkeys(chapters))


def _front(metadata: "Element | None") -> FrontMatter:
    said: dict[str, str] = {}
    for element in children(metadata):
        said.setdefault(local(element), clean("".join(str(text) for text in element.itertext())))
    date = _DATE.match(said.get("date", ""))
    return FrontMatter(
        title=said.get("title") or None,
        date=date[0] if date and len(date[0]) > len("2024") else None,
        language=language_code(said["language"]) if said.get("language") else None,
        source=said.get("publisher") or said.get("creator") or None,
    )
