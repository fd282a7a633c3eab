"""Word documents into blocks: what is printed of the body, notes behind what refers to them."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.loaders.markup.xml import attribute, child, children, local, on, value
from index.loaders.numerals import roman
from index.loaders.office.charts import lay_chart
from index.loaders.office.flow import Flow, Note
from index.loaders.office.grid import Table
from index.loaders.office.package import Package, finish, open_package, properties
from index.loaders.office.word.numbering import Numbering, indent_of, read_numbering
from index.loaders.office.word.styles import Styles, read_styles
from index.loaders.office.word.text import Line, Words
from index.loaders.parsed import Builder, Parsed, clean
from index.loaders.values.tables import Cell

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_WRAPPERS = frozenset(("ins", "moveTo", "customXml", "smartTag", "sdtContent", "txbxContent"))
# A cell that claims to reach further is taken to reach this far.
_WIDEST = 1_000
# A cell with more paragraphs is a part of the page rather than of a table.
_MOST_IN_CELL = 6


def read_docx(data: bytes, path: Path) -> Parsed:
    """Read a Word document; raises LoadError where it can't be."""
    package = open_package(data, path, "wordprocessingml")
    body = child(package.part(package.main), "body")
    builder = Builder()
    flow = Flow(builder)
    if body is not None:
        _Reader(package, flow).walk(body)
    flow.flush()
    front = properties(package)
    return finish(builder, replace(front, title=front.title or flow.heading))


@dataclass(slots=True)
class _Cell:
    """What a cell of a table holds."""

    text: str = ""
    notes: list[Note] = field(default_factory=list)
    tables: "list[Element]" = field(default_factory=list)
    is_page: bool = False


class _Reader:
    def __init__(self, package: Package, flow: Flow) -> None:
        main = package.main
        self._package = package
        self._flow = flow
        self._styles: Styles = read_styles(package.part(package.of_kind(main, "styles")))
        numbers = package.part(package.of_kind(main, "numbering"))
        self._numbering: Numbering = read_numbering(numbers, self._styles)
        self._notes: dict[str, dict[str, Element]] = {}
        self._counts = {"footnote": 0, "endnote": 0}
        self._words = Words(self._styles, self._note)
        # Words of a paragraph whose end is deleted: they go on in the next.
        self._held: list[Line] = []

    def walk(self, container: "Element") -> None:
        """Lay what stands in the body, a cell or a box."""
        for element in container:
            tag = local(element)
            if tag == "p":
                self._paragraph(element)
            elif tag == "tbl":
                self._table(element)
            elif tag == "sdt":
                if not _is_contents(element):
                    self.walk(element)
            elif tag in _WRAPPERS:
                self.walk(element)

    def _paragraph(self, element: "Element") -> None:
        said = child(element, "pPr")
        style = value(said, "pStyle") or self._styles.default
        line = self._line(element, style)
        if line is None:
            return
        role, rank = self._styles.role(style) or (None, 0)
        level = self._styles.level(said, style)
        text, notes = line.text, line.notes
        hidden = role == "contents" or (self._words.is_hidden and not text.strip())
        ordinal, depth = (None, 0) if hidden else self._ordinal(said, style, text)
        if ordinal:
            text = f"{ordinal} {text.strip()}"
        if hidden or not text.strip():
            pass
        elif role in ("heading", "title") or level:
            self._flow.head(text, rank if role in ("heading", "title") else level or 1, notes)
        elif role == "code":
            self._flow.code(text)
        elif depth:
            number = self._number(said, style)
            indent = indent_of(said) or self._numbering.indent(number, depth - 1)
            series = self._numbering.series(number)
            self._flow.item(text, depth, ordinal, notes, series=series, indent=indent)
        elif role in ("caption", "quote"):
            self._flow.paragraph(text, notes, kind=role)
        else:
            self._flow.paragraph(text, notes, within_item=role == "continues")
        for box in line.boxes:
            self.walk(box)
        for chart in line.charts:
            lay_chart(self._flow, self._package, self._package.main, chart)

    def _line(self, element: "Element", style: str | None) -> Line | None:
        """A paragraph's words with those held before it; None where they go on in the next."""
        line = self._words.line(element, style)
        for held in self._held:
            line.words[:0] = held.words
            line.notes[:0] = held.notes
            line.boxes[:0] = held.boxes
        self._held = []
        if child(element, "pPr", "rPr", "del") is not None:
            self._held = [line]
            return None
        return line

    def _ordinal(
        self, said: "Element | None", style: str | None, text: str
    ) -> tuple[str | None, int]:
        """A paragraph's number in its list and how deep it lies, 0 where it is in none."""
        own = child(said, "numPr")
        by, styled = self._styles.numbering(style)
        number = self._number(said, style)
        if number in ("", "0") or not text.strip():
            return None, 0
        deep = value(own, "ilvl") or value(styled, "ilvl")
        at = int(deep) if deep and deep.isdecimal() else None
        if at is None:
            at = self._numbering.level_of(number, by or style)
        shown, is_list = self._numbering.number(number, at)
        return shown, at + 1 if is_list else 0

    def _number(self, said: "Element | None", style: str | None) -> str:
        """The id of a paragraph's list, its own or its style's."""
        styled = self._styles.numbering(style)[1]
        return value(said, "numPr", "numId") or value(styled, "numId") or ""

    def _note(self, kind: str, identifier: str) -> "tuple[str, Element] | None":
        if kind not in self._notes:
            part = self._package.part(self._package.of_kind(self._package.main, f"{kind}s"))
            self._notes[kind] = {attribute(note, "id") or "": note for note in children(part, kind)}
        note = self._notes[kind].get(identifier)
        if note is None:
            return None
        self._counts[kind] += 1
        count = self._counts[kind]
        return f"[{count if kind == 'footnote' else roman(count)}]", note

    def _table(self, table: "Element") -> None:
        rows = [row for row in _inner(table, "tr") if not _is_gone(row)]
        grid = [[(cell, self._peek(cell)) for cell in _inner(row, "tc")] for row in rows]
        if all(len(row) <= 1 for row in grid) or any(
            seen.is_page for row in grid for _, seen in row
        ):
            for row in grid:
                for cell, _ in row:
                    self.walk(cell)
            self._flow.break_lists()
            return
        marked = 0
        while marked < len(rows) and on(child(rows[marked], "trPr"), "tblHeader"):
            marked += 1
        seen = [[(cell, self._cell(cell)) for cell, _ in row] for row in grid]
        notes = [note for row in seen for _, cell in row for note in cell.notes]
        laid = _rows(rows, seen)
        self._flow.table(Table(laid, marked), notes)
        for row in seen:
            for _, cell in row:
                for inner in cell.tables:
                    self._table(inner)

    def _peek(self, cell: "Element") -> _Cell:
        """Whether a cell is a part of the page: with headings, or many paragraphs."""
        paragraphs = [found for found in _inner(cell, "p") if any(True for _ in found.iter("{*}t"))]
        heads = any(
            (self._styles.role(value(child(found, "pPr"), "pStyle")) or ("", 0))[0] == "heading"
            for found in paragraphs
        )
        listed = sum(child(found, "pPr", "numPr") is not None for found in paragraphs)
        return _Cell(is_page=heads or len(paragraphs) - listed > _MOST_IN_CELL)

    def _cell(self, cell: "Element") -> _Cell:
        found = _Cell()
        texts: list[str] = []
        self._gather(cell, found, texts)
        found.text = clean(" ".join(text for text in texts if text))
        return found

    def _gather(self, container: "Element", found: _Cell, texts: list[str]) -> None:
        for element in container:
            tag = local(element)
            if tag == "p":
                said = child(element, "pPr")
                style = value(said, "pStyle") or self._styles.default
                line = self._line(element, style)
                if line is None:
                    continue
                ordinal, _ = self._ordinal(said, style, line.text)
                texts.append(" ".join(filter(None, (ordinal, clean(line.text)))))
                found.notes += line.notes
                for box in line.boxes:
                    self._gather(box, found, texts)
            elif tag == "tbl":
                found.tables.append(element)
            elif tag == "sdt" or tag in _WRAPPERS:
                self._gather(element, found, texts)


def _inner(container: "Element", name: str) -> "list[Element]":
    """The rows of a table, or the cells of a row, those in controls and wrappers too."""
    found: list[Element] = []
    for element in container:
        tag = local(element)
        if tag == name:
            found.append(element)
        elif tag == "sdt" or tag in _WRAPPERS:
            found += _inner(element, name)
    return found


def _rows(
    rows: "list[Element]", seen: "list[list[tuple[Element, _Cell]]]"
) -> tuple[tuple[Cell, ...], ...]:
    """Cells as they are laid: one that goes on below is there once, reaching down."""
    grid: list[dict[int, Cell]] = []
    origins: dict[int, tuple[int, int]] = {}
    for at, (row, cells) in enumerate(zip(rows, seen, strict=True)):
        column = _number(value(child(row, "trPr"), "gridBefore"), 0)
        line: dict[int, Cell] = {n: Cell("") for n in range(column)}
        for element, cell in cells:
            said = child(element, "tcPr")
            width = _number(value(said, "gridSpan"), 1)
            merged = child(said, "vMerge")
            goes_on = merged is not None and attribute(merged, "val") in (None, "continue")
            if goes_on and column in origins:
                above, place = origins[column]
                grid[above][place] = replace(grid[above][place], rows=at - above + 1)
            else:
                line[column] = Cell(cell.text, width)
                origins.pop(column, None)
                if merged is not None:
                    origins[column] = (at, column)
            column += width
        grid.append(line)
    return tuple(tuple(line[column] for column in sorted(line)) for line in grid)


def _number(text: str | None, otherwise: int) -> int:
    return min(int(text), _WIDEST) if text and text.isdecimal() and int(text) else otherwise


def _is_gone(row: "Element") -> bool:
    said = child(row, "trPr")
    return child(said, "del") is not None or bool(on(said, "hidden"))


def _is_contents(control: "Element") -> bool:
    gallery = value(control, "sdtPr", "docPartObj", "docPartGallery") or ""
    return gallery in ("Table of Contents", "Bibliographies Contents")
