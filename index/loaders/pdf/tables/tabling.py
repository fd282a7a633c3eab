"""Tables laid row by row; one that goes on over a page is one."""

from collections.abc import Sequence

from index.loaders.parsed import Builder, Place
from index.loaders.pdf.layout.columns import rows_of
from index.loaders.pdf.layout.paragraphs import Paragraph
from index.loaders.pdf.letters.hyphens import joined
from index.loaders.pdf.letters.vocabulary import Vocabulary
from index.loaders.pdf.shapes import Table, TableCell, Word
from index.loaders.values.tables import Cell, header_rows, lay_rows

# Sides of columns lie this close together, in points, where a table goes on.
_ALIGNED = 6.0


def merged(items: Sequence[Paragraph | Table]) -> list[Paragraph | Table]:
    """Tables that go on over the end of a page or column made one, repeated headers once."""
    result: list[Paragraph | Table] = []
    for item in items:
        before = result[-1] if result else None
        if isinstance(item, Table) and isinstance(before, Table) and _goes_on(before, item):
            rows = item.rows
            while rows and _texts(rows[0]) in map(_texts, before.rows[:2]):
                rows = rows[1:]
            before.rows = before.rows + rows
            before.page = item.page
            before.bottom = item.bottom
        else:
            result.append(item)
    return result


def lay_table(
    builder: Builder,
    table: Table,
    vocabulary: Vocabulary,
    places: dict[int, Place],
    parent: int | None,
) -> None:
    """Lay a table's rows, the first as headers where they look so."""
    rows = [row for row in table.rows if any(cell.words for cell in row)]
    if not rows:
        return
    head = rows[0]
    if len(rows) > 2 and len(head) == 1 and head[0].columns == table.width > 1:
        # A row over the whole width says what the table is.
        text, marks = joined(rows_of_cell(head[0].words), vocabulary, places)
        laid = builder.block("caption", text, parent=parent, marks=marks)
        parent = laid if laid is not None else parent
        rows = rows[1:]
    cells = _filled(rows, table.width, vocabulary, places)
    lay_rows(
        builder,
        cells,
        _heads(rows, cells),
        parent=parent,
        places=[places[_page(row, table)] for row in rows],
    )
    builder.place = None


def rows_of_cell(words: Sequence[Word]) -> list[list[Word]]:
    """A cell's words line by line."""
    return rows_of(words)


def _goes_on(before: Table, table: Table) -> bool:
    if table.width != before.width or table.page == before.page:
        return False
    pairs = zip(before.edges, table.edges, strict=True)
    return all(abs(a - b) < _ALIGNED for a, b in pairs)


def _texts(row: Sequence[TableCell]) -> list[str]:
    return [" ".join(word.text for word in cell.words) for cell in row]


def _page(row: Sequence[TableCell], table: Table) -> int:
    return next((word.page for cell in row for word in cell.words), table.page)


def _filled(
    rows: Sequence[Sequence[TableCell]],
    width: int,
    vocabulary: Vocabulary,
    places: dict[int, Place],
) -> list[list[Cell]]:
    """Rows with an empty cell wherever there is none and none reaches down."""
    result: list[list[Cell]] = []
    reaching = [0] * width
    for row in rows:
        cells: list[Cell] = []
        waiting = {cell.column: cell for cell in row}
        column = 0
        while column < width:
            if reaching[column] > 0:
                reaching[column] -= 1
                column += 1
                continue
            cell = waiting.get(column)
            if cell is None:
                cells.append(Cell(""))
                column += 1
                continue
            text, marks = joined(rows_of_cell(cell.words), vocabulary, places)
            columns = max(1, min(cell.columns, width - column))
            cells.append(Cell(text, columns, cell.rows, tuple(marks)))
            for further in range(column, column + columns):
                reaching[further] = cell.rows - 1
            column += columns
        result.append(cells)
    return result


def _heads(rows: Sequence[Sequence[TableCell]], cells: Sequence[Sequence[Cell]]) -> int:
    """How many rows name the columns: as far as the first one's cells reach, where it does."""
    if len(rows) < 2:
        return 0
    deep = max(cell.rows for cell in rows[0])
    # Groups of columns have their names below.
    if any(cell.columns > 1 for cell in rows[0]) and len(rows) > 2:
        return max(deep, 2)
    if _is_bold(rows[0]) and not all(map(_is_bold, rows)):
        return deep
    return deep if header_rows([[cell.text for cell in row] for row in cells]) else 0


def _is_bold(row: Sequence[TableCell]) -> bool:
    words = [word for cell in row for word in cell.words]
    return bool(words) and all(word.bold for word in words)
