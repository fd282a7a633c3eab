"""Words and tables of a page in the order in which they are read: columns one after another."""

from collections import Counter
from collections.abc import Sequence

from index.loaders.pdf.layout.gutters import parts_of, regions_of
from index.loaders.pdf.shapes import Line, Table, Word

# Words on one line have baselines no further apart than this share of the font size.
_SAME_BASE = 0.3
# So many lines, each no further from the margin than this many sizes, show where a margin is; a
# quotation is set in by this much.
_FEWEST_LINES = 3
_RAGGED = 2.5
_SET_IN = 1.5
# Half of the lines end so close to the margin, in points, where they are stretched to it.
_FLUSH = 1.0
_MOSTLY = 0.5


def in_order(
    words: Sequence[Word], tables: Sequence[Table], page: int, known: list[float] | None = None
) -> list[Line | Table]:
    """Lines and tables as they are read; text that is turned comes after what isn't.

    `known` is where columns of pages before begin; it is added to.
    """
    turns: dict[int, list[Word]] = {}
    for word in words:
        turns.setdefault(word.turn, []).append(word)
    elements: list[Line | Table] = []
    most = main_turn(words)
    for turn in sorted(turns, key=lambda turn: (turn != most, turn)):
        own = tables if turn == most else ()
        parts: list[Word | Table] = [*turns[turn], *own]
        for region in regions_of(parts_of(parts), known if turn == most else None):
            elements.extend(_lines([part.content for part in region], page, len(elements)))
    if not turns:
        elements.extend(tables)
    return elements


def main_turn(words: Sequence[Word]) -> int:
    """How most words of a page are turned."""
    turns = Counter(word.turn for word in words)
    return turns.most_common(1)[0][0] if turns else 0


def rows_of(words: Sequence[Word]) -> list[list[Word]]:
    """Words by baseline, each row from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.base):
        if rows and word.base - rows[-1][0].base <= _SAME_BASE * min(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.x0) for row in rows]


def _lines(parts: Sequence[Word | Table], page: int, column: int) -> list[Line | Table]:
    """A region's words as lines from top to bottom, its tables between them."""
    words = [part for part in parts if isinstance(part, Word)]
    tables = sorted((t for t in parts if isinstance(t, Table)), key=lambda table: table.top)
    lines: list[Line | Table] = []
    left = min((word.x0 for word in words), default=0.0)
    rows = [Line(row, page, column, left) for row in rows_of(words)]
    _set_margins(rows)
    for row in rows:
        while tables and tables[0].top < row.base - row.size / 2:
            lines.append(tables.pop(0))
        lines.append(row)
    return [*lines, *tables]


def _set_margins(rows: Sequence[Line]) -> None:
    """Tell each line where the lines around it end at most."""
    right = _margin(rows)
    run: list[Line] = []
    for row in [*rows, None]:
        if run and (row is None or not _is_set_in_with(run[-1], row)):
            own = _margin(run) if len(run) >= _FEWEST_LINES else right
            for line in run:
                line.right = max(min(own, right), line.x1)
            run = []
        if row is not None:
            if row.x0 - row.left > _SET_IN * row.size:
                run.append(row)
            else:
                row.right = max(right, row.x1)
    flush = [row for row in rows if abs(row.x1 - row.right) < _FLUSH and len(row.words) > 1]
    if len(flush) >= max(_FEWEST_LINES, _MOSTLY * len(rows)):
        for row in flush:
            row.stretched = True


def _margin(rows: Sequence[Line]) -> float:
    """Where lines end at most, single ones that stick out left aside."""
    ends = sorted((row.x1 for row in rows), reverse=True)
    fewest = min(_FEWEST_LINES, 1 + len(rows) // 4)
    for end in ends:
        if sum(end - _RAGGED * rows[0].size <= other <= end for other in ends) >= fewest:
            return end
    return ends[0] if ends else 0.0


def _is_set_in_with(before: Line, line: Line) -> bool:
    """Whether a line begins where the one before it does, right below it: as in a quotation."""
    size = before.size
    return abs(line.x0 - before.x0) < size / 2 and line.base - before.base < 2 * size
