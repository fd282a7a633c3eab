"""Views: a document's words with what they hang under, for models to read and to embed.

A row is seen with the names of its columns, an item with the line that leads its list in, a line of
code with the keys it hangs under, a passage with the headings it stands under. What is found in a
view is mapped back to the document's own words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.text.units import (
    Paragraph,
    blocks_of,
    paragraph_at,
    paragraphs_within,
    read_paragraphs,
)
from index.text.words import UNSEEN
from index.types import Block, Document, Span

# How much of a lead-in, and of an item that others hang under, is seen with each of them.
_LEAD_CHARACTERS = 200
_HEADINGS = 3
# Keys that a line of code is seen under.
_KEYS = 4
_SECTION = re.compile(r"\[{1,2}[^\[\]\n]+\]{1,2}$")
_COMMENT = re.compile(r"(?:#|//|--|;)\s*(?=\S)")
_PATH_BORDER = " › "


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a view that begins at `at` and is the document's own `span`, word for word."""

    at: int
    span: Span


@dataclass(frozen=True, slots=True)
class View:
    """A text to be read, and which stretches of it are the document's; the rest is glue."""

    text: str
    pieces: tuple[Piece, ...]

    def to_document(self, found: Span, within: Span) -> Span | None:
        """The document's words for a stretch of the view, as far as they lie in `within`."""
        touched = []
        for piece in self.pieces:
            start = max(found.start, piece.at) - piece.at + piece.span.start
            end = min(found.end, piece.at + piece.span.end - piece.span.start)
            end += piece.span.start - piece.at
            start, end = max(start, within.start), min(end, within.end)
            if start < end:
                touched.append(Span(start, end))
        if not touched:
            return None
        return Span(min(span.start for span in touched), max(span.end for span in touched))

    def from_document(self, span: Span) -> Span | None:
        """Where the document's words stand in the view, from the first of them to the last."""
        touched = []
        for piece in self.pieces:
            start, end = max(span.start, piece.span.start), min(span.end, piece.span.end)
            if start < end:
                shift = piece.at - piece.span.start
                touched.append(Span(start + shift, end + shift))
        if not touched:
            return None
        return Span(min(at.start for at in touched), max(at.end for at in touched))


class _Writer:
    """Writes a view piece by piece."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._texts: list[str] = []
        self._length = 0
        self._pieces: list[Piece] = []

    def own(self, start: int, end: int) -> None:
        """Write the document's words, without the characters in them that nobody sees."""
        text = self._document.text
        for unseen in UNSEEN.finditer(text, start, end):
            self._run(start, unseen.start())
            start = unseen.end()
        self._run(start, end)

    def _run(self, start: int, end: int) -> None:
        if start < end:
            self._pieces.append(Piece(self._length, Span(start, end)))
            self.glue(self._document.text[start:end])

    def glue(self, text: str) -> None:
        self._texts.append(text)
        self._length += len(text)

    def view(self) -> View:
        return View("".join(self._texts), tuple(self._pieces))


def passage_view(document: Document, passage: Span) -> View:
    """A passage under its headings, its rows with the names of their columns.

    Without either it is the passage's text as it is.
    """
    blocks = blocks_of(document)
    writer = _Writer(document)
    inside = paragraphs_within(document, passage)
    if inside:
        _write_headings(writer, document, blocks, inside[0], passage)
        lead = _lead(blocks, blocks[inside[0].block])
        if lead is not None and blocks[lead].start < passage.start:
            _write_shortened(writer, blocks[lead])
            writer.glue("\n")
    position = passage.start
    for paragraph in inside:
        block = blocks[paragraph.block]
        if block.kind == "row" and paragraph.sentences and block.start >= passage.start:
            writer.own(position, block.start)
            _write_row(writer, document, blocks, block)
            position = block.end
    writer.own(position, passage.end)
    return writer.view()


def unit_view(document: Document, paragraph: Paragraph, unit: Span) -> View:
    """A unit with what it hangs under: enough to be understood alone."""
    blocks = blocks_of(document)
    block = blocks[paragraph.block]
    writer = _Writer(document)
    if block.kind == "row" and unit == Span(block.start, block.end):
        _write_row(writer, document, blocks, block)
        return writer.view()
    if block.kind == "code":
        for key in _keys(document.text, block, unit):
            writer.own(key.start, key.end)
            writer.glue(" ")
    elif (lead := _lead(blocks, block)) is not None:
        _write_shortened(writer, blocks[lead])
        writer.glue(" ")
    writer.own(unit.start, unit.end)
    return writer.view()


def unit_views(document: Document) -> Iterator[tuple[Span, View]]:
    """Every unit of a document with its view, in order."""
    for paragraph in read_paragraphs(document):
        for unit in paragraph.sentences:
            yield unit, unit_view(document, paragraph, unit)


def view_at(document: Document, unit: Span) -> View:
    """The view of one unit."""
    paragraph = paragraph_at(document, unit.start)
    if paragraph is None:
        return View(document.text[unit.start : unit.end], (Piece(0, unit),))
    return unit_view(document, paragraph, unit)


def heading_path(document: Document, paragraph: Paragraph) -> list[Span]:
    """The headings that a paragraph stands under, the outermost first, without the title."""
    blocks = blocks_of(document)
    spans = [Span(blocks[at].start, blocks[at].end) for at in paragraph.headings]
    return [span for span in spans if document.text[span.start : span.end] != document.title]


def _write_headings(
    writer: _Writer,
    document: Document,
    blocks: Sequence[Block],
    first: Paragraph,
    passage: Span,
) -> None:
    above = [span for span in heading_path(document, first) if span.start < passage.start]
    for span in above[-_HEADINGS:]:
        writer.own(span.start, span.end)
        writer.glue(_PATH_BORDER if span != above[-1] else "\n")


def _write_row(writer: _Writer, document: Document, blocks: Sequence[Block], row: Block) -> None:
    """Write a row's cells, each after its column's name; a cell over several columns once."""
    seen: set[Span] = set()
    for column, cell in enumerate(row.columns):
        if cell is None or cell in seen:
            continue
        if seen:
            writer.glue("; ")
        seen.add(cell)
        for name in _names(blocks, row, column):
            named = document.text[name.start : name.end]
            # A header may have its colon already.
            shown = len(named.rstrip(": "))
            if shown and named != document.text[cell.start : cell.end]:
                writer.own(name.start, name.start + shown)
                writer.glue(": ")
        writer.own(cell.start, cell.end)


def _names(blocks: Sequence[Block], row: Block, column: int) -> list[Span]:
    """The names that headers give to a column, the uppermost first."""
    names: list[Span] = []
    parent = row.parent
    while parent is not None and blocks[parent].kind == "row":
        columns = blocks[parent].columns
        name = columns[column] if column < len(columns) else None
        if name and name not in names:
            names.insert(0, name)
        parent = blocks[parent].parent
    return names


def _lead(blocks: Sequence[Block], block: Block) -> int | None:
    """The number of the block that leads another in, past a table's headers."""
    parent = block.parent
    while parent is not None and blocks[parent].kind == "row":
        parent = blocks[parent].parent
    return parent


def _write_shortened(writer: _Writer, block: Block) -> None:
    """Write a lead-in, of a long one its end."""
    writer.own(max(block.start, block.end - _LEAD_CHARACTERS), block.end)


def _keys(text: str, block: Block, unit: Span) -> list[Span]:
    """The lines above that a line of code hangs under: less indented, a section, a comment."""
    lines = _lines(text, block.start, unit.start)
    indent = _indent(text, unit.start)
    keys: list[Span] = []
    if lines and _COMMENT.match(text, lines[-1].start, lines[-1].end):
        keys.append(lines[-1])
    for line in reversed(lines):
        if len(keys) == _KEYS:
            break
        words = text[line.start : line.end]
        if _SECTION.fullmatch(words):
            keys.insert(0, line)
            break
        above = _indent(text, line.start)
        if above < indent and any(char.isalnum() for char in words):
            keys.insert(0, line)
            indent = above
    return keys


def _lines(text: str, start: int, end: int) -> list[Span]:
    """The lines between two places that aren't blank, without white space around them."""
    spans = []
    for line in re.finditer(r"[^\n]+", text[start:end]):
        words = line.group()
        if words.strip():
            first = start + line.start() + len(words) - len(words.lstrip())
            spans.append(Span(first, first + len(words.strip())))
    return spans


def _indent(text: str, start: int) -> int:
    return start - text.rfind("\n", 0, start) - 1
