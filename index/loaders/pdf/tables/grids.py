"""Tables without lines: rows of words that stand under one another, wide gaps between."""

from collections.abc import Sequence

from index.loaders.pdf.shapes import Line, Table
from index.loaders.pdf.tables.cells import Run, columns_of, runs_of, table_of

_FEWEST_ROWS = 3
# Shares of the font size. Lines of a table are no further apart,
_FURTHEST = 3.5
# nor closer than those of text, but where cells are set in the middle;
_INTERLEAVED = 0.85
# lines of a paragraph no further than this;
_LEADING = 1.75
# and lines of a column begin or end at one place.
_ALIGNED = 0.35
_MOSTLY = 0.6
# Cells of prose have more words.
_MOST_WORDS = 8
# A line of prose leaves no more free at its end.
_FULL = 3.0
# What leads the eye from a name to its page number.
_LEADER = ".…·_"


def grid_tables(elements: Sequence[Line | Table]) -> list[Line | Table]:
    """Put tables in the place of lines that make them; the rest stays as it is."""
    result: list[Line | Table] = []
    run: list[Line] = []
    for element in elements:
        line = _without_leaders(element) if isinstance(element, Line) else element
        if isinstance(line, Line) and (not run or run[-1].column == line.column):
            run.append(line)
            continue
        result.extend(_in_run(run))
        run = []
        if isinstance(line, Line):
            run = [line]
        else:
            result.append(line)
    result.extend(_in_run(run))
    return result


def _without_leaders(line: Line) -> Line:
    words = [w for w in line.words if len(w.text) < 4 or w.text.strip(_LEADER)]
    if words and len(words) < len(line.words):
        return Line(words, line.page, line.column, line.left, line.right)
    return line


def _in_run(lines: Sequence[Line]) -> list[Line | Table]:
    """Find stretches of lines of several cells, with the lines that go on with a cell of theirs."""
    result: list[Line | Table] = []
    at = 0
    runs = [runs_of(line.words) for line in lines]
    while at < len(lines):
        end = _end(lines, runs, at)
        table = None
        while end - at >= _FEWEST_ROWS and table is None:
            table = _table(lines, runs, at, end)
            if table is None:
                end = _shorter(runs, at, end)
        if table is None:
            result.append(lines[at])
            at += 1
        else:
            result.append(table)
            at = end
    return result


def _end(lines: Sequence[Line], runs: Sequence[list[Run]], first: int) -> int:
    """How far lines may belong to a table that begins with `first`."""
    beside = first + 1 < len(lines) and _step(lines, first + 1) < _INTERLEAVED
    if len(runs[first]) < 2 and not beside:
        return first
    end = first + 1
    columns: list[tuple[float, float]] = []
    while end < len(lines) and 0 <= _step(lines, end) < _FURTHEST:
        columns = columns_of(runs[first : end + 1])
        if len(runs[end]) < 2 and columns and _crosses(runs[end][0], columns):
            break
        end += 1
    return _trimmed(lines, runs, first, end)


def _trimmed(lines: Sequence[Line], runs: Sequence[list[Run]], first: int, end: int) -> int:
    """Leave out what comes after the last line of several cells, but lines of its cells."""
    last = max((at for at in range(first, end) if len(runs[at]) > 1), default=first)
    after = last + 1
    while after < end and len(runs[after]) == 1:
        run, above = runs[after][0], runs[last]
        under = [cell for cell in above if cell[0].x0 < run[-1].x1 and run[0].x0 < cell[-1].x1]
        close = _step(lines, after) < _INTERLEAVED
        leading = _step(lines, after) < _LEADING and under and under[0] is not above[0]
        if not close and not leading:
            break
        after += 1
    return after


def _shorter(runs: Sequence[list[Run]], first: int, end: int) -> int:
    """A table may end before its last line, as far as the last one of several cells."""
    end -= 1
    while end > first and len(runs[end - 1]) < 2:
        end -= 1
    return end


def _step(lines: Sequence[Line], at: int) -> float:
    return (lines[at].base - lines[at - 1].base) / (lines[at].size or 1.0) if at else 0.0


def _crosses(run: Run, columns: Sequence[tuple[float, float]]) -> bool:
    return sum(left < run[-1].x1 and run[0].x0 < right for left, right in columns) > 1


def _table(lines: Sequence[Line], runs: Sequence[list[Run]], first: int, end: int) -> Table | None:
    cells = [run for own in runs[first:end] for run in own]
    if sum(map(len, cells)) > _MOST_WORDS * len(cells):
        return None
    columns = columns_of(runs[first:end])
    if not columns or not all(_is_aligned(runs[first:end], column) for column in columns[1:]):
        return None
    if _is_amid_prose(lines, runs, first, end):
        return None
    words = [word for line in lines[first:end] for word in line.words]
    table = table_of(words, lines[first].page)
    if table is None or sum(len(row) > 1 for row in table.rows) < _FEWEST_ROWS:
        return None
    return table


def _is_aligned(runs: Sequence[list[Run]], column: tuple[float, float]) -> bool:
    """Whether most cells of a column begin, end or have their middle at one place."""
    cells = [
        run for own in runs if len(own) > 1 for run in own
        if run[0].x0 < column[1] and column[0] < run[-1].x1
    ]  # fmt: skip
    if not cells:
        return False
    reach = _ALIGNED * cells[0][0].size
    for places in (
        [run[0].x0 for run in cells],
        [run[-1].x1 for run in cells],
        [(run[0].x0 + run[-1].x1) / 2 for run in cells],
    ):
        most = max(sum(abs(place - other) < reach for other in places) for place in places)
        if most >= max(2, _MOSTLY * len(cells)):
            return True
    return False


def _is_amid_prose(lines: Sequence[Line], runs: Sequence[list[Run]], first: int, end: int) -> bool:
    """Whether text reads on from above and to below: then its wide gaps fill lines."""
    above = first > 0 and _step(lines, first) < _LEADING and _is_full(lines[first - 1])
    below = end < len(lines) and _step(lines, end) < _LEADING
    return above or (below and all(map(_is_full, lines[first:end])))


def _is_full(line: Line) -> bool:
    return line.right - line.x1 < _FULL * line.size and len(line.words) > 1
