"""OpenDocument files into blocks: texts, presentations and sheets."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import LoadError
from index.loaders.archive import damaged, open_archive
from index.loaders.front_matter import FrontMatter
from index.loaders.markup.xml import attribute, child, children, local, part, whole
from index.loaders.media import refuse_old_office
from index.loaders.office.flow import Flow
from index.loaders.office.opendocument.styles import OdfStyles, read_styles
from index.loaders.office.opendocument.text import OdfText
from index.loaders.office.package import finish, front_matter
from index.loaders.office.pptx import HIDDEN
from index.loaders.parsed import Builder, Parsed, Place, clean
from index.loaders.values.sheets import Row, lay_sheet
from index.loaders.values.tables import Cell

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CUT = "document_cut"
_MOST_ROWS = 100_000
_MOST_COLUMNS = 1_000
_ROW_GROUPS = ("table-header-rows", "table-rows", "table-row-group")
_FURNITURE = ("page-number", "date-time", "footer", "header", "page")


@dataclass(frozen=True, slots=True)
class _Odf:
    body: "Element"
    styles: OdfStyles
    front: FrontMatter


def read_odt(data: bytes, path: Path) -> Parsed:
    """Read a text; raises LoadError where it can't be."""
    odf = _open(data, path, "text")
    builder = Builder()
    flow = Flow(builder)
    OdfText(flow, odf.styles).walk(odf.body)
    flow.flush()
    return finish(builder, replace(odf.front, title=odf.front.title or flow.heading))


def read_odp(data: bytes, path: Path) -> Parsed:
    """Read a presentation; raises LoadError where it can't be. Hidden slides are left out."""
    odf = _open(data, path, "presentation")
    builder = Builder()
    flow = Flow(builder)
    text = OdfText(flow, odf.styles)
    hidden = False
    for number, page in enumerate(children(odf.body, "page"), start=1):
        if odf.styles.hides("drawing-page", attribute(page, "style-name")):
            hidden = True
            continue
        builder.place = Place("slide", number)
        _lay_slide(page, flow, text)
    builder.place = None
    title = odf.front.title or flow.heading
    return finish(builder, replace(odf.front, title=title), (HIDDEN,) if hidden else ())


def read_ods(data: bytes, path: Path) -> Parsed:
    """Read sheets; raises LoadError where they can't be."""
    odf = _open(data, path, "spreadsheet")
    builder = Builder()
    cut = False
    for table in children(odf.body, "table"):
        if odf.styles.hides("table", attribute(table, "style-name")):
            continue
        sheet = _Sheet(table)
        rows = list(sheet.rows())
        cut = cut or sheet.cut
        name = clean(attribute(table, "name") or "")
        first = next((row.number for row in rows if row.cells), None)
        if first is not None:
            builder.place = Place("sheet", first, name)
            builder.block("heading", name, level=1)
            lay_sheet(builder, rows, name)
    builder.place = None
    return finish(builder, odf.front, (_CUT,) if cut else ())


def _open(data: bytes, path: Path, kind: str) -> _Odf:
    refuse_old_office(data, path)
    archive = open_archive(data, path)
    manifest = archive.read("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise LoadError("document_encrypted", path=path)
    content = part(archive, "content.xml")
    body = child(content, "body", kind)
    if body is None:
        raise damaged(path, f"no {kind} in it")
    meta = child(part(archive, "meta.xml"), "meta")
    said: dict[str, str] = {}
    for element in children(meta):
        said.setdefault(local(element), clean(element.text or ""))
    front = front_matter(
        title=said.get("title"),
        author=said.get("initial-creator") or said.get("creator"),
        dates=(said.get("date"), said.get("creation-date")),
        language=said.get("language"),
    )
    return _Odf(body, read_styles(part(archive, "styles.xml"), content), front)


def _lay_slide(page: "Element", flow: Flow, text: OdfText) -> None:
    shapes = [shape for shape in children(page) if local(shape) not in ("notes", "forms")]
    for shape in shapes:
        if attribute(shape, "class") == "title":
            words = clean(" ".join(_words(shape)))
            flow.head(words, 2)
    for shape in shapes:
        if attribute(shape, "class") not in ("title", *_FURNITURE):
            text.forget()
            text.walk_in(shape)
            flow.break_lists()
    for shape in children(child(page, "notes")):
        if attribute(shape, "class") == "notes":
            for words in _words(shape):
                flow.paragraph(words, kind="quote")


def _words(shape: "Element") -> list[str]:
    return ["".join(str(text) for text in found.itertext()) for found in shape.iter("{*}p")]


class _Sheet:
    """The rows of a sheet that are seen."""

    def __init__(self, table: "Element") -> None:
        self._table = table
        self._hidden = set(_hidden_columns(table))
        self.cut = False

    def rows(self) -> Iterator[Row]:
        """Give the rows; of empty ones that repeat, one."""
        number = 1
        laid = 0
        for element in self._elements(self._table):
            repeated = max(whole(attribute(element, "number-rows-repeated"), 1), 1)
            seen = attribute(element, "visibility") in (None, "visible")
            cells = self._cells(element) if seen else {}
            times = repeated if cells else min(repeated, 1)
            for at in range(times):
                laid += 1
                if laid > _MOST_ROWS:
                    self.cut = True
                    return
                if seen:
                    yield Row(number + at, cells)
            number += repeated

    def _elements(self, container: "Element") -> "Iterator[Element]":
        for element in container:
            tag = local(element)
            if tag == "table-row":
                yield element
            elif tag in _ROW_GROUPS and attribute(element, "display") != "false":
                yield from self._elements(element)

    def _cells(self, row: "Element") -> dict[int, Cell]:
        cells: dict[int, Cell] = {}
        column = shown = 0
        for element in children(row, "table-cell", "covered-table-cell"):
            repeated = max(whole(attribute(element, "number-columns-repeated"), 1), 1)
            text = ""
            if local(element) == "table-cell":
                text = clean(" ".join(_plain(found) for found in children(element, "p")))
            for _ in range(min(repeated, _MOST_COLUMNS) if text else 0):
                if column >= _MOST_COLUMNS:
                    self.cut = True
                    return cells
                if column not in self._hidden:
                    cells[shown] = self._cell(element, text, column)
                    shown += 1
                column += 1
            if not text:
                last = min(column + repeated, _MOST_COLUMNS)
                shown += sum(at not in self._hidden for at in range(column, last))
                column += repeated
        return cells

    def _cell(self, element: "Element", text: str, column: int) -> Cell:
        wide = max(whole(attribute(element, "number-columns-spanned"), 1), 1)
        reach = range(column, min(column + wide, _MOST_COLUMNS))
        high = min(max(whole(attribute(element, "number-rows-spanned"), 1), 1), _MOST_ROWS)
        return Cell(text, max(1, sum(at not in self._hidden for at in reach)), high)


def _hidden_columns(container: "Element") -> Iterator[int]:
    column = 0
    for element in container.iter("{*}table-column"):
        repeated = max(whole(attribute(element, "number-columns-repeated"), 1), 1)
        if attribute(element, "visibility") in ("collapse", "filter"):
            yield from range(column, min(column + repeated, _MOST_COLUMNS))
        column += repeated


def _plain(element: "Element") -> str:
    """A cell's words; notes on it are elsewhere."""
    parts = [element.text or ""]
    for inner in element:
        tag = local(inner)
        if tag == "s":
            parts.append(" " * min(whole(attribute(inner, "c"), 1), _MOST_COLUMNS))
        elif tag in ("line-break", "tab"):
            parts.append(" ")
        elif tag != "annotation":
            parts.append(_plain(inner))
        parts.append(inner.tail or "")
    return "".join(parts)
