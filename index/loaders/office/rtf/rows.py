"""Rows of an RTF table, put together out of the marks between its words."""

from dataclasses import dataclass, field, replace

from index.loaders.parsed import clean
from index.loaders.values.tables import Cell

_MERGES = ("clmgf", "clvmgf", "clmrg", "clvmrg")
MARKS = ("trowd", "cellx", "trhdr", *_MERGES)


@dataclass(slots=True)
class Rows:
    """Takes cells and rows as they end; `words` are those of the cell that is open."""

    words: list[str] = field(default_factory=list)
    _row: list[Cell] = field(default_factory=list)
    _rows: list[tuple[Cell, ...]] = field(default_factory=list)
    _marked: int = 0
    _is_head: bool = False
    # What is said of each cell of the row, then of the cell that is open.
    _said: list[set[str]] = field(default_factory=list)
    _own: set[str] = field(default_factory=set)

    def take(self, word: str) -> None:
        """Take a mark."""
        if word in ("cell", "nestcell"):
            self._row.append(Cell(clean(" ".join(self.words))))
            self.words = []
        elif word == "trowd":
            self._said, self._own, self._is_head = [], set(), False
        elif word in _MERGES:
            self._own.add(word)
        elif word == "cellx":
            self._said.append(self._own)
            self._own = set()
        elif word == "trhdr":
            self._is_head = True
        else:
            self._end_row()

    def taken(self) -> tuple[tuple[tuple[Cell, ...], ...], int]:
        """Give the rows, and how many at the top are headers, and begin anew."""
        rows, marked = self._rows, self._marked
        self._rows, self._marked = [], 0
        return _reaching(rows), marked

    def _end_row(self) -> None:
        row, self._row = self._row, []
        cells: list[Cell] = []
        for at, cell in enumerate(row):
            said = self._said[at] if at < len(self._said) else set()
            if "clmrg" in said and cells:
                cells[-1] = replace(cells[-1], columns=cells[-1].columns + 1)
            else:
                cells.append(replace(cell, rows=0) if "clvmrg" in said else cell)
        if self._is_head and self._marked == len(self._rows):
            self._marked += 1
        if cells:
            self._rows.append(tuple(cells))


def _reaching(rows: list[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """Cells that go on from above, told by no rows of their own, taken into those they go on."""
    grid: list[dict[int, Cell]] = []
    origins: dict[int, int] = {}
    for at, row in enumerate(rows):
        column = 0
        line: dict[int, Cell] = {}
        for cell in row:
            if cell.rows == 0 and column in origins:
                above = grid[origins[column]][column]
                grid[origins[column]][column] = replace(above, rows=at - origins[column] + 1)
            else:
                line[column] = replace(cell, rows=1)
                origins[column] = at
            column += cell.columns
        grid.append(line)
    return tuple(tuple(line.values()) for line in grid)
