"""A table of an office file before it is laid."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.loaders.values.heads import count_heads
from index.loaders.values.tables import Cell


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first `marked` of which the file itself calls headers."""

    rows: tuple[tuple[Cell, ...], ...]
    marked: int = 0


def heads_of(rows: Sequence[Sequence[Cell]], marked: int = 0) -> int:
    """How many rows at the top name the columns: those marked, else those that look so."""
    return min(marked, max(len(rows) - 1, 0)) if marked else count_heads(rows)
