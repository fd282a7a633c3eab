"""Sheets of cells laid as the tables that stand on them, with what is written around these."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.loaders.parsed import Builder, Place
from index.loaders.values.heads import count_heads, spread_groups
from index.loaders.values.tables import Cell, lay_rows

# A line under a table is a note if it begins so or is a sentence.
_NOTES = ("*", "примечан", "источник", "note", "source", "¹", "1)")
_SENTENCE_CHARACTERS = 50
_NAME_CHARACTERS = 120
# Names of groups over names of columns.
_GROUPED = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet as it is seen: its number there, its filled cells by column.

    Columns count from 0, hidden ones left out; a row without cells parts tables.
    """

    number: int
    cells: Mapping[int, Cell]


def lay_sheet(builder: Builder, rows: Sequence[Row], label: str | None = None) -> None:
    """Lay a sheet's tables one after another, each row in its place."""
    layer = _Layer(builder, label, min((min(row.cells) for row in rows if row.cells), default=0))
    tables = _parted(rows)
    for at, table in enumerate(tables):
        layer.lay(table, tables[at + 1] if at + 1 < len(tables) else [])


def _parted(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows that stand together; a cell merged over a row joins what is above and below it."""
    tables: list[list[Row]] = []
    reach = 0
    fresh = True
    for row in rows:
        if row.cells:
            if fresh:
                tables.append([])
            tables[-1].append(row)
            fresh = False
        elif reach <= 0:
            fresh = True
            continue
        else:
            tables[-1].append(row)
        reach = max(reach - 1, max((cell.rows - 1 for cell in row.cells.values()), default=0))
    return tables


class _Layer:
    """Lays the tables of a sheet; one without names of columns goes on under the one before."""

    def __init__(self, builder: Builder, label: str | None, first: int) -> None:
        self._builder = builder
        self._label = label
        self._first = first
        self._header: tuple[int, int] | None = None
        self._caption: int | None = None

    def lay(self, rows: list[Row], following: list[Row]) -> None:
        """Lay rows that stand together: lines above a table, the table, lines below."""
        above = 0
        while above < len(rows) and len(rows[above].cells) <= 1:
            above += 1
        if above == len(rows):
            self._lines(rows, names=bool(following) and _is_table(following))
            return
        below = len(rows)
        while below > above + 2 and _is_note(rows[below - 1]):
            below -= 1
        first = rows[above]
        for row in rows[:above]:
            # A name over the whole table stands in one cell, however far that reaches.
            self._line(row, names=True)
        self._table(rows[above:below], first)
        self._caption = None
        for row in rows[below:]:
            self._line(row, names=False)

    def _lines(self, rows: list[Row], *, names: bool) -> None:
        """Rows of one cell each: lines of text, or a list."""
        columns = {column for row in rows for column in row.cells}
        if len(rows) > 2 and len(columns) == 1 and not names:
            lay_rows(
                self._builder,
                [self._cells(row, set()) for row in rows],
                0,
                parent=self._caption,
                places=[self._place(row) for row in rows],
            )
            self._caption = None
            return
        for row in rows:
            self._line(row, names=names)

    def _line(self, row: Row, *, names: bool) -> None:
        text = next((cell.text for cell in row.cells.values()), "")
        if not text:
            return
        self._builder.place = self._place(row)
        named = names and len(text) <= _NAME_CHARACTERS
        laid = self._builder.block("caption" if named else "paragraph", text)
        if named and laid is not None:
            self._caption, self._header = laid, None

    def _table(self, rows: list[Row], first: Row) -> None:
        covered: set[tuple[int, int]] = set()
        cells = [self._cells(row, covered, at) for at, row in enumerate(rows)]
        places = [self._place(row) for row in rows]
        width = max(max(row.cells) for row in rows if row.cells)
        heads = count_heads(cells)
        if not heads and self._header and self._caption is None and width <= self._header[1]:
            lay_rows(self._builder, cells, 0, parent=self._header[0], places=places)
            return
        before = self._builder.last
        if heads == _GROUPED:
            cells = [list(line) for line in spread_groups(cells)]
        lay_rows(self._builder, cells, heads, parent=self._caption, places=places)
        self._header = None
        if heads:
            self._header = ((-1 if before is None else before) + heads, width)

    def _cells(self, row: Row, covered: set[tuple[int, int]], at: int = 0) -> list[Cell]:
        """A row's cells from the sheet's first column on, those covered by others left out."""
        cells: list[Cell] = []
        last = max(row.cells, default=-1)
        column = self._first
        while column <= last:
            if (at, column) in covered:
                column += 1
                continue
            cell = row.cells.get(column, Cell(""))
            for down in range(1, cell.rows):
                for right in range(cell.columns):
                    covered.add((at + down, column + right))
            cells.append(cell)
            column += cell.columns
        return cells

    def _place(self, row: Row) -> Place:
        return Place("sheet", row.number, self._label)


def _is_table(rows: list[Row]) -> bool:
    return any(len(row.cells) > 1 for row in rows)


def _is_note(row: Row) -> bool:
    if len(row.cells) != 1:
        return False
    text = next(iter(row.cells.values())).text
    return text.lower().startswith(_NOTES) or (
        len(text) > _SENTENCE_CHARACTERS and text.endswith((".", "!", ")"))
    )
