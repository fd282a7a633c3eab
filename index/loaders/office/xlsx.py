"""Excel workbooks: what is seen on their sheets, row by row."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from index.loaders.markup.xml import attribute, child, children, local, whole
from index.loaders.office.formats.dates import local_date
from index.loaders.office.formats.numbers import BUILT_IN, general, show_number, show_text
from index.loaders.office.package import Package, finish, open_package, properties, relation
from index.loaders.parsed import Builder, Parsed, Place, clean
from index.loaders.values.sheets import Row, lay_sheet
from index.loaders.values.tables import Cell

if TYPE_CHECKING:
    from lxml.etree import _Element

# Sheets larger than this are cut, with a warning: whoever asks about more needs a database.
_MOST_CELLS = 500_000
_MOST_COLUMNS = 1_000
_MOST_ROWS_OF_A_SHEET = 100_000
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_CUT = "document_cut"
_CYRILLIC = re.compile(r"[а-яё]", re.I)
_LATIN = re.compile(r"[a-z]", re.I)
# Formats of days that follow the reader's country.
_LOCAL_DATE_IDS = (14, 22)


@dataclass(slots=True)
class _Book:
    """What the cells of a workbook refer to."""

    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    language: str = "en"
    from_1904: bool = False
    left: int = _MOST_CELLS
    cut: bool = False


@dataclass(slots=True)
class _Sheet:
    """What is hidden and merged on a sheet."""

    hidden: set[int] = field(default_factory=set)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)


def read_xlsx(data: bytes, path: Path) -> Parsed:
    """Read a workbook; raises LoadError where it can't be."""
    package = open_package(data, path, "spreadsheetml")
    root = package.part(package.main)
    relations = package.related(package.main)
    book = _book(package, root)
    builder = Builder()
    for node in children(child(root, "sheets"), "sheet"):
        kind, part = relations.get(relation(node), ("", ""))
        seen = attribute(node, "state") in (None, "visible")
        sheet = package.part(part) if seen and kind == "worksheet" else None
        if sheet is not None:
            _lay(builder, sheet, clean(attribute(node, "name") or ""), book)
    return finish(builder, properties(package), (_CUT,) if book.cut else ())


def _own(package: Package, kind: str) -> "_Element | None":
    return package.part(package.of_kind(package.main, kind))


def _book(package: Package, root: "_Element | None") -> _Book:
    strings = [_rich(node) for node in children(_own(package, "sharedStrings"))]
    text = " ".join(strings)[:100_000]
    names = " ".join(attribute(node, "name") or "" for node in children(child(root, "sheets")))
    told = text if len(_LATIN.findall(text)) + len(_CYRILLIC.findall(text)) else names
    russian = len(_CYRILLIC.findall(told)) > len(_LATIN.findall(told))
    language = "ru" if russian else "en"
    return _Book(
        strings,
        _formats(_own(package, "styles"), language),
        language,
        attribute(child(root, "workbookPr"), "date1904") in ("1", "true"),
    )


def _formats(root: "_Element | None", language: str) -> list[str]:
    """The format of each kind of cell."""
    own = {
        whole(attribute(node, "numFmtId")): attribute(node, "formatCode") or "General"
        for node in children(child(root, "numFmts"), "numFmt")
    }
    formats = []
    for node in children(child(root, "cellXfs"), "xf"):
        number = whole(attribute(node, "numFmtId"))
        code = own.get(number) or BUILT_IN.get(number, "General")
        if number in _LOCAL_DATE_IDS and number not in own:
            code = local_date(language) + (" h:mm" if number == 22 else "")
        formats.append(code)
    return formats


def _rich(node: "_Element") -> str:
    """A text in pieces, without how it is to be pronounced and what is struck out."""
    parts = []
    for inner in children(node, "t", "r"):
        struck = child(inner, "rPr", "strike")
        if struck is not None and attribute(struck, "val") not in ("0", "false"):
            continue
        text = inner if local(inner) == "t" else child(inner, "t")
        parts.append(str(text.text or "") if text is not None else "")
    return clean(_unescaped("".join(parts)))


def _unescaped(text: str) -> str:
    """Control characters are written as _x000D_ in workbooks."""
    if "_x" not in text:
        return text
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def _lay(builder: Builder, root: "_Element", name: str, book: _Book) -> None:
    rows = list(_rows(root, book))
    if not any(row.cells for row in rows):
        return
    builder.place = Place("sheet", next(row.number for row in rows if row.cells), name)
    builder.block("heading", name, level=1)
    lay_sheet(builder, rows, name)
    builder.place = None


def _rows(root: "_Element", book: _Book) -> Iterable[Row]:
    """The rows that are seen, one without cells where some are empty."""
    sheet = _sheet(root)
    hidden_by_default = attribute(child(root, "sheetFormatPr"), "zeroHeight") in ("1", "true")
    number = 0
    laid = 0
    for node in children(child(root, "sheetData"), "row"):
        expected = number + 1
        number = whole(attribute(node, "r"), expected)
        if number > expected and laid:
            yield Row(expected, {})
        if attribute(node, "hidden") in ("1", "true") or (hidden_by_default and not len(node)):
            continue
        cells = dict(_cells(node, number, sheet, book))
        book.left -= len(cells)
        laid += 1
        if book.left < 0 or laid > _MOST_ROWS_OF_A_SHEET:
            book.cut = True
            return
        yield Row(number, cells)


def _sheet(root: "_Element") -> _Sheet:
    sheet = _Sheet()
    for node in children(child(root, "cols"), "col"):
        width = attribute(node, "width")
        if attribute(node, "hidden") in ("1", "true") or width in ("0", "0.0"):
            first, last = whole(attribute(node, "min")), whole(attribute(node, "max"))
            sheet.hidden.update(range(first - 1, min(last, _MOST_COLUMNS)))
    hidden_rows = {
        whole(attribute(node, "r"))
        for node in children(child(root, "sheetData"), "row")
        if attribute(node, "hidden") in ("1", "true")
    }
    for node in children(child(root, "mergeCells"), "mergeCell"):
        corner, _, opposite = (attribute(node, "ref") or "").partition(":")
        top, bottom = _position(corner), _position(opposite)
        if top and bottom:
            columns = sum(
                at not in sheet.hidden for at in range(top[1], min(bottom[1], _MOST_COLUMNS) + 1)
            )
            down = range(top[0], min(bottom[0], top[0] + _MOST_ROWS_OF_A_SHEET) + 1)
            rows = len(down) - len(hidden_rows.intersection(down)) if hidden_rows else len(down)
            sheet.merged[top] = (max(columns, 1), max(rows, 1))
    return sheet


def _cells(node: "_Element", number: int, sheet: _Sheet, book: _Book) -> Iterable[tuple[int, Cell]]:
    column = -1
    hidden_before = sorted(sheet.hidden)
    for cell in children(node, "c"):
        found = _position(attribute(cell, "r") or "")
        column = found[1] if found else column + 1
        if column >= _MOST_COLUMNS:
            book.cut = True
            return
        if column in sheet.hidden:
            continue
        text = _shown(cell, book)
        if text:
            columns, rows = sheet.merged.get((number, column), (1, 1))
            seen = column - sum(1 for at in hidden_before if at < column)
            yield seen, Cell(text, columns, rows)


def _position(reference: str) -> tuple[int, int] | None:
    """Row from 1 and column from 0 of a cell such as B12."""
    match = _REFERENCE.fullmatch(reference)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(match[2]), column - 1


def _shown(cell: "_Element", book: _Book) -> str:
    """What a cell shows: of a formula, its result."""
    kind = attribute(cell, "t") or "n"
    if kind == "inlineStr":
        inline = child(cell, "is")
        return _rich(inline) if inline is not None else ""
    value = child(cell, "v")
    raw = str(value.text or "") if value is not None else ""
    if not raw:
        return ""
    style = whole(attribute(cell, "s"))
    code = book.formats[style] if 0 <= style < len(book.formats) else "General"
    if kind == "s":
        at = whole(raw, -1)
        text = book.strings[at] if 0 <= at < len(book.strings) else ""
        return clean(show_text(text, code))
    if kind == "str":
        return clean(show_text(_unescaped(raw), code))
    if kind == "b":
        names = ("ЛОЖЬ", "ИСТИНА") if book.language == "ru" else ("FALSE", "TRUE")
        return names[raw.strip() in ("1", "true")]
    if kind in ("e", "d"):
        return clean(raw)
    try:
        number = float(raw)
    except ValueError:
        return clean(raw)
    if number != number or abs(number) == float("inf"):
        return clean(raw)
    try:
        return clean(show_number(number, code, book.language, from_1904=book.from_1904))
    except (ValueError, OverflowError, IndexError):
        # A format that isn't understood hides no number.
        return general(number, book.language)
