"""Tables of HTML: a grid of cells, its header rows first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.loaders.markup.nodes import children, is_seen, words_of
from index.loaders.parsed import Builder, clean
from index.loaders.values.tables import Cell, lay_rows

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# A cell that claims to reach further is taken to reach this far.
_WIDEST = 1_000


@dataclass(frozen=True, slots=True)
class _Row:
    cells: "tuple[LexborNode, ...]"
    in_head: bool

    @property
    def is_header(self) -> bool:
        return self.in_head or all(cell.tag == "th" for cell in self.cells)


def lay_table(
    builder: Builder,
    table: "LexborNode",
    parent: int | None,
    lay: "Callable[[LexborNode], None]",
) -> None:
    """Lay a table's caption and rows; one that only places things on the page is laid by `lay`."""
    rows = [row for row in _rows(table) if row.cells]
    if _places_things(table, rows):
        for row in rows:
            for cell in row.cells:
                lay(cell)
        return
    for child in children(table):
        if child.tag == "caption":
            laid = builder.block("caption", clean(words_of(child)), parent=parent)
            parent = parent if laid is None else laid
    heads = 0
    while heads < len(rows) - 1 and rows[heads].is_header:
        heads += 1
    lay_rows(builder, [_cells(row) for row in rows], heads, parent=parent)


def _rows(table: "LexborNode", in_head: bool = False) -> "list[_Row]":
    rows: list[_Row] = []
    for child in children(table):
        if child.tag in ("thead", "tbody", "tfoot"):
            rows += _rows(child, child.tag == "thead")
        elif child.tag == "tr" and is_seen(child):
            cells = [c for c in children(child) if c.tag in ("td", "th") and is_seen(c)]
            rows.append(_Row(tuple(cells), in_head))
    return rows


def _places_things(table: "LexborNode", rows: "list[_Row]") -> bool:
    """Whether a table is no table to a reader: one column, or tables within it."""
    if table.attributes.get("role") == "presentation" or table.css_first("td table, th table"):
        return True
    return all(len(row.cells) <= 1 for row in rows) and not any(row.is_header for row in rows)


def _cells(row: _Row) -> list[Cell]:
    return [
        Cell(
            clean(words_of(cell)),
            min(_span(cell.attributes.get("colspan")), _WIDEST),
            min(_span(cell.attributes.get("rowspan")), _WIDEST),
        )
        for cell in row.cells
    ]


def _span(text: str | None) -> int:
    return max(1, int(text)) if text and text.isdecimal() else 1
