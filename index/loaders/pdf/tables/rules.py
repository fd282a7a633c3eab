"""Tables with drawn lines: their cells and the words in them."""

from collections.abc import Sequence
from typing import Any

from index.loaders.pdf.shapes import Edge, Table, TableCell, Word

# Lines are one where they lie no further apart, in points, and meet where their ends do.
_SNAP = 3.0
_MEET = 3.0
# Shorter strokes underline or decorate.
_SHORTEST = 5.0
_MOST_EDGES = 4_000
# Sides of cells in one column or row lie this close together.
_ALIGNED = 4.0


def ruled_tables(words: Sequence[Word], edges: Sequence[Edge], page: int) -> list[Table]:
    """Tables of at least two columns and two rows whose cells have lines around them."""
    if len(edges) < 4 or len(edges) > _MOST_EDGES:
        return []
    from pdfplumber import table as geometry

    drawn = [_as_pdfplumber(edge) for edge in edges]
    merged = geometry.merge_edges(drawn, _SNAP, _SNAP, _SNAP, _SNAP)
    merged = [edge for edge in merged if edge["width"] + edge["height"] >= _SHORTEST]
    meeting = geometry.edges_to_intersections(merged, _MEET, _MEET)
    cells = geometry.intersections_to_cells(meeting)
    found = []
    for group in geometry.cells_to_tables(cells):
        if table := _table(group, words, page):
            found.append(table)
    return _outermost(found)


def _as_pdfplumber(edge: Edge) -> dict[str, Any]:
    level = edge.top == edge.bottom
    return {
        "x0": edge.x0,
        "x1": edge.x1,
        "top": edge.top,
        "bottom": edge.bottom,
        "width": edge.x1 - edge.x0,
        "height": edge.bottom - edge.top,
        "orientation": "h" if level else "v",
        "object_type": "line",
    }


def _table(
    group: Sequence[tuple[float, float, float, float]], words: Sequence[Word], page: int
) -> Table | None:
    lefts = _distinct([cell[0] for cell in group])
    tops = _distinct([cell[1] for cell in group])
    rights = _distinct([cell[2] for cell in group])
    bottoms = _distinct([cell[3] for cell in group])
    if len(lefts) < 2 or len(tops) < 2:
        return None
    box = (min(lefts), min(tops), max(rights), max(bottoms))
    inside = [word for word in words if word.turn == 0 and _holds(box, word)]
    cells: list[TableCell] = []
    taken: set[int] = set()
    for x0, top, x1, bottom in sorted(group, key=lambda cell: (cell[1], cell[0])):
        own = [
            word for word in inside if id(word) not in taken and _holds((x0, top, x1, bottom), word)
        ]
        taken.update(map(id, own))
        column, row = _at(lefts, x0), _at(tops, top)
        columns = sum(x0 - _ALIGNED < left < x1 - _ALIGNED for left in lefts)
        rows = sum(top - _ALIGNED < other < bottom - _ALIGNED for other in tops)
        cells.append(TableCell(row, column, max(rows, 1), max(columns, 1), tuple(own)))
    if sum(bool(cell.words) for cell in cells) < 3 or len(taken) < len(inside) * 0.8:
        return None
    rows_ = [[cell for cell in cells if cell.row == row] for row in range(len(tops))]
    return Table(
        [sorted(row, key=lambda cell: cell.column) for row in rows_],
        *box, page=page, edges=tuple(lefts), width=len(lefts),
    )  # fmt: skip


def _holds(box: tuple[float, float, float, float], word: Word) -> bool:
    middle, level = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] - 1 <= middle <= box[2] + 1 and box[1] - 1 <= level <= box[3] + 1


def _distinct(values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _ALIGNED:
            found.append(value)
    return found


def _at(values: Sequence[float], value: float) -> int:
    return min(range(len(values)), key=lambda at: abs(values[at] - value))


def _outermost(tables: Sequence[Table]) -> list[Table]:
    """Tables that lie in no other."""
    return [
        table
        for table in tables
        if not any(
            other is not table
            and other.x0 - 1 <= table.x0
            and table.x1 <= other.x1 + 1
            and other.top - 1 <= table.top
            and table.bottom <= other.bottom + 1
            for other in tables
        )
    ]
