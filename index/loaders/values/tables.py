"""Rows of cells laid as one table, however they came."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.loaders.parsed import Builder, Mark, Place
from index.types import Span

# Figures, dates, prices: what stands under a heading rather than in one.
_FIGURE = re.compile(
    r"[\s(]*[-+−–]?[\s]*[$€₽£¥№]?\s*\d[\d\s.,:/%\-–—x×]*"
    r"(?:%|°|[$€₽£¥]|руб\.?|р\.|USD|EUR|RUB|KZT|CNY|км|м|кг|г|л|шт\.?|ч|мин|km|m|kg|g|h|min)?[\s)]*"
)
_YES_NO_LISTED = """
да нет есть — – - + ✓ ✔ ✗ ✘ yes no true false n/a н/д
"""
_YES_NO = frozenset(_YES_NO_LISTED.split())
# A heading's words; more is a sentence.
_HEADING_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's words, how many columns and rows it reaches over, and where they stand."""

    text: str
    columns: int = 1
    rows: int = 1
    marks: tuple[Mark, ...] = ()


def lay_rows(
    builder: Builder,
    rows: Sequence[Sequence[Cell]],
    heads: int,
    *,
    parent: int | None = None,
    places: Sequence[Place] = (),
) -> None:
    """Lay rows, the first `heads` of them as headers one under another.

    `places` say where each row stands.
    """
    reaching: dict[int, tuple[int, Span | None]] = {}
    under = parent
    for number, row in enumerate(rows):
        if places:
            builder.place = places[number]
        cells: list[str | Span | int | None] = []
        marks: list[Sequence[Mark]] = []
        own: list[tuple[int, Cell]] = []
        waiting = list(row)
        while waiting or any(column >= len(cells) for column in reaching):
            column = len(cells)
            if column in reaching:
                left, span = reaching.pop(column)
                cells.append(span)
                marks.append(())
                if left > 1:
                    reaching[column] = (left - 1, span)
                continue
            if not waiting:
                cells.append(None)
                marks.append(())
                continue
            cell = waiting.pop(0)
            own.append((column, cell))
            cells.append(cell.text or None)
            marks.append(cell.marks)
            for further in range(1, cell.columns):
                if column + further not in reaching:
                    cells.append(column)
                    marks.append(())
        laid = builder.row(cells, parent=under, marks=marks)
        for column, cell in own:
            if cell.rows > 1:
                span = builder.cell(laid, column) if laid is not None else None
                for further in range(cell.columns):
                    reaching[column + further] = (cell.rows - 1, span)
        if number < heads and laid is not None:
            under = laid


def header_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many rows at the top name the columns, where nothing marks them: 0 or 1.

    A row of short, different names over rows of which a column holds figures, or over rows that are
    otherwise unlike it.
    """
    if len(rows) < 2 or not rows[0]:
        return 0
    first = [cell.strip() for cell in rows[0]]
    named = [cell for cell in first if cell]
    if len(named) < 2 or len(set(named)) < len(named):
        return 0
    if any(is_figure(cell) or len(cell) > _HEADING_CHARACTERS for cell in named):
        return 0
    below = [[row[at].strip() for row in rows[1:] if at < len(row)] for at in range(len(first))]
    if any(_mostly_figures(column) for column, name in zip(below, first, strict=True) if name):
        return 1
    # Names of kinds end in no stop, and don't come again as values.
    values = {cell for column in below for cell in column}
    return int(not values & set(named) and not any(name.endswith((".", "!")) for name in named))


def is_figure(cell: str) -> bool:
    """Whether a cell is a number, a date, a price, or a mere yes or no."""
    return bool(_FIGURE.fullmatch(cell)) or cell.lower() in _YES_NO


def _mostly_figures(column: Sequence[str]) -> bool:
    filled = [cell for cell in column if cell]
    return bool(filled) and 2 * sum(map(is_figure, filled)) > len(filled)
