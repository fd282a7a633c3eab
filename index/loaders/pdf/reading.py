"""A PDF into blocks: its pages one by one, then all of them together."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.errors import LoadError
from index.loaders.front_matter import FrontMatter
from index.loaders.parsed import Builder, Parsed, Place
from index.loaders.pdf.engine import opened, page_of, paused
from index.loaders.pdf.laying import lay
from index.loaders.pdf.layout.columns import in_order, rows_of
from index.loaders.pdf.layout.furniture import strip_furniture
from index.loaders.pdf.layout.paragraphs import paragraphs_of
from index.loaders.pdf.letters.encodings import mend
from index.loaders.pdf.letters.unmapped import UNKNOWN, decode
from index.loaders.pdf.letters.vocabulary import vocabulary_of
from index.loaders.pdf.metadata import metadata_of
from index.loaders.pdf.ocr import languages, read_picture
from index.loaders.pdf.pages import read_page
from index.loaders.pdf.shapes import Line, Page, Table, Word
from index.loaders.pdf.tables.grids import grid_tables
from index.loaders.pdf.tables.tabling import merged
from index.loaders.process import limits

# Larger files are cut off here: what is asked of them is rarely on page 5,001.
MOST_PAGES = 5_000
# A page with more words that can't be told is better read by Tesseract.
_UNKNOWN_SHARE = 0.1
# A title on the first page is at most this long.
_LONGEST_TITLE = 200


def read_pdf(data: bytes, path: Path) -> Parsed:
    """Read a PDF's text with a box for each word; raises LoadError where that can't be done."""
    warnings: list[str] = []
    with opened(data, path) as document:
        front = metadata_of(document, path)
        pages = _pages(document, path, warnings)
    words = [word for page in pages for word in _all_words(page)]
    told = decode(words)
    if not told and languages() is not None:
        told = _seen(data, path, pages)
        words = [word for page in pages for word in _all_words(page)]
    if not (mend(words) and told):
        warnings.append("document_letters")
    strip_furniture(pages)
    elements: list[Line | Table] = []
    columns: list[float] = []
    for page in pages:
        elements.extend(grid_tables(in_order(page.words, page.tables, page.number, columns)))
    items = merged(paragraphs_of(elements))
    places = {page.number: Place("page", page.number, page.label) for page in pages}
    builder = Builder()
    lay(builder, items, vocabulary_of(_lines(elements)), places)
    parsed = builder.finish(front, warnings)
    if not told and not parsed.blocks:
        raise LoadError("document_letters", path=path)
    return parsed if front.title else replace(parsed, front=_titled(front, parsed))


def _pages(document: Any, path: Path, warnings: list[str]) -> list[Page]:
    """Read the pages; those that are pictures by Tesseract."""
    count = min(len(document), MOST_PAGES)
    if count < len(document):
        warnings.append("document_pages_left")
    pages: list[Page] = []
    unread = 0
    for number in range(1, count + 1):
        if limits.is_over():
            warnings.append("document_pages_left")
            break
        with page_of(document, number, path) as page:
            found = read_page(document, page, number)
            if found.scanned:
                words = read_picture(page, number)
                unread += words is None
                found.words = words if words is not None else found.words
        pages.append(found)
        with paused():
            pass
    if unread and not any(page.words or page.tables for page in pages if not page.scanned):
        if languages() is None:
            raise LoadError("document_scanned", path=path)
        raise LoadError("document_damaged", path=path, reason="its pictures can't be read")
    if unread:
        warnings.append("document_pages_scanned")
    return pages


def _seen(data: bytes, path: Path, pages: Sequence[Page]) -> bool:
    """Read pages whose letters the file doesn't tell as pictures; True where all could be."""
    read = True
    with opened(data, path) as document:
        for found in pages:
            words = list(_all_words(found))
            unknown = sum(UNKNOWN in word.text for word in words)
            if unknown <= _UNKNOWN_SHARE * len(words):
                continue
            with page_of(document, found.number, path) as page:
                seen = read_picture(page, found.number)
            if seen is None:
                read = False
            else:
                found.words, found.tables = seen, []
    return read


def _all_words(page: Page) -> Iterable[Word]:
    yield from page.words
    for table in page.tables:
        for row in table.rows:
            for cell in row:
                yield from cell.words


def _lines(elements: Sequence[Line | Table]) -> Iterable[Sequence[Word]]:
    for element in elements:
        if isinstance(element, Line):
            yield element.words
        else:
            for row in element.rows:
                for cell in row:
                    yield from rows_of(cell.words)


def _titled(front: FrontMatter, parsed: Parsed) -> FrontMatter:
    """The first heading of the highest rank on the first page, as the title."""
    first = [
        block
        for block in parsed.blocks[:20]
        if block.kind == "heading" and block.end - block.start <= _LONGEST_TITLE
    ]
    if not first:
        return front
    best = min(first, key=lambda block: (block.level, block.start))
    return replace(front, title=parsed.text[best.start : best.end])
